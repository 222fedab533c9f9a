"""An article's annotations as rows of tables: events, arguments, entities, figures, links, articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.outward import ENTITIES, FIGURE, FIGURES, LAYOUT
from border_annotator.formats.writers.acled import acled_type, is_for_acled, place_precision, time_precision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from border_annotator.domain.foreign import ForeignArticle, ForeignEvent, ForeignSpan

Cell = str | int | float | None

ARTICLES = (
    "doc_id",
    "title",
    "date",
    "date_basis",
    "date_suspect",
    "publisher",
    "language",
    "review",
    "layer",
    "text_file",
)
EVENTS = (
    "doc_id", "event_id", "event_date", "end_date", "time_precision", "event_type", "sub_event_type", "type", "trigger",
    "start", "end", "status", "polarity", "genericity", "attribution", "mode", "severity", "time_norm", "time_basis",
    "country", "geo_precision", "actors", "places", "counts", "fatalities", "for_acled", "not_stated", "optional",
    "confidence", "note", "source_date", "source", "time_precision_name", "geo_precision_name",
)  # fmt: skip
ARGUMENTS = (
    "doc_id", "event_id", "type", "role", "filler", "filler_id", "label", "text", "start", "end", "link", "value",
    "unit", "norm",
)  # fmt: skip
ENTITY_COLUMNS = (
    "doc_id", "entity_id", "label", "text", "start", "end", "link", "mention", "optional", "confidence", "note",
)  # fmt: skip
FIGURE_COLUMNS = (
    "doc_id", "figure_id", "kind", "text", "start", "end", "value", "min", "max", "comparator", "change", "unit",
    "counted", "period", "norm", "start_date", "end_date", "basis", "bound", "optional", "confidence", "note",
)  # fmt: skip
RELATIONS = ("doc_id", "type", "source_id", "target_id")
TABLES: Mapping[str, tuple[str, ...]] = {
    "events": EVENTS,
    "arguments": ARGUMENTS,
    "entities": ENTITY_COLUMNS,
    "figures": FIGURE_COLUMNS,
    "relations": RELATIONS,
    "articles": ARTICLES,
}
"""The columns of each table; offsets are code points, the end not included."""
_EVENT_NAMES = (
    "status", "polarity", "genericity", "attribution", "mode", "severity", "time_norm", "time_basis", "not_stated",
    "optional",
)  # fmt: skip
_FIGURE_NAMES = (
    "kind", "value", "min", "max", "comparator", "change", "unit", "counted", "period", "norm", "start_date",
    "end_date", "basis", "bound", "optional",
)  # fmt: skip
_ARTICLE_NAMES = ("date", "date_basis", "date_suspect", "publisher", "review", "layer", "text_file")
EVENT_SAID: Mapping[str, str] = {
    **{name: name for name in _EVENT_NAMES},
    "time_start": "event_date",
    "time_end": "end_date",
    "time_precision": "time_precision_name",
    "geo_countries": "country",
    "geo_precision": "geo_precision_name",
}
"""The attributes of events that have a column, with its name. ACLED's precisions are numbers that several have."""
FIGURE_SAID: Mapping[str, str] = {name: name for name in _FIGURE_NAMES}
ENTITY_SAID: Mapping[str, str] = {"mention": "mention", "optional": "optional"}
ARTICLE_SAID: Mapping[str, str] = {name: name for name in _ARTICLE_NAMES}
FLAGS = frozenset({"optional", "date_suspect"})
IS_SO = "yes"
"""What stands in the column of one of ``FLAGS`` where it is so; nothing where not."""
NESTED = "event"
"""The filler of a role that another event fills."""
_PLACE_LABELS = frozenset({"COUNTRY", "PLACE", "BORDER", "CROSSING_POINT", "INFRASTRUCTURE"})
_NO_ACTORS = frozenset({"place", "time", "announced", "source", "reason", "origin", "destination", "mention"})


def rows_of(foreign: ForeignArticle) -> Iterator[tuple[str, dict[str, Cell]]]:
    """Each row with the name of its table."""
    made = _Rows(foreign)
    yield "articles", made.article()
    for span in foreign.spans:
        if span.layer == ENTITIES:
            yield "entities", made.span(span, "entity_id") | {"link": span.link}
        elif span.layer == FIGURES:
            yield "figures", made.span(span, "figure_id")
    for event in foreign.events:
        yield "events", made.event(event)
        for row in made.arguments(event):
            yield "arguments", row
    for relation in foreign.relations:
        ends = {"source_id": relation.source, "target_id": relation.target}
        yield "relations", {"doc_id": foreign.doc_id, "type": relation.type, **ends}


class _Rows:
    def __init__(self, foreign: ForeignArticle) -> None:
        self._foreign = foreign
        self._spans = {span.id: span for span in foreign.spans if span.layer != LAYOUT}
        self._events = {event.id: event for event in foreign.events}

    def article(self) -> dict[str, Cell]:
        foreign = self._foreign
        known = {"doc_id": foreign.doc_id, "title": foreign.title, "language": foreign.language}
        return _cells({**foreign.attributes, **known}, ARTICLES)

    def span(self, span: ForeignSpan, key: str) -> dict[str, Cell]:
        columns = ENTITY_COLUMNS if key == "entity_id" else FIGURE_COLUMNS
        known = {
            "doc_id": self._foreign.doc_id,
            key: span.id,
            "label": span.label,
            "confidence": span.confidence,
            "note": span.note,
        }
        return _cells({**span.attributes, **known, **_placed(span)}, columns)

    def event(self, event: ForeignEvent) -> dict[str, Cell]:
        """One event in one row, fillers of the same sort joined by “; ”."""
        said = event.attributes
        acled, sub = acled_type(event.type, str(said.get("mode") or ""))
        trigger = _placed(self._spans[event.trigger])
        known = {
            "doc_id": self._foreign.doc_id,
            "event_id": event.id,
            "event_date": said.get("time_start"),
            "end_date": said.get("time_end"),
            "time_precision": time_precision(str(said.get("time_precision", ""))),
            "time_precision_name": said.get("time_precision"),
            "event_type": acled,
            "sub_event_type": sub,
            "type": event.type,
            "trigger": trigger.pop("text"),
            "country": said.get("geo_countries"),
            "geo_precision": place_precision(str(said.get("geo_precision", ""))),
            "geo_precision_name": said.get("geo_precision"),
            "for_acled": "yes" if is_for_acled(event) else "no",
            "confidence": event.confidence,
            "note": event.note,
            "source_date": self._foreign.attributes.get("date"),
            "source": self._foreign.attributes.get("publisher") or self._foreign.attributes.get("text_file"),
        }
        return _cells({**said, **known, **trigger, **self._filled(event)}, EVENTS)

    def _filled(self, event: ForeignEvent) -> dict[str, Cell]:
        fillers = [(a.role, self._spans[a.target]) for a in event.arguments if a.target in self._spans]
        actors = [
            s for role, s in fillers if role not in _NO_ACTORS and s.layer == ENTITIES and s.label not in _PLACE_LABELS
        ]
        counts = [span for role, span in fillers if span.label == FIGURE and role == "count"]
        dead = [span.attributes.get("value") for span in counts] if event.type == "Incident.Death" else []
        numbers = [value for value in dead if isinstance(value, int | float) and not isinstance(value, bool)]
        return {
            "actors": _joined(actors),
            "places": _joined([span for role, span in fillers if role == "place"]),
            "counts": _joined(counts),
            # Several counts of one event are the same people told twice, or a total and its parts: never a sum.
            "fatalities": max(numbers, default=None),
        }

    def arguments(self, event: ForeignEvent) -> Iterator[dict[str, Cell]]:
        for argument in event.arguments:
            nested = self._events.get(argument.target)
            span = self._spans[nested.trigger if nested is not None else argument.target]
            said = {} if nested is not None else span.attributes
            known = {
                "doc_id": self._foreign.doc_id,
                "event_id": event.id,
                "type": event.type,
                "role": argument.role,
                "filler": NESTED if nested is not None else span.layer,
                "filler_id": argument.target,
                "label": span.label,
                "link": span.link,
            }
            yield _cells({**said, **known, **_placed(span)}, ARGUMENTS)


def _placed(span: ForeignSpan) -> dict[str, Cell]:
    return {"text": span.surface, "start": span.pieces[0].start, "end": span.pieces[-1].end}


def _joined(spans: list[ForeignSpan]) -> str | None:
    return "; ".join(dict.fromkeys(span.surface or "" for span in spans)) or None


def _cells(said: Mapping[str, Cell | bool], columns: tuple[str, ...]) -> dict[str, Cell]:
    found = {name: said.get(name) for name in columns}
    return {name: IS_SO if value is True else None if value is False else value for name, value in found.items()}
