"""Enter many values that belong together: what is wrong is said beside the line that is wrong, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QListWidget, QVBoxLayout, QWidget

from border_annotator.domain.hint_labels import hint_labels
from border_annotator.ui.dialogs.overlay import Overlay
from border_annotator.ui.theme.plain_label import plain_label
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QLineEdit

ROWS = 6
"""Offers that are shown at once."""


@dataclass(frozen=True, slots=True)
class EditorField:
    """One line: its id, what it is called, what stands in it, what is offered for it, and an example."""

    id: str
    name: str
    value: str
    offers: tuple[str, ...] = ()
    hint: str = ""


class FieldsEditor(Overlay):
    """One line on top that is the quick way, named lines below it, offers for the line that has the keyboard.

    Tab goes through the lines, Alt and the underlined letter of a name to its line, Enter saves them all. A kind of
    editor says with ``follow`` what else changes when a line does.
    """

    wide = 620
    raises_line = True

    def __init__(self, window: QWidget, fields: int, columns: int = 2) -> None:
        super().__init__(window)
        self._ids: list[str] = []
        self._offers: dict[str, tuple[str, ...]] = {}
        self._letters: list[str] = []
        self._typed_in: str | None = None
        self._then: Callable[[dict[str, str]], Mapping[str, str] | None] | None = None
        self._names: list[QLabel] = []
        self._wrongs: list[QLabel] = [plain_label(look="attention")]
        self.column.addWidget(self._wrongs[0])
        self.above = plain_label(look="quiet")
        self.column.addWidget(self.above)
        self.beside = QHBoxLayout()
        self.beside.setSpacing(14)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        rows = -(-(fields - 1) // columns)
        for place in range(fields - 1):
            name, line, wrong = plain_label(look="roleName"), self.add_line(), plain_label(look="attention")
            name.setBuddy(line)
            name.setWordWrap(False)
            row, column = 2 * (place % rows), 2 * (place // rows)
            grid.addWidget(name, row, column)
            grid.addWidget(line, row, column + 1)
            grid.addWidget(wrong, row + 1, column + 1)
            grid.setColumnStretch(column + 1, 1)
            self._names.append(name)
            self._wrongs.append(wrong)
        left = QVBoxLayout()
        left.addLayout(grid)
        left.addStretch(1)
        self.beside.addLayout(left, 1)
        self.column.addLayout(self.beside)
        self._list = QListWidget()
        self._list.setObjectName("overlayList")
        self._list.setAccessibleName(tr("Offers"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(lambda _item: self._take_offer())
        self.column.addWidget(self._list)
        self.preview = plain_label(look="overlayTitle")
        self.column.addWidget(self.preview)
        self.keys = plain_label(look="quiet")
        self.keys.setWordWrap(True)
        self.column.addWidget(self.keys)
        for place, line in enumerate(self.lines):
            line.textEdited.connect(lambda _text, k=place: self._on_typed(k))
        self.entered.connect(self.accept)

    def ask(
        self,
        title: str,
        fields: Sequence[EditorField],
        then: Callable[[dict[str, str]], Mapping[str, str] | None],
        keys: str = "",
    ) -> None:
        """Let the user edit; ``then`` takes the values by their ids and says by id what is wrong, or ``None``."""
        self._then = then
        self._ids = [field.id for field in fields]
        self._offers = {field.id: field.offers for field in fields}
        self._letters = ["", *hint_labels([field.name for field in fields[1:]])]
        for place, line in enumerate(self.lines):
            is_used = place < len(fields)
            line.setVisible(is_used)
            if place:
                self._names[place - 1].setVisible(is_used)
            if is_used:
                field = fields[place]
                line.setText(field.value)
                line.setCursorPosition(0)
                line.setPlaceholderText(field.hint)
                line.setAccessibleName(field.name)
                if place:
                    self._names[place - 1].setText(_underlined(field.name, self._letters[place]))
        self._typed_in = None
        self.say_wrong({})
        self.above.setVisible(bool(self.above.text()))
        self.preview.setVisible(bool(self.preview.text()))
        self.keys.setText(
            keys or tr("Enter saves · Tab goes on, Alt with a letter goes there · Esc leaves all as it was")
        )
        self.line.selectAll()
        self._show_offers()
        self.present(title, fields[0].hint)

    def values(self) -> dict[str, str]:
        """What stands in the lines, by their ids."""
        return {key: line.text() for key, line in zip(self._ids, self.lines, strict=False)}

    def offers_of(self, key: str) -> tuple[str, ...]:
        """What is offered for the line of that id."""
        return self._offers.get(key, ())

    def put(self, values: Mapping[str, str]) -> None:
        """Write into lines, as if nobody had typed."""
        for key, words in values.items():
            if key in self._ids:
                line = self.lines[self._ids.index(key)]
                if line.text() != words:
                    line.setText(words)

    def follow(self, edited: str) -> None:
        """A line was typed in: a kind of editor lets the others follow."""

    @property
    def wrong(self) -> dict[str, str]:
        """What is said against the lines, by their ids."""
        pairs = zip(self._ids, self._wrongs, strict=False)
        return {key: label.text() for key, label in pairs if label.text()}

    @property
    def reason(self) -> str:
        """All that is said against the lines."""
        return " ".join(self.wrong.values())

    def say_wrong(self, reasons: Mapping[str, str]) -> None:
        """Say beside each line what is wrong with it; the first of them gets the keyboard."""
        for key, label in zip(self._ids, self._wrongs, strict=False):
            label.setText(reasons.get(key, ""))
        for label in self._wrongs:
            label.setVisible(bool(label.text()))
        first = next((key for key in self._ids if key in reasons), None)
        if first is not None:
            self.lines[self._ids.index(first)].setFocus(Qt.FocusReason.OtherFocusReason)
        if self.isVisible():
            self._place()

    def accept(self) -> None:
        """Try the values."""
        self._take_offer()
        reasons = self._then(self.values()) if self._then is not None else None
        if reasons is None:
            self.dismiss()
        else:
            self.say_wrong(reasons)

    def on_key(self, event: QKeyEvent) -> bool:
        """Up and down move the mark in the offers; the tabulator takes the marked one."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and self._list.isVisible():
            wanted = self._list.currentRow() + step
            self._list.setCurrentRow(max(0, min(self._list.count() - 1, wanted)))
            self._typed_in = self._ids[self._at()]
            return True
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and self._jump(event.key()):
            return True
        is_tab = event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if is_tab:
            self._take_offer()
        used = super().on_key(event)
        if is_tab:
            self.lines[self._at()].selectAll()
            self._show_offers()
        return used

    def letter_of(self, key: str) -> str:
        """The letter that goes to the line of that id with Alt; empty for the line on top."""
        return self._letters[self._ids.index(key)]

    def _jump(self, pressed: int) -> bool:
        """Go to the line whose name has the letter of that key underlined."""
        letter = chr(pressed).casefold() if pressed <= Qt.Key.Key_Z else ""
        if not letter or letter not in self._letters[1:]:
            return False
        self._take_offer()
        line = self.lines[self._letters.index(letter)]
        line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        line.selectAll()
        self._show_offers()
        return True

    def _at(self) -> int:
        return next((k for k, line in enumerate(self.lines) if line.hasFocus()), 0)

    def _on_typed(self, place: int) -> None:
        key = self._ids[place]
        self._typed_in = key
        self._wrongs[place].setText("")
        self._wrongs[place].hide()
        self._show_offers()
        self.follow(key)
        self.preview.setVisible(bool(self.preview.text()))
        self._place()

    def _show_offers(self) -> None:
        place = self._at() if self.isVisible() else 0
        key = self._ids[place] if place < len(self._ids) else ""
        typed = self.lines[place].text().strip().casefold() if self._typed_in == key else ""
        fitting = [offer for offer in self._offers.get(key, ()) if all(p in offer.casefold() for p in typed.split())]
        fitting.sort(key=lambda offer: not offer.casefold().startswith(typed))
        self._list.clear()
        self._list.addItems(fitting)
        now = next((k for k, offer in enumerate(fitting) if offer == self.lines[place].text()), 0)
        self._list.setCurrentRow(now if fitting else -1)
        self._list.setVisible(bool(fitting))
        height = self._list.sizeHintForRow(0) if fitting else 0
        self._list.setFixedHeight(height * min(ROWS, max(1, len(fitting))) + 6)
        if self.isVisible():
            self._place()

    def _take_offer(self) -> None:
        """Put the marked offer into the line that it is for, where something was typed or the mark was moved."""
        place = self._at()
        key = self._ids[place] if place < len(self._ids) else ""
        row = self._list.currentRow()
        if self._list.isHidden() or row < 0 or key != self._typed_in or not self._offers.get(key):
            return
        self._typed_in = None
        offer = self._list.item(row).text()
        if (self.lines[place].text().strip() or row > 0) and offer != self.lines[place].text():
            self.lines[place].setText(offer)
            self.follow(key)


def _underlined(name: str, letter: str) -> str:
    """A name with the mark before its letter that underlines it."""
    place, doubled = name.casefold().find(letter) if letter else -1, name.replace("&", "&&")
    return doubled if place < 0 or doubled != name else f"{name[:place]}&{name[place:]}"


def line_of(editor: FieldsEditor, key: str) -> QLineEdit:
    """The line of an editor that shows a field."""
    return editor.lines[list(editor.values()).index(key)]
