"""One writer for a project: who holds it, and how to be told."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import socket
from pathlib import Path

import filelock

from border_annotator.domain.errors import KnownError
from border_annotator.domain.sentence import say


class WriterLock:
    """The right to write a project, held until ``release`` or the end of the process.

    The lock itself is the operating system's, so it ends with its holder, however that ends. Beside it a small file
    tells who the holder is.
    """

    def __init__(self, project: Path) -> None:
        self._project = project
        self._lock = filelock.FileLock(f"{project}.lock", timeout=0, thread_local=False)
        self._holder = Path(f"{project}.writer")

    def acquire(self, program: str) -> None:
        """Take the lock for ``program`` (what to call it in a message); raises ``KnownError`` if another has it."""
        try:
            self._lock.acquire()
        except filelock.Timeout:
            raise KnownError(
                "{project} is open in {holder}: close it there, then try again.",
                project=self._project.name,
                holder=self._holder_said(),
            ) from None
        except OSError as error:
            raise KnownError(
                "{project} cannot be opened for writing ({reason}): check the folder's rights.",
                project=self._project.name,
                reason=error.strerror,
            ) from error
        holder = {
            "program": program,
            "process": os.getpid(),
            "computer": socket.gethostname(),
            "since": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        }
        # Without the note the lock still holds; only its holder cannot be named.
        with contextlib.suppress(OSError):
            self._holder.write_text(json.dumps(holder), encoding="utf-8")

    def release(self) -> None:
        """Give the lock back."""
        if self._lock.is_locked:
            # Removed while it is still held: whoever waits for the old file notices that it has no name any more.
            # Windows does not allow that, and keeps the empty file.
            with contextlib.suppress(OSError):
                self._holder.unlink(missing_ok=True)
                Path(self._lock.lock_file).unlink(missing_ok=True)
            self._lock.release()

    def _holder_said(self) -> str:
        try:
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
            since = datetime.datetime.fromisoformat(holder["since"]).astimezone()
            return say(
                "{program} (process {process}, since {since})",
                program=holder["program"],
                process=str(int(holder["process"])),
                since=f"{since:%H:%M}",
            )
        except (OSError, ValueError, KeyError, TypeError):
            return say("another program")
