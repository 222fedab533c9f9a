"""Letters on the rows of a card while they are walked: each changes what it stands on at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.event import Argument, EventGeo, EventTime, Relation
from border_annotator.domain.hint_labels import ALPHABET, kept_letters
from border_annotator.domain.span import Span
from border_annotator.domain.wording import said_event_time
from border_annotator.services.likely_mends import likely_mends
from border_annotator.ui.actions.keys import KEYS
from border_annotator.ui.events.card_rows import EMPTY, GEO, MENTIONS, RELATIONS, ROLE, TIME, Chip, chip_of, said_place
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from border_annotator.domain.event import Event
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.services.likely_mends import Mend
    from border_annotator.ui.events.card_rows import CardRow

OFFER, MEND = "chipOffer", "chipMend"
"""How a chip with a letter looks that is not there yet, and one that is."""
INHERITED = "inherited"
"""The basis of a time that another event, or another sentence, tells."""
COMMANDS = (
    "event.confirm", "event.reject", "event.reject_why", "event.next", "event.previous", "event.edit", "event.type",
    "item.restore",
)  # fmt: skip
"""What is still done by its own key while the rows are walked, letter or not."""


def mend_alphabet() -> str:
    """The letters that may stand on the rows."""
    taken = {keys.casefold() for action in COMMANDS for keys in KEYS.of(action)}
    return "".join(letter for letter in ALPHABET if letter not in taken)


def mend_letters(
    schema: Schema, sheet: Worksheet, event_id: str, event: Event, before: Mapping[str, Mend]
) -> dict[str, Mend]:
    """What each letter changes on an event; what had one ``before`` keeps it."""
    mends = {mend.value: mend for mend in likely_mends(schema, sheet, event_id, event)}
    words = {value: chip.words for value in mends if (chip := _chip(value, event, sheet, schema)).words}
    letters = kept_letters(words, mend_alphabet(), {letter: mend.value for letter, mend in before.items()})
    return {letter: mends[value] for letter, value in letters.items()}


def lettered(
    rows: Sequence[CardRow], letters: Mapping[str, Mend], event: Event, sheet: Worksheet, schema: Schema
) -> tuple[CardRow, ...]:
    """Rows with their letters, and with what is offered behind what is there."""
    return tuple(_lettered(row, letters, event, sheet, schema) for row in rows)


def _lettered(row: CardRow, letters: Mapping[str, Mend], event: Event, sheet: Worksheet, schema: Schema) -> CardRow:
    mine = {letter: mend for letter, mend in letters.items() if _row_of(mend.value) == row.id}
    if not mine:
        return row
    there = _values(row, event)
    by_place: dict[int | None, str] = {
        there.index(mend.value): letter for letter, mend in mine.items() if mend.is_there
    }
    offered = [(letter, mend.value) for letter, mend in mine.items() if not mend.is_there]
    # Where nothing must stand and something is offered, that is said by the offer alone.
    is_bare = bool(offered) and row.role is not None and not row.is_required and row.role not in event.not_stated
    chips = [_with_letter(chip, by_place) for chip in row.chips if not (is_bare and chip.look == EMPTY)]
    chips += [
        replace(_chip(value, event, sheet, schema), look=OFFER, letter=letter)
        for letter, value in sorted(offered, key=lambda found: found[0])
    ]
    return replace(row, chips=tuple(chips))


def _with_letter(chip: Chip, by_place: Mapping[int | None, str]) -> Chip:
    letter = by_place.get(chip.place, "") if chip.place is not None else ""
    return replace(chip, letter=letter, look=MEND) if letter else chip


def _values(row: CardRow, event: Event) -> Sequence[object]:
    """What stands in a row, in the order of its chips."""
    if row.role is not None:
        return event.fillers(row.role)
    return event.mentions if row.id == MENTIONS else event.relations


def _row_of(value: object) -> str:
    if isinstance(value, Argument):
        return ROLE + value.role
    return {Span: MENTIONS, Relation: RELATIONS, EventGeo: GEO, EventTime: TIME}[type(value)]


def _said_time(time: EventTime) -> str:
    if time == EventTime():
        return tr("no time")
    words = said_event_time(time) or time.norm or ""
    return tr("{time}, taken over", time=words) if words and time.basis == INHERITED else words


def _chip(value: object, event: Event, sheet: Worksheet, schema: Schema) -> Chip:
    """What is offered, or what is there, in words."""
    if isinstance(value, Argument):
        role = schema.role(event.type, value.role)
        return replace(chip_of(value, role, sheet), item_id=None) if role is not None else Chip("")
    if isinstance(value, EventGeo):
        return Chip(said_place(value) or tr("nowhere in particular"))
    if isinstance(value, EventTime):
        return Chip(_said_time(value))
    if isinstance(value, Span):
        return Chip(" ".join(value.text_in(sheet.document.text).split()))
    return Chip(value.type.replace("_", " ") if isinstance(value, Relation) else "")
