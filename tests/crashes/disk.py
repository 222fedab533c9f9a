"""What SQLite asks of the disk, seen and answered: a shim over the file system layer of the library that we use.

The one table of functions that SQLite has for every open file is copied, and those that change the file (or read it)
lead through a watcher here. Everything else goes where it went before.
"""

from __future__ import annotations

import _sqlite3
import ctypes
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

POINTER = ctypes.c_void_p
INT, LONG = ctypes.c_int, ctypes.c_int64
OK = 0

FILE_FUNCTIONS = (
    *("xClose", "xRead", "xWrite", "xTruncate", "xSync", "xFileSize", "xLock", "xUnlock", "xCheckReservedLock"),
    *("xFileControl", "xSectorSize", "xDeviceCharacteristics", "xShmMap", "xShmLock", "xShmBarrier", "xShmUnmap"),
    *("xFetch", "xUnfetch"),
)
DISK_FUNCTIONS = (
    *("xOpen", "xDelete", "xAccess", "xFullPathname", "xDlOpen", "xDlError", "xDlSym", "xDlClose", "xRandomness"),
    *("xSleep", "xCurrentTime", "xGetLastError", "xCurrentTimeInt64", "xSetSystemCall", "xGetSystemCall"),
    "xNextSystemCall",
)


class _Methods(ctypes.Structure):
    """``sqlite3_io_methods``."""

    _fields_ = (("iVersion", INT), *((name, POINTER) for name in FILE_FUNCTIONS))


class _File(ctypes.Structure):
    """The beginning of every ``sqlite3_file``."""

    _fields_ = (("pMethods", ctypes.POINTER(_Methods)),)


class _Disk(ctypes.Structure):
    """``sqlite3_vfs``."""

    _fields_ = (
        ("iVersion", INT),
        ("szOsFile", INT),
        ("mxPathname", INT),
        ("pNext", POINTER),
        ("zName", ctypes.c_char_p),
        ("pAppData", POINTER),
        *((name, POINTER) for name in DISK_FUNCTIONS),
    )


READ = WRITE = ctypes.CFUNCTYPE(INT, POINTER, POINTER, INT, LONG)
TRUNCATE = ctypes.CFUNCTYPE(INT, POINTER, LONG)
SYNC = ctypes.CFUNCTYPE(INT, POINTER, INT)
CLOSE = ctypes.CFUNCTYPE(INT, POINTER)
SHARE = ctypes.CFUNCTYPE(INT, POINTER, INT, INT, INT)
OPEN = ctypes.CFUNCTYPE(INT, POINTER, POINTER, POINTER, INT, ctypes.POINTER(INT))
DELETE = ctypes.CFUNCTYPE(INT, POINTER, POINTER, INT)


@dataclass(frozen=True, slots=True)
class Request:
    """One thing that SQLite asks for: ``what`` is write, sync, truncate, delete, open, read, lock or close."""

    what: str
    path: Path
    offset: int = 0
    data: bytes = b""
    part: Callable[[int], object] = field(default=lambda _size: None, compare=False)
    """Carries a write out for so many of its bytes, as a process that dies in the midst of it does."""

    @property
    def file(self) -> str:
        """Which of a project's files it is about."""
        name = self.path.name
        for ending in ("wal", "journal", "shm"):
            if name.endswith(f"-{ending}"):
                return ending
        return "database"


class Watcher(Protocol):
    """Sees what is asked of the disk."""

    def before(self, request: Request) -> int:
        """Called before it is done: ``OK``, or SQLite's code of the error that is told in its place."""

    def after(self, request: Request) -> None:
        """Called when it has been done."""


class WatchedDisk:
    """The shim; there is one for a process, as SQLite has one default disk."""

    def __init__(self) -> None:
        self.watcher: Watcher | None = None
        # The module's own file leads to the very library that it is linked with.
        self._library = ctypes.CDLL(_sqlite3.__file__)
        self._library.sqlite3_vfs_find.restype = ctypes.POINTER(_Disk)
        self._library.sqlite3_vfs_find.argtypes = (ctypes.c_char_p,)
        self._real = self._library.sqlite3_vfs_find(None)
        self._paths: dict[int, Path] = {}
        self._tables: dict[int, _Methods] = {}
        self._kept: list[Any] = []  # ctypes forgets functions that nobody holds
        self._disk = _Disk()
        ctypes.pointer(self._disk)[0] = self._real.contents
        self._disk.pNext = None
        self._disk.zName = b"watched"
        real_open, real_delete = OPEN(self._real.contents.xOpen), DELETE(self._real.contents.xDelete)
        self._disk.xOpen = self._hold(OPEN(lambda _, *rest: self._open(real_open, *rest)))
        self._disk.xDelete = self._hold(DELETE(lambda _, name, sync: self._delete(real_delete, name, sync)))
        self._library.sqlite3_vfs_register(ctypes.byref(self._disk), 1)

    def stop(self) -> None:
        """Give SQLite its own disk back; files that are open must have been closed."""
        self.watcher = None
        self._library.sqlite3_vfs_register(self._real, 1)
        self._library.sqlite3_vfs_unregister(ctypes.byref(self._disk))

    def _hold(self, function: Any) -> int | None:  # noqa: ANN401 - ctypes makes the class at run time
        self._kept.append(function)
        return ctypes.cast(function, POINTER).value

    def _asked(self, request: Request, do: Callable[[], int]) -> int:
        watcher = self.watcher
        if watcher is None:
            return do()
        code = watcher.before(request)
        if code == OK:
            code = do()
            if code == OK:
                watcher.after(request)
        return code

    def _open(self, real: Any, name: int, file: int, flags: int, told: Any) -> int:  # noqa: ANN401 - pointers
        path = Path((ctypes.string_at(name) if name else b"(temporary)").decode())
        code = self._asked(
            Request("open", path), lambda: int(real(ctypes.addressof(self._real.contents), name, file, flags, told))
        )
        opened = _File.from_address(file)
        if code == OK and opened.pMethods:
            self._paths[file] = path
            address = ctypes.addressof(opened.pMethods.contents)
            if address not in self._tables:
                self._tables[address] = self._watched(opened.pMethods.contents)
            opened.pMethods = ctypes.pointer(self._tables[address])
        elif code != OK:
            opened.pMethods = None
        return code

    def _delete(self, real: Any, name: int, sync: int) -> int:  # noqa: ANN401 - a pointer
        path = Path(ctypes.string_at(name).decode())
        return self._asked(
            Request("delete", path), lambda: int(real(ctypes.addressof(self._real.contents), name, sync))
        )

    def _watched(self, real: _Methods) -> _Methods:
        """A copy of a table of functions, with those that matter led through the watcher."""
        table = _Methods()
        ctypes.pointer(table)[0] = real
        read, write, truncate = READ(real.xRead), WRITE(real.xWrite), TRUNCATE(real.xTruncate)
        sync, close, share = SYNC(real.xSync), CLOSE(real.xClose), SHARE(real.xShmLock)
        asked, paths = self._asked, self._paths

        def on_read(file: int, buffer: int, size: int, offset: int) -> int:
            if self.watcher is None:
                return int(read(file, buffer, size, offset))
            return asked(Request("read", paths[file], offset), lambda: int(read(file, buffer, size, offset)))

        def on_write(file: int, buffer: int, size: int, offset: int) -> int:
            if self.watcher is None:
                return int(write(file, buffer, size, offset))
            request = Request(
                *("write", paths[file], offset, ctypes.string_at(buffer, size)),
                part=lambda part: write(file, buffer, part, offset),
            )
            return asked(request, lambda: int(write(file, buffer, size, offset)))

        def on_truncate(file: int, size: int) -> int:
            return asked(Request("truncate", paths[file], size), lambda: int(truncate(file, size)))

        def on_sync(file: int, flags: int) -> int:
            return asked(Request("sync", paths[file]), lambda: int(sync(file, flags)))

        def on_share(file: int, offset: int, count: int, flags: int) -> int:
            if self.watcher is None:
                return int(share(file, offset, count, flags))
            request = Request("lock", Path(f"{paths[file]}-shm"))
            return asked(request, lambda: int(share(file, offset, count, flags)))

        def on_close(file: int) -> int:
            path = paths.pop(file)
            return asked(Request("close", path), lambda: int(close(file)))

        table.xRead, table.xWrite = self._hold(READ(on_read)), self._hold(WRITE(on_write))
        table.xTruncate, table.xSync = self._hold(TRUNCATE(on_truncate)), self._hold(SYNC(on_sync))
        table.xShmLock, table.xClose = self._hold(SHARE(on_share)), self._hold(CLOSE(on_close))
        return table
