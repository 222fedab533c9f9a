"""The features of a GeoJSON file as the events that they were made of."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from border_annotator.domain.foreign import (
    ForeignArgument,
    ForeignArticle,
    ForeignEvent,
    ForeignSpan,
    Piece,
    Unit,
)
from border_annotator.domain.sentence import say
from border_annotator.formats.articles.draft import Refusal
from border_annotator.formats.proofs.table_rows import event_said
from border_annotator.formats.readers.gathering import fields_of, items_of, share, whole, word
from border_annotator.formats.readers.json_values import json_values
from border_annotator.formats.writers.geojson import FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from border_annotator.formats.readers.gathering import Fields
    from border_annotator.formats.writers.tables import Cell


def read_geojson_folder(folder: Path) -> Iterator[ForeignArticle | Refusal]:
    """The articles whose events are in the file; those of an article follow each other."""
    refused: list[Refusal] = []

    def properties() -> Iterator[Fields]:
        for found in json_values(folder / FILE, ("features",)):
            if isinstance(found, Refusal):
                refused.append(found)
            else:
                yield fields_of(fields_of(found[1]).get("properties"))

    for doc_id, rows in groupby(properties(), key=lambda row: word(row.get("doc_id"))):
        yield _article(doc_id, rows) if doc_id is not None else Refusal(say("an event is of no article"))
    yield from refused


def _article(doc_id: str, rows: Iterable[Fields]) -> ForeignArticle:
    spans: dict[str, ForeignSpan] = {}
    events = []
    for row in rows:
        key, kind = word(row.get("event_id")) or "?", word(row.get("type")) or "?"
        spans[f"{key}-t"] = _span(f"{key}-t", kind, {**row, "text": row.get("trigger")})
        arguments = [fields_of(item) for item in items_of(row.get("arguments"))]
        for filled in arguments:
            target, label = word(filled.get("id")), word(filled.get("label"))
            if target is not None and label is not None:
                spans[target] = _span(target, label, filled)
        events.append(
            ForeignEvent(
                key,
                kind,
                f"{key}-t",
                tuple(ForeignArgument(word(one.get("role")) or "?", word(one.get("id")) or "?") for one in arguments),
                event_said(_cells(row)),
                share(row.get("confidence")),
                word(row.get("note")),
            )
        )
    return ForeignArticle(doc_id, None, units=(Unit.CODE_POINTS,), spans=tuple(spans.values()), events=tuple(events))


def _span(key: str, label: str, row: Fields) -> ForeignSpan:
    piece = Piece(whole(row.get("start")) or 0, whole(row.get("end")) or 0)
    return ForeignSpan(key, label, (piece,), word(row.get("text")), link=word(row.get("link")))


def _cells(row: Fields) -> dict[str, Cell]:
    return {name: value for name, value in row.items() if value is None or isinstance(value, str | int | float)}
