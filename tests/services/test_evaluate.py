"""Comparing a project with gold files."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.errors import KnownError
from border_annotator.services import review
from border_annotator.services.articles import Source
from border_annotator.services.evaluate import evaluate
from border_annotator.services.import_documents import import_documents
from border_annotator.services.project import create_project, open_project
from border_annotator.services.worksheets import read_worksheet
from border_annotator.settings.paths import seeds_folder
from tests.gold_suggestions import GOLD, gold_project

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    gold_project(tmp_path / "p.bap")
    return tmp_path / "p.bap"


def test_what_the_machine_said_counts_whatever_was_decided(path: Path) -> None:
    with open_project(path) as project:
        for document_id in project.documents.ids():
            sheet = read_worksheet(project, document_id)
            review.reject(project, sheet, sheet.events[0].id)
        result = evaluate(project, GOLD)
        reviewed = evaluate(project, GOLD, Source.REVIEWED)
    assert {count.f1 for count in result.total.counts.values()} == {1.0}
    assert reviewed.total.counts["event"].right == 0
    assert reviewed.total.counts["event"].missed == result.total.counts["event"].right
    assert (result.left_out, result.warnings, reviewed.warnings) == ((), (), ())
    assert [doc_id for doc_id, _ in result.articles] == ["seed-000", "seed-003"]


def test_a_document_that_no_model_has_read(tmp_path: Path) -> None:
    with create_project(tmp_path / "p.bap") as project:
        list(import_documents(project, [seeds_folder()]))
        result = evaluate(project, GOLD)
    assert result.total.counts["event"].right == 0
    assert [doc_id for doc_id, _ in result.warnings] == ["seed-000", "seed-003"]


def test_another_text_is_not_compared(path: Path, tmp_path: Path) -> None:
    gold = json.loads((GOLD / "seed-003.json").read_text("utf-8")) | {"sha256": "0" * 64}
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    with open_project(path) as project:
        result = evaluate(project, folder)
    assert result.articles == ()
    assert result.left_out == (("seed-003", "the project's document has another text"),)


def test_gold_that_cannot_be_used(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "gold"
    folder.mkdir()
    with open_project(path) as project:
        with pytest.raises(KnownError, match="no gold files"):
            evaluate(project, folder)
        for name in ("a.json", "b.json"):
            shutil.copy(GOLD / "seed-003.json", folder / name)
        with pytest.raises(KnownError, match=r"b\.json and a\.json are both about seed-003"):
            evaluate(project, folder)
        (folder / "b.json").write_text("{}", encoding="utf-8")
        with pytest.raises(KnownError, match=r"b\.json: format is missing"):
            evaluate(project, folder)
