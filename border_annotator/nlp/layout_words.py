"""The rules and words that tell what a line of a page is, as shipped in ``resources/layout``. Standard library only."""

from __future__ import annotations

import tomllib
from functools import cache

from border_annotator.domain.errors import BugError
from border_annotator.nlp.shipped import shipped

# Capital letters of the languages that names here come from, for use inside brackets of a pattern.
CAPITALS = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŐŌŘŔŚŞŠȘŤȚŪŮŰŲŹŻŽΑ-ΩА-Я"


@cache
def read_toml(name: str) -> dict[str, object]:
    """A file of ``resources/layout``."""
    return tomllib.loads(shipped(f"layout/{name}").read_text(encoding="utf-8"))


def words(name: str) -> frozenset[str]:
    """A list of words in ``words.toml``."""
    return frozenset(_entries(name))


def any_of(name: str) -> str:
    """A list in ``words.toml`` as a pattern that fits any of its entries."""
    return "(?:" + "|".join(_entries(name)) + ")"


def _entries(name: str) -> list[str]:
    entries = read_toml("words.toml").get(name)
    if not isinstance(entries, list) or not entries:
        raise BugError(f"the words {name} are missing")
    return [str(entry) for entry in entries]
