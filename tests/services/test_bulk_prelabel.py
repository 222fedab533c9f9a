"""Pre-labelling many articles with real processes: each is stored by itself, and a stopped run goes on where it was."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from border_annotator.services.import_documents import import_documents
from border_annotator.services.prelabel import prelabel
from border_annotator.services.project import create_project, open_project_to_read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from border_annotator.services.project import Project

ARTICLES = 40
STORY = "Guards in Latvia turned back {} people near Silene on Tuesday. Riga closed the border with Belarus.\n"


@pytest.fixture
def many(tmp_path: Path) -> Iterator[Project]:
    """A project with articles that nobody has read."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(ARTICLES):
        (folder / f"{number:02}.txt").write_text(STORY.format(number + 10) * 3, encoding="utf-8")
    with create_project(tmp_path / "many.bap") as project:
        assert all(step.document_id is not None for step in import_documents(project, [folder]))
        yield project


def in_force(project: Project) -> dict[str, frozenset[str]]:
    """The suggestions of each article by their ids, which are new with each reading."""
    return {
        document_id: frozenset(suggestion.id for suggestion in project.suggestions.in_force(document_id))
        for document_id in project.documents.ids()
    }


@pytest.mark.parametrize("workers", [1, 2])
def test_a_stopped_run_goes_on_and_reads_nothing_twice(many: Project, workers: int) -> None:
    stored: list[str] = []
    with closing(prelabel(many, model="blank", workers=workers)) as steps:
        for step in steps:
            stored += step.documents
            if len(stored) > ARTICLES // 4:
                break
    assert len(stored) < ARTICLES
    before = in_force(many)
    assert {document_id for document_id, ids in before.items() if ids} == set(stored)
    left = [key for key in many.documents.ids() if key not in stored]
    assert many.documents.ids_to_prelabel() == left

    steps_again = list(prelabel(many, model="blank", workers=workers))
    assert steps_again[-1].total == len(left)
    assert sorted(key for step in steps_again for key in step.documents) == sorted(left)
    after = in_force(many)
    assert all(after.values())
    assert {key: after[key] for key in stored} == {key: before[key] for key in stored}
    assert [step.total for step in prelabel(many, model="blank")] == [0]


def test_what_a_step_tells_of_is_on_disk(many: Project) -> None:
    stored: list[str] = []
    for step in prelabel(many, model="blank"):
        stored += step.documents
        if step.documents:
            with open_project_to_read(many.path) as reader:
                waiting = reader.documents.ids_to_prelabel()
                assert all(reader.suggestions.in_force(key) for key in step.documents)
            assert not set(stored) & set(waiting)
            assert len(stored) + len(waiting) == ARTICLES
    assert len(stored) == ARTICLES
