"""How an article stands on the page: title, headings, paragraphs, boilerplate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextFrameFormat

from border_annotator.ui.text.offsets import shown_text
from border_annotator.ui.theme.fonts import article_font

if TYPE_CHECKING:
    from border_annotator.domain.document import Document
    from border_annotator.ui.text.offsets import Offsets
    from border_annotator.ui.theme.theme import Theme

LEADING = 156
"""In percent of the face's own line height (1.36 of its size): from line to line a little more than twice the size,
with room for role names."""
TITLE_LEADING = 100
BOILERPLATE_LEADING = 120
HEADING_LEADING = 120
TITLE_SIZE = 1.38
HEADING_SIZE = 0.94
PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
BOILERPLATE_INDENT = 16
ABOVE, BESIDE = 20, 5
"""Pixels round the text, for the boxes and role names of its first line and at the lines' ends."""


@dataclass(frozen=True, slots=True)
class Page:
    """A Qt document that shows an article, one block a line of its text, and which blocks are boilerplate."""

    document: QTextDocument
    boilerplate_blocks: frozenset[int]


def lay_out(document: Document, offsets: Offsets, theme: Theme, zoom: int) -> Page:
    """Set an article; every position of the Qt document is the text's own in UTF-16."""
    page = QTextDocument()
    page.setUndoRedoEnabled(False)
    page.setDocumentMargin(0)
    page.setDefaultFont(article_font(zoom))
    page.setPlainText(shown_text(document.text))
    cursor = QTextCursor(page)
    cursor.beginEditBlock()
    _set_lines(page, cursor, zoom)
    _set_segments(document, offsets, theme, page, cursor, zoom)
    boilerplate = _set_boilerplate(document, offsets, theme, page, cursor)
    frame = QTextFrameFormat(page.rootFrame().frameFormat())
    frame.setTopMargin(ABOVE)
    frame.setBottomMargin(ABOVE)
    frame.setLeftMargin(BESIDE)
    frame.setRightMargin(BESIDE)
    page.rootFrame().setFrameFormat(frame)
    cursor.endEditBlock()
    return Page(page, frozenset(boilerplate))


def _set_lines(page: QTextDocument, cursor: QTextCursor, zoom: int) -> None:
    line = QTextBlockFormat()
    line.setLineHeight(LEADING, PROPORTIONAL)
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.setBlockFormat(line)
    empty = QTextBlockFormat()
    empty.setLineHeight(10 * zoom / 100, FIXED)
    block = page.begin()
    while block.isValid():
        if not block.text().strip():
            cursor.setPosition(block.position())
            cursor.setBlockFormat(empty)
        block = block.next()


def _set_segments(
    document: Document, offsets: Offsets, theme: Theme, page: QTextDocument, cursor: QTextCursor, zoom: int
) -> None:
    base = article_font(zoom)
    for segment in document.layout.segments:
        start, end = offsets.to_qt(segment.span.start), offsets.to_qt(segment.span.end)
        written = QTextCharFormat()
        if segment.label == "title":
            written.setFont(_sized(base, TITLE_SIZE))
            _set_block(page, cursor, start, end, TITLE_LEADING, above=0, below=12)
        elif segment.label == "heading":
            written.setFont(_sized(base, HEADING_SIZE))
            _set_block(page, cursor, start, end, HEADING_LEADING, above=10, below=8)
        elif segment.label in ("date_header", "byline", "dateline", "caption"):
            written.setForeground(theme.colour("quiet"))
        else:
            continue
        _write(cursor, start, end, written)


def _set_boilerplate(
    document: Document, offsets: Offsets, theme: Theme, page: QTextDocument, cursor: QTextCursor
) -> set[int]:
    dimmed = QTextCharFormat()
    dimmed.setForeground(theme.colour("boilerplate"))
    blocks: set[int] = set()
    for part in document.layout.boilerplate:
        start, end = offsets.to_qt(part.span.start), offsets.to_qt(part.span.end)
        _write(cursor, start, end, dimmed)
        block = page.findBlock(start)
        while block.isValid() and block.position() < end:
            set_in = block.blockFormat()
            set_in.setLeftMargin(BOILERPLATE_INDENT)
            set_in.setLineHeight(BOILERPLATE_LEADING, PROPORTIONAL)
            cursor.setPosition(block.position())
            cursor.setBlockFormat(set_in)
            blocks.add(block.blockNumber())
            block = block.next()
    return blocks


def _set_block(
    page: QTextDocument, cursor: QTextCursor, start: int, end: int, leading: int, *, above: int, below: int
) -> None:
    block = page.findBlock(start)
    while block.isValid() and block.position() < end:
        line = QTextBlockFormat()
        line.setLineHeight(leading, PROPORTIONAL)
        line.setTopMargin(above)
        line.setBottomMargin(below)
        cursor.setPosition(block.position())
        cursor.setBlockFormat(line)
        block = block.next()


def _write(cursor: QTextCursor, start: int, end: int, written: QTextCharFormat) -> None:
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(written)


def _sized(base: QFont, factor: float) -> QFont:
    font = QFont(base)
    font.setPixelSize(round(base.pixelSize() * factor))
    font.setWeight(QFont.Weight.Bold)
    return font
