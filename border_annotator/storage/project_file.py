"""A project's SQLite file: making, opening, transactions."""

from __future__ import annotations

import contextlib
import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

from border_annotator.domain.errors import DiskError, FileGone, KnownError
from border_annotator.storage.connection import Connection
from border_annotator.storage.failures import PRIMARY_CODE, told
from border_annotator.storage.flushing import in_thread, sync_log
from border_annotator.storage.migrations import NEWEST, migrate
from border_annotator.storage.on_disk import behind_links, inode, is_locked_up, make_private, sync_folder
from border_annotator.storage.stopping import stoppable, watch_nothing
from border_annotator.storage.trust import (
    damaged,
    first_look,
    harden,
    holds_log,
    must_be_ours,
    must_be_plain,
    must_be_plain_beside,
    must_be_sound,
    must_have_one_name,
)
from border_annotator.storage.writer_lock import WriterLock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

APPLICATION_ID = 0x42415031
"""``BAP1``: what marks an SQLite file as a project of this program."""

CHECKPOINT_PAGES = 1000
"""SQLite's own: after how many pages what was written is moved to its place in the file."""


class ProjectFile:
    """An open project file.

    ``db`` is used by the stores only. A file opened for writing holds the project's writer lock until ``close``.
    """

    def __init__(self, path: Path, db: Connection, lock: WriterLock | None, *, is_looked_through: bool = True) -> None:
        self.path = path
        self.db = db
        self.is_looked_through = is_looked_through
        """Whether all of it was found sound on opening; that takes too long for a large file."""
        self._lock = lock
        self._inode, self._log_inode = inode(path), inode(_log_of(path))

    @property
    def is_writable(self) -> bool:
        """Whether this is the project's one writer."""
        return self._lock is not None

    @classmethod
    def create(cls, path: Path, program: str, fill: Callable[[Self], None] = lambda _file: None) -> Self:
        """Make a project and open it; ``fill`` puts in what every project has from the beginning.

        The file comes to its name when it is whole: whatever cuts the making short, there is then no file of that
        name. Raises ``KnownError`` if there is one already, and what ``fill`` raises.
        """
        must_be_new(path)
        must_be_plain_beside(path)
        lock = WriterLock(path)
        lock.acquire(program)
        fresh = path.with_name(f".{path.name}.new")
        try:
            remove(fresh)  # what a making has left that was cut short
            _claim(fresh)
            with contextlib.closing(cls._open_for_writing(fresh, lock, fresh=True).db) as db:
                fill(cls(fresh, db, lock))
            _put_in_place(fresh, path)
            return cls._open_for_writing(path, lock, fresh=False)
        except BaseException:
            remove(fresh)
            lock.release()
            raise

    @classmethod
    def open(
        cls, path: Path, program: str, before_update: Callable[[sqlite3.Connection], object] | None = None
    ) -> Self:
        """Open a project for writing and bring it to the newest shape.

        Where that changes the file, ``before_update`` is called first; what it raises leaves the file as it was.
        Raises ``KnownError`` if it is missing, not a project, newer than this program, or open elsewhere.
        """
        path = behind_links(path)
        is_looked_through = cls._must_be_project(path, to_write=True)
        must_have_one_name(path)
        lock = WriterLock(path)
        lock.acquire(program)
        try:
            file = cls._open_for_writing(path, lock, fresh=False, before_update=before_update)
        except BaseException:
            lock.release()
            raise
        file.is_looked_through = is_looked_through
        return file

    @classmethod
    def open_read_only(cls, path: Path) -> Self:
        """Open a project for reading only, also while another program writes it; raises ``KnownError``."""
        path = behind_links(path)
        cls._must_be_project(path, to_write=False)
        with told(path):
            db = connected_to_read(path)
            try:
                if _user_version(db) != NEWEST:
                    raise KnownError("{file} was made by an older version: open it once for writing.", file=path.name)
            except BaseException:
                db.close()
                raise
        return cls(path, db, None, is_looked_through=False)

    @classmethod
    def _must_be_project(cls, path: Path, *, to_write: bool) -> bool:
        """Whether all of it was looked through; raises ``KnownError`` when it may not be opened."""
        must_be_plain(path)
        with told(path):
            db = connected_to_read(path)
            try:
                with first_look(db.conn, path):
                    version = _look_at(db, path)
                    # What is damaged may still be read, and rescued.
                    return to_write and must_be_sound(db.conn, path, version)
            except sqlite3.DatabaseError as error:
                if error.sqlite_errorcode & PRIMARY_CODE != sqlite3.SQLITE_CORRUPT:
                    raise
                raise damaged(path, str(error)) from error
            finally:
                db.close()

    @classmethod
    def _open_for_writing(
        cls,
        path: Path,
        lock: WriterLock,
        *,
        fresh: bool,
        before_update: Callable[[sqlite3.Connection], object] | None = None,
    ) -> Self:
        with told(path):
            db = _connected(path, "rw")
            try:
                if fresh:
                    # A journal beside the file is never ours, not even for the moment in which this is cut short.
                    db.conn.execute("PRAGMA journal_mode = MEMORY").fetchone()
                    db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                db.conn.execute("PRAGMA journal_mode = WAL").fetchone()
                _try_to_write(db.conn)
                version = _user_version(db)
                if 0 < version < NEWEST and before_update is not None:
                    before_update(db.conn)
                if version < NEWEST:
                    migrate(db.conn)
            except BaseException:
                db.close()
                raise
        return cls(path, db, lock)

    def must_be_writable(self) -> None:
        """Raise ``KnownError`` when the project is open for reading only."""
        if not self.is_writable:
            raise KnownError(
                "{file} is open for reading only: close it where it is being edited, then open it again.",
                file=self.path.name,
            )

    @property
    def is_in_transaction(self) -> bool:
        """Whether something is being written at this moment, perhaps a step at a time."""
        return self.db.conn.in_transaction

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything inside is on disk when the block ends, or nothing is.

        Raises ``KnownError`` when the project is open for reading only, ``DiskError`` when the disk is full, read-only
        or broken, ``FileGone`` when the file has lost its name; the file is then as before.
        """
        self.must_be_writable()
        connection = self.db.conn
        _must_be_free(connection)
        self.must_be_in_place()
        with told(self.path):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                self.must_be_in_place()
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @property
    def is_in_place(self) -> bool:
        """Whether the file that is open is still the one of its name."""
        return inode(self.path) == self._inode

    def must_be_in_place(self) -> None:
        """Raise ``FileGone`` when the file that is open has lost its name.

        SQLite goes on writing into such a file, and all of it would be gone with the program.
        """
        if not self.is_in_place:
            if is_locked_up(self.path):
                raise DiskError(
                    "{file} cannot be reached any more in {folder}: give the folder its rights back and repeat the last"
                    " step, or save a copy elsewhere. Nothing was lost.",
                    file=self.path.name,
                    folder=self.path.parent,
                )
            raise FileGone(
                "{file} is not the file any more that was opened in {folder}: put it back and repeat the last step, or"
                " save a copy elsewhere. Nothing was lost.",
                file=self.path.name,
                folder=self.path.parent,
            )
        if self._log_inode not in (None, inode(_log_of(self.path))):
            # What is in it is still in reach of this connection: from now on it is in the file itself.
            with contextlib.suppress(sqlite3.Error):
                self.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            raise FileGone(
                "{file}, which belongs to the project, was removed while the project was open: close the project and"
                " open it again, then repeat the last step. Nothing was lost.",
                file=_log_of(self.path).name,
            )

    @contextmanager
    def long_transaction(self) -> Iterator[sqlite3.Connection]:
        """A transaction of many megabytes; go through ``flush_in_steps`` at its end and ``tidy_in_steps`` after it.

        What it wrote is on disk when the block ends, but not yet moved to its place in the file, which takes as long
        as the end of the block itself.
        """
        try:
            self.db.conn.execute("PRAGMA wal_autocheckpoint = 0")
            with self.transaction() as connection:
                yield connection
        finally:
            self.db.conn.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")

    def flush_in_steps(self) -> Iterator[None]:
        """Bring what a transaction has written so far to the disk, so that its end has little left to wait for."""
        return in_thread(lambda: sync_log(self.path))

    def tidy_in_steps(self) -> Iterator[None]:
        """Move what was written to its place in the file; what fails here is done by a later transaction."""
        return in_thread(self._checkpoint_beside)

    def _checkpoint_beside(self) -> None:
        # Through a connection of its own: nobody who reads through this one waits for it.
        with contextlib.suppress(sqlite3.Error), contextlib.closing(_connected(self.path, "rw")) as db:
            db.conn.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A block that only reads, with SQLite's errors told."""
        with told(self.path):
            yield self.db.conn

    def interrupt(self) -> None:
        """Let what is being read fail at once with a ``KnownError``; any thread may ask for it."""
        with contextlib.suppress(sqlite3.ProgrammingError):  # closed in the meantime, by the thread that reads
            self.db.conn.interrupt()

    @contextmanager
    def moment(self) -> Iterator[None]:
        """A block whose reads all see the file as it was at the first of them, whatever another program writes."""
        if self.db.conn.in_transaction:
            yield
            return
        connection = self.db.conn
        with told(self.path):
            connection.execute("BEGIN")
            try:
                yield
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def seen(self) -> int:
        """A number that is another one as soon as another connection has written the file."""
        with self.reading() as connection:
            return int(connection.execute("PRAGMA data_version").fetchone()[0])

    def integrity(self) -> list[str]:
        """What SQLite finds wrong with the file and its references; empty when it is sound."""
        with self.reading() as connection, stoppable(connection, watch_nothing):
            found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        problems = [] if found == ["ok"] else found
        return problems + [
            f"table {table}, row {row}: refers to a missing row of {parent}" for table, row, parent, _ in broken
        ]

    def close(self) -> None:
        """Close the file and give the writer lock back; closing twice is fine."""
        try:
            self.db.close()
        finally:
            if self._lock is not None:
                self._lock.release()


def _look_at(db: Connection, path: Path) -> int:
    """The version of a project that nobody has looked at yet."""
    if db.conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise KnownError("{file} is not a project: choose a file that this program made.", file=path.name)
    version = _user_version(db)
    if version > NEWEST:
        raise KnownError("{file} was made by a newer version of this program: install that version.", file=path.name)
    must_be_ours(db.conn, path, version)
    return version


def _must_be_free(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        raise KnownError("A long edit is being saved at this moment: try again when it is done.")


def _log_of(path: Path) -> Path:
    """SQLite's log beside a project that is open: the newest edits are in it."""
    return Path(f"{path}-wal")


def must_be_new(path: Path) -> None:
    """Raise ``KnownError`` where no project of that name can be made."""
    if path.exists():
        raise KnownError("{path} exists already: choose another name, or open it.", path=path)
    if not path.parent.is_dir():
        raise KnownError("{parent} is not a folder: make it first, or choose another one.", parent=path.parent)


def remove(path: Path) -> None:
    """Remove a project's file and those that SQLite keeps beside it."""
    for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm"), Path(f"{path}-journal")):
        with contextlib.suppress(OSError):
            name.unlink(missing_ok=True)


def _claim(path: Path) -> None:
    """Make the empty file; raises ``KnownError`` where the folder does not take it."""
    try:
        make_private(path)  # SQLite gives the files beside it the same rights
    except OSError as error:
        raise KnownError(
            "{path} cannot be made ({reason}): choose another name or folder.", path=path, reason=error.strerror
        ) from error


def _put_in_place(fresh: Path, path: Path) -> None:
    """Give a whole file its name; the lock keeps every other window and command from making the same one meanwhile."""
    if path.exists():
        raise KnownError("{path} exists already: choose another name, or open it.", path=path)
    try:
        fresh.rename(path)
        sync_folder(path.parent)
    except OSError as error:
        raise KnownError(
            "{path} cannot be made ({reason}): choose another name or folder.", path=path, reason=error.strerror
        ) from error


def connected_to_read(path: Path) -> Connection:
    """A connection for reading, also of a file or in a folder that may not be written."""
    try:
        # Without a log not SQLite's read-only mode, in which the last to close a project leaves two files beside it.
        db = _connected(path, "ro" if holds_log(path) else "rw")
    except sqlite3.OperationalError as error:
        # SQLite reads with the help of files beside the project. Where none can be made nobody writes the project.
        is_locked_up = error.sqlite_errorcode & PRIMARY_CODE in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
        if not is_locked_up or Path(f"{path}-wal").exists():
            raise
        db = _connected(path, "ro&immutable=1")
    db.conn.execute("PRAGMA query_only = ON")
    return db


def _connected(path: Path, mode: str) -> Connection:
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=5.0)
    try:
        harden(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
        be_certain(connection)
        return Connection(connection)
    except BaseException:
        connection.close()
        raise


def be_certain(connection: sqlite3.Connection) -> None:
    """Let each edit be synced before it is shown as saved; a Mac's disk answers before it has, unless asked in full."""
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")
    connection.execute("PRAGMA checkpoint_fullfsync = ON")


def _try_to_write(connection: sqlite3.Connection) -> None:
    """SQLite opens a file that may not be written without a word, and would say so at the first edit only."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute(f"PRAGMA user_version = {int(version)}")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _user_version(db: Connection) -> int:
    return int(db.conn.execute("PRAGMA user_version").fetchone()[0])
