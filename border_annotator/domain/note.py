"""Notes: what a reviewer writes down for people, beside the annotations. They confirm and change nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from border_annotator.domain.fields import Fields
    from border_annotator.domain.span import Span


class About(StrEnum):
    """What a note is on."""

    ARTICLE = "article"
    EVENT = "event"
    SPAN = "span"
    GUIDELINE = "guideline"


@dataclass(frozen=True, slots=True)
class Note:
    """A few words, or a flag, or both.

    ``document_id`` is empty for a note on a guideline. ``subject`` is the event's id, or the guideline's key, else
    empty. ``span`` is where it stands in the text: a note on an event keeps the event's trigger, so that it can be
    found when the event is gone. ``asks`` is the flag “ask someone”; such a note may have no words.
    """

    id: str
    document_id: str
    about: About
    text: str
    subject: str = ""
    span: Span | None = None
    asks: bool = False


@dataclass(frozen=True, slots=True)
class NoteCount:
    """How many notes something has, and how many of them ask someone."""

    notes: int = 0
    asks: int = 0


def note_to_plain(note: Note) -> dict[str, object]:
    """The note as plain data."""
    return {
        "id": note.id,
        "document": note.document_id,
        "about": note.about.value,
        "subject": note.subject,
        "span": None if note.span is None else {"start": note.span.start, "end": note.span.end},
        "text": note.text,
        "asks": note.asks,
    }


def note_from_plain(fields: Fields) -> Note:
    """The note that plain data describes; raises ``ShapeError``."""
    place = fields.fields_or_none("span")
    return Note(
        id=fields.text("id"),
        document_id=fields.text("document"),
        about=About(fields.word("about", frozenset(About))),
        text=fields.text("text"),
        subject=fields.text("subject"),
        span=place.span() if place else None,
        asks=fields.flag("asks"),
    )
