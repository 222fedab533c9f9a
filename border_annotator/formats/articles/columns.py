"""Which column of a table, or which path in a JSON object, holds what of an article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FIELDS = ("text", "title", "author", "site", "url", "published", "language", "id")
"""What a column may hold."""

FEWEST_LETTERS = 40
"""A column that nobody named can only be the text where it holds so many letters on average."""

# What people call them, the clearest name first; written without anything but letters and digits.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "text": (
        *("text", "fulltext", "articletext", "articlebody", "bodytext", "body", "maintext", "content", "contenttext"),
        *("plaintext", "rawtext", "article", "story", "cleantext", "document", "data"),
    ),
    "title": ("title", "headline", "articletitle", "heading", "subject", "webtitle"),
    "author": ("author", "authors", "byline", "writer", "creator", "journalist"),
    "site": (
        *("site", "sitename", "source", "sourcename", "publisher", "outlet", "publication", "newspaper", "media"),
        *("medium", "domain", "sourcedomain", "hostname", "website"),
    ),
    "url": ("url", "link", "weburl", "articleurl", "sourceurl", "canonicalurl", "uri", "href", "permalink"),
    "published": (
        *("published", "publisheddate", "publicationdate", "datepublished", "publishedat", "publishdate", "pubdate"),
        *("datepublish", "publishedon", "webpublicationdate", "date", "day", "datetime", "publishedtime", "timestamp"),
    ),
    "language": ("language", "lang", "languagecode", "langcode"),
    "id": ("id", "articleid", "docid", "documentid", "uuid", "guid", "key"),
}
_OTHERS = re.compile(r"[\W_]+")


def guessed(names: Sequence[str], samples: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The likely column of each field, told by the columns' names; the text's by what is in it if need be.

    The last part of a path counts like a name (``article.body`` like ``body``), the shortest path first.
    """
    called: dict[str, str] = {}
    for name in sorted(names, key=lambda one: one.count(".")):
        for plain in (_plain(name), _plain(name.rpartition(".")[2])):
            called.setdefault(plain, name)
    found: dict[str, str] = {}
    for field, known in _NAMES.items():
        column = next((called[name] for name in known if name in called and called[name] not in found.values()), None)
        if column is not None and (field != "text" or _is_filled(column, samples)):
            found[field] = column
    if "text" not in found:
        longest = max(names, key=lambda name: _letters(name, samples), default=None)
        if longest is not None and _letters(longest, samples) >= FEWEST_LETTERS * max(1, len(samples)):
            found = {field: column for field, column in found.items() if column != longest} | {"text": longest}
    return found


def is_known(names: Sequence[str]) -> bool:
    """Whether any of some words is what people call a column."""
    plain = set(map(_plain, names))
    return any(not plain.isdisjoint(known) for known in _NAMES.values())


def _plain(name: str) -> str:
    return _OTHERS.sub("", name.casefold())


def _is_filled(column: str, samples: Sequence[Mapping[str, str]]) -> bool:
    return not samples or _letters(column, samples) > 0


def _letters(column: str, samples: Sequence[Mapping[str, str]]) -> int:
    return sum(len(sample.get(column, "").strip()) for sample in samples)
