"""The shortest way of the caret, and of a selection, to a place in the text."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.boundary import Edge, Unit, moved
from border_annotator.domain.words import snapped, word_after, word_at
from border_annotator.ui.text.caret_steps import (
    Step,
    head_after,
    head_before,
    item_after,
    item_before,
    items_at,
    place_after,
    place_before,
)
from border_annotator.ui.text.offsets import Offsets

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Worksheet

Op = QTextCursor.MoveOperation

NATIVE = {
    "Right": Op.NextCharacter,
    "Left": Op.PreviousCharacter,
    "Down": Op.Down,
    "Up": Op.Up,
    "Home": Op.StartOfLine,
    "End": Op.EndOfLine,
    "Ctrl+Home": Op.Start,
    "Ctrl+End": Op.End,
}
"""What every text does with these keys; held with Shift they select."""
STEPS = {Step.WORD: "word", Step.SENTENCE: "sentence", Step.MARK: "mark"}
ENDS = {
    "end_later": (Edge.END, True),
    "end_earlier": (Edge.END, False),
    "start_earlier": (Edge.START, True),
    "start_later": (Edge.START, False),
}
MOST_REPAIRS = 14
"""Longer ways from one span to another are no repair."""
NEAR = 40
"""Characters around a span in which its ends are looked for."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key: that of an action, or one that every text knows, with Shift held or not."""

    action: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """Keys in order, with the place after each of them; no places where whole words are selected."""

    strokes: tuple[Stroke, ...] = ()
    places: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.strokes)


@dataclass(frozen=True, slots=True)
class Selecting:
    """How to select a span: first the caret goes, then the keys that select."""

    there: Route
    along: Route

    def __len__(self) -> int:
        return len(self.there) + len(self.along)


class CaretRoutes:
    """Finds ways through one text, in code points.

    ``cursor`` is one of the text on the screen that nobody sees; ``has_key`` says which actions have a key.
    """

    def __init__(self, cursor: QTextCursor, text: str, has_key: Callable[[str], bool]) -> None:
        self._cursor = cursor
        self._text = text
        self._offsets = Offsets(text)
        self._has_key = has_key
        self._from_word: dict[Span, tuple[Stroke, ...] | None] = {}
        self._moves: dict[tuple[int, QTextCursor.MoveOperation], int] = {}
        self._next: dict[int, tuple[tuple[Stroke, int], ...]] = {}
        self._marks: dict[int, tuple[tuple[Stroke, int], ...]] = {}
        self._stretched: dict[tuple[int, Stroke], int] = {}
        self._sheet: Worksheet | None = None

    def see(self, sheet: Worksheet) -> None:
        """Take the marks as they are now."""
        if sheet is not self._sheet:
            self._sheet, self._marks = sheet, {}

    def learn(self, start: int, stroke: Stroke, place: int) -> None:
        """What a key really did, where that was not what was thought."""
        known = self._next.get(start, ())
        self._next[start] = tuple((key, place if key == stroke else after) for key, after in known)

    def learn_stretch(self, head: int, stroke: Stroke, place: int) -> None:
        """Where a key that selects really brought the caret: Up and Down depend on the keys before them."""
        self._stretched[head, stroke] = place

    def to(self, start: int, goals: Collection[int]) -> Route | None:
        """The fewest keys from ``start`` to any of the goals."""
        return next(iter(self._ways(start, frozenset(goals), 1).values()), None)

    def selecting(self, start: int, span: Span) -> Selecting | None:
        """The fewest keys that select a span, give or take white space at its edges."""
        begins, ends = _white_before(self._text, span), _white_after(self._text, span)
        first = word_at(self._text, span.start)
        in_word = range(max(span.start, first.start), first.end + 1) if first is not None else range(0)
        ways = self._ways(start, {*begins, *ends, *in_word}, None)
        found: list[Selecting] = []
        for sources, targets in ((begins, ends), (ends, begins)):
            for source in sources:
                along = self._along(source, frozenset(targets)) if source in ways else None
                if along is not None:
                    found.append(Selecting(ways[source], along))
        self._from_word.clear()
        by_words = {place: self._by_words(place, span) for place in in_word if place in ways}
        found += [Selecting(ways[place], Route(strokes)) for place, strokes in by_words.items() if strokes is not None]
        return min(found, key=len, default=None)

    def repairing(self, span: Span, wanted: Span) -> tuple[Stroke, ...] | None:
        """The fewest keys that move the ends of one span to those of another."""
        return self._spans([(span, ())], wanted)

    # The caret

    def _ways(self, start: int, goals: Collection[int], enough: int | None) -> dict[int, Route]:
        """The shortest way to each goal, the nearest first; only the nearest ``enough`` of them."""
        wanted = set(goals)
        came: dict[int, tuple[int, Stroke]] = {}
        found: dict[int, Route] = {}
        if start in wanted:
            found[start] = Route()
            wanted.discard(start)
        waiting, seen = deque([start]), {start}
        while waiting and wanted and (enough is None or len(found) < enough):
            place = waiting.popleft()
            for stroke, after in self._from(place):
                if after in seen:
                    continue
                seen.add(after)
                came[after] = (place, stroke)
                if after in wanted:
                    wanted.discard(after)
                    found[after] = _route(came, start, after)
                waiting.append(after)
        return found

    def _from(self, place: int) -> Iterable[tuple[Stroke, int]]:
        found = self._next.get(place)
        if found is None:
            found = tuple((stroke, after) for stroke, after in self._steps(place) if after != place)
            self._next[place] = found
        marks = self._marks.get(place)
        if marks is None:
            marks = tuple(self._mark_steps(place))
            self._marks[place] = marks
        return (*marks, *found)

    def _steps(self, place: int) -> Iterable[tuple[Stroke, int]]:
        for key, operation in NATIVE.items():
            yield Stroke(key=key), self._moved(place, operation)
        if self._sheet is None:
            return
        for step in (Step.WORD, Step.SENTENCE):
            for word, go in (("next", place_after), ("previous", place_before)):
                after = go(self._sheet, place, step)
                action = f"caret.{word}_{STEPS[step]}"
                if after is not None and self._has_key(action):
                    yield Stroke(action), after

    def _mark_steps(self, place: int) -> Iterable[tuple[Stroke, int]]:
        if self._sheet is None:
            return
        here = items_at(self._sheet, place)
        inside = [item for item in here if place < anchor_of(item.value).end] or here
        for word, go in (("next", item_after), ("previous", item_before)):
            found = go(self._sheet, place, inside[0] if inside else None)
            if found is not None and self._has_key(f"caret.{word}_mark"):
                yield Stroke(f"caret.{word}_mark"), anchor_of(found.value).start

    def _moved(self, place: int, operation: QTextCursor.MoveOperation) -> int:
        after = self._moves.get((place, operation))
        if after is None:
            self._cursor.setPosition(self._offsets.to_qt(place))
            self._cursor.movePosition(operation)
            after = self._moves[place, operation] = self._offsets.from_qt(self._cursor.position())
        return after

    # Selections

    def _along(self, anchor: int, goals: frozenset[int]) -> Route | None:
        """The fewest keys that extend a selection from ``anchor`` to one of the goals."""
        low, high = min(*goals, anchor) - NEAR, max(*goals, anchor) + NEAR
        came: dict[int, tuple[int, Stroke]] = {}
        waiting, seen = deque([anchor]), {anchor}
        while waiting:
            place = waiting.popleft()
            for stroke, after in self._extending(place, anchor):
                if after in seen or not low <= after <= high:
                    continue
                seen.add(after)
                came[after] = (place, stroke)
                if after in goals:
                    return _route(came, anchor, after)
                waiting.append(after)
        return None

    def _extending(self, head: int, anchor: int) -> Iterable[tuple[Stroke, int]]:
        for key, operation in NATIVE.items():
            stroke = Stroke(key=f"Shift+{key}" if "Ctrl" not in key else key.replace("Ctrl", "Ctrl+Shift"))
            after = self._stretched.get((head, stroke))
            yield stroke, after if after is not None else self._moved(head, operation)
        if self._sheet is None:
            return
        for step, name in STEPS.items():
            for word, go in (("next", head_after), ("previous", head_before)):
                place = go(self._sheet, head, anchor, step)
                if place is not None and self._has_key(f"caret.extend_{word}_{name}"):
                    yield Stroke(f"caret.extend_{word}_{name}"), place

    def _by_words(self, place: int, span: Span) -> tuple[Stroke, ...] | None:
        """The fewest keys from a caret without a selection, by the keys that select whole words and move the ends."""
        word = word_at(self._text, place) or word_after(self._text, place)
        if word is None or not self._has_key("select.word"):
            return None
        if word not in self._from_word:
            self._from_word[word] = self._spans([(word, (Stroke("select.word"),))], span)
        return self._from_word[word]

    def _spans(self, begun: list[tuple[Span, tuple[Stroke, ...]]], wanted: Span) -> tuple[Stroke, ...] | None:
        waiting, seen = deque(begun), {span for span, _ in begun}
        while waiting:
            span, strokes = waiting.popleft()
            if span == wanted:
                return strokes
            if len(strokes) == MOST_REPAIRS:
                continue
            for stroke, after in self._resized(span, is_selection=bool(strokes and begun[0][1])):
                far = after.start < wanted.start - NEAR or after.end > wanted.end + NEAR
                if after not in seen and not far:
                    seen.add(after)
                    waiting.append((after, (*strokes, stroke)))
        return None

    def _resized(self, span: Span, *, is_selection: bool) -> Iterable[tuple[Stroke, Span]]:
        if is_selection:
            whole = snapped(self._text, span.start, span.end)
            after = whole if whole != span else moved(self._text, span, Edge.END, Unit.WORD, outward=True)
            if after is not None and self._has_key("select.word"):
                yield Stroke("select.word"), after
        for name, (edge, outward) in ENDS.items():
            for unit in Unit:
                after = moved(self._text, span, edge, unit, outward=outward)
                action = f"boundary.{name}_{unit.name.lower()}"
                if after is not None and self._has_key(action):
                    yield Stroke(action), after


def _route(came: dict[int, tuple[int, Stroke]], start: int, goal: int) -> Route:
    strokes, places, place = [], [], goal
    while place != start:
        places.append(place)
        place, stroke = came[place]
        strokes.append(stroke)
    return Route(tuple(reversed(strokes)), tuple(reversed(places)))


def _white_before(text: str, span: Span) -> range:
    """Where a selection may begin that becomes ``span`` without the white space at its edges."""
    return range(len(text[: span.start].rstrip()), span.start + 1)


def _white_after(text: str, span: Span) -> range:
    """Where such a selection may end."""
    rest = text[span.end :]
    return range(span.end, span.end + len(rest) - len(rest.lstrip()) + 1)
