"""A label of one line that shortens its words to the room it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel

from border_annotator.ui.theme.plain_tip import plain_tip, tame

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

LEAST = 24
FRACTIONS = 1
"""Pixels that two ways to measure the same words may differ by."""


class ElidedLabel(QLabel):
    """Shows plain words, with an ellipsis where they do not fit; the whole of them is its tooltip."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setIndent(0)  # the style sheet pads enough
        self.say(words)

    @property
    def words(self) -> str:
        """The whole of the words."""
        return self._words

    def say(self, words: str) -> None:
        """Show other words."""
        words = self._words = tame(words)
        self.setToolTip(plain_tip(words))
        self.setAccessibleName(words)
        self.setText(words)
        if self.isVisible():
            self._shorten()

    def _shorten(self) -> None:
        self.ensurePolished()  # the style sheet says the face and what it pads
        # What it pads is not in the contents' rectangle.
        padding = super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())
        room = self.width() - max(0, padding)
        # A width that was asked for all words must hold all of them, whatever the fractions of pixels say.
        is_enough = room + FRACTIONS >= self.fontMetrics().horizontalAdvance(self._words)
        words = self._words
        self.setText(words if is_enough else self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for all words."""
        self.ensurePolished()
        shown = self.text()
        if shown == self._words:
            return super().sizeHint()
        metrics = self.fontMetrics()
        return super().sizeHint() + QSize(metrics.horizontalAdvance(self._words) - metrics.horizontalAdvance(shown), 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It can do with very little."""
        return QSize(LEAST, super().minimumSizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Shorten what was said while it was hidden."""
        super().showEvent(event)
        self._shorten()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Shorten the words to the new width."""
        super().resizeEvent(event)
        self._shorten()
