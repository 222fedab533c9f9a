"""What is asked of a project's file before anything in it is believed: it may come from anybody.

A file is taken only if its tables, indexes and triggers are exactly those that the numbered steps make. So no view,
no trigger, no generated column and no function of a stranger is ever run, whatever SQLite itself would allow.
"""

from __future__ import annotations

import functools
import re
import sqlite3
import stat
import time
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from border_annotator.domain.errors import DamagedFile, KnownError
from border_annotator.storage.migrations import STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

BESIDE = ("-wal", "-shm", "-journal", ".lock", ".writer")
"""What stands at the end of the names of the files beside a project."""

LIMITS = (
    (sqlite3.SQLITE_LIMIT_LENGTH, 500_000_000),  # one cell: the edit of a hundred thousand suggestions fits
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 1_000_000),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 100),
    (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 20),
    (sqlite3.SQLITE_LIMIT_COLUMN, 200),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 1),  # SQLite's own, for VACUUM
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 10),
    (sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0),
)

SMALL = 10_000_000
"""The largest file, in bytes, that is looked through from end to end before it is written; that takes 0.05 seconds."""

SMALL_AFTER_CRASH = 200_000_000
"""The same where a write-ahead log was left behind, which may be another file's; that takes a second, once."""

WHOLE = "PRAGMA quick_check(1)"
"""SQLite's check of a whole file, up to the first thing that it finds."""

UNREAD = re.compile(r"unable to get the page\. error code=(\d+)")
"""What SQLite's check of a file says of a page that it could not read, with the code of the reason."""

CORE = ("project", "schemas", "layers", "runs", "gazetteer")
"""The tables that are looked through in a file of any size: they are small, and all the rest hangs on them."""

LONGEST_LOOK = 10.0
"""Seconds for the first look at a file; only one that was made to waste time takes so long."""

# What SQLite and the library that counts the steps make beside the steps' own.
_THEIR_OWN = tuple(
    line.strip()
    for line in """
    table sqlite_sequence CREATE TABLE sqlite_sequence(name,seq)
    table sqlite_stat1 CREATE TABLE sqlite_stat1(tbl,idx,stat)
    table sqlite_stat4 CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)
    table _sqlite_migrations CREATE TABLE _sqlite_migrations ( id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, \
applied_at TEXT )
    index idx__sqlite_migrations_migration_set_name CREATE UNIQUE INDEX idx__sqlite_migrations_migration_set_name \
ON _sqlite_migrations (migration_set, name)
    """.strip().splitlines()
)


def must_be_plain(path: Path) -> None:
    """Raise ``KnownError`` where the project or a file beside it is not what SQLite may open without harm.

    SQLite follows links for the files beside a project, and would write over what they point at. A journal it plays
    back into the project, and deletes any file that the journal names; a project of this program never has one.
    """
    if path.is_dir():
        raise KnownError("{path} is a folder: choose a project file in it.", path=path)
    if not path.exists():
        raise KnownError("{path} is not there: check the name, or make it with “border-annotator new”.", path=path)
    if not path.is_file():
        raise KnownError("{path} is not a file: choose a project file.", path=path)
    must_be_plain_beside(path)


def must_have_one_name(path: Path) -> None:
    """Raise ``KnownError`` where a file has two names: each would have a lock and a log of its own."""
    try:
        names = path.stat().st_nlink
    except OSError:
        return  # who opens it says why it cannot be
    if names > 1:
        raise KnownError(
            "{file} has another name elsewhere on this disk, through which it could be written at the same time: make a"
            " copy of it and open that.",
            file=path.name,
        )


def must_be_plain_beside(path: Path) -> None:
    """The same for the files beside a project, which need not be there itself yet."""
    homes = {path.absolute(), path.resolve()}
    for beside in (Path(f"{home}{end}") for home in homes for end in BESIDE):
        try:
            found = beside.lstat()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise KnownError(
                "{beside} cannot be reached ({reason}): check the folder's rights.",
                beside=beside,
                reason=error.strerror,
            ) from None
        if not stat.S_ISREG(found.st_mode):
            raise KnownError(
                "{beside} beside the project is not a plain file: move it away, then open again.", beside=beside.name
            )
        if beside.name.endswith("-journal") and found.st_size:
            raise KnownError(
                "{beside} does not belong to the project: move it away, then open again.", beside=beside.name
            )


def harden(connection: sqlite3.Connection) -> None:
    """Let a connection do only what the program itself needs."""
    for limit, most in LIMITS:
        connection.setlimit(limit, min(most, connection.getlimit(limit)))
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA mmap_size = 0")  # a file cut short by another program must not end this one
    setconfig = getattr(connection, "setconfig", None)
    if setconfig is not None:  # from Python 3.12 on; before, the exact shape of the file keeps the same out
        for option, value in (("DEFENSIVE", True), ("ENABLE_VIEW", False), ("DQS_DDL", False), ("DQS_DML", False)):
            setconfig(getattr(sqlite3, f"SQLITE_DBCONFIG_{option}"), value)


@contextmanager
def first_look(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """A block that reads a file nobody has looked at yet: raises ``KnownError`` when it goes on and on."""
    end = time.monotonic() + LONGEST_LOOK
    connection.set_progress_handler(lambda: time.monotonic() > end, 100_000)
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        raise KnownError(
            "{file} cannot be read in good time: keep the file and restore a copy of it.", file=path.name
        ) from error
    finally:
        connection.set_progress_handler(None, 0)


def must_be_ours(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Raise ``KnownError`` unless a file of ``version`` holds exactly what the steps up to it make."""
    expected = _shape(version)
    rows = connection.execute("SELECT type, name, sql, rootpage FROM sqlite_schema").fetchmany(len(expected) + 100)
    found = {_said(kind, name, sql) for kind, name, sql, _page in rows}
    strange = sorted(found - expected.union(_THEIR_OWN), key=str)
    if strange:
        what = " ".join(strange[0].split()[:2])[:60]
        raise KnownError(
            "{file} holds what this program never makes ({what}): open a project you can trust.",
            file=path.name,
            what=what,
        )
    if holds_log(path) and _id_of(connection) != (_id_without_log(path) or _id_of(connection)):
        raise damaged(path, "they are two projects")
    missing = sorted(expected - found)
    pages = [page for *_, page in rows if page]
    if missing or len(pages) != len(set(pages)):
        what = " ".join(missing[0].split()[:2]) if missing else "two tables in one place"
        raise damaged(path, what)


def must_be_sound(connection: sqlite3.Connection, path: Path, version: int) -> bool:
    """Raise ``KnownError`` when a file that is to be written is damaged, or is not the one that its log belongs to.

    What the disk does not give at all is raised as SQLite's own error.

    A large file is looked through in its small tables only, and then this gives false: ``soundness.fault_in`` is
    for the rest.
    """
    has_log = holds_log(path)
    pages, size = (connection.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_count", "page_size"))
    is_small = bool(pages * size <= (SMALL_AFTER_CRASH if has_log else SMALL))
    if is_small:
        checks = [WHOLE]
    else:
        made = {line.split()[1] for line in _shape(version)}
        checks = [f"PRAGMA quick_check({table})" for table in CORE if table in made]
    for check in checks:
        reason = fault_of(connection, check)
        if reason is not None:
            raise damaged(path, reason)
    return is_small


def fault_of(connection: sqlite3.Connection, check: str = WHOLE) -> str | None:
    """What one of SQLite's checks finds wrong first, in its words; ``None`` when all is sound.

    What the disk does not give at all is raised as SQLite's own error.
    """
    problem = connection.execute(check).fetchone()[0]
    if problem == "ok":
        return None
    unread = UNREAD.search(str(problem))
    if unread is not None and int(unread[1]) & 0xFF == sqlite3.SQLITE_IOERR:
        # The disk did not give the page, which says nothing of what is on it.
        failed = sqlite3.OperationalError("disk I/O error")
        failed.sqlite_errorcode = int(unread[1])
        raise failed
    return " ".join(str(problem).split())[:100]


def holds_log(path: Path) -> bool:
    """Whether the last to write a project left its log behind, or is at work now.

    Whoever closes a file last moves a log into it, whosever it is; who only reads keeps from that.
    """
    try:
        return Path(f"{path}-wal").stat().st_size > 0
    except OSError:
        return False


def damaged(path: Path, reason: str) -> DamagedFile:
    """What to say of a file that is not as SQLite left it."""
    if holds_log(path):
        return DamagedFile(
            "{file} is damaged, or {file}-wal beside it belongs to another file ({reason}):"
            " keep both and restore a copy of the project.",
            file=path.name,
            reason=reason,
        )
    return DamagedFile(
        "{file} is damaged ({reason}): keep the file and restore a copy of it.", file=path.name, reason=reason
    )


def _id_without_log(path: Path) -> str | None:
    """The project's id as it stands in the file itself; ``None`` when it stands in the log only."""
    uri = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    try:
        harden(connection)
        return _id_of(connection)
    except sqlite3.DatabaseError:
        return None  # half of a file, whose other half is in the log
    finally:
        connection.close()


def _id_of(connection: sqlite3.Connection) -> str | None:
    is_there = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'project'").fetchone()
    row = connection.execute("SELECT value FROM project WHERE key = 'id'").fetchone() if is_there else None
    return str(row[0]) if row else None


@functools.cache
def _shape(version: int) -> frozenset[str]:
    """What a file of a version holds, as SQLite writes it down when the steps up to it are taken."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for step in STEPS[:version]:
            step(cast("Database", SimpleNamespace(conn=connection)))
        rows = connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
    finally:
        connection.close()
    return frozenset(_said(*row) for row in rows) - set(_THEIR_OWN)


def _said(kind: object, name: object, sql: object) -> str:
    """A row of the schema as one line, whatever quotes and blanks a version of SQLite writes."""
    plain = re.sub(r"[\"'`\[\]]", "", f"{kind} {name} {sql}")
    return re.sub(r"\s+", " ", plain)
