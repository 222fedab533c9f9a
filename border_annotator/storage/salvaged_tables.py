"""What the rows of each table of a project look like, for telling them apart where nothing names the table."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind, is_id
from border_annotator.domain.layer import ReviewState, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.storage.damaged_pages import Cell

Row = tuple["Cell", ...]
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
HASH = re.compile(r"[0-9a-f]{64}")
KINDS = frozenset(Kind)
VERDICTS = frozenset(Verdict)
STATES = frozenset(ReviewState)
APART = frozenset({"span", "event", "article"})
ACTIONS = frozenset({"edit", "undo", "redo"})


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns in the order in which pages hold them, how many make a row unique, and what rows look like.

    ``fits`` tells a row of this table from those of all others, since on a page nothing names the table.
    """

    name: str
    columns: tuple[str, ...]
    keys: int
    fits: Callable[[Row], bool]

    @property
    def has_rowid(self) -> bool:
        """Whether its rows have a number of their own, which stands before them on a page."""
        return self.columns[0] in ("position", "id") and self.name in ("documents", "journal")


def _texts(row: Row, *places: int) -> bool:
    return all(isinstance(row[place], str) for place in places)


def _ids(row: Row, *places: int) -> bool:
    return all(isinstance(cell := row[place], str) and is_id(cell) for place in places)


def _matches(shape: re.Pattern[str], cell: Cell) -> bool:
    return isinstance(cell, str) and shape.match(cell) is not None


def _is_object(cell: Cell) -> bool:
    try:
        return isinstance(cell, str) and cell.startswith("{") and isinstance(json.loads(cell), dict)
    except (ValueError, RecursionError):
        return False


def _is_list(cell: Cell) -> bool:
    try:
        return isinstance(cell, str) and cell.startswith("[") and isinstance(json.loads(cell), list)
    except (ValueError, RecursionError):
        return False


TABLES = (
    Table("project", ("key", "value"), 1, lambda r: r[0] in ("id", "created_at", "schema") and _texts(r, 1)),
    Table(
        "schemas",
        ("sha256", "name", "source", "added_at"),
        1,
        lambda r: _matches(HASH, r[0]) and _texts(r, 1, 2) and _matches(MOMENT, r[3]),
    ),
    Table(
        "runs",
        ("id", "model", "model_version", "program_version", "schema_sha256", "settings", "started_at"),
        1,
        lambda r: _ids(r, 0) and _texts(r, 1, 2, 3) and _matches(HASH, r[4]) and _matches(MOMENT, r[6]),
    ),
    Table(
        "documents",
        (
            "position",
            "id",
            "file_name",
            "file_sha256",
            "text_sha256",
            "headline",
            "published",
            "source",
            "language",
            "imported_at",
            "layout",
            "text",
        ),
        1,
        lambda r: _ids(r, 1) and _matches(HASH, r[3]) and _matches(HASH, r[4]) and _texts(r, 2, 5, 8, 9, 10, 11),
    ),
    Table(
        "readings",
        ("document_id", "run_id", "suggestions", "events"),
        1,
        lambda r: _ids(r, 0, 1) and isinstance(r[2], int) and isinstance(r[3], int),
    ),
    Table(
        "suggestions",
        ("id", "run_id", "document_id", "kind", "label", "start", "end", "value", "source", "confidence", "reason"),
        1,
        lambda r: _ids(r, 0, 1, 2) and r[3] in KINDS and isinstance(r[5], int) and _is_object(r[7]) and _texts(r, 4, 8),
    ),
    Table("kept", ("suggestion_id",), 1, lambda r: _ids(r, 0)),
    Table(
        "layers",
        ("id", "name", "created_at"),
        1,
        lambda r: _ids(r, 0) and _texts(r, 1) and _matches(MOMENT, r[2]),
    ),
    Table(
        "annotations",
        ("layer_id", "id", "document_id", "kind", "label", "start", "end", "value"),
        2,
        lambda r: _ids(r, 0, 1, 2) and r[3] in KINDS and isinstance(r[5], int) and _is_object(r[7]),
    ),
    Table(
        "decisions",
        ("layer_id", "suggestion_id", "document_id", "verdict", "reason"),
        2,
        lambda r: _ids(r, 0, 1, 2) and r[3] in VERDICTS,
    ),
    Table("reviews", ("layer_id", "document_id", "state", "reason"), 2, lambda r: _ids(r, 0, 1) and r[2] in STATES),
    Table(
        "journal",
        ("id", "at", "layer_id", "action", "subject", "label", "changes", "sentence"),
        1,
        lambda r: _matches(MOMENT, r[1]) and _ids(r, 2) and r[3] in ACTIONS and _texts(r, 5) and _is_list(r[6]),
    ),
    Table("gazetteer", ("id", "value"), 1, lambda r: _ids(r, 0) and _is_object(r[1])),
    Table(
        "failed_readings",
        ("document_id", "reason", "at"),
        1,
        lambda r: _ids(r, 0) and _texts(r, 1) and _matches(MOMENT, r[2]),
    ),
    Table(
        "anchors",
        ("run_id", "document_id", "published"),
        2,
        lambda r: _ids(r, 0, 1) and (r[2] is None or _matches(DAY, r[2])),
    ),
    Table(
        "notes",
        ("layer_id", "id", "document_id", "asks", "at", "value"),
        2,
        lambda r: _ids(r, 0, 1) and isinstance(r[3], int) and isinstance(r[4], int) and _is_object(r[5]),
    ),
    Table(
        "provenance",
        (
            "document_id",
            "path",
            "member",
            "place",
            "format",
            "file_sha256",
            "encoding",
            "title",
            "author",
            "url",
            "value",
        ),
        1,
        lambda r: _ids(r, 0) and _texts(r, 1, 2, 3, 4) and _matches(HASH, r[5]) and _is_object(r[10]),
    ),
    Table(
        "originals",
        ("file_sha256", "size", "packed"),
        1,
        lambda r: _matches(HASH, r[0]) and isinstance(r[1], int) and isinstance(r[2], bytes),
    ),
    Table(
        "adoptions",
        (
            "id",
            "document_id",
            "layer_id",
            "run_id",
            "file_name",
            "file_sha256",
            "format",
            "at",
            "said",
            "became",
            "kept",
        ),
        1,
        lambda r: _ids(r, 0, 1) and _matches(HASH, r[5]) and _is_object(r[8]) and _is_object(r[9]) and _texts(r, 4, 6),
    ),
    Table(
        "quarantine",
        (
            "id",
            "adoption_id",
            "file_name",
            "file_sha256",
            "format",
            "doc_id",
            "kind",
            "foreign_id",
            "label",
            "surface",
            "start",
            "end",
            "reason",
            "value",
            "mapping",
            "at",
        ),
        1,
        lambda r: _ids(r, 0) and r[6] in APART and isinstance(r[10], int) and _is_object(r[13]) and _texts(r, 2, 14),
    ),
    Table(
        "versions",
        ("document_id", "of_document", "likeness"),
        1,
        lambda r: _ids(r, 0, 1) and isinstance(r[2], float),
    ),
)
LATER = {"suggestions": ("",), "journal": (None,), "adoptions": ("",)}
"""What the columns hold that earlier versions did not have, at the end of a row."""
