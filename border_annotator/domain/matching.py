"""Pairing two people's (or a person's and a machine's) spans, and counting what came of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from border_annotator.domain.figure import Figure, Number
    from border_annotator.domain.span import Span

G = TypeVar("G")
F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Count:
    """Found rightly, found wrongly, missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """How much of what was found is right; with nothing found, whether nothing was there."""
        found = self.right + self.wrong
        return self.right / found if found else float(not self.missed)

    @property
    def recall(self) -> float:
        """How much of what was there is found; with nothing there, whether nothing was found."""
        there = self.right + self.missed
        return self.right / there if there else float(not self.wrong)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a number of answers are right."""

    right: int = 0
    total: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.total + other.total)

    @property
    def accuracy(self) -> float | None:
        """The share that is right, ``None`` of nothing."""
        return self.right / self.total if self.total else None


def overlap_ratio(one: Span, other: Span) -> float:
    """Intersection over union: 1 for the same span, 0 for spans that do not touch."""
    return one.shared(other) / (max(one.end, other.end) - min(one.start, other.start))


def pairs(gold: Sequence[G], found: Sequence[F], score: Callable[[G, F], float]) -> dict[int, int]:
    """Pair off one to one, the best score first, earlier ones first among equals; only scores above 0 pair."""
    scored = []
    for i, there in enumerate(gold):
        for j, proposed in enumerate(found):
            value = score(there, proposed)
            if value > 0:
                scored.append((-value, i, j))
    scored.sort()
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in scored:
        if i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return matched


def same_number(one: Number | None, other: Number | None) -> bool:
    """Whether two numbers agree to a thousandth; nothing agrees with nothing only."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-3 * max(1.0, abs(one))


def same_value(gold: Figure, found: Figure) -> bool:
    """Whether two quantities say the same number, or the same range where the gold gives one."""
    if gold.value is None:
        return same_number(gold.minimum, found.minimum) and same_number(gold.maximum, found.maximum)
    return same_number(gold.value, found.value)


# Words that say nothing about what is counted, and plurals that the rule for -s does not know.
GENERIC = frozenset(
    {"the", "a", "an", "of", "to", "in", "from", "and", "border", "people", "person", "irregular", "illegal"}
)
SINGULAR = {"people": "person", "persons": "person", "men": "man", "women": "woman", "children": "child"}
_WORD = re.compile(r"[^\W\d_]+")


def same_counted(gold: str | None, found: str | None) -> bool:
    """Whether two noun phrases count the same thing: half of the shorter one's telling words agree.

    Where one has generic words only (“people”), one common word is enough.
    """
    one, other = _words(gold), _words(found)
    telling, other_telling = one - GENERIC, other - GENERIC
    if not telling or not other_telling:
        return bool(one & other)
    return len(telling & other_telling) >= min(len(telling), len(other_telling)) / 2


def _words(phrase: str | None) -> set[str]:
    return {_singular(word) for word in _WORD.findall((phrase or "").lower())}


def _singular(word: str) -> str:
    word = SINGULAR.get(word) or (f"{word[:-3]}y" if word.endswith("ies") else word)
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
