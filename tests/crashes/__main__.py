"""``make crashes``: kills the program at least 300 times, cuts its power, and prints what is left each time."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a process with threads cannot be split

from tests.crashes.disk import WatchedDisk
from tests.crashes.everything import KINDS, load
from tests.crashes.killing import Killing, Outcome
from tests.crashes.power import outcomes_of
from tests.crashes.sessions import SESSIONS, Session


def main() -> int:
    """Kill each kind of work as often as asked; 1 when anything was lost, half-done or found."""
    parser = argparse.ArgumentParser(prog="tests.crashes", description=__doc__)
    parser.add_argument("--kills", type=int, default=400, help="how many kills in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=[""], help="kinds whose name has one of these in it")
    chosen = parser.parse_args()
    kinds = [kind for kind in KINDS if any(word in kind.name for word in chosen.only)]
    each = -(-chosen.kills // max(1, len(kinds)))
    load()
    disk = WatchedDisk()
    points: Counter[str] = Counter()
    everything: list[Outcome] = []
    print(f"{'kind':36}{'kills':>7}{'said':>7}{'lost':>6}{'half-done':>11}{'check':>7}{'seconds':>9}")  # noqa: T201
    for kind in kinds:
        began = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            outcomes = _killed(Killing(disk, kind, Path(folder), chosen.seed), each)
        points.update(outcome.point for outcome in outcomes)
        everything += outcomes
        _print(kind.name, outcomes, time.perf_counter() - began)
    _print("all kills", everything, 0.0)
    everything += _power(disk, [make() for make in SESSIONS if any(word in make.name for word in chosen.only)])
    print("\nwhere: " + ", ".join(f"{point} {count}" for point, count in sorted(points.items())))  # noqa: T201
    bad = [outcome for outcome in everything if not outcome.is_good]
    for outcome in bad[:20]:
        print(outcome)  # noqa: T201
    return 1 if bad else 0


def _killed(killing: Killing, times: int) -> list[Outcome]:
    """So many kills; work that came to its end before its point is looked at too, and another kill tried."""
    outcomes = [killing.undisturbed()]
    number = 0
    while sum(outcome.was_killed for outcome in outcomes) < times and number < 3 * times:
        outcomes.append(killing.kill(number))
        number += 1
    return [outcome for outcome in outcomes if outcome.was_killed or not outcome.is_good]


def _power(disk: WatchedDisk, sessions: list[Session]) -> list[Outcome]:
    """Every image of every session whose power is cut."""
    everything: list[Outcome] = []
    for session in sessions:
        began = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            outcomes = list(outcomes_of(disk, session, Path(folder)))
        _print(session.name, outcomes, time.perf_counter() - began)
        everything += outcomes
    return everything


def _print(name: str, outcomes: list[Outcome], seconds: float) -> None:
    said = sum(outcome.acknowledged for outcome in outcomes)
    lost, half, found = (
        sum(len(getattr(outcome, what)) for outcome in outcomes) for what in ("lost", "half_done", "findings")
    )
    print(f"{name:36}{len(outcomes):>7}{said:>7}{lost:>6}{half:>11}{found:>7}{seconds:>9.1f}")  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
