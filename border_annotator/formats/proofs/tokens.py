"""DyGIE++ and OneIE as this program writes them: what their readers find, in the words of the project."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.foreign import ForeignArticle
from border_annotator.domain.outward import FIGURE, SPAN
from border_annotator.formats.readers.tokens_json import ARGUMENTS, read_dygie, read_oneie

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from border_annotator.domain.foreign import Attribute, ForeignSpan
    from border_annotator.formats.articles.draft import Refusal


def read_own_dygie(path: Path) -> Iterator[ForeignArticle | Refusal]:
    """A span that is there for a role has no label of its own in the file."""
    for found in read_dygie(path):
        if isinstance(found, ForeignArticle):
            spans = (replace(span, label=SPAN) if span.layer == ARGUMENTS else span for span in found.spans)
            yield replace(found, spans=tuple(spans))
        else:
            yield found


def read_own_oneie(path: Path) -> Iterator[ForeignArticle | Refusal]:
    """What is no name has a level of mention all the same in the file."""
    for found in read_oneie(path):
        if isinstance(found, ForeignArticle):
            yield replace(found, spans=tuple(replace(span, attributes=_named(span)) for span in found.spans))
        else:
            yield found


def _named(span: ForeignSpan) -> dict[str, Attribute]:
    level = span.attributes.get("mention_type")
    return {} if level is None or span.label in {FIGURE, SPAN} else {"mention": level}
