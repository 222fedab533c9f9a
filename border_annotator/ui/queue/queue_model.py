"""The queue as a model: rows are read from the project when they come into sight."""

from __future__ import annotations

import logging
from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from border_annotator.domain.errors import DiskError
from border_annotator.domain.queue_filter import Facet, QueueFilter
from border_annotator.domain.queue_index import QueueIndex, stand_of
from border_annotator.domain.queue_labels import QueueLabels
from border_annotator.services.queue import (
    Profiles,
    entry_of,
    first_of,
    keep_profiles,
    profiles_beside,
    read_queue,
    read_queue_beside,
    settle,
)
from border_annotator.services.search import articles_with, articles_with_beside
from border_annotator.ui.jobs.beside import Beside
from border_annotator.ui.queue.filter_words import STANDS
from border_annotator.ui.theme.plain_tip import plain_tip
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from border_annotator.services.project import Project
    from border_annotator.storage.documents import QueueRow

log = logging.getLogger(__name__)

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
FEW = 2_000
"""Up to so many articles the queue is read at once; more are read beside the event loop."""
AROUND = 40
"""Rows that are read together when one of them comes into sight."""
MOST_ROWS = 2_000
"""Rows that are kept in memory once they were in sight."""
QUIET = 700
"""Milliseconds without an edit after which stale profiles are made new."""
PORTION = 0.008
"""Seconds that this takes of the event loop at a time."""


class QueueModel(QAbstractListModel):
    """The articles that a filter leaves, in its order. It knows all of them by number and reads only those in sight.

    While an article is open it keeps its row, whatever has become of it; the others follow at once.
    """

    loaded = Signal()
    """The queue has been read: every row may be another."""
    counted = Signal()
    """The counts may be others."""
    failed = Signal(str)
    """The queue could not be read; a sentence for the user."""

    def __init__(self, project: Project, wanted: QueueFilter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._index = QueueIndex()
        self._order: list[int] = []
        self._filter = wanted
        self._found: bytearray | None = None
        self._open_id: str | None = None
        self._rows: dict[int, QueueRow] = {}
        self._meanwhile: set[str] = set()
        self._size = 0
        self._beside, self._search, self._profiling = Beside(self), Beside(self), Beside(self)
        self._profiling.came.connect(self._take_profiles)
        self._profiling.failed.connect(self.failed)
        self._beside.came.connect(self._take)
        self._beside.failed.connect(self.failed)
        self._search.came.connect(self._take_found)
        self._search.failed.connect(self.failed)
        self._reading = QTimer(self)
        self._reading.setSingleShot(True)
        self._reading.timeout.connect(self._read_beside)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.timeout.connect(self._settle)
        self.is_loading = False
        self.reload()

    # Reading

    def reload(self) -> None:
        """Read the whole queue again; of a large one the list stays as it is until that is done."""
        self._size = self._project.documents.count()
        self._rows, self._meanwhile = {}, set()
        self._settling.start(QUIET)
        if self._size <= FEW:
            self._take(read_queue(self._project))
            return
        self.is_loading = True
        # A window that is shown for the first time is painted before: two that compute wait for each other.
        self._beside.forget()
        self._reading.start(0)

    def _read_beside(self) -> None:
        path, layer_id, wanted = self._project.path, self._project.layer.id, self._filter
        self._beside.start(lambda: read_queue_beside(path, layer_id, wanted))

    def close(self) -> None:
        """Stop what runs beside, before the project is closed."""
        self._settling.stop()
        self._reading.stop()
        self._beside.stop()
        self._profiling.stop()
        self._search.stop()

    def _take(self, part: object) -> None:
        if isinstance(part, QueueIndex):
            self._index, self.is_loading = part, not part.is_whole
            self._follow_meanwhile()
            if part.is_whole:
                self._find_text()
            self._apply()
            self.loaded.emit()
        elif isinstance(part, QueueLabels):
            self._index.adopt(part)
            if any(self._filter.of(facet) for facet in (Facet.TYPE, Facet.ENTITY)):
                self._apply()
        self.counted.emit()

    def _follow_meanwhile(self) -> None:
        """What has been done since the reading began is not in what was read."""
        for document_id in self._meanwhile:
            entry = entry_of(self._project, document_id)
            if entry is not None:
                self._index.replace(entry)
        if not self.is_loading:
            self._meanwhile = set()

    def _settle(self) -> None:
        try:
            settled = settle(self._project, PORTION, with_large=False)
        except DiskError as error:
            # It can wait: the next change of the queue tries again, and the user's own edit says what is wrong.
            log.warning("The queue could not be settled: %s", error)
            return
        for document_id in settled.document_ids:
            entry = entry_of(self._project, document_id)
            if entry is not None:
                self._index.replace(entry)
        if settled.has_more:
            self._settling.start(0)
        elif settled.large and not self._profiling.is_running:
            path, document_id = self._project.path, settled.large[0]
            self._profiling.start(lambda: profiles_beside(path, document_id))
        if settled.document_ids:
            self.counted.emit()

    def _take_profiles(self, found: object) -> None:
        if isinstance(found, Profiles) and keep_profiles(self._project, found):
            entry = entry_of(self._project, found.document_id)
            if entry is not None:
                self._index.replace(entry)
            self.counted.emit()
        self._settling.start(QUIET)

    # The filter

    @property
    def filter(self) -> QueueFilter:
        """What is shown."""
        return self._filter

    @property
    def is_reading(self) -> bool:
        """Whether something is being read without which the filter cannot be answered."""
        needs_labels = any(self._filter.of(facet) for facet in (Facet.TYPE, Facet.ENTITY))
        is_asking = bool(self._filter.text.strip()) and self._found is None
        return self.is_loading or is_asking or (needs_labels and not self.has_labels)

    @property
    def has_labels(self) -> bool:
        """Whether types and entities can be counted already."""
        return self._index.has_labels

    def set_filter(self, wanted: QueueFilter) -> None:
        """Show what a filter leaves, in its order."""
        is_other_text = wanted.text != self._filter.text
        self._filter = wanted
        if is_other_text:
            self._find_text()
        self._apply()
        self.counted.emit()

    def counts(self, facet: Facet) -> dict[str, int]:
        """How many articles have each value, of those that fit the other parts of the filter."""
        return self._index.counts(self._filter, facet, self._found)

    def counts_of(self, wanted: QueueFilter, facet: Facet) -> dict[str, int]:
        """The same for another filter, whose words in the text play no part."""
        return self._index.counts(wanted, facet, None)

    def count_undated_of(self, wanted: QueueFilter) -> int:
        """How many of the articles that fit another filter have no date."""
        return self._index.count_undated(wanted, None)

    def count_undated(self) -> int:
        """How many of the articles that fit have no date."""
        return self._index.count_undated(self._filter, self._found)

    def _find_text(self) -> None:
        self._found = None
        if not self._filter.text.strip():
            self._search.forget()
        elif self._size <= FEW:
            self._found = self._index.places_at(articles_with(self._project, self._filter.text))
        else:
            path, text = self._project.path, self._filter.text
            self._search.start(lambda: articles_with_beside(path, text))

    def _take_found(self, positions: object) -> None:
        if isinstance(positions, list):
            self._found = self._index.places_at(positions)
            self._apply()
            self.counted.emit()

    def _apply(self) -> None:
        order = self._index.matching(self._filter, self._found)
        if order == self._order:
            if order:  # the rows are where they were, so the list stays where it is
                self.dataChanged.emit(self.index(0), self.index(len(order) - 1))
            return
        self.beginResetModel()
        self._order = order
        self.endResetModel()

    # Changes

    def refresh(self, document_ids: frozenset[str]) -> None:
        """Follow what has changed on some articles; nobody else's row moves."""
        if self.is_loading:
            self._meanwhile |= document_ids
        for document_id in document_ids:
            entry = entry_of(self._project, document_id)
            if entry is None:
                continue
            self._index.replace(entry)
            place = self._index.place_of(document_id)
            if place is None:
                continue
            self._rows.pop(place, None)
            self._size = max(self._size, place + 1)
            is_shown = self._keep_or_drop(place)
            if is_shown is not None:
                self.dataChanged.emit(self.index(is_shown), self.index(is_shown))
        self._settling.start(QUIET)
        self.counted.emit()

    def set_open(self, document_id: str) -> None:
        """Say which article is open; the one before leaves the list if it does not belong there any more."""
        before, self._open_id = self._open_id, document_id
        place = self._index.place_of(before) if before is not None and before != document_id else None
        if place is not None:
            self._keep_or_drop(place)

    def _keep_or_drop(self, place: int) -> int | None:
        """Let an article have a row if it fits or is open; returns its row."""
        row = self._row_of(place)
        fits = self._index.matches(place, self._filter, self._found)
        if row is None and fits:
            row = self._row_by_order(place)
            self.beginInsertRows(QModelIndex(), row, row)
            self._order.insert(row, place)
            self.endInsertRows()
        elif row is not None and not fits and self._index.ids[place] != self._open_id:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._order[row]
            self.endRemoveRows()
            return None
        return row

    # Rows

    def size(self) -> int:
        """How many articles the project has."""
        return self._size

    def shown_ids(self) -> list[str]:
        """The ids of the shown articles, in their order."""
        ids = self._index.ids
        return [ids[place] for place in self._order]

    def first_id(self) -> str | None:
        """The article to begin with: one that was begun, else the first that waits, else the first."""
        if self.is_loading and not self._index.ids and self._filter.is_plain:
            return first_of(self._project)  # nobody waits for 100,000 rows who wants to read one
        return self._index.first(self._order or range(len(self._index)))

    def place_of(self, document_id: str) -> int | None:
        """The shown row of an article."""
        place = self._index.place_of(document_id)
        return None if place is None else self._row_of(place)

    def neighbour(self, document_id: str | None, step: int) -> str | None:
        """The article ``step`` rows away from another; from one that is not shown it is the next in the order."""
        place = self._index.place_of(document_id) if document_id else None
        row = self._row_of(place) if place is not None else None
        if row is not None:
            wanted = row + step
        elif place is None:
            wanted = 0
        else:
            wanted = self._row_by_order(place) + min(step, 0)
        return self._index.ids[self._order[wanted]] if 0 <= wanted < len(self._order) else None

    def row_at(self, row: int) -> QueueRow | None:
        """What a shown row says."""
        if not 0 <= row < len(self._order):
            return None
        place = self._order[row]
        if place not in self._rows:
            if len(self._rows) > MOST_ROWS:
                self._rows.clear()
            start = max(0, row - AROUND // 2)
            missing = [other for other in self._order[start : start + AROUND] if other not in self._rows]
            ids = [self._index.ids[other] for other in missing]
            found = self._project.documents.queue_rows(self._project.layer.id, ids)
            self._rows.update((other, found[key]) for other, key in zip(missing, ids, strict=True) if key in found)
        return self._rows.get(place)

    def _row_of(self, place: int) -> int | None:
        row = self._row_by_order(place)
        if row < len(self._order) and self._order[row] == place:
            return row
        try:
            return self._order.index(place)  # the open article keeps its row, wherever it belongs now
        except ValueError:
            return None

    def _row_by_order(self, place: int) -> int:
        """The row that an article has, or would have, by the order alone."""
        key = self._index.key(self._filter.sort)
        return bisect_left(self._order, (key(place), place), key=lambda other: (key(other), other))

    # Qt's calls

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._order)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row's headline, its tooltip, or the row itself (``ROW``)."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.headline
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{row.headline}\n{row.file_name}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row)
        return row if role == ROW else None


def _spoken(row: QueueRow) -> str:
    stand = tr(STANDS[stand_of(row.state, is_started=row.is_started)])
    waiting = tr_count("{count} event waits", "{count} events wait", row.events_open)
    return ", ".join(part for part in (row.headline, row.source, stand, waiting) if part)
