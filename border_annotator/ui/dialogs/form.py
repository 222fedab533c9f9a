"""Enter several values that belong together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from border_annotator.ui.dialogs.overlay import Overlay
from border_annotator.ui.theme.plain_label import plain_label
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a form: what it is called, what stands in it, what may stand in it, and a note below it.

    A note that ``warns`` is shown as one.
    """

    name: str
    value: str
    hint: str = ""
    note: str = ""
    warns: bool = False


class Form(Overlay):
    """Named lines; Tab goes through them, Enter takes them all, and the form stays open and says why it will not do."""

    def __init__(self, window: QWidget, fields: int) -> None:
        super().__init__(window)
        self._then: Callable[[list[str]], str | None] | None = None
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self._names: list[QLabel] = []
        self._notes: list[QLabel] = []
        for row in range(fields):
            line = self.line if row == 0 else self.add_line()
            name, note = plain_label(look="roleName", wraps=False), plain_label(look="quiet", wraps=False)
            note.setWordWrap(True)
            name.setBuddy(line)
            grid.addWidget(name, 2 * row, 0)
            grid.addWidget(line, 2 * row, 1)
            grid.addWidget(note, 2 * row + 1, 1)
            self._names.append(name)
            self._notes.append(note)
            line.textChanged.connect(lambda: self._say(""))
        self.column.addLayout(grid)
        self._reason = plain_label(look="attention", wraps=False)
        self._reason.setWordWrap(True)
        self.column.addWidget(self._reason)
        self._keys = plain_label(look="quiet", wraps=False)
        self._keys.setWordWrap(True)
        self._keys.setText(tr("Enter saves · Tab goes on · Esc leaves all as it was"))
        self.column.addWidget(self._keys)
        self.add_answers(self.accept)
        self.entered.connect(self.accept)

    def ask(self, title: str, fields: Sequence[Field], then: Callable[[list[str]], str | None]) -> None:
        """Let the user fill the form in; ``then`` takes the values and answers ``None``, or a sentence against them."""
        self._then = then
        for field, line, name, note in zip(fields, self.lines, self._names, self._notes, strict=True):
            line.setText(field.value)
            line.setCursorPosition(0)
            line.setPlaceholderText(field.hint)
            line.setAccessibleName(field.name)
            name.setText(field.name)
            note.setText(field.note)
            note.setVisible(bool(field.note))
            note.setObjectName("attention" if field.warns else "quiet")
            note.style().polish(note)
        self.line.selectAll()
        self._say("")
        self.present(title, fields[0].hint)

    @property
    def reason(self) -> str:
        """What is said against the values, empty when nothing is."""
        return self._reason.text()

    @property
    def notes(self) -> list[str]:
        """What is said below the lines."""
        return [note.text() for note in self._notes if note.text()]

    def accept(self) -> None:
        """Try the values."""
        reason = self._then([line.text() for line in self.lines]) if self._then is not None else None
        if reason is None:
            self.dismiss()
        else:
            self._say(reason)

    def _say(self, reason: str) -> None:
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        if self.isVisible():
            self._place()
