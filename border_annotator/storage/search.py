"""Looking for words in all texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from border_annotator.storage.project_file import ProjectFile

MOST_AT_ONCE = 400
"""Ids in one query; SQLite takes 999 at least."""


class SearchStore:
    """Asks the index of words, and keeps it."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def positions(self, match: str) -> list[int]:
        """The positions of the documents that fit a query of the index, in the order of import."""
        with self._file.reading() as connection:
            rows = connection.execute("SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid", (match,))
            return [row[0] for row in rows]

    def positions_holding(self, words: Sequence[str]) -> Iterator[int]:
        """The positions of the documents that hold some letters as they are written; every text is read for it."""
        test = " AND ".join("instr(text, ?)" for _word in words) or "1"
        with self._file.reading() as connection:
            for row in connection.execute(f"SELECT position FROM documents WHERE {test} ORDER BY position", words):  # noqa: S608 - all words are ours
                yield row[0]

    def index(self, position: int, text: str) -> None:
        """Index a document that has just been added; call it inside the same transaction."""
        connection = self._file.db.conn
        connection.execute("INSERT INTO texts (rowid, text) VALUES (?, ?)", (position, text))
        connection.execute("DELETE FROM unindexed WHERE position = ?", (position,))

    def left_to_index(self) -> int:
        """How many documents of an earlier version are not in the index yet."""
        with self._file.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM unindexed").fetchone()[0])

    def index_some(self, limit: int) -> int:
        """Index some documents of an earlier version; call it inside a transaction. Returns how many it were."""
        connection = self._file.db.conn
        rows = connection.execute("SELECT position FROM unindexed ORDER BY position LIMIT ?", (limit,)).fetchall()
        connection.executemany(
            "INSERT INTO texts (rowid, text) SELECT position, text FROM documents WHERE position = ?", rows
        )
        connection.executemany("DELETE FROM unindexed WHERE position = ?", rows)
        return len(rows)

    def missing(self) -> int:
        """How many documents are neither in the index nor waiting for it, or in it twice over."""
        with self._file.reading() as connection:
            row = connection.execute(
                "SELECT count(*) FROM documents WHERE (position IN (SELECT id FROM texts_docsize))"
                " = (position IN (SELECT position FROM unindexed))"
            ).fetchone()
        return int(row[0])
