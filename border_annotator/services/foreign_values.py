"""One foreign stretch or event as an annotation of a project: its label, its fields, its value."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import annotation_from_plain, annotation_to_plain, kind_of, new_id
from border_annotator.domain.entity import Entity
from border_annotator.domain.errors import ShapeError
from border_annotator.domain.event import Event
from border_annotator.domain.fields import Fields
from border_annotator.domain.figure import Figure
from border_annotator.domain.mapping import (
    ENTITY_FIELDS,
    EVENT_FIELDS,
    FIGURE_FIELDS,
    GEO_FIELDS,
    OF_EVENTS,
    TIME_FIELDS,
    Becomes,
)
from border_annotator.domain.mapping_guess import allowed_values, said_value
from border_annotator.domain.sentence import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.document import Document
    from border_annotator.domain.figure import Number
    from border_annotator.domain.foreign import Attribute, ForeignSpan
    from border_annotator.domain.mapping import LabelMapping, Rule
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.span import Span

Problem = tuple[str, str, str]
"""An attribute's name, its value, and why it stays as it is."""

NUMBERS = frozenset({"value", "min", "max"})
LISTS = frozenset({"geo_countries", "not_stated"})
PATHS = {
    **{name: ("attributes", "time", name.removeprefix("time_")) for name in TIME_FIELDS},
    "time_start": ("attributes", "time", "start_date"),
    "time_end": ("attributes", "time", "end_date"),
    **{name: ("attributes", "geo", name.removeprefix("geo_")) for name in GEO_FIELDS},
}
"""Where a field stands in the plain data of an event, if it is not beside the others."""
LARGEST = 1e18


def entity_of(document: Document, span: Span, names: Sequence[str], told: Mapping[str, str]) -> Entity:
    """An entity with one of some labels, with what the program's name lists know of its words.

    ``told`` are the fields that the file gives: one that tells how it names things tells its links too.
    """
    from border_annotator.nlp.entities import guess_label

    if "mention" in told and len(names) == 1:
        return Entity(new_id(), span, names[0])
    label, link, mention = guess_label(span.text_in(document.text), tuple(names))
    return Entity(new_id(), span, label, mention, link)


def figure_of(document: Document, span: Span, rule: Rule, told: Mapping[str, str], schema: Schema) -> Figure:
    """A quantity or a time with what its words say, of the rule's kind where it names one.

    ``told`` are the fields that the file gives: where it tells the kind, nothing is read from the words.
    """
    from border_annotator.nlp.dates import may_be_time, read_time
    from border_annotator.nlp.figures import read_quantity

    if told.get("kind") in schema.figure_kinds:
        return Figure(new_id(), span, told["kind"])
    if rule.becomes is Becomes.TIME:
        published = document.layout.published.value
        found = read_time(document.text, span, published) if may_be_time(span.text_in(document.text)) else None
        time = found or Figure(new_id(), span, "date", basis="none")
        return replace(time, kind=rule.name) if rule.name and time.norm is None else time
    quantity = read_quantity(document.text, span)
    if rule.name and rule.name != quantity.kind and quantity.value is None:
        return replace(quantity, kind=rule.name)
    return quantity


def told_fields(attributes: Mapping[str, Attribute], mapping: LabelMapping) -> dict[str, str]:
    """What a file's attributes say of the fields that they fill."""
    told: dict[str, str] = {}
    if not attributes:
        return told
    for name, raw in attributes.items():
        rule, said = mapping.attribute(name), said_value(raw)
        if rule.into is not None and (rule.values.get(said, said) or not said):
            told[rule.into] = rule.values.get(said, said)
    return told


def with_attributes(
    value: Annotation, attributes: Mapping[str, Attribute], mapping: LabelMapping, schema: Schema
) -> tuple[Annotation, list[Problem]]:
    """The annotation with its fields filled by foreign attributes, and which of them stay as they are."""
    problems: list[Problem] = []
    if not attributes:
        return value, problems
    for name, raw in attributes.items():
        rule, said = mapping.attribute(name), said_value(raw)
        if rule.into is None:
            problems.append((name, said, say("no field is chosen for it")))
            continue
        if rule.into not in _fields(value):
            problems.append((name, said, say("{field} is no field of this kind", field=rule.into)))
            continue
        word = rule.values.get(said, said)
        allowed = _allowed(value, rule.into, schema)
        if not word and rule.values.get(said) == "" and said:
            problems.append((name, said, say("the mapping keeps it")))
            continue
        if allowed is not None and word not in allowed:
            problems.append((name, said, say("“{value}” is no value of {field}", value=said[:40], field=rule.into)))
            continue
        filled = _filled(value, rule.into, word)
        if filled is None:
            problems.append((name, said, say("“{value}” cannot be read as {field}", value=said[:40], field=rule.into)))
        else:
            value = filled
    return value, problems


def with_link(entity: Entity, span: ForeignSpan, schema: Schema) -> tuple[Entity, list[Problem]]:
    """The entity with the link that the file gives, where the schema knows such links."""
    if span.link is None:
        return entity, []
    if span.link.partition(":")[0] in schema.link_prefixes:
        return replace(entity, link=span.link), []
    reason = say("links begin with {choices}", choices=", ".join(schema.link_prefixes))
    return entity, [("link", span.link, reason)]


def noted(value: Annotation, note: str | None) -> Annotation:
    """The annotation with a note of the file's."""
    return value if note is None else replace(value, note=note)


def _fields(value: Annotation) -> tuple[str, ...]:
    if isinstance(value, Event):
        return EVENT_FIELDS
    return ENTITY_FIELDS if isinstance(value, Entity) else FIGURE_FIELDS


def _allowed(value: Annotation, where: str, schema: Schema) -> tuple[str, ...] | None:
    if where == "mode" and isinstance(value, Event):
        return schema.event_type(value.type).modes
    return allowed_values(where, schema)


def _filled(value: Annotation, where: str, word: str) -> Annotation | None:
    plain = annotation_to_plain(value)
    meant: object = word or None
    if where in NUMBERS:
        meant = _number(word)
        if meant is None:
            return None
    elif where == "optional":
        meant = word == "true"
    elif where == "severity":
        meant = int(word)
    elif where in LISTS:
        meant = word.replace(",", " ").split()
    owner = plain
    *path, last = PATHS.get(where, ("attributes", where) if where in OF_EVENTS else (where,))
    for step in path:
        owner[step] = owner = _object(owner[step])
    owner[last] = meant
    try:
        return annotation_from_plain(kind_of(value), Fields(plain, where))
    except ShapeError:
        return None


def _object(plain: object) -> dict[str, object]:
    return plain if isinstance(plain, dict) else {}


def _number(word: str) -> Number | None:
    try:
        number = float(word)
    except ValueError:
        return None
    if not math.isfinite(number) or abs(number) > LARGEST:
        return None
    return int(number) if number.is_integer() else number


def whole_or_first(document: Document, places: Sequence[Span]) -> tuple[Span, bool]:
    """One stretch for several pieces: all from the first to the last where they lie close, else the first piece.

    Also tells whether it is all of them.
    """
    first, last = places[0], places[-1]
    if first is last:
        return first, True
    whole = type(first)(first.start, max(place.end for place in places))
    gaps = document.text[whole.start : whole.end]
    is_near = len(whole) <= 2 * sum(map(len, places))
    return (whole, True) if is_near and "\n\n" not in gaps and last.start >= first.start else (first, False)
