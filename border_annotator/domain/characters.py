"""What a reader takes for one character: where a caret may stand in any script.

Python counts code points. A letter with its accents, a flag, or a family of emoji is several of them and one character
to a reader. The rules are those of Unicode's grapheme clusters as far as the standard library's tables carry them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LETTER, DIGIT, IDEOGRAPH, MARK, FORMAT, JOINER = "a", "n", "i", "m", "f", "z"
APOSTROPHE, POINT, COMMA, FIXED_SPACE = "h", "p", "c", "b"
PICTURE, REGIONAL, SYMBOL, SPACE, OTHER = "e", "r", "s", " ", "o"

_FIXED = {
    "'": APOSTROPHE,
    "\u2019": APOSTROPHE,
    ".": POINT,
    ",": COMMA,
    "\u066b": COMMA,
    "\u066c": COMMA,
    "\u00a0": FIXED_SPACE,
    "\u202f": FIXED_SPACE,
    "\u2007": FIXED_SPACE,
    "\u2009": FIXED_SPACE,
    "\u200d": JOINER,
    "\u200c": MARK,
    "\u200b": SPACE,
    "%": SYMBOL,
    "\u2030": SYMBOL,
    "_": LETTER,
}
_RANGES = (
    (0x1160, 0x11FF, MARK),  # vowels and finals of Korean syllables that are written apart
    (0x1F1E6, 0x1F1FF, REGIONAL),
    (0x1F3FB, 0x1F3FF, MARK),  # skin tones
    (0xE0020, 0xE007F, MARK),  # tags of flags
    (0x3040, 0x309F, IDEOGRAPH),
    (0x3400, 0x4DBF, IDEOGRAPH),
    (0x4E00, 0x9FFF, IDEOGRAPH),
    (0xF900, 0xFAFF, IDEOGRAPH),
    (0x20000, 0x323AF, IDEOGRAPH),
)
_BY_CATEGORY = {
    "Mn": MARK,
    "Mc": MARK,
    "Me": MARK,
    "Cf": FORMAT,
    "So": PICTURE,
    "Sc": SYMBOL,
    "Sm": SYMBOL,
    "Nd": DIGIT,
}
_CLUSTER = re.compile("rr|em*(?:zem*)*z?|.[mz]*", re.DOTALL)
_SEVERAL = re.compile("rr|em*(?:zem*)*z?|.[mz]+", re.DOTALL)
"""The same without most of those that are one code point: it stops at a few places only."""
_RUN = frozenset((MARK, JOINER, PICTURE, REGIONAL))
FARTHEST = 400
"""Code points that are looked at on either side of a place; no real character or word is longer."""


@lru_cache(maxsize=4096)
def class_of(character: str) -> str:
    """The class of a code point, as one letter; see the names above."""
    if character in _FIXED:
        return _FIXED[character]
    point = ord(character)
    for first, last, kind in _RANGES:
        if first <= point <= last:
            return kind
    if character.isspace():
        return SPACE
    by_category = _BY_CATEGORY.get(unicodedata.category(character))
    return by_category or (LETTER if character.isalnum() else OTHER)


def classes(text: str) -> str:
    """The classes of all code points of a text, as a text of the same length."""
    return "".join(map(class_of, text))


def next_stop(text: str, offset: int) -> int:
    """Where the character ends that stands at an offset or round it; the text's end has no next one."""
    for start, end in _clusters(text, offset):
        if start <= offset < end:
            return end
    return len(text)


def previous_stop(text: str, offset: int) -> int:
    """Where the character begins that ends at an offset or reaches over it."""
    best = 0
    for start, _end in _clusters(text, offset):
        if start >= offset:
            break
        best = start
    return best


def clusters(text: str) -> Iterator[tuple[int, int]]:
    """Each character of a whole text, as a pair of code point offsets."""
    return (found.span() for found in _CLUSTER.finditer(classes(text)))


def composed(text: str) -> Iterator[tuple[int, int]]:
    """Of ``clusters`` those of several code points, found much sooner than all."""
    spans = (found.span() for found in _SEVERAL.finditer("" if text.isascii() else classes(text)))
    return (span for span in spans if span[1] - span[0] > 1)


def is_stop(text: str, offset: int) -> bool:
    """Whether a caret may stand there: between two characters, or at an end of the text."""
    if offset in (0, len(text)) or (0 < offset < len(text) and class_of(text[offset]) not in _RUN):
        return True  # nothing but what is in a run ever goes on with the character before it
    return any(start == offset for start, _ in _clusters(text, offset))


def _clusters(text: str, offset: int) -> list[tuple[int, int]]:
    """The characters near an offset, as pairs of code point offsets."""
    begin = max(0, offset - 1)
    while begin > 0 and offset - begin < FARTHEST and class_of(text[begin]) in _RUN:
        begin -= 1
    end = min(len(text), offset + FARTHEST)
    return [(begin + found.start(), begin + found.end()) for found in _CLUSTER.finditer(classes(text[begin:end]))]
