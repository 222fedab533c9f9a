"""Gold that somebody else wrote, or that is broken, through the commands that read it; see test_fuzz.py."""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from border_annotator.__main__ import _rehearse
from border_annotator.cli.app import run
from border_annotator.cli.outcome import GOOD, PROBLEMS, WRONG_USE
from tests.gold_suggestions import GOLD, gold_project

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY = 3_000_000_000
"""Bytes of addresses that the process may have, a window and its libraries among them."""
LONGEST = {"evaluate": 20.0, "simulate": 60.0}
"""Seconds of the processor's time for one command."""
EVENTS = 2
SPOILERS: tuple[object, ...] = (
    *(None, True, -1, 0, 2**70, 1e308, "", "x" * 10_000, "\ud800", "\0", "ev1", "e1", [], {}, [[[[]]]]),
    *({"start": 0, "end": 1}, {"start": 5, "end": 2}, {"start": 0, "end": 10**9}, "P9999999999D", "9999-99-99", "and"),
)


def places_in(value: object) -> Iterator[tuple[Any, Any]]:
    """Every container in some JSON with each of its keys."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in list(children):
        yield value, key
        yield from places_in(child)


def spoilt(whole: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """Gold that is wrong in one to three places: rubbish, what stands elsewhere in it, twice, or not at all."""
    for _k in range(dice.randint(1, 3)):
        places = list(places_in(whole))
        container, key = dice.choice(places)
        kind = dice.randrange(5)
        if kind == 0:
            container[key] = dice.choice(SPOILERS)
        elif kind == 1:
            del container[key]
        elif kind == 2 and isinstance(container, list):
            container.append(json.loads(json.dumps(container[key])))
        else:
            # What fits where it comes from may say nonsense where it goes: ids, spans, norms.
            same = [other[at] for other, at in places if type(other[at]) is type(container[key])]
            container[key] = json.loads(json.dumps(dice.choice(same)))
    return whole


def base(events: int | None) -> dict[str, Any]:
    """The gold of the short seed, or a part of it that a simulated reviewer is soon done with."""
    whole: dict[str, Any] = json.loads((GOLD / "seed-003.json").read_text(encoding="utf-8"))
    if events is not None:
        whole["events"] = sorted(whole["events"], key=lambda event: event["trigger"]["start"])[:events]
        wanted = {argument.get("ref") for event in whole["events"] for argument in event["args"]}
        for kind in ("entities", "figures"):
            whole[kind] = [one for one in whole[kind] if one["id"] in wanted]
    return whole


def ended(command: str, project: Path, gold: Path, *more: str) -> tuple[int, str]:
    """How a command ends, and what it says."""
    out, err = io.StringIO(), io.StringIO()
    began = time.process_time()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([command, str(project), str(gold), *more], _rehearse)
    if time.process_time() - began > LONGEST[command]:
        raise AssertionError(f"{command} took {time.process_time() - began:.0f} s: {gold.read_text('utf-8')}")
    return code, err.getvalue()


def main() -> None:
    """``fuzzed_gold FOLDER COMMAND EXAMPLES [FIRST]``: that many examples of broken gold through a command."""
    folder, command, examples = Path(tempfile.mkdtemp(dir=sys.argv[1])), sys.argv[2], int(sys.argv[3])
    first = int(sys.argv[4]) if len(sys.argv) > 4 else 0
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        seconds = round(LONGEST[command]) * (examples + 1)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    project, gold = folder / "p.bap", folder / "gold.json"
    gold_project(project)
    codes = set()
    for number in range(first, first + examples):
        dice = random.Random(number)  # noqa: S311 - no secret
        plain = spoilt(base(EVENTS if command == "simulate" else None), dice)
        gold.write_text(json.dumps(plain), encoding="utf-8")
        code, said = ended(command, project, gold, *(["--errors"] if command == "evaluate" else []))
        if code not in (GOOD, PROBLEMS, WRONG_USE) or len(said.splitlines()) > 1 or "Traceback" in said:
            raise AssertionError(f"example {number} ended with {code}: {said}")
        codes.add(code)
    sys.stdout.write(f"{command} {sorted(codes)}\n")


if __name__ == "__main__":
    main()
