"""Rows of tables as the annotations that they were made of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.foreign import (
    Attribute,
    ForeignArgument,
    ForeignArticle,
    ForeignEvent,
    ForeignRelation,
    ForeignSpan,
    Piece,
    Unit,
)
from border_annotator.domain.outward import ENTITIES, FIGURE, FIGURES, TRIGGERS
from border_annotator.formats.writers.tables import (
    ARTICLE_SAID,
    ENTITY_SAID,
    EVENT_SAID,
    FIGURE_SAID,
    FLAGS,
    IS_SO,
    NESTED,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from border_annotator.formats.writers.tables import Cell

    Row = Mapping[str, Cell]


class RowError(ValueError):
    """A row that is not as this program writes them."""


class TableArticle:
    """One article, put together of the rows that name it."""

    def __init__(self, row: Row) -> None:
        self._about = row
        self._spans: dict[str, ForeignSpan] = {}
        self._events: dict[str, ForeignEvent] = {}
        self._relations: list[ForeignRelation] = []

    def take(self, table: str, row: Row) -> None:
        """A row of a table; those of ``arguments`` come after the events that they belong to."""
        {
            "entities": self._entity,
            "figures": self._figure,
            "events": self._event,
            "arguments": self._argument,
            "relations": self._relation,
        }[table](row)

    def article(self) -> ForeignArticle:
        """All of it; the text is not in the tables."""
        about = self._about
        return ForeignArticle(
            _text(about, "doc_id"),
            None,
            language=_text_or_none(about, "language"),
            title=_text_or_none(about, "title"),
            units=(Unit.CODE_POINTS,),
            spans=tuple(self._spans.values()),
            events=tuple(self._events.values()),
            relations=tuple(self._relations),
            attributes=_said(about, ARTICLE_SAID),
        )

    def _entity(self, row: Row) -> None:
        key, link = _text(row, "entity_id"), _text_or_none(row, "link")
        span = _placed(key, _text(row, "label"), row, ENTITIES, _said(row, ENTITY_SAID))
        self._spans[key] = replace(_judged(span, row), link=link)

    def _figure(self, row: Row) -> None:
        key = _text(row, "figure_id")
        self._spans[key] = _judged(_placed(key, FIGURE, row, FIGURES, _said(row, FIGURE_SAID)), row)

    def _event(self, row: Row) -> None:
        key, kind = _text(row, "event_id"), _text(row, "type")
        trigger = f"{key}-t"
        self._spans[trigger] = _placed(trigger, kind, {**row, "text": row["trigger"]}, TRIGGERS, {})
        self._events[key] = ForeignEvent(
            key,
            kind,
            trigger,
            attributes=event_said(row),
            confidence=_number(row, "confidence"),
            note=_text_or_none(row, "note"),
        )

    def _argument(self, row: Row) -> None:
        key, target, layer = _text(row, "event_id"), _text(row, "filler_id"), _text(row, "filler")
        event = self._events.get(key)
        if event is None:
            raise RowError(f"{key} is no event")
        if layer != NESTED and target not in self._spans:
            self._spans[target] = _placed(target, _text(row, "label"), row, layer, {})
        filled = ForeignArgument(_text(row, "role"), target)
        self._events[key] = replace(event, arguments=(*event.arguments, filled))

    def _relation(self, row: Row) -> None:
        number = len(self._relations) + 1
        ends = _text(row, "source_id"), _text(row, "target_id")
        self._relations.append(ForeignRelation(f"r{number}", _text(row, "type"), *ends))


def event_said(row: Row) -> dict[str, Attribute]:
    """What is said about an event, by the names that it has in the project."""
    return _said(row, EVENT_SAID)


def _said(row: Row, columns: Mapping[str, str]) -> dict[str, Attribute]:
    """The attributes that stand in columns of other names, or of their own."""
    cells = ((name, row.get(column)) for name, column in columns.items())
    return {name: cell == IS_SO if name in FLAGS else cell for name, cell in cells if cell not in {None, ""}}


def _placed(key: str, label: str, row: Row, layer: str, said: dict[str, Attribute]) -> ForeignSpan:
    start, end = _number(row, "start"), _number(row, "end")
    if start is None or end is None:
        raise RowError(f"{key} has no place")
    return ForeignSpan(key, label, (Piece(int(start), int(end)),), _text_or_none(row, "text"), layer, attributes=said)


def _judged(span: ForeignSpan, row: Row) -> ForeignSpan:
    return replace(span, confidence=_number(row, "confidence"), note=_text_or_none(row, "note"))


def _text(row: Row, column: str) -> str:
    found = _text_or_none(row, column)
    if found is None:
        raise RowError(f"{column} is empty")
    return found


def _text_or_none(row: Row, column: str) -> str | None:
    cell = row.get(column)
    return None if cell is None or cell == "" else str(cell)


def _number(row: Row, column: str) -> float | None:
    cell = row.get(column)
    return None if cell is None or cell == "" else float(cell)


class TableReader:
    """Articles out of tables whose rows are in the order of the articles, one article in memory at a time."""

    def __init__(self, tables: Mapping[str, Iterable[Row]]) -> None:
        self._articles = tables["articles"]
        self._rows = {name: iter(rows) for name, rows in tables.items() if name != "articles"}
        self._next = {name: next(rows, None) for name, rows in self._rows.items()}

    def articles(self) -> Iterator[ForeignArticle]:
        """Each article; raises ``RowError`` for rows that belong to none."""
        for about in self._articles:
            found = TableArticle(about)
            for name in ("entities", "figures", "events", "arguments", "relations"):
                for row in self._of(name, about["doc_id"]):
                    found.take(name, row)
            yield found.article()
        for name, left in self._next.items():
            if left is not None:
                raise RowError(f"a row of {name} belongs to no article")

    def _of(self, name: str, doc_id: Cell) -> Iterator[Row]:
        while (row := self._next[name]) is not None and row["doc_id"] == doc_id:
            yield row
            self._next[name] = next(self._rows[name], None)
