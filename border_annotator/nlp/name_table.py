"""Looking names up: a text's words against tables of names. Standard library only.

A table is a dictionary from the first word of a name to the names that begin with it, so that a text is read once,
whatever the number of names.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
# Letters that Unicode does not take apart into a base letter and a mark.
_PLAIN = str.maketrans(
    {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ı": "i", "ß": "ss", "’": "'", "–": "-"}
)


@dataclass(frozen=True, slots=True)
class Name:
    """What a name stands for: an entity label, a link and the country (ISO code) that it belongs to.

    ``kind`` tells apart what shares a label: ``country``, ``demonym``, ``capital``, ``organisation``, ``place``, and
    ``project`` for what analysts added. An empty ``link`` means that it is not known.
    """

    label: str
    link: str
    country: str
    kind: str


@dataclass(frozen=True, slots=True)
class FoundName:
    """A known name in a text."""

    start: int
    end: int
    name: Name


@dataclass(frozen=True, slots=True)
class Alias:
    """One way to write a name.

    ``forms`` holds for each word of ``text`` the forms that it takes, folded; without them only the word itself
    counts. A name that ``needs_context`` is also a common word or somebody's name, and is believed only beside
    words that speak of a place.
    """

    text: str
    name: Name
    needs_context: bool = False
    forms: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """Words, folded, that speak of a place when they stand before or after a name."""

    before: frozenset[str]
    after: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Pattern:
    words: tuple[str, ...]
    forms: tuple[frozenset[str], ...]
    spaced: tuple[bool, ...]
    name: Name
    needs_context: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """A text as words: where each stands, how it is written, and folded."""

    spans: list[tuple[int, int]]
    written: list[str]
    low: list[str]


class NameTable:
    """Names by the first of their words."""

    def __init__(self, aliases: Iterable[Alias]) -> None:
        table: dict[str, list[_Pattern]] = defaultdict(list)
        for alias in aliases:
            pattern = _pattern(alias)
            if pattern is not None:
                for first in pattern.forms[0]:
                    table[first].append(pattern)
        for patterns in table.values():
            if len(patterns) > 1:
                patterns.sort(key=lambda p: (-len(p.words), p.needs_context))
        self._by_first = dict(table)

    def longest(self, text: _Words, index: int, context: Context) -> _Pattern | None:
        """The longest name that begins with the word at ``index``."""
        for pattern in self._by_first.get(text.low[index], ()):
            if _fits(pattern, text, index) and (not pattern.needs_context or _is_placed(pattern, text, index, context)):
                return pattern
        return None


def names_in(text: str, tables: Sequence[NameTable], context: Context) -> list[FoundName]:
    """The names of a text in its order: the longest at each place, of equally long ones the first table's."""
    matches = list(_TOKEN.finditer(text))
    written = [match[0] for match in matches]
    words = _Words([match.span() for match in matches], written, [folded(word) for word in written])
    found: list[FoundName] = []
    index = 0
    while index < len(written):
        best: _Pattern | None = None
        for table in tables:
            pattern = table.longest(words, index, context)
            if pattern is not None and (best is None or len(pattern.words) > len(best.words)):
                best = pattern
        if best is None:
            index += 1
            continue
        last = index + len(best.words)
        found.append(FoundName(words.spans[index][0], words.spans[last - 1][1], best.name))
        index = last
    return found


def words_of_name(text: str) -> list[str]:
    """The words and marks of a name, as tables hold them."""
    return _TOKEN.findall(text)


@lru_cache(maxsize=16384)
def folded(text: str) -> str:
    """Text without accents and case, for comparing names: ``Šalčininkai`` and ``Salcininkai`` are the same."""
    if text.isascii():
        return text.casefold()
    return "".join(
        c for c in unicodedata.normalize("NFKD", text.translate(_PLAIN)) if not unicodedata.combining(c)
    ).casefold()


def slug(text: str) -> str:
    """A name as links write it: ``Donald Tusk`` -> ``donald-tusk``; empty when nothing of it is left."""
    return re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")


def _pattern(alias: Alias) -> _Pattern | None:
    matches = list(_TOKEN.finditer(alias.text))
    if not matches:
        return None
    words = tuple(match[0] for match in matches)
    forms = alias.forms or tuple(frozenset((folded(word),)) for word in words)
    gaps = (False, *(b.start() > a.end() for a, b in pairwise(matches)))
    return _Pattern(words, forms, gaps, alias.name, alias.needs_context)


def _fits(pattern: _Pattern, text: _Words, index: int) -> bool:
    length = len(pattern.words)
    if index + length > len(text.low):
        return False
    for offset in range(length):
        place = index + offset
        if offset:
            if text.low[place] not in pattern.forms[offset]:
                return False
            if (text.spans[place][0] > text.spans[place - 1][1]) != pattern.spaced[offset]:
                return False
        wanted, word = pattern.words[offset], text.written[place]
        # Abbreviations have capitals throughout, other names at their beginning.
        if wanted[0].isupper() and not (word == wanted if wanted.isupper() else word[0].isupper()):
            return False
    return True


def _is_placed(pattern: _Pattern, text: _Words, index: int, context: Context) -> bool:
    """Whether the words around a name speak of a place: “in Nice”, “the Bug river”, “the island of Kos”."""
    end = index + len(pattern.words)
    if end < len(text.low) and text.low[end] in context.after:
        return True
    before = index - 1
    if before >= 0 and text.low[before] in {"the", "a"} and text.low[before] not in context.before:
        before -= 1
    return before >= 0 and text.low[before] in context.before
