"""The report of the last fault of the program, to read and to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QPlainTextEdit, QPushButton

from border_annotator.ui.dialogs.overlay import Overlay
from border_annotator.ui.theme.plain_label import plain_label
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from border_annotator.settings.reports import Report

HEIGHT = 260
"""Pixels of the report that are in sight."""


class ReportPanel(Overlay):
    """Shows exactly what would be copied; the words of the errors only come along when the user ticks it."""

    wide = 720

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._report: Report | None = None
        self.line.hide()
        self.column.addWidget(
            plain_label(
                tr(
                    "It says where in the program it happened, and nothing of your articles and annotations. It is sent"
                    " nowhere: copy it and pass it on if you like."
                ),
                "plain",
            )
        )
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFixedHeight(HEIGHT)
        self.text.setAccessibleName(tr("Report"))
        self.column.addWidget(self.text)
        self.with_words = QCheckBox(tr("With the words of the error, which may quote an article or an annotation"))
        self.with_words.setAccessibleName(self.with_words.text())
        self.with_words.toggled.connect(self._show)
        self.column.addWidget(self.with_words)
        row = QHBoxLayout()
        row.addStretch(1)
        self.copy = QPushButton(tr("Copy"))
        self.copy.setAccessibleName(self.copy.text())
        self.copy.clicked.connect(self._copy)
        leave = QPushButton(tr("Leave  Esc"))
        leave.setAccessibleName(leave.text())
        leave.clicked.connect(self.dismiss)
        for button in (self.copy, leave):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.addWidget(button)
        self.column.addLayout(row)

    def open(self, report: Report) -> None:
        """Show a report."""
        self._report = report
        self.with_words.setChecked(False)
        self._show()
        self.present(tr("Something went wrong inside the program"), "")
        self.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        self.text.setPlainText(self._words())

    def _words(self) -> str:
        return self._report.text(with_words=self.with_words.isChecked()) if self._report is not None else ""

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._words())
        self.dismiss()
