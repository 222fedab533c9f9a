"""Enter one value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from border_annotator.ui.dialogs.overlay import Overlay

if TYPE_CHECKING:
    from collections.abc import Callable


class ValuePrompt(Overlay):
    """A line with the present value; it stays open and says why while the value will not do."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._then: Callable[[str], str | None] | None = None
        self._reason = QLabel()
        self._reason.setTextFormat(Qt.TextFormat.PlainText)
        self._reason.setObjectName("attention")
        self._reason.setWordWrap(True)
        self.column.addWidget(self._reason)
        self.add_answers(self.accept)
        self.entered.connect(self.accept)
        self.line.textChanged.connect(lambda: self._say(""))

    def ask(self, title: str, value: str, then: Callable[[str], str | None], hint: str = "") -> None:
        """Let the user enter a value; ``then`` takes it and answers ``None``, or a sentence that says why not."""
        self._then = then
        self.line.setText(value)
        self.line.selectAll()
        self._say("")
        self.present(title, hint)

    @property
    def reason(self) -> str:
        """What is said against the value, empty when nothing is."""
        return self._reason.text()

    def accept(self) -> None:
        """Try the value."""
        reason = self._then(self.line.text()) if self._then is not None else None
        if reason is None:
            self.dismiss()
        else:
            self._say(reason)

    def _say(self, reason: str) -> None:
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        if self.isVisible():
            self._place()
