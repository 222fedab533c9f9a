"""Power cuts: everything that is asked of the disk is written down, and a session is cut at every moment that matters.

A disk keeps for certain only what was synced. What was written since may be there or not, in any order, and in parts
of a sector's size; a name that was made, moved or removed since may still be the old one.
"""

from __future__ import annotations

import os
import random
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from tests.crashes.disk import OK
from tests.crashes.killing import Outcome
from tests.crashes.sessions import BACKUPS
from tests.crashes.witness import edits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from border_annotator.services.project import Project
    from tests.crashes.disk import Request, WatchedDisk
    from tests.crashes.sessions import Session

SECTOR = 512
UNSEEN = ("-shm", ".lock", ".writer")
"""Files that hold nothing that anybody is promised."""
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
    is_pythons: bool = False
    """Whether Python writes it, so that only the disk itself knows what is in it."""

    def sync(self) -> None:
        """All of it is on disk."""
        for offset, data in self.since:
            _apply(self.durable, offset, data)
        self.since.clear()


@dataclass(slots=True)
class Folder:
    """The names of a folder: those on disk for certain, and each state that they have had since."""

    states: list[dict[str, Inode | Folder]]

    @property
    def now(self) -> dict[str, Inode | Folder]:
        """The names as a running program sees them."""
        return self.states[-1]

    def change(self, change: Callable[[dict[str, Inode | Folder]], object]) -> None:
        """Make, move or remove a name."""
        names = dict(self.now)
        change(names)
        self.states.append(names)

    def sync(self) -> None:
        """The names are on disk."""
        del self.states[:-1]


@dataclass(frozen=True, slots=True)
class Image:
    """What a power cut left: the files by their path, how it was drawn, and what had been acknowledged by then."""

    files: dict[str, bytes]
    way: str
    at: str
    acknowledged: int
    rows: tuple[str, ...]
    documents: tuple[str, ...]
    backups: tuple[str, ...]


class Recorder:
    """Sees every request of a session to its disk, and draws images of what a power cut would leave at each sync."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._path = folder
        self._folder = _durable(folder)
        self._dice = random.Random(seed)  # noqa: S311 - no secret
        self._rows: tuple[str, ...] = ()
        self._documents: tuple[str, ...] = ()
        self._backups: tuple[str, ...] = ()
        self._said = 0
        self.images: list[Image] = []

    # What the program says

    def acknowledge(self, project: Project) -> None:
        """The program has shown what it has done so far as saved, every backup with it."""
        self._rows, self._documents = tuple(edits(project)), tuple(project.documents.ids())
        self._backups = tuple(sorted(path.relative_to(self._path).as_posix() for path in self._path.glob(BACKUPS)))
        self._said += 1
        self._draw("acknowledged")

    # What SQLite asks for

    def before(self, request: Request) -> int:
        """Draw before anything is certain that was not."""
        if request.what in ("sync", "delete") and self._found(request.path.parent) is not None:
            self._draw(f"{request.what} {request.file}")
        return OK

    def after(self, request: Request) -> None:
        """Write it down."""
        folder = self._found(request.path.parent)
        if folder is None or request.file == "shm":
            return
        name = request.path.name
        inode = folder.now.get(name)
        if request.what == "open":
            if isinstance(inode, Inode):
                inode.is_pythons = False
            else:
                folder.change(lambda names: names.__setitem__(name, Inode()))
            return
        if request.what == "delete":
            folder.change(lambda names: names.pop(name, None))
            return
        if not isinstance(inode, Inode):
            return
        if request.what == "write":
            inode.since.append((request.offset, request.data))
        elif request.what == "truncate":
            inode.since.append((request.offset, None))
        elif request.what == "sync":
            inode.sync()
            if request.file in ("wal", "journal") and not inode.is_named:
                inode.is_named = True
                folder.sync()

    # What Python asks for

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear of Python's own files, names and syncs too."""
        real = {name: getattr(os, name) for name in ("fsync", "rename", "link", "unlink", "mkdir")}

        def sync(descriptor: int) -> None:
            real["fsync"](descriptor)
            self._on_sync(descriptor)

        def rename(old: Path, new: Path) -> None:
            self._look_at_pythons()
            real["rename"](old, new)
            self._on_rename(Path(old), Path(new))

        def link(old: Path, new: Path) -> None:
            self._look_at_pythons()
            real["link"](old, new)
            linked = self._at(Path(old))
            if linked is not None:
                self._name(Path(new), linked)

        def remove(path: Path) -> None:
            self._look_at_pythons()
            real["unlink"](path)
            self._name(Path(path), None)

        def mkdir(path: Path, *rest: int) -> None:
            real["mkdir"](path, *rest)
            self._name(Path(path), Folder([{}]))

        names: dict[str, Any] = {
            "fsync": sync,
            "rename": rename,
            "replace": rename,
            "link": link,
            "unlink": remove,
            "mkdir": mkdir,
        }
        with mock.patch.multiple("os", **names):
            yield

    def _on_sync(self, descriptor: int) -> None:
        found = self._open_as(descriptor)
        if isinstance(found, Folder):
            self._draw("sync folder")
        if found is not None:
            found.sync()

    def _on_rename(self, old: Path, new: Path) -> None:
        moved = self._at(old)
        if moved is None:
            return
        folder = self._found(old.parent)
        if folder is not None and old.parent == new.parent:  # within one folder a name goes and comes at once
            folder.change(lambda names: names.__setitem__(new.name, names.pop(old.name)))
            self._draw("rename")
        else:
            self._name(new, moved)
            self._name(old, None)

    def _name(self, path: Path, what: Inode | Folder | None) -> None:
        """Give a name to something, or take it from what has it."""
        folder = self._found(path.parent)
        if folder is None or folder.now.get(path.name) is what:
            return
        if what is None:
            folder.change(lambda names: names.pop(path.name))
        else:
            folder.change(lambda names: names.__setitem__(path.name, what))
        self._draw("a name")

    def _at(self, path: Path) -> Inode | Folder | None:
        folder = self._found(path.parent)
        return folder.now.get(path.name) if folder is not None else None

    def _found(self, path: Path) -> Folder | None:
        """A folder of the tree that is recorded, by its path."""
        if not path.is_relative_to(self._path):
            return None
        folder: Folder | Inode | None = self._folder
        for part in path.relative_to(self._path).parts:
            folder = folder.now.get(part) if isinstance(folder, Folder) else None
        return folder if isinstance(folder, Folder) else None

    def _open_as(self, descriptor: int) -> Folder | Inode | None:
        """The folder or file of the tree that is open."""
        status = os.fstat(descriptor)
        self._look_at_pythons()
        for path, found in _everything(self._path, self._folder):
            if path.exists() and os.path.samestat(status, path.stat()):
                return found
        return None

    def _look_at_pythons(self) -> None:
        """Take what Python has written in for asked for."""
        for place, folder in [(self._path, self._folder), *_everything(self._path, self._folder)]:
            if not isinstance(folder, Folder) or not place.exists():
                continue
            for path in place.iterdir():
                if path.is_file() and path.name not in folder.now and not path.name.endswith(UNSEEN):
                    folder.states.append({**folder.now, path.name: Inode(is_pythons=True)})
                inode = folder.now.get(path.name)
                if isinstance(inode, Inode) and inode.is_pythons:
                    content = path.read_bytes()
                    inode.since = [] if content == inode.durable else [(0, None), (0, content)]

    # What is left

    def _draw(self, at: str) -> None:
        self._look_at_pythons()
        for way in WAYS:
            image = Image(
                self._files(self._folder, way), way, at, self._said, self._rows, self._documents, self._backups
            )
            if not self.images or (image.files, image.acknowledged) != (
                self.images[-1].files,
                self.images[-1].acknowledged,
            ):
                self.images.append(image)

    def _files(self, folder: Folder, way: str, under: str = "") -> dict[str, bytes]:
        names = folder.states[0] if way == "nothing" else folder.now
        if way not in ("nothing", "everything"):
            names = self._dice.choice(folder.states)
        files: dict[str, bytes] = {}
        for name, found in names.items():
            if isinstance(found, Folder):
                files |= self._files(found, way, f"{under}{name}/")
            else:
                files[under + name] = self._left(found, way)
        return files

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


def _durable(folder: Path) -> Folder:
    """A folder with all that is in it now."""
    return Folder(
        [
            {
                path.name: _durable(path) if path.is_dir() else Inode(bytearray(path.read_bytes()))
                for path in folder.iterdir()
            }
        ]
    )


def _everything(place: Path, folder: Folder) -> list[tuple[Path, Folder | Inode]]:
    """All folders and files with the paths that a running program sees, the folder itself among them."""
    found: list[tuple[Path, Folder | Inode]] = [(place, folder)]
    for name, what in folder.now.items():
        found += _everything(place / name, what) if isinstance(what, Folder) else [(place / name, what)]
    return found


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
        yield _looked_at(session, image, place)
        shutil.rmtree(place)


def _looked_at(session: Session, image: Image, folder: Path) -> Outcome:
    for file, content in image.files.items():
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_bytes(content)
    outcome = Outcome(f"{image.at}, {image.way} kept", was_killed=True, acknowledged=image.acknowledged)
    try:
        session.judge(folder, image, outcome)
    except Exception as error:  # noqa: BLE001 - whatever keeps the file from being read is what is looked for
        outcome.findings.append(f"{type(error).__name__}: {error}")
    return outcome
