"""One article as a reviewer sees it: the reviewer's annotations and what still waits for a verdict."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of, references_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Event
from border_annotator.domain.figure import Figure
from border_annotator.domain.layer import Review, ReviewState, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.document import Document
    from border_annotator.domain.layer import Decision
    from border_annotator.domain.span import Span
    from border_annotator.domain.suggestion import Suggestion


class State(StrEnum):
    """How an annotation on a worksheet came to be what it is."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    ADDED = "added"
    REJECTED = "rejected"


STATES = {verdict: State(verdict.value) for verdict in Verdict}


@dataclass(frozen=True, slots=True)
class Item:
    """One annotation with its state; ``suggestion`` is what it came from, if a machine proposed it."""

    value: Annotation
    state: State
    suggestion: Suggestion | None = None

    @property
    def id(self) -> str:
        """The annotation's id."""
        return self.value.id

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a verdict."""
        return self.state is State.SUGGESTED

    @property
    def is_reviewed(self) -> bool:
        """Whether it is in the reviewer's layer."""
        return self.state in (State.CONFIRMED, State.CORRECTED, State.ADDED)


@dataclass(frozen=True)
class Worksheet:
    """A document with everything on it, for one layer. It is a picture of one moment and never changes.

    ``has_review`` tells whether ``review`` is stored or only what holds before the reviewer has said anything.
    """

    document: Document
    items: tuple[Item, ...]
    decisions: Mapping[str, Decision]
    review: Review
    has_review: bool = False

    @cached_property
    def _by_id(self) -> dict[str, Item]:
        return {item.id: item for item in self.items}

    def find(self, annotation_id: str) -> Item | None:
        """The item of that id, rejected ones included."""
        return self._by_id.get(annotation_id)

    def live(self) -> tuple[Item, ...]:
        """All items but the rejected ones, in reading order."""
        return tuple(item for item in self.items if item.state is not State.REJECTED)

    @cached_property
    def events(self) -> tuple[Item, ...]:
        """The events that are not rejected, in the order of their triggers."""
        return tuple(item for item in self.live() if isinstance(item.value, Event))

    @cached_property
    def entities(self) -> tuple[Item, ...]:
        """The entities that are not rejected, in reading order."""
        return tuple(item for item in self.live() if isinstance(item.value, Entity))

    @cached_property
    def figures(self) -> tuple[Item, ...]:
        """The figures that are not rejected, in reading order."""
        return tuple(item for item in self.live() if isinstance(item.value, Figure))

    @cached_property
    def _longest(self) -> int:
        return max((anchor_of(item.value).end - anchor_of(item.value).start for item in self.items), default=0)

    def items_in(self, start: int, end: int) -> list[Item]:
        """The items, rejected ones included, whose own span touches what lies from ``start`` to ``end``."""
        first = bisect_left(self.items, start - self._longest, key=lambda item: anchor_of(item.value).start)
        found = []
        for item in islice(self.items, first, None):
            anchor = anchor_of(item.value)
            if anchor.start >= end:
                break
            if anchor.end > start:
                found.append(item)
        return found

    def at(self, span: Span) -> tuple[Item, ...]:
        """The live items whose own span overlaps ``span``, the best fitting first."""
        found = [item for item in self.live() if anchor_of(item.value).overlaps(span)]
        return tuple(sorted(found, key=lambda item: -_fit(anchor_of(item.value), span)))

    def referring_to(self, annotation_id: str) -> tuple[Item, ...]:
        """The live items that point at that annotation."""
        return tuple(item for item in self.live() if annotation_id in references_of(item.value))

    @property
    def is_started(self) -> bool:
        """Whether the reviewer has done anything on it."""
        return bool(self.decisions) or any(item.is_reviewed for item in self.items)


def worksheet(
    document: Document,
    suggestions: Iterable[Suggestion],
    annotations: Iterable[Annotation],
    decisions: Mapping[str, Decision],
    review: Review | None,
) -> Worksheet:
    """Lay the reviewer's ``annotations`` over the machine's ``suggestions``."""
    proposed = {suggestion.id: suggestion for suggestion in suggestions}
    items: list[Item] = []
    for annotation in annotations:
        suggestion, decision = proposed.pop(annotation.id, None), decisions.get(annotation.id)
        state = State.ADDED if decision is None else STATES[decision.verdict]
        items.append(Item(annotation, state, suggestion))
    for suggestion in proposed.values():
        decision = decisions.get(suggestion.id)
        rejected = decision is not None and decision.verdict is Verdict.REJECTED
        items.append(Item(suggestion.value, State.REJECTED if rejected else State.SUGGESTED, suggestion))
    items.sort(key=_place)
    shown = review or Review(document.id, ReviewState.OPEN)
    return Worksheet(document, tuple(items), decisions, shown, has_review=review is not None)


def _place(item: Item) -> tuple[int, int, str]:
    anchor = anchor_of(item.value)
    return anchor.start, anchor.end, item.value.id


def _fit(mine: Span, other: Span) -> float:
    return mine.shared(other) / (max(mine.end, other.end) - min(mine.start, other.start))
