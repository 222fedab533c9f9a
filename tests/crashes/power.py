"""Power cuts: everything that is asked of the disk is written down, and a session is cut at every moment that matters.

A disk keeps for certain only what was synced. What was written since may be there or not, in any order, and in parts
of a sector's size; a name that was made, moved or removed since may still be the old one.
"""

from __future__ import annotations

import os
import random
import stat
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from border_annotator.services.check import check
from border_annotator.services.project import open_project
from tests.crashes.disk import OK
from tests.crashes.killing import Outcome
from tests.crashes.sessions import NAME
from tests.crashes.witness import edits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from border_annotator.services.project import Project
    from tests.crashes.disk import Request, WatchedDisk
    from tests.crashes.sessions import Session

SECTOR = 512
WAYS = ("nothing", "everything", "sectors", "garbage", "writes")
"""What comes of the bytes that were not synced: none of them, all, some sectors, some over old rubbish, some writes."""


@dataclass(slots=True)
class Inode:
    """A file without its name: what is on disk for certain, and what was asked for since."""

    durable: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Writes (offset, bytes) and truncations (size, ``None``)."""
    is_named: bool = False
    """Whether SQLite has synced the folder with it; it does so when it first syncs a log or a journal."""

    def sync(self) -> None:
        """All of it is on disk."""
        for offset, data in self.since:
            _apply(self.durable, offset, data)
        self.since.clear()


@dataclass(slots=True)
class Folder:
    """The names of a folder: those on disk for certain, and each state that they have had since."""

    states: list[dict[str, Inode]]

    @property
    def now(self) -> dict[str, Inode]:
        """The names as a running program sees them."""
        return self.states[-1]

    def change(self, change: Callable[[dict[str, Inode]], object]) -> None:
        """Make, move or remove a name."""
        names = dict(self.now)
        change(names)
        self.states.append(names)

    def sync(self) -> None:
        """The names are on disk."""
        del self.states[:-1]


@dataclass(frozen=True, slots=True)
class Image:
    """What a power cut left: the files by name, how it was drawn, and what had been acknowledged by then."""

    files: dict[str, bytes]
    way: str
    at: str
    acknowledged: int
    rows: tuple[str, ...]
    documents: tuple[str, ...]


class Recorder:
    """Sees every request of a session to its disk, and draws images of what a power cut would leave at each sync."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._path = folder
        self._folder = Folder([{path.name: Inode(bytearray(path.read_bytes())) for path in folder.iterdir()}])
        self._dice = random.Random(seed)  # noqa: S311 - no secret
        self._rows: tuple[str, ...] = ()
        self._documents: tuple[str, ...] = ()
        self._said = 0
        self.images: list[Image] = []

    # What the program says

    def acknowledge(self, project: Project) -> None:
        """The program has shown what it has done so far as saved."""
        self._rows, self._documents = tuple(edits(project)), tuple(project.documents.ids())
        self._said += 1
        self._draw("acknowledged")

    # What SQLite asks for

    def before(self, request: Request) -> int:
        """Draw before anything is certain that was not."""
        if request.what in ("sync", "delete") and request.path.parent == self._path:
            self._draw(f"{request.what} {request.file}")
        return OK

    def after(self, request: Request) -> None:
        """Write it down."""
        if request.path.parent != self._path or request.file == "shm":
            return
        name = request.path.name
        if request.what == "open":
            if name not in self._folder.now:
                self._folder.change(lambda names: names.__setitem__(name, Inode()))
            return
        if request.what == "delete":
            self._folder.change(lambda names: names.pop(name, None))
            return
        inode = self._folder.now.get(name)
        if inode is None:
            return
        if request.what == "write":
            inode.since.append((request.offset, request.data))
        elif request.what == "truncate":
            inode.since.append((request.offset, None))
        elif request.what == "sync":
            inode.sync()
            if request.file in ("wal", "journal") and not inode.is_named:
                inode.is_named = True
                self._folder.sync()

    # What Python asks for

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear of Python's own names and syncs too."""
        real_sync, real_rename, real_remove = os.fsync, os.rename, os.unlink

        def sync(descriptor: int) -> None:
            real_sync(descriptor)
            if stat.S_ISDIR(os.fstat(descriptor).st_mode):
                self._draw("sync folder")
                self._folder.sync()

        def rename(old: Path, new: Path) -> None:
            real_rename(old, new)
            if Path(old).parent == self._path:
                self._folder.change(lambda names: names.__setitem__(Path(new).name, names.pop(Path(old).name)))
                self._draw("rename")

        def remove(path: Path) -> None:
            real_remove(path)
            if Path(path).parent == self._path:
                self._folder.change(lambda names: names.pop(Path(path).name, None))

        with (
            mock.patch("os.fsync", sync),
            mock.patch("os.rename", rename),
            mock.patch("os.replace", rename),
            mock.patch("os.unlink", remove),
        ):
            yield

    # What is left

    def _draw(self, at: str) -> None:
        for way in WAYS:
            names = self._folder.states[0] if way == "nothing" else self._folder.now
            if way not in ("nothing", "everything"):
                names = self._dice.choice(self._folder.states)
            files = {name: self._left(inode, way) for name, inode in names.items()}
            image = Image(files, way, at, self._said, self._rows, self._documents)
            if not self.images or (image.files, image.acknowledged) != (
                self.images[-1].files,
                self.images[-1].acknowledged,
            ):
                self.images.append(image)

    def _left(self, inode: Inode, way: str) -> bytes:
        left = bytearray(inode.durable)
        if way == "nothing":
            return bytes(left)
        for offset, data in inode.since:
            is_kept = way == "everything" or self._dice.random() < 0.5
            if data is None or way in ("everything", "writes"):
                if is_kept:
                    _apply(left, offset, data)
                continue
            for start in range(0, len(data), SECTOR):
                part = data[start : start + SECTOR]
                if self._dice.random() < 0.5:
                    _apply(left, offset + start, part)
                elif way == "garbage" and offset + start >= len(left):
                    _apply(left, offset + start, self._dice.randbytes(len(part)))
        return bytes(left)


def _apply(content: bytearray, offset: int, data: bytes | None) -> None:
    if data is None:
        del content[offset:]
        return
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


def recorded(disk: WatchedDisk, folder: Path, session: Session, seed: int) -> list[Image]:
    """The images of a session in a folder, where everything is prepared."""
    recorder = Recorder(folder, seed)
    disk.watcher = recorder
    try:
        with recorder.listening():
            session(folder, recorder.acknowledge)
    finally:
        disk.watcher = None
    return recorder.images


def outcomes_of(disk: WatchedDisk, session: Session, folder: Path, every: int = 1) -> Iterator[Outcome]:
    """What the program finds in each image of a session (or each so manyth) when it is started again."""
    work = folder / "work"
    work.mkdir()
    session.prepare(work)
    for number, image in enumerate(recorded(disk, work, session, 1)[::every]):
        place = folder / str(number)
        place.mkdir()
        yield _looked_at(image, place)


def _looked_at(image: Image, folder: Path) -> Outcome:
    for file, content in image.files.items():
        (folder / file).write_bytes(content)
    path = folder / NAME
    outcome = Outcome(f"{image.at}, {image.way} kept", was_killed=True, acknowledged=image.acknowledged)
    if not path.exists():
        outcome.lost.extend(["the project"] if image.acknowledged else [])
        return outcome
    try:
        with open_project(path, program="the next start") as project:
            rows, there = edits(project), set(project.documents.ids())
            outcome.lost.extend(f"row {number}" for number, row in enumerate(image.rows) if row not in rows)
            outcome.lost.extend(key for key in image.documents if key not in there)
            # One edit may be on disk before it was shown.
            if len(rows) > len(image.rows) + 1:
                outcome.half_done.append(f"{len(rows)} rows of {len(image.rows)}")
            outcome.findings.extend(f"{found.place}: {found.reason}" for found in check(project))
    except Exception as error:  # noqa: BLE001 - whatever keeps the file from being read is what is looked for
        outcome.findings.append(f"{type(error).__name__}: {error}")
    return outcome
