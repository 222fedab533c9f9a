"""What a reviewer adds: events, entities and figures that no machine proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import new_id
from border_annotator.domain.entity import Entity
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Event
from border_annotator.domain.sentence import say
from border_annotator.services import annotate
from border_annotator.services.correct import known_label, known_type, must_be_free
from border_annotator.services.draft import Draft
from border_annotator.services.review import make_room, quoted

if TYPE_CHECKING:
    from border_annotator.domain.edit import Changes
    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.services.project import Project


def add_event(project: Project, sheet: Worksheet, type_name: str, trigger: Span) -> tuple[str, Changes]:
    """Make an event of a type with a selected trigger; returns its id and what changed.

    Raises ``KnownError`` in boilerplate, and where an event of that type has that very trigger.
    """
    must_be_free(sheet, trigger)
    event_type = known_type(project, type_name)
    for item in sheet.events:
        if isinstance(item.value, Event) and item.value.trigger == trigger and item.value.type == type_name:
            raise KnownError(
                "There is a {type} on that trigger already: choose it on the right.", type=event_type.label
            )
    event = Event(new_id(), type_name, trigger, severity=event_type.default_severity)
    draft = Draft(sheet, project.schema)
    draft.put(None, event)
    words = say("Add {type} {words}", type=event_type.label, words=quoted(sheet, trigger))
    return event.id, annotate.apply(project, draft.edit(words))


def add_entity(project: Project, sheet: Worksheet, label: str, span: Span) -> tuple[str, Changes]:
    """Mark a selected stretch as an entity; waiting entities that it overlaps are rejected with it."""
    from border_annotator.nlp.entities import guess_label
    from border_annotator.nlp.name_lists import names_in_force

    name = known_label(project, label)
    must_be_free(sheet, span)
    text = span.text_in(sheet.document.text)
    with names_in_force(tuple(project.gazetteer.entries())):
        chosen, link, mention = guess_label(text, (label,))
    entity = Entity(new_id(), span, chosen, mention, link)
    draft = Draft(sheet, project.schema)
    draft.put(None, entity)
    make_room(project, sheet, draft, entity)
    return entity.id, annotate.apply(
        project, draft.edit(say("Add {name} {words}", name=name, words=quoted(sheet, span)))
    )


def add_figure(project: Project, sheet: Worksheet, span: Span) -> tuple[str, Changes]:
    """Mark a selected stretch as a figure: a time when it reads as one, else a quantity."""
    from border_annotator.nlp.dates import read_time
    from border_annotator.nlp.figures import read_quantity

    must_be_free(sheet, span)
    document = sheet.document
    figure = read_time(document.text, span, document.layout.published.value) or read_quantity(document.text, span)
    draft = Draft(sheet, project.schema)
    draft.put(None, figure)
    make_room(project, sheet, draft, figure)
    return figure.id, annotate.apply(project, draft.edit(say("Add figure {words}", words=quoted(sheet, span))))
