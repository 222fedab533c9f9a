"""A button that shortens its words to the room it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy

from border_annotator.ui.theme.plain_tip import tame

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

LEAST = 48


class ElidedButton(QPushButton):
    """Shows its words, with an ellipsis where they do not fit; a screen reader hears all of them."""

    def __init__(self, words: str) -> None:
        words = tame(words)
        super().__init__(words)
        self.words = words
        """The whole of the words."""
        self.setAccessibleName(words)
        # A button's own policy would never let it have less than its hint.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say(self, words: str) -> None:
        """Show other words."""
        self.words = tame(words)
        self.setAccessibleName(self.words)
        self._shorten()
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for all words."""
        metrics = self.fontMetrics()
        missing = metrics.horizontalAdvance(self.words) - metrics.horizontalAdvance(self.text())
        return super().sizeHint() + QSize(max(0, missing), 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It can do with very little."""
        return QSize(LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Shorten the words to the new width."""
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        hint = self.sizeHint().width()
        padding = hint - self.fontMetrics().horizontalAdvance(self.words)
        shown = self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, self.width() - padding)
        self.setText((self.words if self.width() >= hint else shown).replace("&", "&&"))
