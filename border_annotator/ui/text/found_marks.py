"""What a search has found in the article, lit up below the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QPainter

    from border_annotator.domain.span import Span
    from border_annotator.ui.text.offsets import Offsets
    from border_annotator.ui.theme.theme import Theme

RADIUS = 2.0


class FoundMarks:
    """The hits of one article in Qt's positions, in order and none over another."""

    def __init__(self, spans: Sequence[Span] = (), current: int | None = None, offsets: Offsets | None = None) -> None:
        self._starts = [offsets.to_qt(span.start) for span in spans] if offsets is not None else []
        self._ends = [offsets.to_qt(span.end) for span in spans] if offsets is not None else []
        self._current = current

    def within(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """The hits that touch a stretch: start, end, and whether it is the current one."""
        for k in range(bisect_right(self._ends, start), bisect_left(self._starts, end)):
            yield self._starts[k], self._ends[k], k == self._current


def paint_found(painter: QPainter, theme: Theme, rects: Sequence[QRectF], *, is_current: bool) -> None:
    """Paint one hit below the text; the current one has an outline too, so that its colour alone does not tell it."""
    for rect in rects:
        painter.setBrush(theme.colour("found"))
        painter.setPen(QPen(theme.colour("ink"), 1.6) if is_current else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect.adjusted(-0.5, 1, 0.5, -1), RADIUS, RADIUS)
