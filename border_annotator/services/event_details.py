"""What else a reviewer says of an event: its time and place, mentions, relations, what the text leaves open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.domain.figure import Figure
from border_annotator.domain.sentence import say
from border_annotator.domain.worksheet import State
from border_annotator.services import annotate
from border_annotator.services.correct import found_event, must_be_free
from border_annotator.services.draft import Draft
from border_annotator.services.review import found, lay, named, quoted

if TYPE_CHECKING:
    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.edit import Changes
    from border_annotator.domain.event import EventGeo, EventTime, Relation
    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.services.project import Project


def say_not_stated(project: Project, sheet: Worksheet, event_id: str, role_name: str) -> Changes:
    """Answer a role with “not stated”, which empties it; said again, take the answer back."""
    item, event = found_event(sheet, event_id)
    if not project.schema.has_type(event.type) or project.schema.role(event.type, role_name) is None:
        raise KnownError("{item} has no role “{role_name}”.", item=named(project, sheet, item), role_name=role_name)
    is_said = role_name in event.not_stated
    pattern = "Open {role} of {item} again" if is_said else "Say that {role} of {item} is not stated"
    words = say(pattern, role=role_name, item=named(project, sheet, item))
    return _apply(project, sheet, item, event.saying(role_name, is_stated=is_said), words)


def set_event_time(project: Project, sheet: Worksheet, event_id: str, time: EventTime) -> Changes:
    """Say when an event is; an empty ``EventTime`` takes the time away."""
    item, event = found_event(sheet, event_id)
    if time.start_date is not None and time.end_date is not None and time.end_date < time.start_date:
        raise KnownError(
            "{last} comes before {first}: write the first day first.",
            last=time.end_date,
            first=time.start_date,
        )
    _must_be_among(time.precision, project.schema.values("time_precision"), say("a precision"))
    _must_be_among(time.basis, project.schema.values("time_basis"), say("a basis"))
    return _apply(
        project, sheet, item, replace(event, time=time), say("Set the time of {item}", item=named(project, sheet, item))
    )


def set_event_time_from(project: Project, sheet: Worksheet, event_id: str, figure_id: str) -> Changes:
    """Say when an event is by a time of the article; the time does not become an argument."""
    from border_annotator.nlp.event_attributes import time_of

    figure = found(sheet, figure_id).value
    if not isinstance(figure, Figure) or not figure.is_temporal:
        raise KnownError("That is no time: choose a date, a period or a clock time.")
    return set_event_time(project, sheet, event_id, time_of([figure]))


def set_event_geo(project: Project, sheet: Worksheet, event_id: str, geo: EventGeo) -> Changes:
    """Say in which countries an event is, and how exact that is."""
    item, event = found_event(sheet, event_id)
    _must_be_among(geo.precision, project.schema.values("geo_precision"), say("a precision"))
    return _apply(
        project, sheet, item, replace(event, geo=geo), say("Set the place of {item}", item=named(project, sheet, item))
    )


def add_mention(project: Project, sheet: Worksheet, event_id: str, span: Span) -> Changes:
    """Say that a stretch of the text tells of the event too."""
    item, event = found_event(sheet, event_id)
    must_be_free(sheet, span)
    if span == event.trigger or span in event.mentions:
        raise KnownError("{words} tells of this event already.", words=quoted(sheet, span))
    changed = replace(event, mentions=tuple(sorted((*event.mentions, span))))
    words = say("Add the mention {words} to {item}", words=quoted(sheet, span), item=named(project, sheet, item))
    return _apply(project, sheet, item, changed, words)


def remove_mention(project: Project, sheet: Worksheet, event_id: str, span: Span) -> Changes:
    """Take a further mention away from an event."""
    item, event = found_event(sheet, event_id)
    if span not in event.mentions:
        raise KnownError("That is no mention of this event: look at it again.")
    changed = replace(event, mentions=tuple(mention for mention in event.mentions if mention != span))
    words = say("Remove the mention {words} from {item}", words=quoted(sheet, span), item=named(project, sheet, item))
    return _apply(project, sheet, item, changed, words)


def add_relation(project: Project, sheet: Worksheet, event_id: str, relation: Relation) -> Changes:
    """Say how an event stands to another one of the article."""
    item, event = found_event(sheet, event_id)
    other, _ = found_event(sheet, relation.target)
    _must_be_among(relation.type, project.schema.relations, say("a relation"))
    if relation.target == event_id:
        raise KnownError("An event has no relation to itself: choose another one.")
    if other.state is State.REJECTED:
        raise KnownError("{other} was rejected: restore it first.", other=named(project, sheet, other))
    if relation in event.relations:
        raise KnownError("That relation is there already.")
    changed = replace(event, relations=(*event.relations, relation))
    verb = relation.type.replace("_", " ")
    words = say(
        "Relate {item}: {relation} {other}",
        item=named(project, sheet, item),
        relation=verb,
        other=named(project, sheet, other),
    )
    return _apply(project, sheet, item, changed, words)


def remove_relation(project: Project, sheet: Worksheet, event_id: str, relation: Relation) -> Changes:
    """Take a relation away."""
    item, event = found_event(sheet, event_id)
    if relation not in event.relations:
        raise KnownError("That relation is not there any more: look at the event again.")
    changed = replace(event, relations=tuple(r for r in event.relations if r != relation))
    words = say("Remove a relation of {item}", item=named(project, sheet, item))
    return _apply(project, sheet, item, changed, words)


def set_optional(project: Project, sheet: Worksheet, item_id: str, *, is_optional: bool) -> Changes:
    """Mark an event, a figure or an entity as doubtful, or as not: what is optional is not scored."""
    item = found(sheet, item_id)
    pattern = "Mark {item} as doubtful" if is_optional else "Mark {item} as not doubtful"
    words = say(pattern, item=named(project, sheet, item))
    return _apply(project, sheet, item, replace(item.value, optional=is_optional), words)


def set_value_note(project: Project, sheet: Worksheet, item_id: str, note: str) -> Changes:
    """Write the note that travels with an event, a figure or an entity; an empty one takes it away."""
    item = found(sheet, item_id)
    changed = replace(item.value, note=note.strip() or None)
    return _apply(project, sheet, item, changed, say("Set the note of {item}", item=named(project, sheet, item)))


def _apply(project: Project, sheet: Worksheet, item: Item, value: Annotation, words: str) -> Changes:
    draft = Draft(sheet, project.schema)
    if value != item.value:
        lay(project, sheet, draft, item, value)
    return annotate.apply(project, draft.edit(words))


def _must_be_among(word: str, allowed: tuple[str, ...], what: str) -> None:
    if word not in allowed:
        raise KnownError(
            "“{word}” is not {what}: choose one of {choices}.", word=word, what=what, choices=", ".join(allowed)
        )
