"""Qt's actions and menus, made from the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from border_annotator.domain.errors import BugError
from border_annotator.ui.actions.declared import ACTIONS, MENUS, NEW_GROUP
from border_annotator.ui.actions.keys import KEYS, hint_of
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QMenuBar, QWidget


class ActionSet:
    """All actions of a window, bound to what they do. An action without a handler is a bug, and so is the reverse."""

    def __init__(self, window: QWidget, handlers: Mapping[str, Callable[[], None]]) -> None:
        declared = {action.id for action in ACTIONS}
        if declared != set(handlers):
            raise BugError(f"actions and handlers differ: {sorted(declared ^ set(handlers))}")
        self._actions: dict[str, QAction] = {}
        self._handlers = handlers
        for action in ACTIONS:
            made = QAction(tr(action.words), window)
            made.setObjectName(action.id)
            made.setCheckable(action.checkable)
            made.triggered.connect(lambda _checked=False, wanted=action.id: self.run(wanted))
            self._actions[action.id] = made
        self.show_keys()
        # With all that they say: the window and whoever listens to it hear of every change of its actions.
        window.addActions(list(self._actions.values()))

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def show_keys(self) -> None:
        """Give every action the keys that it has now, and say them in its tooltip."""
        for action in ACTIONS:
            made = self._actions[action.id]
            made.setShortcuts([QKeySequence(key) for key in KEYS.of(action.id)])
            made.setToolTip(hint_of(action))
            made.setStatusTip(hint_of(action))

    def run(self, action_id: str) -> None:
        """Do what an action stands for."""
        self._handlers[action_id]()

    def fill(self, bar: QMenuBar) -> None:
        """Put the actions into menus."""
        for name in MENUS:
            menu = bar.addMenu(f"&{tr(name)}")
            for action in ACTIONS:
                if action.menu != name:
                    continue
                if action.id in NEW_GROUP and not menu.isEmpty():
                    menu.addSeparator()
                menu.addAction(self._actions[action.id])
