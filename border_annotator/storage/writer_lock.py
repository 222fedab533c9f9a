"""One writer for a project: who holds it, and how to be told."""

from __future__ import annotations

import contextlib
import datetime
import getpass
import json
import os
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

import filelock

from border_annotator.domain.errors import KnownError
from border_annotator.domain.sentence import Sentence, listed, say
from border_annotator.storage.on_disk import PRIVATE_FILE, is_running
from border_annotator.storage.shared_folders import is_shared


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a project: the program, its process, its user and computer, and the moment since when."""

    program: str
    process: int
    user: str
    computer: str
    since: str

    @classmethod
    def here(cls, program: str) -> Holder:
        """This process."""
        return cls(
            program,
            os.getpid(),
            _user(),
            socket.gethostname(),
            datetime.datetime.now(datetime.UTC).isoformat("T", "seconds"),
        )

    @property
    def is_here(self) -> bool:
        """Whether it runs on this computer."""
        return self.computer == socket.gethostname()

    @property
    def is_gone(self) -> bool:
        """Whether it ran on this computer and runs no more; of another computer nobody here can know."""
        return self.is_here and not is_running(self.process)

    @property
    def said(self) -> Sentence:
        """In words: “the window (process 12, since 09:30)”, with user and computer where they are not one's own."""
        since = datetime.datetime.fromisoformat(self.since).astimezone()
        is_today = since.date() == datetime.datetime.now(since.tzinfo).date()
        when = f"{since:%H:%M}" if is_today else f"{since:%Y-%m-%d %H:%M}"
        parts = [say("process {process}", process=str(self.process)), say("since {since}", since=when)]
        if self.user and self.user != _user():
            parts.append(say("user {user}", user=self.user))
        if not self.is_here:
            parts.append(say("on the computer {computer}", computer=self.computer))
        return say("{program} ({details})", program=self.program, details=listed(parts))


class HeldElsewhere(KnownError):
    """Somebody else has the right to write the project; it can still be read. ``holder`` is ``None`` if unknown."""

    def __init__(self, holder: Holder | None, pattern: str, /, **values: object) -> None:
        super().__init__(pattern, **values)
        self.holder = holder


class WriterLock:
    """The right to write a project, held until ``release`` or the end of the process.

    The lock itself is the operating system's, so it ends with its holder, however that ends. Beside it a small file
    tells who the holder is.
    """

    def __init__(self, project: Path) -> None:
        self._project = project
        self._lock = filelock.FileLock(f"{project}.lock", timeout=0, mode=PRIVATE_FILE, thread_local=False)
        self._note = Path(f"{project}.writer")

    def acquire(self, program: str) -> None:
        """Take the lock for ``program`` (what to call it in a message).

        Raises ``HeldElsewhere`` if another has it, ``KnownError`` if it cannot be taken.
        """
        try:
            self._lock.acquire()
        except filelock.Timeout:
            raise self._held() from None
        except OSError as error:
            raise KnownError(
                "{project} cannot be opened for writing ({reason}): check the folder's rights.",
                project=self._project.name,
                reason=error.strerror,
            ) from error
        left = self.holder()
        if left is not None and not left.is_here and is_shared(self._project):
            # Between computers the lock of a shared folder may not hold; the note that the other one left may be all.
            self._lock.release()
            raise HeldElsewhere(
                left,
                "{project} is open in {holder}, by the note that it left; from here nobody can tell whether it still"
                " is. Close it there, or delete {note} if it is not open any more.",
                project=self._project.name,
                holder=left.said,
                note=self._note.name,
            )
        # Without the note the lock still holds; only its holder cannot be named.
        with contextlib.suppress(OSError):
            self._note.touch(PRIVATE_FILE)
            self._note.write_text(json.dumps(asdict(Holder.here(program))), encoding="utf-8")

    def release(self) -> None:
        """Give the lock back."""
        if self._lock.is_locked:
            # Removed while it is still held: whoever waits for the old file notices that it has no name any more.
            # Windows does not allow that, and keeps the empty file.
            with contextlib.suppress(OSError):
                self._note.unlink(missing_ok=True)
                Path(self._lock.lock_file).unlink(missing_ok=True)
            self._lock.release()

    def holder(self) -> Holder | None:
        """Who holds the project by the note beside it; ``None`` when there is none that can be read."""
        try:
            found = json.loads(self._note.read_text(encoding="utf-8"))
            datetime.datetime.fromisoformat(str(found["since"]))
            return Holder(
                str(found["program"])[:MOST_TOLD],
                int(found["process"]),
                str(found.get("user", ""))[:MOST_TOLD],
                str(found["computer"])[:MOST_TOLD],
                str(found["since"]),
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError):
            return None

    def _held(self) -> HeldElsewhere:
        holder = self.holder()
        if holder is None:
            said = say("another program")
        elif holder.is_gone:
            # The note is an old one: whoever holds the lock now could not write its own.
            holder, said = None, say("another program, which left no note of itself")
        else:
            said = holder.said
        return HeldElsewhere(
            holder,
            "{project} is open in {holder}: close it there, then try again.",
            project=self._project.name,
            holder=said,
        )


MOST_TOLD = 80
"""Letters of a name that are told: the note lies beside a file from anywhere."""


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""  # a user without a name, as in some containers
