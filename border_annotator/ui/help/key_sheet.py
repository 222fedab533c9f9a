"""A sheet of all keys, by what they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from border_annotator.ui.actions.declared import ACTIONS, MENUS
from border_annotator.ui.actions.keys import said_keys, words_of
from border_annotator.ui.dialogs.chooser import Choice, matches
from border_annotator.ui.dialogs.overlay import Overlay
from border_annotator.ui.theme.plain_label import plain_label
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from border_annotator.ui.main_window import MainWindow

COLUMN = 330
"""Pixels across that a column of the sheet needs."""
IN_THE_TEXT = (
    ("Arrows", "Move the caret"),
    ("Shift+Arrows", "Select"),
    ("Ctrl+Wheel", "Larger or smaller text"),
    ("Tab", "To the next control"),
    ("Escape", "Close what is open"),
)


class KeySheet(Overlay):
    """Every key of the window as it is now; typing makes the sheet shorter, Enter does what is left first."""

    wide = 1100

    def __init__(self, window: MainWindow, run: Callable[[str], None]) -> None:
        super().__init__(window)
        self._run = run
        self._scroll = QScrollArea()
        self._scroll.setObjectName("sheet")
        self._scroll.setAccessibleName(tr("All keys"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.column.addWidget(self._scroll)
        self.column.addWidget(plain_label(tr("Enter does the first one that fits · Esc closes the sheet")))
        self.line.textChanged.connect(self._fill)
        self.entered.connect(self._do_first)
        self._first: str | None = None

    def open(self) -> None:
        """Show all keys."""
        self.line.clear()
        self._fill()
        self.present(tr("All keys"), tr("Type to find a key or an action"))

    def on_key(self, event: QKeyEvent) -> bool:
        """Keys that scroll."""
        steps = {Qt.Key.Key_Down: 40, Qt.Key.Key_Up: -40, Qt.Key.Key_PageDown: 300, Qt.Key.Key_PageUp: -300}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            return super().on_key(event)
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + step)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """As many columns as the window has room for."""
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._fill()
        return super().eventFilter(watched, event)

    def shown(self) -> list[str]:
        """What the sheet says, row by row."""
        inside = self._scroll.widget()
        return [label.text() for label in inside.findChildren(QLabel)] if inside is not None else []

    def _do_first(self) -> None:
        action, typed = self._first, self.line.text().strip()
        if action is not None and typed:
            self.dismiss()
            self._run(action)

    def _fill(self) -> None:
        groups = _groups(self.line.text())
        self._first = next((rows[0][2] for _name, rows in groups if rows[0][2]), None)
        columns = max(1, min(3, (self._window.width() - 64) // COLUMN))
        inside = QWidget()
        inside.setObjectName("sheetInside")
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(24)
        for share in _shares(groups, columns):
            column = QVBoxLayout()
            column.setSpacing(10)
            for name, rows in share:
                column.addLayout(_group(name, rows))
            column.addStretch(1)
            row.addLayout(column, 1)
        if not groups:
            row.addWidget(plain_label(tr("No key fits: type less.")))
        self._scroll.setWidget(inside)
        wanted = inside.sizeHint().height() + 4
        self._scroll.setFixedHeight(min(wanted, max(160, self._window.height() - 220)))
        if self.isVisible():
            self._place()


Group = tuple[str, list[tuple[str, str, str]]]
"""A heading with its rows: keys, words, the action's id."""


def _groups(typed: str) -> list[Group]:
    groups: list[Group] = []
    for menu in MENUS:
        rows = []
        for action in ACTIONS:
            keys = said_keys(action.id)
            if action.menu == menu and keys and matches(typed, Choice("", words_of(action.id), keys)) is not None:
                rows.append((keys, words_of(action.id), action.id))
        if rows:
            groups.append((tr(menu), rows))
    fixed = [(tr(keys), tr(words), "") for keys, words in IN_THE_TEXT]
    fixed = [row for row in fixed if matches(typed, Choice("", row[1], row[0])) is not None]
    return [*groups, (tr("Everywhere"), fixed)] if fixed else groups


def _shares(groups: list[Group], columns: int) -> list[list[Group]]:
    """The groups in columns of about the same height, in their order."""
    whole = sum(len(rows) + 2 for _name, rows in groups)
    shares: list[list[Group]] = [[] for _k in range(columns)]
    so_far = 0
    for group in groups:
        # By the middle of a group, so that a long one does not push all that follows into the last column.
        middle = so_far + (len(group[1]) + 2) / 2
        shares[min(columns - 1, int(middle * columns / max(1, whole)))].append(group)
        so_far += len(group[1]) + 2
    return [share for share in shares if share]


def _group(name: str, rows: list[tuple[str, str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(1, 1)
    heading = QLabel(name)
    heading.setTextFormat(Qt.TextFormat.PlainText)
    heading.setObjectName("overlayTitle")
    grid.addWidget(heading, 0, 0, 1, 2)
    for place, (keys, words, _action) in enumerate(rows, start=1):
        said = QLabel(keys)
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setObjectName("keyCap")
        meaning = plain_label(words, "plain")
        meaning.setBuddy(said)
        grid.addWidget(said, place, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(meaning, place, 1)
    return grid
