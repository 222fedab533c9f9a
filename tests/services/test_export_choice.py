"""What goes out is what was chosen, in splits that hold together, with a card that says so."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.data_set import TextUse
from border_annotator.domain.errors import KnownError
from border_annotator.domain.layer import ReviewState
from border_annotator.domain.queue_filter import Facet, QueueFilter, Stand
from border_annotator.domain.span import Span
from border_annotator.domain.splits import Shares
from border_annotator.formats.readers.native import read_native_file
from border_annotator.services import review
from border_annotator.services.articles import Source
from border_annotator.services.create import add_entity
from border_annotator.services.export_choice import ExportChoice
from border_annotator.services.export_dataset import export_dataset
from border_annotator.services.export_losses import losses_of
from border_annotator.services.import_documents import import_documents
from border_annotator.services.project import create_project, open_project
from border_annotator.services.worksheets import read_worksheet
from tests.gold_suggestions import gold_project

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from border_annotator.domain.data_set import Losses
    from border_annotator.services.export_splits import SplitStep
    from border_annotator.services.project import Project

FIRST, SECOND = "000_4649726c9b6e0d0e", "003_3cc3049288d45523"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    gold_project(tmp_path / "p.bap")
    return tmp_path / "p.bap"


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def value_of(steps: Generator[SplitStep, None, Losses]) -> Losses:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Losses = end.value
            return found


def test_both_are_what_was_confirmed_and_what_still_waits(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project:
        sheet = read_worksheet(project, project.documents.ids()[0])
        kept, gone = sheet.events[0].id, sheet.events[1].id
        review.confirm(project, sheet, kept)
        review.reject(project, read_worksheet(project, sheet.document.id), gone)
        list(export_dataset(project, tmp_path / "out", ExportChoice(source=Source.BOTH)))
    article = read_native_file(tmp_path / "out" / f"{FIRST}.json", sheet.document.text)
    ids = {article.uids[event.id] for event in article.events}
    assert len(article.events) == 17
    assert kept in ids
    assert gone not in ids
    assert kept not in {article.uids[key] for key in article.origins}
    assert [rejection.id for rejection in article.rejections] == [gone]


def test_articles_are_chosen_as_in_the_queue(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project:
        review.mark(project, read_worksheet(project, project.documents.ids()[1]), ReviewState.DONE)
        queue = QueueFilter({Facet.STATE: frozenset({Stand.DONE.value})})
        list(export_dataset(project, tmp_path / "done", ExportChoice("jsonl", Source.SUGGESTIONS, queue=queue)))
        found = QueueFilter(text="Medininkai")
        list(export_dataset(project, tmp_path / "found", ExportChoice("jsonl", Source.SUGGESTIONS, queue=found)))
        texts = [project.documents.get(key).text for key in project.documents.ids()]
    assert [row["id"] for row in lines(tmp_path / "done" / "data.jsonl")] == [SECOND]
    expected = [name for name, text in zip((FIRST, SECOND), texts, strict=True) if "Medininkai" in text]
    assert [row["id"] for row in lines(tmp_path / "found" / "data.jsonl")] == expected
    assert "Only states: done." in (tmp_path / "done" / "README.md").read_text("utf-8")


def test_only_some_types(path: Path, tmp_path: Path) -> None:
    types = frozenset({"Force.Deployment", "COUNTRY"})
    with open_project(path) as project:
        list(export_dataset(project, tmp_path / "out", ExportChoice(source=Source.SUGGESTIONS, types=types)))
        with pytest.raises(KnownError, match="Closures"):
            list(export_dataset(project, tmp_path / "no", ExportChoice(types=frozenset({"Closures"}))))
    articles = [read_native_file(file) for file in (tmp_path / "out").glob("*.json")]
    assert {event.type for article in articles for event in article.events} == {"Force.Deployment"}
    assert {entity.label for article in articles for entity in article.entities} == {"COUNTRY"}
    assert all(article.figures for article in articles)


def test_no_name_of_a_person_is_left(tmp_path: Path) -> None:
    text = "By Ann Other\n\nRustamas Liubajevas said that guards of Lithuania turned back 20 people. Liubajevas left."
    (tmp_path / "Liubajevas speaks.txt").write_text(text, encoding="utf-8")
    with create_project(tmp_path / "p.bap") as project:
        (step,) = import_documents(project, [tmp_path / "Liubajevas speaks.txt"])
        assert step.document_id is not None
        for words, label in (("Rustamas Liubajevas", "PERSON"), ("Lithuania", "COUNTRY")):
            start = text.index(words)
            sheet = read_worksheet(project, step.document_id)
            add_entity(project, sheet, label, Span(start, start + len(words)))
        choice = ExportChoice("jsonl", text_use=TextUse.REDACTED)
        list(export_dataset(project, tmp_path / "out", choice))
    for file in (tmp_path / "out").rglob("*"):
        assert "iubajevas" not in file.name
        assert not file.is_file() or "iubajevas" not in file.read_text("utf-8")
    (row,) = lines(tmp_path / "out" / "data.jsonl")
    told, spans = row["text"], row["spans"]
    assert isinstance(told, str)
    assert isinstance(spans, list)
    assert all(told[span["start"] : span["end"]] == span["text"] for span in spans)
    assert {span["text"] for span in spans if span["label"] == "COUNTRY"} == {"Lithuania"}
    (name,) = {span["text"] for span in spans if span["label"] == "PERSON"}
    assert told.count(name) == 2


def copies(tmp_path: Path) -> Project:
    """A project of twelve articles of which three tell nearly the same."""
    folder = tmp_path / "articles"
    folder.mkdir()
    words = ("guards", "counted", "closed", "opened", "lorries", "drivers", "queue", "river", "forest", "fence")
    for k in range(9):
        told = " ".join(f"{words[(j * (k + 1) + k) % len(words)]}{k}{j}" for j in range(60))
        (folder / f"{k}.txt").write_text(f"Report {k}\n\n{told}.", encoding="utf-8")
    same = " ".join(f"word{j}" for j in range(80))
    for k in range(3):
        (folder / f"same-{k}.txt").write_text(f"{same}. Updated {k}.", encoding="utf-8")
    project = create_project(tmp_path / "copies.bap")
    assert all(step.document_id for step in import_documents(project, [folder]))
    return project


def test_what_is_alike_is_in_one_split(tmp_path: Path) -> None:
    choice = ExportChoice("jsonl", shares=Shares(0.5, 0.25, 0.25))
    with copies(tmp_path) as project:
        steps = list(export_dataset(project, tmp_path / "out", choice))
    assert [step.done for step in steps if step.is_comparing] == list(range(1, 13))
    where = {
        row["id"]: split
        for split in ("train", "dev", "test")
        for row in (lines(tmp_path / "out" / split / "data.jsonl") if (tmp_path / "out" / split).is_dir() else [])
    }
    assert len(where) == 12
    assert len({where[f"same-{k}"] for k in range(3)}) == 1
    assert len(set(where.values())) == 3
    card = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert "12 articles in 10 groups that stay together." in card
    assert "pairs: nearly the same text." in card
    assert '    - "test/data.jsonl"' in card


def test_articles_that_were_never_signed_are_compared_all_the_same(tmp_path: Path) -> None:
    choice = ExportChoice("jsonl", shares=Shares(0.5, 0.25, 0.25))
    with copies(tmp_path) as project:
        list(export_dataset(project, tmp_path / "signed", choice))
        with project.file.transaction() as connection:
            connection.execute("DELETE FROM bands")
            connection.execute("DELETE FROM signatures")
        list(export_dataset(project, tmp_path / "unsigned", choice))
    signed, unsigned = (
        {file.relative_to(tmp_path / name): file.read_bytes() for file in (tmp_path / name).rglob("data.jsonl")}
        for name in ("signed", "unsigned")
    )
    assert signed == unsigned


def test_the_same_state_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    choice = ExportChoice("jsonl", Source.BOTH, shares=Shares(0.5, 0, 0.5))
    with open_project(path) as project:
        for name in ("one", "other"):
            list(export_dataset(project, tmp_path / name, choice))
    one, other = (
        {
            file.relative_to(tmp_path / name): file.read_bytes()
            for file in (tmp_path / name).rglob("*")
            if file.is_file()
        }
        for name in ("one", "other")
    )
    assert one == other


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_manifest_lists_every_file(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project:
        list(export_dataset(project, tmp_path / "out", ExportChoice("jsonl", Source.SUGGESTIONS)))
    out = tmp_path / "out"
    listed = json.loads((out / "about" / "manifest.json").read_text("utf-8"))["files"]
    assert {file["path"] for file in listed} == {
        "README.md",
        "about/guidelines.md",
        "about/reviewed.jsonl",
        "about/schema.json",
        "data.jsonl",
    }
    for file in listed:
        content = (out / file["path"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"])
    sums = dict(line.split("  ")[::-1] for line in (out / "SHA256SUMS").read_text("utf-8").splitlines())
    assert sums.keys() == {file["path"] for file in listed} | {"about/manifest.json"}


def test_what_nobody_reviewed_is_told_as_such(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project:
        review.mark(project, read_worksheet(project, project.documents.ids()[0]), ReviewState.DONE)
        list(export_dataset(project, tmp_path / "out", ExportChoice("jsonl")))
    first, second = lines(tmp_path / "out" / "about" / "reviewed.jsonl")
    assert (first["state"], second["state"], second["reviewed"]) == ("done", "open", [])
    assert first["reviewed"]
    assert first["empty"]
    card = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert "1 article is not done" in card
    assert "that people labelled or confirmed" in card


def test_a_card_of_suggestions_does_not_speak_of_review(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project:
        list(export_dataset(project, tmp_path / "out", ExportChoice("jsonl", Source.BOTH)))
    card = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert "of which nobody has confirmed all" in card
    assert "then reviewed" not in card
    assert "Suggestions have not been looked at by anybody." in card


def test_losses_are_told_and_nothing_is_written(path: Path) -> None:
    with open_project(path) as project:
        assert value_of(losses_of(project, ExportChoice("native", Source.SUGGESTIONS))).total == 0
        found = value_of(losses_of(project, ExportChoice("conll", Source.SUGGESTIONS)))
    rows = found.rows()
    assert found.total == sum(lost.count for _sort, lost in rows)
    assert {sort.kind.value for sort, _lost in rows} >= {"role", "attribute"}
    assert all(lost.examples for _sort, lost in rows)


def test_an_export_that_is_given_up_leaves_what_was_there(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with open_project(path) as project:
        list(export_dataset(project, out, ExportChoice("jsonl", Source.SUGGESTIONS)))
        before = files_in(out)
        steps = export_dataset(project, out, ExportChoice("jsonl"))
        next(steps)
        steps.close()
    assert files_in(out) == before


def test_a_layer_that_is_not_there_is_told(path: Path, tmp_path: Path) -> None:
    with open_project(path) as project, pytest.raises(KnownError, match="“reviewer”"):
        list(export_dataset(project, tmp_path / "out", ExportChoice(layer="Ann")))
