"""The reviewers' notes and flags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.edit import WHOLE_PROJECT, value_to_plain
from border_annotator.domain.note import Note, NoteCount, note_from_plain, note_to_plain
from border_annotator.storage.plain_json import fields_of, to_json

if TYPE_CHECKING:
    from collections.abc import Collection

    from border_annotator.domain.edit import Change
    from border_annotator.storage.project_file import ProjectFile


class NoteStore:
    """Reads notes, and writes one change at a time for the door of edits."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def of_document(self, layer_id: str, document_id: str) -> list[Note]:
        """A layer's notes on a document and what is in it, the oldest first."""
        return self._read("WHERE layer_id = ? AND document_id = ?", layer_id, document_id)

    def of_project(self, layer_id: str) -> list[Note]:
        """A layer's notes that belong to no document, the oldest first."""
        return self._read("WHERE layer_id = ? AND document_id = ?", layer_id, WHOLE_PROJECT)

    def all(self, layer_id: str) -> list[Note]:
        """All notes of a layer in the order of the documents, those of the project first."""
        return self._read(
            "LEFT JOIN documents d ON d.id = n.document_id WHERE n.layer_id = ?", layer_id, order="d.position, n.at"
        )

    def taken(self, layer_id: str, ids: Collection[str]) -> frozenset[str]:
        """Which of some ids are those of a layer's notes."""
        query = "SELECT id FROM notes WHERE layer_id = ? AND id IN (SELECT value FROM json_each(?))"
        with self._file.reading() as connection:
            return frozenset(row[0] for row in connection.execute(query, (layer_id, to_json(sorted(ids)))))

    def counts(self, layer_id: str) -> dict[str, NoteCount]:
        """How many notes and flags each document has, for the documents that have any."""
        with self._file.reading() as connection:
            rows = connection.execute(
                "SELECT document_id, count(*), sum(asks) FROM notes WHERE layer_id = ? AND document_id <> ''"
                " GROUP BY document_id",
                (layer_id,),
            ).fetchall()
        return {document_id: NoteCount(notes, asks) for document_id, notes, asks in rows}

    def holds(self, layer_id: str, change: Change) -> bool:
        """Whether the stored note is the one that ``change`` starts from."""
        row = self._file.db.conn.execute(
            "SELECT value FROM notes WHERE layer_id = ? AND id = ?", (layer_id, change.key)
        ).fetchone()
        expected = None if change.before is None else to_json(value_to_plain(change.before))
        return (None if row is None else row[0]) == expected

    def write(self, layer_id: str, change: Change) -> None:
        """Store the note that ``change`` ends with; call it inside a transaction, after ``holds``."""
        connection = self._file.db.conn
        if not isinstance(change.after, Note):
            connection.execute("DELETE FROM notes WHERE layer_id = ? AND id = ?", (layer_id, change.key))
            return
        connection.execute(
            "INSERT INTO notes VALUES (?, ?, ?, ?, (SELECT coalesce(max(at), 0) + 1 FROM notes), ?)"
            " ON CONFLICT DO UPDATE SET asks = excluded.asks, value = excluded.value",
            (layer_id, change.key, change.document_id, int(change.after.asks), to_json(note_to_plain(change.after))),
        )

    def _read(self, where: str, *values: str, order: str = "n.at") -> list[Note]:
        with self._file.reading() as connection:
            rows = connection.execute(
                f"SELECT n.id, n.value FROM notes n {where} ORDER BY {order}",  # noqa: S608 - all words are ours
                values,
            ).fetchall()
        return [note_from_plain(fields_of(value, f"note {key}")) for key, value in rows]
