"""The ink of triggers: their letters have the colour of their group, or stand out from a filled box."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QTextCharFormat, QTextLayout

from border_annotator.domain.worksheet import State
from border_annotator.ui.text.marks import Look

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QTextBlock

    from border_annotator.ui.text.marks import Mark
    from border_annotator.ui.theme.theme import Theme


def ink_of(block: QTextBlock, marks: Iterable[Mark], theme: Theme) -> list[QTextLayout.FormatRange]:
    """How the letters of a block's triggers are written."""
    ranges = []
    for mark in marks:
        if mark.look is not Look.TRIGGER or mark.state is State.REJECTED:
            continue
        colour = theme.group(mark.colour_key) if mark.state is State.SUGGESTED else theme.on_fill
        inked = QTextLayout.FormatRange()
        inked.start = max(0, mark.start - block.position())
        inked.length = mark.end - block.position() - inked.start
        inked.format = _written(colour.rgba())
        ranges.append(inked)
    return ranges


@cache
def _written(colour: int) -> QTextCharFormat:
    written = QTextCharFormat()
    written.setForeground(QColor.fromRgba(colour))
    return written
