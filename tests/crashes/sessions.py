"""Sessions whose power is cut: what is written, and when the program says that it is saved."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from border_annotator.services import confirm_many, history, review
from border_annotator.services.import_documents import import_documents
from border_annotator.services.project import create_project, open_project
from border_annotator.services.queue import settle
from tests.crashes.kinds import write_articles
from tests.gold_suggestions import gold_project, sheet_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from border_annotator.services.project import Project

    Acknowledge = Callable[[Project], None]

NAME = "work.bap"
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


SESSIONS = (Editing, Making)
