"""The journal: every edit that was ever made, and where undo and redo stand."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from border_annotator.domain.edit import Edit, change_from_plain, change_to_plain
from border_annotator.domain.errors import BugError
from border_annotator.domain.fields import Fields
from border_annotator.storage.plain_json import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.storage.project_file import ProjectFile


class Action(StrEnum):
    """Why a row of the journal was written."""

    EDIT = "edit"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the journal; ``subject`` is the row that an undo takes back or a redo brings back."""

    id: int
    at: datetime.datetime
    layer_id: str
    action: Action
    subject: int | None
    edit: Edit


class Journal:
    """Adds rows and reads them; a row is never changed."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def append(self, layer_id: str, edit: Edit, action: Action, subject: int | None = None) -> int:
        """Write a row and move undo and redo; call it inside the edit's transaction. Returns the row's id."""
        if (action is Action.EDIT) != (subject is None):
            raise BugError("an undo or a redo names its row, an edit does not")
        connection = self._file.db.conn
        cursor = connection.execute(
            "INSERT INTO journal (at, layer_id, action, subject, label, changes) VALUES (?, ?, ?, ?, ?, ?)",
            (
                datetime.datetime.now(datetime.UTC).isoformat(),
                layer_id,
                action.value,
                subject,
                edit.label,
                to_json([change_to_plain(change) for change in edit.changes]),
            ),
        )
        row_id = cursor.lastrowid
        if row_id is None:
            raise BugError("the journal gave no row id")
        if action is Action.EDIT:
            connection.execute("UPDATE history SET state = 'left' WHERE layer_id = ? AND state = 'undone'", (layer_id,))
            connection.execute("INSERT INTO history VALUES (?, ?, 'applied')", (row_id, layer_id))
        else:
            state = "undone" if action is Action.UNDO else "applied"
            connection.execute("UPDATE history SET state = ? WHERE journal_id = ?", (state, subject))
        return row_id

    def next_undo(self, layer_id: str) -> Entry | None:
        """The newest edit that is applied."""
        return self._first(
            "JOIN history h ON h.journal_id = j.id WHERE h.layer_id = ? AND h.state = 'applied'"
            " ORDER BY h.journal_id DESC LIMIT 1",
            (layer_id,),
        )

    def next_redo(self, layer_id: str) -> Entry | None:
        """The edit that was undone last and can come back: the oldest one still undone."""
        return self._first(
            "JOIN history h ON h.journal_id = j.id WHERE h.layer_id = ? AND h.state = 'undone'"
            " ORDER BY h.journal_id LIMIT 1",
            (layer_id,),
        )

    def entries(self) -> Iterator[Entry]:
        """Every row, the oldest first."""
        with self._file.reading() as connection:
            for row in connection.execute(f"SELECT {COLUMNS} FROM journal j ORDER BY j.id"):  # noqa: S608 - ours
                yield _entry(row)

    def _first(self, rest: str, values: tuple[str, ...]) -> Entry | None:
        with self._file.reading() as connection:
            row = connection.execute(f"SELECT {COLUMNS} FROM journal j {rest}", values).fetchone()  # noqa: S608 - ours
        return _entry(row) if row else None


COLUMNS = "j.id, j.at, j.layer_id, j.action, j.subject, j.label, j.changes"


def _entry(row: tuple[int, str, str, str, int | None, str, str]) -> Entry:
    changes = tuple(change_from_plain(Fields(raw, f"journal {row[0]}")) for raw in json.loads(row[6]))
    return Entry(
        id=row[0],
        at=datetime.datetime.fromisoformat(row[1]),
        layer_id=row[2],
        action=Action(row[3]),
        subject=row[4],
        edit=Edit(row[5], changes),
    )
