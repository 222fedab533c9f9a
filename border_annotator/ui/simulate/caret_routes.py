"""The shortest way of the caret, and of a selection, to a place in the text."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from border_annotator.domain.span import Span

    Step = Callable[[int], int]

Op = QTextCursor.MoveOperation

KEYS = {
    "Right": Op.NextCharacter,
    "Left": Op.PreviousCharacter,
    "Ctrl+Right": Op.NextWord,
    "Ctrl+Left": Op.PreviousWord,
    "Down": Op.Down,
    "Up": Op.Up,
    "Home": Op.StartOfLine,
    "End": Op.EndOfLine,
    "Ctrl+Home": Op.Start,
    "Ctrl+End": Op.End,
}
"""What the text does with the keys that every text knows; held with Shift they select."""
"""The keys that go by characters are mirrored in a line from right to left."""


@dataclass(frozen=True, slots=True)
class Route:
    """Keys that bring the caret to ``place``, in order, with the place after each of them."""

    keys: tuple[str, ...]
    places: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.keys)


class CaretRoutes:
    """Finds ways through one text. Places are Qt's positions.

    ``steps`` are the window's own caret keys: what each does, from place to place.
    """

    def __init__(self, cursor: QTextCursor, steps: dict[str, Step]) -> None:
        self._cursor = cursor
        self._steps = steps
        self._next: dict[int, tuple[tuple[str, int], ...]] = {}

    def to(self, start: int, goals: Collection[int]) -> Route | None:
        """The fewest keys from ``start`` to any of the goals."""
        wanted = frozenset(goals)
        came: dict[int, tuple[int, str]] = {}
        if start in wanted:
            return Route((), ())
        waiting, seen = deque([start]), {start}
        while waiting:
            place = waiting.popleft()
            for key, after in self._from(place):
                if after in seen:
                    continue
                seen.add(after)
                came[after] = (place, key)
                if after in wanted:
                    return _route(came, start, after)
                waiting.append(after)
        return None

    def selecting(self, start: int, begins: Collection[int], ends: Collection[int]) -> tuple[Route, Route] | None:
        """The fewest keys that select from one of ``begins`` to one of ``ends`` or the other way round.

        The first route goes to where the selection starts, the second one is to be pressed with Shift.
        """
        best: tuple[Route, Route] | None = None
        for sources, targets in ((begins, ends), (ends, begins)):
            for source in sources:
                there = self.to(start, (source,))
                along = self.to(source, targets)
                if there is None or along is None:
                    continue
                if best is None or len(there) + len(along) < len(best[0]) + len(best[1]):
                    best = (there, along)
        return best

    def _from(self, place: int) -> tuple[tuple[str, int], ...]:
        found = self._next.get(place)
        if found is None:
            steps = [(key, self._moved(place, operation)) for key, operation in KEYS.items()]
            steps += [(key, step(place)) for key, step in self._steps.items()]
            found = tuple((key, after) for key, after in steps if after != place)
            self._next[place] = found
        return found

    def _moved(self, place: int, operation: QTextCursor.MoveOperation) -> int:
        self._cursor.setPosition(place)
        self._cursor.movePosition(operation)
        return self._cursor.position()


def _route(came: dict[int, tuple[int, str]], start: int, goal: int) -> Route:
    keys, places, place = [], [], goal
    while place != start:
        places.append(place)
        place, key = came[place]
        keys.append(key)
    return Route(tuple(reversed(keys)), tuple(reversed(places)))


def white_before(text: str, span: Span) -> range:
    """Where a selection may begin that becomes ``span`` without the white space at its edges."""
    start = span.start
    while start > 0 and text[start - 1].isspace():
        start -= 1
    return range(start, span.start + 1)


def white_after(text: str, span: Span) -> range:
    """Where such a selection may end."""
    end = span.end
    while end < len(text) and text[end].isspace():
        end += 1
    return range(span.end, end + 1)
