"""What is painted once and kept: the marks of a block, and labels that shorten themselves while they are painted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from border_annotator.domain.worksheet import State
from border_annotator.ui.text.marks import Look, Mark
from border_annotator.ui.text.pictures import HIGHEST, MOST, Pictures
from border_annotator.ui.theme.elided_label import ElidedLabel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

MARKS = [Mark("a", 0, 4, Look.ENTITY, State.SUGGESTED, "PLACE")]
PLACE = QRectF(5, 20, 200, 40)
AROUND = (8, 22)


class Page:
    """Something to paint on, which counts how often marks are really painted."""

    def __init__(self, ratio: float = 1.0) -> None:
        self.pictures = Pictures()
        self.painted = 0
        self.image = QImage(300, 200, QImage.Format.Format_RGB32)
        self.image.setDevicePixelRatio(ratio)

    def show(self, marks: list[Mark], place: QRectF = PLACE, number: int = 3) -> QImage:
        """What is seen of a block's marks."""

        def paint(on: QPainter) -> None:
            self.painted += 1
            on.fillRect(place.adjusted(0, 10, -100, -10), Qt.GlobalColor.red)

        self.image.fill(Qt.GlobalColor.white)
        painter = QPainter(self.image)
        self.pictures.paint(painter, number, marks, place, AROUND, paint)
        painter.end()
        return self.image.copy()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_marks_are_painted_once_and_look_the_same_from_then_on(ratio: float) -> None:
    page = Page(ratio)
    direct = Page(ratio)
    direct.image.fill(Qt.GlobalColor.white)
    painter = QPainter(direct.image)
    painter.fillRect(PLACE.adjusted(0, 10, -100, -10), Qt.GlobalColor.red)
    painter.end()
    assert page.show(MARKS) == page.show(MARKS)
    assert page.painted == 1
    if ratio != 1.25:  # there the very edges lie between two pixels
        assert page.show(MARKS) == direct.image


@pytest.mark.usefixtures("qapp")
def test_a_picture_follows_its_block_and_is_painted_anew_for_other_marks() -> None:
    page = Page()
    page.show(MARKS)
    moved = page.show(MARKS, PLACE.translated(0, 30))
    assert page.painted == 1
    assert moved.pixelColor(20, 70) == Qt.GlobalColor.red
    assert moved.pixelColor(20, 45) == Qt.GlobalColor.white
    page.show([replace(MARKS[0], state=State.CONFIRMED)])
    assert page.painted == 2
    page.show(MARKS, PLACE.translated(0, 0.5))
    assert page.painted == 3
    page.pictures.clear()
    page.show(MARKS, PLACE.translated(0, 0.5))
    assert page.painted == 4


@pytest.mark.usefixtures("qapp")
def test_few_pictures_are_kept_and_none_of_a_block_that_fills_pages() -> None:
    page = Page()
    for number in range(MOST + 1):
        page.show(MARKS, number=number)
    page.show(MARKS, number=MOST)
    assert page.painted == MOST + 1
    page.show(MARKS, number=0)
    assert page.painted == MOST + 2, "the oldest one went"
    for _k in range(2):
        page.show(MARKS, QRectF(5, 20, 200, HIGHEST + 1))
    assert page.painted == MOST + 4
    page.show([])
    assert page.painted == MOST + 4


def test_a_label_keeps_its_words_while_it_shows_fewer(qtbot: QtBot) -> None:
    label = ElidedLabel("All of the words that were said")
    qtbot.addWidget(label)
    hint = label.sizeHint()
    label.resize(hint)
    whole = label.grab().toImage()
    label.resize(hint.width() // 2, hint.height())
    short = label.grab().toImage()
    assert label.text() == label.words == label.accessibleName() == "All of the words that were said"
    assert label.sizeHint() == hint, "the room that it asks for stays"
    half = hint.width() // 2
    assert short != whole.copy(0, 0, half, hint.height()), "an ellipsis, not words that are cut"
