"""The keys of the actions as they are now: the declared ones, or what the user chose instead."""

from __future__ import annotations

import json
import logging
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from border_annotator.ui.actions.declared import ACTIONS
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.settings.store import Settings
    from border_annotator.ui.actions.declared import Declared

log = logging.getLogger(__name__)

SETTING = "keys"
FIXED = frozenset(
    {
        "Tab", "Backtab", "Esc", "Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown",
    }
)  # fmt: skip
"""Keys that move about in every window, alone or with Shift: no action may have them."""
MODIFIERS = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Meta, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock}
)


class Keys:
    """Which keys each action has. One for the program: the user's choice holds in every window."""

    def __init__(self) -> None:
        self._chosen: dict[str, tuple[str, ...]] = {}
        self._settings: Settings | None = None
        self.version = 0
        """Another number after every change."""
        self._shown: dict[str, str] = {}
        self._shown_of = 0

    def read(self, settings: Settings) -> None:
        """Take the user's choice from the settings, and keep later changes there; what makes no sense is left out."""
        self._settings, self._chosen = settings, {}
        self.version += 1
        try:
            raw = json.loads(settings.text(SETTING) or "{}")
        except (ValueError, RecursionError):
            raw = None
        if not isinstance(raw, dict):
            log.warning("The chosen keys could not be read and are at their defaults")
            return
        declared = {action.id for action in ACTIONS}
        for action_id, keys in raw.items():
            if action_id in declared and isinstance(keys, list) and all(_is_key(key) for key in keys):
                self._chosen[action_id] = tuple(_portable(key) for key in keys)

    def of(self, action_id: str) -> tuple[str, ...]:
        """The keys of an action, by Qt's portable names; the first one is shown."""
        if action_id in self._chosen:
            return self._chosen[action_id]
        # A key that another action took over is gone here.
        taken = {key for keys in self._chosen.values() for key in keys}
        return tuple(key for key in _DECLARED[action_id] if _portable(key) not in taken)

    def shown(self, action_id: str) -> str:
        """The first key of an action, empty when it has none."""
        if self._shown_of != self.version:
            self._shown, self._shown_of = {}, self.version
        if action_id not in self._shown:
            self._shown[action_id] = next(iter(self.of(action_id)), "")
        return self._shown[action_id]

    def owner(self, key: str) -> str | None:
        """The action that has a key."""
        wanted = _portable(key)
        return next((action.id for action in ACTIONS if wanted in map(_portable, self.of(action.id))), None)

    def is_changed(self, action_id: str) -> bool:
        """Whether an action has other keys than it was declared with."""
        return tuple(map(_portable, self.of(action_id))) != tuple(map(_portable, _DECLARED[action_id]))

    def give(self, action_id: str, keys: Sequence[str]) -> None:
        """Give an action these keys, whoever had them; the others keep theirs."""
        wanted = tuple(dict.fromkeys(_portable(key) for key in keys))
        for action in ACTIONS:
            kept = tuple(key for key in self.of(action.id) if _portable(key) not in wanted)
            if action.id != action_id and kept != self.of(action.id):
                self._chosen[action.id] = kept
        self._chosen[action_id] = wanted
        self._keep()

    def reset(self, action_id: str | None = None) -> None:
        """Give an action the declared keys back, whoever has them now; without one, give all of them back."""
        if action_id is None:
            self._chosen.clear()
            self._keep()
        else:
            self.give(action_id, _DECLARED[action_id])

    def _keep(self) -> None:
        self._chosen = {key: keys for key, keys in self._chosen.items() if self.is_changed(key)}
        self.version += 1
        if self._settings is not None:
            self._settings.set(SETTING, json.dumps(self._chosen) if self._chosen else "")


_DECLARED = {action.id: action.keys for action in ACTIONS}
KEYS = Keys()


def key(action_id: str) -> str:
    """The first key of an action, for a sentence; the action's words when it has none."""
    return KEYS.shown(action_id) or "“" + words_of(action_id) + "”"


def said_keys(action_id: str) -> str:
    """All keys of an action: “] or Ctrl+Down”; empty when it has none."""
    return tr(" or ").join(KEYS.of(action_id))


def words_of(action_id: str) -> str:
    """What an action is called."""
    return next(tr(action.words).rstrip("…") for action in ACTIONS if action.id == action_id)


def hint_of(action: Declared) -> str:
    """What an action's tooltip says."""
    shown = KEYS.shown(action.id)
    words = tr(action.tip) if action.tip else tr(action.words).rstrip("…")
    return f"{words} ({shown})" if shown else words


def with_key(words: str, action_id: str) -> str:
    """The words of a button with the key that does the same."""
    shown = KEYS.shown(action_id)
    return f"{words}  {shown}" if shown else words


def key_pressed(combination: QKeyCombination, text: str) -> str | None:
    """The portable name of a pressed key; ``None`` for a modifier alone."""
    pressed, modifiers = combination.key(), combination.keyboardModifiers()
    if pressed in MODIFIERS or pressed == Qt.Key.Key_unknown:
        return None
    if len(text) == 1 and not text.isalpha() and text.isprintable() and ord(text) == pressed.value:
        # “?” is a key of its own, however it is reached on this keyboard.
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    modifiers &= ~Qt.KeyboardModifier.KeypadModifier
    return QKeySequence(QKeyCombination(modifiers, pressed)).toString(QKeySequence.SequenceFormat.PortableText)


def refusal_of(pressed: str) -> str | None:
    """Why a key cannot be an action's, as a sentence; ``None`` when it can."""
    if pressed.removeprefix("Shift+") in FIXED:
        return tr("{key} moves about in the window: press another key.", key=pressed)
    return None


@cache
def _portable(written: str) -> str:
    return QKeySequence(written).toString(QKeySequence.SequenceFormat.PortableText)


def _is_key(value: object) -> bool:
    return isinstance(value, str) and QKeySequence(value).count() == 1 and bool(_portable(value))
