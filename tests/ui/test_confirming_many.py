"""Confirming many at once, in the article and in the list, and rejecting with a reason."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QTimer

from border_annotator.domain.event import Event
from border_annotator.domain.worksheet import State
from border_annotator.services import history
from border_annotator.services.confirm_many import Wanted, prepare_in
from border_annotator.storage.project_file import ProjectFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ui.reviewer import Reviewer

MOST = 0.05
"""Seconds that the window may stand still."""


class Watchdog(QObject):
    """Sees how long the event loop stood still at most."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(0)

    def _look(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now


def states(reviewer: Reviewer) -> set[State]:
    return {item.state for item in reviewer.sheet.items}


def written(reviewer: Reviewer, edits: int) -> None:
    """Wait until so many edits are on disk and nothing runs any more."""
    reviewer.wait(lambda: reviewer.edits_on_disk == edits and not reviewer.window.cards.work.is_running)


def test_all_of_one_type_are_confirmed_after_the_count_is_shown(reviewer: Reviewer) -> None:
    wanted = [i.id for i in reviewer.sheet.events if isinstance(i.value, Event) and i.value.type == "Crossing.Attempt"]
    reviewer.press("Ctrl+Alt+A")
    reviewer.line = "crossing attempt"
    assert f"   {len(wanted)}" in reviewer.choice
    reviewer.press("Return")
    assert reviewer.edits_on_disk == 0, "first it is said what it comes to"
    assert f"Confirm {len(wanted)} suggestions and" in reviewer.choice
    reviewer.press("Return")
    written(reviewer, 1)
    assert [reviewer.verdict(event) for event in wanted] == ["confirmed"] * len(wanted)
    assert {i.state for i in reviewer.sheet.events if i.id not in wanted} == {State.SUGGESTED}
    reviewer.press("Ctrl+Z")
    assert states(reviewer) == {State.SUGGESTED}, "one step takes all of it back"


def test_only_what_is_sure_enough(reviewer: Reviewer) -> None:
    reviewer.press("Ctrl+Alt+A")
    assert not [choice for choice in reviewer.choices if "from 0.95 on" in choice], "nothing is that sure"
    reviewer.answer("events from 0.90")
    reviewer.press("Return")
    written(reviewer, 1)
    assert {item.state for item in reviewer.sheet.events} == {State.CONFIRMED}


def test_no_is_no(reviewer: Reviewer) -> None:
    reviewer.press("Ctrl+Alt+A")
    reviewer.answer("everything")
    reviewer.press("Down", "Return")
    assert reviewer.edits_on_disk == 0
    assert reviewer.overlay() is None


def test_all_articles_of_the_list_in_one_step(reviewer: Reviewer) -> None:
    watchdog = Watchdog()
    reviewer.press("Ctrl+Alt+L")
    reviewer.wait(lambda: reviewer.overlay() is not None)
    assert reviewer.window.chooser.accessibleName().startswith("Confirm in the 2 articles")
    reviewer.answer("all events")
    reviewer.wait(lambda: reviewer.overlay() is not None)
    assert "29 suggestions" in reviewer.choice
    assert "in 2 articles" in reviewer.choice
    reviewer.press("Return")
    written(reviewer, 1)
    assert reviewer.on_disk("SELECT count(*) FROM annotations WHERE kind = 'event'") == [(29,)]
    assert watchdog.longest < MOST * 20, "no step of it is long, whatever else this machine does"
    assert "waits" not in reviewer.status
    reviewer.press("Ctrl+Z")
    assert reviewer.on_disk("SELECT count(*) FROM annotations") == [(0,)]


def test_articles_that_are_done_are_left_alone(reviewer: Reviewer) -> None:
    reviewer.press("Ctrl+Return")
    reviewer.press("Ctrl+Alt+L")
    reviewer.wait(lambda: reviewer.overlay() is not None)
    reviewer.answer("all events")
    reviewer.wait(lambda: reviewer.overlay() is not None)
    assert "11 suggestions" in reviewer.choice
    reviewer.press("Escape")


def test_nothing_else_is_written_meanwhile_and_cancel_leaves_nothing(reviewer: Reviewer) -> None:
    window, session = reviewer.window, reviewer.session
    prepared = prepare_in(session.project, reviewer.sheet, Wanted())
    window.cards.many.write(prepared)
    window.cards.work.cancel()
    assert reviewer.edits_on_disk == 0
    assert states(reviewer) == {State.SUGGESTED}
    window.cards.many.write(prepared)
    assert session.busy
    reviewer.press("A", settle=False)
    written(reviewer, 1)
    assert states(reviewer) == {State.CONFIRMED}
    assert session.busy is None


@pytest.mark.parametrize("key", ["", "Ctrl+Z"])
def test_what_is_on_disk_cannot_be_cancelled_and_is_shown(
    reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setattr(history, "LONG", 10)
    window, session = reviewer.window, reviewer.session
    prepared = prepare_in(session.project, reviewer.sheet, Wanted())
    if key:
        window.cards.many.write(prepared)
        written(reviewer, 1)
    is_held = True

    def tidy(_file: ProjectFile) -> Iterator[None]:
        while is_held:
            yield

    monkeypatch.setattr(ProjectFile, "tidy_in_steps", tidy)
    before = reviewer.edits_on_disk
    if key:
        reviewer.press(key, settle=False)
    else:
        window.cards.many.write(prepared)
    reviewer.wait(lambda: reviewer.edits_on_disk == before + 1)
    window.status.cancel_asked.emit()
    assert window.cards.work.is_running
    is_held = False
    reviewer.wait(lambda: not window.cards.work.is_running)
    assert states(reviewer) == {State.SUGGESTED if key else State.CONFIRMED}
    assert window.status.saved_words.startswith("● Undone" if key else "● Saved")
    assert session.busy is None
    reviewer.press("Ctrl+Y" if key else "Ctrl+Z")
    reviewer.wait(lambda: reviewer.edits_on_disk == before + 2)


def test_what_changed_meanwhile_is_not_overwritten(reviewer: Reviewer) -> None:
    prepared = prepare_in(reviewer.session.project, reviewer.sheet, Wanted())
    reviewer.press("X")
    reviewer.window.cards.many.write(prepared)
    reviewer.wait(lambda: not reviewer.window.cards.work.is_running)
    assert reviewer.edits_on_disk == 1
    assert reviewer.message


def test_a_rejection_says_why(reviewer: Reviewer) -> None:
    event = reviewer.focused.id
    reviewer.press("Z")
    reviewer.answer("not an")
    assert reviewer.on_disk("SELECT verdict, reason FROM decisions WHERE suggestion_id = ?", event) == [
        ("rejected", "not an event")
    ]
    assert reviewer.focused.id != event
    reviewer.press("H")
    assert "Rejected: not an event" in reviewer.article.meaning(event)


def test_a_rejection_in_own_words(reviewer: Reviewer) -> None:
    event = reviewer.focused.id
    reviewer.press("Z")
    reviewer.answer("about the weather at sea")
    assert reviewer.on_disk("SELECT reason FROM decisions WHERE suggestion_id = ?", event) == [
        ("about the weather at sea",)
    ]
    reviewer.press("Ctrl+Z")
    assert reviewer.verdict(event) is None


def test_a_mark_is_rejected_with_a_reason(reviewer: Reviewer) -> None:
    item = reviewer.item("Latvia")
    reviewer.put_caret(item.value.span.start)  # type: ignore[union-attr]
    reviewer.press("Shift+Z")
    reviewer.answer("wrong span")
    assert reviewer.on_disk("SELECT reason FROM decisions WHERE suggestion_id = ?", item.id) == [("wrong span",)]


def test_a_long_edit_is_undone_and_redone_in_steps(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "LONG", 10)
    window, session = reviewer.window, reviewer.session
    window.cards.many.write(prepare_in(session.project, reviewer.sheet, Wanted()))
    written(reviewer, 1)
    after = reviewer.on_disk("SELECT id, value FROM annotations ORDER BY id")
    reviewer.press("Ctrl+Z", settle=False)
    assert session.busy
    reviewer.press("Ctrl+Z", settle=False)
    assert reviewer.message, "one after the other"
    written(reviewer, 2)
    reviewer.wait(lambda: session.busy is None)
    assert states(reviewer) == {State.SUGGESTED}
    reviewer.press("Ctrl+Y", settle=False)
    written(reviewer, 3)
    reviewer.wait(lambda: session.busy is None)
    assert reviewer.on_disk("SELECT id, value FROM annotations ORDER BY id") == after
    assert states(reviewer) == {State.CONFIRMED}
    reviewer.press("Ctrl+Z", settle=False)
    window.cards.work.cancel()
    assert states(reviewer) == {State.CONFIRMED}
    assert reviewer.edits_on_disk == 3, "what is cancelled leaves nothing behind"
