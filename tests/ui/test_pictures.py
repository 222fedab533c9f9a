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
from border_annotator.ui.text.shown_marks import ShownMarks, stretches_that_differ
from border_annotator.ui.theme.elided_label import ElidedLabel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

MARKS = [Mark("a", 0, 4, Look.ENTITY, State.SUGGESTED, "PLACE")]
PLACE = QRectF(5, 20, 200, 40)
AROUND = (8, 22)
EVERYWHERE = QRectF(-10_000, -10_000, 30_000, 30_000)


class Page:
    """Something to paint on, which counts how often marks are really painted."""

    def __init__(self, ratio: float = 1.0) -> None:
        self.pictures = Pictures()
        self.painted = 0
        self.asked: list[QRectF | None] = []
        self.image = QImage(300, 200, QImage.Format.Format_RGB32)
        self.image.setDevicePixelRatio(ratio)

    def show(self, marks: list[Mark], place: QRectF = PLACE, number: int = 3, part: QRectF | None = None) -> QImage:
        """What is seen of a block's marks on the whole page, or on a part of it."""

        def paint(on: QPainter, asked: QRectF | None = None) -> None:
            self.painted += 1
            self.asked.append(asked)
            on.fillRect(place.adjusted(0, 10, -100, -10), Qt.GlobalColor.red)

        self.image.fill(Qt.GlobalColor.white)
        painter = QPainter(self.image)
        self.pictures.paint(
            painter, number, marks, place, AROUND, part or QRectF(-10_000, -10_000, 30_000, 30_000), paint
        )
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


@pytest.mark.usefixtures("qapp")
def test_a_few_lines_are_painted_without_a_picture_unless_there_is_one() -> None:
    page, lines = Page(), QRectF(0, 30, 300, 20)
    page.show(MARKS, part=lines)
    assert page.asked == [lines]
    page.show(MARKS, part=lines)
    assert page.painted == 2
    page.show(MARKS)
    assert page.asked[-1] is None
    page.show(MARKS, part=lines)
    assert page.painted == 3, "the picture is there"


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


def test_only_what_looks_otherwise_is_painted_anew() -> None:
    one, other = MARKS[0], Mark("b", 6, 9, Look.TRIGGER, State.SUGGESTED, "Force")
    before = ShownMarks([one, other], [], None)
    assert stretches_that_differ(before, ShownMarks([one, other], [], None)) == []
    judged = replace(other, state=State.CONFIRMED)
    assert stretches_that_differ(before, ShownMarks([one, judged], [], None)) == [(6, 9)]
    lit = replace(one, look=Look.FOCUS, role="place")
    assert stretches_that_differ(before, ShownMarks([one, other], [lit], None)) == [(0, 4)]
    assert stretches_that_differ(before, ShownMarks([one, other], [], (2, 4, "about 5"))) == [(2, 4)]
    assert stretches_that_differ(before, ShownMarks([other], [], None)) is None, "others may change their lanes"
