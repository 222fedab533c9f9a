"""The journal: every edit that was ever made, and where undo and redo stand."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from border_annotator.domain.edit import Edit, change_from_plain, change_to_plain
from border_annotator.domain.errors import BugError
from border_annotator.domain.sentence import Sentence, sentence_from_plain, sentence_to_plain
from border_annotator.storage.plain_json import objects_in_steps, objects_of, to_json

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from border_annotator.domain.edit import Change
    from border_annotator.storage.project_file import ProjectFile


AT_ONCE = 500
"""Changes of a large edit that are noted in one step."""


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


@dataclass(frozen=True, slots=True)
class Headline:
    """A row of the journal for a list; ``who`` is the layer's name. ``is_undone`` tells that it is taken back now."""

    id: int
    at: datetime.datetime
    who: str
    action: Action
    label: str
    is_undone: bool


class Journal:
    """Adds rows and reads them; a row is never changed."""

    def __init__(self, file: ProjectFile) -> None:
        self._file = file

    def append(self, layer_id: str, edit: Edit, action: Action, subject: int | None = None) -> int:
        """Write a row and move undo and redo; call it inside the edit's transaction. Returns the row's id."""
        for _step in self.append_in_steps(layer_id, edit, action, subject, list(map(journal_text, edit.changes))):
            pass
        return self.length()

    def append_in_steps(
        self, layer_id: str, edit: Edit, action: Action, subject: int | None, said: Sequence[str]
    ) -> Iterator[None]:
        """``append`` for an edit of thousands of changes; ``said`` are their texts (``journal_text``)."""
        if (action is Action.EDIT) != (subject is None):
            raise BugError("an undo or a redo names its row, an edit does not")
        connection = self._file.db.conn
        row_id = connection.execute(
            "INSERT INTO journal (at, layer_id, action, subject, label, sentence, changes)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                datetime.datetime.now(datetime.UTC).isoformat(),
                layer_id,
                action.value,
                subject,
                edit.label,
                to_json(sentence_to_plain(edit.label)) if isinstance(edit.label, Sentence) else None,
                f"[{','.join(said)}]",
            ),
        ).lastrowid
        if row_id is None:
            raise BugError("the journal gave no row id")
        for start in range(0, len(edit.changes), AT_ONCE):
            connection.executemany(
                "INSERT OR IGNORE INTO touched VALUES (?, ?)",
                [(change.key, row_id) for change in edit.changes[start : start + AT_ONCE]],
            )
            yield
        if action is Action.EDIT:
            connection.execute("UPDATE history SET state = 'left' WHERE layer_id = ? AND state = 'undone'", (layer_id,))
            connection.execute("INSERT INTO history VALUES (?, ?, 'applied')", (row_id, layer_id))
        else:
            state = "undone" if action is Action.UNDO else "applied"
            connection.execute("UPDATE history SET state = ? WHERE journal_id = ?", (state, subject))

    def next_undo(self, layer_id: str) -> Entry | None:
        """The newest edit that is applied."""
        return self._entry(self._undo_id(layer_id))

    def next_redo(self, layer_id: str) -> Entry | None:
        """The edit that was undone last and can come back: the oldest one still undone."""
        return self._entry(self._redo_id(layer_id))

    def undo_size(self, layer_id: str) -> int:
        """How many characters the changes of ``next_undo`` take in the journal; 0 when there is none."""
        return self._size(self._undo_id(layer_id))

    def redo_size(self, layer_id: str) -> int:
        """How many characters the changes of ``next_redo`` take in the journal; 0 when there is none."""
        return self._size(self._redo_id(layer_id))

    def next_undo_in_steps(self, layer_id: str) -> Generator[int, None, Entry | None]:
        """``next_undo`` for an edit of thousands of changes: a step is one of them."""
        return self._entry_in_steps(self._undo_id(layer_id))

    def next_redo_in_steps(self, layer_id: str) -> Generator[int, None, Entry | None]:
        """``next_redo`` in the same way."""
        return self._entry_in_steps(self._redo_id(layer_id))

    def undo_label(self, layer_id: str) -> str | None:
        """The label of ``next_undo``, without reading what the edit changed."""
        return self._label(self._undo_id(layer_id))

    def redo_label(self, layer_id: str) -> str | None:
        """The label of ``next_redo``, without reading what the edit changed."""
        return self._label(self._redo_id(layer_id))

    def entries(self) -> Iterator[Entry]:
        """Every row, the oldest first."""
        with self._file.reading() as connection:
            for row in connection.execute(f"{ENTRIES} ORDER BY id"):
                yield _entry(row)

    def length(self) -> int:
        """How many rows there are: rows are only ever added, so that the newest id says it."""
        with self._file.reading() as connection:
            return int(connection.execute("SELECT coalesce(max(id), 0) FROM journal").fetchone()[0])

    def page(self, skip: int, size: int) -> list[Headline]:
        """Some rows without what they changed, the newest first, after ``skip`` of them."""
        newest = self.length() - skip
        return self._headlines("WHERE j.id BETWEEN ? AND ?", (newest - size + 1, newest), size)

    def labelled(self, typed: str) -> list[int]:
        """The ids of the rows whose label holds every typed word, the newest first."""
        words = typed.split()
        pattern = " AND ".join(["label LIKE ? ESCAPE '\\'"] * len(words)) or "1"
        values = ["%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%" for word in words]
        with self._file.reading() as connection:
            rows = connection.execute(
                f"SELECT id FROM journal INDEXED BY journal_by_label WHERE {pattern} ORDER BY id DESC",  # noqa: S608 - all words are ours
                values,
            ).fetchall()
        return [row[0] for row in rows]

    def headlines(self, ids: Sequence[int]) -> list[Headline]:
        """The rows of these ids without what they changed, the newest first."""
        marks = ", ".join("?" * len(ids))
        return self._headlines(f"WHERE j.id IN ({marks})", tuple(ids), len(ids))

    def touching(self, key: str) -> list[Headline]:
        """The rows that changed one thing, without what they changed, the newest first."""
        return self._headlines("JOIN touched t ON t.journal_id = j.id WHERE t.key = ?", (key,), -1)

    def entry(self, row_id: int) -> Entry | None:
        """One row with what it changed."""
        with self._file.reading() as connection:
            row = connection.execute(f"{ENTRIES} WHERE id = ?", (row_id,)).fetchone()
        return _entry(row) if row else None

    def _headlines(self, where: str, values: tuple[object, ...], size: int) -> list[Headline]:
        with self._file.reading() as connection:
            rows = connection.execute(
                "SELECT j.id, j.at, l.name, j.action, j.label, j.sentence, h.state FROM journal j"  # noqa: S608 - all words are ours
                " JOIN layers l ON l.id = j.layer_id LEFT JOIN history h ON h.journal_id = j.id"
                f" {where} ORDER BY j.id DESC LIMIT ?",
                (*values, size),
            ).fetchall()
        return [
            Headline(
                key,
                datetime.datetime.fromisoformat(at),
                who,
                Action(action),
                words_of(label, sentence),
                state in ("undone", "left"),
            )
            for key, at, who, action, label, sentence, state in rows
        ]

    def _undo_id(self, layer_id: str) -> int | None:
        with self._file.reading() as connection:
            row = connection.execute(
                "SELECT max(journal_id) FROM history WHERE layer_id = ? AND state = 'applied'", (layer_id,)
            ).fetchone()
        return None if row[0] is None else int(row[0])

    def _redo_id(self, layer_id: str) -> int | None:
        with self._file.reading() as connection:
            row = connection.execute(
                "SELECT min(journal_id) FROM history WHERE layer_id = ? AND state = 'undone'", (layer_id,)
            ).fetchone()
        return None if row[0] is None else int(row[0])

    def _entry(self, row_id: int | None) -> Entry | None:
        if row_id is None:
            return None
        with self._file.reading() as connection:
            return _entry(connection.execute(f"{ENTRIES} WHERE id = ?", (row_id,)).fetchone())

    def _size(self, row_id: int | None) -> int:
        if row_id is None:
            return 0
        with self._file.reading() as connection:
            return int(connection.execute("SELECT length(changes) FROM journal WHERE id = ?", (row_id,)).fetchone()[0])

    def _entry_in_steps(self, row_id: int | None) -> Generator[int, None, Entry | None]:
        if row_id is None:
            return None
        with self._file.reading() as connection:
            row = connection.execute(f"{ENTRIES} WHERE id = ?", (row_id,)).fetchone()
        changes: list[Change] = []
        for fields in objects_in_steps(row[6], f"journal {row_id}"):
            changes.append(change_from_plain(fields))
            yield len(changes)
        return _entry_of(row, tuple(changes))

    def _label(self, row_id: int | None) -> str | None:
        if row_id is None:
            return None
        with self._file.reading() as connection:
            return words_of(
                *connection.execute("SELECT label, sentence FROM journal WHERE id = ?", (row_id,)).fetchone()
            )


def journal_text(change: Change) -> str:
    """A change as the journal writes it."""
    return to_json(change_to_plain(change))


ENTRIES = "SELECT id, at, layer_id, action, subject, label, changes, sentence FROM journal"
Row = tuple[int, str, str, str, int | None, str, str, str | None]


def _entry(row: Row) -> Entry:
    return _entry_of(row, tuple(change_from_plain(fields) for fields in objects_of(row[6], f"journal {row[0]}")))


def _entry_of(row: Row, changes: tuple[Change, ...]) -> Entry:
    return Entry(
        id=row[0],
        at=datetime.datetime.fromisoformat(row[1]),
        layer_id=row[2],
        action=Action(row[3]),
        subject=row[4],
        edit=Edit(words_of(row[5], row[7]), changes),
    )


def words_of(label: str, sentence: str | None) -> str:
    """The words of a row; those of earlier versions are English and nothing more."""
    try:
        return label if sentence is None else sentence_from_plain(json.loads(sentence), label)
    except (ValueError, RecursionError):
        return label
