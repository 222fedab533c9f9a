"""A chip of a card, with a key cap before its words where a letter changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from border_annotator.ui.text.hints import TAKES_AWAY
from border_annotator.ui.theme.elided_label import ElidedLabel
from border_annotator.ui.theme.fonts import interface_font
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPaintEvent

    from border_annotator.ui.theme.theme import Theme

SMALL = 11
"""Pixels of the letter."""
LEFT, ROUND = 2.0, 3.0


class ChipLabel(ElidedLabel):
    """Its words, and the letter that is typed to take it away or to put it in."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("")
        self._theme = theme
        self._cap = ""

    def set_letter(self, letter: str, *, takes_away: bool) -> None:
        """Show a letter before the words, none when it is empty; say it to who cannot see it."""
        cap = letter + (TAKES_AWAY if letter and takes_away else "")
        if letter:
            said = (
                tr("{letter} takes it away", letter=letter) if takes_away else tr("{letter} puts it in", letter=letter)
            )
            self.setAccessibleName(f"{self.words}, {said}")
        if cap != self._cap:
            self._cap = cap
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The chip, and the cap in the room that the style sheet leaves before its words."""
        super().paintEvent(event)
        if not self._cap:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(_font())
        metrics = QFontMetricsF(_font())
        height = metrics.height()
        box = QRectF(LEFT, (self.height() - height) / 2, max(height, metrics.horizontalAdvance(self._cap) + 6), height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("ink"))
        painter.drawRoundedRect(box, ROUND, ROUND)
        painter.setPen(self._theme.colour("panel"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._cap)
        painter.end()


def _font() -> QFont:
    return interface_font(bold=True, pixels=SMALL)
