"""Comparing what a file says that a span covers with the text."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from border_annotator.domain.span import Span

if TYPE_CHECKING:
    from border_annotator.domain.foreign import ForeignSpan
    from border_annotator.formats.aligned import Places
    from border_annotator.formats.countings import Ruler

_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff"))


def placed_by(ruler: Ruler, span: ForeignSpan, length: int) -> Places | None:
    """Where a way of counting puts a span in a text of that length; ``None`` outside it, or where nothing is left."""
    places = []
    for piece in span.pieces:
        if not 0 <= piece.start < piece.end:
            return None
        start, end = ruler.start(piece.start), ruler.end(piece.end)
        if not 0 <= start < end <= length:
            return None
        places.append(Span(start, end))
    return tuple(places) or None


def fits(places: Places, surface: str, text: str) -> bool:
    """Whether the places have exactly that surface, each joined to the next by a space."""
    if sum(map(len, places)) + len(places) - 1 != len(surface):
        return False
    return " ".join(place.text_in(text) for place in places) == surface


def fold_of(places: Places, surface: str, text: str) -> str | None:
    """What the places cover, folded; ``None`` where that is far too long to be the surface."""
    if sum(map(len, places)) > 4 * len(surface) + 20:
        return None
    return folded(" ".join(place.text_in(text) for place in places))


def folded(surface: str) -> str:
    """A surface as others may write it: composed, any white space as one space, without what cannot be seen."""
    if surface.isascii():
        return " ".join(surface.split())
    return " ".join(unicodedata.normalize("NFC", surface.translate(_UNSEEN)).split())


def at_words(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins and ends where words do, with no white space at its edges."""
    if text[start].isspace() or text[end - 1].isspace():
        return False
    if start > 0 and (_joins(text[start]) or (_in_word(text[start - 1]) and _in_word(text[start]))):
        return False
    return end == len(text) or not (_joins(text[end]) or (_in_word(text[end - 1]) and _in_word(text[end])))


def _in_word(character: str) -> bool:
    """Whether it is part of a word in a script that leaves gaps between words."""
    return character.isalnum() and not ("\u3040" <= character <= "\u9fff" or character >= "\U00020000")


def _joins(character: str) -> bool:
    """Whether it belongs to the character before it."""
    return character > "\u02ff" and (unicodedata.category(character)[0] == "M" or character == "\u200d")
