"""A list of very many rows asks for those in sight, and its keys are a list's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QStyleOptionViewItem

from border_annotator.ui.theme.row_list import RowList

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

Index = QModelIndex | QPersistentModelIndex
ROWS = 100_000


class Numbers(QAbstractListModel):
    """Row after row its own number; it notes what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.counted = 0

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        self.counted += 1
        return 0 if parent.isValid() else ROWS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return str(index.row()) if role == Qt.ItemDataRole.DisplayRole else None


class Painted(QStyledItemDelegate):
    """Notes which rows were painted."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: set[int] = set()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.rows.add(index.row())
        super().paint(painter, option, index)


def test_it_asks_for_the_rows_in_sight(qapp: QApplication) -> None:
    model, delegate = Numbers(), Painted()
    view = RowList(model, delegate, "rows")
    view.resize(300, 400)
    view.show()
    qapp.processEvents()
    view.setCurrentIndex(model.index(0))
    for key, row in ((Qt.Key.Key_End, ROWS - 1), (Qt.Key.Key_Up, ROWS - 2), (Qt.Key.Key_Home, 0), (Qt.Key.Key_Down, 1)):
        delegate.rows.clear()
        QTest.keyClick(view, key)
        view.repaint()
        assert view.currentIndex().row() == row
        assert row in delegate.rows
        assert len(delegate.rows) < 60
    model.beginResetModel()
    model.endResetModel()
    qapp.processEvents()
    assert model.counted < 2_000
    view.close()
