"""Lines that become a text: readers of structured files collect them, and this joins them the same way for all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.document import Boilerplate
from border_annotator.domain.sentence import say
from border_annotator.domain.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.domain.sentence import Sentence
    from border_annotator.formats.articles.cleaning import Cleaning

TITLE_WITHIN = 8
"""A title that stands in one of so many first lines stands at the head already."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an article; of some ``kind`` of boilerplate where it is furniture of the page it stood on."""

    text: str
    kind: str | None = None


def key_of(text: str) -> str:
    """A line without what readings of it differ in: white space, soft hyphens, case."""
    return "".join(text.replace("\u00ad", "").split()).casefold()


def with_title(lines: list[Line], title: str | None) -> tuple[list[Line], tuple[Sentence, ...]]:
    """The lines with the title first, and what to tell the user, where it does not stand at their head already."""
    key = key_of(title or "")
    if title is None or not key:
        return lines, ()
    head = [line for line in lines if line.kind is None][:TITLE_WITHIN]
    if any(key in key_of(line.text) for line in head):
        return lines, ()
    told = say("The title was put before the text, which does not hold it.")
    return [Line(" ".join(title.split())), *lines], (told,)


def joined(lines: Sequence[Line], cleaning: Cleaning) -> tuple[str, tuple[Boilerplate, ...]]:
    """The text with a line for each, cleaned, and where its furniture stands."""
    parts: list[str] = []
    furniture: list[Boilerplate] = []
    at = 0
    for line in lines:
        text = cleaning.of(line.text).strip("\n")
        if not text.strip():
            continue
        if line.kind is not None:
            begin = len(text) - len(text.lstrip())
            furniture.append(Boilerplate(line.kind, Span(at + begin, at + len(text.rstrip()))))
        parts.append(text)
        at += len(text) + 1
    return "\n".join(parts), tuple(furniture)
