"""What was written is read before it takes the place of what was there."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.errors import BugError
from border_annotator.services import export_dataset as exporting
from border_annotator.services.articles import Source
from border_annotator.services.export_choice import ExportChoice
from border_annotator.services.export_dataset import export_dataset
from border_annotator.services.export_formats import export_format
from border_annotator.services.project import open_project
from tests.formats.writers.written import FILES, set_format
from tests.gold_suggestions import gold_project

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from border_annotator.domain.outgoing import Outgoing, Setting


@pytest.fixture
def path(tmp_path: Path) -> Path:
    gold_project(tmp_path / "p.bap")
    return tmp_path / "p.bap"


@pytest.mark.parametrize("name", FILES)
def test_what_is_written_reads_back(path: Path, tmp_path: Path, name: str) -> None:
    with open_project(path) as project:
        steps = list(export_dataset(project, tmp_path / "out", ExportChoice(name, Source.SUGGESTIONS)))
    assert [step.path for step in steps if not step.is_proving] == [tmp_path / "out"] * 2


@pytest.mark.parametrize("harm", ["other", "missing", "broken"])
def test_a_file_that_says_something_else_leaves_the_old_one(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    whole, out = set_format("doccano"), tmp_path / "out"

    def write(folder: Path, articles: Iterable[Outgoing], setting: Setting) -> Iterator[None]:
        yield from whole.write(folder, articles, setting)
        file = folder / "doccano.jsonl"
        first, *others = file.read_text("utf-8").splitlines(keepends=True)
        harmed = {"other": first.replace("COUNTRY", "PLACE", 1), "missing": "", "broken": first[:-20] + "\n"}[harm]
        file.write_text("".join([harmed, *others]), encoding="utf-8")

    with open_project(path) as project:
        choice = ExportChoice("doccano", Source.SUGGESTIONS)
        list(export_dataset(project, out, choice))
        before = (out / "doccano.jsonl").read_bytes()
        monkeypatch.setattr(exporting, "format_for", lambda _choice: dataclasses.replace(whole, write=write))
        with pytest.raises(BugError, match=r"read back|is not in what was written"):
            list(export_dataset(project, out, choice))
    assert (out / "doccano.jsonl").read_bytes() == before
    assert export_format("doccano") is whole
