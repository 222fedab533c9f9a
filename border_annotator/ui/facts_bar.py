"""What is known about the open article, above its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from border_annotator.domain.facts import facts_of
from border_annotator.domain.languages import language_name
from border_annotator.domain.layer import ReviewState
from border_annotator.services.facts import BY_REVIEWER, said_doubt, where_found
from border_annotator.services.prelabel import reading_of

if TYPE_CHECKING:
    from border_annotator.domain.facts import Facts
    from border_annotator.domain.layer import Review
    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.nlp.pipeline import ModelChoice

EDITED_BY = "document.facts"
CHIP = 24
"""The height of every chip, whether it is a label or a button."""


class FactsBar(QFrame):
    """Date, language, length and state of the open article; what can be corrected is a button."""

    asked = Signal(str)
    """The id of an action that a button stands for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("facts")
        self.setFixedHeight(40)
        self._shown: tuple[Facts, Review] | None = None
        self._model: ModelChoice | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 7, 24, 7)
        self._row.setSpacing(6)
        self._row.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    def set_model(self, model: ModelChoice) -> None:
        """Tell which language model proposes: its language may not be the article's. Nothing is drawn again."""
        self._model = model

    def show_sheet(self, sheet: Worksheet | None) -> None:
        """Show the facts of an article, or nothing; nothing is done while they are the same."""
        shown = None if sheet is None else (facts_of(sheet.document), sheet.review)
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
        document = sheet.document
        self._add_date(sheet)
        self._add_language(document.language)
        self._add(f"{len(document.text.split()):,} words", "fact", document.file_name)
        if sheet.review.state is ReviewState.DONE:
            self._add("✓ Done", "factDone", "You marked this article as done")
        elif sheet.review.state is ReviewState.SKIPPED:
            self._add("Skipped", "factMissing", sheet.review.reason or "")

    def _add_date(self, sheet: Worksheet) -> None:
        document, date = sheet.document, sheet.document.layout.published
        where = where_found(document)
        if date.value is None and date.basis == BY_REVIEWER:
            self._add_button("No publication date", "fact", f"{where} Relative times stay open. D sets it.")
        elif date.value is None:
            tip = "Relative times such as “Friday” stay open until it is set (D)."
            self._add_button("Publication date not found — set it  D", "factMissing", tip)
        elif date.suspect:
            tip = f"{where} It is in doubt. {said_doubt(document)} D sets it."
            self._add_button(f"⚠ Published {date.value.isoformat()}? Check it  D", "factMissing", tip)
        else:
            by_whom = ", set by you" if date.basis == BY_REVIEWER else ""
            self._add_button(f"Published {date.value.isoformat()}{by_whom}", "fact", f"{where} D changes it.")

    def _add_language(self, language: str) -> None:
        name = language_name(language)
        reading = reading_of(self._model, language) if self._model is not None else None
        if reading is None:
            self._add_button(name, "fact", "Language and other facts (D)")
            return
        self._add_button(f"{name}: names, figures and dates only", "factMissing", f"{reading} D corrects it.")

    def _add_button(self, words: str, look: str, tip: str) -> None:
        button = QPushButton(words)
        button.setObjectName(look)
        button.setToolTip(tip)
        button.setFixedHeight(CHIP)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.asked.emit(EDITED_BY))
        self._row.addWidget(button)

    def _add(self, words: str, look: str, tip: str) -> None:
        label = QLabel(words)
        label.setObjectName(look)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setToolTip(tip)
        label.setFixedHeight(CHIP)
        self._row.addWidget(label)
