"""Rearranging events: one more like it, one into two, two into one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import new_id, pointing
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Event, EventGeo, EventTime
from border_annotator.domain.sentence import say
from border_annotator.services import annotate
from border_annotator.services.correct import found_event
from border_annotator.services.draft import Draft
from border_annotator.services.review import named

if TYPE_CHECKING:
    from border_annotator.domain.edit import Changes
    from border_annotator.domain.event import Argument
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.services.project import Project

MERGED = "duplicate"
"""The reason that is kept with a suggestion that became part of another event."""


@dataclass(frozen=True, slots=True)
class Parting:
    """Which arguments and mentions of an event go to the second one when it is split.

    What is in ``shared`` stays with the first one too.
    """

    arguments: tuple[Argument, ...] = ()
    mentions: tuple[Span, ...] = ()
    shared: tuple[Argument | Span, ...] = ()


def duplicate_event(project: Project, sheet: Worksheet, event_id: str) -> tuple[str, Changes]:
    """Make another event that says the same as this one; returns its id and what changed."""
    item, event = found_event(sheet, event_id)
    draft = Draft(sheet, project.schema)
    copy = replace(event, id=new_id())
    draft.put(None, copy)
    return copy.id, annotate.apply(project, draft.edit(say("Duplicate {item}", item=named(project, sheet, item))))


def split_event(project: Project, sheet: Worksheet, event_id: str, parting: Parting) -> tuple[str, Changes]:
    """Make two events of one; returns the id of the second one and what changed.

    The second has the type and the attributes of the first, and for its trigger the first mention that goes to it,
    else the same trigger. Raises ``KnownError`` when nothing goes to it.
    """
    item, event = found_event(sheet, event_id)
    if not (parting.arguments or parting.mentions):
        raise KnownError("Nothing goes to the second event: mark what does with Space.")
    if not (set(parting.arguments) <= set(event.arguments) and set(parting.mentions) <= set(event.mentions)):
        raise KnownError("This event is not what it was: look at it again.")
    going_mentions = tuple(sorted(parting.mentions))
    trigger = going_mentions[0] if going_mentions else event.trigger
    second = replace(
        event,
        id=new_id(),
        trigger=trigger,
        mentions=tuple(mention for mention in going_mentions if mention != trigger),
        arguments=tuple(argument for argument in event.arguments if argument in parting.arguments),
        not_stated=(),
        note=None,
    )
    gone = (set(parting.arguments) | set(parting.mentions)) - set(parting.shared)
    first = replace(
        event,
        mentions=tuple(mention for mention in event.mentions if mention not in gone),
        arguments=tuple(argument for argument in event.arguments if argument not in gone),
    )
    draft = Draft(sheet, project.schema)
    draft.put(None, second)
    if first != event:
        draft.put(item, first)
    return second.id, annotate.apply(project, draft.edit(say("Split {item}", item=named(project, sheet, item))))


def merge_events(project: Project, sheet: Worksheet, event_id: str, other_id: str) -> Changes:
    """Make one event of two: the first stays, with what the other says more; the other goes away.

    The other's trigger and mentions become mentions. Where both say something the first one's word holds, and its
    type takes or leaves the other's arguments. Whatever pointed at the other one points at the first.
    """
    item, event = found_event(sheet, event_id)
    other, absorbed = found_event(sheet, other_id)
    if event_id == other_id:
        raise KnownError("An event cannot be merged with itself: choose another one.")
    draft = Draft(sheet, project.schema)
    draft.put(item, _united(event, absorbed, project.schema))
    for pointer in sheet.referring_to(other_id):
        if pointer.is_reviewed and pointer.id not in (event_id, other_id):
            draft.put(pointer, pointing(pointer.value, other_id, event_id))
    draft.reject(other, MERGED)
    words = say("Merge {other} into {item}", other=named(project, sheet, other), item=named(project, sheet, item))
    return annotate.apply(project, draft.edit(words))


def _united(first: Event, other: Event, schema: Schema) -> Event:
    known = schema.has_type(first.type)
    arguments = list(first.arguments)
    for argument in other.arguments:
        role = schema.role(first.type, argument.role) if known else None
        is_full = role is not None and not role.repeat and any(a.role == argument.role for a in arguments)
        if argument not in arguments and not is_full and (role is not None or not known):
            arguments.append(argument)
    own = {first.id, other.id}
    arguments = [argument for argument in arguments if argument.ref not in own]
    spans = {*first.mentions, other.trigger, *other.mentions} - {first.trigger}
    filled = {argument.role for argument in arguments}
    modes = schema.event_type(first.type).modes if known else ()
    return replace(
        first,
        mentions=tuple(sorted(spans)),
        arguments=tuple(arguments),
        mode=first.mode or (other.mode if other.mode in modes else None),
        time=other.time if first.time == EventTime() else first.time,
        geo=other.geo if first.geo == EventGeo() else first.geo,
        relations=tuple(dict.fromkeys(r for r in (*first.relations, *other.relations) if r.target not in own)),
        optional=first.optional and other.optional,
        note=first.note or other.note,
        not_stated=tuple(sorted({*first.not_stated, *other.not_stated} - filled)),
    )
