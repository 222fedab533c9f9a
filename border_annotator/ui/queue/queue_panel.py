"""The panel on the left: filters and the list of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from border_annotator.domain.queue_filter import Facet, QueueFilter, Stand
from border_annotator.services.queue import remembered_filter, with_filter
from border_annotator.ui.queue.filter_line import FilterLine, only
from border_annotator.ui.queue.filter_words import STANDS
from border_annotator.ui.queue.queue_delegate import QueueDelegate
from border_annotator.ui.queue.queue_model import FEW, ROW, QueueModel
from border_annotator.ui.theme.flow_layout import FlowLayout
from border_annotator.ui.theme.row_list import RowList
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from border_annotator.domain.note import NoteCount
    from border_annotator.services.project import Project
    from border_annotator.settings.store import Settings
    from border_annotator.ui.theme.theme import Theme

SOON = 80
"""Milliseconds after which the counts of a large project are told."""
PILLS = (Stand.UNTOUCHED, Stand.IN_PROGRESS, Stand.DONE)


class QueuePanel(QFrame):
    """Shows the queue and tells which article is chosen. What it filters by is kept for the next start."""

    chosen = Signal(str)
    """The id of the article that the user chose."""
    import_asked = Signal()
    chooser_asked = Signal()
    """The chooser of sorts and filters is wanted."""
    left = Signal()
    """The keyboard is to go back to the article."""
    loaded = Signal()
    """The queue of a large project has been read."""
    failed = Signal(str)
    """The queue could not be read; a sentence for the user."""

    def __init__(self, project: Project, theme: Theme, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("queue")
        self.setMinimumWidth(200)
        self._path, self._settings = project.path, settings
        wanted = remembered_filter(settings.text("queue"), project.path)
        self.model = QueueModel(project, wanted, self)
        self._delegate = QueueDelegate(theme, self)
        self._pills = {stand: self._pill(stand) for stand in PILLS}
        self.filters = FilterLine(project.schema)
        self._list = RowList(self.model, self._delegate, "queueList")
        self._list.setAccessibleName(tr("Articles"))
        # Keys that moved the mark alone would leave another article open than the one that is marked.
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._open_id: str | None = None
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.timeout.connect(self._say_counts)
        self._empty = QLabel()
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        self._empty.setObjectName("quiet")
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(16, 8, 16, 8)
        self._import = QPushButton(tr("Import articles…"))
        self._import.clicked.connect(self.import_asked)
        self._put_together()
        self._connect()
        self._counts_changed()

    def _put_together(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(10, 10, 8, 8)
        # They break the row where their words are long.
        chips = FlowLayout(gap=4)
        row.addLayout(chips, 1)
        for button in self._pills.values():
            chips.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.filters)
        column.addWidget(self._empty)
        column.addWidget(self._import, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._list, 1)

    def _connect(self) -> None:
        self._list.clicked.connect(self._on_clicked)
        self.model.counted.connect(self._counts_changed)
        self.model.loaded.connect(self._mark_open)
        self.model.loaded.connect(self.loaded)
        self.model.failed.connect(self.failed)
        self.filters.wanted.connect(self.set_filter)
        self.filters.chooser_asked.connect(self.chooser_asked)
        self.filters.left.connect(self.left)
        self.filters.entered.connect(self._open_first)
        self.filters.step_asked.connect(self._step)

    def _pill(self, stand: Stand) -> QPushButton:
        button = QPushButton()
        button.setObjectName("chipFilter")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(tr("Show only: {state}. Press again to show all.", state=tr(STANDS[stand])))
        button.clicked.connect(lambda checked: self.show_stand(stand if checked else None))
        return button

    # The filter

    @property
    def filter(self) -> QueueFilter:
        """What is shown."""
        return self.model.filter

    @property
    def counted(self) -> QueueModel:
        """How many articles there are of each value."""
        return self.model

    def refuse(self, sentence: str) -> None:
        """Say why something cannot be chosen now."""
        self.failed.emit(sentence)

    def set_filter(self, wanted: QueueFilter) -> None:
        """Show what a filter leaves; the open article stays the marked one where it has a row."""
        self.model.set_filter(wanted)
        self._mark_open()
        self._settings.set("queue", with_filter(self._settings.text("queue"), self._path, wanted))

    def show_stand(self, stand: Stand | None) -> None:
        """Show the articles of one state, or of all, with what else is filtered."""
        self.set_filter(only(self.filter, stand))

    def focus_filter(self) -> None:
        """Put the caret into the line that filters titles and sources."""
        self.filters.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.line.selectAll()

    def filtered_ids(self) -> list[str]:
        """The ids of all articles of the current filter, in the order of the list."""
        return self.model.shown_ids()

    # The list

    def set_notes(self, counts: Mapping[str, NoteCount]) -> None:
        """Show which articles have notes and flags."""
        self._delegate.notes = counts
        self._list.viewport().update()

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
        # A list that is being looked through stays where it is while articles are labelled.
        if self.current_id() != self._open_id:
            self._mark_open()

    def close_reading(self) -> None:
        """Stop what reads beside the event loop, before the project is closed."""
        self._counting.stop()
        self.model.close()

    def first_article(self) -> str | None:
        """The article to begin with; ``None`` while there is none or the queue is being read."""
        return self.model.first_id()

    def show_current(self, document_id: str) -> None:
        """Mark the open article."""
        self._open_id = document_id
        self.model.set_open(document_id)
        self._mark_open()
        self._counts_changed()

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

    def neighbour(self, document_id: str | None, step: int) -> str | None:
        """The article ``step`` rows away from another in the list as it is shown."""
        return self.model.neighbour(document_id, step)

    def _step(self, step: int) -> None:
        wanted = self.neighbour(self._open_id, step)
        if wanted is not None:
            self.chosen.emit(wanted)

    def _open_first(self) -> None:
        """Enter in the filter line: the open article if the list has it, else the first; then the keys are back."""
        if self._open_id is None or self.model.place_of(self._open_id) is None:
            wanted = self.neighbour(None, 0)
            if wanted is None:
                return
            self.chosen.emit(wanted)
        self.left.emit()

    def _counts_changed(self) -> None:
        """Count again: at once, or in a large project a moment later, however many keys are pressed until then."""
        if self.model.size() <= FEW:
            self._say_counts()
        elif not self._counting.isActive():
            self._counting.start(SOON)

    def _say_counts(self) -> None:
        counts = self.model.counts(Facet.STATE)
        chosen = self.filter.of(Facet.STATE)
        for stand, button in self._pills.items():
            button.setText(f"{tr(STANDS[stand])}\n{counts.get(stand, 0):,}")
            button.setChecked(chosen == {stand})
        size, shown = self.model.size(), self.model.rowCount()
        self.filters.is_slow = size > FEW
        self.filters.show_filter(self.filter, shown, size)
        self._empty.setVisible(shown == 0)
        self._import.setVisible(size == 0)
        if self.model.is_reading and shown == 0:
            self._empty.setText(tr("Reading {count} articles…", count=f"{size:,}"))
        elif size == 0:
            self._empty.setText(
                tr("This project has no articles yet. Import files or folders, paste them, or drop them here.")
            )
        elif shown == 0:
            self._empty.setText(tr("No article fits this filter. Clear it to see all {count}.", count=f"{size:,}"))

    def _on_clicked(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if row is not None:
            self.chosen.emit(row.document_id)
