"""The article in the middle of the window: text, marks, caret and selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QToolTip, QWidget

from border_annotator.ui.events.looks import words_of_notes
from border_annotator.ui.text.block_marks import BlockMarks
from border_annotator.ui.text.block_painting import REACH, ROOM, BlockPainting
from border_annotator.ui.text.blocks import are_set_alike
from border_annotator.ui.text.caret_in_text import CaretInText
from border_annotator.ui.text.dragged_span import mime_of
from border_annotator.ui.text.found_marks import FoundMarks, paint_found
from border_annotator.ui.text.geometry import parts_of
from border_annotator.ui.text.ink import ink_of
from border_annotator.ui.text.labels import Label
from border_annotator.ui.text.marks import MENTION_ROLE, TRIGGER_ROLE
from border_annotator.ui.text.note_marks import NoteMarks
from border_annotator.ui.text.offsets import Offsets
from border_annotator.ui.text.painting import paint_labels, paint_marks, placed_marks
from border_annotator.ui.text.selecting import Selecting
from border_annotator.ui.text.set_page import SetPage, set_page
from border_annotator.ui.text.shown_marks import ShownMarks, stretches_that_differ
from border_annotator.ui.theme.fonts import article_font
from border_annotator.ui.theme.plain_tip import plain_tip
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QResizeEvent, QTextBlock, QTextLayout, QWheelEvent

    from border_annotator.domain.document import Document
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.ui.text.labels import Place
    from border_annotator.ui.text.marks import Mark
    from border_annotator.ui.text.page_layout import PageLayout
    from border_annotator.ui.theme.theme import Theme

MEASURE = 70
"""Characters in a line of the article."""
LEAST_MARGIN = 24


class ArticleView(CaretInText):
    """Shows one worksheet. It never changes the text, and nothing is ever read back from it but positions."""

    clicked_at = Signal(int)
    """A click without a selection, as a code point offset."""
    zoom_asked = Signal(int)
    """Ctrl and the wheel: +1 for larger, -1 for smaller."""

    def __init__(self, schema: Schema, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article")
        self.setAccessibleName(tr("Article"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setCursorWidth(2)
        # It fills its ground itself, so that what is scrolled is moved and not painted again.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._schema = schema
        self._theme = theme
        self._zoom = 100
        self._focused_event: str | None = None
        self._shows_rejected = False
        self._page: PageLayout | None = None
        self._ready: SetPage | None = None
        self._marks = BlockMarks(schema)
        self._marked: dict[int, ShownMarks] = {}
        self._held_at = 0.0
        self._drift = 0.0
        self._is_held = False
        self._painting = BlockPainting()
        self._caption: tuple[int, int, str] | None = None
        self._selecting = Selecting(self)
        self._found = FoundMarks()
        self.noted = NoteMarks(lambda: self._offsets, self.viewport().update)

    # What is shown

    def show_sheet(self, sheet: Worksheet | None, focused_event: str | None) -> None:
        """Show a worksheet, or nothing; the same article keeps its place on the page."""
        before = self._sheet.document if self._sheet is not None else None
        self._sheet, self._focused_event = sheet, focused_event
        if sheet is None or before is None or sheet.document.id != before.id:
            self._found = FoundMarks()
            self.noted.show(())
            self._set_article()
        elif not are_set_alike(sheet.document.layout, before.layout):
            self._set_article_again()
        self._set_marks()

    def focus_event(self, event_id: str | None) -> None:
        """Light up an event."""
        self._focused_event = event_id
        self._marks.focus(event_id)
        self._update_what_differs()

    def show_found(self, spans: Sequence[Span], current: int | None) -> None:
        """Light up what a search has found in the article, one of it as the current hit; nothing takes it away."""
        self._found = FoundMarks(spans, current, self._offsets)
        self.viewport().update()

    def show_caption(self, span: Span | None, words: str = "") -> None:
        """Say something of a stretch between the lines, above it; ``None`` takes it away."""
        caption = (self._offsets.to_qt(span.start), self._offsets.to_qt(span.end), words) if span else None
        if caption != self._caption:
            self._caption = caption
            self._update_what_differs()

    @property
    def shows_rejected(self) -> bool:
        """Whether rejected suggestions are shown."""
        return self._shows_rejected

    def show_rejected(self, *, shown: bool) -> None:
        """Show rejected suggestions struck through, or hide them."""
        self._shows_rejected = shown
        self._set_marks()

    def set_look(self, theme: Theme, zoom: int) -> None:
        """Change colours and the size of the text (in percent); selection and place on the page stay."""
        self._theme, self._zoom = theme, zoom
        self._set_article_again()
        self._set_marks()

    def _set_article_again(self) -> None:
        """Set the same article in another way."""
        anchor, place = self.textCursor().anchor(), self.textCursor().position()
        top = self._top()
        self._set_article()
        cursor = self.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(place, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self._show_from(top)

    def _top(self) -> int:
        """Which position of the text is at the upper edge; 0 for the beginning, whatever stands above it."""
        return self.cursorForPosition(QPoint(0, 0)).position() if self.verticalScrollBar().value() else 0

    def _show_from(self, position: int) -> None:
        if position:
            cursor = self.textCursor()
            cursor.setPosition(position)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect(cursor).top())

    def _set_article(self) -> None:
        self._marked = {}
        self._painting.clear()
        if self._sheet is None:
            self._offsets, self._page = Offsets(""), None
            self._marks.forget(self._offsets)
            self.setDocument(QTextDocument(self))
            return
        document, ready = self._sheet.document, self._ready
        if ready is None or not ready.is_for(document, self._theme, self._zoom):
            ready = self._set(document)
        self._ready = None
        self._offsets, page = ready.offsets, ready.page
        self._marks.forget(self._offsets)
        page.setParent(self)
        self._set_measure()
        page.setPageSize(QSizeF(self.viewport().width(), -1))
        ready.layout.grown.connect(self._hold_place)
        self._page, self._held_at = ready.layout, 0.0
        # Qt deletes the one before, since it belongs to this view too.
        self.setDocument(page)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def make_ready(self, document: Document) -> None:
        """Set an article that is shown in a moment: a very long one takes half of the time that it takes to show."""
        self._ready = self._set(document)

    def _set(self, document: Document) -> SetPage:
        def ink(block: QTextBlock) -> list[QTextLayout.FormatRange]:
            return ink_of(block, self._marks.of(block), self._theme)

        return set_page(document, self._theme, self._zoom, self.viewport().width(), ink)

    def _set_marks(self) -> None:
        self._marks.follow(self._sheet, self._focused_event, shows_rejected=self._shows_rejected)
        self._update_what_differs()

    def _update_what_differs(self) -> None:
        """Have those lines of the page painted anew that are marked otherwise than before."""
        before, self._marked = self._marked, {}
        zoom, region = self._zoom / 100, QRegion()

        def add(top: float, height: float, below: float) -> None:
            room = round(ROOM * zoom)
            nonlocal region
            region += QRect(0, round(top) - room, self.viewport().width(), round(height) + room + round(below * zoom))

        for block, place in self._shown_blocks(self.viewport().rect()):
            number = block.blockNumber()
            caption = self._caption if self._caption is not None and block.contains(self._caption[0]) else None
            now = self._marked[number] = ShownMarks(self._marks.of(block), self._marks.lit(block), caption)
            stretches = stretches_that_differ(before[number], now) if number in before else None
            if stretches is None:
                add(place.top(), place.height(), ROOM)
            for start, end in stretches or ():
                for rect in self.rects_of(block, start, end):
                    add(rect.top(), rect.height(), REACH)
        self.viewport().update(region)

    def _shown_blocks(self, part: QRect) -> Iterator[tuple[QTextBlock, QRectF]]:
        """The blocks that touch a part of the viewport, with their places in it."""
        if self._page is None:
            return
        scrolled = self.verticalScrollBar().value()
        block = self._page.block_at(scrolled + part.top())
        while block.isValid():
            place = self._page.blockBoundingRect(block).translated(0, -scrolled)
            if place.top() > part.bottom():
                break
            yield block, place
            block = block.next()

    # Geometry

    def _set_measure(self) -> None:
        width = QFontMetricsF(article_font(self._zoom)).averageCharWidth() * MEASURE * 1.06
        whole = self.width() - self.verticalScrollBar().sizeHint().width()
        side = max(LEAST_MARGIN, round((whole - width) / 2))
        self.setViewportMargins(side, 0, max(LEAST_MARGIN, whole - side - round(width)), 0)

    def places_of(self, block: QTextBlock, start: int, end: int) -> list[Place]:
        """Where a stretch (Qt positions) stands in a block, part by part, in the viewport's pixels."""
        if self._page is None:
            return []
        lines, first = self._page.lines_of(block), block.position()
        top = self._page.place_of(block.blockNumber())[0] - self.verticalScrollBar().value()
        return lines.places(max(0, start - first), min(block.length() - 1, end - first), top)

    def rects_of(self, block: QTextBlock, start: int, end: int) -> list[QRectF]:
        """The boxes of a stretch (Qt positions) in a block."""
        return [place.rect for place in self.places_of(block, start, end)]

    def marks_at(self, point: QPoint) -> list[Mark]:
        """The marks under a point of the viewport, the topmost first."""
        position = self.cursorForPosition(point).position()
        block = self.document().findBlock(position)
        under = [
            mark
            for mark in self._marks.of(block)
            if any(rect.adjusted(-2, -2, 2, 2).contains(point) for rect in self.rects_of(block, mark.start, mark.end))
        ]
        return under[::-1]

    # Qt's calls

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Marks below the text, the text, role names above it."""
        self._lay_out_what_shows()
        parts, scrolled = parts_of(event.region()), self.verticalScrollBar().value()
        labels = [self._paint_below(part) for part in parts]
        if self._page is None:
            return
        with self._page.drawing_only([QRectF(part.translated(0, scrolled)) for part in parts]):
            super().paintEvent(event)
        for part, there in zip(parts, labels, strict=True):
            if there:
                painter = self._painter_on(part)
                paint_labels(painter, self._theme, there, self.viewport().width(), self._zoom / 100)
                painter.end()

    def _painter_on(self, part: QRect) -> QPainter:
        painter = QPainter(self.viewport())
        painter.setClipRect(part)
        return painter

    def _paint_below(self, part: QRect) -> list[Label]:
        """Paint what lies below the text of a part of the page; gives what stands between its lines."""
        painter = self._painter_on(part)
        painter.fillRect(part, self._theme.colour("ground"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        labels: list[Label] = []
        room = round(ROOM * self._zoom / 100)
        for block, place in self._shown_blocks(part.adjusted(0, -room, 0, room)):
            self._paint_block(painter, block, place, QRectF(part))
            labels += self.labels_in(block)
        painter.end()
        return labels

    def _paint_block(self, painter: QPainter, block: QTextBlock, place: QRectF, part: QRectF) -> None:
        """Paint what lies below the text of a block: what is marked, what is in focus, what a search has found."""
        if self._page is None:
            return
        if self._page.look_of(block).is_boilerplate:
            painter.fillRect(QRectF(2, place.top() + 2, 3, place.height() - 2), self._theme.colour("hairline"))
        zoom, lines = self._zoom / 100, self._page.lines_of(block)
        self._painting.paint(painter, block, lines, self._marks.of(block), place, part, self._theme, zoom)

        def rects(mark: Mark) -> list[QRectF]:
            return self.rects_of(block, mark.start, mark.end)

        lit = self._marks.lit(block)
        if lit:
            paint_marks(painter, self._theme, placed_marks(lit, rects), zoom)
        for start, end, is_current in self._found.within(block.position(), block.position() + block.length()):
            paint_found(painter, self._theme, self.rects_of(block, start, end), is_current=is_current)
        self.noted.paint(painter, self._theme, block, self.rects_of)

    def labels_in(self, block: QTextBlock) -> list[Label]:
        """What is said between the lines of a block: roles in the event in focus, what a figure means, notes."""
        labels = []
        for mark in self._marks.lit(block):
            if mark.role not in ("", TRIGGER_ROLE, MENTION_ROLE) and block.position() <= mark.start:
                places = self.places_of(block, mark.start, mark.end)
                labels += [Label(place, mark.role.replace("_", " ").upper()) for place in places[:1]]
        if self._caption is not None and block.contains(self._caption[0]):
            places = self.places_of(block, *self._caption[:2])
            labels += [Label(place, self._caption[2], is_role=False) for place in places[:1]]
        return labels + self.noted.labels(block, self.places_of)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """Scroll what was seen by so much, whatever heights the lines turn out to have that come into view."""
        if self._is_held:
            return
        is_near = 0 < dy <= self.viewport().height()
        self._held_at = self.verticalScrollBar().value() + (dy if is_near else 0)
        self._lay_out_what_shows()
        self._held_at = self.verticalScrollBar().value()
        super().scrollContentsBy(dx, dy)

    def _lay_out_what_shows(self) -> None:
        if self._page is not None:
            top = None
            while top != self.verticalScrollBar().value():
                top = self.verticalScrollBar().value()
                self._page.reach(top, top + self.viewport().height())

    def _hold_place(self, end: float, grown: float) -> None:
        """What is seen stays where it is when something above it turns out higher or lower than was thought."""
        if end > self._held_at + 1:
            return
        self._held_at += grown
        self._drift += grown
        whole = round(self._drift)
        self._drift -= whole
        bar = self.verticalScrollBar()
        self._is_held = True
        bar.setValue(bar.value() + whole)
        self._is_held = False
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the measure, and the place on the page."""
        top = self._top()
        self._set_measure()
        super().resizeEvent(event)
        self._show_from(top)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The article keeps its own face when the interface gets another."""
        if event.type() not in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            super().changeEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        """What is dragged or copied of the selection: its words, and where it stands."""
        span = self.selection()
        if span is None or self._sheet is None:
            return super().createMimeDataFromSelection()
        return mime_of(span, span.text_in(self._sheet.document.text))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl and the wheel zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_asked.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Say what a highlight means when the mouse rests on it."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            marks = self.marks_at(event.pos())
            said = list(dict.fromkeys(self.meaning(mark.item_id) for mark in marks))
            notes = self.noted.at(self.offset_at(event.pos()))
            said += [words_of_notes(notes)] if notes else []
            QToolTip.showText(event.globalPos(), plain_tip("\n\n".join(said)), self.viewport())
            return True
        return super().viewportEvent(event)

    def meaning(self, item_id: str) -> str:
        """What a highlight says, in words."""
        from border_annotator.ui.text.meaning import meaning_of

        item = self._sheet.find(item_id) if self._sheet else None
        return meaning_of(item, self._sheet, self._schema) if item and self._sheet else ""
