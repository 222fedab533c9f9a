"""An article set on a page: Qt's document with the article's text, and the layout that places its lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF

from border_annotator.ui.text.blocks import BlockLooks, page_of
from border_annotator.ui.text.offsets import Offsets
from border_annotator.ui.text.page_layout import PageLayout

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

    from border_annotator.domain.document import Document
    from border_annotator.ui.text.page_layout import Ink
    from border_annotator.ui.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class SetPage:
    """A page that may be shown at once, or a moment after it was set."""

    document: Document
    theme: Theme
    zoom: int
    offsets: Offsets
    page: QTextDocument
    layout: PageLayout

    def is_for(self, document: Document, theme: Theme, zoom: int) -> bool:
        """Whether it is that very article, as it is to be shown now."""
        return self.document is document and self.theme is theme and self.zoom == zoom


def set_page(document: Document, theme: Theme, zoom: int, width: int, ink: Ink) -> SetPage:
    """Set an article for a viewport so many pixels wide."""
    offsets, page = Offsets(document.text), page_of(document, zoom)
    page.setPageSize(QSizeF(width, -1))
    lengths = [len(line.strip()) for line in document.text.split("\n")]
    layout = PageLayout(page, BlockLooks(document, offsets, theme, zoom), lengths, ink)
    page.setDocumentLayout(layout)
    return SetPage(document, theme, zoom, offsets, page, layout)
