"""Names that the shipped word lists know, found in a text. Standard library only."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from border_annotator.nlp.gazetteer import read_rows

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
# Letters that Unicode does not take apart into a base letter and a mark.
_PLAIN = str.maketrans(
    {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ı": "i", "ß": "ss", "’": "'", "–": "-"}
)


@dataclass(frozen=True, slots=True)
class Name:
    """What a name stands for: an entity label, a link and the country (ISO code) that it belongs to.

    ``kind`` tells apart what shares a label: ``country``, ``demonym``, ``capital``, ``organisation``, ``place``.
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
class _Pattern:
    tokens: tuple[str, ...]
    folded: tuple[str, ...]
    spaced: tuple[bool, ...]
    name: Name


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Text without accents and case, for comparing names: ``Šalčininkai`` and ``Salcininkai`` are the same."""
    return "".join(
        c for c in unicodedata.normalize("NFKD", text.translate(_PLAIN)) if not unicodedata.combining(c)
    ).casefold()


def slug(text: str) -> str:
    """A name as links write it: ``Donald Tusk`` -> ``donald-tusk``; empty when nothing of it is left."""
    return re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")


def find_names(text: str) -> list[FoundName]:
    """The known names in a text in its order; of two that overlap the longer one, then the first one."""
    return list(_found(text))


@lru_cache(maxsize=64)
def _found(text: str) -> tuple[FoundName, ...]:
    tokens = [(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(text)]
    low = [folded(token) for _, _, token in tokens]
    found: list[FoundName] = []
    index, table = 0, _patterns()
    while index < len(tokens):
        pattern = next((p for p in table.get(low[index], ()) if _fits(p, tokens, low, index)), None)
        if pattern is None:
            index += 1
            continue
        last = index + len(pattern.tokens)
        found.append(FoundName(tokens[index][0], tokens[last - 1][1], pattern.name))
        index = last
    return tuple(found)


def exact_name(text: str) -> Name | None:
    """What ``text`` as a whole stands for, if the lists know it."""
    found = find_names(text)
    return found[0].name if len(found) == 1 and found[0].start == 0 and found[0].end == len(text) else None


@cache
def capitals() -> dict[str, str]:
    """The names of capitals, folded, with the ISO code of their country."""
    return {folded(n): row[0] for row in _countries() for n in _names(row[4])}


@cache
def main_agencies() -> dict[tuple[str, str], str]:
    """(label, ISO code) -> link of the first organisation of that kind in the lists."""
    table: dict[tuple[str, str], str] = {}
    for label, link, country, _ in read_rows("organisations.tsv"):
        if country:
            table.setdefault((label, country), link)
    return table


def _fits(pattern: _Pattern, tokens: list[tuple[int, int, str]], low: list[str], index: int) -> bool:
    length = len(pattern.tokens)
    if index + length > len(tokens) or tuple(low[index : index + length]) != pattern.folded:
        return False
    for offset, wanted in enumerate(pattern.tokens):
        start, _, word = tokens[index + offset]
        if offset and (start > tokens[index + offset - 1][1]) != pattern.spaced[offset]:
            return False
        if wanted[0].isupper() and not (word == wanted if wanted.isupper() else word[0].isupper()):
            return False
    return True


@cache
def _patterns() -> dict[str, tuple[_Pattern, ...]]:
    """First token, folded -> the names that begin with it, the longest first."""
    table: dict[str, list[_Pattern]] = defaultdict(list)
    for alias, name in _all_names():
        matches = list(_TOKEN.finditer(alias))
        tokens = tuple(match[0] for match in matches)
        gaps = (False, *(b.start() > a.end() for a, b in pairwise(matches)))
        pattern = _Pattern(tokens, tuple(folded(token) for token in tokens), gaps, name)
        table[pattern.folded[0]].append(pattern)
    return {first: tuple(sorted(names, key=lambda p: -len(p.tokens))) for first, names in table.items()}


def _all_names() -> list[tuple[str, Name]]:
    found: list[tuple[str, Name]] = []
    for iso, name, others, demonyms, capital in _countries():
        found.extend((alias, Name("COUNTRY", f"iso:{iso}", iso, "country")) for alias in (name, *_names(others)))
        found.extend((alias, Name("NATIONALITY", f"iso:{iso}", iso, "demonym")) for alias in _names(demonyms))
        found.extend((alias, Name("PLACE", f"place:{slug(alias)}", iso, "capital")) for alias in _names(capital))
    for label, link, country, names in read_rows("organisations.tsv"):
        found.extend((alias, Name(label, link, country, "organisation")) for alias in _names(names))
    for label, link, country, names in read_rows("places.tsv"):
        for alias in _names(names):
            place = link if ":" in link else f"place:{link or slug(alias)}"
            found.append((alias, Name(label, place, country, "place")))
    return found


@cache
def _countries() -> tuple[tuple[str, str, str, str, str], ...]:
    return tuple((row[0], row[1], row[2], row[3], row[4]) for row in (_padded(r) for r in read_rows("countries.tsv")))


def _padded(row: list[str]) -> list[str]:
    return row + [""] * (5 - len(row))


def _names(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(";") if name.strip()]
