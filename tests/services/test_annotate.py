"""The one door for edits: all of an edit is on disk, or nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.annotation import Kind, new_id
from border_annotator.domain.edit import Changes, Edit, change_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.errors import BugError, KnownError, StaleEdit
from border_annotator.domain.layer import Decision, ReviewState, Verdict
from border_annotator.domain.span import Span
from border_annotator.services import annotate, correct, create, history, review
from border_annotator.storage.journal import Action
from border_annotator.storage.raw_rows import RawRows
from tests.gold_suggestions import gold_of, sheet_of, suggest

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.services.project import Project

TABLES = ("annotations", "decisions", "reviews", "journal", "history", "tallies", "kept")


def everything(project: Project) -> dict[str, list[tuple[object, ...]]]:
    """All rows that an edit may touch."""
    connection = project.file.db.conn
    return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in TABLES[:-1]} | {  # noqa: S608 - our own names
        "kept": connection.execute("SELECT * FROM kept ORDER BY 1").fetchall()
    }


def test_an_edit_without_changes_leaves_no_trace(gold_project: Project) -> None:
    before = everything(gold_project)
    assert annotate.apply(gold_project, Edit("Nothing", ())) == Changes("Nothing")
    assert everything(gold_project) == before


def test_a_stale_edit_leaves_the_file_untouched(gold_project: Project) -> None:
    sheet = sheet_of(gold_project)
    event = sheet.events[0]
    review.confirm(gold_project, sheet, event.id)
    before = everything(gold_project)
    for repeat in (review.confirm, review.reject):
        with pytest.raises(StaleEdit, match="was not applied"):
            repeat(gold_project, sheet, event.id)
    with pytest.raises(StaleEdit):
        correct.set_attribute(gold_project, sheet, event.id, "status", "denied")
    assert everything(gold_project) == before


def test_only_the_last_of_many_changes_is_stale(gold_project: Project) -> None:
    document_id = sheet_of(gold_project).document.id
    fresh = Entity(new_id(), Span(100, 110), "PEOPLE")
    gone = Entity(new_id(), Span(120, 130), "PEOPLE")
    edit = Edit("Two", (change_of(document_id, None, fresh), change_of(document_id, gone, None)))
    before = everything(gold_project)
    with pytest.raises(StaleEdit):
        annotate.apply(gold_project, edit)
    assert everything(gold_project) == before


@pytest.mark.parametrize("error", [OSError("no"), KeyboardInterrupt(), MemoryError()])
@pytest.mark.parametrize(
    "verb", [history.undo, history.redo, lambda p: review.confirm_rest(p, sheet_of(p), {Kind.EVENT})]
)
def test_a_failure_between_the_rows_and_the_journal(
    gold_project: Project,
    monkeypatch: pytest.MonkeyPatch,
    verb: Callable[[Project], object],
    error: BaseException,
) -> None:
    sheet = sheet_of(gold_project)
    review.confirm(gold_project, sheet, sheet.events[0].id)
    review.mark(gold_project, sheet_of(gold_project), ReviewState.DONE)
    history.undo(gold_project)
    before = everything(gold_project)

    def fail(*_: object) -> None:
        assert everything(gold_project) != before  # the rows are written at this point
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(gold_project.journal, "append", fail)
        with pytest.raises(type(error)):
            verb(gold_project)
    assert everything(gold_project) == before
    assert gold_project.file.integrity() == []
    verb(gold_project)
    assert everything(gold_project) != before


def test_an_undo_names_what_it_takes_back(gold_project: Project) -> None:
    edit = Edit("x", ())
    with pytest.raises(BugError), gold_project.file.transaction():
        gold_project.journal.append(gold_project.layer.id, edit, Action.UNDO)
    with pytest.raises(BugError), gold_project.file.transaction():
        gold_project.journal.append(gold_project.layer.id, edit, Action.EDIT, 1)


def test_what_a_later_run_has_replaced_is_stale(gold_project: Project) -> None:
    sheet = sheet_of(gold_project)
    entity, event = sheet.entities[0], sheet.events[-1]
    suggest(gold_project, sheet.document.id, gold_of(sheet.document.file_name))
    before = everything(gold_project)
    with pytest.raises(StaleEdit):
        review.confirm(gold_project, sheet, event.id)
    with pytest.raises(StaleEdit):
        review.reject(gold_project, sheet, entity.id)
    document_id = sheet.document.id
    decision = Decision(entity.id, Verdict.REJECTED)
    with pytest.raises(StaleEdit):
        annotate.apply(gold_project, Edit("x", (change_of(document_id, None, decision),)))
    assert everything(gold_project) == before


class TestUndoAndRedo:
    def test_nothing_to_undo(self, gold_project: Project) -> None:
        assert history.undo(gold_project) is None
        assert history.redo(gold_project) is None
        assert history.undo_label(gold_project) is None
        assert history.redo_label(gold_project) is None

    def test_labels_and_order(self, gold_project: Project) -> None:
        for state in (ReviewState.DONE, ReviewState.SKIPPED, ReviewState.OPEN):
            review.mark(gold_project, sheet_of(gold_project), state)
        undone = []
        while (label := history.undo_label(gold_project)) is not None:
            undone.append(label.split(":")[0])
            history.undo(gold_project)
        assert undone == ["Reopen", "Skip", "Mark as done"]
        redone = []
        while (label := history.redo_label(gold_project)) is not None:
            redone.append(label.split(":")[0])
            history.redo(gold_project)
        assert redone == undone[::-1]

    def test_a_new_edit_leaves_what_was_undone_behind(self, gold_project: Project) -> None:
        review.mark(gold_project, sheet_of(gold_project, "000"), ReviewState.DONE)
        review.mark(gold_project, sheet_of(gold_project, "003"), ReviewState.DONE)
        history.undo(gold_project)
        review.mark(gold_project, sheet_of(gold_project, "003"), ReviewState.SKIPPED)
        assert history.redo(gold_project) is None
        states = [row.state for row in RawRows(gold_project.file).edits() if row.state is not None]
        assert states == ["applied", "left", "applied"]
        history.undo(gold_project)
        history.undo(gold_project)
        assert history.undo(gold_project) is None
        history.redo(gold_project)
        history.redo(gold_project)
        assert history.redo(gold_project) is None
        assert sheet_of(gold_project, "003").review.state is ReviewState.SKIPPED

    def test_undo_reaches_into_another_article(self, gold_project: Project) -> None:
        review.mark(gold_project, sheet_of(gold_project, "000"), ReviewState.DONE)
        sheet = sheet_of(gold_project, "003")
        create.add_entity(gold_project, sheet, "PEOPLE", Span(960, 970))
        history.undo(gold_project)
        changes = history.undo(gold_project)
        assert changes is not None
        assert changes.documents == {sheet_of(gold_project, "000").document.id} == changes.reviews

    def test_the_journal_keeps_every_step(self, gold_project: Project) -> None:
        review.mark(gold_project, sheet_of(gold_project), ReviewState.DONE)
        history.undo(gold_project)
        history.redo(gold_project)
        entries = list(gold_project.journal.entries())
        assert [(entry.action, entry.subject) for entry in entries] == [
            (Action.EDIT, None),
            (Action.UNDO, entries[0].id),
            (Action.REDO, entries[0].id),
        ]
        assert entries[1].edit == entries[0].edit.inverse()
        assert entries[0].at.tzinfo is not None


def test_a_project_for_reading_takes_no_edit(gold_project: Project) -> None:
    from border_annotator.services.project import open_project_to_read

    with open_project_to_read(gold_project.path) as reader, pytest.raises(KnownError, match="for reading only"):
        annotate.apply(reader, Edit("x", ()))
