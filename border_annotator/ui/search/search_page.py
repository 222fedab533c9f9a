"""Looking for words in all articles: a list of every place in its context, to open, to tick, to mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from border_annotator.domain.queue_filter import Facet
from border_annotator.services.search import Found, Search, left_to_index
from border_annotator.ui.jobs.beside import Beside
from border_annotator.ui.queue.filter_words import said_value
from border_annotator.ui.search.hits_delegate import HitsDelegate
from border_annotator.ui.search.hits_model import ALL, HIT, UNMARKED, HitsModel
from border_annotator.ui.theme.row_list import RowList
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.services.project import Project
    from border_annotator.services.search import Hit
    from border_annotator.ui.theme.theme import Theme

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchPage(QFrame):
    """Shows what a search finds; it neither opens nor changes an article, but says what the user wants."""

    opened = Signal(object)
    """A ``Hit`` is to be shown in its article."""
    left = Signal()
    """The article is wanted back."""
    mark_asked = Signal()
    """The ticked hits are to be marked."""
    removal_asked = Signal()
    """What is marked at the ticked hits is to be removed."""
    failed = Signal(str)
    """A sentence for the user."""

    def __init__(self, project: Project, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchPage")
        self._project = project
        self._filtered_ids: Callable[[], list[str] | None] = lambda: None
        self._is_cut = False
        self._progress = (0, 0)
        self.model = HitsModel(self)
        self._beside = Beside(self)
        self._beside.came.connect(self._take)
        self._beside.failed.connect(self.failed)
        self._beside.ended.connect(self._say)
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr('Search all articles:  word  "a phrase"  begin*  -without'))
        self.line.setAccessibleName(tr("Search all articles"))
        self.line.installEventFilter(self)
        self.within = QCheckBox(tr("Only the filtered queue"))
        self.within.toggled.connect(lambda _on: self.search())
        self.labels = QComboBox()
        self.labels.setAccessibleName(tr("Which hits"))
        self.labels.activated.connect(self._show_label)
        self._delegate = HitsDelegate(theme, self)
        self.list = RowList(self.model, self._delegate, "hits")
        self.list.setAccessibleName(tr("Hits"))
        self.list.installEventFilter(self)
        self.list.clicked.connect(lambda index: self.model.toggle(index.row()))
        self.list.doubleClicked.connect(lambda index: self.opened.emit(index.data(HIT)))
        self._words = _quiet()
        self._keys = _quiet()
        self._keys.setText(tr("Space ticks · A ticks all · Enter opens · / searches · Esc goes back"))
        self.mark = self._button(tr("Mark…  M"), self.mark_asked)
        self.remove = self._button(tr("Remove marks…  X"), self.removal_asked)
        self.model.ticked.connect(self._say)
        self._put_together()
        self._say()

    def _put_together(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.within)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._words, 1)
        below.addWidget(self.labels)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._keys, 1)
        foot.addWidget(self.mark)
        foot.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(row)
        column.addLayout(below)
        column.addWidget(self.list, 1)
        column.addLayout(foot)

    def _button(self, words: str, signal: object) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda _checked=False: signal.emit() if hasattr(signal, "emit") else None)
        return button

    # From outside

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self._delegate.theme = theme
        self.list.viewport().update()

    def set_filtered(self, filtered_ids: Callable[[], list[str] | None]) -> None:
        """Where the ids of the filtered queue come from; ``None`` from it means that nothing is filtered."""
        self._filtered_ids = filtered_ids

    def begin(self, words: str = "") -> None:
        """Give the line the keyboard, with words to look for if there are any."""
        if words:
            quoted = f'"{words}"' if " " in words else words
            self.line.setText(quoted)
            self.search()
        self.within.setEnabled(self._filtered_ids() is not None)
        if not self.within.isEnabled():
            self.within.setChecked(False)
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def search(self) -> None:
        """Look for what stands in the line."""
        self._beside.forget()
        self.model.clear()
        self._is_cut, self._progress = False, (0, 0)
        typed = self.line.text().strip()
        if typed:
            within = self._filtered_ids() if self.within.isChecked() else None
            search = Search(self._project.path, self._project.layer.id, typed, within)
            self._beside.start(search.results, search.stop)
        self._say()

    def close_reading(self) -> None:
        """Stop what runs beside, before the project is closed."""
        self._beside.stop()

    @property
    def is_searching(self) -> bool:
        """Whether hits may still come."""
        return self._beside.is_running

    @property
    def words(self) -> str:
        """What is said of the hits."""
        return self._words.text()

    def chosen_hits(self) -> list[Hit]:
        """The ticked hits, or the one at the mark where none is ticked."""
        ticked = self.model.ticked_hits()
        current = self.list.currentIndex().data(HIT)
        return ticked or ([current] if current is not None else [])

    # What comes

    def _take(self, found: object) -> None:
        if isinstance(found, Found):
            was_empty = self.model.rowCount() == 0
            self.model.add(found.hits)
            self._is_cut, self._progress = found.is_cut, (found.read, found.articles)
            if was_empty and self.model.rowCount():
                self.list.setCurrentIndex(self.model.index(0))
            self._say()

    def _say(self) -> None:
        counts = self.model.counts()
        hits, ticked = counts[ALL], len(self.model.ticked_hits())
        self.mark.setEnabled(hits > 0)
        self.remove.setEnabled(hits > 0)
        self._fill_labels(counts)
        if not self.line.text().strip():
            self._words.setText(tr("Type what to look for, then Enter. Case and accents do not count."))
            return
        read, articles = self._progress
        said = tr_count("{count} hit", "{count} hits", hits)
        if articles:
            said += " " + tr_count("in {count} article", "in {count} articles", articles)
        if self._is_cut:
            said = tr("the first {count} hits: say more to find fewer", count=f"{hits:,}")
        elif read < articles or (articles == 0 and self.is_searching):
            said += tr(" · still looking")
        elif hits == 0 and read == articles:
            said = tr("No hit: look for fewer words, or for the beginning of one, like bord*.")
        if ticked:
            said += tr(" · {count} ticked", count=f"{ticked:,}")
        left = left_to_index(self._project)
        if left:
            said += tr(" · {count} articles are not indexed yet", count=f"{left:,}")
        self._words.setText(said)

    def _fill_labels(self, counts: dict[str, int]) -> None:
        named = {ALL: tr("All hits"), UNMARKED: tr("Where nothing is marked")}
        for label in sorted(counts, key=lambda label: (-counts[label], label)):
            if label not in named:
                named[label] = self.said_label(label)
        rows = [(f"{words} ({counts[label]:,})", label) for label, words in named.items()]
        if rows == [(self.labels.itemText(k), self.labels.itemData(k)) for k in range(self.labels.count())]:
            return
        self.labels.clear()
        for words, label in rows:
            self.labels.addItem(words, label)
        self.labels.setCurrentIndex(max(0, self.labels.findData(self.model.label)))

    def said_label(self, label: str) -> str:
        """What is marked at a hit, in words."""
        schema = self._project.schema
        if label.startswith("t:"):
            return tr("Trigger of {type}", type=said_value(schema, Facet.TYPE, label))
        if label.startswith("e:"):
            return said_value(schema, Facet.ENTITY, label)
        return tr("Figure: {kind}", kind=label[2:].replace("_", " "))

    def _show_label(self, row: int) -> None:
        self.model.show_label(str(self.labels.itemData(row)))
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keys of the line and of the list; none of theirs reaches the article behind."""
        if not isinstance(event, QKeyEvent):
            return False
        with_control = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if event.type() == QEvent.Type.ShortcutOverride and not with_control:
            event.accept()
            return watched is self.list
        if event.type() != QEvent.Type.KeyPress or with_control:
            return False
        run = self._line_keys() if watched is self.line else self._list_keys()
        key = Qt.Key(event.key())
        if key in run:
            run[key]()
            return True
        # A letter that means nothing here must not be searched in the list by Qt.
        return watched is self.list and bool(event.text().strip())

    def _line_keys(self) -> dict[Qt.Key, Callable[[], object]]:
        keys: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Escape: self.left.emit,
            Qt.Key.Key_Down: self.list.setFocus,
        }
        return keys | dict.fromkeys(ENTER, self._enter)

    def _enter(self) -> None:
        self.search()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _list_keys(self) -> dict[Qt.Key, Callable[[], object]]:
        keys: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Escape: self.left.emit,
            Qt.Key.Key_Space: lambda: self.model.toggle(self.list.currentIndex().row()),
            Qt.Key.Key_A: self.model.toggle_all,
            Qt.Key.Key_M: self.mark_asked.emit,
            Qt.Key.Key_X: self.removal_asked.emit,
            Qt.Key.Key_Slash: self.begin,
        }
        return keys | dict.fromkeys(ENTER, self._open_current)

    def _open_current(self) -> None:
        hit = self.list.currentIndex().data(HIT)
        if hit is not None:
            self.opened.emit(hit)


def _quiet() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName("quiet")
    label.setWordWrap(True)
    return label
