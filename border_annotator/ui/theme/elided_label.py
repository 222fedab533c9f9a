"""A label of one line that shortens its words to the room it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QStyle

from border_annotator.ui.theme.plain_tip import plain_tip, tame

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

LEAST = 24
FRACTIONS = 1
"""Pixels that two ways to measure the same words may differ by."""


class ElidedLabel(QLabel):
    """Shows plain words, painted with an ellipsis where they do not fit; the whole of them is its tooltip."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setIndent(0)  # the style sheet pads enough
        self.say(words)

    @property
    def words(self) -> str:
        """The whole of the words."""
        return self.text()

    def say(self, words: str) -> None:
        """Show other words."""
        words = tame(words)
        self.setToolTip(plain_tip(words))
        self.setAccessibleName(words)
        self.setText(words)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It can do with very little."""
        return QSize(LEAST, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The words, or as many of them as fit; their text stays whole, so that nothing is laid out again for it."""
        metrics, room = self.fontMetrics(), self.contentsRect()
        if room.width() >= metrics.horizontalAdvance(self.text()):
            super().paintEvent(event)
            return
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width() - FRACTIONS)
        align = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        painter = QPainter(self)
        self.drawFrame(painter)
        self.style().drawItemText(
            painter, room, int(align), self.palette(), self.isEnabled(), words, self.foregroundRole()
        )
        painter.end()
