"""A layout that sets its widgets side by side and breaks the row where it is full."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Widgets in rows, as words are in a paragraph."""

    def __init__(self, parent: QWidget | None = None, gap: int = 4) -> None:
        super().__init__(parent)
        self._gap = gap
        self._inside: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._least: QSize | None = None
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem, /) -> None:  # noqa: N802 - Qt's name
        """Add a widget's item."""
        self._inside.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._inside)

    def itemAt(self, index: int, /) -> QLayoutItem | None:  # noqa: N802 - Qt's name; none past the end
        """The item of a place."""
        return self._inside[index] if 0 <= index < len(self._inside) else None

    def takeAt(self, index: int, /) -> QLayoutItem | None:  # noqa: N802 - Qt's name; none past the end
        """Take an item out."""
        return self._inside.pop(index) if 0 <= index < len(self._inside) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """It asks for no more room than it needs."""
        return Qt.Orientation(0)

    def invalidate(self) -> None:
        """A widget wants another size: what was found out is out of date."""
        self._heights.clear()
        self._least = None
        super().invalidate()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Fewer pixels across need more rows."""
        return True

    def heightForWidth(self, width: int, /) -> int:  # noqa: N802 - Qt's name
        """The height of all rows."""
        found = self._heights.get(width)
        if found is None:
            found = self._heights[width] = self._arranged(QRect(0, 0, width, 0), place=False)
        return found

    def setGeometry(self, rect: QRect, /) -> None:  # noqa: N802 - Qt's name
        """Set the widgets into their places."""
        super().setGeometry(rect)
        self._arranged(rect, place=True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The least that it needs."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the tallest item; the width is whatever there is."""
        if self._least is None:
            self._least = QSize()
            for item in self._inside:
                self._least = self._least.expandedTo(QSize(40, item.minimumSize().height()))
        return self._least

    def _arranged(self, rect: QRect, *, place: bool) -> int:
        x, y, tallest = rect.x(), rect.y(), 0
        for item in self._inside:
            if item.isEmpty():  # what is hidden takes no room
                continue
            size = item.sizeHint().boundedTo(QSize(max(40, rect.width()), 10_000))
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, tallest = rect.x(), y + tallest + self._gap, 0
            if place:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            tallest = max(tallest, size.height())
        return y + tallest - rect.y()
