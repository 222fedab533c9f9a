"""The options in rows: name, value as a button, and the letter that presses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from border_annotator.ui.exporting.options import NAMES, Option, said_option
from border_annotator.ui.theme.elided_button import ElidedButton
from border_annotator.ui.theme.plain_label import plain_label
from border_annotator.ui.theme.plain_tip import plain_tip, tame
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.domain.schema import Schema
    from border_annotator.services.export_choice import ExportChoice

LEAST, MOST = 340, 480
"""Pixels across that the rows have at least and at most."""


class OptionRows(QScrollArea):
    """Shows how the options stand, and tells which one is to be changed."""

    asked = Signal(object)
    """The ``Option`` that is to be changed."""

    def __init__(self, schema: Schema) -> None:
        super().__init__()
        self._schema = schema
        self.setObjectName("exportOptions")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(LEAST)
        self.setMaximumWidth(MOST)
        inside = QWidget()
        inside.setObjectName("exportOptionsInside")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self._values: dict[Option, ElidedButton] = {}
        for row, option in enumerate(Option):
            name = plain_label(tr(NAMES[option].name), "roleName", wraps=False)
            value = ElidedButton("")
            value.setObjectName("exportValue")
            value.clicked.connect(lambda _checked=False, wanted=option: self.asked.emit(wanted))
            grid.addWidget(name, row, 0)
            grid.addWidget(value, row, 1)
            grid.addWidget(plain_label(option.value, "keyCap", wraps=False), row, 2)
            self._values[option] = value
        grid.setRowStretch(len(Option), 1)
        self.setWidget(inside)

    def show_choice(self, choice: ExportChoice, out: Path) -> None:
        """Say how all options stand."""
        for option, value in self._values.items():
            words = tame(" ".join(said_option(option, choice, str(out), self._schema).split()))
            name, tip = tr(NAMES[option].name), tr(NAMES[option].tip)
            value.say(words)
            value.setAccessibleName(tr("{name}: {value}", name=name, value=words))
            value.setToolTip(plain_tip(tr("{tip} ({key})\n{value}", tip=tip, key=option.value, value=words)))

    def give_keyboard(self) -> None:
        """The first option has the keyboard."""
        self._values[Option.FORMAT].setFocus(Qt.FocusReason.OtherFocusReason)

    def words_of(self, option: Option) -> str:
        """How an option stands, in words."""
        return self._values[option].words
