"""A long list over the window, with a line that makes it shorter and buttons for what can be done with a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from border_annotator.ui.dialogs.overlay import Overlay
from border_annotator.ui.theme.flow_layout import FlowLayout
from border_annotator.ui.theme.fonts import interface_font
from border_annotator.ui.theme.plain_label import plain_label
from border_annotator.ui.theme.plain_tip import plain_tip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from border_annotator.ui.main_window import MainWindow

ROW = Qt.ItemDataRole.UserRole
PADDING = 8
MOST_ROWS = 16
"""Rows that are in sight at once in a window that has the height."""
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``words`` on the left, ``right`` on the right, ``below`` small under them. ``key`` is the caller's."""

    key: str
    words: str
    right: str = ""
    below: str = ""
    is_heading: bool = False


class RowModel(QAbstractListModel):
    """Any sequence of rows; one that reads its rows when they are asked for makes a list of any length."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, place: int) -> Row | None:
        """The row of a place."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a row, all of it for a screen reader and as a tooltip, or the row itself."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (row.words, row.right, row.below)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip("\n".join(filter(None, (row.words, row.below))))
        return row if role == ROW else None


class RowDelegate(QStyledItemDelegate):
    """Paints a row."""

    def __init__(self, window: MainWindow, *, two_lines: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._two_lines = two_lines

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802 - Qt's signature
        """The same for every row."""
        height = QFontMetrics(interface_font()).height() + 10
        if self._two_lines:
            height += QFontMetrics(interface_font(pixels=12)).height() + 3
        return QSize(120, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row: Row | None = index.data(ROW)
        if row is None:
            return
        theme, rect = self._window.look.theme, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected and not row.is_heading:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_wash"))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 5, 5)
            painter.fillRect(QRect(rect.left(), rect.top() + 4, 3, rect.height() - 8), theme.colour("accent"))
        inside = rect.adjusted(PADDING, 5, -PADDING, -5)
        font = interface_font(bold=row.is_heading)
        metrics = QFontMetrics(font)
        line = QRect(inside.left(), inside.top(), inside.width(), metrics.height())
        painter.setFont(font)
        painter.setPen(theme.colour("quiet"))
        right = metrics.elidedText(row.right, Qt.TextElideMode.ElideRight, inside.width() // 2)
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)
        painter.setPen(theme.colour("quiet" if row.is_heading else "ink"))
        room = inside.width() - (metrics.horizontalAdvance(right) + 12 if right else 0)
        words = metrics.elidedText(row.words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        if self._two_lines:
            small = interface_font(pixels=12)
            painter.setFont(small)
            painter.setPen(theme.colour("quiet"))
            below = QFontMetrics(small).elidedText(row.below, Qt.TextElideMode.ElideRight, inside.width())
            place = QRect(inside.left(), line.bottom() + 3, inside.width(), QFontMetrics(small).height())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, below)
        painter.restore()


class Browser(Overlay):
    """A list with a line to filter it; Up and Down move the mark, Enter does the first of the buttons."""

    wide = 720

    def __init__(self, window: MainWindow, name: str, *, two_lines: bool = False) -> None:
        super().__init__(window)
        self._main = window
        self.model = RowModel(self)
        self.list = QListView()
        self.list.setObjectName("overlayList")
        self.list.setAccessibleName(name)
        self.list.setModel(self.model)
        self._delegate = RowDelegate(window, two_lines=two_lines, parent=self)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.doubleClicked.connect(lambda _index: self.entered.emit())
        self.nothing = plain_label("")
        self.column.addWidget(self.list)
        self.column.addWidget(self.nothing)
        self.buttons = FlowLayout(gap=6)
        self.column.addLayout(self.buttons)

    def add_button(self, words: str, tip: str, run: Callable[[], None]) -> QPushButton:
        """One more button below the list."""
        button = QPushButton(words)
        button.setToolTip(plain_tip(tip))
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAutoDefault(False)
        button.clicked.connect(run)
        self.buttons.addWidget(button)
        return button

    def show_rows(self, rows: Sequence[Row], nothing: str, *, mark: str | None = None) -> None:
        """Show rows, or say that there are none; the mark goes to the row of a key, else to the first one."""
        self.model.set_rows(rows)
        self.nothing.setText(nothing)
        self.nothing.setVisible(not rows)
        self.list.setVisible(bool(rows))
        height = self._delegate.sizeHint(QStyleOptionViewItem(), QModelIndex()).height()
        fits = max(3, (self._main.height() - 260) // height)
        self.list.setFixedHeight(height * min(fits, MOST_ROWS, max(1, len(rows))) + 6)
        place = next((k for k, row in enumerate(rows) if row.key == mark), None) if mark is not None else None
        self._mark(place if place is not None else self._next_row(-1, 1))
        if self.isVisible():
            self._place()

    def current(self) -> Row | None:
        """The marked row."""
        row = self.model.row(self.list.currentIndex().row())
        return None if row is None or row.is_heading else row

    def on_key(self, event: QKeyEvent) -> bool:
        """Up and down move the mark."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: MOST_ROWS, Qt.Key.Key_PageUp: -MOST_ROWS}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._mark(self._next_row(self.list.currentIndex().row(), step))
            return True
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
            return True
        return super().on_key(event)

    def _next_row(self, place: int, step: int) -> int:
        """The row ``step`` away that is no heading, or the nearest one to it."""
        last = self.model.rowCount() - 1
        wanted = max(0, min(last, place + step))
        direction = 1 if step > 0 else -1
        for way in (direction, -direction):
            k = wanted
            while 0 <= k <= last:
                row = self.model.row(k)
                if row is not None and not row.is_heading:
                    return k
                k += way
        return -1

    def _mark(self, place: int) -> None:
        index = self.model.index(place) if place >= 0 else QModelIndex()
        self.list.setCurrentIndex(index)
        if place >= 0:
            above = self.model.row(place - 1)
            if above is not None and above.is_heading:
                self.list.scrollTo(self.model.index(place - 1))
            self.list.scrollTo(index)
