"""What is highlighted is what is stored: in any mixture of scripts and directions."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QTextLayout, QTextLine, QTextOption

from border_annotator.domain.words import words_in
from border_annotator.ui.text.offsets import Offsets, shown_text
from border_annotator.ui.text.runs import has_right_to_left, runs_on
from border_annotator.ui.theme.fonts import article_font
from tests.odd_texts import odd_texts
from tests.ui.reviewer import qt_position

pytestmark = pytest.mark.usefixtures("qapp")

WIDE = 420
NEAR = 3.0
"""Pixels by which a letter may hang over its place."""
DARK = 140


def laid_out(text: str, width: float = WIDE) -> QTextLayout:
    layout = QTextLayout(shown_text(text), article_font(100))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    while line.isValid():
        line.setLineWidth(width)
        line = layout.createLine()
    layout.endLayout()
    return layout


def lines_of(layout: QTextLayout) -> list[QTextLine]:
    return [layout.lineAt(number) for number in range(layout.lineCount())]


@settings(max_examples=60)
@given(odd_texts().map(lambda text: text.replace("\n", " ").replace("\t", " ")), st.data())
def test_what_is_covered_is_what_is_stored(text: str, data: st.DataObject) -> None:
    words = words_in(text, 0, len(text))
    if not words:
        return
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, min(len(words) - 1, first + 4)))
    start, end = words[first].start, words[last].end
    layout, offsets = laid_out(text), Offsets(text)
    begin, stop = offsets.to_qt(start), offsets.to_qt(end)
    assert (begin, stop) == (qt_position(text, start), qt_position(text, end))
    for line in lines_of(layout):
        runs = runs_on(line, begin, stop, is_mixed=has_right_to_left(text))
        assert all(one[1] < other[0] for one, other in pairwise(runs)), "from the left, and apart"
        inside, outside = inked(line, begin, stop)
        for x in inside:
            assert any(left - NEAR <= x <= right + NEAR for left, right in runs), ("its ink is not covered", x, runs)
        for x in outside:
            assert not any(left + NEAR < x < right - NEAR for left, right in runs), ("other ink is", x, runs)


def inked(line: QTextLine, begin: int, stop: int) -> tuple[list[float], list[float]]:
    """The columns of a line in which the letters of a stretch are drawn, and those in which others are."""
    picture = QImage(WIDE + 20, 40, QImage.Format.Format_RGB32)
    columns: list[list[float]] = []
    for own in (True, False):
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        last = line.textStart() + line.textLength()
        parts = [(begin, stop)] if own else [(line.textStart(), min(begin, last)), (max(stop, line.textStart()), last)]
        for first, end in parts:
            if first < end:
                for run in line.glyphRuns(first, end - first):
                    painter.drawGlyphRun(QPointF(0, 8 - line.y()), run)
        painter.end()
        pixels, step = bytes(picture.constBits()), picture.bytesPerLine()
        rows = range(picture.height())
        dark = (any(pixels[y * step + x * 4 + 1] < DARK for y in rows) for x in range(picture.width()))
        columns.append([x + 0.5 for x, is_dark in enumerate(dark) if is_dark])
    return columns[0], columns[1]


@pytest.mark.parametrize(
    ("text", "stretch", "count"),
    [
        ("The border guards closed it.", "border guards", 1),
        ("The الحدود مغلقة closed it.", "الحدود مغلقة", 1),
        ("The الحدود مغلقة closed it.", "The الحدود", 2),
        ("الحدود Narva مغلقة", "الحدود Narva", 1),
        ("الحدود Narva مغلقة closed", "مغلقة closed", 1),
        ("גבול 2023 סגור", "2023", 1),
        ("The גבול 2023 סגור open", "2023 סגור open", 2),
        ("立陶宛 Narva", "立陶宛 Narva", 1),
    ],
)
def test_mixed_directions_are_covered_in_parts(text: str, stretch: str, count: int) -> None:
    start = text.index(stretch)
    layout = laid_out(text, 2000)  # a line lives no longer than its layout
    (line,) = lines_of(layout)
    runs = runs_on(line, start, start + len(stretch), is_mixed=has_right_to_left(text))
    assert len(runs) == count
    whole = sum(right - left for left, right in runs)
    rest = [
        run
        for begin, stop in ((0, start), (start + len(stretch), len(text)))
        for run in runs_on(line, begin, stop, is_mixed=has_right_to_left(text))
    ]
    assert whole + sum(right - left for left, right in rest) == pytest.approx(line.naturalTextWidth(), abs=2)


@settings(max_examples=60)
@given(odd_texts().map(lambda text: text.replace("\n", " ").replace("\t", " ")))
def test_one_direction_gives_the_same_either_way(text: str) -> None:
    if has_right_to_left(text):
        return
    layout, offsets = laid_out(text), Offsets(text)
    for word in words_in(text, 0, len(text)):
        begin, stop = offsets.to_qt(word.start), offsets.to_qt(word.end)
        for line in lines_of(layout):
            plain, careful = (runs_on(line, begin, stop, is_mixed=mixed) for mixed in (False, True))
            assert [round(x) for run in plain for x in run] == pytest.approx(
                [round(x) for run in careful for x in run], abs=1
            )
