"""Setting all of a figure or of an entity at once, as an editor gives it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.entity import Entity
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Event
from border_annotator.domain.figure import Figure, figure_references
from border_annotator.domain.sentence import say
from border_annotator.services import annotate
from border_annotator.services.draft import Draft
from border_annotator.services.review import found, lay, named
from border_annotator.services.times import event_as_of

if TYPE_CHECKING:
    from border_annotator.domain.edit import Changes
    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.services.project import Project

MENTIONS = ("NAM", "NOM")


def set_figure(project: Project, sheet: Worksheet, changed: Figure) -> Changes:
    """Let a figure say what ``changed`` says, which has its id and its span, as one edit.

    The reviewer's own events that were dated by it follow. Events lose it where it became a time, or stopped being
    one, and their role does not take it. Raises ``KnownError`` when it points at itself.
    """
    item = found(sheet, changed.id)
    if not isinstance(item.value, Figure) or item.value.span != changed.span:
        raise KnownError("That figure is not what it was: look at the article again.")
    if changed.id in figure_references(changed):
        raise KnownError("A figure cannot be its own total, period or repetition: choose another one.")
    draft = Draft(sheet, project.schema)
    if changed != item.value:
        lay(project, sheet, draft, item, changed)
        for other in sheet.referring_to(item.id):
            if other.is_reviewed and isinstance(other.value, Event) and changed.is_temporal and item.value.is_temporal:
                values = {i.id: i.value for i in sheet.figures}
                draft.put(other, event_as_of(other.value, values, {**values, item.id: changed}, ()))
    return annotate.apply(project, draft.edit(say("Set {item}", item=named(project, sheet, item))))


def set_mention_level(project: Project, sheet: Worksheet, entity_id: str, level: str) -> Changes:
    """Say whether an entity is a proper name (``NAM``) or a common noun that fills a role (``NOM``)."""
    item = found(sheet, entity_id)
    if not isinstance(item.value, Entity):
        raise KnownError("That is not an entity: choose an entity first.")
    if level not in MENTIONS:
        raise KnownError(
            "“{level}” is not a mention level: choose one of {choices}.", level=level, choices=", ".join(MENTIONS)
        )
    draft = Draft(sheet, project.schema)
    if level != item.value.mention:
        lay(project, sheet, draft, item, replace(item.value, mention=level))
    pattern = "Take {item} for a name" if level == "NAM" else "Take {item} for a common noun"
    return annotate.apply(project, draft.edit(say(pattern, item=named(project, sheet, item))))
