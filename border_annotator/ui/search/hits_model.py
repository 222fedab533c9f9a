"""The hits of a search as a model: they come in batches while the search goes on, and can be ticked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from border_annotator.ui.theme.plain_tip import plain_tip
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.services.search import Hit

Index = QModelIndex | QPersistentModelIndex
HIT = Qt.ItemDataRole.UserRole
ALL = ""
UNMARKED = "-"
"""The filter for hits on which nothing is marked; other filters are labels."""


class HitsModel(QAbstractListModel):
    """All hits, or those on which something of one label is marked, or nothing."""

    ticked = Signal()
    """Other hits are ticked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []
        self._shown: list[int] = []
        self._ticks: set[int] = set()
        self._label = ALL
        self._counts = Counter({ALL: 0, UNMARKED: 0})

    def clear(self) -> None:
        """Forget everything, for another search."""
        self.beginResetModel()
        self._hits, self._shown, self._ticks = [], [], set()
        self._counts = Counter({ALL: 0, UNMARKED: 0})
        self.endResetModel()
        self.ticked.emit()

    def add(self, hits: Sequence[Hit]) -> None:
        """More hits have been found."""
        first = len(self._hits)
        self._hits += hits
        for hit in hits:
            self._counts.update((ALL, *(hit.labels or (UNMARKED,))))
        fresh = [k for k in range(first, len(self._hits)) if self._fits(k)]
        if fresh:
            row = len(self._shown)
            self.beginInsertRows(QModelIndex(), row, row + len(fresh) - 1)
            self._shown += fresh
            self.endInsertRows()

    def show_label(self, label: str) -> None:
        """Show the hits of one label, ``UNMARKED`` or ``ALL``; what is not shown is not ticked any more."""
        self.beginResetModel()
        self._label = label
        self._shown = [k for k in range(len(self._hits)) if self._fits(k)]
        self._ticks &= set(self._shown)
        self.endResetModel()
        self.ticked.emit()

    @property
    def label(self) -> str:
        """Which hits are shown."""
        return self._label

    def counts(self) -> dict[str, int]:
        """How many hits each label has; ``UNMARKED`` and ``ALL`` are among them."""
        return dict(self._counts)

    def toggle(self, row: int) -> None:
        """Tick a row, or not any more."""
        if 0 <= row < len(self._shown):
            self._ticks ^= {self._shown[row]}
            self.dataChanged.emit(self.index(row), self.index(row))
            self.ticked.emit()

    def toggle_all(self) -> None:
        """Tick every shown row; when all are ticked, none."""
        whole = set(self._shown)
        self._ticks = set() if self._ticks >= whole else whole
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))
        self.ticked.emit()

    def ticked_hits(self) -> list[Hit]:
        """The ticked hits, in their order."""
        return [self._hits[k] for k in self._shown if k in self._ticks]

    def is_ticked(self, row: int) -> bool:
        """Whether a shown row is ticked."""
        return self._shown[row] in self._ticks

    def hit_at(self, row: int) -> Hit | None:
        """The hit of a shown row."""
        return self._hits[self._shown[row]] if 0 <= row < len(self._shown) else None

    def _fits(self, k: int) -> bool:
        labels = self._hits[k].labels
        return self._label == ALL or (self._label in labels if self._label != UNMARKED else not labels)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A hit in its context, its article, its tick, or the hit itself (``HIT``)."""
        hit = self.hit_at(index.row()) if index.isValid() else None
        if hit is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{hit.before}{hit.words}{hit.after}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(hit.headline)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if self.is_ticked(index.row()) else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            tick = tr("ticked") if self.is_ticked(index.row()) else tr("not ticked")
            return f"{hit.words}, {tick}: {hit.before}{hit.words}{hit.after}, {hit.headline}"
        return hit if role == HIT else None
