"""Selecting with the mouse: what is touched snaps to words, and is shown snapped while the button is still down."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from border_annotator.domain.sentences import sentence_at
from border_annotator.domain.span import Span, trimmed
from border_annotator.domain.words import snapped, word_at

if TYPE_CHECKING:
    from border_annotator.ui.text.article_view import ArticleView

STILL = 4
"""Pixels that the mouse may move before a click becomes a drag."""
SCROLL_EVERY = 40
"""Milliseconds between two steps of scrolling while the mouse is held above or below the page."""
CLICKS_OF_SENTENCE = 3


class Grain(Enum):
    """What a drag is counted in."""

    WORDS = auto()
    SENTENCES = auto()


class Selecting(QObject):
    """Turns presses, drags, double and triple clicks on the article into selections.

    A click puts the caret where it is and tells of it. A drag selects whole words, with Alt the exact characters; a
    double click selects a word and a triple click a sentence, and dragging on goes by words and by sentences. Shift
    and a click extend what is selected.
    """

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        self._grain = Grain.WORDS
        self._pressed_at: QPoint | None = None
        self._is_drag = False
        self._origin = Span(0, 1)
        self._anchor = 0
        self._clicks = 0
        self._last_press: tuple[int, QPoint] = (0, QPoint())
        self._pointer = QPoint()
        self._is_exact = False
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(SCROLL_EVERY)
        self._scrolling.timeout.connect(self._scroll)
        view.viewport().installEventFilter(self)

    @property
    def is_dragging(self) -> bool:
        """Whether a selection is being made with the mouse at this moment."""
        return self._is_drag

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The left button is ours; everything else is the view's own."""
        if not isinstance(event, QMouseEvent) or self._view.sheet is None:
            return False
        kind, is_left = event.type(), event.button() == Qt.MouseButton.LeftButton
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick) and is_left:
            self._press(event)
        elif kind == QEvent.Type.MouseMove and self._pressed_at is not None:
            if event.buttons() & Qt.MouseButton.LeftButton:
                self._move(event.position().toPoint(), event.modifiers())
            else:
                self._pressed_at, self._is_drag = None, False  # the button went up where nobody heard it
        elif kind == QEvent.Type.MouseButtonRelease and is_left and self._pressed_at is not None:
            self._release()
        else:
            return False
        event.accept()
        return True

    # The button

    def _press(self, event: QMouseEvent) -> None:
        point, offset = event.position().toPoint(), self._view.offset_at(event.position().toPoint())
        self._clicks = self._counted(event, point)
        self._last_press = (event.timestamp(), point)
        self._pressed_at, self._is_drag = point, False
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._grain, self._is_drag = Grain.WORDS, True
            self._anchor, self._clicks = self._view.anchor(), 0
            self._move(point, event.modifiers())
            return
        self._anchor = offset
        if self._clicks == 1:
            self._grain = Grain.WORDS
            self._view.put_caret(offset)
            return
        self._grain = Grain.WORDS if self._clicks < CLICKS_OF_SENTENCE else Grain.SENTENCES
        self._is_drag = True
        self._move(point, Qt.KeyboardModifier.NoModifier)

    def _counted(self, event: QMouseEvent, point: QPoint) -> int:
        """How many clicks this one makes with those just before it: 1, 2 or 3."""
        if event.type() == QEvent.Type.MouseButtonDblClick:
            return 2
        when, where = self._last_press
        is_soon = event.timestamp() - when < QApplication.doubleClickInterval()
        is_near = (point - where).manhattanLength() < QApplication.startDragDistance()
        return CLICKS_OF_SENTENCE if self._clicks == CLICKS_OF_SENTENCE - 1 and is_soon and is_near else 1

    def _move(self, point: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        if self._pressed_at is None:
            return
        if not self._is_drag and (point - self._pressed_at).manhattanLength() < STILL:
            return
        self._is_drag = True
        self._pointer, self._is_exact = point, bool(modifiers & Qt.KeyboardModifier.AltModifier)
        self._follow()
        height = self._view.viewport().height()
        if 0 <= point.y() < height:
            self._scrolling.stop()
        elif not self._scrolling.isActive():
            self._scrolling.start()

    def _release(self) -> None:
        self._scrolling.stop()
        was_click = not self._is_drag
        self._pressed_at, self._is_drag = None, False
        if was_click:
            self._view.clicked_at.emit(self._view.caret())

    def _scroll(self) -> None:
        """Go on while the mouse is held above or below the page."""
        height, y = self._view.viewport().height(), self._pointer.y()
        beyond = y - height if y >= height else min(0, y)
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + max(-60, min(60, beyond)))
        self._follow()

    # What is selected

    def _follow(self) -> None:
        """Select from where the button went down to where the mouse is."""
        view, sheet = self._view, self._view.sheet
        if sheet is None:
            return
        text, head = sheet.document.text, view.offset_at(self._on_page(self._pointer))
        start, end = min(self._anchor, head), max(self._anchor, head)
        found = self._grown(text, start, end)
        if found is None:
            view.put_caret(head)
        elif head < self._anchor:
            view.put_caret(found.start, found.end)
        else:
            view.put_caret(found.end, found.start)

    def _grown(self, text: str, start: int, end: int) -> Span | None:
        if self._is_exact:
            return trimmed(text, start, end)
        if self._grain is Grain.SENTENCES:
            first, last = sentence_at(text, start), sentence_at(text, max(start, end - 1))
            return Span(min(first.start, last.start), max(first.end, last.end)) if first and last else None
        if start == end:
            word = word_at(text, start) if self._clicks > 1 else None
            return word or (trimmed(text, start, start + 1) if self._clicks > 1 else None)
        return snapped(text, start, end)

    def _on_page(self, point: QPoint) -> QPoint:
        """The point, or the nearest one that is seen: the page scrolls by itself and not by what is beyond it."""
        area = self._view.viewport().rect()
        return QPoint(point.x(), max(area.top(), min(area.bottom(), point.y())))
