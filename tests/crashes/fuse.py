"""Where a process is killed: at the n-th request of one kind that it makes of the disk."""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.crashes.disk import OK

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

    from tests.crashes.disk import Request

MOMENTS = ("before", "half", "after")
LOUD = frozenset({"read", "close"})
"""What changes nothing, so that there is nothing to be found between two of them."""
OF_PYTHON = frozenset({"os.rename", "os.remove", "os.mkdir", "os.link", "shutil.copyfile", "open"})
"""What Python itself asks of the disk, by the names of its audit events; ``open`` is told for writing only."""


@dataclass(frozen=True, slots=True)
class Point:
    """The ``number``-th request of a kind, such as ``sync wal``, and when: before, in the midst of it, or after it."""

    kind: str
    number: int
    moment: str


class Fuse:
    """Counts what is asked of the disk, by kind, and kills its own process at one point; without a point it counts."""

    def __init__(self, point: Point | None) -> None:
        self.counts: Counter[str] = Counter()
        self._point = point

    def listen(self) -> None:
        """Hear of Python's own requests too; for the rest of the process."""
        sys.addaudithook(self._hear)

    def before(self, request: Request) -> int:
        """Count; and end here, if it is the point."""
        if request.what in LOUD:
            return OK
        kind = f"{request.what} {request.file}"
        if self._is_due(kind, "before"):
            _die()
        if self._is_due(kind, "half"):
            request.part(len(request.data) // 2)
            _die()
        return OK

    def after(self, request: Request) -> None:
        """End here, if it is the point."""
        if request.what in LOUD:
            return
        kind = f"{request.what} {request.file}"
        if self._is_due(kind, "after"):
            _die()
        self.counts[kind] += 1

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if event not in OF_PYTHON or (event == "open" and not (_writes(arguments))):
            return
        if self._is_due(event, "before"):
            _die()
        self.counts[event] += 1

    def _is_due(self, kind: str, moment: str) -> bool:
        return self._point == Point(kind, self.counts[kind], moment)


def choose(dice: random.Random, counts: Mapping[str, int]) -> Point:
    """A point of a kind that is drawn first, so that what happens once is hit as often as what happens always."""
    kind = dice.choice(sorted(counts))
    moment = dice.choice(MOMENTS if kind.startswith("write") else MOMENTS[::2]) if " " in kind else "before"
    return Point(kind, dice.randrange(counts[kind]), moment)


def _writes(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2] if len(arguments) > 2 else 0
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
