"""What one set of annotations lacks to be another one, item by item and field by field."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind, anchor_of, kind_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.event import Argument, Event
    from border_annotator.domain.span import Span

MISSING, EXTRA = "missing", "extra"
"""Fields of differences that concern a whole annotation."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing to change: ``field`` of the annotation ``item_id`` says ``now`` and should say ``wanted``.

    ``gold_id`` is what it should be. An annotation that is not there has the field ``missing`` and no ``item_id``,
    one that should not be there ``extra`` and no ``gold_id``. References are written as ids of the side in question.
    """

    kind: Kind
    place: Span
    field: str
    gold_id: str | None = None
    item_id: str | None = None
    now: object = None
    wanted: object = None


def differences(
    wanted: Iterable[Annotation], found: Iterable[Annotation], paired: Mapping[str, str]
) -> list[Difference]:
    """What must change in ``found`` to say what ``wanted`` says, in reading order.

    ``paired`` leads from wanted ids to found ones, as ``same_mentions`` does. The order of fillers and of mentions
    says nothing and notes are no part of what is annotated: neither is compared.
    """
    wanted, found = list(wanted), list(found)
    values = {value.id: value for value in found}
    result = []
    for value in wanted:
        item = values.get(paired.get(value.id, ""))
        if item is None:
            result.append(Difference(kind_of(value), anchor_of(value), MISSING, value.id, wanted=value))
        else:
            result += differences_of(value, item, paired)
    meant = {paired[value.id] for value in wanted if value.id in paired}
    for value in found:
        if value.id not in meant:
            result.append(Difference(kind_of(value), anchor_of(value), EXTRA, item_id=value.id, now=value))
    return sorted(result, key=lambda one: (one.place.start, one.place.end, one.kind.value, one.field))


def differences_of(wanted: Annotation, found: Annotation, paired: Mapping[str, str]) -> list[Difference]:
    """What must change in one annotation to say what another of its kind says."""
    should, says = fields_of(wanted, paired), fields_of(found)
    return [
        Difference(kind_of(found), anchor_of(found), key, wanted.id, found.id, says.get(key), should[key])
        for key in should
        if says.get(key) != should[key]
    ]


def fields_of(value: Annotation, paired: Mapping[str, str] | None = None) -> dict[str, object]:
    """What an annotation says, by field; with ``paired`` its references are those of the other side.

    A reference without a pair keeps its own id, which no annotation of the other side has.
    """
    if isinstance(value, Entity):
        return {
            "span": value.span,
            "label": value.label,
            "mention": value.mention,
            "link": value.link,
            "optional": value.optional,
        }
    ids = paired or {}
    return _figure_fields(value, ids) if isinstance(value, Figure) else _event_fields(value, ids)


def _figure_fields(figure: Figure, ids: Mapping[str, str]) -> dict[str, object]:
    def other(reference: str | None) -> str | None:
        return ids.get(reference, reference) if reference is not None else None

    fields: dict[str, object] = {"span": figure.span, "kind": figure.kind}
    if figure.is_temporal:
        fields |= {
            "norm": figure.norm,
            "start_date": figure.start_date,
            "end_date": figure.end_date,
            "basis": figure.basis or "none",
            "bound": figure.bound,
        }
    else:
        fields |= {
            "value": figure.value,
            "minimum": figure.minimum,
            "maximum": figure.maximum,
            # What is not said of a bare number is what a bare number says.
            "comparator": figure.comparator or "eq",
            "change": figure.change or "none",
            "unit": figure.unit,
            "counted": figure.counted,
            "period": other(figure.period),
            "of_total": other(figure.of_total),
        }
    return fields | {
        "repeat_of": other(figure.repeat_of),
        "superseded_by": other(figure.superseded_by),
        "optional": figure.optional,
    }


def _event_fields(event: Event, ids: Mapping[str, str]) -> dict[str, object]:
    return {
        "type": event.type,
        "trigger": event.trigger,
        "mentions": frozenset(event.mentions),
        "arguments": frozenset(_pointing(argument, ids) for argument in event.arguments),
        "status": event.status,
        "polarity": event.polarity,
        "genericity": event.genericity,
        "attribution": event.attribution,
        "mode": event.mode,
        "severity": event.severity,
        "time": event.time,
        "geo": event.geo,
        "relations": frozenset(replace(r, target=ids.get(r.target, r.target)) for r in event.relations),
        "optional": event.optional,
    }


def _pointing(argument: Argument, ids: Mapping[str, str]) -> Argument:
    return argument if argument.ref is None else replace(argument, ref=ids.get(argument.ref, argument.ref))
