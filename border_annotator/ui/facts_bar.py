"""What is known about the open article, above its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from border_annotator.domain.layer import ReviewState

if TYPE_CHECKING:
    from border_annotator.domain.document import PublicationDate
    from border_annotator.domain.layer import Review
    from border_annotator.domain.worksheet import Worksheet

LANGUAGES = {"en": "English"}


class FactsBar(QFrame):
    """Date, language, length and state of the open article."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("facts")
        self.setFixedHeight(40)
        self._shown: tuple[str, PublicationDate, Review] | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 7, 24, 7)
        self._row.setSpacing(6)
        self._row.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    def show_sheet(self, sheet: Worksheet | None) -> None:
        """Show the facts of an article, or nothing; nothing is done while they are the same."""
        shown = None if sheet is None else (sheet.document.id, sheet.document.layout.published, sheet.review)
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if sheet is None:
            return
        document, date = sheet.document, sheet.document.layout.published
        if date.value is None:
            self._add("Publication date not found", "factMissing", "Relative times such as “Friday” stay open.")
        else:
            words = f"Published {date.value.isoformat()}"
            look = "factMissing" if date.suspect else "fact"
            self._add(words + (" ?" if date.suspect else ""), look, date.note or f"Found in: {date.basis}")
        self._add(LANGUAGES.get(document.language, document.language), "fact", "Language")
        self._add(f"{len(document.text.split()):,} words", "fact", document.file_name)
        if sheet.review.state is ReviewState.DONE:
            self._add("✓ Done", "factDone", "You marked this article as done")
        elif sheet.review.state is ReviewState.SKIPPED:
            self._add("Skipped", "factMissing", sheet.review.reason or "")

    def _add(self, words: str, look: str, tip: str) -> None:
        label = QLabel(words)
        label.setObjectName(look)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setToolTip(tip)
        self._row.addWidget(label)
