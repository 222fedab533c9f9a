"""Work by the command line, and what happens to a file when it is opened."""

from __future__ import annotations

import contextlib
import io
import sys
from typing import TYPE_CHECKING
from unittest import mock

from border_annotator.__main__ import main
from border_annotator.services.gazetteer import gazetteer_entries
from border_annotator.services.project import create_project, open_project, open_project_to_read
from tests.crashes.kinds import ARTICLES, Kind, few_suggestions, import_articles, loaded_model, write_articles
from tests.gold_suggestions import gold_project

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.crashes.witness import Said, Witness


class Printed(io.StringIO):
    """A terminal that is told to another process line by line."""

    def __init__(self, witness: Witness, **facts: object) -> None:
        super().__init__()
        self._witness = witness
        self._facts = facts

    def write(self, text: str) -> int:
        """Pass on what is printed."""
        if text.strip():
            self._witness.tell(text.strip(), **self._facts)
        return len(text)


def command(witness: Witness, *arguments: object, **facts: object) -> None:
    """Run a command of the program; what it prints is what it acknowledges."""
    called = ["border-annotator", *map(str, arguments)]
    with mock.patch.object(sys, "argv", called), mock.patch.object(sys, "stdout", Printed(witness, **facts)):
        code = main()
    if code:
        raise AssertionError(f"{arguments} ended with {code}")


class Commands(Kind):
    """A project made, filled and used by commands."""

    name = "commands: new, import, gazetteer"
    acknowledgements = 7
    names = ("Silene", "Terehova", "Medininkai")

    def prepare(self, place: Path) -> None:
        """Articles."""
        write_articles(place / "articles")

    def work(self, place: Path, witness: Witness) -> None:
        """One command after the other."""
        project = self.project(place)
        command(witness, "new", project, is_made=True)
        command(witness, "import", project, place / "articles", articles=ARTICLES)
        for name in self.names:
            command(witness, "gazetteer", "add", project, name, "--label", "PLACE", name=name)
        command(witness, "gazetteer", "remove", project, self.names[0], removed=self.names[0])
        command(witness, "stats", project, articles=ARTICLES)

    def lost(self, place: Path, said: Sequence[Said]) -> list[str]:
        """What a command printed holds."""
        if not said:
            return []
        with open_project_to_read(self.project(place)) as opened:
            names = {name for entry in gazetteer_entries(opened) for name in entry.names}
            count = len(opened.documents.ids())
        going = len(said) == 1 + 1 + len(self.names)
        kept = [note["name"] for note in said if "name" in note and not going]
        removed = {note["removed"] for note in said if "removed" in note}
        found = [f"{name} is gone" for name in kept if name not in names | removed]
        found += [f"{name} is there" for name in removed if name in names]
        return found + [note["words"] for note in said if note.get("articles", 0) > count]

    def half_done(self, place: Path, said: Sequence[Said]) -> list[str]:
        """A project that is there can be opened, or made again in its place."""
        project = self.project(place)
        if said or not project.exists():
            return []
        with contextlib.suppress(Exception):
            open_project(project).close()
            return []
        create_project(project).close()
        return []


class PrelabelCommand(Kind):
    """Articles labelled by the command line."""

    name = "commands: prelabel"

    def prepare(self, place: Path) -> None:
        """Short articles that no model has read."""
        import_articles(self.project(place))

    def work(self, place: Path, witness: Witness) -> None:
        """Label them."""
        with open_project_to_read(self.project(place)) as project:
            ids = project.documents.ids()
        with loaded_model():
            command(witness, "prelabel", self.project(place), labelled=ids)

    def half_done(self, place: Path, said: Sequence[Said]) -> list[str]:
        """Every article has all its suggestions or none."""
        del said
        return few_suggestions(self.project(place))


class ExportCommand(Kind):
    """Articles written out by the command line."""

    name = "commands: export"

    def prepare(self, place: Path) -> None:
        """The sample articles."""
        gold_project(self.project(place))
        (place / "out").mkdir()

    def work(self, place: Path, witness: Witness) -> None:
        """Export twice: into an empty folder, and over what is there."""
        for _time in range(2):
            command(witness, "export", self.project(place), place / "out", "--layer", "suggestions", exported=2)

    def lost(self, place: Path, said: Sequence[Said]) -> list[str]:
        """The files of an export that said it was done are there."""
        count = len(list((place / "out").glob("*.json")))
        return super().lost(place, said) + [note["words"] for note in said if note.get("exported", 0) > count]

    def half_done(self, place: Path, said: Sequence[Said]) -> list[str]:
        """A file is whole or not there."""
        from border_annotator.formats.readers.native import read_native_file

        del said
        return [path.name for path in (place / "out").glob("*.json") if not read_native_file(path).events]
