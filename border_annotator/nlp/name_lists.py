"""The names that are known: those of the shipped word lists and those that a project adds. Standard library only."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from border_annotator.domain.languages import ENGLISH
from border_annotator.nlp.gazetteer import no_names, read_rows, words_of_context
from border_annotator.nlp.name_forms import LANGUAGES, inflected, names_of_language
from border_annotator.nlp.name_table import Alias, FoundName, Name, NameTable, folded, names_in, slug

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from border_annotator.domain.gazetteer_entry import GazetteerEntry
    from border_annotator.nlp.name_table import Context

__all__ = [
    "FoundName",
    "Name",
    "capitals",
    "crossing_links",
    "exact_name",
    "find_names",
    "folded",
    "known_names",
    "main_agencies",
    "names_in_force",
    "place_types",
    "slug",
]


# Where a language that declines its names is spoken: the places there are in the lists as they are called there.
_HOMES = {"et": "EE", "lt": "LT", "lv": "LV", "pl": "PL"}


class _Known:
    """Tables of names, those that count more first, with what has been found in the last texts."""

    def __init__(self, tables: tuple[NameTable, ...], context: Context, no_names: frozenset[str]) -> None:
        self._tables = tables
        self._context = context
        self._no_names = no_names
        self.found = lru_cache(maxsize=64)(self._found)

    def _found(self, text: str) -> tuple[FoundName, ...]:
        found = names_in(text, self._tables, self._context)
        if not self._no_names:
            return tuple(found)
        return tuple(name for name in found if folded(text[name.start : name.end]) not in self._no_names)


_IN_FORCE: ContextVar[_Known | None] = ContextVar("names in force", default=None)


@contextmanager
def names_in_force(entries: tuple[GazetteerEntry, ...] = (), language: str = ENGLISH) -> Iterator[None]:
    """Lets a project's own names be known for the time of a block, and those that a language has of its own.

    They come before the shipped English ones, which are known in every language.
    """
    token = _IN_FORCE.set(_known_with(entries, language))
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def known_names() -> Hashable:
    """What is another value wherever other names are in force, for whoever keeps what they have told."""
    return _IN_FORCE.get() or _known_with((), ENGLISH)


def find_names(text: str) -> list[FoundName]:
    """The known names in a text in its order; of two that overlap the longer one, then the first one."""
    return list((_IN_FORCE.get() or _known_with((), ENGLISH)).found(text))


def exact_name(text: str) -> Name | None:
    """What ``text`` as a whole stands for, if the lists know it."""
    found = find_names(text)
    return found[0].name if len(found) == 1 and found[0].start == 0 and found[0].end == len(text) else None


@cache
def capitals() -> dict[str, str]:
    """The names of capitals, folded, with the ISO code of their country."""
    return {folded(written.text): row[0] for row in _countries() for written in _written(row[4])}


@cache
def country_codes() -> frozenset[str]:
    """The ISO 3166-1 alpha-2 codes of the countries in the lists."""
    return frozenset(row[0] for row in _countries())


@cache
def main_agencies() -> dict[tuple[str, str], str]:
    """(label, ISO code) -> link of the first organisation of that kind in the lists."""
    table: dict[tuple[str, str], str] = {}
    for label, link, country, _ in read_rows("organisations.tsv"):
        if country:
            table.setdefault((label, country), link)
    return table


@lru_cache(maxsize=16)
def _known_with(entries: tuple[GazetteerEntry, ...], language: str) -> _Known:
    tables = [NameTable(_of_project(entries))] if entries else []
    tables += [_of_language(language)] if language in LANGUAGES else []
    return _Known((*tables, _shipped()), words_of_context(language), no_names(language))


@cache
def _of_language(language: str) -> NameTable:
    """A language's own names, and the places where it is spoken, in all their forms."""
    home = _HOMES.get(language)
    there = (alias for alias in _of_places() if alias.name.country == home) if home else ()
    return NameTable((*names_of_language(language), *(inflected(language, alias) for alias in there)))


@cache
def _shipped() -> NameTable:
    return NameTable(_all_names())


def _of_project(entries: Iterable[GazetteerEntry]) -> Iterator[Alias]:
    for entry in entries:
        name = Name(entry.label, entry.link or "", entry.country, "project")
        yield from (Alias(written, name) for written in entry.names)


@cache
def crossing_links() -> dict[str, str]:
    """The names of crossing points, folded, with their links; also those that are the names of towns as well."""
    table: dict[str, str] = {}
    for label, link, _, names, _ in _places():
        if label == "CROSSING_POINT":
            for written in _written(names):
                table.setdefault(folded(written.text), link)
    return table


@cache
def place_types() -> dict[str, str]:
    """The names of places, folded, with their types: ``town``, ``region``, ``river``, ``island`` ….

    Of places that share a name the first one counts.
    """
    table: dict[str, str] = {}
    for label, _, _, names, kind in _places():
        if label == "PLACE":
            for written in _written(names):
                table.setdefault(folded(written.text), kind or "town")
    return table


def _all_names() -> Iterator[Alias]:
    for iso, name, others, demonyms, capital in _countries():
        for written in (*_written(name), *_written(others)):
            yield Alias(written.text, Name("COUNTRY", f"iso:{iso}", iso, "country"), written.is_doubtful)
        for written in _written(demonyms):
            yield Alias(written.text, Name("NATIONALITY", f"iso:{iso}", iso, "demonym"), written.is_doubtful)
        for written in _written(capital):
            place = Name("PLACE", f"place:{slug(written.first)}", iso, "capital")
            yield Alias(written.text, place, written.is_doubtful)
    for label, link, country, names in read_rows("organisations.tsv"):
        organisation = Name(label, link, country, "organisation")
        yield from (Alias(written.text, organisation, written.is_doubtful) for written in _written(names))
    yield from _of_places()


def _of_places() -> Iterator[Alias]:
    for label, link, country, names, _ in _places():
        for written in _written(names):
            # A crossing point that is a town too is told by the words around it; see ``crossing_links``.
            if label != "CROSSING_POINT" or not written.is_doubtful:
                place_link = link if ":" in link else f"place:{link or slug(written.first)}"
                yield Alias(written.text, Name(label, place_link, country, "place"), written.is_doubtful)


class _Written(NamedTuple):
    """A name in a cell; ``first`` is the one of the same thing that stands first."""

    text: str
    first: str
    is_doubtful: bool


def _written(cell: str) -> Iterator[_Written]:
    for group in cell.split(";"):
        first = ""
        for part in group.split("="):
            name = part.strip()
            text = name.removeprefix("~")
            first = first or text
            if text:
                yield _Written(text, first, name.startswith("~"))


@cache
def _countries() -> tuple[tuple[str, str, str, str, str], ...]:
    return _of_five("countries.tsv")


@cache
def _places() -> tuple[tuple[str, str, str, str, str], ...]:
    return _of_five("places.tsv")


def _of_five(file: str) -> tuple[tuple[str, str, str, str, str], ...]:
    padded = ([*row, "", "", "", ""] for row in read_rows(file))
    return tuple((row[0], row[1], row[2], row[3], row[4]) for row in padded)
