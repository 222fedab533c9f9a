"""Exporting a project, and what it is called."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.annotation import anchor_of, label_of
from border_annotator.domain.errors import KnownError
from border_annotator.domain.layer import ReviewState
from border_annotator.domain.queue_filter import Facet, QueueFilter, Stand
from border_annotator.formats.file_names import LONGEST_NAME
from border_annotator.formats.readers.native import read_native_file
from border_annotator.services import event_details, review
from border_annotator.services.articles import Source, names_of
from border_annotator.services.export_choice import ExportChoice
from border_annotator.services.export_dataset import export_dataset
from border_annotator.services.import_documents import import_documents
from border_annotator.services.project import Project, create_project, open_project
from border_annotator.services.worksheets import read_worksheet
from tests.gold_suggestions import gold_project

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.domain.article import Article


DONE = QueueFilter({Facet.STATE: frozenset({Stand.DONE.value})})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    gold_project(tmp_path / "p.bap")
    return tmp_path / "p.bap"


def test_suggestions_come_with_source_and_confidence(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project:
        *steps, _proof = export_dataset(project, tmp_path / "out", ExportChoice(source=Source.SUGGESTIONS))
    assert [step.done for step in steps] == [1, 2]
    assert sum(step.dropped for step in steps) == 0
    written = steps[0].path
    assert written is not None
    assert written.name == "000_4649726c9b6e0d0e.json"
    plain = json.loads(written.read_text("utf-8"))
    assert (plain["doc_id"], plain["text_file"]) == ("000_4649726c9b6e0d0e", "000_4649726c9b6e0d0e.txt")
    assert plain["layer"] == "suggestions"
    assert plain["entities"][0]["id"] == "e1"
    assert plain["entities"][0]["source"] == "gold"
    assert plain["entities"][0]["confidence"] == 0.9
    assert len(plain["entities"][0]["uid"]) == 32
    assert len(plain["events"]) == 18


def test_decisions_change_the_reviewed_layer_only(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project:
        document_id = project.documents.ids()[0]
        sheet = read_worksheet(project, document_id)
        review.confirm(project, sheet, sheet.events[0].id)
        review.reject(project, read_worksheet(project, document_id), sheet.events[1].id)
        machine = export_one(project, tmp_path / "machine", Source.SUGGESTIONS)
        reviewer = export_one(project, tmp_path / "reviewer", Source.REVIEWED)
    assert len(machine.events) == 18
    assert [event.type for event in reviewer.events] == ["Force.Deployment"]
    assert reviewer.origins == {}
    assert {a.ref for a in reviewer.events[0].arguments} <= {a.id for a in reviewer.annotations()}


def test_rejections_travel_with_their_reasons(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project:
        document_id = project.documents.ids()[0]
        sheet = read_worksheet(project, document_id)
        gone = [sheet.events[1], sheet.entities[4]]
        review.reject(project, sheet, gone[0].id, "not an event")
        review.reject(project, read_worksheet(project, document_id), gone[1].id)
        assert export_one(project, tmp_path / "machine", Source.SUGGESTIONS).rejections == ()
        rejections = export_one(project, tmp_path / "reviewer", Source.REVIEWED).rejections
    assert {(r.id, r.label, r.reason) for r in rejections} == {
        (gone[0].id, "Force.Deployment", "not an event"),
        (gone[1].id, label_of(gone[1].value), None),
    }
    assert [r.span for r in rejections] == sorted(anchor_of(item.value) for item in gone)
    assert {(r.origin.source, r.origin.confidence) for r in rejections} == {("gold", 0.9)}


def test_not_stated_travels(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project:
        document_id = project.documents.ids()[0]
        sheet = read_worksheet(project, document_id)
        event_details.say_not_stated(project, sheet, sheet.events[0].id, "reason")
        article = export_one(project, tmp_path / "reviewer", Source.REVIEWED)
    assert [event.not_stated for event in article.events] == [("reason",)]


def export_one(project: Project, out: Path, source: Source) -> Article:
    step, *_others = export_dataset(project, out, ExportChoice(source=source))
    assert step.path is not None
    return read_native_file(step.path)


def test_only_what_is_done(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project:
        sheet = read_worksheet(project, project.documents.ids()[1])
        review.mark(project, sheet, ReviewState.DONE)
        *steps, _proof = export_dataset(project, tmp_path / "out", ExportChoice(queue=DONE))
    assert [step.path.name if step.path else None for step in steps] == [None, "003_3cc3049288d45523.json"]
    assert json.loads((tmp_path / "out" / "003_3cc3049288d45523.json").read_text("utf-8"))["review"] == "done"


def test_the_window_can_edit_between_two_steps(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project:
        steps = export_dataset(project, tmp_path / "out")
        next(steps)
        sheet = read_worksheet(project, project.documents.ids()[1])
        review.confirm(project, sheet, sheet.events[0].id)
        second = next(steps)
    # All files show the project as it was when the export began.
    assert second.annotations == 0


def test_files_of_one_name_get_numbers(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "News.txt").write_text(f"Guards turned back people in {name}.", encoding="utf-8")
    (tmp_path / "a" / "news-2.txt").write_text("Nothing happened.", encoding="utf-8")
    long = "ž" * 120
    (tmp_path / "a" / f"{long}.txt").write_text("Long.", encoding="utf-8")
    with create_project(tmp_path / "p.bap") as project:
        assert all(step.document_id for step in import_documents(project, [tmp_path / "a", tmp_path / "b"]))
        written = [step.path for step in export_dataset(project, tmp_path / "out") if not step.is_proving]
    names = sorted(path.name for path in written if path is not None)
    assert [name for name in names if name.isascii()] == ["News-3.json", "News.json", "news-2.json"]
    assert all(len(name.encode()) <= LONGEST_NAME + 5 for name in names)
    texts = {json.loads(path.read_text("utf-8"))["text_file"] for path in written if path is not None}
    assert texts == {"News.txt", "news-2.txt", f"{long}.txt"}


def test_names() -> None:
    files = [("1", "a.txt"), ("2", "A.text"), ("3", "a-2.txt"), ("4", ".txt"), ("5", "a.txt")]
    assert names_of(files) == {"1": "a", "2": "A-3", "3": "a-2", "4": "txt", "5": "a-4"}


def test_an_unknown_format_makes_no_folder(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project, pytest.raises(KnownError, match="not a format"):
        next(export_dataset(project, tmp_path / "out", ExportChoice(format_name="nothing")))
    assert not (tmp_path / "out").exists()
