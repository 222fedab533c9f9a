"""The article to begin with is the same whether the queue has been read or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from border_annotator.services.import_documents import import_documents
from border_annotator.services.project import create_project
from border_annotator.services.queue import first_of, read_queue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from border_annotator.services.project import Project

ARTICLES = 5
SAID = st.sampled_from(("nothing", "open", "in_progress", "done", "skipped"))
BEGUN = st.sampled_from(("never", "begun", "taken back"))


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project of a few short articles."""
    folder: Path = tmp_path_factory.mktemp("articles")
    for number in range(ARTICLES):
        (folder / f"{number}.txt").write_text(f"Guards closed the road near Silene on day {number}.", encoding="utf-8")
    with create_project(folder / "p.bap") as project:
        for _step in import_documents(project, [folder]):
            pass
        yield project


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(SAID, BEGUN), min_size=ARTICLES, max_size=ARTICLES))
def test_the_article_to_begin_with(articles: Project, states: list[tuple[str, str]]) -> None:
    with articles.file.transaction() as connection:
        for table in ("reviews", "tallies"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - all words are ours
        for document_id, (said, begun) in zip(articles.documents.ids(), states, strict=True):
            place = (articles.layer.id, document_id)
            if said != "nothing":
                connection.execute("INSERT INTO reviews VALUES (?, ?, ?, NULL)", (*place, said))
            if begun != "never":
                connection.execute("INSERT INTO tallies VALUES (?, ?, ?, 0, 0)", (*place, int(begun == "begun")))
    index = read_queue(articles)
    assert first_of(articles) == index.first(range(len(index)))


def test_a_project_without_articles(project: Project) -> None:
    assert first_of(project) is None
