"""One event that is not in focus, painted as a small card: one widget, however much it says."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from border_annotator.domain.worksheet import State
from border_annotator.ui.events.card_rows import summary_of
from border_annotator.ui.events.looks import GLYPHS, TRIGGER_WIDTH, glyphs_of_notes, words_of_notes
from border_annotator.ui.text.meaning import said_confidence
from border_annotator.ui.theme.fonts import interface_font
from border_annotator.ui.theme.plain_tip import plain_tip
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont, QMouseEvent, QPaintEvent

    from border_annotator.domain.note import Note
    from border_annotator.ui.events.card_rows import CardRow
    from border_annotator.ui.theme.theme import Theme

SIDE, ABOVE = 12, 9
GAP, LINES_GAP = 7, 6
GLYPH_WIDTH = 14
BADGE_SIDE, BADGE_ABOVE = 6, 2
RADIUS, BADGE_RADIUS = 8.0, 4.0
SMALL = 12
WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
ONE_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class BriefCard(QWidget):
    """Shows an event in a few lines while it waits, and in one when it is judged; a click puts it in focus."""

    clicked = Signal(str)
    """The event's id."""

    area = None
    """It has no rows to walk through."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.event_id = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._theme = theme
        self._state, self._badge, self._trigger, self._hue = State.SUGGESTED, "", "", theme.colour("panel")
        self._sure = self._doubts = self._summary = self._hint = self._words = ""
        self._number, self._noted = "", ""
        self._heights: dict[int, int] = {}
        self._picture: QPixmap | None = None

    def show_event(
        self,
        event_id: str,
        state: State,
        badge: str,
        group: str,
        trigger: str,
        sure: tuple[float, str] | None,
        rows: Sequence[CardRow],
        theme: Theme,
    ) -> None:
        """Show an event; the same card may show one after the other."""
        self.event_id = event_id
        self._theme = theme
        self._state, self._badge, self._trigger = state, badge, trigger
        self._hue = theme.group(group)
        is_open = state is State.SUGGESTED
        self._sure = f"{sure[0]:.2f}" if sure is not None and is_open else ""
        self._doubts, self._summary = summary_of(tuple(rows)) if is_open else ("", "")
        self._number, self._noted = "", ""
        hints = [tr(GLYPHS[state][1]).capitalize(), f"{badge}: {trigger}"]
        if sure is not None and is_open:
            hints.append(said_confidence(*sure))
        self._hint = "\n".join(hints)
        self.setToolTip(plain_tip(self._hint))
        self.setAccessibleDescription("")
        self._words = ", ".join(
            word for word in (f"{badge}: {trigger}", tr(GLYPHS[state][1]), self._doubts, self._summary) if word
        )
        self._heights.clear()
        self._picture = None
        self.updateGeometry()
        self.update()

    def set_number(self, number: int) -> None:
        """Say which event of the article it is."""
        if self._number != str(number):
            self._number = str(number)
            self._picture = None
            self.setAccessibleName(f"{number}. {self._words}")
            self.update()

    def set_notes(self, notes: Sequence[Note]) -> None:
        """Show that something was written down about the event; the tooltip has the words."""
        glyphs, words = glyphs_of_notes(notes), words_of_notes(notes)
        if self._noted != glyphs or words:
            self._noted = glyphs
            self._picture = None
            self.setToolTip(plain_tip(f"{self._hint}\n{words}".strip()))
            self.setAccessibleDescription(words)
            self.update()

    # Qt's calls

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """The head, and what it says below it."""
        found = self._heights.get(width)
        if found is None:
            found = 2 * ABOVE + _head_height()
            if self._doubts:
                found += LINES_GAP + _metrics(SMALL, bold=False).height()
            if self._summary:
                found += LINES_GAP + self._summary_rect(width).height()
            self._heights[width] = found
        return found

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The width is whatever there is."""
        width = self.width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It can do with very little width."""
        return QSize(100, 2 * ABOVE + _head_height())

    def _summary_rect(self, width: int) -> QRect:
        room = QRect(0, 0, max(40, width - 2 * SIDE), 10_000)
        return _metrics(SMALL, bold=False).boundingRect(room, int(WRAPPED), self._summary)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on the card puts the event in focus."""
        super().mouseReleaseEvent(event)
        self.clicked.emit(self.event_id)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The card as a picture: cards move whenever another event comes into focus, and say the same as before."""
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.deviceIndependentSize().toSize() != self.size():
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            self._paint_on(QPainter(self._picture))
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()

    def _paint_on(self, painter: QPainter) -> None:
        """The card, its head, what is doubtful, and the rest."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        painter.setPen(QPen(theme.colour("hairline"), 1.0))
        painter.setBrush(theme.colour("panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        self._paint_head(painter)
        small, top = _font(SMALL, bold=False), ABOVE + _head_height()
        painter.setFont(small)
        if self._doubts:
            painter.setPen(theme.colour("rejected"))
            height = _metrics(SMALL, bold=False).height()
            words = _metrics(SMALL, bold=False).elidedText(
                self._doubts, Qt.TextElideMode.ElideRight, self.width() - 2 * SIDE
            )
            painter.drawText(QRect(SIDE, top + LINES_GAP, self.width() - 2 * SIDE, height), ONE_LINE, words)
            top += LINES_GAP + height
        if self._summary:
            painter.setPen(theme.colour("quiet"))
            room = QRect(SIDE, top + LINES_GAP, self.width() - 2 * SIDE, self.height() - top)
            painter.drawText(room, int(WRAPPED), self._summary)
        painter.end()

    def _paint_head(self, painter: QPainter) -> None:
        theme, height = self._theme, _head_height()
        left, right = SIDE, self.width() - SIDE
        plain, bold, badge = _metrics(13, bold=False), _metrics(13, bold=True), _metrics(SMALL, bold=True)
        painter.setFont(_font(13, bold=False))
        painter.setPen(theme.colour("done" if self._state is State.CONFIRMED else "quiet"))
        painter.drawText(QRect(left, ABOVE, GLYPH_WIDTH, height), ONE_LINE, GLYPHS[self._state][0])
        left += GLYPH_WIDTH + GAP
        painter.setPen(theme.colour("quiet"))
        for words in (self._number, self._sure, self._noted):
            if words:
                width = plain.horizontalAdvance(words)
                painter.drawText(QRect(right - width, ABOVE, width, height), ONE_LINE, words)
                right -= width + GAP
        # The type is shortened first, the trigger keeps some room.
        trigger_width = bold.horizontalAdvance(self._trigger)
        room = right - left - GAP - min(TRIGGER_WIDTH, trigger_width) - 2 * BADGE_SIDE
        words = badge.elidedText(self._badge, Qt.TextElideMode.ElideRight, max(20, room))
        box = QRectF(left, ABOVE, badge.horizontalAdvance(words) + 2 * BADGE_SIDE, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._hue)
        painter.drawRoundedRect(box, BADGE_RADIUS, BADGE_RADIUS)
        painter.setPen(theme.on_fill)
        painter.setFont(_font(SMALL, bold=True))
        painter.drawText(QPointF(left + BADGE_SIDE, ABOVE + (height + badge.ascent() - badge.descent()) / 2), words)
        left += round(box.width()) + GAP
        painter.setPen(theme.colour("ink"))
        painter.setFont(_font(13, bold=True))
        words = bold.elidedText(self._trigger, Qt.TextElideMode.ElideRight, right - left)
        painter.drawText(QRect(left, ABOVE, right - left, height), ONE_LINE, words)


def _head_height() -> int:
    return _metrics(SMALL, bold=True).height() + 2 * BADGE_ABOVE


@cache
def _font(pixels: int, *, bold: bool) -> QFont:
    return interface_font(bold=bold, pixels=pixels)


@cache
def _metrics(pixels: int, *, bold: bool) -> QFontMetrics:
    return QFontMetrics(_font(pixels, bold=bold))
