"""A copy of an open project under another name, made from what is open and not from its file."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.storage.backups import check_copy, shape_of
from border_annotator.storage.failures import told
from border_annotator.storage.on_disk import make_private, sync_file, sync_folder
from border_annotator.storage.project_file import remove
from border_annotator.storage.trust import BESIDE

if TYPE_CHECKING:
    from border_annotator.storage.project_file import ProjectFile

PART = ".part"


def write_copy(file: ProjectFile, path: Path) -> None:
    """Write all that a project holds into a new file; it is checked and on disk when this returns.

    Raises ``KnownError`` when there is a file of that name already, or one that belongs to it, and when the disk does
    not take it.
    """
    if path.exists() or any(Path(f"{path}{end}").exists() for end in BESIDE):
        raise KnownError("{path} is in use already: choose another name.", path=path)
    part = path.with_name(f".{path.name}.{os.getpid()}{PART}")
    try:
        remove(part)
        make_private(part)
        with told(path):
            with file.moment(), file.reading() as source:
                expected = shape_of(source)
                with closing(sqlite3.connect(part, isolation_level=None)) as target:
                    source.backup(target)
                    # One file, with nothing beside it.
                    target.execute("PRAGMA journal_mode = DELETE").fetchone()
            check_copy(part, expected=expected)
        sync_file(part)
        part.rename(path)
        sync_folder(path.parent)
    except OSError as error:
        raise KnownError(
            "{path} cannot be written ({reason}): choose another name or folder.", path=path, reason=error.strerror
        ) from error
    finally:
        remove(part)
