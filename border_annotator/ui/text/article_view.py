"""The article in the middle of the window: text, marks, caret and selection."""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QTextCharFormat, QTextCursor, QTextLayout
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip, QWidget

from border_annotator.domain.span import trimmed
from border_annotator.domain.worksheet import State
from border_annotator.ui.text.blocks import lay_out
from border_annotator.ui.text.marks import Look, focus_marks, marks_of_item
from border_annotator.ui.text.offsets import Offsets
from border_annotator.ui.text.painting import paint_mark, paint_roles
from border_annotator.ui.theme.fonts import article_font

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent, QTextBlock, QWheelEvent

    from border_annotator.domain.document import Layout
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.ui.text.marks import Mark
    from border_annotator.ui.theme.theme import Theme

MEASURE = 70
"""Characters in a line of the article."""
LEAST_MARGIN = 24


class ArticleView(QTextEdit):
    """Shows one worksheet. It never changes the text, and nothing is ever read back from it but positions."""

    clicked_at = Signal(int)
    """A click without a selection, as a code point offset."""
    zoom_asked = Signal(int)
    """Ctrl and the wheel: +1 for larger, -1 for smaller."""

    def __init__(self, schema: Schema, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article")
        self.setAccessibleName("Article")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setCursorWidth(2)
        self._schema = schema
        self._theme = theme
        self._zoom = 100
        self._sheet: Worksheet | None = None
        self._focused_event: str | None = None
        self._shows_rejected = False
        self._offsets = Offsets("")
        self._marks_by_block: dict[int, list[Mark]] = {}
        self._marked: dict[str, tuple[Item, tuple[Mark, ...]]] = {}
        self._lit_by_block: dict[int, list[Mark]] = {}
        self._inked: dict[int, list[tuple[int, int, int]]] = {}
        self._stale_ink: set[int] = set()
        self._boilerplate: frozenset[int] = frozenset()

    # What is shown

    def show_sheet(self, sheet: Worksheet | None, focused_event: str | None) -> None:
        """Show a worksheet, or nothing; the same article keeps its place on the page."""
        before = self._sheet.document if self._sheet is not None else None
        self._sheet, self._focused_event = sheet, focused_event
        if sheet is None or before is None or sheet.document.id != before.id:
            self._set_article()
        elif not _look_alike(sheet.document.layout, before.layout):
            self._set_article_again()
        self._set_marks()

    def focus_event(self, event_id: str | None) -> None:
        """Light up an event."""
        self._focused_event = event_id
        self._set_focus()

    @property
    def shows_rejected(self) -> bool:
        """Whether rejected suggestions are shown."""
        return self._shows_rejected

    def show_rejected(self, *, shown: bool) -> None:
        """Show rejected suggestions struck through, or hide them."""
        self._shows_rejected = shown
        self._forget_marks()
        self._set_marks()

    def set_look(self, theme: Theme, zoom: int) -> None:
        """Change colours and the size of the text (in percent); selection and place on the page stay."""
        self._theme, self._zoom = theme, zoom
        self._set_article_again()
        self._set_marks()

    def _set_article_again(self) -> None:
        """Set the same article in another way."""
        anchor, place = self.textCursor().anchor(), self.textCursor().position()
        top = self._top()
        self._set_article()
        cursor = self.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(place, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self._show_from(top)

    def _top(self) -> int:
        """Which position of the text is at the upper edge; 0 for the beginning, whatever stands above it."""
        return self.cursorForPosition(QPoint(0, 0)).position() if self.verticalScrollBar().value() else 0

    def _show_from(self, position: int) -> None:
        if position:
            cursor = self.textCursor()
            cursor.setPosition(position)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect(cursor).top())

    def _forget_marks(self) -> None:
        self._stale_ink |= self._marks_by_block.keys()
        self._marks_by_block, self._lit_by_block, self._marked = {}, {}, {}

    def _set_article(self) -> None:
        self._forget_marks()
        self._inked, self._stale_ink = {}, set()
        if self._sheet is None:
            self._offsets = Offsets("")
            self._boilerplate = frozenset()
            self.document().clear()
            return
        document = self._sheet.document
        self._offsets = Offsets(document.text)
        page = lay_out(document, self._offsets, self._theme, self._zoom)
        page.document.setParent(self)
        self._boilerplate = page.boilerplate_blocks
        # Qt deletes the one before, since it belongs to this view too.
        self.setDocument(page.document)
        self._set_measure()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _set_marks(self) -> None:
        """Follow the worksheet: only what says something else now is marked anew."""
        items = {item.id: item for item in self._sheet.items} if self._sheet is not None else {}
        for item_id, (item, marks) in list(self._marked.items()):
            if items.get(item_id) != item:
                self._take_off(marks)
                del self._marked[item_id]
        for item_id, item in items.items():
            if item_id in self._marked or (item.state is State.REJECTED and not self._shows_rejected):
                continue
            marks = marks_of_item(item, self._schema, self._offsets)
            self._marked[item_id] = (item, marks)
            self._put_on(marks)
        self._set_ink()
        self._set_focus()

    def _set_focus(self) -> None:
        self._lit_by_block = {}
        if self._sheet is not None:
            for mark in focus_marks(self._sheet, self._schema, self._offsets, self._focused_event):
                for number in self._blocks_of(mark):
                    self._lit_by_block.setdefault(number, []).append(mark)
        self.viewport().update()

    def _put_on(self, marks: tuple[Mark, ...]) -> None:
        for mark in marks:
            for number in self._blocks_of(mark):
                insort(self._marks_by_block.setdefault(number, []), mark, key=_painting_order)
                self._stale_ink.add(number)

    def _take_off(self, marks: tuple[Mark, ...]) -> None:
        for mark in marks:
            for number in self._blocks_of(mark):
                self._marks_by_block[number].remove(mark)
                self._stale_ink.add(number)

    def _blocks_of(self, mark: Mark) -> Iterator[int]:
        block = self.document().findBlock(mark.start)
        while block.isValid() and block.position() < mark.end:
            yield block.blockNumber()
            block = block.next()

    def _set_ink(self) -> None:
        """Give triggers their ink through layout formats: no edit of the document, and only where it changes."""
        for number in self._stale_ink:
            ink = self._ink_of(number, self._marks_by_block.get(number, []))
            if ink == self._inked.get(number, []):
                continue
            self._inked[number] = ink
            block = self.document().findBlockByNumber(number)
            ranges = []
            for start, length, rgb in ink:
                inked = QTextLayout.FormatRange()
                inked.start, inked.length = start, length
                written = QTextCharFormat()
                written.setForeground(QColor.fromRgb(rgb))
                inked.format = written
                ranges.append(inked)
            block.layout().setFormats(ranges)
            self.document().markContentsDirty(block.position(), block.length())
        self._stale_ink.clear()

    def _ink_of(self, number: int, marks: list[Mark]) -> list[tuple[int, int, int]]:
        position = self.document().findBlockByNumber(number).position()
        ink = []
        for mark in marks:
            if mark.look is not Look.TRIGGER or mark.state is State.REJECTED:
                continue
            is_open = mark.state is State.SUGGESTED
            colour = self._theme.group(mark.colour_key) if is_open else self._theme.on_fill
            start = max(0, mark.start - position)
            ink.append((start, mark.end - position - start, colour.rgb()))
        return ink

    # Caret and selection

    def selection(self) -> Span | None:
        """The selected stretch in code points, without white space at its edges; ``None`` when nothing is selected."""
        cursor = self.textCursor()
        if self._sheet is None or not cursor.hasSelection():
            return None
        start, end = self._offsets.from_qt(cursor.selectionStart()), self._offsets.from_qt(cursor.selectionEnd())
        return trimmed(self._sheet.document.text, start, end)

    def caret(self) -> int:
        """Where the caret stands, in code points."""
        return self._offsets.from_qt(self.textCursor().position())

    def select(self, span: Span) -> None:
        """Select a stretch given in code points."""
        cursor = self.textCursor()
        cursor.setPosition(self._offsets.to_qt(span.start))
        cursor.setPosition(self._offsets.to_qt(span.end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def go_to(self, span: Span) -> None:
        """Put the caret at a stretch and bring it into the calm middle of the page."""
        cursor = self.textCursor()
        cursor.setPosition(self._offsets.to_qt(span.start))
        self.setTextCursor(cursor)
        rect, height = self.cursorRect(cursor), self.viewport().height()
        if rect.top() < height * 0.12 or rect.bottom() > height * 0.82:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + rect.top() - round(height * 0.35))

    # Geometry

    def _set_measure(self) -> None:
        width = QFontMetricsF(article_font(self._zoom)).averageCharWidth() * MEASURE * 1.06
        whole = self.width() - self.verticalScrollBar().sizeHint().width()
        side = max(LEAST_MARGIN, round((whole - width) / 2))
        self.setViewportMargins(side, 0, max(LEAST_MARGIN, whole - side - round(width)), 0)

    def rects_of(self, block: QTextBlock, start: int, end: int) -> list[QRectF]:
        """Where a stretch (Qt positions) stands in a block, a rectangle a line, in the viewport's pixels."""
        layout = block.layout()
        corner = self.document().documentLayout().blockBoundingRect(block).topLeft()
        top, left = corner.y() - self.verticalScrollBar().value(), layout.position().x()
        first, last = max(0, start - block.position()), min(block.length() - 1, end - block.position())
        metrics = QFontMetricsF(block.charFormat().font()) if block.length() == 1 else None
        found = []
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            begin, stop = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
            if begin >= stop:
                continue
            x1, x2 = _x_of(line.cursorToX(begin)), _x_of(line.cursorToX(stop))
            ascent, descent = line.ascent(), line.descent()
            if metrics is not None:
                ascent, descent = metrics.ascent(), metrics.descent()
            baseline = top + line.y() + line.ascent()
            found.append(
                QRectF(min(x1, x2) + left, baseline - ascent * 0.92, abs(x2 - x1), ascent * 0.92 + descent * 0.9)
            )
        return found

    def marks_at(self, point: QPoint) -> list[Mark]:
        """The marks under a point of the viewport, the topmost first."""
        position = self.cursorForPosition(point).position()
        block = self.document().findBlock(position)
        under = [
            mark
            for mark in self._marks_by_block.get(block.blockNumber(), [])
            if any(rect.adjusted(-2, -2, 2, 2).contains(point) for rect in self.rects_of(block, mark.start, mark.end))
        ]
        return under[::-1]

    # Qt's calls

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Marks below the text, the text, role names above it."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit: list[tuple[Mark, QRectF]] = []
        bottom = self.viewport().height()
        block = self.cursorForPosition(QPoint(0, 0)).block()
        layout, scrolled = self.document().documentLayout(), self.verticalScrollBar().value()
        while block.isValid():
            place = layout.blockBoundingRect(block).translated(0, -scrolled)
            if place.top() > bottom:
                break
            if block.blockNumber() in self._boilerplate:
                bar = QRectF(2, place.top() + 2, 3, place.height() - 2)
                painter.fillRect(bar, self._theme.colour("hairline"))
            for mark in self._marks_by_block.get(block.blockNumber(), ()):
                rects = self.rects_of(block, mark.start, mark.end)
                paint_mark(painter, self._theme, mark, rects)
            for mark in self._lit_by_block.get(block.blockNumber(), ()):
                rects = self.rects_of(block, mark.start, mark.end)
                paint_mark(painter, self._theme, mark, rects)
                if rects and block.position() <= mark.start:
                    lit.append((mark, rects[0]))
            block = block.next()
        painter.end()
        super().paintEvent(event)
        if lit:
            painter.begin(self.viewport())
            paint_roles(painter, self._theme, lit, self.viewport().width())
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the measure, and the place on the page."""
        top = self._top()
        self._set_measure()
        super().resizeEvent(event)
        self._show_from(top)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell of a click that selects nothing."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.clicked_at.emit(self.caret())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl and the wheel zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_asked.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Say what a highlight means when the mouse rests on it."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            marks = self.marks_at(event.pos())
            words = "\n\n".join(dict.fromkeys(self.meaning(mark.item_id) for mark in marks))
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    def meaning(self, item_id: str) -> str:
        """What a highlight says, in words."""
        from border_annotator.ui.text.meaning import meaning_of

        item = self._sheet.find(item_id) if self._sheet else None
        return meaning_of(item, self._schema) if item else ""


def _look_alike(one: Layout, other: Layout) -> bool:
    """Whether two layouts of an article set it in the same way, whatever its date is."""
    return (one.segments, one.boilerplate) == (other.segments, other.boilerplate)


def _painting_order(mark: Mark) -> tuple[int, int, int]:
    return mark.look.value, mark.start, mark.end


def _x_of(found: object) -> float:
    # PySide gives the position that it found along with x; its stubs say only "object".
    x = found[0] if isinstance(found, tuple) else found
    return float(x) if isinstance(x, int | float) else 0.0
