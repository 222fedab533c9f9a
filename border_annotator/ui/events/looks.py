"""What all cards have in common: the glyphs of states and notes, and how much of a trigger stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.worksheet import State
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.domain.note import Note

TRIGGER_WIDTH = 72
"""Pixels that a trigger keeps beside a long type; the type is shortened first."""
GLYPHS = {
    State.SUGGESTED: ("◌", "suggested, waits for your verdict"),
    State.CONFIRMED: ("✓", "confirmed"),
    State.CORRECTED: ("✎", "corrected"),
    State.ADDED: ("+", "added by hand"),
    State.REJECTED: ("✗", "rejected"),
}
FLAG, NOTE = "⚑", "¶"
"""What asks someone, and what has words."""


def glyphs_of_notes(notes: Sequence[Note]) -> str:
    """The glyphs of the notes on something, empty when it has none."""
    return (FLAG if any(note.asks for note in notes) else "") + (NOTE if any(note.text for note in notes) else "")


def words_of_notes(notes: Sequence[Note]) -> str:
    """All that the notes say, a line each."""
    return "\n".join(f"{FLAG if note.asks else NOTE} {note.text or tr('Ask someone')}" for note in notes)
