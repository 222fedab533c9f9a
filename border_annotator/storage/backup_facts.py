"""What there is in a project or a backup of any shape, for holding one against the other."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.storage import trust
from border_annotator.storage.journal import words_of
from border_annotator.storage.migrations import NEWEST
from border_annotator.storage.project_file import APPLICATION_ID

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Contents:
    """How much a file holds; ``edited_at`` is the moment of the last edit."""

    project_id: str
    version: int
    articles: int
    annotations: int
    notes: int
    edits: int
    edited_at: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class PastEdit:
    """An edit as the journal names it."""

    id: int
    at: datetime.datetime
    label: str


Stand = tuple[int, ...]
"""What is another one as soon as anything was written that a backup is for."""


def stand_of(connection: sqlite3.Connection) -> Stand:
    """Where a project stands: two files of one project with the same stand hold the same."""
    tables = _tables(connection)
    failed = "SELECT count(*) FROM failed_readings" if "failed_readings" in tables else "SELECT 0"
    queries = (
        "SELECT coalesce(max(id), 0) FROM journal",
        "SELECT coalesce(max(position), 0) FROM documents",
        "SELECT count(*) FROM runs",
        "SELECT count(*) FROM readings",
        failed,
        "SELECT count(*) FROM layers",
        "PRAGMA user_version",
    )
    return tuple(int(connection.execute(query).fetchone()[0]) for query in queries)


def contents_of(connection: sqlite3.Connection) -> Contents:
    """How much a file holds."""
    count = dict.fromkeys(("documents", "annotations", "notes", "journal"), 0)
    for table in count.keys() & _tables(connection):
        count[table] = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - words are ours
    project = connection.execute("SELECT value FROM project WHERE key = 'id'").fetchone()
    last = connection.execute("SELECT at FROM journal ORDER BY id DESC LIMIT 1").fetchone()
    return Contents(
        str(project[0]) if project else "",
        int(connection.execute("PRAGMA user_version").fetchone()[0]),
        count["documents"],
        count["annotations"],
        count["notes"],
        count["journal"],
        _moment(last[0]) if last else None,
    )


def common_edits(one: sqlite3.Connection, other: sqlite3.Connection) -> int:
    """The id of the last edit up to which two journals are the same; rows are only ever added, so that is a bound."""
    low, high = 0, min(_newest(one), _newest(other))
    while low < high:
        middle = (low + high + 1) // 2
        if _row(one, middle) == _row(other, middle):
            low = middle
        else:
            high = middle - 1
    return low


def only_in(
    one: sqlite3.Connection, other: sqlite3.Connection, common: int, most: int
) -> tuple[int, list[PastEdit], list[str]]:
    """What one file has beyond the edits in common: how many edits, the newest of them, and files of articles."""
    (count,) = one.execute("SELECT count(*) FROM journal WHERE id > ?", (common,)).fetchone()
    columns = {row[1] for row in one.execute("PRAGMA table_info(journal)")}
    sentence = "sentence" if "sentence" in columns else "NULL"  # earlier versions have English words alone
    rows = one.execute(
        f"SELECT id, at, label, {sentence} FROM journal WHERE id > ? ORDER BY id DESC LIMIT ?",  # noqa: S608 - all words are ours
        (common, most),
    )
    newest = [PastEdit(key, _moment(at), words_of(label, said)) for key, at, label, said in rows]
    theirs = {row[0] for row in other.execute("SELECT id FROM documents")}
    articles = one.execute("SELECT id, file_name FROM documents ORDER BY position")
    return count, newest, [name for key, name in articles if key not in theirs]


def is_sound(connection: sqlite3.Connection) -> bool:
    """Whether SQLite finds nothing wrong with the file."""
    return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")


def must_be_ours(connection: sqlite3.Connection, path: Path) -> None:
    """Raise ``KnownError`` unless this is a project that this version of the program can open."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise KnownError("{file} is not a project: choose a backup that this program made.", file=path.name)
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > NEWEST:
        raise KnownError("{file} was made by a newer version of this program: install that version.", file=path.name)
    trust.must_be_ours(connection, path, version)


def _newest(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM journal").fetchone()[0])


def _row(connection: sqlite3.Connection, edit_id: int) -> object:
    return connection.execute("SELECT at, action, label FROM journal WHERE id = ?", (edit_id,)).fetchone()


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _moment(written: object) -> datetime.datetime:
    return datetime.datetime.fromisoformat(str(written))
