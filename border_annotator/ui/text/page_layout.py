"""The layout of an article's page: lines are made for blocks that come into view, all others have a likely height."""

from __future__ import annotations

import math
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QAbstractTextDocumentLayout, QFontMetricsF, QPainterPath, QPalette, QTextLayout, QTextOption

from border_annotator.ui.text.blocks import LEADING
from border_annotator.ui.text.geometry import SetLines
from border_annotator.ui.text.heights import Heights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QPainter, QTextBlock, QTextDocument, QTextFrame, QTextLine

    from border_annotator.ui.text.blocks import BlockLook, BlockLooks

    Ink = Callable[[QTextBlock], list[QTextLayout.FormatRange]]

ABOVE, BESIDE = 20, 5
"""Pixels round the text, for the boxes and role names of its first line and at the lines' ends."""
NARROWEST = 40
"""Pixels of the narrowest line that is laid out."""


class PageLayout(QAbstractTextDocumentLayout):
    """Sets a document block by block, each when somebody first asks where it is.

    Laying out everything takes seconds for a very long article, of which a page shows some thirty lines. A block that
    nobody has looked at has the height that its number of characters makes likely; ``grown`` tells when that was wrong.
    ``lengths`` are those numbers, white space at the edges left out.
    """

    grown = Signal(float, float)
    """A block has another height than was thought: where it was thought to end, and by how much it has grown."""

    def __init__(self, page: QTextDocument, looks: BlockLooks, lengths: list[int], ink: Ink) -> None:
        super().__init__(page)
        self._looks = looks
        self._ink = ink
        self._width = 0.0
        self._laid: dict[int, BlockLook] = {}
        self._lines: dict[int, SetLines] = {}
        self._lengths = lengths
        self._heights = Heights(())
        self._parts: Sequence[QRectF] | None = None

    # What the view asks

    def reach(self, top: float, bottom: float) -> None:
        """Lay out the blocks between two heights."""
        number = self._heights.at(top - ABOVE)
        block = self.document().findBlockByNumber(number)
        while block.isValid():
            self._lay(block, number)
            if self._heights.top(number) + self._heights[number] + ABOVE >= bottom:
                break
            block, number = block.next(), number + 1

    def block_at(self, y: float) -> QTextBlock:
        """The block at a height, laid out."""
        block = self.document().findBlockByNumber(self._heights.at(y - ABOVE))
        self._lay(block, block.blockNumber())
        return block

    def look_of(self, block: QTextBlock) -> BlockLook:
        """How a block is set."""
        return self._lay(block, block.blockNumber())

    def lines_of(self, block: QTextBlock) -> SetLines:
        """The lines of a block, to ask where stretches of it stand."""
        number = block.blockNumber()
        found = self._lines.get(number)
        if found is None:
            self._lay(block, number)
            found = self._lines[number] = SetLines(block.layout(), block.text())
        return found

    def place_of(self, number: int) -> tuple[float, float]:
        """The top and the height of a block that is laid out."""
        return ABOVE + self._heights.top(number), self._heights[number]

    @contextmanager
    def drawing_only(self, parts: Sequence[QRectF]) -> Iterator[None]:
        """A block in which only these parts of the page are drawn, each of their letters once."""
        self._parts = parts
        try:
            yield
        finally:
            self._parts = None

    # Laying out

    def _reset(self) -> None:
        """Forget all lines: the width is another."""
        self._width = max(NARROWEST, self.document().pageSize().width() - 2 * BESIDE)
        self._laid.clear()
        self._lines.clear()
        metrics = QFontMetricsF(self.document().defaultFont())
        advance = math.ceil(metrics.ascent() + metrics.descent() + metrics.leading()) * LEADING / 100
        in_a_line = max(1.0, self._width / metrics.averageCharWidth())
        empty = self._looks.empty_height
        self._heights = Heights([math.ceil(n / in_a_line) * advance if n else empty for n in self._lengths])
        self.documentSizeChanged.emit(self.documentSize())

    def _lay(self, block: QTextBlock, number: int) -> BlockLook:
        look = self._laid.get(number)
        if look is not None:
            return look
        look = self._laid[number] = self._looks.of(block)
        layout = block.layout()
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(block.textDirection())
        layout.setTextOption(option)
        layout.setFormats(list(look.formats))
        layout.setCacheEnabled(True)  # else the letters are shaped again as soon as it is asked where they stand
        layout.setPosition(QPointF(BESIDE + look.indent, 0))
        y = float(look.above)
        layout.beginLayout()
        line = layout.createLine()
        while line.isValid():
            line.setLeadingIncluded(True)
            line.setLineWidth(self._width - look.indent)
            line.setPosition(QPointF(0, y))
            y += _own_height(line) * look.leading / 100
            line = layout.createLine()
        layout.endLayout()
        height = look.height if look.height is not None else y + look.below
        end = ABOVE + self._heights.top(number) + self._heights[number]
        grown = self._heights.change(number, height)
        if grown:
            self.documentSizeChanged.emit(self.documentSize())
            self.grown.emit(end, grown)
        return look

    # Qt's calls

    def documentChanged(self, _position: int, _removed: int, _added: int, /) -> None:  # noqa: N802 - Qt's name
        """Lay out anew for another width; the text itself never changes."""
        if max(NARROWEST, self.document().pageSize().width() - 2 * BESIDE) != self._width:
            self._reset()

    def blockBoundingRect(self, block: QTextBlock, /) -> QRectF:  # noqa: N802 - Qt's name
        """Where a block is; it is laid out then."""
        if not block.isValid():
            return QRectF()
        number = block.blockNumber()
        look = self._lay(block, number)
        top = ABOVE + self._heights.top(number)
        return QRectF(BESIDE + look.indent, top, self._width - look.indent, self._heights[number])

    def frameBoundingRect(self, _frame: QTextFrame, /) -> QRectF:  # noqa: N802 - Qt's name
        """The only frame is the whole page."""
        return QRectF(QPointF(0, 0), self.documentSize())

    def documentSize(self) -> QSizeF:  # noqa: N802 - Qt's name
        """The page, with what is only likely of it."""
        return QSizeF(self._width + 2 * BESIDE, self._heights.total + 2 * ABOVE)

    def pageCount(self) -> int:  # noqa: N802 - Qt's name
        """The screen is one page."""
        return 1

    def hitTest(self, point: QPointF | QPoint | QPainterPath.Element, accuracy: Qt.HitTestAccuracy, /) -> int:  # noqa: N802 - Qt's name
        """The position at a point, on the line that is nearest; -1 for an exact question beside the text."""
        point = QPointF(point.x, point.y) if isinstance(point, QPainterPath.Element) else QPointF(point)
        block = self.block_at(point.y())
        place = self.blockBoundingRect(block)
        x, y = point.x() - place.left(), point.y() - place.top()
        layout = block.layout()
        lines = [layout.lineAt(number) for number in range(layout.lineCount())]
        line = min(lines, key=lambda found: abs(found.y() + found.height() / 2 - y))
        if accuracy == Qt.HitTestAccuracy.ExactHit and not line.naturalTextRect().contains(x, y):
            return -1
        return block.position() + min(line.xToCursor(x), max(0, block.length() - 1))

    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext, /) -> None:
        """Paint the blocks in the clip, with their ink, the selection and the caret."""
        clip: QRectF = context.clip  # type: ignore[attr-defined, unused-ignore] # not in every stub
        painter.setPen(context.palette.color(QPalette.ColorRole.Text))
        if self._parts is None:
            self._draw_part(painter, context, clip)
            return
        for part in self._parts:
            painter.save()
            painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
            self._draw_part(painter, context, part)
            painter.restore()

    def _draw_part(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext, part: QRectF) -> None:
        block = self.block_at(part.top())
        while block.isValid():
            place = self.blockBoundingRect(block)
            if place.top() > part.bottom():
                break
            self._draw_block(painter, context, block, place, part)
            block = block.next()

    def _draw_block(
        self,
        painter: QPainter,
        context: QAbstractTextDocumentLayout.PaintContext,
        block: QTextBlock,
        place: QRectF,
        part: QRectF,
    ) -> None:
        begin, end = block.position(), block.position() + block.length()
        ranges = self._ink(block)
        for selected in context.selections:
            first, last = selected.cursor.selectionStart(), selected.cursor.selectionEnd()
            if first < end and last > begin:
                found = QTextLayout.FormatRange()
                found.start = max(0, first - begin)
                found.length = min(last, end) - begin - found.start
                found.format = selected.format
                ranges.append(found)
        layout = block.layout()
        at = QPointF(0, place.top())  # the layout itself knows how far it is set in
        layout.draw(painter, at, ranges, part)
        if begin <= context.cursorPosition < end:
            width = self.property("cursorWidth")
            layout.drawCursor(painter, at, context.cursorPosition - begin, int(width) if width else 1)


def _own_height(line: QTextLine) -> int:
    return math.ceil(line.ascent() + line.descent() + line.leading())
