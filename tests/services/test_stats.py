"""Counts of a project: the same that its worksheets give."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.annotation import Kind, kind_of
from border_annotator.domain.layer import ReviewState
from border_annotator.domain.span import Span
from border_annotator.services import correct, create, review
from border_annotator.services.project import create_project, open_project
from border_annotator.services.stats import NAMES, stats
from border_annotator.services.worksheets import read_worksheet
from tests.bench.grown import grown
from tests.gold_suggestions import gold_project

if TYPE_CHECKING:
    from pathlib import Path


def test_counts_are_those_of_the_worksheets(tmp_path: Path) -> None:
    gold_project(tmp_path / "p.bap")
    with open_project(tmp_path / "p.bap") as project:
        first, second = project.documents.ids()
        sheet = read_worksheet(project, first)
        review.confirm(project, sheet, sheet.events[0].id)
        review.reject(project, read_worksheet(project, first), sheet.events[1].id)
        correct.set_attribute(project, read_worksheet(project, first), sheet.events[2].id, "severity", "4")
        create.add_event(project, read_worksheet(project, first), "Crossing.Entry", Span(133, 140))
        review.mark(project, read_worksheet(project, second), ReviewState.SKIPPED, "no news")
        found = stats(project)
        sheets = [read_worksheet(project, document_id) for document_id in (first, second)]
    for kind in Kind:
        expected = Counter(item.state.value for sheet in sheets for item in sheet.items if kind_of(item.value) is kind)
        counted = dict(found.kinds[NAMES[kind]])
        assert counted.pop("total") == expected.total()
        assert {state: n for state, n in counted.items() if n} == dict(expected)
    assert found.documents == {"total": 2, "untouched": 0, "in_progress": 1, "done": 0, "skipped": 1}
    assert found.prelabelled == 2
    assert found.suggestions["total"] == 101 + 22 + 29
    assert found.suggestions["rejected"] == 1
    assert found.labels["events"]["Crossing.Entry"] == 1


def test_an_empty_project(tmp_path: Path) -> None:
    with create_project(tmp_path / "p.bap") as project:
        plain = stats(project).to_plain()
    assert plain["documents"] == {
        "total": 0,
        "untouched": 0,
        "in_progress": 0,
        "done": 0,
        "skipped": 0,
        "prelabelled": 0,
    }
    assert list(plain) == ["documents", "suggestions", "entities", "figures", "events", "labels"]


def test_counting_many_articles_is_watched_and_stopped(tmp_path: Path) -> None:
    grown(tmp_path / "p.bap", 210, suggestions=4, words=900)
    seen: list[tuple[int, int]] = []
    with open_project(tmp_path / "p.bap") as project:
        found = stats(project, lambda done, total: seen.append((done, total)))
        assert found.suggestions["open"] == 210 * 4
        assert found.documents["done"] == 42
        assert [total for _done, total in seen] == [210] * 2
        assert seen[-1] == (210, 210)
        with pytest.raises(KeyboardInterrupt):
            stats(project, _stop)
        assert not project.file.is_in_transaction


def _stop(_done: int, _total: int) -> None:
    raise KeyboardInterrupt
