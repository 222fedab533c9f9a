"""Filling roles: their keys with a selection, a click, the caret, letters, a drag; “not stated”."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.worksheet import State
from tests.ui.reviewer import qt_position, settle_down

if TYPE_CHECKING:
    from tests.ui.reviewer import Reviewer


def key_of(reviewer: Reviewer, role: str) -> str:
    """The digit of a role of the event in focus."""
    names = [r.name for r in reviewer.session.project.schema.roles(reviewer.event.type)]
    return "1234567890"[names.index(role)]


def point_of(reviewer: Reviewer, offset: int) -> QPoint:
    """Where a place of the text stands in the viewport."""
    article = reviewer.article
    cursor = article.textCursor()
    cursor.setPosition(qt_position(reviewer.sheet.document.text, offset))
    rect = article.cursorRect(cursor)
    cursor.setPosition(cursor.position() + 1)
    return QPoint((rect.x() + article.cursorRect(cursor).x()) // 2, rect.center().y())


def click(reviewer: Reviewer, offset: int) -> None:
    viewport = reviewer.article.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=point_of(reviewer, offset))
    settle_down()


def filled(reviewer: Reviewer, role: str) -> list[str]:
    """The ids of what fills a role."""
    return [argument.ref or "" for argument in reviewer.event.fillers(role)]


def waiting(reviewer: Reviewer) -> str | None:
    """The row that waits."""
    return reviewer.window.cards.wait.row


def not_stated(reviewer: Reviewer) -> list[str]:
    """The roles that are answered with “not stated”."""
    return list(reviewer.event.not_stated)


def at_attempts(reviewer: Reviewer) -> None:
    """The event “attempts” comes into focus: an attempt with a destination, and no person or origin."""
    reviewer.go_to_event("attempts")
    assert reviewer.event.type == "Crossing.Attempt"


def test_a_key_with_a_selection_fills_at_once(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    item = reviewer.item("Baltic states")
    reviewer.select("Baltic states")
    reviewer.press(key_of(reviewer, "origin"))
    assert filled(reviewer, "origin") == [item.id]
    assert reviewer.edits_on_disk == 1
    assert waiting(reviewer) is None


def test_a_click_fills_the_role_that_waits(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    event = reviewer.focused.id
    item = reviewer.item("Baltic states")
    reviewer.press(key_of(reviewer, "origin"))
    assert waiting(reviewer) == "role:origin"
    assert "Origin waits" in reviewer.status
    assert "click, or type" in reviewer.words_of_card()
    click(reviewer, anchor_of(item.value).start + 3)
    assert filled(reviewer, "origin") == [item.id]
    assert reviewer.focused.id == event
    assert waiting(reviewer) is None
    assert "waits" not in reviewer.status
    assert "click, or type" not in reviewer.words_of_card()


def test_a_click_on_another_trigger_fills_and_leaves_the_focus(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    event = reviewer.focused.id
    text = reviewer.sheet.document.text
    other = next(i for i in reviewer.sheet.events if anchor_of(i.value).text_in(text) == "surge")
    reviewer.press(key_of(reviewer, "reason"))
    click(reviewer, anchor_of(other.value).start + 2)
    assert filled(reviewer, "reason") == [other.id]
    assert reviewer.focused.id == event


def test_a_click_beside_everything_says_so_and_goes_on_waiting(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    text = reviewer.sheet.document.text
    reviewer.press(key_of(reviewer, "origin"))
    click(reviewer, text.index("significant surge") + 3)
    assert "select the words" in reviewer.message
    assert waiting(reviewer) == "role:origin"
    assert reviewer.edits_on_disk == 0


def test_enter_at_the_caret_fills_the_role_that_waits(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    item = reviewer.item("Baltic states")
    reviewer.press(key_of(reviewer, "origin"))
    reviewer.put_caret(anchor_of(item.value).start)
    reviewer.press("Right", "Right", "Return")
    assert filled(reviewer, "origin") == [item.id]
    assert reviewer.verdict(item.id) == "confirmed"


def test_a_selection_and_enter_fill_the_role_that_waits(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    reviewer.press(key_of(reviewer, "reason"))
    span = reviewer.select("significant")
    reviewer.press("Return")
    assert [argument.span for argument in reviewer.event.fillers("reason")] == [span]


def test_letters_choose_among_what_the_role_takes(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    reviewer.press(key_of(reviewer, "person"))
    reviewer.press("Space")
    assert reviewer.overlay() is reviewer.window.chooser
    reviewer.type("migrants")
    assert "migrants" in reviewer.choice
    reviewer.press("Return")
    assert len(filled(reviewer, "person")) == 1
    assert reviewer.overlay() is None
    assert QApplication.focusWidget() is reviewer.article
    assert waiting(reviewer) is None


def test_the_nearest_come_first(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    reviewer.press(key_of(reviewer, "origin"), "Space")
    text, trigger = reviewer.sheet.document.text, reviewer.event.trigger
    entities = [anchor_of(item.value) for item in reviewer.sheet.entities]
    places = [
        min(abs(span.start - trigger.start) for span in entities if choice.startswith(span.text_in(text)))
        for choice in reviewer.choices[:4]
    ]
    assert places == sorted(places)


def test_escape_gives_up(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    reviewer.press(key_of(reviewer, "origin"), "Escape")
    assert waiting(reviewer) is None
    assert "waits" not in reviewer.status
    reviewer.press("X")
    assert reviewer.edits_on_disk == 1, "letters are commands again"


def test_escape_in_the_list_leaves_the_role_waiting(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    reviewer.press(key_of(reviewer, "origin"), "Space", "Escape")
    assert reviewer.overlay() is None
    assert waiting(reviewer) == "role:origin"
    reviewer.press("Escape")
    assert waiting(reviewer) is None
    assert reviewer.edits_on_disk == 0


def test_another_key_lets_another_role_wait(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    reviewer.press(key_of(reviewer, "origin"), key_of(reviewer, "person"))
    assert waiting(reviewer) == "role:person"


def test_going_to_another_event_ends_the_waiting(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    reviewer.press(key_of(reviewer, "origin"), "Ctrl+Down")
    assert waiting(reviewer) is None


def test_the_key_twice_says_not_stated(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    event = reviewer.focused.id
    key = key_of(reviewer, "origin")
    reviewer.press(key, key)
    assert not_stated(reviewer) == ["origin"]
    assert "not stated" in reviewer.words_of_card()
    assert reviewer.focused.state is State.CORRECTED
    assert '"not_stated":["origin"]' in str(reviewer.on_disk("SELECT value FROM annotations WHERE id = ?", event)[0][0])
    reviewer.press("Ctrl+Z")
    assert not_stated(reviewer) == []
    assert reviewer.verdict(event) is None


def test_a_dash_says_not_stated_and_takes_it_back(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    key = key_of(reviewer, "destination")
    assert filled(reviewer, "destination")
    reviewer.press(key, "-")
    assert not_stated(reviewer) == ["destination"]
    assert filled(reviewer, "destination") == []
    reviewer.press(key, "-")
    assert not_stated(reviewer) == []


def test_a_dash_alone_says_what_to_do(reviewer: Reviewer) -> None:
    reviewer.press("-")
    assert "key of a role" in reviewer.message
    assert reviewer.edits_on_disk == 0


def test_not_stated_is_an_answer_when_the_article_is_done(reviewer: Reviewer) -> None:
    reviewer.select("Amidst")
    reviewer.press("N")
    reviewer.answer("closure")
    assert "not answered" in reviewer.words_of_card()
    for role in ("authority", "crossing_point"):
        key = key_of(reviewer, role)
        reviewer.press(key, key)
    assert "not answered" not in reviewer.words_of_card()
    reviewer.press("Ctrl+Return")
    assert "is empty" not in reviewer.message


def test_a_role_takes_several_and_each_can_be_cleared(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    key = key_of(reviewer, "source")
    for words in ("Baltic states", "Minsk regime"):
        reviewer.select(words)
        reviewer.press(key)
    assert filled(reviewer, "source") == [reviewer.item("Baltic states").id, reviewer.item("Minsk regime").id]
    reviewer.press("E")
    while reviewer.window.events.marked_row != "role:source":
        reviewer.press("Down")
    reviewer.press("Right", "Delete")
    assert filled(reviewer, "source") == [reviewer.item("Baltic states").id]
    reviewer.press("Delete")
    assert filled(reviewer, "source") == []


def test_an_eleventh_role_has_no_key_and_is_reached_by_r(reviewer: Reviewer) -> None:
    reviewer.press("T")
    reviewer.answer("smuggling")
    assert len(reviewer.session.project.schema.roles(reviewer.event.type)) == 11
    reviewer.select("Amidst")
    reviewer.press("R")
    reviewer.answer("reason")
    assert reviewer.event.fillers("reason")


def test_a_type_with_fewer_roles_says_so(reviewer: Reviewer) -> None:
    reviewer.press("T")
    reviewer.answer("exercise")
    assert len(reviewer.session.project.schema.roles(reviewer.event.type)) == 9
    reviewer.press("0")
    assert "9 roles" in reviewer.message


def test_the_digits_stand_on_the_rows(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    words = reviewer.words_of_card()
    assert f"{key_of(reviewer, 'destination')}  Destination" in words
    assert f"{key_of(reviewer, 'count')}  Count" in words


def test_a_role_is_filled_by_the_mouse_alone(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    item = reviewer.item("Baltic states")
    before = filled(reviewer, "destination")
    area = reviewer.card().area
    rect = area.rect_of_row("role:destination")
    QTest.mouseClick(area, Qt.MouseButton.LeftButton, pos=QPoint(rect.left() + 20, rect.center().y()))
    settle_down()
    assert waiting(reviewer) == "role:destination"
    click(reviewer, anchor_of(item.value).start + 3)
    assert item.id in filled(reviewer, "destination")
    assert filled(reviewer, "destination") != before


# Dragging


def drag_to_row(reviewer: Reviewer, start: QPoint, row: str) -> int:
    """Press in the text and pull over to the cards; what is dragged then is dropped on a row of the card.

    The platform of the tests has no mouse that could hold a drag, so its end is brought by the events that a
    platform sends for it. Returns how many drags there were.
    """
    window, article = reviewer.window, reviewer.article
    handle = window.windowHandle()
    begin = article.viewport().mapTo(window, start)
    on_panel = window.events.viewport().mapTo(window, QPoint(4, 4))
    drags: list[QDrag] = []

    def let_go(drag: QDrag) -> None:
        drags.append(drag)
        settle_down()
        area = reviewer.card().area
        assert area is not None
        target = area.rect_of_row(row).center()
        data, copy, left = drag.mimeData(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        assert drag.source() is article
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # newer versions of Qt want another kind of point
            enter = QDragEnterEvent(target, copy, data, left, Qt.KeyboardModifier.NoModifier)
            move = QDragMoveEvent(target, copy, data, left, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(area, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(area, move)
        settle_down()
        if move.isAccepted():
            QApplication.sendEvent(area, QDropEvent(target, copy, data, left, Qt.KeyboardModifier.NoModifier))
        else:
            QApplication.sendEvent(area, QDragLeaveEvent())

    window.cards.drag.begun.connect(let_go)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, begin)
    QTest.mouseMove(handle, (begin + on_panel) / 2)
    QTest.mouseMove(handle, on_panel)
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, on_panel)
    settle_down()
    return len(drags)


def test_a_marked_span_is_dragged_onto_a_role(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    item = reviewer.item("Baltic states")
    assert drag_to_row(reviewer, point_of(reviewer, anchor_of(item.value).start + 3), "role:origin") == 1
    assert filled(reviewer, "origin") == [item.id]
    assert not reviewer.article.textCursor().hasSelection(), "pulling a mark away selects nothing"


def test_a_selection_is_dragged_onto_a_role(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    span = reviewer.select("significant")
    assert reviewer.article.selection() == span
    drag_to_row(reviewer, point_of(reviewer, span.start + 4), "role:reason")
    assert [argument.span for argument in reviewer.event.fillers("reason")] == [span]


def test_what_a_role_does_not_take_is_refused_with_a_sentence(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    event = next(i for i in reviewer.sheet.events if i.value.type == "Diplomacy.Accusation")  # type: ignore[union-attr]
    drag_to_row(reviewer, point_of(reviewer, anchor_of(event.value).start + 2), "role:count")
    assert reviewer.edits_on_disk <= 1
    assert event.id not in filled(reviewer, "count")


def test_pulling_within_the_text_is_no_drag(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    begun: list[object] = []
    reviewer.window.cards.drag.begun.connect(begun.append)
    window, item = reviewer.window, reviewer.item("Baltic states")
    point = point_of(reviewer, anchor_of(item.value).start + 3)
    start = reviewer.article.viewport().mapTo(window, point)
    none, handle = Qt.KeyboardModifier.NoModifier, window.windowHandle()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, none, start)
    for further in (-30, -90):
        QTest.mouseMove(handle, start + QPoint(further, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, none, start + QPoint(-90, 0))
    settle_down()
    assert not begun
    assert reviewer.article.selection() is not None, "it selects, as ever"


def test_a_drag_that_ends_elsewhere_changes_nothing(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    item = reviewer.item("Baltic states")
    drag_to_row(reviewer, point_of(reviewer, anchor_of(item.value).start + 3), "polarity")
    assert reviewer.edits_on_disk == 0


def test_an_eleventh_role_has_a_key_too(reviewer: Reviewer) -> None:
    reviewer.press("T")
    reviewer.answer("smuggling")
    roles = reviewer.session.project.schema.roles(reviewer.event.type)
    assert len(roles) == 11
    span = reviewer.select("announced")
    reviewer.press("Alt+1")
    assert [argument.span for argument in reviewer.event.fillers(roles[10].name)] == [span]
