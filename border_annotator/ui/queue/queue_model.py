"""The queue as a model: which articles there are and how far each is."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from border_annotator.domain.layer import ReviewState

if TYPE_CHECKING:
    from border_annotator.services.project import Project
    from border_annotator.storage.documents import QueueRow

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


class Stage(StrEnum):
    """How far an article is, as the queue's filters say it."""

    TO_REVIEW = "To review"
    IN_PROGRESS = "In progress"
    DONE = "Done"


def stage_of(row: QueueRow) -> Stage:
    """The stage of an article; what the reviewer skipped counts as done."""
    if row.state is not ReviewState.OPEN:
        return Stage.DONE
    return Stage.IN_PROGRESS if row.is_started else Stage.TO_REVIEW


class QueueModel(QAbstractListModel):
    """The rows of a project's queue, all or those of one stage."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._all: list[QueueRow] = []
        self._shown: list[QueueRow] = []
        self._stage: Stage | None = None
        self.reload()

    def reload(self) -> None:
        """Read every row again."""
        self.beginResetModel()
        self._all = self._project.documents.queue(self._project.layer.id)
        self._shown = [row for row in self._all if self._stage in (None, stage_of(row))]
        self.endResetModel()

    def refresh(self, document_ids: frozenset[str]) -> None:
        """Read some rows again. A row stays where it is even when its stage has changed, until the filter is set."""
        fresh = {key: self._project.documents.queue_row(self._project.layer.id, key) for key in document_ids}
        self._all = [fresh.get(row.document_id, row) for row in self._all]
        for k, row in enumerate(self._shown):
            if row.document_id in fresh:
                self._shown[k] = fresh[row.document_id]
                self.dataChanged.emit(self.index(k), self.index(k))

    def set_stage(self, stage: Stage | None) -> None:
        """Show the articles of one stage, or all."""
        self.beginResetModel()
        self._stage = stage
        self._shown = [row for row in self._all if stage in (None, stage_of(row))]
        self.endResetModel()

    @property
    def stage(self) -> Stage | None:
        """The stage that is shown."""
        return self._stage

    def counts(self) -> dict[Stage, int]:
        """How many articles each stage has."""
        found = dict.fromkeys(Stage, 0)
        for row in self._all:
            found[stage_of(row)] += 1
        return found

    def rows(self) -> list[QueueRow]:
        """Every article, whatever is shown."""
        return self._all

    def size(self) -> int:
        """How many articles the project has."""
        return len(self._all)

    def shown_ids(self) -> list[str]:
        """The ids of the shown articles, in their order."""
        return [row.document_id for row in self._shown]

    def place_of(self, document_id: str) -> int | None:
        """The shown row of an article."""
        return next((k for k, row in enumerate(self._shown) if row.document_id == document_id), None)

    def row_at(self, place: int) -> QueueRow | None:
        """The article of a shown row."""
        return self._shown[place] if 0 <= place < len(self._shown) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row's headline, its tooltip, or the row itself (``ROW``)."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.headline
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.headline}\n{row.file_name}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.headline}, {stage_of(row)}, {row.events_open} events wait"
        return row if role == ROW else None
