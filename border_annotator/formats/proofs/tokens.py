"""DyGIE++ and OneIE as this program writes them: what their readers find, in the words of the project."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.foreign import ForeignArticle
from border_annotator.domain.outward import SPAN
from border_annotator.formats.readers.tokens_json import ARGUMENTS, TRIGGERS, read_dygie, read_oneie
from border_annotator.formats.writers.oneie import VALUE

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
            yield _with_own_triggers(found)
        else:
            yield found


def _with_own_triggers(found: ForeignArticle) -> ForeignArticle:
    """Events that begin at the same words have a trigger each, which is called like them."""
    spans = {span.id: replace(span, attributes=_named(span)) for span in found.spans}
    triggers = {event.id: replace(spans[event.trigger], id=f"{event.id}-t", label=event.type) for event in found.events}
    events = tuple(replace(event, trigger=triggers[event.id].id) for event in found.events)
    others = (span for span in spans.values() if span.layer != TRIGGERS)
    return replace(found, spans=(*others, *triggers.values()), events=events)


def _named(span: ForeignSpan) -> dict[str, Attribute]:
    level = span.attributes.get("mention_type")
    return {} if level in {None, VALUE} else {"mention": level}
