"""Where stretches of the article stand on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from border_annotator.ui.text.labels import LETTER_BOTTOM, Place
from border_annotator.ui.text.runs import runs_on

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock

FREE = 1_000.0
"""More pixels than any gap: nothing stands above the first line of a block that would be in the way."""
BOX_ABOVE, BOX_BELOW = 0.92, 0.9
"""How far a box reaches from the line of the letters, in parts of the face's ascent and descent."""


def places_of(block: QTextBlock, start: int, end: int, top: float, *, is_mixed: bool) -> list[Place]:
    """Where a stretch stands in a block: a place for each line, and for each part where directions mix.

    ``start`` and ``end`` are Qt positions of the document, ``top`` is where the block begins in the viewport.
    """
    layout = block.layout()
    first, last = max(0, start - block.position()), min(block.length() - 1, end - block.position())
    if first >= last:
        return []
    left = layout.position().x()
    found = []
    for number in range(max(0, layout.lineForTextPosition(first).lineNumber()), layout.lineCount()):
        line = layout.lineAt(number)
        if line.textStart() >= last:
            break
        ascent, baseline = line.ascent(), top + line.y() + line.ascent()
        ceiling = baseline - FREE
        if number > 0:
            above = layout.lineAt(number - 1)
            ceiling = top + above.y() + above.ascent() * (1 + LETTER_BOTTOM)
        box = QRectF(0, baseline - ascent * BOX_ABOVE, 0, ascent * BOX_ABOVE + line.descent() * BOX_BELOW)
        # What is wrapped after a space is not marked as far as the space goes.
        most = line.x() + line.naturalTextWidth() if not is_mixed else FREE + line.width()
        for x1, x2 in runs_on(line, first, last, is_mixed=is_mixed):
            rect = QRectF(left + x1, box.top(), max(x1, min(x2, most)) - x1, box.height())
            found.append(Place(rect, baseline, ascent, ceiling))
    return found
