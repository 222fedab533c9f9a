"""Leaving, of foreign entities and figures that overlap, those that a reviewer's own layer may hold."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING

from border_annotator.domain.adoption import Fate, Told
from border_annotator.domain.annotation import kind_of, label_of, references_of, without
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Event
from border_annotator.domain.figure import Figure
from border_annotator.domain.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.span import Span
    from border_annotator.services.foreign_annotations import Converted


def without_overlaps(converted: Converted, standing: Iterable[Annotation]) -> None:
    """Leave of entities, and of figures, that overlap one another the longest, as a reviewer's own may not overlap.

    What ``standing`` already has in the place stays. What is left out is told, and no event points at it any more.
    """
    standing = list(standing)
    taken = {Entity: _Taken(), Figure: _Taken()}
    for value in standing:
        if not isinstance(value, Event):
            taken[type(value)].add(value.span)
    gone: set[str] = set()
    laid = {value.id for value in standing}
    spans = [(key, value) for key, value in converted.made.items() if not isinstance(value, Event)]
    for key, value in sorted(spans, key=lambda pair: (-len(pair[1].span), pair[1].span.start)):
        if value.id in laid:
            continue
        if taken[type(value)].overlaps(value.span):
            gone.add(value.id)
            converted.keeps.overlapped(key)
            reason = say("another {kind} stands there", kind=kind_of(value).value)
            converted.told.append(Told(Fate.KEPT, "span", key, label_of(value), "", reason))
        else:
            laid.add(value.id)
            taken[type(value)].add(value.span)
    if gone:
        converted.made = {key: _without(value, gone) for key, value in converted.made.items() if value.id not in gone}


def _without(value: Annotation, gone: set[str]) -> Annotation:
    for key in gone.intersection(references_of(value)):
        value = without(value, key)
    return value


class _Taken:
    """Stretches that are taken, none of which overlaps another."""

    def __init__(self) -> None:
        self._spans: list[Span] = []

    def add(self, span: Span) -> None:
        """Take one more."""
        insort(self._spans, span)

    def overlaps(self, span: Span) -> bool:
        """Whether any of a stretch is taken."""
        place = bisect_left(self._spans, span)
        return any(other.overlaps(span) for other in self._spans[max(0, place - 1) : place + 1])
