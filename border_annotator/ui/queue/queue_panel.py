"""The panel on the left: filters and the list of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from border_annotator.ui.queue.queue_delegate import QueueDelegate
from border_annotator.ui.queue.queue_model import ROW, QueueModel, Stage

if TYPE_CHECKING:
    from border_annotator.services.project import Project
    from border_annotator.ui.theme.theme import Theme

WIDTH = 262


class QueuePanel(QFrame):
    """Shows the queue and tells which article is chosen."""

    chosen = Signal(str)
    """The id of the article that the user chose."""
    import_asked = Signal()

    def __init__(self, project: Project, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queue")
        self.setMinimumWidth(200)
        self.model = QueueModel(project, self)
        self._delegate = QueueDelegate(theme, self)
        self._filters = {stage: self._filter(stage) for stage in Stage}
        self._list = QListView()
        self._list.setObjectName("queueList")
        self._list.setAccessibleName("Articles")
        self._list.setModel(self.model)
        self._list.setItemDelegate(self._delegate)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        # Keys that moved the mark alone would leave another article open than the one that is marked.
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._open_id: str | None = None
        self._list.clicked.connect(self._on_clicked)
        self._empty = QLabel()
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        self._empty.setObjectName("quiet")
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(16, 16, 16, 8)
        self._import = QPushButton("Import articles…")
        self._import.clicked.connect(self.import_asked)
        row = QHBoxLayout()
        row.setContentsMargins(10, 10, 10, 10)
        row.setSpacing(6)
        for button in self._filters.values():
            row.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._empty)
        column.addWidget(self._import, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._list, 1)
        self._say_counts()

    def _filter(self, stage: Stage) -> QPushButton:
        button = QPushButton()
        button.setObjectName("chipFilter")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(f"Show only: {stage}. Press again to show all.")
        button.clicked.connect(lambda checked: self.show_stage(stage if checked else None))
        return button

    def show_stage(self, stage: Stage | None) -> None:
        """Show the articles of one stage, or all, and keep the current one current."""
        self.model.set_stage(stage)
        for other, button in self._filters.items():
            button.setChecked(other is stage)
        self._mark_open()
        self._say_counts()

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self._delegate.theme = theme
        self._list.viewport().update()

    def refresh(self, document_ids: frozenset[str]) -> None:
        """Show rows anew; none means that every row may be another."""
        if document_ids:
            self.model.refresh(document_ids)
        else:
            self.model.reload()
            self._mark_open()
        self._say_counts()

    def show_current(self, document_id: str) -> None:
        """Mark the open article."""
        self._open_id = document_id
        self._mark_open()

    def _mark_open(self) -> None:
        place = self.model.place_of(self._open_id) if self._open_id else None
        if place is None:
            self._list.clearSelection()
            self._list.setCurrentIndex(QModelIndex())
            return
        index = self.model.index(place)
        self._list.setCurrentIndex(index)
        self._list.scrollTo(index)

    def current_id(self) -> str | None:
        """The article that is marked."""
        row = self._list.currentIndex().data(ROW)
        return row.document_id if row is not None else None

    def filtered_ids(self) -> list[str]:
        """The ids of all articles of the current filter, in the order of the list."""
        return self.model.shown_ids()

    def neighbour(self, document_id: str | None, step: int) -> str | None:
        """The article ``step`` rows away from another in the list as it is shown."""
        place = self.model.place_of(document_id) if document_id else None
        row = self.model.row_at(0 if place is None else place + step)
        return row.document_id if row else None

    def _say_counts(self) -> None:
        for stage, count in self.model.counts().items():
            self._filters[stage].setText(f"{stage}\n{count:,}")
        is_empty = self.model.rowCount() == 0
        self._empty.setVisible(is_empty)
        self._import.setVisible(self.model.size() == 0)
        if self.model.size() == 0:
            self._empty.setText("This project has no articles yet. Import text files or folders of them.")
        elif is_empty:
            self._empty.setText(f"No article here. Press “{self.model.stage}” again to see all.")

    def _on_clicked(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if row is not None:
            self.chosen.emit(row.document_id)
