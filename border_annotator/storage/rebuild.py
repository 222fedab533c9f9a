"""Writing a project anew from rows that were salvaged; everything here belongs inside one transaction."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from border_annotator.storage.damaged_pages import Cell
    from border_annotator.storage.project_file import ProjectFile

COUNTS = """
UPDATE readings SET (suggestions, events) = (
  SELECT count(*), coalesce(sum(s.kind = 'event'), 0) FROM suggestions s
  WHERE s.document_id = readings.document_id AND (s.run_id = readings.run_id OR s.id IN kept))
"""


class Rebuild:
    """Puts rows into the tables of a new project."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def put(self, table: str, rows: Iterable[Mapping[str, Cell]]) -> int:
        """Insert rows; those that the tables do not take, because what they belong to is gone, are counted."""
        connection, refused = self._file.db.conn, 0
        for row in rows:
            columns, marks = ", ".join(row), ", ".join("?" * len(row))
            try:
                connection.execute(
                    f"INSERT INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608 - all words are ours
                    tuple(row.values()),
                )
            except (sqlite3.IntegrityError, sqlite3.DataError, OverflowError):
                refused += 1
        return refused

    def rows_in(self, table: str) -> int:
        """How many rows a table has by now."""
        return int(self._file.db.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - our words

    def set_imported(self, document_id: str, at: Cell) -> None:
        """Say when a document was imported."""
        self._file.db.conn.execute("UPDATE documents SET imported_at = ? WHERE id = ?", (at, document_id))

    def tell_unread(self) -> None:
        """Say which documents have suggestions from elsewhere only."""
        self._file.db.conn.execute(
            "INSERT INTO unread SELECT document_id FROM readings"
            " WHERE run_id IN (SELECT run_id FROM adoptions WHERE run_id IS NOT NULL)"
        )

    def count(self) -> dict[str, int]:
        """Count anew how many suggestions are in force for each document, and tell it."""
        connection = self._file.db.conn
        connection.execute(COUNTS)
        return dict(connection.execute("SELECT document_id, suggestions FROM readings"))
