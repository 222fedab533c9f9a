"""What a card says of an event: its rows as plain values, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from border_annotator.domain.event import Event, EventGeo
from border_annotator.domain.figure import Figure
from border_annotator.domain.wording import said_event_time, said_filler
from border_annotator.ui.actions.declared import ROLE_KEYS
from border_annotator.ui.actions.keys import KEYS
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from border_annotator.domain.event import Argument
    from border_annotator.domain.schema import Role, Schema
    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Worksheet

"""The keys of the first ten roles of a type, in the card's order."""
ROLE = "role:"
"""What the id of a role's row begins with."""
STATUS = "attributes"
TIME, GEO, MENTIONS, RELATIONS, OPTIONAL, NOTE = "time", "geo", "mentions", "relations", "optional", "note"
ATTRIBUTES = ("status", "polarity", "genericity", "attribution", "mode", "severity")
USUAL = {"polarity": "positive", "genericity": "specific", "attribution": "narrator", "mode": ""}
"""Values of attributes that a card need not mention."""
DOUBTED, EMPTY = "chipDenied", "chipEmpty"
LONGEST = 60
"""Characters of a note or a mention on its chip."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One filler or value, or what is offered as one; ``look`` is the name that the style sheet knows it by.

    ``place`` counts the fillers, mentions or relations of a row, so that one of several can be cleared. ``letter`` is
    what is typed to take it away, or to put in what is only offered.
    """

    words: str
    look: str = "chip"
    hint: str = ""
    item_id: str | None = None
    place: int | None = None
    letter: str = ""


@dataclass(frozen=True, slots=True)
class CardRow:
    """A role or attribute with what stands in it; ``key`` is the digit that fills it, if it has one."""

    name: str
    chips: tuple[Chip, ...]
    id: str = ""
    key: str = ""
    is_required: bool = False

    @property
    def role(self) -> str | None:
        """The name of the role whose row it is."""
        return self.id.removeprefix(ROLE) if self.id.startswith(ROLE) else None


def key_of(place: int) -> str:
    """The key of the role at a place of the card, counted from 0; empty from the eleventh on."""
    return KEYS.shown(ROLE_KEYS[place]) if place < len(ROLE_KEYS) else ""


def rows_of(
    event: Event,
    sheet: Worksheet,
    schema: Schema,
    *,
    with_empty: bool,
    is_whole: bool = False,
    waiting: str | None = None,
) -> tuple[CardRow, ...]:
    """The rows of an event in the schema's order.

    Those with something to say are always there, ``with_empty`` also required roles without an answer, and all that
    can be said of an event when the card ``is_whole``. ``waiting`` is the row that waits for a filler.
    """
    rows = []
    for place, role in enumerate(schema.roles(event.type) if schema.has_type(event.type) else ()):
        row = _role_row(event, role, sheet, key_of(place), waiting)
        if row.chips:
            rows.append(row)
        elif is_whole or (role.required and with_empty):
            words = tr("not answered")
            look = "chipMissing" if role.required else EMPTY
            chip = Chip(words, look, f"{words}\n{role.description}".strip())
            rows.append(CardRow(row.name, (chip,), row.id, row.key, row.is_required))
    rows += _details(event, sheet, schema, is_whole=is_whole, waiting=waiting)
    return tuple(rows)


def said_place(geo: EventGeo) -> str:
    """A place as a choice says it: “LT LV border”; empty for none."""
    return " ".join((*geo.countries, geo.precision.replace("_", " "))) if geo != EventGeo() else ""


def summary_of(rows: tuple[CardRow, ...]) -> tuple[str, str]:
    """The rows in one breath, for a card that is not in focus: what is doubtful, and the rest."""
    chips = [chip for row in rows if row.id == STATUS for chip in row.chips[:-1]]
    doubts = [chip.words for chip in chips if chip.look == DOUBTED]
    status = [chip.words for chip in chips if chip.look != DOUBTED]
    roles = [
        f"{row.name} {', '.join(chip.words.partition(' · ')[0] for chip in row.chips if chip.item_id is not None)}"
        for row in rows
        if row.role is not None and any(chip.item_id is not None for chip in row.chips)
    ]
    return ", ".join(doubts), " · ".join([*roles, ", ".join(status)])


def _role_row(event: Event, role: Role, sheet: Worksheet, key: str, waiting: str | None) -> CardRow:
    chips = tuple(replace(chip_of(a, role, sheet), place=k) for k, a in enumerate(event.fillers(role.name)))
    chips = tuple(chip for chip in chips if chip.words)
    if any(_open_time(argument, sheet) for argument in event.fillers(role.name)):
        hint = tr("The article has none, so this stays open.")
        chips += (Chip(tr("needs a publication date"), "chipMissing", hint),)
    if role.name in event.not_stated:
        chips += (Chip(tr("not stated"), EMPTY, tr("not stated: you said that the text does not tell this")),)
    if waiting == ROLE + role.name:
        chips += (_waiting_chip(),)
    return CardRow(_name(role.name), chips, ROLE + role.name, key, role.required)


def _waiting_chip() -> Chip:
    hint = tr("Click what fills it, or put the caret on it and press Enter, or type to choose. Esc gives up.")
    return Chip(tr("click, or type …"), "chipWaiting", hint)


def _details(event: Event, sheet: Worksheet, schema: Schema, *, is_whole: bool, waiting: str | None) -> list[CardRow]:
    rows = []
    when = said_event_time(event.time)
    norm = event.time.norm if is_whole or when is None else None
    if when is not None or is_whole:
        words = " · ".join(word for word in (when, norm) if word)
        precision = tr("precision: {precision}", precision=event.time.precision)
        rows.append(_detail(tr("When"), TIME, words, f"{precision}, {event.time.basis}", is_whole=is_whole))
    if event.geo.countries or is_whole:
        words = ", ".join(event.geo.countries)
        precision = tr("precision: {precision}", precision=event.geo.precision)
        rows.append(_detail(tr("Where"), GEO, words, precision, is_whole=is_whole and bool(words)))
    if is_whole:
        rows += _attribute_rows(event)
    else:
        rows.append(CardRow(tr("Status"), _status_chips(event), STATUS))
    mentions = tuple(_mention(span, sheet, k) for k, span in enumerate(event.mentions))
    if waiting == MENTIONS:
        mentions += (_waiting_chip(),)
    if is_whole or waiting == MENTIONS:
        rows.append(CardRow(tr("Mentions"), mentions or (_empty(),), MENTIONS))
    relations = tuple(
        replace(_relation(r.type, r.target, sheet, schema), place=k) for k, r in enumerate(event.relations)
    )
    if is_whole or relations:
        rows.append(CardRow(tr("Relations"), relations or (_empty(),), RELATIONS))
    if is_whole or event.optional:
        words = tr("doubtful, not scored") if event.optional else tr("no")
        rows.append(CardRow(tr("Doubtful"), (Chip(words, "chip" if event.optional else EMPTY),), OPTIONAL))
    if is_whole or event.note:
        note = " ".join((event.note or "").split())
        short = note if len(note) <= LONGEST else note[: LONGEST - 1] + "…"
        rows.append(CardRow(tr("Note"), (Chip(short, hint=event.note or "") if note else _empty(),), NOTE))
    return rows


def _detail(name: str, row_id: str, words: str, hint: str, *, is_whole: bool) -> CardRow:
    if not words:
        return CardRow(name, (_empty(),), row_id)
    chips = (Chip(words, hint=hint),)
    return CardRow(name, (*chips, Chip(hint, EMPTY)) if is_whole else chips, row_id)


def _attribute_rows(event: Event) -> list[CardRow]:
    chips = {chip.hint: chip for chip in _status_chips(event)}
    rows = []
    for attribute in ATTRIBUTES:
        value = getattr(event, attribute)
        words = str(value).replace("_", " ") if value is not None else ""
        is_usual = USUAL.get(attribute) == (value or "")
        look = EMPTY if is_usual else next((c.look for c in chips.values() if c.words == words), "chip")
        rows.append(CardRow(_name(attribute), (Chip(words or "–", look),), attribute))
    return rows


def _status_chips(event: Event) -> tuple[Chip, ...]:
    """How the event stands, what departs from the ordinary in red; the severity comes last."""
    is_doubted = event.status in ("denied", "alleged", "hypothetical")
    chips = [Chip(event.status, DOUBTED if is_doubted else "chip", tr("Status"))]
    if event.polarity != "positive":
        chips.append(Chip(event.polarity, DOUBTED, tr("Polarity: the text says that it did not happen")))
    if event.genericity != "specific":
        chips.append(Chip(event.genericity, hint=tr("Genericity")))
    if event.attribution != "narrator":
        chips.append(Chip(event.attribution, hint=tr("Attribution")))
    if event.mode:
        chips.append(Chip(event.mode.replace("_", " "), hint=tr("Mode")))
    chips.append(Chip(tr("severity {severity}", severity=event.severity), hint=tr("Severity, 0 to 4")))
    return tuple(chips)


def _mention(span: Span, sheet: Worksheet, place: int) -> Chip:
    words = " ".join(span.text_in(sheet.document.text).split())
    return Chip(words if len(words) <= LONGEST else words[: LONGEST - 1] + "…", hint=words, place=place)


def _relation(kind: str, target: str, sheet: Worksheet, schema: Schema) -> Chip:
    item = sheet.find(target)
    verb = kind.replace("_", " ")
    if item is None or not isinstance(item.value, Event):
        return Chip(verb)
    label = schema.event_type(item.value.type).label if schema.has_type(item.value.type) else item.value.type
    words = f"{verb}: {label} {said_filler(item.value, sheet.document.text)}"
    return Chip(words, hint=words, item_id=target)


def _empty() -> Chip:
    return Chip("–", EMPTY)


def chip_of(argument: Argument, role: Role, sheet: Worksheet) -> Chip:
    """What fills a role, or may fill it; without words where it is gone."""
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
