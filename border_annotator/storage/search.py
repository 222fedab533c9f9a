"""Looking for words in all texts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from border_annotator.storage.queue import LABEL, LIVE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from border_annotator.storage.project_file import ProjectFile


# The newest that fit, ranked. To rank all of them takes a quarter of a second where a word stands in every text.
RANKED = """
SELECT rowid FROM (SELECT rowid, bm25(texts) AS weight FROM texts WHERE texts MATCH ? ORDER BY rowid DESC LIMIT ?)
ORDER BY weight, rowid DESC
"""
FITTING = "SELECT json_group_array(rowid) FROM (SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid)"


class SearchStore:
    """Asks the index of words, and keeps it."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def positions(self, match: str) -> list[int]:
        """The positions of the documents that fit a query of the index, in the order of import."""
        with self._file.reading() as connection:
            found: list[int] = json.loads(connection.execute(FITTING, (match,)).fetchone()[0])
        return found

    def ranked(self, match: str, among: int) -> Iterator[int]:
        """The positions of the documents that fit a query best, the best first, ``among`` so many of the newest."""
        with self._file.reading() as connection:
            for row in connection.execute(RANKED, (match, among)):
                yield row[0]

    def newest(self, count: int) -> list[int]:
        """The positions of the newest documents, the newest first."""
        with self._file.reading() as connection:
            rows = connection.execute("SELECT position FROM documents ORDER BY position DESC LIMIT ?", (count,))
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

    def text(self, position: int) -> tuple[str, str, str]:
        """Id, headline and text of the document at a position."""
        query = "SELECT id, headline, text FROM documents WHERE position = ?"
        with self._file.reading() as connection:
            row: tuple[str, str, str] = connection.execute(query, (position,)).fetchone()
        return row

    def positions_of(self, document_ids: Collection[str]) -> set[int]:
        """The positions of some documents."""
        wanted = document_ids if isinstance(document_ids, set | frozenset) else frozenset(document_ids)
        with self._file.reading() as connection:
            rows = connection.execute("SELECT position, id FROM documents INDEXED BY documents_in_queue")
            return {position for position, key in rows if key in wanted}

    def marks(self, layer_id: str, document_id: str) -> list[tuple[int, int, str]]:
        """Where a document is marked, as the reviewer sees it: start, end, and the label as a profile writes it."""
        with self._file.reading() as connection:
            return connection.execute(
                f"SELECT start, end, {LABEL} FROM ({LIVE}) ORDER BY start",  # noqa: S608 - all words are ours
                {"layer": layer_id, "document": document_id},
            ).fetchall()

    def left_to_index(self) -> int:
        """How many documents are not in the index yet: of an earlier version, or the later ones of a large import."""
        with self._file.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM unindexed").fetchone()[0])

    def index_some(self, limit: int) -> int:
        """Index some documents that are not yet; call it inside a transaction. Returns how many it were."""
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
