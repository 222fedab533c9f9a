"""Giving actions other keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from border_annotator.ui.actions.declared import ACTIONS, MENUS
from border_annotator.ui.actions.keys import KEYS, key_pressed, refusal_of, said_keys, words_of
from border_annotator.ui.dialogs.browser import Browser, Row
from border_annotator.ui.dialogs.chooser import Choice, matches
from border_annotator.ui.theme.plain_label import plain_label
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from border_annotator.ui.main_window import MainWindow


class KeyEditor(Browser):
    """All actions with their keys: choose one, press its new key, and say what happens to one that has it already."""

    changed = Signal()
    """Some action has other keys now."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, tr("Actions and their keys"))
        self._waiting: str | None = None
        """The action whose new key is waited for."""
        self._adds = False
        self._wanted: str | None = None
        """The key that another action has, and that is asked about."""
        self._said = plain_label("", "attention")
        self.column.insertWidget(2, self._said)
        self._ordinary = [
            self.add_button(tr("Another key  Enter"), tr("Press the key that the action shall have"), self.accept),
            self.add_button(tr("One more key"), tr("Press a key that does the same"), lambda: self._wait(adds=True)),
            self.add_button(tr("No key"), tr("Take the keys of the action away"), self._clear),
            self.add_button(tr("Reset"), tr("Give the action its first keys back"), self._reset),
            self.add_button(tr("Reset all"), tr("Give every action its first keys back"), self._reset_all),
        ]
        self._asking = [
            self.add_button(tr("Take it over  Enter"), tr("The other action loses the key"), self._take_over),
            self.add_button(tr("Leave it  Esc"), tr("Both actions keep what they have"), self._leave),
        ]
        self.line.textChanged.connect(lambda _typed: self._show())
        self.entered.connect(self.accept)
        self.list.clicked.connect(lambda _index: self._leave())

    def open(self) -> None:
        """Show all actions."""
        self._waiting = self._wanted = None
        self.line.clear()
        self._show()
        self._say("")
        self.present(tr("Keys"), tr("Type the name of an action, or its key"))

    def accept(self) -> None:
        """Take a key over that was asked about; else wait for the new key of the marked action."""
        if self._wanted is not None:
            self._take_over()
        else:
            self._wait(adds=False)

    def on_key(self, event: QKeyEvent) -> bool:
        """The key that is waited for, the answer to a question, or a key of the list."""
        if self._wanted is not None and event.key() == Qt.Key.Key_Escape:
            self._leave()
            return True
        if self._waiting is not None and self._wanted is None:
            self._take(event)
            return True
        return super().on_key(event)

    def dismiss(self) -> None:
        """Go away and wait for nothing."""
        self._waiting = self._wanted = None
        super().dismiss()

    def _wait(self, *, adds: bool) -> None:
        row = self.current()
        if row is None:
            return
        self._waiting, self._adds, self._wanted = row.key, adds, None
        words = words_of(row.key)
        self._say(tr("Press the new key of “{action}”, or Escape to leave it as it is.", action=words))
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return
        pressed = key_pressed(event.keyCombination(), event.text())
        if not pressed or self._waiting is None:
            return
        reason = refusal_of(pressed)
        if reason is not None:
            self._say(reason)
            return
        owner = KEYS.owner(pressed)
        if owner is not None and owner != self._waiting:
            self._wanted = pressed
            self._say(tr("{key} is the key of “{action}”. Take it over?", key=pressed, action=words_of(owner)))
            return
        self._give(pressed)

    def _take_over(self) -> None:
        if self._wanted is not None:
            self._give(self._wanted)

    def _give(self, pressed: str) -> None:
        action = self._waiting
        if action is None:
            return
        KEYS.give(action, (*KEYS.of(action), pressed) if self._adds else (pressed,))
        self._settled(action, tr("“{action}” has the key {key} now.", action=words_of(action), key=said_keys(action)))

    def _clear(self) -> None:
        row = self.current()
        if row is not None:
            KEYS.give(row.key, ())
            words = words_of(row.key)
            self._settled(row.key, tr("“{action}” has no key now; the palette and the menus have it.", action=words))

    def _reset(self) -> None:
        row = self.current()
        if row is not None:
            KEYS.reset(row.key)
            self._settled(row.key, tr("“{action}” has its first keys again.", action=words_of(row.key)))

    def _reset_all(self) -> None:
        KEYS.reset()
        row = self.current()
        self._settled(row.key if row else None, tr("Every action has its first keys again."))

    def _settled(self, action: str | None, words: str) -> None:
        self._waiting = self._wanted = None
        self._show(action)
        self._say(words)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _leave(self) -> None:
        self._waiting = self._wanted = None
        self._say("")

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))
        for button in self._asking:
            button.setVisible(self._wanted is not None)
        for button in self._ordinary:
            button.setVisible(self._wanted is None)
        if self.isVisible():
            self._place()

    @property
    def said(self) -> str:
        """What is said about a key."""
        return self._said.text()

    def _show(self, mark: str | None = None) -> None:
        self.show_rows(_rows(self.line.text()), tr("No action fits: type less."), mark=mark)


def _rows(typed: str) -> list[Row]:
    rows: list[Row] = []
    for menu in MENUS:
        found = []
        for action in ACTIONS:
            if action.menu != menu:
                continue
            keys = said_keys(action.id) or tr("no key")
            right = tr("{keys} · changed", keys=keys) if KEYS.is_changed(action.id) else keys
            choice = Choice(action.id, words_of(action.id), right)
            if matches(typed, choice) is not None:
                found.append(Row(action.id, choice.words, right))
        if found:
            rows += [Row("", tr(menu), is_heading=True), *found]
    return rows
