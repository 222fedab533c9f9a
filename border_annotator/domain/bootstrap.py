"""How far figures would have come out otherwise with other articles: bootstrap intervals over articles."""

from __future__ import annotations

import random
from dataclasses import dataclass
from operator import mul
from typing import TYPE_CHECKING

from border_annotator.domain.matching import Count, Share

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from border_annotator.domain.agreement import Agreement

RESAMPLES = 1_000
SEED = 3
LOW, HIGH = 0.025, 0.975


@dataclass(frozen=True, slots=True)
class Interval:
    """Between what a figure lies in 95 of 100 draws of as many articles."""

    low: float
    high: float


@dataclass(frozen=True)
class Intervals:
    """The intervals of an agreement's figures, under the same names: F1 of counts, accuracy of shares."""

    counts: Mapping[str, Interval]
    by_name: Mapping[str, Mapping[str, Interval]]
    shares: Mapping[str, Interval]


def intervals(articles: Sequence[Agreement], resamples: int = RESAMPLES, seed: int = SEED) -> Intervals:
    """Draw as many articles with replacement ``resamples`` times; the same seed draws the same ones."""
    draws = _draws(len(articles), resamples, seed)
    counts = dict.fromkeys(name for article in articles for name in article.counts)
    shares = dict.fromkeys(name for article in articles for name in article.shares)
    parts = {name: dict.fromkeys(p for a in articles for p in a.by_name.get(name, {})) for name in counts}
    return Intervals(
        {name: _of_counts([a.counts.get(name, Count()) for a in articles], draws) for name in counts},
        {
            name: {p: _of_counts([a.by_name.get(name, {}).get(p, Count()) for a in articles], draws) for p in inner}
            for name, inner in parts.items()
        },
        {name: _of_shares([a.shares.get(name, Share()) for a in articles], draws) for name in shares},
    )


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
    columns = [[c.right for c in counts], [c.wrong for c in counts], [c.missed for c in counts]]
    return _spread(draws, columns, lambda right, wrong, missed: Count(right, wrong, missed).f1)


def _of_shares(shares: Sequence[Share], draws: list[list[int]]) -> Interval:
    columns = [[s.right for s in shares], [s.total for s in shares]]
    return _spread(draws, columns, lambda right, total: right / total if total else None)


def _spread(draws: list[list[int]], columns: list[list[int]], figure: Callable[..., float | None]) -> Interval:
    drawn = (figure(*(sum(map(mul, times, column)) for column in columns)) for times in draws)
    values = sorted(value for value in drawn if value is not None)
    if not values:
        return Interval(0.0, 1.0)
    last = len(values) - 1
    return Interval(values[round(LOW * last)], values[round(HIGH * last)])
