"""Write a note of as many lines as it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from border_annotator.ui.dialogs.overlay import Overlay
from border_annotator.ui.theme.plain_label import plain_label
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

LINES = 5
"""Lines that are seen at once."""


class NoteEditor(Overlay):
    """A page with the present note: Enter keeps it, as everywhere, and Shift+Enter begins a new line."""

    wide = 560

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._then: Callable[[str], str | None] | None = None
        self.line.hide()
        self.page = QPlainTextEdit()
        self.page.setTabChangesFocus(True)
        self.page.setFixedHeight(self.page.fontMetrics().lineSpacing() * LINES + 16)
        self.page.textChanged.connect(lambda: self._say(""))
        self.column.addWidget(self.page)
        self.take_keys_of(self.page)
        self._reason = plain_label(look="attention")
        self.column.addWidget(self._reason)
        keys = plain_label(look="quiet")
        keys.setText(tr("Enter saves · Shift+Enter begins a new line · Esc leaves all as it was"))
        self.column.addWidget(keys)
        self.add_answers(self.accept)
        self.entered.connect(self.accept)

    def ask(self, title: str, text: str, then: Callable[[str], str | None], hint: str = "") -> None:
        """Let the user write; ``then`` takes the text and answers ``None``, or a sentence that says why not."""
        self._then = then
        self.page.setPlainText(text)
        self.page.selectAll()
        self.page.setPlaceholderText(hint)
        self.page.setAccessibleName(title)
        self._say("")
        self.present(title, hint)
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def reason(self) -> str:
        """What is said against the text, empty when nothing is."""
        return self._reason.text()

    def accept(self) -> None:
        """Try the text."""
        reason = self._then(self.page.toPlainText()) if self._then is not None else None
        if reason is None:
            self.dismiss()
        else:
            self._say(reason)

    def on_key(self, event: QKeyEvent) -> bool:
        """Shift+Enter is the page's own, and so is the tabulator."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                return False
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        return super().on_key(event)

    def _say(self, reason: str) -> None:
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        if self.isVisible():
            self._place()
