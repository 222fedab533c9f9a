"""The line above the list: typed words filter the titles at once, chips say what else is filtered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from border_annotator.domain.queue_filter import Facet, QueueFilter, Stand
from border_annotator.ui.actions.keys import with_key
from border_annotator.ui.queue.filter_words import SORTS, chips
from border_annotator.ui.theme.flow_layout import FlowLayout
from border_annotator.ui.theme.plain_tip import plain_tip
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from border_annotator.domain.schema import Schema

TYPING = 120
"""Milliseconds after the last letter at which a large project is filtered."""


class FilterLine(QWidget):
    """Shows a filter and tells of another one that the user wants."""

    wanted = Signal(object)
    """Another ``QueueFilter`` is wanted."""
    chooser_asked = Signal()
    """The chooser of sorts and filters is wanted."""
    left = Signal()
    """The keyboard is to go back to the article."""
    entered = Signal()
    """Enter was pressed: the first article of the list is wanted."""
    step_asked = Signal(int)
    """The next (1) or the previous (-1) article is wanted."""

    def __init__(self, schema: Schema, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._schema = schema
        self._filter = QueueFilter()
        self.is_slow = False
        """Whether typing waits for a moment of quiet, for a large project."""
        self.line = QLineEdit()
        self.line.setAccessibleName(tr("Filter titles and sources"))
        self.line.setClearButtonEnabled(True)
        self.line.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._say_typed)
        self.line.textChanged.connect(self._on_typed)
        self._sort = QPushButton()
        self._sort.setObjectName("link")
        self._sort.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._sort.clicked.connect(self.chooser_asked)
        self._count = QLabel()
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._count.setObjectName("summary")
        # Two rows where their words are long.
        row = FlowLayout(gap=4)
        row.addWidget(self._count)
        row.addWidget(self._sort)
        self.show_keys()
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=4)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 0, 10, 8)
        column.setSpacing(6)
        column.addWidget(self.line)
        column.addWidget(self._chips)
        column.addLayout(row)
        self.show_filter(self._filter, 0, 0)

    def show_filter(self, wanted: QueueFilter, shown: int, size: int) -> None:
        """Say what is filtered, and how many articles are left of how many."""
        before, self._filter = self._filter, wanted
        if self.line.text() != wanted.title and not self._timer.isActive():
            self.line.blockSignals(True)  # noqa: FBT003 - Qt's signature
            self.line.setText(wanted.title)
            self.line.blockSignals(False)  # noqa: FBT003 - Qt's signature
        self._sort.setText(tr(SORTS[wanted.sort]) + " ▾")
        self._sort.setAccessibleName(tr("Sort and filter: {order}", order=tr(SORTS[wanted.sort])))
        if shown == size:
            self._count.setText(tr("{count} articles", count=f"{size:,}") if size != 1 else tr("1 article"))
        else:
            self._count.setText(tr("{shown} of {size}", shown=f"{shown:,}", size=f"{size:,}"))
        if before != wanted or not self._flow.count():
            self._show_chips()

    def chip_words(self) -> list[str]:
        """What the chips say."""
        return [chip.text() for chip in self._chips.findChildren(QPushButton) if not chip.isHidden()]

    def _show_chips(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        parts = list(chips(self._schema, self._filter))
        for key, words in parts:
            self._add_chip(f"{words} ×", tr("Clear this filter: {words}", words=words), lambda k=key: self._clear(k))
        if len(parts) > 1:
            self._add_chip(tr("Clear all"), tr("Show all articles"), self.clear_all)
        self._chips.setVisible(bool(parts))

    def _add_chip(self, words: str, tip: str, run: object) -> None:
        chip = QPushButton(words)
        chip.setObjectName("filterChip")
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.setToolTip(plain_tip(tip))
        chip.setAccessibleName(tip)
        chip.clicked.connect(lambda _checked=False: run() if callable(run) else None)
        self._flow.addWidget(chip)

    def clear_all(self) -> None:
        """Show everything again, in the same order."""
        self.wanted.emit(self._filter.cleared())

    def _clear(self, key: str) -> None:
        self.wanted.emit(without(self._filter, key))

    def show_keys(self) -> None:
        """Say the keys in force."""
        self.line.setPlaceholderText(with_key(tr("Filter titles and sources"), "queue.filter"))
        self._sort.setToolTip(with_key(tr("Sort and filter the queue"), "queue.choose"))

    def _on_typed(self) -> None:
        if self.is_slow:
            self._timer.start(TYPING)
        else:
            self._say_typed()

    def _say_typed(self) -> None:
        self._timer.stop()
        if self.line.text() != self._filter.title:
            self.wanted.emit(replace(self._filter, title=self.line.text()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keys that leave the line or move the open article."""
        if watched is self.line and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            mine = key in (*steps, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if mine and is_plain and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if mine and is_plain and event.type() == QEvent.Type.KeyPress:
                if self._timer.isActive():
                    self._say_typed()
                if key in steps:
                    self.step_asked.emit(steps[key])
                elif key is Qt.Key.Key_Escape and self.line.text():
                    self.line.clear()
                elif key is Qt.Key.Key_Escape:
                    self.left.emit()
                else:
                    self.entered.emit()
                return True
        return False


def without(wanted: QueueFilter, key: str) -> QueueFilter:
    """A filter without the part that a chip stands for."""
    if key == "since":
        return replace(wanted, since=None)
    if key == "until":
        return replace(wanted, until=None)
    if key == "undated":
        return replace(wanted, is_undated=False)
    if key == "text":
        return replace(wanted, text="")
    facet, _colon, value = key.partition(":")
    return wanted.choosing(Facet(facet), wanted.of(Facet(facet)) - {value})


def only(wanted: QueueFilter, stand: Stand | None) -> QueueFilter:
    """A filter with one state and no other, or with all of them."""
    return wanted.choosing(Facet.STATE, frozenset([stand.value] if stand is not None else []))
