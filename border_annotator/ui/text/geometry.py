"""Where stretches of the article stand on the page."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from border_annotator.ui.text.labels import LETTER_BOTTOM, Place
from border_annotator.ui.text.runs import has_right_to_left, runs_on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QRect
    from PySide6.QtGui import QRegion, QTextLayout, QTextLine

FREE = 1_000.0
"""More pixels than any gap: nothing stands above the first line of a block that would be in the way."""
BOX_ABOVE, BOX_BELOW = 0.92, 0.9
"""How far a box reaches from the line of the letters, in parts of the face's ascent and descent."""


class SetLines:
    """The lines of a block that is laid out, with what is asked of them again and again; heights count from its top."""

    def __init__(self, layout: QTextLayout, text: str) -> None:
        self._left = layout.position().x()
        self._is_mixed = has_right_to_left(text)
        self._lines: list[tuple[QTextLine, int, int, float, float, float, float, float]] = []
        ceiling = -FREE
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            first, y, ascent = line.textStart(), line.y(), line.ascent()
            baseline = y + ascent
            # What is wrapped after a space is not marked as far as the space goes.
            most = FREE + line.width() if self._is_mixed else line.x() + line.naturalTextWidth()
            height = ascent * BOX_ABOVE + line.descent() * BOX_BELOW
            last = first + line.textLength()
            ceiling = ceiling if number else baseline - FREE
            self._lines.append((line, first, last, baseline, ascent, ceiling, most, height))
            ceiling = y + ascent * (1 + LETTER_BOTTOM)
        self._lasts = [line[2] for line in self._lines]
        self._known: dict[tuple[int, int], list[Place]] = {}

    def places(self, first: int, last: int, top: float) -> list[Place]:
        """Where a stretch of the block stands: a place for each line, and for each part where directions mix.

        ``first`` and ``last`` are Qt positions in the block, ``top`` is where it begins in the viewport. The same
        stretches are asked for with every picture, so what was found once is kept.
        """
        found = self._known.get((first, last))
        if found is None:
            found = self._known[first, last] = self._found(first, last)
        return [
            Place(place.rect.translated(0, top), top + place.baseline, place.ascent, top + place.ceiling)
            for place in found
        ]

    def _found(self, first: int, last: int) -> list[Place]:
        """The same as if the block began at the viewport's upper edge."""
        found: list[Place] = []
        if first >= last:
            return found
        for k in range(min(bisect_right(self._lasts, first), len(self._lines) - 1), len(self._lines)):
            line, start, _end, baseline, ascent, ceiling, most, height = self._lines[k]
            if start >= last:
                break
            for x1, x2 in runs_on(line, first, last, is_mixed=self._is_mixed):
                rect = QRectF(self._left + x1, baseline - ascent * BOX_ABOVE, max(x1, min(x2, most)) - x1, height)
                found.append(Place(rect, baseline, ascent, ceiling))
        return found


def parts_of(region: QRegion) -> list[QRect]:
    """The rectangles of a region, none over another."""
    parts: Iterable[QRect] = region  # type: ignore[assignment] # the stubs do not know that it can be iterated
    return list(parts)
