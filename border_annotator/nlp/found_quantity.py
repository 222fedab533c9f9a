"""A quantity as it was found in a text, before it is a figure of a document. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from border_annotator.nlp.numbers import ParsedValue

_SPACES = {0xA0: " ", 0x202F: " ", 0x2009: " ", 0x9: "|"}


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """A quantity in a text: where it stands, what kind it is, what its number says, and what it counts.

    ``counted`` is what the words alone tell about the latter.
    """

    start: int
    end: int
    kind: str
    parsed: ParsedValue
    unit: str
    counted: str | None


def plain_spaces(text: str) -> str:
    """The text with every kind of space as a plain one, and bars between the cells of a table; the length stays."""
    return text.translate(_SPACES)
