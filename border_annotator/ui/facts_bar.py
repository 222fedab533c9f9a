"""What is known about the open article, above its text."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from border_annotator.domain.facts import facts_of
from border_annotator.domain.languages import language_name
from border_annotator.domain.layer import ReviewState
from border_annotator.services.facts import BY_REVIEWER, said_doubt, where_found
from border_annotator.services.models import reading_of
from border_annotator.ui.actions.keys import key, with_key
from border_annotator.ui.said import said
from border_annotator.ui.theme.elided_button import ElidedButton
from border_annotator.ui.theme.plain_tip import plain_tip
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.domain.facts import Facts
    from border_annotator.domain.kept import Kept
    from border_annotator.domain.layer import Review
    from border_annotator.domain.note import Note
    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.nlp.pipeline import ModelChoice

EDITED_BY = "document.facts"
MOST_NAMES, LONGEST, MOST_LINES = 2, 20, 20
"""Foreign labels that are named on their chip, its letters, and the lines that tell more of them."""
CHIP = 24
"""The height of every chip, whether it is a label or a button."""


@lru_cache(maxsize=8)
def _word_count(text: str) -> int:
    return len(text.split())


class FactsBar(QFrame):
    """Date, language, length and state of the open article; what can be corrected is a button."""

    asked = Signal(str)
    """The id of an action that a button stands for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("facts")
        self.setFixedHeight(40)
        self._shown: tuple[Facts, Review, int, int, Kept | None] | None = None
        self._model: ModelChoice | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 7, 12, 7)
        self._row.setSpacing(6)
        self._row.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    def set_model(self, model: ModelChoice) -> None:
        """Tell which language model proposes: its language may not be the article's. Nothing is drawn again."""
        self._model = model

    def show_sheet(self, sheet: Worksheet | None, notes: Sequence[Note] = (), kept: Kept | None = None) -> None:
        """Show the facts of an article, how many notes it has and what is kept of foreign files.

        Nothing is done while they are the same.
        """
        asks = sum(note.asks for note in notes)
        shown = None if sheet is None else (facts_of(sheet.document), sheet.review, len(notes), asks, kept)
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
        words = tr_count("{count} word", "{count} words", _word_count(document.text))
        self._add(words, "fact", document.file_name)
        if notes:
            self._add_notes(len(notes), asks, "\n".join(note.text for note in notes if note.text))
        if kept is not None and not kept.is_empty:
            self._add_kept(kept)
        if sheet.review.state is ReviewState.DONE:
            self._add(tr("✓ Done"), "factDone", tr("You marked this article as done"))
        elif sheet.review.state is ReviewState.SKIPPED:
            self._add(tr("Skipped"), "factMissing", sheet.review.reason or "")

    def show_again(self) -> None:
        """Draw all of it anew with the next article: the keys that it names are others."""
        self._shown = None

    def _add_date(self, sheet: Worksheet) -> None:
        document, date = sheet.document, sheet.document.layout.published
        where = said(where_found(document))
        if date.value is None and date.basis == BY_REVIEWER:
            tip = tr("{where} Relative times stay open. {key} sets it.", where=where, key=key(EDITED_BY))
            self._add_button(tr("No publication date"), "fact", tip)
        elif date.value is None:
            tip = tr("Relative times such as “Friday” stay open until it is set ({key}).", key=key(EDITED_BY))
            self._add_button(with_key(tr("Publication date not found — set it"), EDITED_BY), "factMissing", tip)
        elif date.suspect:
            doubt = said_doubt(document)
            tip = tr("{where} It is in doubt. {doubt} {key} sets it.", where=where, doubt=doubt, key=key(EDITED_BY))
            words = tr("⚠ Published {date}? Check it", date=date.value.isoformat())
            self._add_button(with_key(words, EDITED_BY), "factMissing", tip)
        else:
            is_by_hand = date.basis == BY_REVIEWER
            words = tr("Published {date}, set by you") if is_by_hand else tr("Published {date}")
            tip = tr("{where} {key} changes it.", where=where, key=key(EDITED_BY))
            self._add_button(words.format(date=date.value.isoformat()), "fact", tip)

    def _add_notes(self, count: int, asks: int, tip: str) -> None:
        words = tr("⚑ Ask someone") if asks else ""
        if count > asks:
            counted = tr_count("¶ {count} note", "¶ {count} notes", count - asks)
            words = f"{words}  {counted}" if words else counted
        self._add_button(words, "factMissing" if asks else "fact", tip or words, "note.list")

    def _add_kept(self, kept: Kept) -> None:
        """The labels of other tools that the schema has no name for, each with its words."""
        lines = [f"{span.label}: {' '.join((span.surface or '').split())[:60]}" for span in kept.spans]
        lines += [f"{name}: {value}" for said in kept.attributes.values() for name, value in said.items()]
        labels = dict.fromkeys(span.label for span in kept.spans) or dict.fromkeys(
            name for said in kept.attributes.values() for name in said
        )
        names = ", ".join([*labels][:MOST_NAMES]) + ("…" if len(labels) > MOST_NAMES else "")
        count = len(lines) or len(kept.relations) + sum(map(len, kept.roles.values()))
        words = tr_count("{count} kept as it came", "{count} kept as they came", count)
        tip = tr("Labels of the imported file that the schema has no name for. They go out again with exports.")
        told = "\n".join([tip, *lines[:MOST_LINES]]) + ("\n…" if len(lines) > MOST_LINES else "")
        short = names if len(names) <= LONGEST else names[: LONGEST - 1] + "…"
        self._add(f"{words}: {short}" if names else words, "fact", told)

    def _add_language(self, language: str) -> None:
        name = language_name(language)
        reading = reading_of(self._model, language) if self._model is not None else None
        if reading is None:
            tip = tr("Language and other facts ({key})", key=key(EDITED_BY))
            self._add_button(tr("{language}", language=name), "fact", tip)
            return
        words = tr("{language}: names, figures and dates only", language=name)
        self._add_button(
            words, "factMissing", tr("{reading} {key} corrects it.", reading=said(reading), key=key(EDITED_BY))
        )

    def _add_button(self, words: str, look: str, tip: str, action: str = EDITED_BY) -> None:
        button = ElidedButton(words)
        button.setObjectName(look)
        button.setToolTip(plain_tip(tip))
        button.setFixedHeight(CHIP)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.asked.emit(action))
        self._row.addWidget(button)

    def _add(self, words: str, look: str, tip: str) -> None:
        label = QLabel(words)
        label.setObjectName(look)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setToolTip(plain_tip(tip))
        label.setFixedHeight(CHIP)
        self._row.addWidget(label)
