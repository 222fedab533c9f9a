"""Looking names up: a text's words against tables of names. Standard library only.

A table is a dictionary from the first word of a name to the names that begin with it, so that a text is read once,
whatever the number of names.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_PLACES = frozenset({"PLACE", "CROSSING_POINT", "COUNTRY"})
# What stands between the names of a list.
_JOINTS = frozenset({",", "and", "or", "-", "/"})
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


class Alias(NamedTuple):
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
    """Names by the first of their words; a name is taken apart when its first word is met."""

    def __init__(self, aliases: Iterable[Alias]) -> None:
        table: dict[str, list[Alias]] = {}
        for alias in aliases:
            first = _TOKEN.search(alias.text)
            if first is not None:
                for form in alias.forms[0] if alias.forms else (folded(first[0]),):
                    table.setdefault(form, []).append(alias)
        self._waiting = table
        self._by_first: dict[str, tuple[_Pattern, ...]] = {}

    def beginning_with(self, word: str) -> tuple[_Pattern, ...]:
        """The names that begin with a word, folded; the longest first, those that need no context before others."""
        if word not in self._waiting:
            return ()
        patterns = self._by_first.get(word)
        if patterns is None:
            made = [_pattern(alias) for alias in self._waiting[word]]
            patterns = tuple(sorted(made, key=lambda p: (-len(p.words), p.needs_context)))
            self._by_first[word] = patterns
        return patterns


def names_in(text: str, tables: Sequence[NameTable], context: Context) -> list[FoundName]:
    """The names of a text in its order: the longest at each place, of equally long ones the first table's."""
    matches = list(_TOKEN.finditer(text))
    written = [match[0] for match in matches]
    words = _Words([match.span() for match in matches], written, list(map(folded, written)))
    reader = _Reader(words, tables, context)
    found: list[FoundName] = []
    index = 0
    while index < len(written):
        best = reader.longest(index)
        if best is None:
            index += 1
            continue
        last = index + len(best.words)
        found.append(FoundName(words.spans[index][0], words.spans[last - 1][1], best.name))
        reader.place_until = last if best.name.label in _PLACES else -1
        index = last
    return found


class _Reader:
    """Reads one text; ``place_until`` is where the last place's name ended, ``-1`` after another name."""

    def __init__(self, text: _Words, tables: Sequence[NameTable], context: Context) -> None:
        self._text = text
        self._tables = tables
        self._context = context
        self.place_until = -1

    def longest(self, index: int) -> _Pattern | None:
        """The longest name that begins with the word at ``index``, of equally long ones the first table's."""
        best: _Pattern | None = None
        for table in self._tables:
            for pattern in table.beginning_with(self._text.low[index]):
                if best is not None and len(pattern.words) <= len(best.words):
                    break
                if _fits(pattern, self._text, index) and (not pattern.needs_context or self._is_placed(pattern, index)):
                    best = pattern
                    break
        return best

    def _is_placed(self, pattern: _Pattern, index: int) -> bool:
        """Whether what stands around a name speaks of a place: “in Nice”, “the Bug river”, “Lesbos and Kos”."""
        low, end = self._text.low, index + len(pattern.words)
        if end < len(low) and (low[end] in self._context.after or self._is_listed(end)):
            return True
        before = index - 1
        if before >= 0 and low[before] in _JOINTS and self.place_until == before:
            return True
        if before > 0 and low[before] == "the":
            before -= 1
        return before >= 0 and low[before] in self._context.before

    def _is_listed(self, joint: int) -> bool:
        """Whether a joint stands there and then the name of a place that needs no such help."""
        if self._text.low[joint] not in _JOINTS or joint + 1 >= len(self._text.low):
            return False
        following = (p for table in self._tables for p in table.beginning_with(self._text.low[joint + 1]))
        return any(
            not p.needs_context and p.name.label in _PLACES and _fits(p, self._text, joint + 1) for p in following
        )


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


def _pattern(alias: Alias) -> _Pattern:
    matches = list(_TOKEN.finditer(alias.text))
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
