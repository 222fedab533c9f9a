"""The caret and the selection of a text view, in the article's own code points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from border_annotator.domain.span import trimmed
from border_annotator.ui.text.offsets import Offsets

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint, QRect
    from PySide6.QtGui import QKeyEvent

    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Worksheet


class CaretInText(QTextEdit):
    """A text view whose places are told and taken in code points of the article, never in Qt's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: Worksheet | None = None
        self._offsets = Offsets("")
        self.worked_on: int | None = None
        """A place in the text that is being edited although the caret stands elsewhere."""

    def rect_of_work(self) -> QRect:
        """Where the line is that is worked on, in the viewport's pixels."""
        return self.cursorRect() if self.worked_on is None else self.rect_at(self.worked_on)

    @property
    def sheet(self) -> Worksheet | None:
        """The worksheet that is shown."""
        return self._sheet

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
        self.put_caret(span.end, span.start)

    def anchor(self) -> int:
        """Where the selection began, in code points; the caret's own place when nothing is selected."""
        return self._offsets.from_qt(self.textCursor().anchor())

    def put_caret(self, offset: int, anchor: int | None = None) -> None:
        """Put the caret somewhere and bring it into sight; with an ``anchor`` everything between is selected."""
        cursor = self.textCursor()
        cursor.setPosition(self._offsets.to_qt(offset if anchor is None else anchor))
        if anchor is not None:
            cursor.setPosition(self._offsets.to_qt(offset), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def offset_at(self, point: QPoint) -> int:
        """The place in the text that is nearest to a point of the viewport, in code points."""
        return self._offsets.from_qt(self.cursorForPosition(point).position())

    def rect_at(self, offset: int) -> QRect:
        """Where the caret would stand at a place of the text, in the viewport's pixels."""
        cursor = self.textCursor()
        cursor.setPosition(self._offsets.to_qt(offset))
        return self.cursorRect(cursor)

    def go_to(self, span: Span) -> None:
        """Put the caret at a stretch, if it is not in it, and bring it into the calm middle of the page."""
        if self.textCursor().hasSelection() or not span.start <= self.caret() < span.end:
            self.put_caret(span.start)
        cursor = self.textCursor()
        rect, height = self.cursorRect(cursor), self.viewport().height()
        if rect.top() < height * 0.12 or rect.bottom() > height * 0.82:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + rect.top() - round(height * 0.35))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape lets go of what is selected; the caret stays."""
        if event.key() == Qt.Key.Key_Escape and self.textCursor().hasSelection():
            self.put_caret(self.caret())
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Every key that an action has is the action's, also where a text edit has a use of its own for it."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.ignore()
            return False
        return super().event(event)
