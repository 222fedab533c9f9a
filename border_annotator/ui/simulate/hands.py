"""The simulated reviewer's hands: real key presses into whatever has the keyboard, each one noted."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from border_annotator.domain.errors import BugError
from border_annotator.domain.keystrokes import Log, Press

if TYPE_CHECKING:
    from border_annotator.ui.main_window import MainWindow

MODIFIERS = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
)


class Hands:
    """Presses keys in one window and lets it do what is due before the next one."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.log = Log()

    def has_key(self, action_id: str) -> bool:
        """Whether an action can be started with a key as the keys are set at present."""
        return not self._window.actions_by_id[action_id].shortcut().isEmpty()

    def do(self, action_id: str, kind: Press = Press.COMMAND) -> None:
        """Press the key that an action has at present."""
        keys = self._window.actions_by_id[action_id].shortcut()
        if keys.isEmpty():
            raise BugError(f"the action {action_id} has no key")
        self._press(keys[0], kind)  # type: ignore[index] # the stubs forget it

    def key(self, name: str, kind: Press) -> None:
        """Press a key by its portable name, like ``Shift+Right``."""
        self._press(QKeySequence(name)[0], kind)  # type: ignore[index] # the stubs forget it

    def type(self, text: str, kind: Press = Press.LETTER) -> None:
        """Type a text letter by letter."""
        for letter in text:
            began = time.perf_counter()
            if letter.isascii():
                QTest.keyClicks(self._focus(), letter)
            else:  # it is on other keyboards than the one that Qt's tests know
                key = Qt.Key.Key_unknown
                QTest.sendKeyEvent(QTest.KeyAction.Click, self._focus(), key, letter, Qt.KeyboardModifier.NoModifier)
            self._note(kind, int(letter.isupper()), began)

    def _press(self, keys: QKeyCombination, kind: Press) -> None:
        held = sum(bool(keys.keyboardModifiers() & modifier) for modifier in MODIFIERS)
        began = time.perf_counter()
        QTest.keyClick(self._focus(), keys.key(), keys.keyboardModifiers())
        self._note(kind, held, began)

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self._window

    def _note(self, kind: Press, modifiers: int, began: float) -> None:
        pressed = time.perf_counter()
        longest = max(pressed - began, settle())
        self.log.press(kind, modifiers, time.perf_counter() - began, longest)


def settle() -> float:
    """Let everything happen that is due: timers of zero, deletions, pictures; returns the longest part in seconds."""
    application, longest = QApplication.instance(), 0.0
    if application is None:
        return longest
    for _round in range(3):
        began = time.perf_counter()
        application.processEvents()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        longest = max(longest, time.perf_counter() - began)
    return longest
