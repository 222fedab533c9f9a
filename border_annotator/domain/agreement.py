"""Agreement between gold annotations of an article and those of a machine or another person.

Everything here is a pure function of two articles. Optional gold items cost nothing when they are missed and earn
nothing when they are found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from border_annotator.domain.annotation import Kind, anchor_of, kind_of, label_of
from border_annotator.domain.event_agreement import (
    ATTRIBUTES,
    EventMatch,
    event_score,
    filler_score,
    is_not_factual,
    same_time,
)
from border_annotator.domain.matching import Count, Share, pairs
from border_annotator.domain.pairing import Pairing, judge_figure

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.article import Article
    from border_annotator.domain.entity import Entity
    from border_annotator.domain.event import Event
    from border_annotator.domain.figure import Figure

V = TypeVar("V", Count, Share)


@dataclass(frozen=True)
class Agreement:
    """What a comparison counted; several add up.

    ``counts`` are the headline figures by name, ``by_name`` the same by label, kind, type or role within a headline,
    ``shares`` the attributes' accuracies. ``leaks`` is how much of each kind was proposed where nothing may be
    annotated, ``repeated`` how many events were proposed again on another mention.
    """

    counts: Mapping[str, Count] = field(default_factory=dict)
    by_name: Mapping[str, Mapping[str, Count]] = field(default_factory=dict)
    shares: Mapping[str, Share] = field(default_factory=dict)
    leaks: Mapping[str, int] = field(default_factory=dict)
    repeated: int = 0
    articles: int = 0

    @property
    def masked(self) -> int:
        """How much was proposed where nothing may be annotated."""
        return sum(self.leaks.values())

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(
            counts=_sum(self.counts, other.counts, Count()),
            by_name={
                name: _sum(self.by_name.get(name, {}), other.by_name.get(name, {}), Count())
                for name in dict.fromkeys((*self.by_name, *other.by_name))
            },
            shares=_sum(self.shares, other.shares, Share()),
            leaks={kind: self.leaks.get(kind, 0) + other.leaks.get(kind, 0) for kind in {**self.leaks, **other.leaks}},
            repeated=self.repeated + other.repeated,
            articles=self.articles + other.articles,
        )


def agreement_of(pairing: Pairing) -> Agreement:
    """What a pairing comes to."""
    tally = _Tally()
    _compare_entities(pairing, tally)
    _compare_figures(pairing, tally)
    _compare_events(pairing, tally)
    _compare_layout(pairing.gold, pairing.found, tally)
    leaks = dict.fromkeys((kind.value for kind in Kind), 0)
    for annotation in pairing.found.annotations():
        leaks[kind_of(annotation).value] += pairing.gold.layout.is_masked(anchor_of(annotation))
    return Agreement(tally.counts, tally.by_name, tally.shares, leaks, len(pairing.events.repeated), articles=1)


class _Tally:
    """The counts of one article while they are taken."""

    def __init__(self) -> None:
        self.counts: dict[str, Count] = {}
        self.by_name: dict[str, dict[str, Count]] = {}
        self.shares: dict[str, Share] = {}

    def add(self, headline: str, name: str | None, count: Count) -> None:
        self.counts[headline] = self.counts.get(headline, Count()) + count
        if name is not None:
            self.name(headline, name, count)

    def name(self, headline: str, name: str, count: Count) -> None:
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


def _compare_entities(pairing: Pairing, tally: _Tally) -> None:
    """Named mentions are the measure; what hits a common noun of the gold costs nothing there."""
    every, found = pairing.gold.entities, pairing.found.entities
    places = [i for i, entity in enumerate(every) if entity.mention == "NAM"]
    named = [every[i] for i in places]

    def exact(one: Entity, other: Entity) -> float:
        return float(one.span == other.span and one.label == other.label)

    near = {i: pairing.named[place] for i, place in enumerate(places) if place in pairing.named}
    tally.matched("entity_exact", named, found, pairs(named, found, exact), label_of, pairing.forgiven)
    tally.matched("entity_overlap", named, found, near, label_of, pairing.forgiven)
    tally.matched("entity_exact_all", every, found, pairs(every, found, exact))
    tally.matched("entity_overlap_all", every, found, pairing.mentions)
    for i, j in pairing.named.items():
        tally.share("entity_link", every[i].link == found[j].link)


def _compare_figures(pairing: Pairing, tally: _Tally) -> None:
    theirs, ours = pairing.gold.figures, pairing.found.figures
    exact = pairs(theirs, ours, lambda one, other: float(one.span == other.span))
    tally.matched("figure_exact", theirs, ours, exact)
    tally.matched("figure_overlap", theirs, ours, pairing.figures, label_of)
    right: dict[int, int] = {}
    for i, j in pairing.figures.items():
        one, verdict = theirs[i], judge_figure(theirs[i], ours[j])
        if one.is_temporal:
            tally.share("temporal_norm", verdict.right)
        else:
            tally.share("figure_value", verdict.value)
            tally.share("figure_comparator", verdict.comparator)
            tally.share("figure_change", verdict.change)
            if one.kind == "count":
                tally.share("figure_counted", verdict.counted)
        if verdict.right:
            right[i] = j
    for headline, temporal in (("figure_correct", False), ("temporal_correct", True)):
        _count_right(headline, pairing, right, tally, temporal=temporal)


def _count_right(headline: str, pairing: Pairing, right: Mapping[int, int], tally: _Tally, *, temporal: bool) -> None:
    theirs = [i for i, figure in enumerate(pairing.gold.figures) if figure.is_temporal == temporal]
    ours = [j for j, figure in enumerate(pairing.found.figures) if figure.is_temporal == temporal]
    hits = sum(i in right for i in theirs)
    # A time can be paired with a quantity, so there may be more hits than proposals of the kind.
    tally.add(headline, None, Count(hits, max(0, len(ours) - hits), len(theirs) - hits))
    taken = set(right.values())
    for i in theirs:
        tally.name(headline, pairing.gold.figures[i].kind, Count(right=1) if i in right else Count(missed=1))
    for j in ours:
        if j not in taken:
            tally.name(headline, pairing.found.figures[j].kind, Count(wrong=1))


def _compare_events(pairing: Pairing, tally: _Tally) -> None:
    theirs, ours, match = pairing.gold.events, pairing.found.events, pairing.events
    tally.matched("event", theirs, ours, match.pairs, label_of, match.repeated)
    tally.matched("event_strict", theirs, ours, match.pairs)
    tally.matched("event_group", theirs, ours, pairs(theirs, ours, _same_group), _group)
    tally.matched("event_untyped", theirs, ours, pairs(theirs, ours, event_score))
    _compare_arguments(pairing.gold, pairing.found, match, tally)
    for i, j in match.pairs.items():
        if not theirs[i].optional:
            _compare_attributes(theirs[i], ours[j], tally)


def _group(annotation: Annotation) -> str:
    return label_of(annotation).partition(".")[0]


def _same_group(gold: Event, found: Event) -> float:
    return event_score(gold, found) if _group(gold) == _group(found) else 0.0


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
