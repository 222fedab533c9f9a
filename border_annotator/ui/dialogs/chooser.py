"""Choose one of many by typing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from border_annotator.ui.dialogs.overlay import Overlay

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

ROWS = 11


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: ``key`` goes to the caller, ``words`` and ``hint`` are shown and searched."""

    key: str
    words: str
    hint: str = ""
    tip: str = ""


def matches(typed: str, choice: Choice) -> int | None:
    """How well a choice fits what was typed, smaller is better; ``None`` when it does not fit.

    Every typed word must begin a word of the choice or stand inside it; a fit at the beginning comes first.
    """
    words, rank = f"{choice.words} {choice.hint} {choice.key}".casefold(), 0
    for part in typed.casefold().split():
        place = words.find(part)
        if place < 0:
            return None
        begins = place == 0 or not words[place - 1].isalnum()
        rank += place if begins else 100 + place
    return rank


class Chooser(Overlay):
    """A list that gets shorter while the user types."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._choices: Sequence[Choice] = ()
        self._then: Callable[[str], None] | None = None
        self._list = QListWidget()
        self._list.setObjectName("overlayList")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(self._on_clicked)
        self._nothing = QLabel("Nothing fits: type less, or press Escape.")
        self._nothing.setObjectName("quiet")
        self.column.addWidget(self._list)
        self.column.addWidget(self._nothing)
        self.line.textChanged.connect(self._filter)
        self.entered.connect(self.accept)

    def ask(
        self, title: str, choices: Sequence[Choice], then: Callable[[str], None], hint: str = "Type to find"
    ) -> None:
        """Let the user choose; ``then`` gets the key of the choice, and is not called when there is none."""
        self._choices, self._then = choices, then
        self.line.clear()
        self._filter("")
        self.present(title, hint)

    def accept(self) -> None:
        """Take the marked choice."""
        if self._list.currentRow() < 0:
            return
        key, then = self._list.currentItem().data(Qt.ItemDataRole.UserRole), self._then
        self.dismiss()
        if then is not None:
            then(str(key))

    def on_key(self, event: QKeyEvent) -> bool:
        """Up and down move the mark."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: ROWS, Qt.Key.Key_PageUp: -ROWS}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            wanted = self._list.currentRow() + step
            self._list.setCurrentRow(max(0, min(self._list.count() - 1, wanted)))
            return True
        return super().on_key(event)

    def _filter(self, typed: str) -> None:
        ranked = [
            (rank, k, choice) for k, choice in enumerate(self._choices) if (rank := matches(typed, choice)) is not None
        ]
        ranked.sort(key=lambda found: (found[0] if typed.strip() else 0, found[1]))
        self._list.clear()
        for _rank, _k, choice in ranked:
            item = QListWidgetItem(f"{choice.words}   {choice.hint}" if choice.hint else choice.words)
            item.setData(Qt.ItemDataRole.UserRole, choice.key)
            item.setToolTip(choice.tip)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._nothing.setVisible(not ranked)
        self._list.setVisible(bool(ranked))
        height = self._list.sizeHintForRow(0) if ranked else 0
        self._list.setFixedHeight(height * min(ROWS, max(1, len(ranked))) + 6)
        if self.isVisible():
            self._place()

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self._list.setCurrentItem(item)
        self.accept()
