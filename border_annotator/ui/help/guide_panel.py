"""The guidelines beside the work: one entry at a time, with a search and the project's own notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from border_annotator.domain.guidelines import found
from border_annotator.ui.actions.keys import with_key
from border_annotator.ui.theme.flow_layout import FlowLayout
from border_annotator.ui.theme.plain_label import plain_label
from border_annotator.ui.theme.plain_tip import plain_tip
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from border_annotator.domain.guidelines import Guideline
    from border_annotator.domain.note import Note

WIDTH = 340
MOST_FOUND = 60
KINDS = {
    "type": "Event type",
    "role": "Role",
    "label": "Entity label",
    "attribute": "Attribute of an event",
    "figure": "Field of a figure or time",
    "rule": "Rule",
}


class GuidePanel(QFrame):
    """Shows an entry; it never takes the keyboard by itself, so that the work goes on."""

    closed = Signal()
    note_asked = Signal(str, str)
    """A note is to be written on the entry of that key; the second text is what it is called."""

    def __init__(self, entries: Mapping[str, Guideline], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guide")
        self.setAccessibleName(tr("Guidelines"))
        self.setMinimumWidth(240)
        self._entries = entries
        self._key: str | None = None
        self._back: list[str] = []
        self._notes: Sequence[Note] = ()
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Search the guidelines"))
        self.line.setAccessibleName(tr("Search the guidelines"))
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        self._hits = QListWidget()
        self._hits.setObjectName("overlayList")
        self._hits.setAccessibleName(tr("Entries found"))
        self._hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._hits.itemClicked.connect(lambda item: self.show_entry(str(item.data(Qt.ItemDataRole.UserRole))))
        self._hits.hide()
        self._page = QScrollArea()
        self._page.setObjectName("sheet")
        self._page.setAccessibleName(tr("The entry"))
        self._page.setWidgetResizable(True)
        self._page.setFrameShape(QFrame.Shape.NoFrame)
        self._page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 6, 10)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addWidget(self.line)
        column.addWidget(self._hits, 1)
        column.addWidget(self._page, 1)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        title = _label(tr("Guidelines"), "overlayTitle")
        row.addWidget(title, 1)
        self._back_button = _button(tr("Back"), tr("The entry before"), self._go_back)
        close = _button(tr("Close"), with_key(tr("Close the guidelines"), "help.guideline"), self.closed.emit)
        row.addWidget(self._back_button)
        row.addWidget(close)
        return row

    @property
    def key(self) -> str | None:
        """The key of the entry that is shown."""
        return self._key

    def shown(self) -> str:
        """Everything that the panel says of the entry."""
        inside = self._page.widget()
        return "\n".join(label.text() for label in inside.findChildren(QLabel)) if inside is not None else ""

    def set_notes(self, notes: Sequence[Note]) -> None:
        """Show the project's notes on its guidelines."""
        if notes != self._notes:
            self._notes = notes
            self._fill()

    def show_entry(self, key: str) -> None:
        """Show an entry; a key that is none shows the search."""
        if self._key is not None and key != self._key:
            self._back.append(self._key)
        self._key = key if key in self._entries else None
        self.line.clear()
        self._fill()
        self._page.verticalScrollBar().setValue(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The search line's keys: all letters are its own, Enter opens what is marked, Escape closes the panel."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape closes the panel from any of its controls."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif step is not None and self._hits.isVisible():
            self._hits.setCurrentRow(max(0, min(self._hits.count() - 1, self._hits.currentRow() + step)))
        elif step is not None:
            bar = self._page.verticalScrollBar()
            bar.setValue(bar.value() + 48 * step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item = self._hits.currentItem()
            if self._hits.isVisible() and item is not None:
                self.show_entry(str(item.data(Qt.ItemDataRole.UserRole)))
        else:
            return False
        return True

    def _search(self, typed: str) -> None:
        is_searching = bool(typed.strip())
        self._hits.setVisible(is_searching)
        self._page.setVisible(not is_searching)
        self._hits.clear()
        for entry in found(self._entries, typed)[:MOST_FOUND] if is_searching else ():
            item = QListWidgetItem(f"{entry.title}   {_kind(entry)}")
            item.setData(Qt.ItemDataRole.UserRole, entry.key)
            item.setToolTip(plain_tip("\n".join(entry.definition)))
            self._hits.addItem(item)
        if is_searching and not self._hits.count():
            self._hits.addItem(tr("Nothing is found: type less."))
        self._hits.setCurrentRow(0)

    def _go_back(self) -> None:
        if self._back:
            self._key = self._back.pop()
            self._fill()

    def _fill(self) -> None:
        inside = QWidget()
        inside.setObjectName("sheetInside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        entry = self._entries.get(self._key or "")
        self._back_button.setVisible(bool(self._back))
        if entry is None:
            column.addWidget(_label(tr("Type above to find a type, a role, a label, an attribute or a rule."), "quiet"))
        else:
            self._fill_entry(column, entry)
        column.addStretch(1)
        self._page.setWidget(inside)

    def _fill_entry(self, column: QVBoxLayout, entry: Guideline) -> None:
        column.addWidget(_label(entry.title, "guideTitle"))
        column.addWidget(_label(_kind(entry), "quiet"))
        for words in entry.definition:
            column.addWidget(_label(words, "plain"))
        for heading, sign, look, texts in (
            (tr("Examples"), "+", "guideYes", entry.examples),
            (tr("Counter-examples"), "−", "guideNo", entry.counter_examples),
        ):
            if texts:
                column.addWidget(_label(heading, "overlayTitle"))
            for words in texts:
                column.addWidget(_label(f"{sign}  {words}", look))
        for name, value in entry.facts:
            column.addWidget(_label(f"{tr(name)}: {value}", "quiet"))
        self._fill_links(column, tr("Belongs to it"), entry.parts)
        self._fill_links(column, tr("Rules that speak of it"), entry.rules)
        self._fill_notes(column, entry)

    def _fill_links(self, column: QVBoxLayout, heading: str, keys: Sequence[str]) -> None:
        entries = [self._entries[key] for key in keys if key in self._entries]
        if not entries:
            return
        column.addWidget(_label(heading, "overlayTitle"))
        flow = FlowLayout(gap=4)
        for entry in entries:
            flow.addWidget(
                _button(entry.title, "\n".join(entry.definition), lambda key=entry.key: self.show_entry(key))
            )
        column.addLayout(flow)

    def _fill_notes(self, column: QVBoxLayout, entry: Guideline) -> None:
        own = [note for note in self._notes if note.subject == entry.key]
        column.addWidget(_label(tr("Notes of this project"), "overlayTitle"))
        for note in own:
            column.addWidget(_label(note.text, "plain"))
        words = tr("Change the note…") if own else tr("Add a note…")
        tip = tr("Kept in the project, for everyone who works on it")
        column.addWidget(
            _button(words, tip, lambda: self.note_asked.emit(entry.key, entry.title)), 0, Qt.AlignmentFlag.AlignLeft
        )


def _kind(entry: Guideline) -> str:
    """What an entry is: the kinds are ours, what they are of is the schema's."""
    known = tr(KINDS[entry.key.partition(":")[0]])
    owner = entry.kind.partition(" of ")[2]
    return f"{known} · {owner}" if entry.key.startswith("role:") else known


def _label(words: str, look: str) -> QLabel:
    label = plain_label(words, look)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label


def _button(words: str, tip: str, run: object) -> QPushButton:
    button = QPushButton(words)
    button.setObjectName("small")
    button.setToolTip(plain_tip(tip))
    button.setAccessibleName(words)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(lambda _checked=False: run())  # type: ignore[operator] # a signal's emit is callable too
    return button
