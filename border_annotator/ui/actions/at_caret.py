"""What stands at the caret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from border_annotator.domain.annotation import Kind, spans_of
from border_annotator.ui.text.caret_steps import item_after, item_before, items_at

if TYPE_CHECKING:
    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.ui.session import Session
    from border_annotator.ui.text.article_view import ArticleView


def entity_at(sheet: Worksheet | None, article: ArticleView) -> Item | None:
    """The entity that the selection touches, or at the caret: one that holds it before one that ends there."""
    caret, selected = article.caret(), article.selection()
    if sheet is None:
        return None
    if selected is not None:
        return next((item for item in sheet.at(selected) if item.kind is Kind.ENTITY), None)
    return next((item for item in items_at(sheet, caret) if item.kind is Kind.ENTITY), None)


class AtCaret(QObject):
    """Tells which mark the caret is in, and remembers which one of several it was brought to."""

    changed = Signal()
    """The caret, the selection or the mark that is meant is another one."""

    def __init__(self, session: Session, article: ArticleView) -> None:
        super().__init__(article)
        article.cursorPositionChanged.connect(self.changed)
        article.selectionChanged.connect(self.changed)
        self._session = session
        self._article = article
        self._brought_to: tuple[str, int] | None = None
        self._known: tuple[Worksheet | None, int, bool, list[Item]] = (None, 0, False, [])

    def item(self) -> Item | None:
        """The mark at the caret: the one that it was brought to, else the innermost; ``None`` in plain text."""
        found = self._all()
        if self._brought_to is not None and self._brought_to[1] == self._article.caret():
            for item in found:
                if item.id == self._brought_to[0]:
                    return item
        return found[0] if found else None

    def repairable(self) -> tuple[Item, Span] | None:
        """What a repair of a boundary means: the mark at the caret, else the trigger of the event in focus.

        The event in focus comes before others whose mark also begins at the caret, and so do its mentions and bare
        fillers before what lies around them.
        """
        focused, caret = self._session.focused_item, self._article.caret()
        found = [item for item in self._all() if not self._is_rejected(item)]
        chosen = self.item() if self._brought_to is not None and self._brought_to[1] == caret else None
        if chosen is not None and chosen in found:
            return chosen, chosen.anchor
        own = spans_of(focused.value) if focused is not None else ()
        parts = sorted((span for span in own if span.start <= caret <= span.end), key=len)
        if focused is not None and parts:
            innermost = len(found[0].anchor) if found else None
            is_first = focused.anchor.start == caret
            if is_first or innermost is None or len(parts[0]) <= innermost:
                return focused, focused.anchor if is_first else parts[0]
        if found:
            return found[0], found[0].anchor
        return (focused, focused.anchor) if focused is not None else None

    def step(self, step: int) -> Item | None:
        """Bring the caret to the next (``1``) or the previous (``-1``) mark; ``None`` where there is none."""
        sheet = self._session.sheet
        if sheet is None:
            return None
        go = item_after if step > 0 else item_before
        shown = self._article.shows_rejected
        found = go(sheet, self._article.caret(), self.item(), with_rejected=shown)
        if found is not None:
            self.bring_to(found)
        return found

    def bring_to(self, item: Item) -> None:
        """Bring the caret to a mark, and mean that one while it stays there."""
        start = item.start
        self._brought_to = (item.id, start)  # before the caret goes, for those who listen to it
        self._article.put_caret(start)
        self._article.go_to(item.anchor)
        self.changed.emit()

    def _all(self) -> list[Item]:
        sheet = self._session.sheet
        if sheet is None:
            return []
        caret, with_rejected = self._article.caret(), self._article.shows_rejected
        # Whoever says something of the caret asks this, several of them after every key.
        if self._known[0] is not sheet or self._known[1:3] != (caret, with_rejected):
            found = items_at(sheet, caret, with_rejected=with_rejected)
            # What only ends at the caret counts where nothing else is.
            self._known = sheet, caret, with_rejected, [item for item in found if caret < item.end] or found
        return self._known[3]

    def _is_rejected(self, item: Item) -> bool:
        return not item.is_open and not item.is_reviewed
