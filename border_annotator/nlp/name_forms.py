"""Names in other languages than English, with the forms that those languages give them. Standard library only."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from border_annotator.domain.errors import BugError
from border_annotator.nlp.gazetteer import read_json, read_rows
from border_annotator.nlp.name_table import Alias, Name, folded, words_of_name

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = ("be", "de", "et", "fr", "lt", "lv", "pl", "ru", "uk")
"""The languages that there are lists of names in."""

# Words as short as this in small letters join the others and have one form.
_JOINING = 3
_KINDS = {"COUNTRY": "country", "NATIONALITY": "demonym", "PLACE": "place", "CROSSING_POINT": "place"}


def names_of_language(language: str) -> Iterator[Alias]:
    """The names that a language has of its own for countries, peoples, places and organisations."""
    for label, link, country, names in read_rows(f"names/{language}.tsv"):
        name = Name(label, link, country, _KINDS.get(label, "organisation"))
        for written in names.split(";"):
            text = written.strip()
            doubtful = text.startswith("~")
            yield inflected(language, Alias(text.removeprefix("~"), name, doubtful))


def inflected(language: str, alias: Alias) -> Alias:
    """The name with all the forms that its words take in a language."""
    kind = "people" if alias.name.label == "NATIONALITY" else "names"
    return alias._replace(forms=tuple(forms_of(language, kind, word) for word in words_of_name(alias.text)))


@lru_cache(maxsize=16_384)
def forms_of(language: str, kind: str, word: str) -> frozenset[str]:
    """The forms of one word of a name, folded, itself among them; ``kind`` is ``names`` or ``people``."""
    own = folded(word)
    if not word[0].isalpha() or (len(word) > 1 and word.isupper()) or (word.islower() and len(word) <= _JOINING):
        return frozenset((own,))
    endings = _endings(language, kind)
    low = word.casefold()
    for length in range(min(len(low) - 1, _longest(language, kind)), -1, -1):
        ending = low[len(low) - length :]
        if ending in endings:
            stem = low[: len(low) - length]
            return frozenset((own, *(folded(stem + form) for form in endings[ending])))
    return frozenset((own,))


@cache
def _longest(language: str, kind: str) -> int:
    return max(map(len, _endings(language, kind)), default=0)


@cache
def _endings(language: str, kind: str) -> dict[str, tuple[str, ...]]:
    """What a word may end with in the dictionary, and the endings of its forms."""
    found = read_json("names/endings.json").get(language, {})
    table = found.get(kind, {}) if isinstance(found, dict) else {}
    if not isinstance(table, dict):
        raise BugError(f"endings.json: {language} {kind} is not an object")
    return {
        str(ending): tuple("" if form == "-" else form for form in str(forms).split())
        for ending, forms in table.items()
    }
