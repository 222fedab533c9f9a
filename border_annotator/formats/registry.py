"""The formats that the program can write and read, by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.formats.readers.native import read_native
from border_annotator.formats.writers.native import write_native

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.domain.article import Article


@dataclass(frozen=True, slots=True)
class Format:
    """One format with a file per article.

    ``write`` takes an article and its text and gives the file's content; ``read`` takes the content, the file's name
    for messages, and the text if it is at hand.
    """

    name: str
    suffix: str
    description: str
    write: Callable[[Article, str], str]
    read: Callable[[str, str, str | None], Article]


FORMATS = (
    Format("native", ".json", "One JSON file per article, in the gold files' shape.", write_native, read_native),
)


def format_named(name: str) -> Format:
    """The format of that name; raises ``KnownError`` that lists those there are."""
    for known in FORMATS:
        if known.name == name:
            return known
    raise KnownError(
        "“{name}” is not a format: choose {choices}.", name=name, choices=", ".join(known.name for known in FORMATS)
    )
