"""The time-line in the window: what was done, where, and bringing an event back by keys and by mouse."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from border_annotator.domain.edit import Edit, change_of
from border_annotator.domain.layer import Review, ReviewState
from border_annotator.domain.worksheet import State
from border_annotator.services.project import open_project
from border_annotator.storage.journal import Action
from border_annotator.ui.history.time_line import TimeLine

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.conftest import OpenWindow
    from tests.ui.reviewer import Reviewer


def line(reviewer: Reviewer) -> TimeLine:
    found = reviewer.overlay()
    assert isinstance(found, TimeLine)
    return found


def shown(reviewer: Reviewer) -> list[str]:
    model = line(reviewer).model
    rows = [model.row(k) for k in range(model.rowCount())]
    return [row.words for row in rows if row is not None]


def test_everything_done_is_there_with_before_and_after(reviewer: Reviewer) -> None:
    reviewer.press("A", "X", "Ctrl+Z", "Ctrl+H")
    assert [words.split()[0] for words in shown(reviewer)] == ["Reject", "Reject", "Confirm"]
    first = line(reviewer).model.row(0)
    assert first is not None
    assert "reviewer · taken back" in first.below
    assert "rejected → waits for a verdict" in line(reviewer).told
    reviewer.type("confirm")
    assert shown(reviewer) == ["Confirm Deployment “dispatch”"]
    assert "waits for a verdict → confirmed" in line(reviewer).told


def test_enter_goes_to_what_was_done(reviewer: Reviewer) -> None:
    event, article = reviewer.focused.id, reviewer.sheet.document.id
    reviewer.press("A", "]", "Ctrl+H")
    reviewer.press("Return")
    assert reviewer.sheet.document.id == article
    assert reviewer.focused.id == event


def test_an_earlier_state_is_restored_and_undone(reviewer: Reviewer) -> None:
    event = reviewer.focused
    reviewer.press("S")
    reviewer.answer("status denied")
    reviewer.press("S")
    reviewer.answer("status alleged")
    reviewer.press("Ctrl+Shift+H")
    assert len(shown(reviewer)) == 2
    reviewer.press("Down")
    reviewer.button("Restore this state").click()
    assert reviewer.event.status == "denied"
    assert shown(reviewer)[0].startswith("Restore Deployment “dispatch” as it was at 20")
    reviewer.button("Restore the state before").click()
    reviewer.press("Escape", "Ctrl+Z")
    assert reviewer.event.status == "denied"
    reviewer.press("Ctrl+Z")
    assert reviewer.event.status == "alleged"
    reviewer.press("X", "Ctrl+H")
    reviewer.button("Only its event").click()
    assert "Restore" in shown(reviewer)[-3] or len(shown(reviewer)) > 3
    for _k in range(line(reviewer).model.rowCount()):
        reviewer.press("Down")
    reviewer.button("Restore the state before").click()
    reviewer.press("Escape")
    item = reviewer.sheet.find(event.id)
    assert item is not None
    assert (item.state, item.value) == (State.SUGGESTED, event.value)


def test_the_tabulator_reaches_every_button_and_stays_inside(reviewer: Reviewer) -> None:
    reviewer.press("A", "Ctrl+H")
    reached = set()
    for _k in range(12):
        reviewer.press("Tab")
        widget = QApplication.focusWidget()
        assert widget is not None
        assert line(reviewer).isAncestorOf(widget)
        reached.add(widget.accessibleName())
    assert {"Go there  Enter", "Only its event"} <= reached


def test_a_journal_of_a_hundred_thousand_steps_opens_at_once(open_window: OpenWindow, gold_path: Path) -> None:
    with open_project(gold_path) as project:
        document_id = project.documents.ids()[0]
        states = (Review(document_id, ReviewState.OPEN), Review(document_id, ReviewState.DONE))
        edit = Edit("Mark as done", (change_of(document_id, *states),))
        with project.file.transaction():
            for _k in range(100_000):
                project.journal.append(project.layer.id, edit, Action.EDIT)
    reviewer = open_window(gold_path)
    start = time.process_time()
    reviewer.press("Ctrl+H")
    assert line(reviewer).model.rowCount() == 100_000
    opened = time.process_time() - start
    start = time.process_time()
    for _k in range(20):
        reviewer.press("PgDown")
    assert opened < 3.0
    assert (time.process_time() - start) / 20 < 0.5
    line(reviewer).list.scrollToBottom()
    reviewer.press("Up")
    assert line(reviewer).model.row(99_999) is not None
