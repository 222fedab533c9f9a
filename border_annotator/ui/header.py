"""The line at the top: menus, the project's name, the way to every command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenuBar, QPushButton, QSizePolicy, QWidget

from border_annotator.ui.actions.keys import with_key
from border_annotator.ui.theme.elided_label import ElidedLabel
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from border_annotator.ui.actions.action_set import ActionSet


class Header(QFrame):
    """Menus on the left, the project in the middle, two buttons on the right."""

    asked = Signal(str)
    """The id of an action that a button stands for."""

    def __init__(self, project_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setFixedHeight(44)
        brand = QLabel("Border Annotator")
        brand.setTextFormat(Qt.TextFormat.PlainText)
        brand.setObjectName("brand")
        self.menus = QMenuBar()
        self.menus.setNativeMenuBar(False)
        self.menus.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        name = ElidedLabel(project_name)
        name.setObjectName("quiet")
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(14)
        row.addWidget(brand)
        row.addWidget(self.menus, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(name, 1)
        self._buttons: list[tuple[str, str, QPushButton]] = []
        for action, words in (("view.palette", tr("Commands…")), ("project.export", tr("Export…"))):
            button = QPushButton(words)
            self._buttons.append((action, words, button))
            if self.focusProxy() is None:
                self.setFocusProxy(button)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, wanted=action: self.asked.emit(wanted))
            row.addWidget(button)

    def set_actions(self, actions: ActionSet) -> None:
        """Fill the menus."""
        actions.fill(self.menus)
        self.menus.setMinimumWidth(self.menus.sizeHint().width())
        self.show_keys()

    def show_keys(self) -> None:
        """Say the present keys on the buttons."""
        for action, words, button in self._buttons:
            button.setText(with_key(words, action) if action == "view.palette" else words)
            button.setToolTip(with_key(words, action))
