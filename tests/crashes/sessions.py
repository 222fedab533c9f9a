"""Sessions whose power is cut: what is written, and when the program says that it is saved."""

from __future__ import annotations

import shutil
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from border_annotator.services import confirm_many, history, review
from border_annotator.services.backups import back_up, restore
from border_annotator.services.check import check
from border_annotator.services.import_documents import import_documents
from border_annotator.services.project import create_project, open_project, open_project_to_read
from border_annotator.services.queue import settle
from border_annotator.storage.backups import as_any_backup, check_copy, opened_project
from tests.crashes.in_backups import DATABASES
from tests.crashes.kinds import write_articles
from tests.crashes.witness import edits
from tests.gold_suggestions import gold_project, sheet_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from border_annotator.services.project import Project
    from tests.crashes.killing import Outcome
    from tests.crashes.power import Image

    Acknowledge = Callable[[Project], None]

NAME = "work.bap"
BACKUPS = "* backups/*.bap"
"""Where the backups of a project are, beside it."""
SMALL_CHECKPOINT = 12
"""Pages after which what was written is moved into the file, so that a short session has many checkpoints."""


class Session(ABC):
    """One session; ``synchronous`` is what SQLite is told in place of what the program tells it, to try the test."""

    name = ""

    def __init__(self, synchronous: str = "") -> None:
        self._synchronous = synchronous

    @abstractmethod
    def prepare(self, folder: Path) -> None:
        """Make what is there, and safely on disk, before."""

    @abstractmethod
    def __call__(self, folder: Path, acknowledge: Acknowledge) -> None:
        """Do the work."""

    def judge(self, folder: Path, image: Image, outcome: Outcome) -> None:
        """Write down what is lost or half-done of what an image left, where the program is started again."""
        if not (folder / NAME).exists():
            outcome.lost.extend(["the project"] if image.acknowledged else [])
            return
        with open_project(folder / NAME, program="the next start") as project:
            rows, there = edits(project), set(project.documents.ids())
            outcome.lost.extend(f"row {number}" for number, row in enumerate(image.rows) if row not in rows)
            outcome.lost.extend(key for key in image.documents if key not in there)
            # One edit may be on disk before it was shown.
            if len(rows) > len(image.rows) + 1:
                outcome.half_done.append(f"{len(rows)} rows of {len(image.rows)}")
            outcome.findings.extend(_found(project))

    def opened(self, folder: Path) -> Project:
        """The project, with checkpoints often."""
        project = open_project(folder / NAME)
        project.file.db.conn.execute(f"PRAGMA wal_autocheckpoint = {SMALL_CHECKPOINT}")
        if self._synchronous:
            project.file.db.conn.execute(f"PRAGMA synchronous = {self._synchronous}")
        return project


class Editing(Session):
    """Edits, undo and redo, a bulk edit, an import, closing and going on."""

    name = "power: a session of edits"

    def prepare(self, folder: Path) -> None:
        """The sample articles with suggestions."""
        gold_project(folder / NAME)

    def __call__(self, folder: Path, acknowledge: Acknowledge) -> None:
        """Do the work."""
        with self.opened(folder) as project:
            for item in sheet_of(project).events[:3]:
                review.confirm(project, sheet_of(project), item.id)
                acknowledge(project)
            for verb in (history.undo, history.undo, history.redo):
                verb(project)
                acknowledge(project)
            while settle(project, 60).has_more:
                pass
            acknowledge(project)
        with self.opened(folder) as project:
            wanted = confirm_many.prepare_in(project, sheet_of(project), confirm_many.Wanted())
            for _step in confirm_many.confirm_prepared(project, wanted):
                pass
            acknowledge(project)
            history.undo(project)
            acknowledge(project)


class Making(Session):
    """A new project, and articles brought into it."""

    name = "power: a new project, an import"

    def prepare(self, folder: Path) -> None:
        """Articles elsewhere."""
        write_articles(folder.parent / "articles")

    def __call__(self, folder: Path, acknowledge: Acknowledge) -> None:
        """Do the work."""
        with create_project(folder / NAME) as project:
            acknowledge(project)
            for _step in import_documents(project, [folder.parent / "articles"]):
                acknowledge(project)


class BackingUp(Session):
    """Edits, each followed by a backup."""

    name = "power: backups"

    def prepare(self, folder: Path) -> None:
        """The sample articles with suggestions."""
        gold_project(folder / NAME)

    def __call__(self, folder: Path, acknowledge: Acknowledge) -> None:
        """Do the work."""
        with self.opened(folder) as project:
            for item in sheet_of(project).events[:2]:
                review.confirm(project, sheet_of(project), item.id)
                back_up(folder / NAME)
                acknowledge(project)

    def judge(self, folder: Path, image: Image, outcome: Outcome) -> None:
        """The project, and every backup that was made; whatever has a backup's name is a whole project."""
        super().judge(folder, image, outcome)
        outcome.lost.extend(name for name in image.backups if not (folder / name).exists())
        for path in folder.glob(BACKUPS):
            outcome.half_done.extend(_wrong_with(path))


class Migrating(Session):
    """A project of an earlier version, opened and so brought to the newest shape."""

    name = "power: an update from the first shape"
    version = 1

    def prepare(self, folder: Path) -> None:
        """The file, and what its journal says when nothing comes between."""
        there = folder.parent / "there.bap"
        shutil.copy(DATABASES / f"schema-{self.version}.bap", there)
        with open_project(there) as project:
            self._rows = edits(project)
        shutil.copy(DATABASES / f"schema-{self.version}.bap", folder / NAME)

    def __call__(self, folder: Path, acknowledge: Acknowledge) -> None:
        """Open it."""
        with self.opened(folder) as project:
            acknowledge(project)

    def judge(self, folder: Path, image: Image, outcome: Outcome) -> None:
        """All edits; and from the first step on a whole copy of how it was before."""
        with opened_project(folder / NAME) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            steps = connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0]
        if version != steps:
            outcome.half_done.append(f"version {version} with {steps} steps")
        copies = list(folder.glob(BACKUPS))
        if version > self.version and not copies:
            outcome.lost.append("the copy of how it was")
        for path in copies:
            check_copy(path)
        with open_project(folder / NAME) as project:
            outcome.lost.extend([] if edits(project) == self._rows else ["rows of the journal"])
            outcome.findings.extend(_found(project))
        del image


class Restoring(Session):
    """Going back to a backup."""

    name = "power: going back to a backup"

    def prepare(self, folder: Path) -> None:
        """A project of four edits, and a backup with the first of them."""
        gold_project(folder / NAME)
        with open_project(folder / NAME) as project:
            for number, item in enumerate(sheet_of(project).events[:4]):
                review.confirm(project, sheet_of(project), item.id)
                if number == 0:
                    back_up(folder / NAME).path.replace(self._then(folder))
            self._before, self._after = edits(project), edits(project)[:1]
        shutil.rmtree(next(folder.glob("* backups")))

    def __call__(self, folder: Path, acknowledge: Acknowledge) -> None:
        """Go back."""
        restore(folder / NAME, as_any_backup(self._then(folder)))
        with open_project_to_read(folder / NAME) as project:
            acknowledge(project)

    def judge(self, folder: Path, image: Image, outcome: Outcome) -> None:
        """The project as it was or as it is to be; in that case it is kept as it was, too."""
        for path in folder.glob(BACKUPS):
            outcome.half_done.extend(_wrong_with(path))
        with open_project(folder / NAME) as project:
            rows = edits(project)
            outcome.findings.extend(_found(project))
        if rows not in (self._before, self._after) or (image.acknowledged and rows != self._after):
            outcome.half_done.append(f"{len(rows)} rows")
        if rows == self._after and self._before not in [_edits_of(path) for path in folder.glob(BACKUPS)]:
            outcome.lost.append("what was there before")

    def _then(self, folder: Path) -> Path:
        return folder.parent / "then.bap"


class RestoringDamaged(Restoring):
    """The same where SQLite cannot read the project any more."""

    name = "power: a backup in the place of a damaged file"

    def prepare(self, folder: Path) -> None:
        """The project is damaged, and has a log beside it."""
        super().prepare(folder)
        raw = (folder / NAME).read_bytes()
        self._damaged = (b"\x5a" * 4096 + raw[4096:], b"\x5a" * 9000)
        for path, content in zip(self._files(folder / NAME), self._damaged, strict=True):
            path.write_bytes(content)

    def judge(self, folder: Path, image: Image, outcome: Outcome) -> None:
        """The damaged file with its log, in its place or as a backup; or the project as it is to be."""
        if not (folder / NAME).exists():
            outcome.half_done.append("there is no project")
            return
        homes = [folder / NAME, *folder.glob(BACKUPS)]
        if self._damaged not in [self._contents(path) for path in homes]:
            outcome.lost.append("the damaged file")
        is_back = (folder / NAME).read_bytes() != self._damaged[0]
        if is_back:
            with open_project(folder / NAME) as project:
                outcome.half_done.extend([] if edits(project) == self._after else ["rows"])
                outcome.findings.extend(_found(project))
        outcome.lost.extend([] if is_back or not image.acknowledged else ["what was restored"])

    def _files(self, path: Path) -> tuple[Path, Path]:
        return path, path.with_name(f"{path.name}-wal")

    def _contents(self, path: Path) -> tuple[bytes, ...]:
        return tuple(one.read_bytes() if one.exists() else b"" for one in self._files(path))


def _wrong_with(path: Path) -> list[str]:
    """What is wrong with a project that nobody has open."""
    with open_project_to_read(path) as project:
        return [f"{path.name}: {problem}" for problem in _found(project)]


def _found(project: Project) -> list[str]:
    return [f"{found.place}: {found.reason}" for found in check(project)]


def _edits_of(path: Path) -> list[str]:
    with open_project_to_read(path) as project:
        return edits(project)


SESSIONS = (Editing, Making, BackingUp, Migrating, Restoring, RestoringDamaged)
