"""What was written is read before it takes the place of what was there."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.data_set import TextUse
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


@pytest.mark.parametrize("name", [name for name in FILES if set_format(name).lives_without_text])
def test_offsets_alone_read_back(path: Path, tmp_path: Path, name: str) -> None:
    choice = ExportChoice(name, Source.SUGGESTIONS, text_use=TextUse.OFFSETS, with_card=False)
    with open_project(path) as project:
        steps = list(export_dataset(project, tmp_path / "out", choice))
    assert [(step.done, step.total) for step in steps if step.is_proving][:2] == [(1, 2), (2, 2)]
    words = [file.read_bytes() for file in (tmp_path / "out").rglob("*") if file.is_file()]
    assert not any(b"coast guard" in found or b"Lithuania Bolsters" in found for found in words)


@pytest.mark.parametrize("name", FILES)
def test_a_wrong_label_is_seen_in_every_format(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    whole, out = set_format(name), tmp_path / "out"

    def write(folder: Path, articles: Iterable[Outgoing], setting: Setting) -> Iterator[None]:
        yield from whole.write(folder, map(_mislabelled, articles), setting)

    monkeypatch.setattr(exporting, "format_for", lambda _choice: dataclasses.replace(whole, write=write))
    with open_project(path) as project, pytest.raises(BugError, match="does not read back"):
        list(export_dataset(project, out, ExportChoice(name, Source.SUGGESTIONS)))
    assert list(out.iterdir()) == []


def _mislabelled(one: Outgoing) -> Outgoing:
    entities = tuple(dataclasses.replace(entity, label="OTHER") for entity in one.article.entities)
    return dataclasses.replace(one, article=dataclasses.replace(one.article, entities=entities))


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
