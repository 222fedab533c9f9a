"""Words between the lines: role names and normal forms, none over another, none over the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRectF

LETTER_TOP, LETTER_BOTTOM = 0.71, 0.26
"""How far the letters of the article's face reach above and below their line, in parts of the face's ascent."""
APART = 8.0
"""Pixels between two labels of a line."""
ABOVE_BOX = 3.5
"""Pixels between a label and the box below it, where there is room."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch of text stands on one line, in the viewport's pixels.

    ``baseline`` and ``ascent`` are the line's own; ``ceiling`` is how far down the letters of the line above reach.
    """

    rect: QRectF
    baseline: float
    ascent: float
    ceiling: float


@dataclass(frozen=True, slots=True)
class Label:
    """Words that want to stand above a place."""

    place: Place
    words: str
    is_role: bool = True


def label_baseline(place: Place, capitals: float, zoom: float) -> float:
    """How high a label stands: over the boxes of its line where there is room, else in the gap between the letters.

    ``capitals`` is the height of the label's letters.
    """
    letters = place.baseline - place.ascent * LETTER_TOP
    wanted = min(place.rect.top() - ABOVE_BOX * zoom, letters - 1)
    if wanted - capitals >= place.ceiling + 1:
        return wanted
    return min(letters - 0.5, max(wanted, place.ceiling + 1 + capitals))


def spread(wanted: Sequence[tuple[float, float]], room: float, apart: float = APART) -> list[tuple[float, float]]:
    """Left ends and widths for labels of one line, given where each wants to begin and how wide it is.

    They keep their order, none overlaps another or leaves the room from 0 to ``room``; where they do not all fit, the
    widest become narrower.
    """
    if not wanted:
        return []
    apart = min(apart, room / (2 * len(wanted)))
    widths = _narrowed([width for _left, width in wanted], room - apart * (len(wanted) - 1))
    lefts: list[float] = []
    for (left, _width), width in zip(wanted, widths, strict=True):
        least = lefts[-1] + widths[len(lefts) - 1] + apart if lefts else 0.0
        lefts.append(max(least, min(left, room - width)))
    most = room
    for k in range(len(lefts) - 1, -1, -1):
        lefts[k] = max(0.0, min(lefts[k], most - widths[k]))
        most = lefts[k] - apart
    return list(zip(lefts, widths, strict=True))


def _narrowed(widths: list[float], room: float) -> list[float]:
    if sum(widths) <= room:
        return widths
    rest, left = max(0.0, room), len(widths)
    found = dict.fromkeys(range(len(widths)), 0.0)
    for k in sorted(found, key=lambda k: widths[k]):
        found[k] = min(widths[k], rest / left)
        rest, left = rest - found[k], left - 1
    return [found[k] for k in range(len(widths))]
