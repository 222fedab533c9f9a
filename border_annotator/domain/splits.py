"""Which articles of a data set train, which tune and which test: the same ones as the project grows.

Where an article goes is told by the hash of its group's first article and a seed, never by an order or a number of
articles, so that what was in the test set yesterday is not trained on tomorrow. Articles that tell the same thing are
one group and go together. Event types are spread evenly by the choice of the seed, once, when the first data set is
made: choosing places by what an article holds would move articles whenever one is corrected.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping, Sequence

    from border_annotator.domain.event import Event

RESOLUTION = 2**64
TOLERANCE = 1e-9
TRIES = 200
"""Seeds that are tried for an even spread of a few articles; many spread evenly by themselves."""
PLACINGS = 400_000
"""Groups that are placed for it at most."""


class Split(StrEnum):
    """The part of a data set that an article is in."""

    TRAIN = "train"
    DEV = "dev"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Shares:
    """What part of the groups each split gets, from 0 to 1, together 1; raises ``KnownError`` for other numbers."""

    train: float = 0.8
    dev: float = 0.1
    test: float = 0.1

    def __post_init__(self) -> None:
        parts = (self.train, self.dev, self.test)
        if not all(0 <= part <= 1 for part in parts) or abs(sum(parts) - 1) > TOLERANCE:
            raise KnownError(
                "The shares of train, dev and test must be 0 to 1 and make 1 together, not {train}, {dev}, {test}.",
                train=self.train,
                dev=self.dev,
                test=self.test,
            )

    def at(self, place: float) -> Split:
        """The split of a place from 0 (included) to 1 (not included)."""
        if place < self.test:
            return Split.TEST
        return Split.DEV if place < self.test + self.dev else Split.TRAIN


class Bond(StrEnum):
    """Why two articles must not be in different splits."""

    SAME_TEXT = "same text"
    NEAR = "nearly the same text"
    VERSION = "versions of one article"
    SAME_EVENT = "the same event"


@dataclass(frozen=True, slots=True)
class Tie:
    """Two articles that belong together, by their keys, and why."""

    one: str
    other: str
    bond: Bond


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that go together, in the project's order, and what ties them."""

    keys: tuple[str, ...]
    ties: tuple[Tie, ...] = ()


def grouped(keys: Sequence[str], ties: Iterable[Tie]) -> list[Group]:
    """All articles in groups, both in the order of ``keys``; ties to articles that are not among them say nothing."""
    heads = {key: key for key in keys}
    place = {key: k for k, key in enumerate(keys)}
    known = [tie for tie in ties if tie.one in heads and tie.other in heads]
    for tie in known:
        one, other = sorted((_head(heads, tie.one), _head(heads, tie.other)), key=place.__getitem__)
        heads[other] = one
    members: dict[str, list[str]] = {}
    for key in keys:
        members.setdefault(_head(heads, key), []).append(key)
    inside: dict[str, list[Tie]] = {}
    for tie in known:
        inside.setdefault(_head(heads, tie.one), []).append(tie)
    return [Group(tuple(found), tuple(inside.get(head, ()))) for head, found in members.items()]


def split_of(group: Group, seed: str, shares: Shares) -> Split:
    """Where a group goes: by its first article alone, which stays the first when articles are added."""
    digest = hashlib.sha256(f"{seed}\0{group.keys[0]}".encode()).digest()
    return shares.at(int.from_bytes(digest[:8]) / RESOLUTION)


def same_event_ties(events: Iterable[tuple[str, Event]]) -> list[Tie]:
    """Ties of articles that tell of one event; each event comes with its article's key.

    That is: the same type on the same single day in the same countries, told as a fact of its own. One that says
    neither day nor country ties nothing.
    """
    told: dict[tuple[str, datetime.date, tuple[str, ...]], dict[str, None]] = {}
    for key, event in events:
        day = event.time.start_date
        if day is None or day != event.time.end_date or not event.geo.countries or event.genericity != "specific":
            continue
        told.setdefault((event.type, day, event.geo.countries), {})[key] = None
    return [Tie(one, other, Bond.SAME_EVENT) for keys in told.values() for one, other in pairwise(keys)]


@dataclass(frozen=True, slots=True)
class Spread:
    """How the event types lie over the splits: how many articles of each type each split has.

    ``furthest`` is the type whose part in a split is furthest from the split's own share, with that split and the
    difference of the parts, ``None`` without events.
    """

    articles: Mapping[Split, int]
    types: Mapping[str, Mapping[Split, int]]
    furthest: tuple[str, Split, float] | None


def spread(placed: Mapping[str, Split], types: Mapping[str, Iterable[str]], shares: Shares) -> Spread:
    """What a split came to; ``types`` are the event types of each article."""
    counts: dict[str, Counter[Split]] = {}
    for key, where in placed.items():
        for name in set(types.get(key, ())):
            counts.setdefault(name, Counter())[where] += 1
    wanted = {Split.TRAIN: shares.train, Split.DEV: shares.dev, Split.TEST: shares.test}
    off = [
        (abs(found[where] / found.total() - wanted[where]), name, where)
        for name, found in counts.items()
        for where in Split
    ]
    most = max(off, default=None)
    return Spread(
        articles={where: list(placed.values()).count(where) for where in Split},
        types={name: {where: counts[name][where] for where in Split} for name in sorted(counts)},
        furthest=(most[1], most[2], most[0]) if most is not None else None,
    )


def balanced_seed(groups: Sequence[Group], types: Mapping[str, Iterable[str]], shares: Shares) -> str:
    """Of some seeds the one that spreads articles and event types most evenly, a type of few articles like any other.

    ``types`` are the event types of each article. The same groups and types give the same seed.
    """
    kinds = [Counter(["", *(name for key in group.keys for name in set(types.get(key, ())))]) for group in groups]
    totals: Counter[str] = sum(kinds, Counter())
    wanted = {Split.TRAIN: shares.train, Split.DEV: shares.dev, Split.TEST: shares.test}

    def unevenness(seed: str) -> float:
        found: dict[Split, Counter[str]] = {where: Counter() for where in Split}
        for group, counted in zip(groups, kinds, strict=True):
            found[split_of(group, seed, shares)] += counted
        return sum((found[where][name] / totals[name] - wanted[where]) ** 2 for name in totals for where in Split)

    tries = max(1, min(TRIES, PLACINGS // max(1, len(groups))))
    return min((str(number) for number in range(1, tries + 1)), key=unevenness)


def torn(placed: Mapping[str, Split], ties: Iterable[Tie]) -> list[Tie]:
    """The ties whose articles are in different splits: none, unless the splits came from elsewhere."""
    return [
        tie for tie in ties if tie.one in placed and tie.other in placed and placed[tie.one] is not placed[tie.other]
    ]


def _head(heads: dict[str, str], key: str) -> str:
    """The first article of a group; the way there is made shorter on the way."""
    while heads[key] != key:
        heads[key] = heads[heads[key]]
        key = heads[key]
    return key
