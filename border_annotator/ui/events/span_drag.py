"""Dragging a span from the text onto a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDrag, QFontMetrics, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from border_annotator.domain.annotation import anchor_of
from border_annotator.ui.text.dragged_span import mime_of
from border_annotator.ui.theme.fonts import interface_font

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

    from border_annotator.domain.span import Span
    from border_annotator.ui.session import Session
    from border_annotator.ui.text.article_view import ArticleView
    from border_annotator.ui.window.look import WindowLook

WIDEST = 220
"""Pixels of the words that go with the mouse."""


class SpanDrag(QObject):
    """Turns a press in the text that is pulled over to the cards into a drag.

    What is dragged is the selection that was pressed on, else the marked span that was pressed on, else the selection
    that was being made. As long as the mouse stays off the cards nothing of the text's own behaviour changes.
    """

    begun = Signal(QDrag)
    """A drag begins; it lasts until the mouse lets go."""
    ended = Signal()

    def __init__(self, session: Session, article: ArticleView, cards: QWidget, look: WindowLook) -> None:
        super().__init__(article)
        self._session = session
        self._article = article
        self._cards = cards
        self._look = look
        self._pressed: Span | None = None
        self._before: Span | None = None
        self._is_down = False
        article.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's signature
        """Presses, moves and releases in the text."""
        if not isinstance(event, QMouseEvent):
            return False
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._is_down = True
            self._before = self._article.selection()
            self._pressed = self._span_at(event.position().toPoint())
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._is_down = False
        elif event.type() == QEvent.Type.MouseMove and self._is_down:
            place = self._cards.mapFromGlobal(event.globalPosition().toPoint())
            if self._cards.rect().contains(place):
                self._is_down = False
                span = self._pressed or self._article.selection()
                if span is not None:
                    self._drag(span, event)
                    return True
        return False

    def _span_at(self, point: QPoint) -> Span | None:
        """The selection or the marked span under the mouse."""
        sheet, selected = self._session.sheet, self._before
        if sheet is None:
            return None
        if selected is not None and selected.start <= self._article.offset_at(point) < selected.end:
            return selected
        for mark in self._article.marks_at(point):
            item = sheet.find(mark.item_id)
            if item is not None:
                return anchor_of(item.value)
        return None

    def _drag(self, span: Span, event: QMouseEvent) -> None:
        sheet = self._session.sheet
        if sheet is None:
            return
        # The text must hear that the button is up, since the drag will swallow the release.
        self._let_go(event)
        words = " ".join(span.text_in(sheet.document.text).split())
        drag = QDrag(self._article)
        drag.setMimeData(mime_of(span, words))
        drag.setPixmap(self._picture(words))
        self.begun.emit(drag)
        drag.exec(Qt.DropAction.CopyAction)
        self.ended.emit()

    def _let_go(self, event: QMouseEvent) -> None:
        """Let the text hear that the button is up, and take back what it has selected on the way."""
        up = QMouseEvent(
            QEvent.Type.MouseButtonRelease,
            event.position(),
            event.globalPosition(),
            Qt.MouseButton.LeftButton,
            Qt.MouseButton.NoButton,
            event.modifiers(),
        )
        QApplication.sendEvent(self._article.viewport(), up)
        if self._before is not None:
            self._article.select(self._before)
        elif self._pressed is not None:
            self._article.put_caret(self._pressed.start)

    def _picture(self, words: str) -> QPixmap:
        font = interface_font()
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, WIDEST)
        picture = QPixmap(metrics.horizontalAdvance(shown) + 16, metrics.height() + 8)
        picture.fill(self._look.theme.colour("accent_wash"))
        painter = QPainter(picture)
        painter.setFont(font)
        painter.setPen(self._look.theme.colour("ink"))
        painter.drawText(picture.rect(), Qt.AlignmentFlag.AlignCenter, shown)
        painter.end()
        return picture
