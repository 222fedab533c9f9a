"""The project's file: one edit against a bare commit, and how many articles come in and go out a second."""

from __future__ import annotations

import contextlib
import itertools
import json
import sqlite3
import time
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import annotation_to_plain, new_id
from border_annotator.domain.edit import Edit, change_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.span import Span
from border_annotator.services import annotate
from border_annotator.services.export_dataset import export_dataset
from border_annotator.services.import_documents import import_documents
from border_annotator.services.project import create_project, open_project
from tests.bench.material import small_texts
from tests.bench.measuring import Line, in_turns, percentile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EDITS = 500
ARTICLES = 200


def stores(path: Path, folder: Path) -> Iterator[Line]:
    """Every line about the file."""
    with open_project(path) as project, contextlib.closing(bare_file(folder / "bare.db")) as connection:
        document_id = project.documents.ids()[0]
        places = itertools.count(1)
        value = json.dumps(annotation_to_plain(Entity(new_id(), Span(1, 2), "PLACE")))

        def edit() -> None:
            place = next(places)
            entity = Entity(new_id(), Span(place, place + 1), "PLACE")
            annotate.apply(project, Edit("Add Place", (change_of(document_id, None, entity),)))

        def commit() -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO rows VALUES (?, ?)", (new_id(), value))
            connection.execute("INSERT INTO journal (value) VALUES (?)", (value,))
            connection.execute("COMMIT")

        ours, floor = in_turns(edit, commit, EDITS)
    for percent in (50, 99):
        yield Line(
            f"one edit: apply -> on disk, p{percent}",
            percentile(ours, percent),
            percentile(floor, percent),
            note="floor: two rows, WAL, synchronous=FULL",
        )
    yield from rates(folder)


def bare_file(path: Path) -> sqlite3.Connection:
    """What an edit needs at least: a table of rows and one for the journal, each commit on disk."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL").fetchone()
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE rows (id TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID")
    connection.execute("CREATE TABLE journal (id INTEGER PRIMARY KEY, value TEXT) STRICT")
    return connection


def rates(folder: Path) -> Iterator[Line]:
    """Articles a second, in and out."""
    texts = small_texts(folder / "texts", ARTICLES)
    with create_project(folder / "rates.bap") as project:
        began = time.perf_counter()
        for _step in import_documents(project, [texts]):
            pass
        taken = time.perf_counter() - began
        yield Line(f"import of {ARTICLES} articles like the seed", ARTICLES / taken, unit="articles/s")
        began = time.perf_counter()
        for _out in export_dataset(project, folder / "out"):
            pass
        taken = time.perf_counter() - began
        yield Line("export of the same without annotations", ARTICLES / taken, unit="articles/s")
