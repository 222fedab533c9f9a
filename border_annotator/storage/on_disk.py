"""Files that must be on disk when a function returns, and that nobody else may read."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def inode(path: Path) -> int | None:
    """What tells a file from any other that may get its name; ``None`` when there is none of that name."""
    try:
        return path.stat().st_ino
    except OSError:
        return None


def traces(path: Path) -> tuple[int, ...] | None:
    """Numbers of which one at least is another whenever a file was written or put in the place of another.

    ``None`` when there is none of that name. The file is not opened: it may be one that SQLite holds.
    """
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def behind_links(path: Path) -> Path:
    """The file itself where a name is only a link to it: its lock, its log and its backups are beside the file."""
    try:
        return path.resolve() if path.is_symlink() else path
    except (OSError, RuntimeError):
        return path  # a link that leads nowhere: whoever opens it says so


def is_locked_up(path: Path) -> bool:
    """Whether nobody can tell if there is such a file, because its folder may not be entered."""
    try:
        path.stat()
    except PermissionError:
        return True
    except OSError:
        return False
    return False


def make_private(path: Path) -> None:
    """Make an empty file that its owner alone may read and write; raises ``OSError``, also where there is one."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE_FILE))


def make_folder(folder: Path) -> None:
    """Make a folder that its owner alone may read, with those that it lies in; their names are on disk then."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    for place in reversed(missing):
        sync_folder(place.parent)


def sync_file(path: Path) -> None:
    """Wait until a file's bytes are on disk. Never call it for a file that SQLite has open with locks."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def forget_file(path: Path) -> None:
    """Let memory that the system keeps a file's bytes in be used for others; nobody will read them soon.

    Of a copy of gigabytes it would else drive out what the user works with. As with ``sync_file``: never for a file
    that SQLite has open with locks.
    """
    if sys.platform != "linux":
        return  # elsewhere nobody can ask for it by name
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until a folder's names are on disk, where folders can be synced."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):  # some network folders refuse
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def is_running(process: int) -> bool:
    """Whether a process of this computer is alive; true where that cannot be told."""
    if process <= 0:
        return False
    if sys.platform == "win32":
        return _is_running_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True  # it is another user's
    return True


def _is_running_on_windows(process: int) -> bool:
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - the name is there on Windows only
    may_ask, still_active = 0x1000, 259
    handle = kernel.OpenProcess(may_ask, 0, process)
    if not handle:
        return False
    try:
        code = ctypes.c_ulong()
        return not kernel.GetExitCodeProcess(handle, ctypes.byref(code)) or code.value == still_active
    finally:
        kernel.CloseHandle(handle)
