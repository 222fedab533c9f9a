"""How far figures would have come out otherwise with other articles: bootstrap intervals over articles."""

from __future__ import annotations

import random
from dataclasses import dataclass
from operator import mul
from typing import TYPE_CHECKING

from border_annotator.domain.matching import Count, Share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from border_annotator.domain.agreement import Agreement

RESAMPLES = 1_000
SEED = 3
LOW, HIGH = 0.025, 0.975
LEAST_ARTICLES = 3


@dataclass(frozen=True, slots=True)
class Interval:
    """Between what a figure lies in 95 of 100 draws of as many articles."""

    low: float
    high: float


@dataclass(frozen=True)
class Intervals:
    """The intervals of an agreement's figures, under the same names: F1 of counts, accuracy of shares.

    What fewer than ``LEAST_ARTICLES`` articles have has no interval in ``by_name``: it would say nothing.
    """

    counts: Mapping[str, Interval]
    by_name: Mapping[str, Mapping[str, Interval]]
    shares: Mapping[str, Interval]


def intervals(articles: Sequence[Agreement], resamples: int = RESAMPLES, seed: int = SEED) -> Intervals:
    """Draw as many articles with replacement ``resamples`` times; the same seed draws the same ones."""
    draws = _draws(len(articles), resamples, seed)
    counts = dict.fromkeys(name for article in articles for name in article.counts)
    shares = dict.fromkeys(name for article in articles for name in article.shares)
    return Intervals(
        {name: _of_counts([a.counts.get(name, Count()) for a in articles], draws) for name in counts},
        {name: _of_parts([a.by_name.get(name, {}) for a in articles], draws) for name in counts},
        {name: _of_shares([a.shares.get(name, Share()) for a in articles], draws) for name in shares},
    )


def _of_parts(articles: Sequence[Mapping[str, Count]], draws: list[list[int]]) -> dict[str, Interval]:
    found = {}
    for part in dict.fromkeys(name for article in articles for name in article):
        counts = [article.get(part, Count()) for article in articles]
        if sum(count != Count() for count in counts) >= LEAST_ARTICLES:
            found[part] = _of_counts(counts, draws)
    return found


def _draws(articles: int, resamples: int, seed: int) -> list[list[int]]:
    """How often each article was drawn, for every resample."""
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    drawn = []
    for _ in range(resamples):
        times = [0] * articles
        for index in dice.choices(range(articles), k=articles) if articles else ():
            times[index] += 1
        drawn.append(times)
    return drawn


def _of_counts(counts: Sequence[Count], draws: list[list[int]]) -> Interval:
    right = [c.right for c in counts]
    every = [2 * c.right + c.wrong + c.missed for c in counts]
    # F1 is twice the right ones over all that were found and all that were there.
    return _spread(draws, [2 * r for r in right], every)


def _of_shares(shares: Sequence[Share], draws: list[list[int]]) -> Interval:
    return _spread(draws, [s.right for s in shares], [s.total for s in shares])


def _spread(draws: list[list[int]], parts: list[int], wholes: list[int]) -> Interval:
    drawn = ((sum(map(mul, times, parts)), sum(map(mul, times, wholes))) for times in draws)
    # Draws without any article that has it say nothing about it.
    values = sorted(part / whole for part, whole in drawn if whole)
    if not values:
        return Interval(0.0, 1.0)
    last = len(values) - 1
    return Interval(values[round(LOW * last)], values[round(HIGH * last)])
