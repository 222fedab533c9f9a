"""Reading an article for review: all at once, in steps, and only what an edit touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.annotation import Kind
from border_annotator.services import review, sound_rows, worksheets
from border_annotator.services.worksheets import is_long, read_worksheet, renew_worksheet, worksheet_in_steps
from border_annotator.storage import plain_json
from tests.gold_suggestions import gold_of, suggest

if TYPE_CHECKING:
    from border_annotator.services.project import Project


@pytest.mark.parametrize("step", [1, 7, 500])
def test_what_is_written_between_two_steps_is_on_the_worksheet(
    gold_project: Project, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    monkeypatch.setattr(worksheets, "STEP", step)
    document_id = gold_project.documents.ids()[0]
    before = read_worksheet(gold_project, document_id)
    steps = worksheet_in_steps(gold_project, document_id)
    next(steps)
    next(steps)
    review.confirm_rest(gold_project, before, {Kind.ENTITY})
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found = end.value
            break
    assert found == read_worksheet(gold_project, document_id) != before


def test_a_worksheet_follows_a_new_run_by_being_read_anew(gold_project: Project) -> None:
    document_id = gold_project.documents.ids()[0]
    before = read_worksheet(gold_project, document_id)
    suggest(gold_project, document_id, gold_of(before.document.file_name)[::2])
    changes = review.mark(gold_project, before, before.review.state.DONE)
    assert renew_worksheet(gold_project, before, changes) == read_worksheet(gold_project, document_id)


def test_an_edit_elsewhere_leaves_the_worksheet_as_it_is(gold_project: Project) -> None:
    first, second = gold_project.documents.ids()
    sheet, other = read_worksheet(gold_project, first), read_worksheet(gold_project, second)
    changes = review.confirm(gold_project, other, other.entities[0].id)
    assert renew_worksheet(gold_project, sheet, changes) is sheet


def test_one_edit_of_an_article_with_many_rows_reads_few_values(
    gold_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sound_rows, "FEW", 20)
    document_id = gold_project.documents.ids()[0]
    sheet = read_worksheet(gold_project, document_id)
    plain_json.annotation_of.cache_clear()
    again = read_worksheet(gold_project, document_id)
    assert plain_json.annotation_of.cache_info().misses == 0, "nothing was asked for"
    changes = review.confirm(gold_project, again, sheet.entities[3].id)
    renew_worksheet(gold_project, again, changes)
    assert plain_json.annotation_of.cache_info().misses < 5


def test_which_articles_are_long(gold_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    document_id = gold_project.documents.ids()[0]
    assert not is_long(gold_project, document_id)
    monkeypatch.setattr(worksheets, "LONG", 20)
    assert is_long(gold_project, document_id)
