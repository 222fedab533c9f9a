"""The rows of a page's list: read when they are asked for, so that a list of any length is there at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from border_annotator.ui.theme.fonts import interface_font
from border_annotator.ui.theme.plain_tip import plain_tip, tame
from border_annotator.ui.theme.row_ground import paint_row_ground

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from border_annotator.ui.window.look import WindowLook

LINE = Qt.ItemDataRole.UserRole
PADDING = 10
STATE = 96
"""Pixels across of the word that says how a row stands."""
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """One row: how it stands in a word, what it is, its facts on the right, and where it comes from below.

    ``look`` is the colour's role of the word, ``warns`` lets what stands below be seen.
    """

    state: str
    words: str
    right: str = ""
    below: str = ""
    look: str = "quiet"
    warns: bool = False

    @property
    def spoken(self) -> str:
        """All of it, for a screen reader."""
        return ", ".join(filter(None, (self.state, self.words, self.right, self.below)))


class LineModel(QAbstractListModel):
    """Some of many things, by their places; what a row says is asked of ``line_of`` when it comes into sight."""

    def __init__(self, line_of: Callable[[int], Line], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._line_of = line_of
        self._places: list[int] = []

    def show(self, places: Sequence[int]) -> None:
        """Show these, and no others."""
        self.beginResetModel()
        self._places = list(places)
        self.endResetModel()

    def add(self, places: Sequence[int]) -> None:
        """Show these too, below the others."""
        if places:
            first = len(self._places)
            self.beginInsertRows(QModelIndex(), first, first + len(places) - 1)
            self._places += places
            self.endInsertRows()

    def renew(self) -> None:
        """What the rows say is another."""
        if self._places:
            self.dataChanged.emit(self.index(0), self.index(len(self._places) - 1))

    @property
    def places(self) -> Sequence[int]:
        """What is shown."""
        return self._places

    def place(self, row: int) -> int | None:
        """Which of the things a row shows."""
        return self._places[row] if 0 <= row < len(self._places) else None

    def row_of(self, place: int) -> int:
        """The row that shows a thing, -1 when none does."""
        return self._places.index(place) if place in self._places else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._places)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a row, all of it for a screen reader and as a tooltip, or the ``Line`` itself."""
        place = self.place(index.row()) if index.isValid() else None
        if place is None or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
            LINE,
        ):
            return None
        line = self._line_of(place)
        if role == Qt.ItemDataRole.DisplayRole:
            return line.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip("\n".join(filter(None, (line.words, line.below))))
        return line


class LineDelegate(QStyledItemDelegate):
    """Paints a row in two lines: its state and what it is, and below where it comes from."""

    def __init__(self, look: WindowLook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        """One height for every row."""
        return QSize(option.rect.width(), 2 * (QFontMetrics(interface_font()).height() + 2) + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        line: Line | None = index.data(LINE)
        if line is None:
            return
        rect = option.rect
        painter.save()
        paint_row_ground(painter, option, self._look.theme)
        height = QFontMetrics(interface_font()).height() + 2
        top = QRect(rect.left() + PADDING, rect.top() + 6, rect.width() - 2 * PADDING, height)
        state = QRect(top.left(), top.top(), STATE, height)
        inside = top.adjusted(STATE + 8, 0, 0, 0)
        small = interface_font(pixels=12)
        room = self._right(painter, inside, line.right)
        self._words(painter, state, line.state, interface_font(bold=True, pixels=12), line.look)
        self._words(painter, inside.adjusted(0, 0, -room, 0), line.words, interface_font(), "ink")
        look = "attention" if line.warns else "quiet"
        self._words(painter, inside.translated(0, height), line.below, small, look)
        painter.restore()

    def _right(self, painter: QPainter, inside: QRect, words: str) -> int:
        """The facts on the right; gives the pixels that they take."""
        if not words:
            return 0
        font = interface_font(pixels=12)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(tame(words), Qt.TextElideMode.ElideRight, inside.width() // 2)
        painter.setFont(font)
        painter.setPen(self._look.theme.colour("quiet"))
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown) + 12

    def _words(self, painter: QPainter, inside: QRect, words: str, font: QFont, look: str) -> None:
        painter.setFont(font)
        painter.setPen(self._look.theme.colour(look))
        one = " ".join(tame(words).split())
        shown = QFontMetrics(font).elidedText(one, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
