"""Waiting for the disk in a thread, so that a window does not stand still while megabytes are written."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOMENT = 0.002
"""Seconds that a step waits."""


def in_thread(work: Callable[[], None]) -> Iterator[None]:
    """Let something run in a thread; the steps end with it."""
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(MOMENT)
            yield
    finally:
        thread.join()


def sync_log(path: Path) -> None:
    """Bring what SQLite has written to a project's log so far to the disk.

    This promises nothing to anybody: the transaction's own end syncs the log again, and says what went wrong. SQLite
    holds no lock on this file that closing it here could give away.
    """
    with contextlib.suppress(OSError):
        log = os.open(Path(f"{path}-wal"), os.O_RDWR)
        try:
            os.fsync(log)
        finally:
            os.close(log)
