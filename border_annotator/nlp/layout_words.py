"""The rules and words that tell what a line of a page is, as shipped in ``resources/layout``. Standard library only."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from border_annotator.domain.errors import BugError

# Capital letters of the languages that names here come from, for use inside brackets of a pattern.
CAPITALS = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŐŌŘŔŚŞŠȘŤȚŪŮŰŲŹŻŽΑ-ΩА-Я"


@cache
def read_toml(name: str) -> dict[str, object]:
    """A file of ``resources/layout``: beside the package in a clone, inside it in a wheel."""
    here = Path(__file__).resolve()
    for root in (here.parents[1] / "resources", here.parents[2] / "resources"):
        path = root / "layout" / name
        if path.is_file():
            return tomllib.loads(path.read_text(encoding="utf-8"))
    raise BugError(f"the rules {name} are missing")


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
