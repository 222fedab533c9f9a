"""Figures by where they stand. Standard library only."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from border_annotator.domain.figure import Figure


class FiguresInOrder:
    """Some figures of a text, to be asked many times which of them begin between two offsets."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._figures = sorted(figures, key=lambda figure: figure.span)
        self._starts = [figure.span.start for figure in self._figures]

    def between(self, begin: int, end: int) -> list[Figure]:
        """Those that begin from ``begin`` on and before ``end``, in the order of the text."""
        return self._figures[bisect_left(self._starts, begin) : bisect_left(self._starts, end)]
