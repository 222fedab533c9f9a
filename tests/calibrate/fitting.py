"""Logistic regression with a ridge penalty on words that are there or not, by Newton's method."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.nlp.confidence import Weighing

if TYPE_CHECKING:
    from collections.abc import Sequence

# A clue must have been seen this often and in this many articles, else its weight would be that article's.
LEAST_SEEN = 8
LEAST_ARTICLES = 3
STEPS = 30
# A weight below this moves no confidence by a hundredth.
SMALLEST = 0.02


@dataclass(frozen=True, slots=True)
class Sample:
    """One suggestion of an article: its clues, and whether it was right."""

    article: str
    clues: tuple[str, ...]
    right: bool


def fit(samples: Sequence[Sample], penalty: float) -> Weighing:
    """The weights that make these outcomes likely; the larger the penalty, the nearer to no weight at all.

    Deterministic: the same samples in the same order give the same weights.
    """
    import numpy as np

    known = _known(samples)
    index = {clue: column for column, clue in enumerate(known, start=1)}
    matrix = np.zeros((len(samples), len(known) + 1))
    matrix[:, 0] = 1.0
    for row, sample in enumerate(samples):
        for clue in sample.clues:
            if clue in index:
                matrix[row, index[clue]] = 1.0
    outcome = np.array([sample.right for sample in samples], dtype=float)
    # The mean is not pulled towards even odds.
    ridge = np.full(len(known) + 1, penalty)
    ridge[0] = 0.01
    weights = np.zeros(len(known) + 1)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (outcome - chance) - ridge * weights
        curve = (matrix.T * (chance * (1 - chance) + 1e-9)) @ matrix + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        weights += step
        if float(np.abs(step).max()) < 1e-4:
            break
    found = {clue: round(float(weights[column]), 3) for clue, column in index.items()}
    return Weighing(round(float(weights[0]), 3), {c: w for c, w in found.items() if abs(w) >= SMALLEST})


def _known(samples: Sequence[Sample]) -> list[str]:
    """The clues that were seen often enough, in the order of the alphabet."""
    seen: Counter[str] = Counter()
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for sample in samples:
        seen.update(sample.clues)
        for clue in sample.clues:
            articles[clue].add(sample.article)
    return sorted(c for c, n in seen.items() if n >= LEAST_SEEN and len(articles[c]) >= LEAST_ARTICLES)
