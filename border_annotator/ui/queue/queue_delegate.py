"""How one article looks in the queue."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from border_annotator.domain.layer import ReviewState
from border_annotator.domain.note import NoteCount
from border_annotator.ui.queue.queue_model import ROW
from border_annotator.ui.theme.fonts import interface_font
from border_annotator.ui.theme.plain_tip import tame
from border_annotator.ui.theme.row_ground import paint_row_ground
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QFont

    from border_annotator.storage.documents import QueueRow
    from border_annotator.ui.theme.theme import Theme

HEADLINE_LINES = 2
PADDING = 12
GAP = 6
BAR = 3


class QueueDelegate(QStyledItemDelegate):
    """Paints a headline of up to two lines, where and when it was published, and how far it is."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.notes: Mapping[str, NoteCount] = {}
        """How many notes and flags articles have, by the article's id."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        row: QueueRow | None = index.data(ROW)
        if row is None:
            return
        rect = option.rect
        painter.save()
        paint_row_ground(painter, option, self.theme)
        inside = rect.adjusted(PADDING, PADDING, -PADDING, -PADDING)
        painter.setPen(self.theme.colour("quiet" if row.state in (ReviewState.DONE, ReviewState.SKIPPED) else "ink"))
        lines = _lines(tame(row.headline), inside.width())
        painter.setFont(_headline_font())
        leading = QFontMetrics(_headline_font()).height() + 2
        y = inside.top()
        for line in lines:
            painter.drawText(QRect(inside.left(), y, inside.width(), leading), Qt.AlignmentFlag.AlignVCenter, line)
            y += leading
        facts = inside.bottom() - BAR - GAP - _facts_height()
        self._paint_facts(painter, row, QRect(inside.left(), facts, inside.width(), _facts_height()))
        self._paint_bar(painter, row, QRectF(inside.left(), inside.bottom() - BAR, inside.width(), BAR))
        painter.restore()

    def _paint_facts(self, painter: QPainter, row: QueueRow, rect: QRect) -> None:
        painter.setFont(_facts_font())
        count = self.notes.get(row.document_id, NoteCount())
        right, colour = _progress(row)
        if count.notes:
            right = f"{'⚑' if count.asks else '¶'} {right}"
        metrics = QFontMetrics(_facts_font())
        painter.setPen(self.theme.colour(colour))
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)
        painter.setPen(self.theme.colour("quiet"))
        date = row.published.isoformat() if row.published else tr("date not found")
        words = f"{tame(row.source)} · {date}" if row.source else date
        room = rect.width() - metrics.horizontalAdvance(right) - 10
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_bar(self, painter: QPainter, row: QueueRow, rect: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("hairline"))
        painter.drawRoundedRect(rect, 1.5, 1.5)
        whole = row.events_open + row.events_decided
        share = 1.0 if row.state is ReviewState.DONE else row.events_decided / whole if whole else 0.0
        if share:
            painter.setBrush(self.theme.colour("done"))
            painter.drawRoundedRect(QRectF(rect.left(), rect.top(), rect.width() * share, rect.height()), 1.5, 1.5)

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's name
        """One height for every row, so that nobody has to read a row to know where the others are."""
        leading = QFontMetrics(_headline_font()).height() + 2
        height = 2 * PADDING + HEADLINE_LINES * leading + 3 + _facts_height() + GAP + BAR
        return QSize(max(120, option.rect.width()), height)


def _progress(row: QueueRow) -> tuple[str, str]:
    if row.state is ReviewState.DONE:
        return tr("✓ done"), "done"
    if row.state is ReviewState.SKIPPED:
        return tr("skipped"), "quiet"
    if row.failure:
        return tr("labelling failed"), "attention"
    if not row.is_prelabelled:
        return tr("not labelled yet"), "quiet"
    if row.events_open:
        return tr_count("{count} event to go", "{count} events to go", row.events_open), "quiet"
    return (tr("all events judged"), "done") if row.events_decided else (tr("no events"), "quiet")


def _headline_font() -> QFont:
    return interface_font(bold=True)


def _facts_font() -> QFont:
    return interface_font(pixels=12)


def _facts_height() -> int:
    return QFontMetrics(_facts_font()).height() + 2


@lru_cache(maxsize=2_000)
def _lines(headline: str, width: int) -> list[str]:
    """The headline broken at words into at most two lines, the last one elided."""
    font = _headline_font()
    layout = QTextLayout(headline, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(
            headline.encode("utf-16-le")[2 * line.textStart() : 2 * (line.textStart() + line.textLength())]
            .decode("utf-16-le", "replace")
            .strip()
        )
        if len(lines) == HEADLINE_LINES:
            rest = headline.encode("utf-16-le")[2 * line.textStart() :].decode("utf-16-le", "replace")
            lines[-1] = QFontMetrics(font).elidedText(rest.strip(), Qt.TextElideMode.ElideRight, width)
            break
    layout.endLayout()
    return lines or [""]
