"""What a highlight means, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.entity import Entity
from border_annotator.domain.figure import Figure
from border_annotator.domain.wording import said_figure
from border_annotator.domain.worksheet import State

if TYPE_CHECKING:
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.worksheet import Item

STATES = {
    State.SUGGESTED: "suggested, waits for your verdict",
    State.CONFIRMED: "confirmed",
    State.CORRECTED: "corrected",
    State.ADDED: "added by hand",
    State.REJECTED: "rejected",
}


def meaning_of(item: Item, schema: Schema) -> str:
    """A few lines of plain text: what it is, what it stands for, its state and where it came from."""
    value = item.value
    if isinstance(value, Entity):
        name = schema.entity_label(value.label).name if schema.has_label(value.label) else value.label
        lines = [name + (f" · {value.link}" if value.link else "")]
    elif isinstance(value, Figure):
        lines = [f"{value.kind.replace('_', ' ').capitalize()}: {said_figure(value)}"]
    else:
        name = schema.event_type(value.type).label if schema.has_type(value.type) else value.type
        lines = [f"{name}: {value.status}, {value.polarity}"]
    lines.append(STATES[item.state].capitalize())
    if item.suggestion is not None:
        origin = item.suggestion
        lines.append(said_confidence(origin.confidence, origin.reason or origin.source))
    return "\n".join(lines)


def said_confidence(confidence: float, reason: str) -> str:
    """Why something was suggested, and what its confidence means."""
    lines = f"Why: {reason}".split("; ")
    return "\n".join((*lines, f"Confidence {confidence:.2f}: about {round(100 * confidence)} of 100 like it are right"))
