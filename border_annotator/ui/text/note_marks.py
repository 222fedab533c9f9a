"""Where in the article a passage has a note: a corner at its beginning and at its end, and a sign between the lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPen

from border_annotator.domain.note import About
from border_annotator.ui.events.looks import glyphs_of_notes
from border_annotator.ui.text.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter, QTextBlock

    from border_annotator.domain.note import Note
    from border_annotator.ui.text.labels import Place
    from border_annotator.ui.text.offsets import Offsets
    from border_annotator.ui.theme.theme import Theme

CORNER = 5.0
OUT = 2.5
"""Pixels that the corners stand outside the letters, so that no outline of a mark hides them."""


@dataclass(frozen=True, slots=True)
class NotedSpan:
    """A passage in Qt's positions with what is noted on it."""

    start: int
    end: int
    notes: tuple[Note, ...]

    @property
    def sign(self) -> str:
        """What stands between the lines at its beginning."""
        return glyphs_of_notes(self.notes)


class NoteMarks:
    """The passages of one article that have notes."""

    def __init__(self, offsets: Callable[[], Offsets], has_changed: Callable[[], None]) -> None:
        self._offsets = offsets
        self._has_changed = has_changed
        self._spans: tuple[NotedSpan, ...] = ()

    def show(self, notes: Sequence[Note]) -> None:
        """Show the notes of the article that is open now."""
        before, offsets = self._spans, self._offsets()
        by_span: dict[tuple[int, int], list[Note]] = {}
        for note in notes:
            if note.about is About.SPAN and note.span is not None:
                place = offsets.to_qt(note.span.start), offsets.to_qt(note.span.end)
                by_span.setdefault(place, []).append(note)
        self._spans = tuple(NotedSpan(*place, tuple(there)) for place, there in sorted(by_span.items()))
        if self._spans != before:
            self._has_changed()

    def within(self, block: QTextBlock) -> Iterator[NotedSpan]:
        """Those that touch a block."""
        start, end = block.position(), block.position() + block.length()
        return (noted for noted in self._spans if noted.start < end and noted.end > start)

    def paint(
        self,
        painter: QPainter,
        theme: Theme,
        block: QTextBlock,
        rects_of: Callable[[QTextBlock, int, int], list[QRectF]],
    ) -> None:
        """Paint the corners of the passages in a block, which may hold a part of one only."""
        for noted in self.within(block):
            rects = rects_of(block, noted.start, noted.end)
            begins, ends = block.contains(noted.start), block.contains(noted.end - 1)
            _paint_corners(painter, theme, rects, begins=begins, ends=ends)

    def labels(self, block: QTextBlock, places_of: Callable[[QTextBlock, int, int], list[Place]]) -> list[Label]:
        """The signs of the passages that begin in a block."""
        found = []
        for noted in self.within(block):
            places = places_of(block, noted.start, noted.end) if block.contains(noted.start) else []
            found += [Label(place, noted.sign, is_role=False) for place in places[:1]]
        return found

    def at(self, offset: int) -> list[Note]:
        """The notes on what holds a place (in code points) or ends there."""
        position = self._offsets().to_qt(offset)
        return [note for noted in self._spans if noted.start <= position <= noted.end for note in noted.notes]


def _paint_corners(painter: QPainter, theme: Theme, rects: Sequence[QRectF], *, begins: bool, ends: bool) -> None:
    painter.setPen(QPen(theme.colour("quiet"), 1.4))
    if rects and begins:
        corner = rects[0].topLeft() + QPointF(-OUT, -1)
        painter.drawPolyline([corner + QPointF(0, CORNER), corner, corner + QPointF(CORNER, 0)])
    if rects and ends:
        corner = rects[-1].bottomRight() + QPointF(OUT, 1)
        painter.drawPolyline([corner - QPointF(0, CORNER), corner, corner - QPointF(CORNER, 0)])
