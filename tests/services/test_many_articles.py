"""Imports of many articles: what is left for idle moments, what is not read at all, and what one transaction holds."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.annotators import SUGGESTIONS
from border_annotator.domain.errors import KnownError
from border_annotator.domain.foreign import ForeignArticle, ForeignSpan, Piece
from border_annotator.domain.mapping import Becomes, LabelMapping, Rule
from border_annotator.services import adoption_keeping, import_documents, import_plan, queue
from border_annotator.services.adopt import Adopting, AdoptStep, adopt
from border_annotator.services.annotation_file import AnnotationFile
from border_annotator.services.check import check
from border_annotator.services.import_plan import Action, ImportChoices, plan_import
from border_annotator.services.search import articles_with, left_to_index
from border_annotator.storage.queue import QueueStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from border_annotator.domain.article import Article
    from border_annotator.formats.articles.draft import Refusal
    from border_annotator.services.project import Project

MAPPING = LabelMapping({"LOC": Rule(Becomes.ENTITY, ("PLACE",))})
FILE = AnnotationFile("a.jsonl", "0" * 64, "doccano")
PAGE = "<html><head><title>Border shut</title></head><body><article><p>{}</p></article></body></html>"


def told_of(number: int) -> ForeignArticle:
    text = f"Guards met in Silene on day {number} of the talks, and nobody was hurt.\n"
    return ForeignArticle(f"a{number}", text, spans=(ForeignSpan("s1", "LOC", (Piece(14, 20),)),))


def settled(project: Project) -> None:
    while queue.settle(project, 5).has_more:
        pass


def test_words_of_many_are_indexed_in_idle_moments(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_documents, "FOUND_AT_ONCE", 1)
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(f"Silene, day {number}: {'the guards were there ' * number}")
    assert sum(step.document_id is not None for step in import_documents.import_documents(project, [tmp_path])) == 4
    assert 0 < left_to_index(project) < 4
    settled(project)
    assert left_to_index(project) == 0
    assert len(articles_with(project, "silene")) == 4
    assert list(check(project)) == []


def test_annotations_of_many_are_shown_and_counted_alike(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adoption_keeping, "FOUND_AT_ONCE", 1)
    steps = list(adopt(project, FILE, map(told_of, range(3)), MAPPING, SUGGESTIONS))
    assert [(step.is_new, step.added) for step in steps] == [(True, 1)] * 3
    assert left_to_index(project) == 2
    rows = project.documents.queue_rows(project.layer.id, project.documents.ids()).values()
    assert [(row.suggestions_open, row.is_prelabelled) for row in rows] == [(1, True)] * 3
    assert project.documents.ids_to_prelabel() == project.documents.ids()
    settled(project)
    store = QueueStore(project.file)
    assert [store.profile(project.layer.id, key)[0] for key in project.documents.ids()] == [1] * 3
    assert len(articles_with(project, "silene")) == 3
    assert list(check(project)) == []


def test_what_was_read_before_a_file_breaks_off_is_there(project: Project) -> None:
    def broken() -> Iterator[ForeignArticle]:
        yield told_of(1)
        yield told_of(2)
        raise KnownError("a.jsonl is damaged")

    steps: list[AdoptStep] = []
    with pytest.raises(KnownError):
        steps.extend(adopt(project, FILE, broken(), MAPPING, SUGGESTIONS))
    assert project.documents.count() == 2
    assert list(check(project)) == []


def test_a_few_at_a_time_and_all_or_nothing_of_them(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    adopting = Adopting(project, FILE, MAPPING, SUGGESTIONS)
    waiting: deque[ForeignArticle | Article | Refusal] = deque(map(told_of, range(3)))
    assert len(adopting.bring_in(waiting, 0)) == 1
    assert len(waiting) == 2
    calls = iter((None, RuntimeError("the power went")))
    noted = adoption_keeping.Keeping.note

    def failing(*values: object) -> None:
        error = next(calls)
        if error is not None:
            raise error
        noted(*values)  # type: ignore[arg-type] # handed through

    monkeypatch.setattr(adoption_keeping.Keeping, "note", failing)
    with pytest.raises(RuntimeError):
        adopting.bring_in(waiting, 60)
    assert project.documents.count() == 1
    assert list(check(project)) == []


def test_a_file_that_is_known_by_its_bytes_is_not_read_again(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.html").write_text(PAGE.format("Guards met in Silene on Monday, and nobody was hurt. " * 3))
    (folder / "b.txt").write_text("Another article.\n\nIt is short.")
    assert len(list(import_documents.import_documents(project, [folder]))) == 2

    def unread(*_values: object) -> None:
        raise AssertionError("it was read")

    with monkeypatch.context() as patch:
        patch.setattr(import_plan, "read_file", unread)
        steps = list(import_documents.import_documents(project, [folder]))
        planned = list(plan_import(project, [folder], ImportChoices(duplicates=Action.KEEP)))
    assert [(step.is_known, step.reason) for step in steps] == [(True, "in the project already")] * 2
    assert [(step.is_article, step.action) for step in planned] == [(True, Action.SKIP)] * 2
    stored = [project.documents.get(key) for key in project.documents.ids()]
    assert [(step.title, step.size) for step in planned] == [(one.headline, len(one.text)) for one in stored]
    (folder / "b.txt").write_text("Another article.\n\nIt is longer now than it was.")
    assert sum(step.document_id is not None for step in import_documents.import_documents(project, [folder])) == 1
