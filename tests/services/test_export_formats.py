"""A project in every format: whole or not at all, the same bytes again, and what is chosen and nothing else."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.errors import KnownError
from border_annotator.services.articles import Source
from border_annotator.services.export_choice import ExportChoice
from border_annotator.services.export_dataset import export_dataset
from border_annotator.services.export_formats import EXPORT_FORMATS
from border_annotator.services.project import Project, open_project
from tests.gold_suggestions import gold_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = [known.name for known in EXPORT_FORMATS]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path = tmp_path_factory.mktemp("project") / "p.bap"
    gold_project(path)
    with open_project(path) as opened:
        yield opened


def chosen(name: str) -> ExportChoice:
    return ExportChoice(format_name=name, source=Source.SUGGESTIONS, with_card=False)


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", NAMES)
def test_every_format_is_written_and_the_same_again(name: str, project: Project, tmp_path: Path) -> None:
    steps = [s for s in export_dataset(project, tmp_path / "a", chosen(name)) if not s.is_proving]
    assert [(step.done, step.total) for step in steps] == [(1, 2), (2, 2)]
    assert all(step.path is not None and step.annotations > 40 and step.dropped == 0 for step in steps)
    found = files_in(tmp_path / "a")
    suffix = next(known.suffix for known in EXPORT_FORMATS if known.name == name)
    assert any(path.endswith(suffix) for path in found)
    assert all(found.values())
    assert not any(".part" in path for path in found)
    list(export_dataset(project, tmp_path / "b", chosen(name)))
    again = files_in(tmp_path / "b")
    assert again.keys() == found.keys()
    assert again == found


def test_an_export_that_is_stopped_leaves_the_folder_as_it_was(project: Project, tmp_path: Path) -> None:
    (tmp_path / "data.jsonl").write_text("old", encoding="utf-8")
    steps = export_dataset(project, tmp_path, chosen("jsonl"))
    next(steps)
    steps.close()
    assert files_in(tmp_path) == {"data.jsonl": b"old"}


def test_a_full_disk_leaves_the_folder_as_it_was(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "entities.csv").write_text("old", encoding="utf-8")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KnownError, match="No space left on device"):
        list(export_dataset(project, tmp_path, chosen("csv")))
    assert files_in(tmp_path) == {"entities.csv": b"old"}
    assert [path.name for path in tmp_path.iterdir()] == ["entities.csv"]


def test_a_folder_where_a_file_should_go_is_told_before_anything_is_replaced(project: Project, tmp_path: Path) -> None:
    (tmp_path / "figures.csv").mkdir()
    (tmp_path / "entities.csv").write_text("old", encoding="utf-8")
    with pytest.raises(KnownError, match="is a folder"):
        list(export_dataset(project, tmp_path, chosen("csv")))
    assert files_in(tmp_path) == {"entities.csv": b"old"}
