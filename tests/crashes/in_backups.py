"""Backups made while work goes on, going back to one, saving what is damaged, and files of every earlier shape."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from border_annotator.services import review
from border_annotator.services.backups import back_up
from border_annotator.services.check import check
from border_annotator.services.project import open_project, open_project_to_read
from border_annotator.storage.migrations import NEWEST
from tests.crashes.in_commands import command
from tests.crashes.kinds import Kind
from tests.crashes.witness import edits
from tests.gold_suggestions import gold_project, sheet_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.crashes.witness import Said, Witness

DATABASES = Path(__file__).parents[1] / "databases"


class Backups(Kind):
    """Edits, each followed by a backup, while the project stays open."""

    name = "backups beside edits"
    acknowledgements = 6

    def prepare(self, place: Path) -> None:
        """The sample articles."""
        gold_project(self.project(place))

    def work(self, place: Path, witness: Witness) -> None:
        """Three times."""
        with open_project(self.project(place)) as project:
            for item in sheet_of(project).events[:3]:
                review.confirm(project, sheet_of(project), item.id)
                witness.edit("confirmed", project)
                made = back_up(self.project(place))
                witness.files("backed up", [made.path])

    def half_done(self, place: Path, said: Sequence[Said]) -> list[str]:
        """Whatever has a backup's name is a whole project."""
        del said
        return [found for path in sorted(place.glob("* backups/*.bap")) for found in _broken(path)]


class Restore(Kind):
    """Going back to a backup by the command line."""

    name = "commands: restore"
    words = "is again as"

    def prepare(self, place: Path) -> None:
        """A project of four edits, and a backup with the first of them."""
        gold_project(self.project(place))
        with open_project(self.project(place)) as project:
            for number, item in enumerate(sheet_of(project).events[:4]):
                review.confirm(project, sheet_of(project), item.id)
                if number == 0:
                    shutil.copy(back_up(self.project(place)).path, place / "then.bap")
            (place / "rows").write_text("\n".join(edits(project)), encoding="utf-8")
        shutil.rmtree(next(place.glob("* backups")))

    def work(self, place: Path, witness: Witness) -> None:
        """Go back."""
        command(witness, "restore", self.project(place), place / "then.bap", "--yes")

    def lost(self, place: Path, said: Sequence[Said]) -> list[str]:
        """All four edits before it said that it is done; after that they are in a backup."""
        rows = (place / "rows").read_text("utf-8").split("\n")
        is_done = any(self.words in note["words"] for note in said)
        with open_project_to_read(self.project(place)) as project:
            found = edits(project)
        if found not in (rows, rows[:1]) or (is_done and found == rows):
            return [f"{len(found)} edits"]
        kept = [self._rows(path) for path in place.glob("* backups/*.bap")]
        return ["what was there before"] if found != rows and rows not in kept else []

    def half_done(self, place: Path, said: Sequence[Said]) -> list[str]:
        """Whatever has a backup's name is a whole project."""
        del said
        return [found for path in sorted(place.glob("* backups/*.bap")) for found in _broken(path)]

    def _rows(self, path: Path) -> list[str]:
        with open_project_to_read(path) as project:
            return edits(project)


class Recover(Kind):
    """Saving what can be read into a new project."""

    name = "commands: recover"

    def project(self, place: Path) -> Path:
        """The new one."""
        return place / "new.bap"

    def prepare(self, place: Path) -> None:
        """A project with an edit."""
        gold_project(place / "old.bap")
        with open_project(place / "old.bap") as project:
            review.confirm(project, sheet_of(project), sheet_of(project).events[0].id)

    def work(self, place: Path, witness: Witness) -> None:
        """Save it."""
        command(witness, "recover", place / "old.bap", self.project(place))

    def lost(self, place: Path, said: Sequence[Said]) -> list[str]:
        """The new one is there once that was said, and the old one is as it was."""
        path = self.project(place)
        return _broken(place / "old.bap") + ([note["words"] for note in said] if not path.exists() else [])


class OldShape(Kind):
    """A project of an earlier version, opened and so brought to the newest shape."""

    def __init__(self, version: int) -> None:
        self.name = f"migration from shape {version}"
        self._version = version

    def prepare(self, place: Path) -> None:
        """The file, and what its journal says when nothing comes between."""
        there = place / "there.bap"
        shutil.copy(DATABASES / f"schema-{self._version}.bap", there)
        with open_project(there) as project:
            (place / "rows").write_text("\n".join(edits(project)), encoding="utf-8")
        shutil.copy(DATABASES / f"schema-{self._version}.bap", self.project(place))

    def work(self, place: Path, witness: Witness) -> None:
        """Open it."""
        with open_project(self.project(place)):
            witness.tell("opened")
        witness.tell("closed")

    def lost(self, place: Path, said: Sequence[Said]) -> list[str]:
        """Every edit is there, and once it said that it is open, the copy of how it was."""
        with open_project(self.project(place)) as project:
            rows = edits(project)
        lost = [] if rows == (place / "rows").read_text("utf-8").split("\n") else ["rows of the journal"]
        return lost + (["the copy"] if said and not list(place.glob("work backups/*.bap")) else [])

    def half_done(self, place: Path, said: Sequence[Said]) -> list[str]:
        """Each step is there with its record, or neither is."""
        with contextlib.closing(sqlite3.connect(self.project(place))) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            names = {row[0] for row in connection.execute("SELECT name FROM _sqlite_migrations")}
        found = [] if version == len(names) else [f"version {version} with {len(names)} steps"]
        return found + ([f"version {version}"] if said and version != NEWEST else [])


def _broken(path: Path) -> list[str]:
    """What is wrong with a project that nobody has open."""
    with open_project_to_read(path) as project:
        return [f"{path.name}: {found.place}: {found.reason}" for found in check(project)]
