"""What the chosen format cannot carry: sorts with exact counts, and the places of each, which open the article."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from border_annotator.domain.loss import LossKind
from border_annotator.ui.importing.lines import Line
from border_annotator.ui.importing.list_page import ListPage
from border_annotator.ui.said import said
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.domain.data_set import LossAt, LossCount, Losses, LossSort
    from border_annotator.ui.main_window import MainWindow

KINDS = {
    LossKind.OVERLAP: "overlap",
    LossKind.DISCONTINUOUS: "pieces",
    LossKind.TOKENS: "words",
    LossKind.SENTENCE: "sentence",
    LossKind.TRIGGER: "trigger",
    LossKind.SPAN: "span",
    LossKind.EVENT: "event",
    LossKind.ROLE: "role",
    LossKind.RELATION: "relation",
    LossKind.ATTRIBUTE: "attribute",
    LossKind.LAYOUT: "layout",
    LossKind.TEXT: "text",
    LossKind.REVIEW: "review",
}
AROUND = 60
"""Characters that are shown on both sides of what is lost."""
TEXTS = 32
"""Articles whose text is kept while their rows are shown."""


class LossesPage(ListPage):
    """Lists the sorts of losses, or the places of one of them."""

    opened = Signal(object)
    """A ``LossAt`` is to be shown in its article."""
    left = Signal()

    def __init__(self, window: MainWindow) -> None:
        self._rows: list[tuple[LossSort, LossCount]] = []
        self._sort: int | None = None
        self._total, self._format = 0, ""
        self._is_moved = False
        self._text_of = lru_cache(TEXTS)(lambda key: window.session.project.documents.get(key).text)
        super().__init__(window, tr("What the format cannot carry"), self)
        self.line.setPlaceholderText(tr("Type words of a label, a reason or an article"))
        self._open = self.add_button(
            "", tr("The places of the marked row, or the marked place in its article"), self.enter
        )
        self.add_button(tr("Copy the list  C"), tr("All rows that are shown, into the clipboard"), self.copy)
        self._back = self.add_button("", tr("Back to where this came from"), self.leave)
        self.on(Qt.Key.Key_Backspace, self.leave)

    # From outside

    def begin(self, losses: Losses, format_name: str, *, is_moved: bool) -> None:
        """Show the losses of an export; with ``is_moved`` its texts are others than the articles'."""
        self._rows, self._total, self._format, self._is_moved = losses.rows(), losses.total, format_name, is_moved
        self._show(None)

    def say(self) -> None:
        """Say what is listed."""
        in_sorts = self._sort is None
        if self._sort is None:
            self.title.setText(tr("Losses: what {format} cannot carry", format=self._format))
            self.told.setText(
                tr_count("{count} thing of what is chosen.", "{count} things of what is chosen.", self._total)
            )
        else:
            sort, found = self._rows[self._sort]
            self.title.setText(tr("Losses: {kind} {what}", kind=tr(KINDS[sort.kind]), what=sort.what))
            shown = len(found.examples)
            words = tr_count(
                "{count} place: {reason}.", "{count} places: {reason}.", found.count, reason=said(sort.reason)
            )
            if shown < found.count:
                words += " " + tr("The first {shown:,} are listed.", shown=shown)
            self.told.setText(words)
        for button, words in (
            (self._open, tr("Places  Enter") if in_sorts else tr("Open the article there  Enter")),
            (self._back, tr("Back to the export  Esc") if in_sorts else tr("All losses  Esc")),
        ):
            button.setText(words)
            button.setAccessibleName(words)

    def step(self) -> None:
        """Mark the next place, as one has just been looked at."""
        self.mark(min(self.list.currentIndex().row() + 1, self.model.rowCount() - 1))

    # What it says

    def line_of(self, place: int) -> Line:
        """A sort with its count, or a place with the words there."""
        if self._sort is None:
            sort, found = self._rows[place]
            return Line(tr(KINDS[sort.kind]), sort.what, f"{found.count:,}", said(sort.reason), "attention")
        sort, found = self._rows[self._sort]
        at = found.examples[place]
        where = tr("at {start:,}", start=at.span.start) if at.span is not None else tr("the whole article")
        return Line(tr(KINDS[sort.kind]), at.doc_id, where, self._words_at(at), "quiet")

    def details_of(self, place: int) -> Sequence[str]:
        """The whole of it."""
        line = self.line_of(place)
        return [f"{line.state} · {line.words} · {line.right}", line.below]

    def fitting(self) -> Sequence[int]:
        """What fits what is typed."""
        count = len(self._rows) if self._sort is None else len(self._rows[self._sort][1].examples)
        words = self.words()
        return [k for k in range(count) if all(word in self.line_of(k).spoken.casefold() for word in words)]

    def nothing_words(self) -> str:
        """Why nothing is listed."""
        return tr("Nothing fits: type less.") if self._rows else tr("Nothing is lost.")

    # Keys

    def enter(self) -> None:
        """From a sort to its places, from a place to its article."""
        place = self.marked()
        if place is None:
            return
        if self._sort is None:
            self._show(place)
        else:
            self.opened.emit(self._rows[self._sort][1].examples[place])

    def leave(self) -> None:
        """From places to the sorts, from the sorts to the export."""
        if self._sort is None:
            self.left.emit()
        else:
            self._show(None)

    def _show(self, sort: int | None) -> None:
        before, self._sort = self._sort, sort
        self.line.clear()
        self.model.show([])
        self.fill()
        if sort is None and before is not None and before < len(self._rows):
            self.mark(before)
        self.say()
        self.give_keyboard()

    def _words_at(self, at: LossAt) -> str:
        if at.span is None or self._is_moved:
            return at.id
        text = self._text_of(at.document_id)
        before = text[max(0, at.span.start - AROUND) : at.span.start]
        return f"…{before}[{at.span.text_in(text)}]{text[at.span.end : at.span.end + AROUND]}…"
