"""Offsets alone: no word of the articles leaves the house, and what cannot do without them says so."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.data_set import TextUse
from border_annotator.domain.errors import KnownError
from border_annotator.formats.readers.native import read_native_file
from border_annotator.services.articles import Source
from border_annotator.services.export_choice import ExportChoice
from border_annotator.services.export_dataset import export_dataset
from border_annotator.services.export_formats import EXPORT_FORMATS
from border_annotator.services.export_losses import losses_of
from border_annotator.services.project import open_project
from tests.gold_suggestions import gold_project

if TYPE_CHECKING:
    from pathlib import Path

TITLE, QUOTED = "Lithuania Bolsters Border Security", ("Latvian-Belarusian border", "attempts to cross")
LIVING = [known.name for known in EXPORT_FORMATS if known.lives_without_text]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    gold_project(tmp_path / "p.bap")
    return tmp_path / "p.bap"


def offsets(name: str) -> ExportChoice:
    return ExportChoice(name, Source.SUGGESTIONS, text_use=TextUse.OFFSETS)


def everything_in(folder: Path) -> str:
    """All files as one text, workbooks unpacked; without the rules and the schema, which quote no article."""
    parts = []
    for file in sorted(folder.rglob("*")):
        if file.is_dir() or file.name in {"schema.json", "guidelines.md", "README.md"}:
            continue
        if file.suffix == ".xlsx":
            with zipfile.ZipFile(file) as book:
                parts += [book.read(name).decode("utf-8", "replace") for name in book.namelist()]
        elif file.suffix == ".parquet":
            from pyarrow import parquet

            parts.append(json.dumps(parquet.read_table(file).to_pylist()))
        else:
            parts.append(file.read_text("utf-8-sig"))
    return "\n".join(parts)


def test_some_formats_live_without_the_text() -> None:
    assert LIVING == ["native", "jsonl", "csv", "xlsx", "geojson", "jsonld", "parquet"]


@pytest.mark.parametrize("name", LIVING)
def test_no_word_of_the_articles_is_in_the_files(path: Path, tmp_path: Path, name: str) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow")
    with open_project(path) as project:
        list(export_dataset(project, tmp_path / "whole", ExportChoice(name, Source.SUGGESTIONS)))
        list(export_dataset(project, tmp_path / "out", offsets(name)))
    whole, found = everything_in(tmp_path / "whole"), everything_in(tmp_path / "out")
    assert any(words in whole for words in QUOTED)
    assert not [words for words in (*QUOTED, TITLE) if words in found]
    assert "000_4649726c9b6e0d0e" in found or name == "native"


@pytest.mark.parametrize("name", [known.name for known in EXPORT_FORMATS if not known.lives_without_text])
def test_the_others_say_which_do(path: Path, tmp_path: Path, name: str) -> None:
    with open_project(path) as project:
        with pytest.raises(KnownError, match=f"“{name}” is made of the words.*jsonl"):
            list(export_dataset(project, tmp_path / "out", offsets(name)))
        with pytest.raises(KnownError, match="offsets alone"):
            next(losses_of(project, offsets(name)))
    assert not (tmp_path / "out").exists()


def test_offsets_alone_say_the_same_as_the_whole(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project:
        list(export_dataset(project, tmp_path / "whole", ExportChoice("jsonl", Source.SUGGESTIONS)))
        list(export_dataset(project, tmp_path / "out", offsets("jsonl")))
    whole, bare = (
        [json.loads(line) for line in (tmp_path / folder / "data.jsonl").read_text("utf-8").splitlines()]
        for folder in ("whole", "out")
    )
    assert [row["n_chars"] for row in bare] == [len(row["text"]) for row in whole]
    assert [row["text_sha256"] for row in bare] == [row["text_sha256"] for row in whole]
    places = [
        [[(span["start"], span["end"], span["label"]) for span in row["spans"]] for row in rows]
        for rows in (whole, bare)
    ]
    assert places[0] == places[1]
    assert {row["text"] for row in bare} == {None}
    assert "not included" in (tmp_path / "out" / "README.md").read_text("utf-8")


def test_the_native_file_is_read_back_with_the_text_at_hand(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project:
        list(export_dataset(project, tmp_path / "out", offsets("native")))
        text = project.documents.get(project.documents.ids()[0]).text
    file = tmp_path / "out" / "000_4649726c9b6e0d0e.json"
    article = read_native_file(file, text)
    assert len(article.events) == 18
    assert article == read_native_file(file)
    assert "text" not in json.loads(file.read_text("utf-8"))["events"][0]["trigger"]
    with pytest.raises(KnownError, match="sha256"):
        read_native_file(file, "x" * len(text))
