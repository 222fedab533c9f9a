"""What a highlight means, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.entity import Entity
from border_annotator.domain.figure import Figure
from border_annotator.domain.wording import said_event_time, said_figure, said_filler
from border_annotator.domain.worksheet import State
from border_annotator.services.written_times import reasoning
from border_annotator.ui.said import said
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from border_annotator.domain.event import Event
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.worksheet import Item, Worksheet


def meaning_of(item: Item, sheet: Worksheet, schema: Schema) -> str:
    """A few lines of plain text: what it is, what it stands for, its state and where it came from."""
    value = item.value
    if isinstance(value, Entity):
        name = schema.entity_label(value.label).name if schema.has_label(value.label) else value.label
        lines = [" · ".join(part for part in (name, _mention(value), value.link) if part)]
    elif isinstance(value, Figure):
        lines = [f"{value.kind.replace('_', ' ').capitalize()}: {said_figure(value)}"]
        if value.is_temporal:
            lines.append(said(reasoning(sheet, value)))
    else:
        name = schema.event_type(value.type).label if schema.has_type(value.type) else value.type
        lines = [f"{name}: {', '.join(_attributes(value))}", *_fillers(value, sheet)]
    decision = sheet.decisions.get(item.id)
    why = decision.reason if decision is not None and item.state is State.REJECTED else None
    lines.append(_state(item.state) + (f": {why}" if why else ""))
    if item.suggestion is not None:
        origin = item.suggestion
        lines.append(said_confidence(origin.confidence, origin.reason or origin.source))
    return "\n".join(lines)


def normal_form(figure: Figure, sheet: Worksheet) -> str:
    """What a figure means, on one line; of a time how it got its dates. Empty where nothing is known."""
    if figure.is_temporal and (figure.start_date or figure.end_date or figure.basis == "relative"):
        return said(reasoning(sheet, figure))
    words = said_figure(figure)
    return "" if words == "?" else words


def _mention(entity: Entity) -> str:
    return tr("common noun") if entity.mention == "NOM" else ""


def _attributes(event: Event) -> list[str]:
    found = [event.status, event.polarity]
    if event.genericity != "specific":
        found.append(event.genericity)
    when = said_event_time(event.time)
    return [word.replace("_", " ") for word in found] + ([when] if when else [])


def _fillers(event: Event, sheet: Worksheet) -> list[str]:
    text, lines = sheet.document.text, []
    for role in dict.fromkeys(argument.role for argument in event.arguments):
        words = []
        for argument in event.fillers(role):
            filler = sheet.find(argument.ref) if argument.ref is not None else None
            if filler is not None:
                words.append(said_filler(filler.value, text))
            elif argument.span is not None:
                words.append(" ".join(argument.span.text_in(text).split()))
        if words:
            lines.append(f"{role.replace('_', ' ').capitalize()}: {', '.join(words)}")
    return lines


def _state(state: State) -> str:
    words = {
        State.SUGGESTED: tr("Suggested, waits for your verdict"),
        State.CONFIRMED: tr("Confirmed"),
        State.CORRECTED: tr("Corrected"),
        State.ADDED: tr("Added by hand"),
        State.REJECTED: tr("Rejected"),
    }
    return words[state]


def said_confidence(confidence: float, reason: str) -> str:
    """Why something was suggested, and what its confidence means."""
    lines = [tr("Why: {reason}", reason=part) if k == 0 else part for k, part in enumerate(reason.split("; "))]
    return "\n".join(
        (
            *lines,
            tr(
                "Confidence {confidence:.2f}: about {right} of 100 like it are right",
                confidence=confidence,
                right=round(100 * confidence),
            ),
        )
    )
