"""A label of one line that shortens its words to the room it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel

from border_annotator.ui.theme.plain_tip import plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

LEAST = 24


class ElidedLabel(QLabel):
    """Shows plain words, with an ellipsis where they do not fit; the whole of them is its tooltip."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.say(words)

    @property
    def words(self) -> str:
        """The whole of the words."""
        return self._words

    def say(self, words: str) -> None:
        """Show other words."""
        self._words = words
        self.setToolTip(plain_tip(words))
        self.setAccessibleName(words)
        self.setText(words)
        if self.isVisible():
            self._shorten()

    def _shorten(self) -> None:
        if self.width() >= self.sizeHint().width():
            self.setText(self._words)
            return
        # What the style sheet pads is not in the contents' rectangle.
        padding = super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())
        room = self.width() - max(0, padding)
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for all words."""
        shown = self.text()
        if shown == self._words:
            return super().sizeHint()
        metrics = self.fontMetrics()
        return super().sizeHint() + QSize(metrics.horizontalAdvance(self._words) - metrics.horizontalAdvance(shown), 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It can do with very little."""
        return QSize(LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Shorten the words to the new width."""
        super().resizeEvent(event)
        self._shorten()
