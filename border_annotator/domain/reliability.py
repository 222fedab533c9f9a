"""Whether confidences mean what they say: of suggestions at 0.8, eight in ten should be right."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind
from border_annotator.domain.bootstrap import Interval
from border_annotator.domain.pairing import judge_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from border_annotator.domain.pairing import Pairing

BINS = 10
# Of the normal distribution, for intervals that hold in 95 of 100 cases.
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Judged:
    """One suggestion: what it was, how sure the machine was of it, and whether it was right."""

    kind: Kind
    id: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The suggestions whose confidence lies from ``low`` to ``high``: how sure they were and how often right."""

    low: float
    high: float
    total: int
    confidence: float
    precision: float
    interval: Interval


@dataclass(frozen=True)
class Reliability:
    """The bins that hold anything, and the distance between confidence and precision over all of them.

    ``error`` is the expected calibration error, ``separation`` the chance that a right suggestion is surer than a
    wrong one (0.5 says nothing, ``None`` where all are right or all wrong).
    """

    bins: tuple[Bin, ...]
    total: int
    error: float
    separation: float | None


def judged(pairing: Pairing) -> list[Judged]:
    """The suggestions of known confidence with the verdict of the gold.

    Left out is what the gold calls optional, and names on one of its common nouns: neither right nor wrong there. A
    name is right when its label is and it overlaps, a figure when its value is, an event when its type is and its
    trigger overlaps; a second suggestion for the same event is wrong.
    """
    gold, found, origins = pairing.gold, pairing.found, pairing.found.origins
    names = {j: i for i, j in pairing.named.items()}
    mentions = {j: i for i, j in pairing.mentions.items()}
    verdicts: list[tuple[Kind, str, bool]] = []
    for j, entity in enumerate(found.entities):
        partner = (mentions if entity.mention == "NOM" else names).get(j)
        neutral = entity.mention == "NAM" and j in pairing.forgiven
        if not (gold.entities[partner].optional if partner is not None else neutral):
            verdicts.append((Kind.ENTITY, entity.id, partner is not None))
    figures = {j: i for i, j in pairing.figures.items()}
    for j, figure in enumerate(found.figures):
        partner = figures.get(j)
        if partner is None or not gold.figures[partner].optional:
            right = partner is not None and judge_figure(gold.figures[partner], figure).right
            verdicts.append((Kind.FIGURE, figure.id, right))
    events = {j: i for i, j in pairing.events.pairs.items()}
    for j, event in enumerate(found.events):
        partner = events.get(j)
        if partner is None or not gold.events[partner].optional:
            verdicts.append((Kind.EVENT, event.id, partner is not None))
    return [Judged(kind, key, origins[key].confidence, right) for kind, key, right in verdicts if key in origins]


def reliability(verdicts: Iterable[Judged], bins: int = BINS) -> Reliability:
    """Sort suggestions into bins of equal width by their confidence."""
    every = list(verdicts)
    sorted_in: list[list[Judged]] = [[] for _ in range(bins)]
    for verdict in every:
        sorted_in[min(bins - 1, int(verdict.confidence * bins))].append(verdict)
    found = [_bin(number / bins, (number + 1) / bins, inside) for number, inside in enumerate(sorted_in) if inside]
    away = sum(b.total * abs(b.precision - b.confidence) for b in found)
    return Reliability(tuple(found), len(every), away / len(every) if every else 0.0, separation(every))


def separation(verdicts: Sequence[Judged]) -> float | None:
    """How often a right suggestion is surer than a wrong one, ties counting half: the area under the ROC curve."""
    ranked = sorted(verdicts, key=lambda verdict: verdict.confidence)
    right = sum(verdict.right for verdict in ranked)
    wrong = len(ranked) - right
    if not right or not wrong:
        return None
    ahead = 0.0
    below = start = 0
    while start < len(ranked):
        end = start
        while end < len(ranked) and ranked[end].confidence == ranked[start].confidence:
            end += 1
        here = sum(verdict.right for verdict in ranked[start:end])
        ahead += here * (below + (end - start - here) / 2)
        below += end - start - here
        start = end
    return ahead / (right * wrong)


def _bin(low: float, high: float, inside: list[Judged]) -> Bin:
    total, right = len(inside), sum(verdict.right for verdict in inside)
    sure = sum(verdict.confidence for verdict in inside) / total
    return Bin(low, high, total, sure, right / total, share_interval(right, total))


def share_interval(right: int, total: int) -> Interval:
    """Between what a share that came out as ``right`` of ``total`` may truly lie (Wilson)."""
    if not total:
        return Interval(0.0, 1.0)
    share, square = right / total, _Z * _Z
    middle = (share + square / (2 * total)) / (1 + square / total)
    half = _Z * math.sqrt(share * (1 - share) / total + square / (4 * total * total)) / (1 + square / total)
    return Interval(max(0.0, middle - half), min(1.0, middle + half))
