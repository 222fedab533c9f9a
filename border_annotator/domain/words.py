"""Words of a text in any script, without a model: what a selection snaps to and a caret steps by."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from border_annotator.domain.characters import FARTHEST, classes
from border_annotator.domain.span import Span, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

_ACRONYM = "(?<![an])a(?:pa)+p(?![an])"
_WORD = "[an]m*(?:(?:[fz]*|h|(?<=n)[pc](?=n)|(?<=n)b(?=nnn(?!n)))[an]m*)*"
_UNIT = re.compile(f"{_ACRONYM}|{_WORD}|em*(?:zem*)*|rr|r|im*|sm*")
"""One word: letters and digits with what joins them (“don’t”, “10,000”, “U.S.”), an emoji, a sign, an ideograph."""
_POSSESSIVE = re.compile("['\u2019][sS]$")
LINE = 2 * FARTHEST
"""Lines up to this length are read as a whole."""
PROSE = 4
"""From so many words on, mostly without capitals, a selection is no name; words of fewer letters tell nothing."""


def reads_as_prose(words: str) -> bool:
    """Whether words are too many for a common noun and too plain for a name: they fill a role as they are."""
    parts = words.split()
    telling = [part for part in parts if len(part) >= PROSE]  # not “of”, “the”, “and”
    return len(parts) >= PROSE and sum(part[0].isupper() for part in telling) * 2 < len(telling)


def words_in(text: str, start: int, end: int) -> tuple[Span, ...]:
    """All words that begin in or reach into a stretch of the text, in their order.

    A hyphen parts words, and so does the possessive “’s”, which belongs to none: no mark ever takes it along.
    """
    return tuple(word for word in _words_of(text, *_window(text, start, end)) if word.end > start and word.start < end)


def word_at(text: str, offset: int) -> Span | None:
    """The word that stands at an offset, or else the one that ends there."""
    touching = [word for word in _near(text, offset) if word.start <= offset <= word.end]
    return touching[-1] if touching else None


def word_after(text: str, offset: int) -> Span | None:
    """The first word that ends after an offset, which may lie in it."""
    place = offset
    while place < len(text):
        begin, stop = _window(text, place, place + 1)
        for word in _words_of(text, begin, stop):
            if word.end > offset:
                return word
        place = max(stop, place + 1)
    return None


def word_before(text: str, offset: int) -> Span | None:
    """The last word that begins before an offset, which may lie in it."""
    place = offset
    while place > 0:
        begin, stop = _window(text, place - 1, place)
        for word in reversed(_words_of(text, begin, stop)):
            if word.start < offset:
                return word
        place = min(begin, place - 1)
    return None


def snapped(text: str, start: int, end: int) -> Span | None:
    """A stretch grown to whole words and without white space at its edges; ``None`` when nothing is left.

    Where it touches no word (a bracket, a dash) it stays what it is.
    """
    words = words_in(text, start, end)
    if words:
        start, end = min(start, words[0].start), max(end, words[-1].end)
        # A drag that ends in the comma behind a word means the word.
        if all(not text[k].isalnum() for k in range(words[-1].end, end)):
            end = words[-1].end
        if all(not text[k].isalnum() for k in range(start, words[0].start)):
            start = words[0].start
    return trimmed(text, start, end)


def _near(text: str, offset: int) -> tuple[Span, ...]:
    return _words_of(text, *_window(text, max(0, offset - 1), min(len(text), offset + 1)))


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """The lines of a stretch, or of a very long line what stands near it."""
    begin = text.rfind("\n", max(0, start - LINE), start) + 1
    if begin == 0 and start > LINE:
        begin = _free(text, start - FARTHEST, -1)
    stop = text.find("\n", end, end + LINE)
    if stop < 0:
        stop = len(text) if len(text) - end <= LINE else _free(text, end + FARTHEST, 1)
    return begin, stop


def _free(text: str, place: int, step: int) -> int:
    """The nearest place from there on where no word goes on, so that a window cuts none."""
    for k in range(place, place + step * FARTHEST, step):
        if not 0 < k < len(text):
            break
        if text[k].isspace() and not text[k - 1].isspace():
            return k
    return max(0, min(len(text), place))


def _words_of(text: str, begin: int, stop: int) -> tuple[Span, ...]:
    return tuple(Span(begin + start, begin + end) for start, end in _units(text[begin:stop]))


@lru_cache(maxsize=64)
def _units(line: str) -> tuple[tuple[int, int], ...]:
    return tuple(_parted(line))


def _parted(line: str) -> Iterator[tuple[int, int]]:
    for found in _UNIT.finditer(classes(line)):
        start, end = found.span()
        owner = _POSSESSIVE.search(line[start:end])
        if owner is not None and owner.start() > 0:
            end = start + owner.start()
        yield start, end
