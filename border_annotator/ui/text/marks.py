"""What is to be painted over an article: from a worksheet to marks with positions and looks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Event
from border_annotator.domain.figure import Figure
from border_annotator.domain.worksheet import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from border_annotator.domain.schema import Schema
    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.ui.text.offsets import Offsets


class Look(Enum):
    """The shapes that a mark can have, in the order in which they are painted."""

    ENTITY = auto()
    TIME = auto()
    QUANTITY = auto()
    MENTION = auto()
    TRIGGER = auto()
    SPAN = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """One painted stretch, in Qt positions (UTF-16, half-open).

    ``colour_key`` is the entity label or the event group. ``role`` is the role's name when it belongs to the focused
    event (``trigger`` for the trigger itself), else empty.
    """

    item_id: str
    start: int
    end: int
    look: Look
    state: State
    colour_key: str = ""
    role: str = ""

    @property
    def is_focused(self) -> bool:
        """Whether the focused event lights it up."""
        return bool(self.role)


TRIGGER_ROLE = "trigger"


def marks_of(
    sheet: Worksheet, schema: Schema, offsets: Offsets, focused_event: str | None, *, with_rejected: bool = False
) -> list[Mark]:
    """Every mark of a worksheet in the order of painting; rejected ones only ``with_rejected``."""
    roles = _roles_of(sheet, focused_event)
    marks: list[Mark] = []
    for item in sheet.items:
        if item.state is not State.REJECTED or with_rejected:
            marks.extend(_item_marks(item, schema, offsets, roles, focused_event))
    marks.extend(_bare_marks(sheet, offsets, focused_event))
    marks.sort(key=lambda mark: (mark.look.value, mark.start, mark.end))
    return marks


def _roles_of(sheet: Worksheet, focused_event: str | None) -> dict[str, str]:
    event = _event(sheet, focused_event)
    roles: dict[str, str] = {}
    for argument in event.arguments if event else ():
        if argument.ref is not None:
            roles[argument.ref] = f"{roles[argument.ref]}, {argument.role}" if argument.ref in roles else argument.role
    return roles


def _event(sheet: Worksheet, event_id: str | None) -> Event | None:
    item = sheet.find(event_id) if event_id else None
    return item.value if item is not None and isinstance(item.value, Event) else None


def _item_marks(
    item: Item, schema: Schema, offsets: Offsets, roles: dict[str, str], focused_event: str | None
) -> Iterable[Mark]:
    value, role = item.value, roles.get(item.id, "")
    if isinstance(value, Entity):
        yield _mark(item, value.span, offsets, Look.ENTITY, value.label, role)
    elif isinstance(value, Figure):
        yield _mark(item, value.span, offsets, Look.TIME if value.is_temporal else Look.QUANTITY, value.kind, role)
    else:
        group = schema.event_type(value.type).group if schema.has_type(value.type) else value.type
        is_focused = item.id == focused_event
        own_role = TRIGGER_ROLE if is_focused else role
        yield _mark(item, value.trigger, offsets, Look.TRIGGER, group, own_role)
        if is_focused:
            for mention in value.mentions:
                yield _mark(item, mention, offsets, Look.MENTION, group, "mention")


def _bare_marks(sheet: Worksheet, offsets: Offsets, focused_event: str | None) -> Iterable[Mark]:
    event = _event(sheet, focused_event)
    if event is None or focused_event is None:
        return
    item = sheet.find(focused_event)
    for argument in event.arguments:
        if argument.span is not None and item is not None:
            yield _mark(item, argument.span, offsets, Look.SPAN, "", argument.role)


def _mark(item: Item, span: Span, offsets: Offsets, look: Look, colour_key: str, role: str) -> Mark:
    return Mark(item.id, offsets.to_qt(span.start), offsets.to_qt(span.end), look, item.state, colour_key, role)
