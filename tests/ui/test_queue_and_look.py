"""The queue's filters, zoom, light and dark, and what the window says of itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication

from border_annotator.domain.queue_filter import Facet, Stand
from border_annotator.settings.paths import settings_file
from border_annotator.settings.store import Settings
from border_annotator.ui.queue.filter_words import STANDS
from tests.ui.reviewer import settle_down

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QPushButton

    from tests.ui.conftest import OpenWindow
    from tests.ui.reviewer import Reviewer


PILLS = (Stand.UNTOUCHED, Stand.IN_PROGRESS, Stand.DONE)


def chip(reviewer: Reviewer, stage: Stand) -> QPushButton:
    return reviewer.button(STANDS[stage])


def counts(reviewer: Reviewer) -> list[int]:
    return [int(re.findall(r"\d+", chip(reviewer, stage).text())[-1]) for stage in PILLS]


def test_filters_count_and_filter(reviewer: Reviewer) -> None:
    model = reviewer.window.queue.model
    assert counts(reviewer) == [2, 0, 0]
    reviewer.press("A")
    assert counts(reviewer) == [1, 1, 0]
    reviewer.press("Ctrl+Return")
    assert counts(reviewer) == [1, 0, 1]
    chip(reviewer, Stand.DONE).click()
    assert model.rowCount() == 1
    assert model.filter.of(Facet.STATE) == {Stand.DONE}
    chip(reviewer, Stand.UNTOUCHED).click()
    assert model.rowCount() == 1
    assert not chip(reviewer, Stand.DONE).isChecked()
    chip(reviewer, Stand.UNTOUCHED).click()
    assert model.rowCount() == 2
    assert model.filter.is_everything


def test_filter_with_nothing_in_it_says_so(reviewer: Reviewer) -> None:
    chip(reviewer, Stand.DONE).click()
    assert reviewer.window.queue.model.rowCount() == 0
    assert "No article fits this filter" in reviewer.window.queue._empty.text()
    assert reviewer.window.queue._empty.isVisible()
    reviewer.press("]")
    assert reviewer.message, "there is no next article in an empty list"


def test_a_row_stays_while_it_is_worked_on(reviewer: Reviewer) -> None:
    chip(reviewer, Stand.UNTOUCHED).click()
    reviewer.press("A")
    assert reviewer.window.queue.model.rowCount() == 2
    assert reviewer.window.queue.current_id() == reviewer.sheet.document.id
    begun = reviewer.sheet.document.id
    reviewer.press("]")
    assert reviewer.sheet.document.id != begun
    assert reviewer.window.queue.filtered_ids() == [reviewer.sheet.document.id]
    reviewer.press("Ctrl+Z")
    assert reviewer.sheet.document.id == begun
    assert reviewer.window.queue.current_id() == begun
    assert reviewer.window.queue.model.rowCount() == 2


def test_skipped_is_a_state_of_its_own_and_undo_brings_it_back(reviewer: Reviewer) -> None:
    reviewer.press("Ctrl+Shift+Return")
    reviewer.answer("a test")
    assert counts(reviewer) == [1, 0, 0]
    assert reviewer.window.queue.model.counts(Facet.STATE)[Stand.SKIPPED] == 1
    reviewer.press("Ctrl+Z")
    assert counts(reviewer) == [2, 0, 0]


def test_zoom_by_keys_has_bounds_and_is_kept(reviewer: Reviewer) -> None:
    def size() -> int:
        return reviewer.article.document().defaultFont().pixelSize()

    usual = size()
    reviewer.press("Ctrl++")
    assert size() > usual
    reviewer.press("Ctrl+-", "Ctrl+-")
    assert size() < usual
    assert Settings(settings_file()).number("zoom") == 90
    for _k in range(7):
        reviewer.press("Ctrl+-")
    assert Settings(settings_file()).number("zoom") == 50
    reviewer.press("Ctrl+0")
    assert size() == usual


def test_zoom_is_there_at_the_next_start(open_window: OpenWindow, gold_path: Path) -> None:
    first = open_window(gold_path)
    first.press("Ctrl++", "Ctrl++")
    size = first.article.document().defaultFont().pixelSize()
    first.press("Ctrl+Q")
    assert open_window(gold_path).article.document().defaultFont().pixelSize() == size


def test_zoom_keeps_place_and_selection(reviewer: Reviewer) -> None:
    span = reviewer.select("Bolsters")
    reviewer.press("Ctrl++")
    assert reviewer.article.selection() == span


def test_wheel_with_ctrl_zooms(reviewer: Reviewer) -> None:
    size = reviewer.article.document().defaultFont().pixelSize()
    place = QPointF(50, 50)
    event = QWheelEvent(
        place,
        place,
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's signature
    )
    QApplication.sendEvent(reviewer.article.viewport(), event)
    assert reviewer.article.document().defaultFont().pixelSize() > size


def test_light_and_dark_are_chosen_by_typing(reviewer: Reviewer) -> None:
    def ground() -> int:
        picture = reviewer.window.grab().toImage()
        return picture.pixelColor(reviewer.article.mapTo(reviewer.window, QPoint(4, 100))).lightness()

    reviewer.press("Ctrl+T")
    reviewer.answer("dark")
    assert Settings(settings_file()).text("theme") == "dark"
    assert ground() < 90
    caret = reviewer.article.caret()
    reviewer.press("Ctrl+T")
    reviewer.answer("light")
    assert ground() > 200
    assert reviewer.article.caret() == caret
    assert reviewer.edits_on_disk == 0
    reviewer.press("A")
    assert reviewer.edits_on_disk == 1


def test_a_closed_window_does_not_hear_of_a_new_look(reviewer: Reviewer) -> None:
    reviewer.press("Ctrl+Q")
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)


def test_model_and_about_are_told(reviewer: Reviewer) -> None:
    reviewer.press("Shift+F1")
    assert "en_core_web" in reviewer.message
    reviewer.press("Ctrl+F1")
    assert "MIT" in reviewer.message
    reviewer.press("A")
    assert reviewer.message == "", "what is saved settles what was said"


def test_a_message_goes_away_by_itself(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("border_annotator.ui.message_bar.STAYS", 1)
    reviewer.window.message.say("A sentence.")
    assert reviewer.message == "A sentence."
    reviewer.wait(lambda: reviewer.message == "")


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700), (700, 420)])
def test_any_size_is_painted(reviewer: Reviewer, size: tuple[int, int]) -> None:
    reviewer.window.resize(*size)
    settle_down()
    assert not reviewer.window.grab().isNull()
    reviewer.press("J", "A", "G")
    assert reviewer.message
    over = reviewer.window.message.parentWidget()
    assert over is not None
    assert over.rect().contains(reviewer.window.message.geometry())
