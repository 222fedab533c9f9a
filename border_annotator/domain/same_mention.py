"""Which annotation of one set is which of another, for someone who turns the one set into the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Event
from border_annotator.domain.event_agreement import event_score
from border_annotator.domain.figure import Figure
from border_annotator.domain.matching import overlap_ratio, pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from border_annotator.domain.annotation import Annotation

SAME_TYPE = 2.0
"""An event of the right type on a trigger of the event is worth more than any other on the same trigger."""
SAME_LABEL = 0.5
SAME_FILLERS = 0.4
"""What tells two events on the same words apart: whom they are about."""


def same_mentions(
    wanted: Iterable[Annotation], found: Iterable[Annotation], known: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Pair what is wanted with what is there, one to one: ids of ``wanted`` to ids of ``found``.

    ``known`` are pairs from before; they hold as long as both sides are there. Entities and figures pair where they
    overlap, events on their triggers and mentions; what is wanted and has no pair must be made anew.
    """
    wanted, found = list(wanted), list(found)
    here, there = {value.id for value in wanted}, {value.id for value in found}
    paired = {one: other for one, other in (known or {}).items() if one in here and other in there}
    taken = set(paired.values())
    left = [value for value in wanted if value.id not in paired]
    free = [value for value in found if value.id not in taken]
    for kind in (Entity, Figure):
        mine, theirs = _of(kind, left), _of(kind, free)
        for i, j in pairs(mine, theirs, _span_score).items():
            paired[mine[i].id] = theirs[j].id
    events, others = _of(Event, left), _of(Event, free)
    for i, j in pairs(events, others, lambda one, other: _event_score(one, other, paired)).items():
        paired[events[i].id] = others[j].id
    return paired


def _of(kind: type[Annotation], values: Sequence[Annotation]) -> list[Annotation]:
    return [value for value in values if isinstance(value, kind)]


def _span_score(one: Annotation, other: Annotation) -> float:
    if isinstance(one, Event) or isinstance(other, Event):
        return 0.0
    overlap = overlap_ratio(one.span, other.span)
    return overlap + SAME_LABEL * _is_same_label(one, other) if overlap else 0.0


def _is_same_label(one: Annotation, other: Annotation) -> bool:
    if isinstance(one, Entity) and isinstance(other, Entity):
        return one.label == other.label
    return isinstance(one, Figure) and isinstance(other, Figure) and one.is_temporal == other.is_temporal


def _event_score(one: Annotation, other: Annotation, paired: Mapping[str, str]) -> float:
    if not (isinstance(one, Event) and isinstance(other, Event)):
        return 0.0
    touch = event_score(one, other)
    if not touch:
        return 0.0
    mine = {(a.role, paired.get(a.ref or "")) for a in one.arguments}
    theirs = {(a.role, a.ref) for a in other.arguments}
    shared = len(mine & theirs) / max(1, len(mine | theirs))
    return touch + (SAME_TYPE if one.type == other.type else 0.0) + SAME_FILLERS * shared
