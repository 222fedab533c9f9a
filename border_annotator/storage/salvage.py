"""What can still be read of a damaged project: by SQLite as far as that goes, then page by page."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind, is_id
from border_annotator.domain.layer import ReviewState, Verdict
from border_annotator.storage.damaged_pages import Pages, with_header
from border_annotator.storage.trust import harden

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from border_annotator.storage.damaged_pages import Cell, FoundRow

Row = tuple["Cell", ...]
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
HASH = re.compile(r"[0-9a-f]{64}")
KINDS = frozenset(Kind)
VERDICTS = frozenset(Verdict)
STATES = frozenset(ReviewState)
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
        "versions",
        ("document_id", "of_document", "likeness"),
        1,
        lambda r: _ids(r, 0, 1) and isinstance(r[2], float),
    ),
)
LATER = {"suggestions": ("",), "journal": (None,)}
"""What the columns hold that earlier versions did not have, at the end of a row."""


@dataclass(slots=True)
class Salvaged:
    """The rows of each table by their keys, and which tables SQLite read from end to end."""

    rows: dict[str, dict[Row, Row]] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    newest_edit: int = 0
    """The highest number that an edit is known to have had, also where the edit itself is gone."""

    def of(self, table: str) -> list[dict[str, Cell]]:
        """A table's rows by their columns, in the order of their keys."""
        columns = next(one.columns for one in TABLES if one.name == table)
        found = self.rows.get(table, {})
        return [dict(zip(columns, found[key], strict=True)) for key in sorted(found)]


def salvage(path: Path) -> Salvaged:
    """Everything that can be read of a damaged file; the file itself is only read. Raises ``OSError``."""
    content = path.read_bytes()
    log_path = Path(f"{path}-wal")
    log = log_path.read_bytes() if log_path.is_file() else b""
    found = Salvaged()
    with tempfile.TemporaryDirectory(prefix="border-annotator-") as folder:
        _read_by_sqlite(Path(folder), content, log, found)
    if found.whole != {table.name for table in TABLES}:
        _read_by_pages(Pages(content, log), found)
    edits = [key[0] for key in found.rows.get("journal", {}) if isinstance(key[0], int)]
    found.newest_edit = max([found.newest_edit, *edits])
    return found


def _read_by_sqlite(folder: Path, content: bytes, log: bytes, found: Salvaged) -> None:
    copy = folder / "copy.bap"
    copy.write_bytes(with_header(content))
    if log:
        Path(f"{copy}-wal").write_bytes(log)
    with (
        contextlib.suppress(sqlite3.Error, UnicodeError),
        contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as connection,
    ):
        harden(connection)
        connection.execute("PRAGMA query_only = ON")
        connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        for table in TABLES:
            _read_table(connection, table, found)
        with contextlib.suppress(sqlite3.Error):
            (newest,) = connection.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence").fetchone()
            found.newest_edit = max(found.newest_edit, int(newest))


def _read_table(connection: sqlite3.Connection, table: Table, found: Salvaged) -> None:
    """From the beginning as far as it goes, then from the end."""
    try:
        there = [row[1] for row in connection.execute(f"PRAGMA table_info({table.name})")]
    except sqlite3.Error:
        return
    columns = [column for column in table.columns if column in there]
    if len(columns) < len(table.columns) - len(LATER.get(table.name, ())):
        return
    order = ", ".join(f"{key} {{way}}" for key in table.columns[: table.keys])
    query = f"SELECT {', '.join(columns)} FROM {table.name} NOT INDEXED ORDER BY {order}"  # noqa: S608 - all words are ours
    for way in ("", "DESC"):
        try:
            for row in connection.execute(query.format(way=way)):
                _keep(table, row, found)
        except (sqlite3.Error, OverflowError):
            continue
        found.whole.add(table.name)
        return


def _read_by_pages(pages: Pages, found: Salvaged) -> None:
    wanted = [table for table in TABLES if table.name not in found.whole]
    for row in pages.rows():
        for table in wanted:
            cells = _as_row(table, row)
            if cells is not None:
                _keep(table, cells, found)


def _as_row(table: Table, row: FoundRow) -> Row | None:
    if table.has_rowid != (row.rowid is not None):
        return None
    cells = (row.rowid, *row.cells[1:]) if table.has_rowid else row.cells
    later = LATER.get(table.name, ())
    return cells if len(table.columns) - len(later) <= len(cells) <= len(table.columns) else None


def _keep(table: Table, row: Row, found: Salvaged) -> None:
    """Keep a row that looks like one of its table; the first one with a key stays."""
    row = (*row, *LATER.get(table.name, ())[: len(table.columns) - len(row)])
    if len(row) != len(table.columns) or not table.fits(row) or not _is_text(row):
        return
    found.rows.setdefault(table.name, {}).setdefault(row[: table.keys], row)


def _is_text(row: Sequence[Cell]) -> bool:
    return not any(isinstance(cell, str) and any("\ud800" <= c <= "\udfff" for c in cell) for cell in row)
