"""Where a stretch of text stands on a line, also where letters that run to the right and to the left are mixed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QTextLine

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
TOUCHING = 0.75
"""Pixels between two runs that are still one box."""


def has_right_to_left(text: str) -> bool:
    """Whether any of a text may run to the left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def runs_on(line: QTextLine, start: int, end: int, *, is_mixed: bool) -> list[tuple[float, float]]:
    """The left and right ends of what a stretch covers on a line, from the left; offsets are those of the layout.

    A stretch that lies in letters of one direction is one run. Where directions mix, what stands together in the text
    may stand apart on the line; each part is a run of its own, and nothing between them is covered.
    """
    start, end = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
    if start >= end:
        return []
    if not is_mixed:
        return [_ordered(_x_of(line.cursorToX(start)), _x_of(line.cursorToX(end)))]
    # Not every platform's glyphs begin where the stretch begins: a ligature is drawn, and so marked, as a whole.
    boxes = (run.boundingRect() for run in line.glyphRuns(start, end - start))
    found = _joined((box.left(), box.right()) for box in boxes if box.width() > 0)
    return found or [_ordered(_x_of(line.cursorToX(start)), _x_of(line.cursorToX(end)))]


def _joined(runs: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for left, right in sorted(runs):
        if found and left <= found[-1][1] + TOUCHING:
            found[-1] = (found[-1][0], max(right, found[-1][1]))
        else:
            found.append((left, right))
    return found


def _ordered(one: float, other: float) -> tuple[float, float]:
    return (one, other) if one <= other else (other, one)


def _x_of(found: object) -> float:
    # PySide gives the position that it found along with x; its stubs say only "object".
    x = found[0] if isinstance(found, tuple) else found
    return float(x) if isinstance(x, int | float) else 0.0
