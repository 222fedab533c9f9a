"""Comparing what a file says that a span covers with the text."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from border_annotator.domain.span import Span, trimmed

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
    """A surface as others may write it: composed, without white space and what cannot be seen."""
    if surface.isascii():
        return "".join(surface.split())
    return "".join(unicodedata.normalize("NFC", surface.translate(_UNSEEN)).split())


def without_edges(places: Places, text: str) -> Places:
    """The places without the white space at their edges."""
    return tuple(trimmed(text, place.start, place.end) or place for place in places)


def at_words(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins and ends where words do, with no white space at its edges."""
    first, last = text[start], text[end - 1]
    if first.isspace() or last.isspace() or (start > 0 and _go_on(text[start - 1], first)):
        return False
    return end == len(text) or not _go_on(last, text[end])


def _go_on(before: str, after: str) -> bool:
    """Whether two characters belong together: in a word of a script that leaves gaps, or in one character."""
    if after.isalnum():
        return before.isalnum() and not (_stands_alone(before) or _stands_alone(after))
    return after > "\u02ff" and (unicodedata.category(after)[0] == "M" or after == "\u200d")


def _stands_alone(character: str) -> bool:
    """Whether it may be a word by itself, as in scripts without gaps between words."""
    return character >= "\u3040" and (character <= "\u9fff" or character >= "\U00020000")
