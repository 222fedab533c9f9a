"""How the lines of an article stand on the page: title, headings, paragraphs, boilerplate."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QTextCharFormat, QTextDocument, QTextLayout

from border_annotator.ui.text.offsets import shown_text
from border_annotator.ui.theme.fonts import article_font

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock

    from border_annotator.domain.document import Document, Layout
    from border_annotator.domain.span import Span
    from border_annotator.ui.text.offsets import Offsets
    from border_annotator.ui.theme.theme import Theme

LEADING = 156
"""In percent of the face's own line height (1.36 of its size): from line to line a little more than twice the size,
with room for role names."""
TITLE_LEADING = 122
BOILERPLATE_LEADING = 120
HEADING_LEADING = 120
TITLE_SIZE = 1.38
HEADING_SIZE = 0.94
BELOW_TITLE = 12
ABOVE_HEADING, BELOW_HEADING = 10, 8
BOILERPLATE_INDENT = 16
EMPTY_HEIGHT = 10
"""Pixels of a line without words, at 100 %."""
QUIET = ("date_header", "byline", "dateline", "caption")


@dataclass(frozen=True, slots=True)
class BlockLook:
    """How one block is set. ``height`` is the fixed height of a block without words, else ``None``."""

    leading: int = LEADING
    above: int = 0
    below: int = 0
    indent: int = 0
    height: float | None = None
    is_boilerplate: bool = False
    formats: tuple[QTextLayout.FormatRange, ...] = ()


class BlockLooks:
    """Tells of each block of an article how it is set; asked only for blocks that come into view."""

    def __init__(self, document: Document, offsets: Offsets, theme: Theme, zoom: int) -> None:
        self._offsets = offsets
        self._zoom = zoom
        self._segments = sorted(document.layout.segments, key=lambda segment: segment.span)
        self._ends = [segment.span.end for segment in self._segments]
        self._boilerplate = sorted((part.span for part in document.layout.boilerplate), key=lambda span: span.start)
        self._boilerplate_ends = [span.end for span in self._boilerplate]
        base = article_font(zoom)
        self._title, self._heading = _written_large(base, TITLE_SIZE), _written_large(base, HEADING_SIZE)
        self._quiet, self._dimmed = QTextCharFormat(), QTextCharFormat()
        self._quiet.setForeground(theme.colour("quiet"))
        self._dimmed.setForeground(theme.colour("boilerplate"))

    @property
    def empty_height(self) -> float:
        """The height of a block without words."""
        return EMPTY_HEIGHT * self._zoom / 100

    def of(self, block: QTextBlock) -> BlockLook:
        """The look of a block."""
        position = block.position()
        start = self._offsets.from_qt(position)
        end = self._offsets.from_qt(position + max(1, block.length() - 1))
        words = block.text().strip()
        leading, above, below, indent = LEADING, 0, 0, 0
        formats = []
        k = bisect_left(self._ends, start + 1)
        while k < len(self._segments) and self._segments[k].span.start < end:
            segment = self._segments[k]
            k += 1
            if segment.label == "title":
                leading, above, below, written = TITLE_LEADING, 0, BELOW_TITLE, self._title
            elif segment.label == "heading":
                leading, above, below, written = HEADING_LEADING, ABOVE_HEADING, BELOW_HEADING, self._heading
            elif segment.label in QUIET:
                written = self._quiet
            else:
                continue
            formats.append(self._range(segment.span, block, written))
        k = bisect_left(self._boilerplate_ends, start + 1)
        is_boilerplate = False
        while k < len(self._boilerplate) and self._boilerplate[k].start < end:
            formats.append(self._range(self._boilerplate[k], block, self._dimmed))
            leading, indent, is_boilerplate = BOILERPLATE_LEADING, BOILERPLATE_INDENT, True
            k += 1
        height = None if words or leading != LEADING else self.empty_height
        return BlockLook(leading, above, below, indent, height, is_boilerplate, tuple(formats))

    def _range(self, span: Span, block: QTextBlock, written: QTextCharFormat) -> QTextLayout.FormatRange:
        found = QTextLayout.FormatRange()
        first = max(0, self._offsets.to_qt(span.start) - block.position())
        found.start = first
        found.length = min(block.length() - 1, self._offsets.to_qt(span.end) - block.position()) - first
        found.format = written
        return found


def page_of(document: Document, zoom: int) -> QTextDocument:
    """A Qt document with an article's text, one block a line; every position is the text's own in UTF-16."""
    page = QTextDocument()
    page.setUndoRedoEnabled(False)
    page.setDocumentMargin(0)
    page.setDefaultFont(article_font(zoom))
    page.setPlainText(shown_text(document.text))
    return page


def are_set_alike(one: Layout, other: Layout) -> bool:
    """Whether two layouts of an article set it in the same way, whatever its date is."""
    return (one.segments, one.boilerplate) == (other.segments, other.boilerplate)


def _written_large(base: QFont, factor: float) -> QTextCharFormat:
    font = QFont(base)
    font.setPixelSize(round(base.pixelSize() * factor))
    font.setWeight(QFont.Weight.Bold)
    written = QTextCharFormat()
    written.setFont(font)
    return written
