"""Complete without a mouse and without a keyboard, with names for screen readers and a focus that is always seen."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QWidget,
)

from border_annotator.ui.dialogs.overlay import Overlay
from border_annotator.ui.errors.unexpected import _tell
from border_annotator.ui.theme.row_list import RowList
from border_annotator.ui.window.places import COMPACT, ROOMY, _read_widths
from tests.ui.reviewer import settle_down
from tests.ui.states import STATES, enter

if TYPE_CHECKING:
    from tests.ui.reviewer import Reviewer

CONTROLS = (QAbstractButton, QLineEdit, QListView, RowList, QTextEdit, QPlainTextEdit)
AROUND = 4
"""Pixels beside a control in which its focus may show too."""


def shown(reviewer: Reviewer) -> list[QWidget]:
    return [widget for widget in reviewer.window.findChildren(QWidget) if widget.isVisible()]


def controls(reviewer: Reviewer) -> list[QWidget]:
    return [widget for widget in shown(reviewer) if isinstance(widget, CONTROLS)]


def called(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()} {widget.accessibleName()!r}"


@pytest.mark.parametrize("state", STATES)
def test_every_control_has_a_name_and_a_role(reviewer: Reviewer, state: str) -> None:
    enter(reviewer, state)
    nameless = []
    for widget in controls(reviewer):
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface is not None, called(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            nameless.append(called(widget))
        assert interface.role() not in (QAccessible.Role.NoRole, QAccessible.Role.Client), called(widget)
    assert nameless == []


@pytest.mark.parametrize("state", ["reviewing", "with notes", "keys", "key conflict", "notes", "time-line of an event",
                                   "first steps", "guidelines", "skipping", "facts", "pre-labelling",
                                   "filtered", "find bar", "search", "figure editor", "date editor"])  # fmt: skip
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_focus_is_always_seen(reviewer: Reviewer, state: str, theme: str) -> None:
    reviewer.window.settings.set("theme", theme)
    reviewer.window.look.put_on()
    enter(reviewer, state)
    overlay = reviewer.overlay()
    unseen = []
    for widget in controls(reviewer):
        belongs = overlay is None or overlay.isAncestorOf(widget)
        if not belongs or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or not widget.isEnabled():
            continue
        before = picture(reviewer, widget, has_focus=False)
        after = picture(reviewer, widget, has_focus=True)
        if before == after and not isinstance(widget, QTextEdit):  # the text shows its caret, which blinks
            unseen.append(called(widget))
    assert unseen == []


def picture(reviewer: Reviewer, widget: QWidget, *, has_focus: bool) -> QImage:
    other = next(
        control
        for control in (*controls(reviewer), reviewer.article)
        if control is not widget and control.focusPolicy() & Qt.FocusPolicy.TabFocus and same_side(reviewer, control)
    )
    (widget if has_focus else other).setFocus(Qt.FocusReason.TabFocusReason)
    settle_down()
    place = QRect(widget.mapTo(reviewer.window, QPoint(0, 0)), widget.size())
    return reviewer.window.grab(place.adjusted(-AROUND, -AROUND, AROUND, AROUND)).toImage()


def same_side(reviewer: Reviewer, control: QWidget) -> bool:
    overlay = reviewer.overlay()
    return overlay is None or overlay.isAncestorOf(control)


@pytest.mark.parametrize("state", STATES)
def test_every_button_is_reached_by_the_keyboard(reviewer: Reviewer, state: str) -> None:
    enter(reviewer, state)
    overlay = reviewer.overlay()
    buttons = {
        button
        for button in reviewer.window.findChildren(QPushButton)
        if button.isVisible() and button.isEnabled() and (overlay is None or overlay.isAncestorOf(button))
    }
    by_key = {button for button in buttons if button.text().endswith(("  Enter", "  Esc"))}
    reached: set[QWidget] = set()
    for _k in range(3 * len(buttons) + 12):
        widget = QApplication.focusWidget()
        assert widget is not None
        reached.add(widget)
        reviewer.press("Tab", settle=False)
    assert [called(button) for button in buttons - by_key - reached] == []


def test_every_overlay_gives_the_mouse_a_way_out_and_on(reviewer: Reviewer) -> None:
    for state in ("skipping", "facts", "note", "keys", "notes", "time-line", "first steps"):
        enter(reviewer, state)
        overlay = reviewer.overlay()
        assert overlay is not None, state
        buttons = [button for button in overlay.findChildren(QPushButton) if button.isVisible()]
        lists = [view for view in overlay.findChildren(QListView) if view.isVisible()]
        assert buttons or lists, state
        reviewer.press("Escape")
    assert reviewer.window.findChildren(Overlay)


def test_usable_at_its_smallest(reviewer: Reviewer) -> None:
    reviewer.window.resize(1024, 700)
    for state in STATES:
        if state in ("panels hidden", "other article", "judged", "done"):
            continue
        enter(reviewer, state)
        overlay = reviewer.overlay()
        if overlay is not None:
            assert reviewer.window.rect().contains(overlay.geometry()), state
            for button in overlay.findChildren(QPushButton):
                if button.isVisible():
                    assert overlay.rect().contains(button.geometry()), (state, button.text())
            reviewer.press("Escape")
        if reviewer.overlay() is not None:
            reviewer.press("Escape")
        reviewer.window.guide.close()


def test_layout_is_remembered(reviewer: Reviewer, open_window: object) -> None:
    window = reviewer.window
    window.resize(1400, 900)
    settle_down()
    window.places.panels.setSizes([300, 700, 400])
    window.places.panels.splitterMoved.emit(300, 1)
    reviewer.press("F8", "Ctrl++")
    path = reviewer.session.project.path
    window.close()
    again: Reviewer = open_window(path)  # type: ignore[operator]
    assert not again.window.queue.isVisible()
    assert again.window.settings.number("zoom") == 110
    assert again.window.places._widths[False] == (300, 400)
    assert not again.window.actions_by_id["view.queue"].isChecked()
    again.press("F8")
    assert again.window.queue.isVisible()


@pytest.mark.parametrize("kept", ["", "1,2,3", "a,b,c,d", "-1,2,3,4", "99999,1,1,1"])
def test_widths_that_make_no_sense_are_left_out(kept: str) -> None:
    assert _read_widths(kept) == {False: ROOMY, True: COMPACT}


def test_problems_are_one_bar_and_no_stack(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    # The log is not what is tested, and an error in it would fail the test.
    monkeypatch.setattr("border_annotator.ui.errors.unexpected.log", logging.getLogger("tests.quiet"))
    logging.getLogger("tests.quiet").disabled = True
    for number in range(3):
        _tell(RuntimeError, RuntimeError(f"broken {number}"), None)
    assert "broken 2" in reviewer.message
    assert "is on disk" in reviewer.message
    assert QApplication.activeModalWidget() is None
    assert [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()] == [reviewer.window]
    reviewer.press("A")
    assert reviewer.message == ""
