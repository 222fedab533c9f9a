"""What stands at the caret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of

if TYPE_CHECKING:
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.ui.text.article_view import ArticleView


def entity_at(sheet: Worksheet | None, article: ArticleView) -> Item | None:
    """The entity at the caret, or that the selection touches."""
    caret, selected = article.caret(), article.selection()
    for item in sheet.entities if sheet is not None else ():
        span = anchor_of(item.value)
        if span.overlaps(selected) if selected else span.start <= caret <= span.end:
            return item
    return None
