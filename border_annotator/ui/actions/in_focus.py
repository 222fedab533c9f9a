"""The event in focus, for actions that need one: where there is none, the user is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.event import Event
from border_annotator.ui.actions.keys import key
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from border_annotator.domain.worksheet import Item
    from border_annotator.ui.session import Session


def no_event() -> str:
    """What is said where no event is in focus."""
    return tr(
        "No event is in focus: {next} goes to the next one, {new} makes one from the selection.",
        next=key("event.next"),
        new=key("event.new"),
    )


def event_in_focus(session: Session, *, typed: bool = False) -> tuple[Item, Event] | None:
    """The event in focus with its item; ``typed`` asks for one whose type the schema knows."""
    item = session.focused_item
    if item is None or not isinstance(item.value, Event):
        session.refused.emit(no_event())
        return None
    if typed and not session.project.schema.has_type(item.value.type):
        words = tr(
            "The schema of this project has no type “{type}”: change it with {key}.",
            type=item.value.type,
            key=key("event.type"),
        )
        session.refused.emit(words)
        return None
    return item, item.value
