"""Backups of a project file: copied while work goes on, and checked before they count."""

from __future__ import annotations

import contextlib
import datetime
import glob
import os
import re
import shutil
import sqlite3
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from border_annotator.domain.errors import KnownError
from border_annotator.storage.failures import told
from border_annotator.storage.on_disk import (
    behind_links,
    forget_file,
    is_running,
    make_folder,
    make_private,
    sync_file,
    sync_folder,
)
from border_annotator.storage.project_file import APPLICATION_ID, be_certain, connected_to_read
from border_annotator.storage.stopping import stoppable, watch_nothing
from border_annotator.storage.trust import damaged, fault_of, harden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.storage.stopping import Watch

SUFFIX = ".bap"
PART = ".part"
AT_ONCE = 64
"""Pages that are copied between two looks at whether to go on."""
BETWEEN_SYNCS = 1024
"""Pages after which what was copied is sent to the disk, so that no edit ever waits for all of it."""
LONGEST_REST = 0.1
"""Seconds that the disk belongs to others after each of those, at most."""
MARGIN = 16 * 1024 * 1024
"""Bytes that must be left on the disk beside a backup."""
NAME = re.compile(r"(\d{8}T\d{6}Z)-([a-z-]+?)(?:-(\d{1,6}))?\.bap")
STAMP = "%Y%m%dT%H%M%SZ"
SHADOW = re.compile(r"texts(_|$)|sqlite_")
README = """This folder holds backups of {name}, made by Border Annotator.

Each .bap file is a whole project as it was at the moment in its name (in UTC), checked after it was written. Old ones
are removed by the program: it keeps the newest ten, one of each of seven days and one of each of eight weeks.

To go back to one:   border-annotator backups {name}
                     border-annotator restore {name} 1
or in the window:    File, Backups. What differs is shown first, and the project as it is now is kept as a backup too.
"""


class Why(StrEnum):
    """What a backup was made for."""

    BY_ITSELF = "auto"
    ASKED = "asked"
    BEFORE_UPDATE = "before-update"
    BEFORE_RESTORE = "before-restore"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup on disk."""

    path: Path
    made_at: datetime.datetime
    why: Why
    size: int


@dataclass(frozen=True, slots=True)
class Shape:
    """What a copy must have as its original has it: ids, the statements that made it, and how many rows there are."""

    application_id: int
    version: int
    statements: tuple[tuple[str, str, str], ...]
    counts: tuple[tuple[str, int], ...]


def folder_beside(project: Path) -> Path:
    """The folder of a project's backups where the user chose no other."""
    return project.with_name(f"{_stem(project)} backups")


def _stem(project: Path) -> str:
    return project.stem if project.suffix == SUFFIX else project.name


def found_in(folder: Path) -> list[Backup]:
    """All backups of a folder, the newest first; what is no backup by its name is left alone."""
    backups = []
    try:
        names = sorted(folder.iterdir())
    except OSError:
        return []
    for path in names:
        backup = as_backup(path)
        if backup is not None:
            backups.append(backup)
    return sorted(backups, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def as_backup(path: Path) -> Backup | None:
    """What the name of a file says of it as a backup."""
    match = NAME.fullmatch(path.name)
    if match is None or match[2] not in frozenset(Why):
        return None
    try:
        # Of two that were made in one second the one with the higher number is the newer one.
        made_at = datetime.datetime.strptime(match[1], STAMP).replace(
            tzinfo=datetime.UTC, microsecond=int(match[3] or 0)
        )
        return Backup(path, made_at, Why(match[2]), path.stat().st_size)
    except (OSError, ValueError):
        return None


def as_any_backup(path: Path) -> Backup:
    """Any file as a backup, such as a copy that the user made."""
    status = path.stat()
    return Backup(path, datetime.datetime.fromtimestamp(status.st_mtime, datetime.UTC), Why.ASKED, status.st_size)


def write_backup(
    source: sqlite3.Connection, project: Path, folder: Path, why: Why, watch: Watch = watch_nothing
) -> Backup:
    """Copy what ``source`` sees at this moment into a new backup; others may go on writing.

    It is checked and on disk when this returns. ``watch`` is told the pages and may raise to give up, which leaves
    nothing behind. Raises ``KnownError``.
    """
    part: Path | None = None
    try:
        _make_folder(folder, project)
        _clear_parts(folder)
        part = folder / f".{datetime.datetime.now(datetime.UTC):%Y%m%dT%H%M%S%f}.{os.getpid()}{PART}"
        make_private(part)
        with told(project):
            expected = _copied(source, part, folder, _Pace(part, watch, rests=why is Why.BY_ITSELF))
        try:
            check_copy(part, _forgetting(part, watch), expected)
        except KnownError:
            with told(project), stoppable(source, watch):
                fault = fault_of(source)
            if fault is not None:  # a copy is no better than what it was made from
                raise damaged(project, fault) from None
            raise
        sync_file(part)
        forget_file(part)
        path = _renamed(part, folder, why)
        sync_folder(folder)
    except OSError as error:
        raise KnownError(
            "A backup of {project} cannot be written into {folder} ({reason}): check the folder and its rights, or"
            " choose another one.",
            project=project.name,
            folder=folder,
            reason=error.strerror,
        ) from error
    finally:
        if part is not None:
            for name in (part, Path(f"{part}-wal"), Path(f"{part}-shm"), Path(f"{part}-journal")):
                with contextlib.suppress(OSError):
                    name.unlink(missing_ok=True)
    made = as_backup(path)
    if made is None:
        raise KnownError(
            "The backup {name} has vanished from {folder}: check who else uses that folder.",
            name=path.name,
            folder=folder,
        )
    return made


def _copied(source: sqlite3.Connection, part: Path, folder: Path, pace: _Pace) -> Shape:
    """Copy the pages of one moment; gives what the source held at it."""
    is_own = not source.in_transaction
    if is_own:
        source.execute("BEGIN")
    try:
        with stoppable(source, pace.watch):
            expected = shape_of(source)
        size = source.execute("PRAGMA page_count").fetchone()[0] * source.execute("PRAGMA page_size").fetchone()[0]
        if shutil.disk_usage(folder).free < size + MARGIN:
            raise KnownError(
                "There is no room for a backup of {megabytes} MB in {folder}: make room, or choose another folder for"
                " backups.",
                megabytes=size // 1_000_000 + 1,
                folder=folder,
            )
        target = sqlite3.connect(part, isolation_level=None)
        try:
            # What is not finished is removed, so nothing need be brought back after a crash.
            target.execute("PRAGMA journal_mode = OFF").fetchone()
            target.execute("PRAGMA synchronous = OFF")
            source.backup(target, pages=AT_ONCE, progress=pace.go_on)
            # A backup is one file, which can be read where nothing may be written.
            target.execute("PRAGMA journal_mode = DELETE").fetchone()
        finally:
            target.close()
    finally:
        if is_own and source.in_transaction:
            source.execute("ROLLBACK")
    return expected


class _Pace:
    """Copies no faster than leaves the disk and the memory to those who wait for them.

    A copy that nobody waits for ``rests`` as long as it works.
    """

    def __init__(self, part: Path, watch: Watch, *, rests: bool) -> None:
        self.watch = watch
        self._part = part
        self._rests = rests
        self._synced = 0
        self._since = time.monotonic()

    def go_on(self, _status: int, left: int, total: int) -> None:
        """Called after every few pages."""
        done = total - left
        self.watch(done, total)
        if done - self._synced < BETWEEN_SYNCS:
            return
        self._synced = done
        sync_file(self._part)
        forget_file(self._part)
        if self._rests:
            time.sleep(min(LONGEST_REST, time.monotonic() - self._since))
        self._since = time.monotonic()


def _forgetting(part: Path, watch: Watch) -> Watch:
    """The same watch, which also lets go of what was read of a copy."""

    def look(done: int, total: int) -> None:
        watch(done, total)
        forget_file(part)

    return look


def shape_of(connection: sqlite3.Connection) -> Shape:
    """What there is in a file; call it inside a transaction to see one moment."""
    statements = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master ORDER BY 1, 2").fetchall()
    names = [name for kind, name, _ in statements if kind == "table" and SHADOW.match(name) is None]
    return Shape(
        connection.execute("PRAGMA application_id").fetchone()[0],
        connection.execute("PRAGMA user_version").fetchone()[0],
        tuple(statements),
        tuple((name, connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names),  # noqa: S608 - names of tables
    )


def check_copy(path: Path, watch: Watch = watch_nothing, expected: Shape | None = None) -> None:
    """Raise ``KnownError`` unless a copy is sound, and, where that is known, holds what its original held."""
    with opened_copy(path) as connection, stoppable(connection, watch):
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        shape = shape_of(connection) if expected is not None else None
    if found != "ok" or shape != expected:
        reason = found if found != "ok" else "it does not hold what it was made from"
        raise KnownError(
            "The copy {name} is damaged ({reason}): check the disk, and keep another copy.",
            name=path.name,
            reason=reason,
        )


@contextlib.contextmanager
def opened_copy(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a backup, which is never written; raises ``KnownError``."""
    with told(path):
        connection = sqlite3.connect(
            f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1", uri=True, isolation_level=None
        )
        try:
            harden(connection)
            yield connection
        finally:
            connection.close()


@contextlib.contextmanager
def opened_project(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that reads a project of any shape; raises ``KnownError`` when it is none, or damaged."""
    path = behind_links(path)
    if not path.is_file():
        raise KnownError("{path} is not there: check the name.", path=path)
    with told(path):
        db = connected_to_read(path)
        try:
            if db.conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise KnownError("{file} is not a project: choose a file that this program made.", file=path.name)
            yield db.conn
        finally:
            db.close()


def write_over(project: Path, backup: Path, watch: Watch = watch_nothing) -> None:
    """Make a project hold what a backup holds, in one transaction: wholly, or as it was before.

    The caller holds the project's writer lock; whoever reads goes on to read a whole project. Raises ``KnownError``.
    """
    with opened_copy(backup) as source, told(project):
        target = sqlite3.connect(
            f"file:{quote(str(project.absolute()))}?mode=rw", uri=True, isolation_level=None, timeout=5.0
        )
        try:
            be_certain(target)
            mode = target.execute("PRAGMA journal_mode").fetchone()[0]
            source.backup(target, pages=AT_ONCE, progress=lambda _status, left, total: watch(total - left, total))
            if mode == "wal":
                target.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            target.close()


def put_in_place(project: Path, backup: Path, damaged_to: Path) -> None:
    """Put a copy of a backup in the place of a file that is no project any more, which is moved to ``damaged_to``.

    The caller holds the project's writer lock. Raises ``OSError``.
    """
    _clear_parts(project.parent, f".{project.name}.")
    fresh = project.with_name(f".{project.name}.{os.getpid()}{PART}")
    fresh.unlink(missing_ok=True)
    make_private(fresh)
    try:
        shutil.copyfile(backup, fresh)
        sync_file(fresh)
        make_folder(damaged_to.parent)
        # With the files that SQLite keeps beside it: they belong to what was damaged, and would spoil what comes.
        suffixes = [suffix for suffix in ("", "-wal", "-shm", "-journal") if Path(f"{project}{suffix}").exists()]
        for suffix in suffixes:
            _keep_as(Path(f"{project}{suffix}"), Path(f"{damaged_to}{suffix}"))
        sync_folder(damaged_to.parent)
        # Nothing leaves its place before it is on disk in the other one, and there is a file of the name throughout.
        for suffix in suffixes:
            if suffix:
                Path(f"{project}{suffix}").unlink()
        sync_folder(project.parent)
        fresh.replace(project)
        sync_folder(project.parent)
    finally:
        fresh.unlink(missing_ok=True)


def _keep_as(path: Path, other: Path) -> None:
    """Let a file have a second name; on another disk it is copied."""
    try:
        os.link(path, other)
    except OSError:
        shutil.copyfile(path, other)
        sync_file(other)


def new_name(folder: Path, why: Why) -> Path:
    """A name for a backup of this moment that comes after all that are there, also where earlier ones were removed."""
    now = f"{datetime.datetime.now(datetime.UTC):{STAMP}}"
    names = [NAME.fullmatch(path.name) for path in folder.glob(f"{now}-*{SUFFIX}")]
    taken = [int(match[3] or 1) for match in names if match is not None]
    return folder / f"{now}-{why.value}{f'-{max(taken) + 1}' if taken else ''}{SUFFIX}"


def _renamed(part: Path, folder: Path, why: Why) -> Path:
    path = new_name(folder, why)
    part.replace(path)
    return path


def _make_folder(folder: Path, project: Path) -> None:
    make_folder(folder)
    readme = folder / "README.txt"
    if not readme.exists():
        readme.write_text(README.format(name=project.name), encoding="utf-8")


def _clear_parts(folder: Path, beginning: str = ".") -> None:
    """Remove what a program that is gone left unfinished."""
    for path in folder.glob(f"{glob.escape(beginning)}*{PART}*"):
        process = path.name.split(PART, maxsplit=1)[0].rpartition(".")[2]
        if process.isdecimal() and not is_running(int(process)):
            with contextlib.suppress(OSError):
                path.unlink()
