"""The names that a project knows beside those of the program's own lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.edit import value_to_plain
from border_annotator.domain.gazetteer_entry import GazetteerEntry, entry_from_plain
from border_annotator.storage.plain_json import fields_of, to_json

if TYPE_CHECKING:
    from border_annotator.domain.edit import Change
    from border_annotator.storage.project_file import ProjectFile


class GazetteerStore:
    """Reads the entries, and writes one change at a time for the door of edits."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def entries(self) -> list[GazetteerEntry]:
        """All entries, by name."""
        with self._file.reading() as connection:
            rows = connection.execute("SELECT id, value FROM gazetteer").fetchall()
        found = [entry_from_plain(fields_of(value, f"gazetteer entry {key}")) for key, value in rows]
        return sorted(found, key=lambda entry: (entry.name.casefold(), entry.label, entry.id))

    def holds(self, change: Change) -> bool:
        """Whether the stored entry is the one that ``change`` starts from."""
        row = self._file.db.conn.execute("SELECT value FROM gazetteer WHERE id = ?", (change.key,)).fetchone()
        expected = None if change.before is None else to_json(value_to_plain(change.before))
        return (None if row is None else row[0]) == expected

    def write(self, change: Change) -> None:
        """Store the entry that ``change`` ends with; call it inside a transaction, after ``holds``."""
        connection = self._file.db.conn
        if change.after is None:
            connection.execute("DELETE FROM gazetteer WHERE id = ?", (change.key,))
            return
        connection.execute(
            "INSERT INTO gazetteer VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            (change.key, to_json(value_to_plain(change.after))),
        )
