"""Taking times fairly: warmed up, repeated, the garbage collector out of the way."""

from __future__ import annotations

import gc
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what was measured, ours and the floor in milliseconds, or a value that stands alone."""

    what: str
    ours: float
    floor: float | None = None
    unit: str = "ms"
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the floor ours is."""
        return self.ours / self.floor if self.floor else None


def timed(work: Callable[[], object]) -> float:
    """How many milliseconds it takes once."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def times(work: Callable[[], object], repeats: int, *, warm_up: int = 1) -> list[float]:
    """The times of some repeats."""
    for _k in range(warm_up):
        work()
    gc.collect()
    gc.disable()
    try:
        return [timed(work) for _k in range(repeats)]
    finally:
        gc.enable()


def median(work: Callable[[], object], repeats: int = 7, *, warm_up: int = 1) -> float:
    """The median of some repeats."""
    return statistics.median(times(work, repeats, warm_up=warm_up))


def in_turns(one: Callable[[], object], other: Callable[[], object], repeats: int) -> tuple[list[float], list[float]]:
    """The times of two works that take turns, so that a busy moment of the machine meets both."""
    for _k in range(repeats // 10 + 1):
        one()
        other()
    pairs = [(timed(one), timed(other)) for _k in range(repeats)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def percentile(found: Sequence[float], percent: int) -> float:
    """The value that ``percent`` of the times stay under."""
    return sorted(found)[min(len(found) - 1, len(found) * percent // 100)]


def table(lines: Sequence[Line]) -> str:
    """The lines as text with aligned columns."""
    rows = [("what", "ours", "floor", "ratio", "")]
    for line in lines:
        floor = _said(line.floor, line.unit) if line.floor is not None else "–"
        ratio = f"{line.ratio:.1f}×" if line.ratio is not None else "–"
        rows.append((line.what, _said(line.ours, line.unit), floor, ratio, line.note))
    return "\n".join(aligned(rows))


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as lines: the first is the head, the first column and the last one stand left, the others right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    last = len(widths) - 1
    for row in (rows[0], ["-" * width for width in widths], *rows[1:]):
        cells = [
            f"{cell:<{width}}" if k in (0, last) else f"{cell:>{width}}"
            for k, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def _said(value: float, unit: str) -> str:
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:,.3g} {unit}"
