"""First steps: what this is and how to begin, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton

from border_annotator.ui.actions.keys import KEYS, words_of
from border_annotator.ui.dialogs.overlay import Overlay
from border_annotator.ui.theme.plain_label import plain_label
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from border_annotator.ui.main_window import MainWindow

STEPS = (
    (("event.confirm", "event.reject"), "The model proposes events. Confirm one, or reject it: the next one follows."),
    (("event.next", "event.previous"), "Go through the events. Dashed is suggested, filled is confirmed."),
    (("event.type", "event.edit"), "Correct what is not right: another type, other roles, numbers and dates."),
    (("event.new", "entity.label"), "Select words and say what they are: a new event, or a name."),
    (("history.undo",), "Every edit is saved at once and can be taken back, also tomorrow."),
    (("document.done",), "Done with the article: on to the next one."),
    (("help.guideline", "keys.sheet", "view.palette"), "What a word of the schema means, all keys, all commands."),
)


class Welcome(Overlay):
    """Explains the work in a few lines; the line below finds any command."""

    wide = 660

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._main = window
        self.line.hide()
        self.column.addWidget(
            plain_label(
                tr(
                    "You review what a language model marks in news articles about borders: who, where, when and how"
                    " many. All of it stays on this computer, in one file."
                ),
                "plain",
            )
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnStretch(1, 1)
        self._keys: list[QLabel] = []
        for place, (_actions, words) in enumerate(STEPS):
            keys = QLabel()
            keys.setObjectName("keyCap")
            keys.setTextFormat(Qt.TextFormat.PlainText)
            self._keys.append(keys)
            self._grid.addWidget(keys, place, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(plain_label(tr(words), "plain"), place, 1)
        self.column.addLayout(self._grid)
        row = QHBoxLayout()
        row.addStretch(1)
        self._first: QPushButton | None = None
        for words, action in (
            (tr("Begin  Esc"), ""),
            (tr("Import articles…"), "project.import"),
            (tr("New project…"), "project.new"),
        ):
            button = QPushButton(words)
            button.setAccessibleName(words)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _checked=False, wanted=action: self._choose(wanted))
            row.addWidget(button)
            self._first = self._first or button
        self.column.addLayout(row)

    def open(self) -> None:
        """Show the page."""
        for label, (actions, _words) in zip(self._keys, STEPS, strict=True):
            label.setText("   ".join(KEYS.shown(action) or words_of(action) for action in actions))
        self.present(tr("First steps"), "")
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, action: str) -> None:
        self.dismiss()
        if action:
            self._main.actions_by_id.run(action)
