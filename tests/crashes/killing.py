"""Letting a process work until it is killed, and looking at what it left behind."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from border_annotator.services.check import check
from border_annotator.services.project import open_project
from tests.crashes.fuse import Fuse, Point, choose
from tests.crashes.witness import Witness

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.crashes.disk import WatchedDisk
    from tests.crashes.kinds import Kind
    from tests.crashes.witness import Said

FROM_OUTSIDE = 0.2
"""Share of the kills that come from another process and at any moment, not at a request to the disk."""
LONGEST = 0.03
"""Seconds after an acknowledgement within which such a kill comes."""
COUNTS = "counts"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one kill left behind. Each list is empty when all is well."""

    point: str
    was_killed: bool
    acknowledged: int
    lost: list[str] = field(default_factory=list)
    half_done: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether nothing is lost, half-done or found."""
        return not (self.lost or self.half_done or self.findings)


class Killing:
    """Kills of one kind of work. The base is made once, and copied for each."""

    def __init__(self, disk: WatchedDisk, kind: Kind, folder: Path, seed: int) -> None:
        self._disk = disk
        self._kind = kind
        self._folder = folder
        self._seed = seed
        self._base = folder / "base"
        self._base.mkdir(parents=True)
        kind.prepare(self._base)
        self._counts: Mapping[str, int] | None = None

    def kill(self, number: int) -> Outcome:
        """One kill, the same one for the same seed and number as far as the work is the same each time."""
        dice = random.Random(f"{self._seed} {self._kind.name} {number}")  # noqa: S311 - no secret
        counts = self._counted()
        place = self._fresh_place()
        if dice.random() < FROM_OUTSIDE and self._kind.acknowledgements:
            until = dice.randrange(self._kind.acknowledgements)
            return self._looked_at("from outside", place, *self._run(place, None, (until, dice.random() * LONGEST)))
        point = choose(dice, counts)
        return self._looked_at(f"{point.moment} {point.kind}", place, *self._run(place, point, None))

    def undisturbed(self) -> Outcome:
        """The same work to its end; what it asks of the disk is counted on the way."""
        place = self._fresh_place()
        said, code = self._run(place, None, None)
        outcome = self._looked_at("none", place, said, code)
        self._counts = json.loads((place / COUNTS).read_text("utf-8"))
        return outcome

    def _counted(self) -> Mapping[str, int]:
        if self._counts is None:
            self.undisturbed()
        return self._counts or {}

    def _fresh_place(self) -> Path:
        place = self._folder / "work"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self._base, place)
        return place

    def _run(self, place: Path, point: Point | None, outside: tuple[int, float] | None) -> tuple[list[Said], int]:
        """Work in a process of its own; what it said, and how it ended."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            self._work(place, point, Witness(writing))
        os.close(writing)
        said: list[Said] = []
        for line in _lines(reading):
            said.append(json.loads(line))
            if outside is not None and len(said) > outside[0]:
                until = time.perf_counter() + outside[1]
                while time.perf_counter() < until:
                    pass
                os.kill(child, signal.SIGKILL)
                outside = None
        _, status = os.waitpid(child, 0)
        return said, os.waitstatus_to_exitcode(status)

    def _work(self, place: Path, point: Point | None, witness: Witness) -> NoReturn:
        """The life of the process that is killed."""
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = str(place / "home")
        log = os.open(place / "log", os.O_WRONLY | os.O_CREAT)
        for stream in (1, 2):
            os.dup2(log, stream)
        code = 1
        try:
            fuse = Fuse(point)
            fuse.listen()
            self._disk.watcher = fuse
            self._kind.work(place, witness)
            self._disk.watcher = None
            counts = dict(fuse.counts)
            (place / COUNTS).write_text(json.dumps(counts), encoding="utf-8")
            code = 0
        except BaseException:  # noqa: BLE001 - it is told in the log, and the exit code says it
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)

    def _looked_at(self, point: str, place: Path, said: list[Said], code: int) -> Outcome:
        if code not in (0, -signal.SIGKILL):
            raise AssertionError(f"{self._kind.name}, {point}:\n{(place / 'log').read_text('utf-8')}")
        outcome = Outcome(point, code != 0, len(said))
        try:
            outcome.half_done.extend(self._kind.half_done(place, said))
            outcome.lost.extend(self._kind.lost(place, said))
            if self._kind.project(place).exists():
                with open_project(self._kind.project(place), program="the next start") as project:
                    outcome.findings.extend(f"{found.place}: {found.reason}" for found in check(project))
        except Exception as error:  # noqa: BLE001 - whatever keeps the file from being read is what is looked for
            outcome.findings.append(f"{type(error).__name__}: {error}")
        return outcome


def _lines(descriptor: int) -> Iterator[bytes]:
    """Whole lines as they come, until nobody can write any more."""
    with os.fdopen(descriptor, "rb") as pipe:
        for line in pipe:
            if line.endswith(b"\n"):
                yield line
