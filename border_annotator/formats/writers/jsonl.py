"""JSONL for Hugging Face ``datasets``: one article a line, the same keys and types on every line."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING

from border_annotator.domain.fitting import Fitting, fitted_once
from border_annotator.domain.kept import FEATURE, packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from border_annotator.domain.foreign import Attribute, ForeignArticle, ForeignEvent, ForeignRelation, ForeignSpan
    from border_annotator.domain.loss import Fitted
    from border_annotator.domain.outgoing import Outgoing, Setting

FILE = "data.jsonl"
ABOUT = ("text_file", "text_sha256", "publisher", "date", "date_basis", "date_note", "layer", "review")
SPAN_TEXTS = (
    "mention", "kind", "comparator", "change", "unit", "counted", "period", "norm", "start_date", "end_date", "basis",
    "bound", "source", "reason",
)  # fmt: skip
SPAN_NUMBERS = ("value", "min", "max")
EVENT_TEXTS = (
    "status", "polarity", "genericity", "attribution", "mode", "time_norm", "time_start", "time_end", "time_precision",
    "time_basis", "geo_countries", "geo_precision", "not_stated", "source", "reason",
)  # fmt: skip

_SAID_OF_SPANS = frozenset({*SPAN_TEXTS, *SPAN_NUMBERS, "optional"})
_SAID_OF_EVENTS = frozenset({*EVENT_TEXTS, "severity", "optional"})


@fitted_once
def fit_jsonl(outgoing: Outgoing) -> Fitted:
    """Everything but what is the native format's alone; what no column is for stands together in one."""
    fitting = Fitting(outgoing)
    fitting.keep_of_article(frozenset(ABOUT) | {"date_suspect", "n_chars"})
    return fitting.fitted()


def write_jsonl(folder: Path, articles: Iterable[Outgoing], _setting: Setting) -> Iterator[None]:
    """One file; offsets are code points, the end not included. An argument's id is that of a span or of an event.

    A key without a value is ``null``, numbers are always floating ones, dates are ISO 8601 texts.
    """
    with (folder / FILE).open("w", encoding="utf-8", newline="\n") as file:
        for outgoing in articles:
            file.write(json.dumps(row_of(fit_jsonl(outgoing).foreign), ensure_ascii=False, allow_nan=False) + "\n")
            yield


def row_of(foreign: ForeignArticle) -> dict[str, object]:
    """An article as a row of a table with nested columns."""
    about = foreign.attributes
    spans = {span.id: span for span in foreign.spans}
    places = spans | {event.id: spans[event.trigger] for event in foreign.events}
    return {
        "id": foreign.doc_id,
        "text": foreign.text,
        "title": foreign.title,
        "language": foreign.language,
        "stand": foreign.stand.value,
        "n_chars": about["n_chars"],
        **_texts(about, ABOUT),
        "date_suspect": bool(about.get("date_suspect")),
        "spans": [_span(span) for span in foreign.spans],
        "events": [_event(event, places) for event in foreign.events],
        "relations": [_relation(relation) for relation in foreign.relations],
    }


def _span(span: ForeignSpan) -> dict[str, object]:
    return {
        "id": span.id,
        "start": span.pieces[0].start,
        "end": span.pieces[-1].end,
        "text": span.surface,
        "label": span.label,
        "layer": span.layer,
        "link": span.link,
        **_said(span.attributes),
        "confidence": span.confidence,
        "note": span.note,
        FEATURE: _kept(span, _SAID_OF_SPANS),
    }


def _said(attributes: Mapping[str, Attribute]) -> Mapping[str, object]:
    """The columns of what is said about a span: of most spans one of a few things, and texts alone."""
    said = tuple(attributes.items())
    return _often_said(said) if all(type(value) is str for _, value in said) else _columns(attributes)


def _columns(attributes: Mapping[str, Attribute]) -> dict[str, object]:
    return {
        **_texts(attributes, SPAN_TEXTS),
        **{name: _number(attributes, name) for name in SPAN_NUMBERS},
        "optional": bool(attributes.get("optional")),
    }


@functools.lru_cache(maxsize=1_000)
def _often_said(said: tuple[tuple[str, Attribute], ...]) -> Mapping[str, object]:
    return _columns(dict(said))


def _pointed_at(key: str, span: ForeignSpan) -> dict[str, object]:
    return {"id": key, "start": span.pieces[0].start, "end": span.pieces[-1].end, "text": span.surface}


def _event(event: ForeignEvent, places: Mapping[str, ForeignSpan]) -> dict[str, object]:
    severity = event.attributes.get("severity")
    return {
        "id": event.id,
        "type": event.type,
        "trigger": _pointed_at(event.trigger, places[event.trigger]),
        "arguments": [{"role": a.role, **_pointed_at(a.target, places[a.target])} for a in event.arguments],
        **_texts(event.attributes, EVENT_TEXTS),
        "severity": severity if isinstance(severity, int) else None,
        "optional": bool(event.attributes.get("optional")),
        "confidence": event.confidence,
        "note": event.note,
        FEATURE: _kept(event, _SAID_OF_EVENTS),
    }


def _kept(one: ForeignSpan | ForeignEvent, known: AbstractSet[str]) -> str | None:
    """What foreign files said of it besides, as one text: every row has the same keys."""
    if one.attributes.keys() <= known:
        return None
    said = packed(one.attributes, known).get(FEATURE)
    return said if isinstance(said, str) else None


def _relation(relation: ForeignRelation) -> dict[str, object]:
    return {"id": relation.id, "type": relation.type, "source": relation.source, "target": relation.target}


def _texts(attributes: Mapping[str, Attribute], names: Iterable[str]) -> dict[str, str | None]:
    return {name: None if (value := attributes.get(name)) is None else str(value) for name in names}


def _number(attributes: Mapping[str, Attribute], name: str) -> float | None:
    value = attributes.get(name)
    return float(value) if isinstance(value, int | float) else None
