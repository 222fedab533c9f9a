"""Plain text files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.formats.articles.cleaning import Cleaning
from border_annotator.formats.articles.draft import Draft, Refusal
from border_annotator.formats.articles.encoding import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.formats.articles.draft import Choices, Source


def read_text(source: Source, choices: Choices) -> Iterator[Draft | Refusal]:
    """The one article of a text file, nothing of it changed but what cannot be stored.

    Raises ``KnownError`` for binary data.
    """
    found = decoded(source.data, chosen=choices.encoding)
    cleaning = Cleaning(choices, had_mark=found.had_mark)
    text = cleaning.of(found.text)
    if not text.strip():
        yield Refusal("empty")
        return
    yield Draft(text, encoding=found.encoding, changes=cleaning.changes(), doubts=(*found.doubts, *cleaning.doubts()))
