"""Painting the marks of blocks: whole blocks as pictures that are kept, a few lines of a block directly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.ui.text.lanes import MOST_LANES
from border_annotator.ui.text.painting import LANE, paint_marks, placed_marks
from border_annotator.ui.text.pictures import Pictures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter, QTextBlock

    from border_annotator.ui.text.geometry import SetLines
    from border_annotator.ui.text.marks import Mark
    from border_annotator.ui.text.painting import Placed
    from border_annotator.ui.theme.theme import Theme

ROOM = 22
"""Pixels above and below a block, at 100 %, that what is painted for it may reach."""
BESIDE = 8
"""Pixels beside a block that its marks may reach."""
REACH = LANE * MOST_LANES + 2
"""Pixels above and below its letters, at 100 %, that a mark may reach, the words above it left out."""


class BlockPainting:
    """Knows where the marks of blocks stand, and paints them below the letters."""

    def __init__(self) -> None:
        self._pictures = Pictures()
        self._placed: dict[int, tuple[Sequence[Mark], SetLines, list[Placed]]] = {}

    def clear(self) -> None:
        """Forget all: the article, its colours or its size are others."""
        self._pictures.clear()
        self._placed.clear()

    def paint(
        self,
        painter: QPainter,
        block: QTextBlock,
        lines: SetLines,
        marks: Sequence[Mark],
        place: QRectF,
        part: QRectF,
        theme: Theme,
        zoom: float,
    ) -> None:
        """Paint what of a block's marks is seen in a part of the page; ``place`` is where the block stands."""
        reach = REACH * zoom

        def seen(part: QRectF) -> list[Placed]:
            top, bottom = part.top() - place.top() - reach, part.bottom() - place.top() + reach
            found = self._placed_of(block, lines, marks)
            return [one for one in found if one.rects[-1].bottom() > top and one.rects[0].top() < bottom]

        def paint(on: QPainter, part: QRectF | None = None) -> None:
            on.save()
            on.translate(0, place.top())
            paint_marks(on, theme, self._placed_of(block, lines, marks) if part is None else seen(part), zoom)
            on.restore()

        if seen(part):
            around = (BESIDE, round(ROOM * zoom))
            self._pictures.paint(painter, block.blockNumber(), marks, place, around, part, paint)

    def _placed_of(self, block: QTextBlock, lines: SetLines, marks: Sequence[Mark]) -> list[Placed]:
        """The marks with where they stand, counted from the block's top."""
        number, first, last = block.blockNumber(), block.position(), block.length() - 1
        known = self._placed.get(number)
        if known is None or known[0] is not marks or known[1] is not lines:

            def rects(mark: Mark) -> list[QRectF]:
                places = lines.places(max(0, mark.start - first), min(last, mark.end - first), 0.0)
                return [place.rect for place in places]

            known = self._placed[number] = (marks, lines, placed_marks(marks, rects))
        return known[2]
