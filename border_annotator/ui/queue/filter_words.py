"""How the queue's filters and orders are said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.languages import language_name
from border_annotator.domain.queue_filter import Facet, QueueFilter, Sort, Stand
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.domain.schema import Schema

STANDS = {
    Stand.UNTOUCHED: "To review",
    Stand.IN_PROGRESS: "In progress",
    Stand.DONE: "Done",
    Stand.SKIPPED: "Skipped",
}
SORTS = {
    Sort.FILES: "File order",
    Sort.UNSURE: "Least sure first",
    Sort.NEWEST: "Newest first",
    Sort.MOST: "Most suggestions first",
    Sort.LONGEST: "Longest waiting first",
}
FACETS = {
    Facet.STATE: "State",
    Facet.SOURCE: "Source",
    Facet.LANGUAGE: "Language",
    Facet.TYPE: "Event type",
    Facet.ENTITY: "Entity",
}


def said_value(schema: Schema, facet: Facet, value: str) -> str:
    """A value of a facet as a chip says it."""
    if facet is Facet.STATE:
        return tr(STANDS[Stand(value)]) if value in STANDS else value
    if facet is Facet.SOURCE:
        return value or tr("No source")
    if facet is Facet.LANGUAGE:
        return tr(language_name(value)) or value
    name = value[2:]
    if facet is Facet.TYPE:
        return schema.event_type(name).label if schema.has_type(name) else name
    if value.startswith("e:"):
        return schema.entity_label(name).name if schema.has_label(name) else name
    return name


def chips(schema: Schema, wanted: QueueFilter) -> Iterator[tuple[str, str]]:
    """The parts of a filter that leave something out: a key for ``without`` and the words."""
    for facet in Facet:
        for value in sorted(wanted.of(facet)):
            yield f"{facet.value}:{value}", said_value(schema, facet, value)
    if wanted.since is not None:
        yield "since", tr("from {day}", day=wanted.since.isoformat())
    if wanted.until is not None:
        yield "until", tr("until {day}", day=wanted.until.isoformat())
    if wanted.is_undated:
        yield "undated", tr("without a date")
    if wanted.text.strip():
        yield "text", tr("with {words}", words=wanted.text.strip())
