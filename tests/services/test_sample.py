"""The sample project is there, whatever happened before."""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.errors import KnownError
from border_annotator.domain.layer import ReviewState
from border_annotator.services import import_documents, review, sample
from border_annotator.services.sample import open_sample, sample_path
from border_annotator.services.worksheets import read_worksheet
from border_annotator.settings import paths
from border_annotator.storage.project_file import ProjectFile

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.services.project import Project


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "data_folder", lambda: tmp_path)


def names() -> list[str]:
    with open_sample() as project:
        return [name for _, name in project.documents.file_names()]


SEEDS = ["000_4649726c9b6e0d0e.txt", "003_3cc3049288d45523.txt"]


def test_it_is_made_once() -> None:
    assert names() == SEEDS
    inode = sample_path().stat().st_ino
    assert names() == SEEDS
    assert sample_path().stat().st_ino == inode


def test_work_in_it_stays() -> None:
    with open_sample() as project:
        review.mark(project, read_worksheet(project, project.documents.ids()[0]), ReviewState.DONE)
    with open_sample() as project:
        sheet = read_worksheet(project, project.documents.ids()[0])
        assert sheet.review.state is ReviewState.DONE


def test_an_empty_file_is_replaced() -> None:
    sample_path().touch()
    assert names() == SEEDS


def test_a_project_without_a_schema_is_replaced() -> None:
    ProjectFile.create(sample_path(), "a test").close()
    assert names() == SEEDS


def test_one_that_was_cut_short_is_completed(monkeypatch: pytest.MonkeyPatch) -> None:
    real = import_documents.import_documents
    with monkeypatch.context() as patched:

        def cut_short(project: Project, files: list[Path]) -> object:
            with closing(real(project, files)) as steps:
                yield next(steps)
            raise KeyboardInterrupt

        patched.setattr(sample, "import_documents", cut_short)
        with pytest.raises(KeyboardInterrupt):
            open_sample()
    assert names() == SEEDS


def test_a_foreign_file_in_its_place_is_not_touched() -> None:
    sample_path().write_text("Somebody's notes.", encoding="utf-8")
    with pytest.raises(KnownError):
        open_sample()
    assert sample_path().read_text("utf-8") == "Somebody's notes."


def test_a_second_window_is_told() -> None:
    with open_sample(), pytest.raises(KnownError, match=f"process {os.getpid()}"):
        open_sample()
