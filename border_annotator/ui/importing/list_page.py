"""A page in the place of the article: a list of any length with a filter line, details below, and keys for its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout

from border_annotator.ui.importing.lines import LineDelegate, LineModel
from border_annotator.ui.theme.flow_layout import FlowLayout
from border_annotator.ui.theme.plain_label import plain_label
from border_annotator.ui.theme.plain_tip import plain_tip, tame
from border_annotator.ui.theme.row_list import RowList
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from border_annotator.ui.importing.lines import Line
    from border_annotator.ui.main_window import MainWindow

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
PAUSE = 120
"""Milliseconds after the last letter until the list is filtered."""
DETAILS = 104
"""Pixels of the details, which scroll where there is more to say."""
MOST_COPIED = 100_000
OTHERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Rows(Protocol):
    """What a kind of page shows."""

    def line_of(self, place: int) -> Line:
        """What a row says."""

    def details_of(self, place: int) -> Sequence[str]:
        """What is said of the marked row below the list, in lines."""

    def fitting(self) -> Sequence[int]:
        """The places of what is to be shown, as it is filtered."""


class ListPage(QFrame):
    """Shows things by their places in a list of the caller's; a kind of page says what a row and its details are.

    While the list has the keyboard a letter is a key of the page; ``/`` goes to the filter line, and Down back.
    """

    def __init__(self, window: MainWindow, name: str, rows: Rows) -> None:
        super().__init__()
        self.rows = rows
        self.setObjectName("searchPage")
        window.places.stack.addWidget(self)
        self.window_of = window
        self._keys: dict[tuple[Qt.Key, bool], Callable[[], None]] = {}
        self.title = plain_label(look="overlayTitle")
        self.told = plain_label()
        self.chips = FlowLayout(gap=6)
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Type words of a title, a file or a reason"))
        self.line.setAccessibleName(tr("Filter the list"))
        self.line.installEventFilter(self)
        self.model = LineModel(rows.line_of, self)
        self._delegate = LineDelegate(window.look, self)
        self.list = RowList(self.model, self._delegate, "hits")
        self.list.setAccessibleName(name)
        self.list.installEventFilter(self)
        self.list.doubleClicked.connect(lambda _index: self.enter())
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self.show_details())
        self.nothing = plain_label()
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # In the list, which keeps the keyboard: its keys are those of the page.
        QVBoxLayout(self.list.viewport()).addWidget(self.nothing)
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setFixedHeight(DETAILS)
        self.details.setTabChangesFocus(True)
        self.details.setAccessibleName(tr("Details of the marked row"))
        self.details.installEventFilter(self)
        self.buttons = FlowLayout(gap=6)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(PAUSE)
        self._typing.timeout.connect(self.fill)
        self.line.textEdited.connect(lambda _typed: self._typing.start())
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 12)
        self.column.setSpacing(8)
        self.column.addWidget(self.title)
        self.column.addWidget(self.told)
        self.column.addLayout(self.chips)
        self.column.addWidget(self.line)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.details)
        self.column.addLayout(self.buttons)
        self.on(Qt.Key.Key_Slash, lambda: self.line.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.on(Qt.Key.Key_Escape, self.leave)
        self.on(Qt.Key.Key_C, self.copy)
        for key in ENTER:
            self.on(key, self.enter)

    # What a kind of page may say otherwise

    def nothing_words(self) -> str:
        """What is said in place of an empty list."""
        return tr("Nothing fits: type less.")

    def enter(self) -> None:
        """Enter was pressed, or a row clicked twice."""

    def leave(self) -> None:
        """Give the article its place back."""
        self.window_of.places.show_page(None)
        self.window_of.showing.give_keyboard_back()

    # From outside

    def open(self) -> None:
        """Take the article's place, and the keyboard."""
        self.window_of.places.show_page(self)
        self.give_keyboard()

    def give_keyboard(self) -> None:
        """The list has the keys of the page."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self) -> None:
        """Show what fits, the mark where it was."""
        marked = self.marked()
        self.model.show(self.rows.fitting())
        row = self.model.row_of(marked) if marked is not None else -1
        self.mark(max(0, row))
        self.show_nothing()
        self.show_details()

    def add(self, places: Sequence[int]) -> None:
        """Show more below."""
        was_empty = self.model.rowCount() == 0
        self.model.add(places)
        if was_empty and places:
            self.show_nothing()
            self.mark(0)

    def mark(self, row: int) -> None:
        """Put the mark on a row."""
        if 0 <= row < self.model.rowCount():
            index = self.model.index(row)
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    def marked(self) -> int | None:
        """The place of the marked row."""
        return self.model.place(self.list.currentIndex().row())

    def words(self) -> list[str]:
        """The words that are typed to filter."""
        return self.line.text().casefold().split()

    def show_details(self) -> None:
        """Say what is known of the marked row."""
        place = self.marked()
        self.details.setPlainText(tame("\n".join(self.rows.details_of(place))) if place is not None else "")

    def on(self, key: Qt.Key, run: Callable[[], None], *, shift: bool = False) -> None:
        """Let a key do something while the list has the keyboard."""
        self._keys[key, shift] = run

    def add_button(
        self, words: str, tip: str, run: Callable[[], None], key: Qt.Key | None = None, *, shift: bool = False
    ) -> QPushButton:
        """A button below the list, and the key that does the same."""
        button = QPushButton(words)
        button.setToolTip(plain_tip(tip))
        button.setAccessibleName(words)
        button.clicked.connect(lambda _checked=False: run())
        self.buttons.addWidget(button)
        if key is not None:
            self.on(key, run, shift=shift)
        return button

    def copy(self) -> None:
        """Put all rows that are shown into the clipboard, a line each."""
        lines = (self.rows.line_of(place) for place in self.model.places[:MOST_COPIED])
        rows = ["\t".join(" ".join(part.split()) for part in (a.state, a.words, a.right, a.below)) for a in lines]
        QGuiApplication.clipboard().setText("\n".join(rows))
        self.window_of.status.say_saved(tr("{count:,} lines are in the clipboard", count=len(rows)))

    def show_nothing(self) -> None:
        """Say why the list is empty, if it is."""
        is_empty = self.model.rowCount() == 0
        self.nothing.setText(self.nothing_words() if is_empty else "")
        self.nothing.setVisible(is_empty)

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keys of the line, the list and the details; none of theirs reaches the article behind."""
        if not isinstance(event, QKeyEvent):
            return False
        with_others = event.modifiers() & OTHERS
        if event.type() == QEvent.Type.ShortcutOverride and not with_others:
            event.accept()
            return watched is self.list
        if event.type() != QEvent.Type.KeyPress or with_others:
            return False
        key, shift = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if watched is self.line:
            return self._on_line_key(key)
        run = self._keys.get((key, shift and key is not Qt.Key.Key_Slash))
        if watched is self.details and key is not Qt.Key.Key_Escape:
            return False
        if run is not None:
            run()
            return True
        # A letter that means nothing here must not be searched in the list by Qt.
        return bool(event.text().strip())

    def _on_line_key(self, key: Qt.Key) -> bool:
        if key is Qt.Key.Key_Escape:
            if self.line.text():
                self.line.clear()
                self.fill()
            else:
                self.give_keyboard()
        elif key in (*ENTER, Qt.Key.Key_Down):
            self._typing.stop()
            self.fill()
            self.give_keyboard()
        else:
            return False
        return True
