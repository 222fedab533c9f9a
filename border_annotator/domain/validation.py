"""What must hold before an article counts as done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind, references_of
from border_annotator.domain.event import Event
from border_annotator.domain.sentence import Sentence, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.domain.schema import Schema
    from border_annotator.domain.worksheet import Item, Worksheet


@dataclass(frozen=True, slots=True)
class Problem:
    """A reason to look at an article again before it is marked as done.

    ``annotation_id`` is what it is about. Nothing here forbids anything; a required role that the
    reviewer has answered with “not stated” is no problem.
    """

    annotation_id: str
    reason: Sentence


def problems(sheet: Worksheet, schema: Schema) -> list[Problem]:
    """What is left to do or to look at, in reading order."""
    found = []
    for item in sheet.live():
        if item.is_open:
            if item.kind is not Kind.FIGURE:
                found.append(
                    Problem(item.id, say("the suggested {name} still waits for a verdict", name=_named(item, schema)))
                )
            continue
        found.extend(Problem(item.id, reason) for reason in _gaps(item, sheet, schema))
    return found


def _gaps(item: Item, sheet: Worksheet, schema: Schema) -> Iterator[Sentence]:
    value, name = item.value, _named(item, schema)
    if isinstance(value, Event):
        if not schema.has_type(value.type):
            yield say("the type {type} is not in the schema", type=value.type)
            return
        for role in schema.roles(value.type):
            fillers = value.fillers(role.name)
            if role.required and not value.is_answered(role.name):
                yield say("{name}: {role} is empty", name=name, role=role.name)
            if len(fillers) > 1 and not role.repeat:
                yield say(
                    "{name}: {role} is filled {count} times, it takes one",
                    name=name,
                    role=role.name,
                    count=len(fillers),
                )
        # A source is what tells a claim from the narrator's own words.
        if value.attribution != "narrator" and not value.is_answered("source"):
            yield say("{name}: {attribution}, but no source is named", name=name, attribution=value.attribution)
    for reference in references_of(value):
        target = sheet.find(reference)
        if target is not None and not target.is_reviewed:
            yield say("{name} refers to something that is not accepted", name=name)


def _named(item: Item, schema: Schema) -> str:
    label = item.label
    if item.kind is Kind.EVENT:
        return schema.event_type(label).label if schema.has_type(label) else label
    return schema.entity_label(label).name if schema.has_label(label) else label
