"""Writing a file so that it is wholly there or as it was before."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from border_annotator.domain.errors import KnownError


def write_atomically(path: Path, content: str) -> None:
    """Put ``content`` into a file, in UTF-8 and with LF line ends.

    It is on disk when this returns; when it fails, an older file of that name is left as it was.
    Raises ``KnownError``.
    """
    if path.is_dir():
        raise KnownError("{path} is a folder: choose another name.", path=path)
    fresh: Path | None = None
    try:
        # In the same folder, because a file cannot be renamed from one disk to another in one step.
        descriptor, name = tempfile.mkstemp(prefix=".border-annotator-", suffix=".part", dir=path.parent)
        fresh = Path(name)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        as_other_new_files(fresh)
        fresh.replace(path)
        fresh = None
        sync_folder(path.parent)
    except OSError as error:
        raise KnownError(
            "{path} cannot be written ({reason}): check the folder and its rights.", path=path, reason=error.strerror
        ) from error
    finally:
        if fresh is not None:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)


def folder_for_writing(path: Path) -> Path:
    """The folder, made with its parents if it is missing; raises ``KnownError``."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise KnownError(
            "{path} cannot be a folder, because there is a file in its way: choose another one.", path=path
        ) from None
    except OSError as error:
        raise KnownError(
            "{path} cannot be made ({reason}): choose another folder.", path=path, reason=error.strerror
        ) from error
    return path


def as_other_new_files(path: Path) -> None:
    """Temporary files are for their owner alone; what is written for others to read is not."""
    if os.name == "posix":
        mask = os.umask(0)
        os.umask(mask)
        path.chmod(0o666 & ~mask)


def sync_folder(folder: Path) -> None:
    """Without this, a power cut can take the new name back, on POSIX; elsewhere folders cannot be synced."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
