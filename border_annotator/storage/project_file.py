"""A project's SQLite file: making, opening, transactions."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

from sqlite_utils import Database

from border_annotator.domain.errors import KnownError
from border_annotator.storage.failures import told
from border_annotator.storage.migrations import NEWEST, migrate
from border_annotator.storage.writer_lock import WriterLock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APPLICATION_ID = 0x42415031
"""``BAP1``: what marks an SQLite file as a project of this program."""


class ProjectFile:
    """An open project file.

    ``db`` is used by the stores only. A file opened for writing holds the project's writer lock until ``close``.
    """

    def __init__(self, path: Path, db: Database, lock: WriterLock | None) -> None:
        self.path = path
        self.db = db
        self._lock = lock

    @property
    def is_writable(self) -> bool:
        """Whether this is the project's one writer."""
        return self._lock is not None

    @classmethod
    def create(cls, path: Path, program: str) -> Self:
        """Make an empty project; raises ``KnownError`` if there is a file of that name already."""
        if path.exists():
            raise KnownError(f"{path} exists already: choose another name, or open it.")
        if not path.parent.is_dir():
            raise KnownError(f"{path.parent} is not a folder: make it first, or choose another one.")
        return cls._open_for_writing(path, program, fresh=True)

    @classmethod
    def open(cls, path: Path, program: str) -> Self:
        """Open a project for writing and bring it to the newest shape.

        Raises ``KnownError`` if it is missing, not a project, newer than this program, or open elsewhere.
        """
        cls._must_be_project(path)
        return cls._open_for_writing(path, program, fresh=False)

    @classmethod
    def open_read_only(cls, path: Path) -> Self:
        """Open a project for reading only, also while another program writes it; raises ``KnownError``."""
        cls._must_be_project(path)
        with told(path):
            db = _connected(path, "ro")
            version = _user_version(db)
            if version != NEWEST:
                db.close()
                raise KnownError(f"{path.name} was made by an older version: open it once for writing.")
        return cls(path, db, None)

    @classmethod
    def _must_be_project(cls, path: Path) -> None:
        if not path.is_file():
            raise KnownError(f"{path} is not there: check the name, or make it with “border-annotator new”.")
        with told(path):
            db = _connected(path, "ro")
            try:
                application_id = db.conn.execute("PRAGMA application_id").fetchone()[0]
                version = _user_version(db)
            finally:
                db.close()
        if application_id != APPLICATION_ID:
            raise KnownError(f"{path.name} is not a project: choose a file that this program made.")
        if version > NEWEST:
            raise KnownError(f"{path.name} was made by a newer version of this program: install that version.")

    @classmethod
    def _open_for_writing(cls, path: Path, program: str, *, fresh: bool) -> Self:
        lock = WriterLock(path)
        lock.acquire(program)
        db: Database | None = None
        try:
            with told(path):
                db = _connected(path, "rwc" if fresh else "rw")
                if fresh:
                    db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                db.conn.execute("PRAGMA journal_mode = WAL").fetchone()
                if _user_version(db) < NEWEST:
                    migrate(db)
        except BaseException:
            if db is not None:
                db.close()
            lock.release()
            raise
        return cls(path, db, lock)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything inside is on disk when the block ends, or nothing is.

        Raises ``KnownError`` when the disk is full, read-only or broken; the file is then as before.
        """
        connection = self.db.conn
        with told(self.path):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A block that only reads, with SQLite's errors told."""
        with told(self.path):
            yield self.db.conn

    def integrity(self) -> list[str]:
        """What SQLite finds wrong with the file and its references; empty when it is sound."""
        with self.reading() as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        problems = [] if found == ["ok"] else found
        return problems + [
            f"table {table}, row {row}: refers to a missing row of {parent}" for table, row, parent, _ in broken
        ]

    def close(self) -> None:
        """Close the file and give the writer lock back."""
        self.db.close()
        if self._lock is not None:
            self._lock.release()


def _connected(path: Path, mode: str) -> Database:
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=5.0)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        return Database(connection)
    except BaseException:
        connection.close()
        raise


def _user_version(db: Database) -> int:
    return int(db.conn.execute("PRAGMA user_version").fetchone()[0])
