"""Agreement between gold annotations of an article and those of a machine or another person.

Everything here is a pure function of two articles. Optional gold items cost nothing when they are missed and earn
nothing when they are found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from border_annotator.domain.annotation import anchor_of, label_of
from border_annotator.domain.event_agreement import (
    ATTRIBUTES,
    EventMatch,
    event_score,
    filler_score,
    is_not_factual,
    match_events,
    same_time,
)
from border_annotator.domain.matching import Count, Share, overlap_ratio, pairs, same_counted, same_value
from border_annotator.domain.span import overlapping

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from border_annotator.domain.article import Article
    from border_annotator.domain.entity import Entity
    from border_annotator.domain.event import Event
    from border_annotator.domain.figure import Figure

K = TypeVar("K")
V = TypeVar("V", Count, Share)


@dataclass(frozen=True)
class Agreement:
    """What a comparison counted; several add up.

    ``counts`` are the headline figures by name, ``by_name`` the same by label, kind, type or role within a headline,
    ``shares`` the attributes' accuracies. ``masked`` is how much was proposed where nothing may be annotated,
    ``repeated`` how many events were proposed again on another mention.
    """

    counts: Mapping[str, Count] = field(default_factory=dict)
    by_name: Mapping[str, Mapping[str, Count]] = field(default_factory=dict)
    shares: Mapping[str, Share] = field(default_factory=dict)
    masked: int = 0
    repeated: int = 0
    articles: int = 0

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(
            counts=_sum(self.counts, other.counts, Count()),
            by_name={
                name: _sum(self.by_name.get(name, {}), other.by_name.get(name, {}), Count())
                for name in dict.fromkeys((*self.by_name, *other.by_name))
            },
            shares=_sum(self.shares, other.shares, Share()),
            masked=self.masked + other.masked,
            repeated=self.repeated + other.repeated,
            articles=self.articles + other.articles,
        )


def compare(gold: Article, found: Article) -> Agreement:
    """Hold ``found`` against ``gold``; both must be of the same text."""
    tally = _Tally()
    _compare_entities(gold, found, tally)
    _compare_figures(gold, found, tally)
    _compare_events(gold, found, tally)
    _compare_layout(gold, found, tally)
    masked = [a for a in found.annotations() if gold.layout.is_masked(anchor_of(a))]
    return Agreement(tally.counts, tally.by_name, tally.shares, len(masked), tally.repeated, articles=1)


class _Tally:
    """The counts of one article while they are taken."""

    def __init__(self) -> None:
        self.counts: dict[str, Count] = {}
        self.by_name: dict[str, dict[str, Count]] = {}
        self.shares: dict[str, Share] = {}
        self.repeated = 0

    def add(self, headline: str, name: str | None, count: Count) -> None:
        self.counts[headline] = self.counts.get(headline, Count()) + count
        if name is not None:
            names = self.by_name.setdefault(headline, {})
            names[name] = names.get(name, Count()) + count

    def share(self, name: str, right: object) -> None:
        self.shares[name] = self.shares.get(name, Share()) + Share(int(bool(right)), 1)

    def matched(
        self,
        headline: str,
        gold: Sequence[Entity | Figure | Event],
        found: Sequence[Entity | Figure | Event],
        matched: Mapping[int, int],
        name: Callable[[Entity | Figure | Event], str] | None = None,
        forgiven: Collection[int] = (),
    ) -> None:
        """Count a pairing; ``forgiven`` are the found ones that cost nothing when nothing was paired with them."""
        self.add(headline, None, Count())
        for i, there in enumerate(gold):
            if not there.optional:
                count = Count(right=1) if i in matched else Count(missed=1)
                self.add(headline, name(there) if name else None, count)
        taken = set(matched.values())
        for j, proposed in enumerate(found):
            if j not in taken and j not in forgiven:
                self.add(headline, name(proposed) if name else None, Count(wrong=1))


def _compare_entities(gold: Article, found: Article, tally: _Tally) -> None:
    """Named mentions are the measure; what hits a common noun of the gold costs nothing there."""
    named = [entity for entity in gold.entities if entity.mention == "NAM"]
    nouns = [entity.span for entity in gold.entities if entity.mention == "NOM"]
    forgiven = {
        j for j, entity in enumerate(found.entities) if entity.mention == "NOM" or overlapping(entity.span, nouns)
    }

    def exact(one: Entity, other: Entity) -> float:
        return float(one.span == other.span and one.label == other.label)

    def near(one: Entity, other: Entity) -> float:
        return overlap_ratio(one.span, other.span) if one.label == other.label else 0.0

    tally.matched("entity_exact", named, found.entities, pairs(named, found.entities, exact), label_of, forgiven)
    matched = pairs(named, found.entities, near)
    tally.matched("entity_overlap", named, found.entities, matched, label_of, forgiven)
    for headline, score in (("entity_exact_all", exact), ("entity_overlap_all", near)):
        tally.matched(headline, gold.entities, found.entities, pairs(gold.entities, found.entities, score))
    for i, j in matched.items():
        tally.share("entity_link", named[i].link == found.entities[j].link)


def _compare_figures(gold: Article, found: Article, tally: _Tally) -> None:
    theirs, ours = gold.figures, found.figures
    exact = pairs(theirs, ours, lambda one, other: float(one.span == other.span))
    tally.matched("figure_exact", theirs, ours, exact)
    matched = pairs(theirs, ours, lambda one, other: overlap_ratio(one.span, other.span))
    tally.matched("figure_overlap", theirs, ours, matched, label_of)
    right = {False: 0, True: 0}
    for i, j in matched.items():
        one, other = theirs[i], ours[j]
        if one.is_temporal:
            is_right = same_time(one, other)
            tally.share("temporal_norm", is_right)
        else:
            value, comparator = same_value(one, other), one.comparator == _comparator(other)
            counted = same_counted(one.counted, other.counted)
            is_right = value and comparator and (counted or one.kind != "count")
            tally.share("figure_value", value)
            tally.share("figure_comparator", comparator)
            tally.share("figure_change", one.change == (other.change or ("none" if other.is_temporal else None)))
            if one.kind == "count":
                tally.share("figure_counted", counted)
        right[one.is_temporal] += is_right
    for headline, temporal in (("figure_correct", False), ("temporal_correct", True)):
        there = sum(figure.is_temporal == temporal for figure in theirs)
        proposed = sum(figure.is_temporal == temporal for figure in ours)
        hits = right[temporal]
        # A time can be paired with a quantity, so there may be more hits than proposals of the kind.
        tally.add(headline, None, Count(hits, max(0, proposed - hits), there - hits))


def _comparator(figure: Figure) -> str | None:
    return "eq" if figure.comparator is None and figure.is_temporal else figure.comparator


def _compare_events(gold: Article, found: Article, tally: _Tally) -> None:
    match = match_events(gold.events, found.events)
    tally.repeated += len(match.repeated)
    tally.matched("event", gold.events, found.events, match.pairs, label_of, match.repeated)
    tally.matched("event_strict", gold.events, found.events, match.pairs)
    untyped = pairs(gold.events, found.events, event_score)
    tally.matched("event_untyped", gold.events, found.events, untyped)
    _compare_arguments(gold, found, match, tally)
    for i, j in match.pairs.items():
        if not gold.events[i].optional:
            _compare_attributes(gold.events[i], found.events[j], tally)


def _compare_arguments(gold: Article, found: Article, match: EventMatch, tally: _Tally) -> None:
    tally.add("argument", None, Count())
    score = filler_score(gold, found, match)
    taken = set(match.pairs.values())
    for i, event in enumerate(gold.events):
        if event.optional:
            continue
        proposed = found.events[match.pairs[i]].arguments if i in match.pairs else ()
        filled = pairs(event.arguments, proposed, score)
        for a, argument in enumerate(event.arguments):
            tally.add("argument", argument.role, Count(right=1) if a in filled else Count(missed=1))
        hits = set(filled.values())
        for a, argument in enumerate(proposed):
            if a not in hits:
                tally.add("argument", argument.role, Count(wrong=1))
    for j, event in enumerate(found.events):
        if j not in taken and j not in match.repeated:
            for argument in event.arguments:
                tally.add("argument", argument.role, Count(wrong=1))


def _compare_attributes(gold: Event, found: Event, tally: _Tally) -> None:
    for name, value in ATTRIBUTES.items():
        tally.share(name, value(gold) == value(found))
    if gold.mode:
        tally.share("mode", gold.mode == found.mode)
    tally.share("severity_within_1", abs(gold.severity - found.severity) <= 1)
    tally.share("time", same_time(gold.time, found.time))
    if is_not_factual(gold):
        tally.share("non_factual", gold.status == found.status and gold.polarity == found.polarity)


def _compare_layout(gold: Article, found: Article, tally: _Tally) -> None:
    theirs = {c for b in gold.layout.boilerplate for c in range(b.span.start, b.span.end)}
    ours = {c for b in found.layout.boilerplate for c in range(b.span.start, b.span.end)}
    tally.add("boilerplate_chars", None, Count(len(theirs & ours), len(ours - theirs), len(theirs - ours)))
    tally.share("title", gold.layout.title == found.layout.title)
    tally.share("date", gold.layout.published.value == found.layout.published.value)


def _sum(one: Mapping[str, V], other: Mapping[str, V], nothing: V) -> dict[str, V]:
    total: dict[str, V] = {}
    for name in dict.fromkeys((*one, *other)):
        total[name] = one.get(name, nothing) + other.get(name, nothing)
    return total
