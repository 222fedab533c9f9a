"""Logistic regression with a ridge penalty on many clues that are there or not, by L-BFGS on sparse rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from border_annotator.nlp.confidence import Weighing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from tests.calibrate.fitting import Sample

    Vector = NDArray[np.float64]

# A clue must have been seen this often and on this many pages, else its weight would be that page's.
LEAST_SEEN = 8
LEAST_PAGES = 5
STEPS = 120
REMEMBERED = 10
SMALLEST = 0.12
CLOSE = 1e-3


def weigh(samples: Sequence[Sample], penalty: float) -> Weighing:
    """The weights that make these outcomes likely; deterministic for the same samples in the same order."""
    import numpy as np

    index = {clue: column for column, clue in enumerate(_known(samples), start=1)}
    rows = [[0, *sorted(index[clue] for clue in set(sample.clues) if clue in index)] for sample in samples]
    entries = np.array([column for row in rows for column in row])
    row_of = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    outcome = np.array([sample.right for sample in samples], dtype=float)
    ridge = np.full(len(index) + 1, penalty)
    ridge[0] = 0.01

    def loss(weights: Vector) -> tuple[float, Vector]:
        odds = np.bincount(row_of, weights=weights[entries], minlength=len(rows))
        chance = 1 / (1 + np.exp(-odds))
        value = float(np.sum(np.logaddexp(0, odds) - outcome * odds) + 0.5 * np.sum(ridge * weights**2))
        slope = np.bincount(entries, weights=(chance - outcome)[row_of], minlength=len(ridge)) + ridge * weights
        return value, slope

    weights = _lowest(loss, np.zeros(len(ridge)))
    found = {clue: round(float(weights[column]), 2) for clue, column in index.items()}
    return Weighing(round(float(weights[0]), 2), {c: w for c, w in found.items() if abs(w) >= SMALLEST})


def _lowest(loss: Callable[[Vector], tuple[float, Vector]], start: Vector) -> Vector:
    """Where the loss is lowest, from what the last few steps tell of its curve."""
    here = start
    value, slope = loss(here)
    steps: list[tuple[Vector, Vector]] = []
    for _ in range(STEPS):
        direction = -_curved(slope, steps)
        length, descent = (1.0 if steps else 1.0 / max(1.0, float(abs(slope).max()))), float(slope @ direction)
        for _try in range(20):
            there = here + length * direction
            next_value, next_slope = loss(there)
            if next_value <= value + 1e-4 * length * descent:
                break
            length /= 2
        if abs(value - next_value) < CLOSE:
            return there
        steps = [*steps, (there - here, next_slope - slope)][-REMEMBERED:]
        here, value, slope = there, next_value, next_slope
    return here


def _curved(slope: Vector, steps: Sequence[tuple[Vector, Vector]]) -> Vector:
    found = slope.copy()
    kept = []
    for moved, turned in reversed(steps):
        part = float(moved @ found) / float(moved @ turned)
        kept.append(part)
        found = found - part * turned
    if steps:
        moved, turned = steps[-1]
        found = found * (float(moved @ turned) / float(turned @ turned))
    for (moved, turned), part in zip(steps, reversed(kept), strict=True):
        found = found + moved * (part - float(turned @ found) / float(moved @ turned))
    return found


def _known(samples: Sequence[Sample]) -> list[str]:
    seen: Counter[str] = Counter()
    pages: defaultdict[str, set[str]] = defaultdict(set)
    for sample in samples:
        for clue in set(sample.clues):
            seen[clue] += 1
            pages[clue].add(sample.article)
    return sorted(c for c, n in seen.items() if n >= LEAST_SEEN and len(pages[c]) >= LEAST_PAGES)
