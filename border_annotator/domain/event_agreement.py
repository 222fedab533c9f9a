"""Which proposed event is which gold event, and whether its roles are filled rightly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Event
from border_annotator.domain.matching import overlap_ratio, pairs
from border_annotator.domain.span import Span

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping, Sequence

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.article import Article
    from border_annotator.domain.event import Argument

ATTRIBUTES: Mapping[str, Callable[[Event], object]] = {
    "status": lambda event: event.status,
    "polarity": lambda event: event.polarity,
    "genericity": lambda event: event.genericity,
    "attribution": lambda event: event.attribution,
    "severity": lambda event: event.severity,
    "geo_countries": lambda event: set(event.geo.countries),
    "geo_precision": lambda event: event.geo.precision,
}
"""What is compared of every pair of events, by name."""

# The primary trigger counts for more than a further mention, and mentions of both sides for least.
ON_TRIGGER = 0.5
AMONG_MENTIONS = 0.25
# A filler that overlaps beats one that only names the same thing; the same event beats both.
SAME_EVENT = 2.0
OVERLAPS = 1.0
SAME_THING = 0.5


class Timed(Protocol):
    """A figure's or an event's time."""

    @property
    def norm(self) -> str | None:
        """As TIMEX3 writes it."""

    @property
    def start_date(self) -> datetime.date | None:
        """The first day."""

    @property
    def end_date(self) -> datetime.date | None:
        """The last day."""


@dataclass(frozen=True)
class EventMatch:
    """Gold events paired with proposed ones, by index.

    ``repeated`` are proposals on another mention of an event that is paired already.
    """

    pairs: Mapping[int, int]
    repeated: frozenset[int]


def same_time(gold: Timed, found: Timed) -> bool:
    """Whether two times agree: in the norm, else in the resolved dates where the gold has any."""
    if gold.norm == found.norm and (gold.norm or not (gold.start_date or gold.end_date)):
        return True
    has_dates = gold.start_date is not None or gold.end_date is not None
    return has_dates and (gold.start_date, gold.end_date) == (found.start_date, found.end_date)


def is_not_factual(event: Event) -> bool:
    """Whether the text does not say that the event took place: planned, denied, zero …."""
    return event.status not in ("occurred", "ongoing") or event.polarity == "negative"


def event_score(gold: Event, found: Event) -> float:
    """How well two triggers agree, whatever the types: the gold's primary trigger first, then its mentions."""
    best = 0.0
    for number, span in enumerate(_triggers(gold)):
        if span.overlaps(found.trigger):
            best = max(best, overlap_ratio(span, found.trigger) + (ON_TRIGGER if number == 0 else 0.0))
    return best or AMONG_MENTIONS * _best_overlap(_triggers(gold), _triggers(found))


def match_events(gold: Sequence[Event], found: Sequence[Event]) -> EventMatch:
    """Pair events of the same type on overlapping triggers or mentions, one to one."""
    matched = pairs(gold, found, lambda one, other: event_score(one, other) if one.type == other.type else 0.0)
    taken = set(matched.values())

    def repeats(event: Event) -> bool:
        return any(
            gold[i].type == event.type and any(span.overlaps(event.trigger) for span in _triggers(gold[i]))
            for i in matched
        )

    return EventMatch(matched, frozenset(j for j, e in enumerate(found) if j not in taken and repeats(e)))


def filler_score(
    gold: Article, found: Article, match: EventMatch, *, any_role: bool = False
) -> Callable[[Argument, Argument], float]:
    """A function that says how well two arguments agree; 0 for different things, and for different roles.

    With ``any_role`` the roles do not matter.
    """
    theirs = {annotation.id: annotation for annotation in gold.annotations()}
    ours = {annotation.id: annotation for annotation in found.annotations()}
    partner = {gold.events[i].id: found.events[j].id for i, j in match.pairs.items()}
    repeats = _spans_of_the_same_figure(gold)

    def score(one: Argument, other: Argument) -> float:
        if one.role != other.role and not any_role:
            return 0.0
        there, here = _filler(one, theirs), _filler(other, ours)
        if there is None or here is None:
            return 0.0
        if isinstance(there, Event) or isinstance(here, Event):
            if one.ref is not None and other.ref is not None and partner.get(one.ref) == other.ref:
                return SAME_EVENT
            return _best_overlap(_spans(there), _spans(here))
        (span,), (other_span,) = _spans(there), _spans(here)
        if span.overlaps(other_span):
            return OVERLAPS + overlap_ratio(span, other_span)
        if isinstance(there, Entity) and isinstance(here, Entity) and there.link and there.link == here.link:
            return SAME_THING
        same = repeats.get(one.ref or "", ())
        return SAME_THING if any(s.overlaps(other_span) for s in same) else 0.0

    return score


def _spans_of_the_same_figure(gold: Article) -> dict[str, tuple[Span, ...]]:
    """For each figure the spans of all that state the same fact (``repeat_of``)."""
    first: dict[str, str] = {}
    for figure in gold.figures:
        original = figure.repeat_of
        first[figure.id] = figure.id if original is None else first.get(original, original)
    spans: dict[str, list[Span]] = {}
    for figure in gold.figures:
        spans.setdefault(first[figure.id], []).append(figure.span)
    return {figure_id: tuple(spans[original]) for figure_id, original in first.items()}


def _filler(argument: Argument, annotations: Mapping[str, Annotation]) -> Annotation | Span | None:
    return argument.span if argument.ref is None else annotations.get(argument.ref)


def _spans(filler: Annotation | Span) -> tuple[Span, ...]:
    if isinstance(filler, Span):
        return (filler,)
    return _triggers(filler) if isinstance(filler, Event) else (filler.span,)


def _triggers(event: Event) -> tuple[Span, ...]:
    return (event.trigger, *event.mentions)


def _best_overlap(ones: Sequence[Span], others: Sequence[Span]) -> float:
    return max((overlap_ratio(one, other) for one in ones for other in others), default=0.0)
