"""Projects for a rehearsal: as the first one, and without a trace in it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.errors import KnownError
from border_annotator.services import review
from border_annotator.services.project import open_project, open_project_to_read
from border_annotator.services.rehearsal import gold_for, rehearsal_project, unread
from border_annotator.services.worksheets import read_worksheet
from tests.gold_suggestions import GOLD

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def original(gold_file: Path, project_path: Path) -> Path:
    """A project on which somebody has begun."""
    shutil.copyfile(gold_file, project_path)
    with open_project(project_path) as project:
        sheet = read_worksheet(project, project.documents.ids()[0])
        review.confirm(project, sheet, sheet.events[0].id)
    return project_path


def test_a_rehearsal_begins_afresh_with_the_same_suggestions(original: Path, tmp_path: Path) -> None:
    before = original.read_bytes()
    with open_project_to_read(original) as project:
        ids = project.documents.ids()
        rehearsal_project(project, tmp_path / "with.bap", ids, with_suggestions=True)
        rehearsal_project(project, tmp_path / "without.bap", ids, with_suggestions=False)
        with open_project_to_read(tmp_path / "with.bap") as made:
            assert made.documents.ids() == ids
            for key in ids:
                assert made.documents.get(key) == project.documents.get(key)
                assert made.suggestions.in_force(key) == project.suggestions.in_force(key)
                assert not read_worksheet(made, key).is_started
    with open_project_to_read(tmp_path / "without.bap") as made:
        assert made.documents.ids() == ids
        assert not any(read_worksheet(made, key).items for key in ids)
        assert unread(made, ids) == [], "no model starts on it"
    assert original.read_bytes() == before
    assert {path.suffix for path in tmp_path.iterdir()} == {".bap"}, "the schema's file is gone"


def test_gold_finds_its_articles_by_their_files(original: Path, tmp_path: Path) -> None:
    with open_project_to_read(original) as project:
        paired = gold_for(project, GOLD)
        assert [gold.doc_id for _, gold in paired.articles] == ["seed-000", "seed-003"]
        assert all(project.documents.get(key).file_name == gold.text_file for key, gold in paired.articles)
        assert paired.left_out == ()
        folder = tmp_path / "gold"
        folder.mkdir()
        source = (GOLD / "seed-003.json").read_text(encoding="utf-8")
        (folder / "one.json").write_text(source, encoding="utf-8")
        (folder / "two.json").write_text(source.replace("003_3cc", "004_3cc"), encoding="utf-8")
        paired = gold_for(project, folder)
        assert [gold.doc_id for _, gold in paired.articles] == ["seed-003"]
        assert [name for name, _reason in paired.left_out] == ["two.json"]


@pytest.mark.parametrize("files", [(), ("two.json",)])
def test_a_folder_without_gold_is_said(original: Path, tmp_path: Path, files: tuple[str, ...]) -> None:
    folder = tmp_path / "gold"
    with open_project_to_read(original) as project:
        with pytest.raises(KnownError, match="is not there"):
            gold_for(project, folder)
        folder.mkdir()
        for name in files:
            source = (GOLD / "seed-003.json").read_text(encoding="utf-8")
            (folder / name).write_text(source.replace("003_3cc", "004_3cc"), encoding="utf-8")
        with pytest.raises(KnownError, match="gold files"):
            gold_for(project, folder)
