"""How one hit looks: the words in the middle of their line, what stands before and after, and the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from border_annotator.ui.search.hits_model import HIT
from border_annotator.ui.theme.fonts import interface_font
from border_annotator.ui.theme.plain_tip import tame
from border_annotator.ui.theme.row_ground import paint_row_ground

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from border_annotator.services.search import Hit
    from border_annotator.ui.theme.theme import Theme

PADDING = 10
TICK = 14
GAP = 10
MIDDLE = 0.44
"""Where the words stand across the line."""


class HitsDelegate(QStyledItemDelegate):
    """Paints a tick, the context with the words in the middle, and below it the article's title."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        hit: Hit | None = index.data(HIT)
        if hit is None:
            return
        rect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_row_ground(painter, option, self.theme)
        line = QFontMetrics(interface_font()).height() + 2
        top = rect.top() + 6
        self._paint_tick(painter, QRect(rect.left() + PADDING, top + (line - TICK) // 2, TICK, TICK), index)
        inside = QRect(rect.left() + PADDING + TICK + GAP, top, rect.width() - 2 * PADDING - TICK - GAP, line)
        self._paint_context(painter, hit, inside)
        painter.setFont(interface_font(pixels=12))
        painter.setPen(self.theme.colour("quiet"))
        below = QRect(inside.left(), top + line, inside.width(), line)
        title = QFontMetrics(interface_font(pixels=12)).elidedText(
            tame(hit.headline), Qt.TextElideMode.ElideRight, below.width()
        )
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        painter.restore()

    def _paint_context(self, painter: QPainter, hit: Hit, inside: QRect) -> None:
        plain, bold = interface_font(), interface_font(bold=True)
        metrics, bold_metrics = QFontMetrics(plain), QFontMetrics(bold)
        left = round(inside.width() * MIDDLE)
        words = bold_metrics.elidedText(hit.words, Qt.TextElideMode.ElideRight, inside.width() - left)
        wide = bold_metrics.horizontalAdvance(words)
        middle = QRect(inside.left() + left, inside.top(), wide, inside.height())
        painter.fillRect(middle.adjusted(-1, 0, 1, -1), self.theme.colour("found"))
        painter.setPen(self.theme.colour("ink"))
        painter.setFont(bold)
        painter.drawText(middle, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(plain)
        before = metrics.elidedText(hit.before, Qt.TextElideMode.ElideLeft, left - 2)
        room = QRect(inside.left(), inside.top(), left - 1, inside.height())
        # Not Qt's alignment alone: it drops the space at the end.
        start = room.right() - metrics.horizontalAdvance(before)
        painter.drawText(
            QRect(start, room.top(), room.right() - start + 1, room.height()), Qt.AlignmentFlag.AlignVCenter, before
        )
        rest = QRect(middle.right() + 2, inside.top(), inside.right() - middle.right() - 2, inside.height())
        after = metrics.elidedText(hit.after, Qt.TextElideMode.ElideRight, max(0, rest.width()))
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, after)

    def _paint_tick(self, painter: QPainter, box: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        is_ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        painter.setPen(QPen(self.theme.colour("accent" if is_ticked else "faint"), 1.4))
        painter.setBrush(self.theme.colour("accent" if is_ticked else "panel"))
        painter.drawRoundedRect(box, 3, 3)
        if is_ticked:
            painter.setPen(QPen(self.theme.colour("on_accent"), 2))
            places = ((0.22, 0.52), (0.44, 0.74), (0.8, 0.28))
            painter.drawPolyline([box.topLeft() + QPoint(round(x * TICK), round(y * TICK)) for x, y in places])

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's name
        """One height for every row."""
        return QSize(option.rect.width(), 2 * (QFontMetrics(interface_font()).height() + 2) + 12)
