"""What could be saved of a damaged project, and what could not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton

from border_annotator.ui.dialogs.overlay import Overlay
from border_annotator.ui.said import said
from border_annotator.ui.theme.plain_label import plain_label
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from border_annotator.services.recover import Recovery

HEIGHT = 160
"""Pixels of what was lost that are in sight."""


class RecoveryPanel(Overlay):
    """The report of a recovery; Enter opens the new project."""

    open_wanted = Signal(object)
    """The ``Path`` of the new project."""
    wide = 640

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._path: Path | None = None
        self.line.hide()
        self._held = plain_label("", "plain")
        self.column.addWidget(self._held)
        self.losses = QPlainTextEdit()
        self.losses.setReadOnly(True)
        self.losses.setFixedHeight(HEIGHT)
        self.losses.setAccessibleName(tr("What could not be read"))
        self.column.addWidget(self.losses)
        row = QHBoxLayout()
        row.addStretch(1)
        self.opening = QPushButton(tr("Open it  Enter"))
        self.opening.setAccessibleName(self.opening.text())
        self.opening.setAutoDefault(True)
        self.opening.clicked.connect(self._open)
        leave = QPushButton(tr("Leave  Esc"))
        leave.setAccessibleName(leave.text())
        leave.clicked.connect(self.dismiss)
        for button in (self.opening, leave):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.take_keys_of(button)
            row.addWidget(button)
        self.column.addLayout(row)
        self.entered.connect(self._press)

    def open(self, path: Path, found: Recovery) -> None:
        """Show what is in the new project and what is not."""
        self._path = path
        parts = (
            tr_count("{count} article", "{count} articles", found.articles),
            tr_count("{count} suggestion", "{count} suggestions", found.suggestions),
            tr_count("{count} annotation", "{count} annotations", found.annotations),
            tr_count("{count} edit", "{count} edits", found.edits),
        )
        kept = tr("The damaged file is as it was: keep it.")
        self._held.setText(tr("{parts}. {kept}", parts=", ".join(parts), kept=kept))
        self.losses.setPlainText("\n".join(map(said, found.losses)) or tr("Everything could be read."))
        self.present(tr("Saved into {name}", name=path.name), "")
        self.opening.setFocus(Qt.FocusReason.OtherFocusReason)

    def _press(self) -> None:
        if self.opening.hasFocus():
            self._open()
        else:
            self.dismiss()

    def _open(self) -> None:
        self.dismiss()
        if self._path is not None:
            self.open_wanted.emit(self._path)
