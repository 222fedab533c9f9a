"""What a card says of an event: its rows as plain values, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.event import Event
from border_annotator.domain.figure import Figure
from border_annotator.domain.wording import said_event_time, said_filler

if TYPE_CHECKING:
    from border_annotator.domain.event import Argument
    from border_annotator.domain.schema import Role, Schema
    from border_annotator.domain.worksheet import Worksheet


STATUS = "Status"
DOUBTED = "chipDenied"


@dataclass(frozen=True, slots=True)
class Chip:
    """One filler or value; ``look`` is ``chip``, ``chipEmpty``, ``chipMissing`` or ``chipDenied``."""

    words: str
    look: str = "chip"
    hint: str = ""
    item_id: str | None = None


@dataclass(frozen=True, slots=True)
class CardRow:
    """A role or attribute with what stands in it."""

    name: str
    chips: tuple[Chip, ...]


def rows_of(event: Event, sheet: Worksheet, schema: Schema, *, with_empty: bool) -> tuple[CardRow, ...]:
    """The rows of an event in the schema's order; required roles are always there, other empty ones never."""
    rows = []
    for role in schema.roles(event.type) if schema.has_type(event.type) else ():
        chips = tuple(_chip(argument, role, sheet) for argument in event.fillers(role.name))
        chips = tuple(chip for chip in chips if chip.words)
        if any(_open_time(argument, sheet) for argument in event.fillers(role.name)):
            chips += (Chip("needs a publication date", "chipMissing", "The article has none, so this stays open."),)
        if chips:
            rows.append(CardRow(_name(role.name), chips))
        elif role.required and with_empty:
            rows.append(CardRow(_name(role.name), (Chip("not stated", "chipMissing", role.description),)))
    when = said_event_time(event.time)
    if when is not None:
        rows.append(CardRow("When", (Chip(when, hint=f"precision: {event.time.precision}"),)))
    if event.geo.countries:
        rows.append(CardRow("Where", (Chip(", ".join(event.geo.countries), hint=f"precision: {event.geo.precision}"),)))
    rows.append(CardRow(STATUS, _status_chips(event)))
    return tuple(rows)


def summary_of(rows: tuple[CardRow, ...]) -> tuple[str, str]:
    """The rows in one breath, for a card that is not in focus: what is doubtful, and the rest."""
    chips = [chip for row in rows if row.name == STATUS for chip in row.chips[:-1]]
    doubts = [chip.words for chip in chips if chip.look == DOUBTED]
    status = [chip.words for chip in chips if chip.look != DOUBTED]
    roles = [
        f"{row.name} {', '.join(chip.words.partition(' · ')[0] for chip in row.chips if chip.item_id is not None)}"
        for row in rows
        if any(chip.item_id is not None for chip in row.chips)
    ]
    return ", ".join(doubts), " · ".join([*roles, ", ".join(status)])


def _status_chips(event: Event) -> tuple[Chip, ...]:
    """How the event stands, what departs from the ordinary in red; the severity comes last."""
    is_doubted = event.status in ("denied", "alleged", "hypothetical")
    chips = [Chip(event.status, DOUBTED if is_doubted else "chip", "Status")]
    if event.polarity != "positive":
        chips.append(Chip(event.polarity, DOUBTED, "Polarity: the text says that it did not happen"))
    if event.genericity != "specific":
        chips.append(Chip(event.genericity, hint="Genericity"))
    if event.attribution != "narrator":
        chips.append(Chip(event.attribution, hint="Attribution"))
    if event.mode:
        chips.append(Chip(event.mode.replace("_", " "), hint="Mode"))
    chips.append(Chip(f"severity {event.severity}", hint="Severity, 0 to 4"))
    return tuple(chips)


def _chip(argument: Argument, role: Role, sheet: Worksheet) -> Chip:
    if argument.span is not None:
        words = " ".join(argument.span.text_in(sheet.document.text).split())
        return Chip(words, hint=f"{words}\n{role.description}".strip())
    item = sheet.find(argument.ref or "")
    if item is None or not (item.is_open or item.is_reviewed):
        return Chip("")
    words = said_filler(item.value, sheet.document.text)
    if isinstance(item.value, Event):
        words = f"{item.value.type.rpartition('.')[2]} {words}"
    return Chip(words, hint=f"{words}\n{role.description}".strip(), item_id=item.id)


def _open_time(argument: Argument, sheet: Worksheet) -> bool:
    """Whether it is a time that only a publication date could settle."""
    item = sheet.find(argument.ref or "")
    figure = item.value if item is not None else None
    return (
        isinstance(figure, Figure)
        and figure.basis == "relative"
        and figure.start_date is None
        and sheet.document.layout.published.value is None
    )


def _name(role: str) -> str:
    return role.replace("_", " ").capitalize()
