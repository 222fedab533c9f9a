"""A row of a card that waits for what fills it: the article listens for a click, the caret, a selection or letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.domain.span import Span
    from border_annotator.ui.text.article_view import ArticleView
    from border_annotator.ui.text.hints import Hints, Offer

PLAIN = Qt.KeyboardModifier.NoModifier | Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class Answers(Protocol):
    """What to do with what the reviewer points at; each says whether that filled the row."""

    def offers(self, seen: Span) -> Sequence[Offer]:
        """What can be picked by its letters in the stretch in sight, the likeliest first."""

    def pick(self, key: str) -> bool:
        """One of the offers was picked."""

    def at(self, offset: int) -> bool:
        """A place of the text was clicked, or Enter was pressed with the caret there."""

    def selected(self, span: Span) -> bool:
        """A stretch of the text was selected."""

    def choose(self, typed: str) -> None:
        """Space, or a letter that picks nothing, was typed: a list opens that begins with it."""

    def not_stated(self) -> bool:
        """The reviewer says that the text does not tell."""


class RoleWait(QObject):
    """Listens in the article while a row waits; everything that it does not need goes on as ever."""

    begun = Signal(str, str)
    """The id of the row that waits, and a sentence on what can be done."""
    ended = Signal()

    def __init__(self, article: ArticleView, hints: Hints) -> None:
        super().__init__(article)
        self._article = article
        self.hints = hints
        self._answers: Answers | None = None
        self._row: str | None = None
        self._cursor = article.viewport().cursor()

    @property
    def row(self) -> str | None:
        """The id of the row that waits."""
        return self._row

    def wait(self, row_id: str, sentence: str, answers: Answers) -> None:
        """Let a row wait."""
        if self._row is None:
            self._article.installEventFilter(self)
            self._article.viewport().installEventFilter(self)
            self._cursor = self._article.viewport().cursor()
            self._article.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self._row, self._answers = row_id, answers
        self._article.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hints.begin(answers.offers)
        self.begun.emit(row_id, sentence)

    def end(self) -> None:
        """Wait no longer."""
        if self._row is None:
            return
        self._row = self._answers = None
        self.hints.end()
        self._article.removeEventFilter(self)
        self._article.viewport().removeEventFilter(self)
        self._article.viewport().setCursor(self._cursor)
        self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keys of the article and clicks in it."""
        if self._answers is None:
            return False
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and self._means(event):
                event.accept()  # its letters are no commands now
                return True
            return event.type() == QEvent.Type.KeyPress and self._on_key(event)
        if (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and event.button() == Qt.MouseButton.LeftButton
            and watched is self._article.viewport()
        ):
            # Once the text has heard of it: then the caret and the selection are where they will be.
            QTimer.singleShot(0, self, self._on_click)
        return False

    def _means(self, event: QKeyEvent) -> bool:
        """Whether a key is meant for the row that waits. Digits are not: they are the keys of the rows."""
        if event.modifiers() & ~PLAIN:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Space):
            return not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        return bool(event.text()) and (event.text().isalpha() or event.text() in "-\"“'‘")

    def _on_key(self, event: QKeyEvent) -> bool:
        if self._answers is None or not self._means(event):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        elif event.text() == "-":
            self._answers.not_stated()
        elif event.text().isalpha():
            self._on_letter(self._answers, event.text())
        else:
            self._answers.choose(event.text().strip())
        return True

    def _on_letter(self, answers: Answers, letter: str) -> None:
        is_known, key = self.hints.press(letter)
        if key is not None:
            answers.pick(key)
        elif not is_known:
            answers.choose(letter)

    def _take(self) -> None:
        span = self._article.selection()
        if self._answers is not None:
            if span is not None:
                self._answers.selected(span)
            else:
                self._answers.at(self._article.caret())

    def _on_click(self) -> None:
        if self._answers is not None:
            self._take()
