"""What one key may change on an event: everything that stands on it, and the likeliest of what could stand there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.event import Argument, Event, EventGeo, EventTime, Relation
from border_annotator.domain.schema import filler_word
from border_annotator.domain.sentences import sentence_at
from border_annotator.domain.worksheet import State
from border_annotator.services import correct, event_details
from border_annotator.services.likely import likely_places
from border_annotator.services.likely_times import NONE, likely_times

if TYPE_CHECKING:
    from border_annotator.domain.edit import Changes
    from border_annotator.domain.schema import Role, Schema
    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.services.project import Project

PLACES, TIMES = 6, 3
"""How many places and times are offered instead of the event's own."""
FOR_A_ROLE = 3
"""How many fillers are offered for one role, however many fit."""


@dataclass(frozen=True, slots=True)
class Mend:
    """What fills a role, a mention, a relation, a place or a time: it goes where it ``is_there``, else it comes."""

    value: Argument | Span | Relation | EventGeo | EventTime
    is_there: bool = False


def likely_mends(schema: Schema, sheet: Worksheet, event_id: str, event: Event) -> list[Mend]:
    """What may have to be changed on an event: what is there first, then what may be missing, the likeliest first.

    Of the fillers the nearest of each role come first, those of the event's own sentence before all others.
    """
    values: list[Argument | Span | Relation] = [*event.arguments, *event.mentions, *event.relations]
    there = [Mend(value, is_there=True) for value in values]
    places = [Mend(geo) for geo in likely_places(schema, sheet, event)[:PLACES]]
    none = [Mend(NONE)] if event.time != NONE else []
    times = none + [Mend(time) for time, _words in likely_times(sheet, event)[: TIMES - len(none)]]
    told_again = _triggers_alike(sheet, event_id, event)
    rest = _in_turn(_in_turn(times, places), told_again)
    return [*there, *_in_turn(_fillers(schema, sheet, event_id, event), rest)]


def mend(project: Project, sheet: Worksheet, event_id: str, wanted: Mend) -> Changes:
    """Take out of an event what is there, or put in what is not; a place or a time takes the place of the one before.

    Raises ``KnownError`` like the verbs that change one of them.
    """
    value = wanted.value
    if isinstance(value, EventGeo):
        return event_details.set_event_geo(project, sheet, event_id, value)
    if isinstance(value, EventTime):
        return event_details.set_event_time(project, sheet, event_id, value)
    if isinstance(value, Relation):
        turn_relation = event_details.remove_relation if wanted.is_there else event_details.add_relation
        return turn_relation(project, sheet, event_id, value)
    if not isinstance(value, Argument):
        turn_mention = event_details.remove_mention if wanted.is_there else event_details.add_mention
        return turn_mention(project, sheet, event_id, value)
    if wanted.is_there:
        return correct.clear_argument(project, sheet, event_id, value)
    if value.span is not None:
        return correct.fill_role_from_text(project, sheet, event_id, value.role, value.span)
    return correct.fill_role(project, sheet, event_id, value.role, value.ref or "")


def _triggers_alike(sheet: Worksheet, event_id: str, event: Event) -> list[Mend]:
    """The nearest trigger of an event of the same type: it may tell of this event too."""
    others = [
        item.value.trigger
        for item in sheet.events
        if item.id != event_id and isinstance(item.value, Event) and item.value.type == event.type
    ]
    others = [span for span in others if span != event.trigger and span not in event.mentions]
    return [Mend(span) for span in sorted(others, key=lambda span: abs(span.start - event.trigger.start))[:1]]


def _fillers(schema: Schema, sheet: Worksheet, event_id: str, event: Event) -> list[Mend]:
    """What may fill a role besides what does, the likeliest first."""
    sentence = sentence_at(sheet.document.text, event.trigger.start) or event.trigger
    busy = {argument.ref for argument in event.arguments}
    found: list[tuple[tuple[int, int, int], Argument]] = []
    for role in schema.roles(event.type):
        near = [
            (not sentence.contains(span), abs(span.start - event.trigger.start), key)
            for key, span in _fitting(role, sheet, event_id, event)
        ]
        # What fills another role of the event already seldom fills this one too.
        for place, (is_far, distance, key) in enumerate(sorted(near)[:FOR_A_ROLE]):
            found.append(((is_far + (key in busy), place, distance), Argument(role.name, ref=key)))
    return [Mend(argument) for _rank, argument in sorted(found, key=lambda ranked: ranked[0])]


def _fitting(role: Role, sheet: Worksheet, event_id: str, event: Event) -> list[tuple[str, Span]]:
    there = {argument.ref for argument in event.fillers(role.name)}
    return [
        (item.id, anchor_of(item.value))
        for item in sheet.items
        if item.state is not State.REJECTED
        and item.id != event_id
        and item.id not in there
        and role.takes(filler_word(item.value))
    ]


def _in_turn(many: list[Mend], few: list[Mend]) -> list[Mend]:
    """Two lists as one, their first ones first."""
    found: list[Mend] = []
    for place in range(max(len(many), len(few))):
        found += [*many[place : place + 1], *few[place : place + 1]]
    return found
