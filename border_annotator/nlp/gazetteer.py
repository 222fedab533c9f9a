"""The word lists that the program ships with: where they lie and how they are read. Standard library only."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from border_annotator.domain.errors import BugError
from border_annotator.nlp.name_table import Context, folded
from border_annotator.nlp.shipped import shipped

if TYPE_CHECKING:
    from pathlib import Path


def resource(name: str) -> Path:
    """A file of ``resources/gazetteer``."""
    return shipped(f"gazetteer/{name}")


@cache
def read_json(name: str) -> dict[str, object]:
    """A word list that is a JSON object."""
    content = json.loads(resource(name).read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise BugError(f"the word list {name} is not an object")
    return content


def read_rows(name: str) -> list[list[str]]:
    """The rows of a tab-separated word list, without its comments and empty lines; cells are stripped."""
    lines = resource(name).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.split("\t")] for line in lines if line.strip() and not line.startswith("#")]


def words_of(value: object) -> tuple[str, ...]:
    """A JSON list of words as a tuple; anything else is a mistake in our own files."""
    if not isinstance(value, list):
        raise BugError("a word list must be a list")
    return tuple(str(word) for word in value)


@cache
def nouns(group: str) -> dict[str, str]:
    """Singular noun -> its class, for ``group`` ``units`` (what a figure counts) or ``labels`` (entity labels)."""
    classes = read_json("nouns.json")[group]
    if not isinstance(classes, dict):
        raise BugError(f"nouns.json: {group} is not an object")
    table: dict[str, str] = {}
    for name, words in classes.items():
        for word in words_of(words):
            table.setdefault(word.casefold(), str(name))
    return table


@cache
def noun_set(group: str) -> frozenset[str]:
    """A plain list of ``nouns.json``.

    ``zero`` and ``ranked``: what “no” and ordinals may count; ``uncountable``: people without a plural;
    ``phrase_ends``: words that cannot stand inside a noun phrase; ``judging``: adjectives that are not counted with.
    """
    return frozenset(words_of(read_json("nouns.json")[group]))


@cache
def words_of_context(language: str) -> Context:
    """The words of a language that speak of a place beside a name that is also something else."""
    before, after = (_of_language(language, key) for key in ("before", "after"))
    return Context(frozenset(map(folded, before)), frozenset(map(folded, after)))


def common_words() -> dict[str, list[str]]:
    """The commonest words of each language: an article is in the language that most of its words are in."""
    return {
        language: str(lists["common"]).split()
        for language, lists in read_json("language_words.json").items()
        if isinstance(lists, dict) and "common" in lists
    }


@cache
def no_names(language: str) -> frozenset[str]:
    """The names of the lists, folded, that are common words in a language and never believed there."""
    return frozenset(map(folded, _of_language(language, "no_names")))


def _of_language(language: str, key: str) -> tuple[str, ...]:
    lists = read_json("language_words.json").get(language, {})
    if not isinstance(lists, dict):
        raise BugError(f"language_words.json: {language} is not an object")
    return words_of(lists.get(key, []))
