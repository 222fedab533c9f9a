"""What SQLite says, told to the user in one sentence."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from border_annotator.domain.errors import BugError, DamagedFile, DiskError, KnownError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SENTENCES = {
    sqlite3.SQLITE_FULL: "The disk that holds {name} is full: make room, then repeat the last step. Nothing was lost.",
    sqlite3.SQLITE_BUSY: "{name} is busy: another program holds it. Close that program, then repeat the last step.",
    sqlite3.SQLITE_LOCKED: "{name} is busy: another program holds it. Close that program, then repeat the last step.",
    sqlite3.SQLITE_PROTOCOL: "{name} is busy: another program holds it. Close that program, then repeat the last step.",
    sqlite3.SQLITE_READONLY: "{name} cannot be written: make the file and its folder writable, then repeat.",
    sqlite3.SQLITE_CANTOPEN: "{name} cannot be opened: check that the folder exists and that you may write to it.",
    sqlite3.SQLITE_IOERR: "{name} could not be read or written ({reason}): check the disk, then repeat the last step.",
    sqlite3.SQLITE_CORRUPT: "{name} is damaged ({reason}): keep the file and restore a copy of it.",
    sqlite3.SQLITE_NOTADB: "{name} is not a project: choose a file that this program made.",
    sqlite3.SQLITE_PERM: "{name} may not be opened: ask for the right to read and write it.",
    sqlite3.SQLITE_AUTH: "{name} may not be opened: ask for the right to read and write it.",
    sqlite3.SQLITE_INTERRUPT: "Reading {name} was stopped: ask again if you still need it.",
    sqlite3.SQLITE_TOOBIG: "A text is too large for {name}: split it, then repeat.",
}
OF_ONE_EDIT = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_TOOBIG})
"""What passes by itself, or with another text; everything else is the disk's or the file's."""
NO_TEXT = "Could not decode to UTF-8"
PRIMARY_CODE = 0xFF  # an extended result code holds the primary one in its lowest byte


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn SQLite's errors inside the block into ``KnownError`` where the world is to blame, else ``BugError``."""
    try:
        yield
    except sqlite3.Error as error:
        raise as_told(error, path) from error


def as_told(error: sqlite3.Error, path: Path) -> KnownError | BugError:
    """The error to raise in place of SQLite's own."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None and NO_TEXT in str(error):
        code = sqlite3.SQLITE_CORRUPT  # Python's own error, which has no code
    primary = code & PRIMARY_CODE if code is not None else None
    sentence = SENTENCES.get(primary) if primary is not None else None
    if sentence is None:
        return BugError(f"{path.name}: {error}")
    if primary == sqlite3.SQLITE_CORRUPT:
        return DamagedFile(sentence, name=path.name, reason=error)
    kind = KnownError if primary in OF_ONE_EDIT else DiskError
    return kind(sentence, name=path.name, reason=error)
