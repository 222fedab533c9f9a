"""The kinds of work that are killed: what is there before, what is done, and what must hold afterwards."""

from __future__ import annotations

import contextlib
import functools
import multiprocessing
from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from border_annotator.domain.schema_reading import read_schema
from border_annotator.services.import_documents import import_documents
from border_annotator.services.project import create_project, open_project, open_project_to_read
from border_annotator.settings import paths
from tests.crashes.witness import digest, missing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from border_annotator.nlp.prelabeler import Prelabeler
    from tests.crashes.witness import Said, Witness

ARTICLES = 6
TEXT = (
    "Border guards in Latvia turned back {count} people near Silene on Monday.\n\nA second group of {more} was let in."
)


class Kind(ABC):
    """One kind of work. ``acknowledgements`` is about how many it makes, 0 where only the end says anything."""

    name = ""
    acknowledgements = 0

    def project(self, place: Path) -> Path:
        """The project that is worked on."""
        return place / "work.bap"

    @abstractmethod
    def prepare(self, place: Path) -> None:
        """Make what is there before; called once."""

    @abstractmethod
    def work(self, place: Path, witness: Witness) -> None:
        """The work, in the process that is killed."""

    def lost(self, place: Path, said: Sequence[Said]) -> list[str]:
        """What was acknowledged and is not there: edits of the journal, articles, labels, files."""
        project = self.project(place)
        if not project.exists():
            return [note["words"] for note in said]
        found = [
            f"{note['words']}: {path}"
            for note in said
            for path, content in note.get("files", {}).items()
            if not Path(path).exists() or digest(Path(path).read_bytes()) != content
        ]
        with open_project_to_read(project) as opened:
            found += missing(said, opened)
            there = set(opened.documents.ids())
            waiting = set(opened.documents.ids_to_prelabel())
        for note in said:
            found += [f"{note['words']}: {key}" for key in note.get("documents", ()) if key not in there]
            found += [f"{note['words']}: {key}" for key in note.get("labelled", ()) if key in waiting]
        return found

    def half_done(self, place: Path, said: Sequence[Said]) -> list[str]:
        """What is there in part; looked for first, so that nothing has been mended yet."""
        del place, said
        return []


def write_articles(folder: Path) -> None:
    """Short articles to import."""
    folder.mkdir()
    for number in range(ARTICLES):
        text = TEXT.format(count=number + 12, more=number + 30)
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")


def import_articles(project: Path) -> None:
    """A project of short articles that no model has read."""
    write_articles(project.parent / "articles")
    with create_project(project) as made:
        for _step in import_documents(made, [project.parent / "articles"]):
            pass
        # A model loads much when it reads for the first time.
        prelabeler().label(made.documents.get(made.documents.ids()[0]))


@functools.cache
def prelabeler() -> Prelabeler:
    """The real model with the program's own schema, loaded once for all processes that are split off later."""
    from border_annotator.nlp.prelabeler import Prelabeler

    return Prelabeler(read_schema(paths.default_schema().read_text("utf-8"), "schema"), None, ())


@contextlib.contextmanager
def loaded_model() -> Iterator[None]:
    """Labelling processes that are split off this one and so have the model already."""
    forking = multiprocessing.get_context("fork")
    with (
        mock.patch("multiprocessing.get_context", return_value=forking),
        mock.patch("border_annotator.nlp.labelling_process._Reader._loaded", return_value=prelabeler()),
    ):
        yield


def few_suggestions(project: Path) -> list[str]:
    """Documents with some of a reading's suggestions and not all; every article of ours has the same number."""
    with open_project(project) as opened, opened.file.reading() as connection:
        counts = dict(
            connection.execute(
                "SELECT d.id, count(s.id) FROM documents d LEFT JOIN suggestions s ON s.document_id = d.id"
                " GROUP BY d.id"
            ).fetchall()
        )
    most = max(counts.values(), default=0)
    return [f"{key}: {count} suggestions of {most}" for key, count in counts.items() if 0 < count < most]
