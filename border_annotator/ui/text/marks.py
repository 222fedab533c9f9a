"""What is to be painted over an article: from a worksheet to marks with positions and looks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind
from border_annotator.domain.event import Event
from border_annotator.domain.figure import TEMPORAL_KINDS
from border_annotator.domain.worksheet import State

if TYPE_CHECKING:
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.ui.text.offsets import Offsets


class Look(Enum):
    """The shapes that a mark can have, in the order in which they are painted."""

    ENTITY = auto()
    TIME = auto()
    QUANTITY = auto()
    TRIGGER = auto()
    MENTION = auto()
    FOCUS = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """One painted stretch, in Qt positions (UTF-16, half-open).

    ``colour_key`` is the entity label, the figure's kind or the event group. ``role`` is what the event in focus calls
    it (``trigger`` for the trigger itself), else empty.
    """

    item_id: str
    start: int
    end: int
    look: Look
    state: State
    colour_key: str = ""
    role: str = ""


TRIGGER_ROLE = "trigger"
MENTION_ROLE = "mention"


def marks_of_item(item: Item, schema: Schema, offsets: Offsets) -> tuple[Mark, ...]:
    """The marks that an item has whichever event is in focus."""
    if item.kind is Kind.ENTITY:
        return (_mark(item, item.anchor, offsets, Look.ENTITY, item.label),)
    if item.kind is Kind.FIGURE:
        look = Look.TIME if item.label in TEMPORAL_KINDS else Look.QUANTITY
        return (_mark(item, item.anchor, offsets, look, item.label),)
    return (_mark(item, item.anchor, offsets, Look.TRIGGER, _group(item.label, schema)),)


def focus_marks(sheet: Worksheet, schema: Schema, offsets: Offsets, event_id: str | None) -> list[Mark]:
    """What the event in focus lights up: its trigger, its mentions, and whatever fills a role of it."""
    item = sheet.find(event_id) if event_id else None
    if item is None or not isinstance(item.value, Event):
        return []
    event, group = item.value, _group(item.label, schema)
    marks = [_mark(item, event.trigger, offsets, Look.FOCUS, group, TRIGGER_ROLE)]
    marks += [_mark(item, mention, offsets, Look.MENTION, group, MENTION_ROLE) for mention in event.mentions]
    roles: dict[Span, tuple[Item, list[str]]] = {}
    for argument in event.arguments:
        filler = sheet.find(argument.ref) if argument.ref else item
        if filler is None or filler.state is State.REJECTED:
            continue
        span = argument.span if argument.span is not None else filler.anchor
        roles.setdefault(span, (filler, []))[1].append(argument.role)
    for span, (filler, names) in roles.items():
        marks.append(_mark(filler, span, offsets, Look.FOCUS, group, ", ".join(dict.fromkeys(names))))
    return marks


def _group(event_type: str, schema: Schema) -> str:
    return schema.event_type(event_type).group if schema.has_type(event_type) else event_type


def _mark(item: Item, span: Span, offsets: Offsets, look: Look, colour_key: str, role: str = "") -> Mark:
    return Mark(item.id, offsets.to_qt(span.start), offsets.to_qt(span.end), look, item.state, colour_key, role)
