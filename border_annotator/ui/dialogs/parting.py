"""Deciding of each thing in a list where it goes: to the first, to the second, or to both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from border_annotator.ui.dialogs.overlay import Overlay
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

FIRST, SECOND, BOTH = range(3)
GLYPHS = "○●◐"
ROWS = 12


class PartingList(Overlay):
    """Space moves the marked thing on: it stays, it goes to the second event, it belongs to both."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._words: Sequence[str] = ()
        self._places: list[int] = []
        self._then: Callable[[list[int]], str | None] | None = None
        self.line.setReadOnly(True)
        self._list = QListWidget()
        self._list.setObjectName("overlayList")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.itemClicked.connect(self._on_clicked)
        self._reason = QLabel()
        self._reason.setObjectName("attention")
        self._reason.setTextFormat(Qt.TextFormat.PlainText)
        self._reason.setWordWrap(True)
        self.column.addWidget(self._list)
        self.column.addWidget(self._reason)
        self.entered.connect(self.accept)

    def ask(self, title: str, words: Sequence[str], then: Callable[[list[int]], str | None]) -> None:
        """Let the user decide; ``then`` gets the place of each and answers ``None``, or a sentence against it."""
        self._words, self._then = words, then
        self._places = [FIRST] * len(words)
        self._list.clear()
        for _word in words:
            self._list.addItem(QListWidgetItem())
        self._list.setCurrentRow(0)
        self._reason.hide()
        self._show()
        height = self._list.sizeHintForRow(0)
        self._list.setFixedHeight(height * min(ROWS, max(1, len(words))) + 6)
        self._list.setAccessibleName(title)
        self.present(title, tr("Space: to the second event, to both, back · Enter splits"))

    @property
    def places(self) -> list[int]:
        """Where each thing goes now."""
        return list(self._places)

    @property
    def reason(self) -> str:
        """What is said against it."""
        return self._reason.text() if self._reason.isVisibleTo(self) else ""

    def accept(self) -> None:
        """Try it."""
        reason = self._then(self.places) if self._then is not None else None
        if reason is None:
            self.dismiss()
            return
        self._reason.setText(reason)
        self._reason.show()
        self._place()

    def on_key(self, event: QKeyEvent) -> bool:
        """Up and down move the mark, Space moves the thing."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self._list.setCurrentRow(max(0, min(self._list.count() - 1, self._list.currentRow() + step)))
            return True
        if event.key() == Qt.Key.Key_Space:
            self._move(self._list.currentRow())
            return True
        return super().on_key(event)

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self._move(self._list.row(item))

    def _move(self, row: int) -> None:
        self._places[row] = (self._places[row] + 1) % len(GLYPHS)
        self._show()

    def _show(self) -> None:
        said = (tr("first"), tr("second"), tr("both"))
        for row, (words, place) in enumerate(zip(self._words, self._places, strict=True)):
            self._list.item(row).setText(f"{GLYPHS[place]} {said[place]}   {words}")
