"""A small panel over the window that asks one thing and goes away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

WIDTH = 460
TOP = 72


class Overlay(QFrame):
    """A title, a line to type in, and whatever a kind of overlay adds. Escape and a click elsewhere close it.

    It lives inside the window, so it needs no window manager and never blocks: the answer comes through a callback.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("overlay")
        self._window = window
        self._focus_before: QWidget | None = None
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setObjectName("overlayTitle")
        self._title.setWordWrap(True)
        self.line = QLineEdit()
        self.line.installEventFilter(self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 12, 14, 12)
        self.column.setSpacing(8)
        self.column.addWidget(self._title)
        self.column.addWidget(self.line)
        self.hide()
        window.installEventFilter(self)

    def present(self, title: str, hint: str) -> None:
        """Show the overlay and give it the keyboard."""
        if not self.isVisible():
            self._focus_before = self._window.focusWidget()
        self._title.setText(title)
        self.line.setPlaceholderText(hint)
        self.setAccessibleName(title)
        self.show()
        self._place()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Close it and give the keyboard back."""
        if not self.isVisible():
            return
        self.hide()
        if self._focus_before is not None:
            self._focus_before.setFocus(Qt.FocusReason.PopupFocusReason)

    def accept(self) -> None:
        """Enter was pressed."""
        raise NotImplementedError

    def on_key(self, event: QKeyEvent) -> bool:
        """A key in the line, before the line has it; true when it is used up."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
            return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keys of the line, and the window's size and clicks."""
        if watched is self.line:
            if event.type() == QEvent.Type.KeyPress:
                return self.on_key(event)  # type: ignore[arg-type] # a key press is a key event
            if event.type() == QEvent.Type.FocusOut and self.isVisible():
                self.hide()
        elif event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        width = min(WIDTH, self._window.width() - 32)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((self._window.width() - width) // 2, min(TOP, max(8, self._window.height() - self.height() - 8)))
