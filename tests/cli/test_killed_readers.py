"""An article that kills the process that reads it: tried once more, then given up with the reason, until asked for."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from border_annotator.services.project import open_project_to_read
from tests.cli.conftest import ROOT, Run

if TYPE_CHECKING:
    from pathlib import Path

# A model that ends its process, as a lack of memory would, when it meets a word; it tells a file of each time.
MODEL = """
import os, pathlib, signal
import spacy
from spacy.language import Language

@Language.component("deadly")
def deadly(doc):
    if "deadly" in doc.text and os.environ["DEADLY"]:
        with open(os.environ["DEADLY"], "a") as told:
            told.write("x")
        os.kill(os.getpid(), signal.SIGKILL)
    return doc

def load():
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    pipeline.add_pipe("deadly")
    return pipeline
"""
ENDED = "The labelling process ended twice while it read this article; the article was left as it is."


@pytest.fixture
def deadly_model(tmp_path: Path) -> dict[str, str]:
    """The environment in which there is a model that dies of an article."""
    package = tmp_path / "packages" / "deadly_model"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(MODEL, encoding="utf-8")
    (package / "meta.json").write_text('{"lang": "en", "version": "1"}', encoding="utf-8")
    return {"PYTHONPATH": f"{ROOT}:{package.parent}", "DEADLY": str(tmp_path / "times")}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
@pytest.mark.parametrize("workers", [1, 2])
def test_an_article_that_kills_its_reader(ba: Run, tmp_path: Path, deadly_model: dict[str, str], workers: int) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(12):
        word = "deadly" if number == 5 else "quiet"
        text = f"Guards in Latvia turned back {number + 10} people on a {word} day."
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    assert ba("new", "p.bap").returncode == 0
    assert ba("import", "p.bap", folder).returncode == 0

    first = ba("prelabel", "p.bap", "--model", "deadly_model", "--workers", workers, "--json", **deadly_model)
    assert first.returncode == 1, first.stderr
    told = json.loads(first.stdout)
    assert told["failed"] == [{"file": "05.txt", "reason": ENDED}]
    assert (told["read"], told["total"]) == (11, 12)
    assert (tmp_path / "times").read_text() == "xx"
    with open_project_to_read(tmp_path / "p.bap") as project:
        (given_up,) = project.documents.ids_given_up()
        row = project.documents.queue_row(project.layer.id, given_up)
        assert (row.file_name, row.failure) == ("05.txt", ENDED)
        assert project.documents.ids_to_prelabel() == []

    # It is left out until it is asked for: that it is there is told.
    second = ba("prelabel", "p.bap", "--model", "deadly_model", **deadly_model)
    assert second.returncode == 0
    assert "1 document was given up (--retry tries again)" in second.stdout
    assert (tmp_path / "times").read_text() == "xx"

    again = ba("prelabel", "p.bap", "--model", "deadly_model", "--retry", **{**deadly_model, "DEADLY": ""})
    assert again.returncode == 0, again.stderr
    assert again.stdout.startswith("Read 1 document ")
    with open_project_to_read(tmp_path / "p.bap") as project:
        assert project.documents.ids_given_up() == []
        assert project.documents.queue_row(project.layer.id, given_up).failure is None
        assert all(project.suggestions.in_force(key) for key in project.documents.ids())
