"""Verdicts, moving about, undo, done: the reviewer's day by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.layer import ReviewState
from border_annotator.domain.worksheet import State
from border_annotator.services import gazetteer

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.conftest import OpenWindow
    from tests.ui.reviewer import Reviewer

LONG, SHORT = "000_", "003_"


def test_next_and_previous_event_stop_at_the_ends(reviewer: Reviewer) -> None:
    assert reviewer.place == 0
    reviewer.press("K")
    assert reviewer.place == 0
    for expected in range(1, len(reviewer.sheet.events)):
        reviewer.press("J")
        assert reviewer.place == expected
        assert f"Event {expected + 1} of" in reviewer.status
        assert reviewer.article.caret() == reviewer.event.trigger.start
    reviewer.press("J")
    assert reviewer.place == len(reviewer.sheet.events) - 1


def test_event_in_focus_is_in_view(reviewer: Reviewer) -> None:
    for _k in reviewer.sheet.events[1:]:
        reviewer.press("J")
        rect = reviewer.article.cursorRect()
        assert reviewer.article.viewport().rect().contains(rect), reviewer.place
        panel, card = reviewer.window.events, reviewer.card()
        top = card.mapTo(panel.viewport(), card.rect().topLeft()).y()
        assert -1 <= top < panel.viewport().height(), reviewer.place


def test_confirm_goes_on_to_the_next_event(reviewer: Reviewer) -> None:
    first = reviewer.focused
    fillers = [argument.ref for argument in reviewer.event.arguments]
    reviewer.press("A")
    assert reviewer.place == 1
    assert reviewer.verdict(first.id) == "confirmed"
    assert {reviewer.verdict(ref) for ref in fillers if ref} == {"confirmed"}, "its fillers are confirmed with it"
    assert "Saved: Confirm Deployment" in reviewer.window.status.saved_words
    found = reviewer.sheet.find(first.id)
    assert found is not None
    assert found.state is State.CONFIRMED


def test_confirm_of_a_judged_event_goes_to_one_that_waits(reviewer: Reviewer) -> None:
    reviewer.press("A", "K", "A")
    assert reviewer.place == 1
    assert reviewer.edits_on_disk == 1


def test_reject_takes_the_event_away_and_goes_on(reviewer: Reviewer) -> None:
    reviewer.press("J")
    second, third = reviewer.focused.id, reviewer.sheet.events[2].id
    reviewer.press("X")
    assert reviewer.verdict(second) == "rejected"
    assert second not in {item.id for item in reviewer.sheet.events}
    assert reviewer.focused.id == third


def test_all_events_can_be_rejected(reviewer: Reviewer) -> None:
    for _k in range(len(reviewer.sheet.events)):
        reviewer.press("X")
    assert reviewer.sheet.events == ()
    assert reviewer.session.focused_item is None
    assert "No events" in reviewer.status
    for key in ("X", "A", "T", "R", "S", "G", "C", "J", "K"):
        reviewer.press(key)
        assert reviewer.message, key
    reviewer.press("Ctrl+Z")
    assert reviewer.place == 0


def test_every_event_can_be_confirmed_by_one_key(reviewer: Reviewer) -> None:
    count = len(reviewer.sheet.events)
    for done in range(1, count + 1):
        reviewer.press("A", settle=False)
        assert reviewer.edits_on_disk == done
    reviewer.press("A")
    assert "Every event of this article is judged" in reviewer.message
    assert reviewer.edits_on_disk == count


def test_rejected_marks_can_be_shown_and_taken_back(reviewer: Reviewer) -> None:
    first = reviewer.focused
    reviewer.press("X", "H")
    assert shows_rejected(reviewer) == (True, True)
    reviewer.put_caret(anchor_of(first.value).start)
    assert "rejected" in tooltip_at_caret(reviewer).casefold()
    reviewer.press("U")
    assert reviewer.verdict(first.id) is None
    assert first.id in {item.id for item in reviewer.sheet.events}
    reviewer.press("H")
    assert shows_rejected(reviewer) == (False, False)


def shows_rejected(reviewer: Reviewer) -> tuple[bool, bool]:
    """Whether the article shows what was rejected, and whether the menu says so."""
    return reviewer.article.shows_rejected, reviewer.window.actions_by_id["view.rejected"].isChecked()


def tooltip_at_caret(reviewer: Reviewer) -> str:
    marks = reviewer.article.marks_at(reviewer.article.cursorRect().center())
    return "\n".join(reviewer.article.meaning(mark.item_id) for mark in marks)


def test_verdict_is_taken_back(reviewer: Reviewer) -> None:
    first = reviewer.focused.id
    reviewer.press("A", "K", "U")
    assert reviewer.verdict(first) is None
    assert reviewer.focused.is_open


def test_marks_at_the_caret_are_judged_alone(reviewer: Reviewer) -> None:
    entity = reviewer.item("Lithuania")
    reviewer.put_caret(anchor_of(entity.value).start)
    reviewer.press("Shift+A")
    assert reviewer.verdict(entity.id) == "confirmed"
    reviewer.press("Shift+X")
    assert reviewer.verdict(entity.id) == "rejected"
    reviewer.press("Shift+A")
    assert "No entity or figure at the caret" in reviewer.message


def test_confirm_all_that_waits_is_one_step(reviewer: Reviewer) -> None:
    waiting = sum(item.is_open for item in reviewer.sheet.items)
    reviewer.press("Ctrl+Shift+A")
    assert not any(item.is_open for item in reviewer.sheet.items)
    assert f"Confirm {waiting} suggestions" in reviewer.window.status.saved_words
    assert reviewer.edits_on_disk == 1
    reviewer.press("Ctrl+Shift+A")
    assert "Nothing to change." in reviewer.message
    reviewer.press("Ctrl+Z")
    assert sum(item.is_open for item in reviewer.sheet.items) == waiting


def test_done_goes_on_to_the_next_article(reviewer: Reviewer) -> None:
    reviewer.press("Ctrl+Shift+A", "Ctrl+Return")
    assert reviewer.sheet.document.file_name.startswith(SHORT)
    assert reviewer.on_disk("SELECT state FROM reviews") == [("done",)]
    reviewer.press("[")
    assert reviewer.sheet.review.state is ReviewState.DONE
    reviewer.press("Ctrl+Shift+O")
    assert reviewer.on_disk("SELECT state FROM reviews") == [("in_progress",)]


def test_done_says_what_a_judged_event_still_lacks(reviewer: Reviewer) -> None:
    reviewer.press("Ctrl+Shift+A", "Ctrl+Return")
    assert "Marked as done while" in reviewer.message
    assert "accuser is empty" in reviewer.message


def test_done_with_open_suggestions_says_how_many(reviewer: Reviewer) -> None:
    waiting = sum(item.is_open for item in reviewer.sheet.items)
    reviewer.press("Ctrl+Return")
    assert f"Marked as done with {waiting} suggestions" in reviewer.window.message.text()


def test_skip_wants_a_reason(reviewer: Reviewer) -> None:
    reviewer.press("Ctrl+Shift+Return", "Return")
    assert reviewer.overlay() is not None, "without a reason it stays open"
    assert reviewer.edits_on_disk == 0
    reviewer.answer("not about borders")
    assert reviewer.overlay() is None
    assert reviewer.on_disk("SELECT state, reason FROM reviews") == [("skipped", "not about borders")]
    assert reviewer.sheet.document.file_name.startswith(SHORT)


def test_articles_by_key_stop_at_the_ends(reviewer: Reviewer) -> None:
    reviewer.press("[")
    assert "first article" in reviewer.message
    reviewer.press("]")
    assert reviewer.sheet.document.file_name.startswith(SHORT)
    assert reviewer.window.queue.current_id() == reviewer.sheet.document.id
    reviewer.press("]")
    assert "last article" in reviewer.message
    reviewer.press("Ctrl+Up")
    assert reviewer.sheet.document.file_name.startswith(LONG)


def test_undo_goes_back_through_articles(reviewer: Reviewer) -> None:
    long_event = reviewer.focused.id
    reviewer.press("A", "]")
    short_event = reviewer.focused.id
    reviewer.press("X", "Ctrl+Z")
    assert reviewer.focused.id == short_event
    reviewer.press("Ctrl+Z")
    assert reviewer.sheet.document.file_name.startswith(LONG), "undo shows where it was"
    assert reviewer.focused.id == long_event
    assert reviewer.verdict(long_event) is None
    reviewer.press("Ctrl+Z")
    assert reviewer.message == "There is nothing to undo."
    reviewer.press("Ctrl+Y", "Ctrl+Shift+Z")
    assert reviewer.verdict(long_event) == "confirmed"
    assert reviewer.verdict(short_event) == "rejected"
    assert reviewer.sheet.document.file_name.startswith(SHORT)
    reviewer.press("Ctrl+Y")
    assert reviewer.message == "There is nothing to redo."


def test_undo_and_redo_survive_a_restart(open_window: OpenWindow, gold_path: Path) -> None:
    first = open_window(gold_path)
    confirmed, rejected = first.sheet.events[0].id, first.sheet.events[1].id
    first.press("A", "X", "Ctrl+Z", "Ctrl+Q")
    assert not first.window.isVisible()
    second = open_window(gold_path)
    second.press("Ctrl+Y")
    assert second.verdict(rejected) == "rejected"
    second.press("Ctrl+Z", "Ctrl+Z")
    assert second.verdict(rejected) is None
    assert second.verdict(confirmed) is None


def test_each_edit_is_on_disk_before_the_next_key(reviewer: Reviewer) -> None:
    keys = ["A", "X", "A", "Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+A", "Ctrl+Z", "X", "Ctrl+Return", "A", "X"]
    for count, key in enumerate(keys, start=1):
        reviewer.press(key, settle=False)
        assert reviewer.edits_on_disk == count, key


def test_keys_pressed_in_one_go_are_all_done(reviewer: Reviewer) -> None:
    events = [item.id for item in reviewer.sheet.events]
    reviewer.press("A", "X", "A", settle=False)
    assert [reviewer.verdict(event) for event in events[:3]] == ["confirmed", "rejected", "confirmed"]


def test_buttons_of_the_card_do_what_their_keys_do(reviewer: Reviewer) -> None:
    first = reviewer.focused.id
    reviewer.button("Confirm  A").click()
    assert reviewer.verdict(first) == "confirmed"


def test_an_article_is_in_progress_when_the_reviewer_says_so(reviewer: Reviewer) -> None:
    reviewer.press("Ctrl+Shift+O")
    assert reviewer.sheet.review.state is ReviewState.IN_PROGRESS
    assert not reviewer.sheet.is_started
    assert reviewer.edits_on_disk == 1
    reviewer.press("Ctrl+Shift+O")
    assert reviewer.edits_on_disk == 1
    assert "in progress already" in reviewer.message
    reviewer.press("Ctrl+Z")
    assert reviewer.on_disk("SELECT state FROM reviews") == []


def test_a_name_added_to_the_gazetteer_is_undone_where_the_reviewer_stands(reviewer: Reviewer) -> None:
    gazetteer.add_entry(reviewer.session.project, gazetteer.new_entry("PLACE", ["Žalavas"]))
    shown = reviewer.sheet.document.id
    reviewer.press("Ctrl+Z")
    assert gazetteer.gazetteer_entries(reviewer.session.project) == []
    assert reviewer.sheet.document.id == shown
    assert reviewer.message == ""
