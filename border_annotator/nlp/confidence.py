"""How sure a suggestion is: how often suggestions with the same clues were right on annotated articles.

The weights are data, ``resources/gazetteer/confidence.json``, made by ``python -m tests.calibrate``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from border_annotator.domain.errors import BugError
from border_annotator.nlp.gazetteer import read_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from border_annotator.domain.annotation import Kind

FILE = "confidence.json"
# Nothing is certain, and nothing that is proposed is hopeless.
LOWEST, HIGHEST = 0.02, 0.99


@dataclass(frozen=True, slots=True)
class Weighing:
    """The weights of one kind's clues, on the scale of log odds; ``base`` is where a suggestion without any begins."""

    base: float
    weights: Mapping[str, float]

    def confidence(self, clues: Iterable[str]) -> float:
        """The share of suggestions with these clues that is right, to two places."""
        odds = self.base + sum(self.weights.get(clue, 0.0) for clue in clues)
        return round(min(HIGHEST, max(LOWEST, 1 / (1 + math.exp(-odds)))), 2)


def confidence_of(kind: Kind, clues: Iterable[str]) -> float:
    """How sure a suggestion of this kind with these clues is."""
    return _weighings()[kind.value].confidence(clues)


@cache
def _weighings() -> dict[str, Weighing]:
    kinds = read_json(FILE).get("kinds")
    if not isinstance(kinds, dict):
        raise BugError(f"{FILE}: kinds is not an object")
    try:
        return {
            str(kind): Weighing(float(found["base"]), {str(clue): float(w) for clue, w in found["weights"].items()})
            for kind, found in kinds.items()
        }
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BugError(f"{FILE}: not the shape of a table of weights") from error
