"""Which annotation of the gold is which of another set: what every measure and every list of errors starts from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.event_agreement import EventMatch, match_events, same_time
from border_annotator.domain.matching import overlap_ratio, pairs, same_counted, same_value
from border_annotator.domain.span import overlapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from border_annotator.domain.article import Article
    from border_annotator.domain.entity import Entity
    from border_annotator.domain.figure import Figure


@dataclass(frozen=True)
class Pairing:
    """Two sets of annotations of one text, paired one to one; every mapping leads from gold indexes to found ones.

    ``named`` pairs the gold's proper names with overlapping entities of the same label, ``mentions`` does so for all
    of its entities. ``forgiven`` are found entities that cost nothing among names: common nouns, and what lies on one
    of the gold's. ``figures`` pairs overlapping figures of any kind.
    """

    gold: Article
    found: Article
    named: Mapping[int, int]
    mentions: Mapping[int, int]
    forgiven: frozenset[int]
    figures: Mapping[int, int]
    events: EventMatch


@dataclass(frozen=True, slots=True)
class FigureVerdict:
    """In what a paired figure is right. Of a time only ``time`` means anything, of a quantity all the others."""

    value: bool
    comparator: bool
    change: bool
    counted: bool
    time: bool
    right: bool


def pair_off(gold: Article, found: Article) -> Pairing:
    """Pair ``found`` with ``gold``; both must be of the same text."""
    named = [i for i, entity in enumerate(gold.entities) if entity.mention == "NAM"]
    nouns = [entity.span for entity in gold.entities if entity.mention == "NOM"]
    forgiven = frozenset(
        j for j, entity in enumerate(found.entities) if entity.mention == "NOM" or overlapping(entity.span, nouns)
    )
    among_names = pairs([gold.entities[i] for i in named], found.entities, same_label_near)
    return Pairing(
        gold=gold,
        found=found,
        named={named[i]: j for i, j in among_names.items()},
        mentions=pairs(gold.entities, found.entities, same_label_near),
        forgiven=forgiven,
        figures=pairs(gold.figures, found.figures, lambda one, other: overlap_ratio(one.span, other.span)),
        events=match_events(gold.events, found.events),
    )


def same_label_near(gold: Entity, found: Entity) -> float:
    """How much two entities of one label overlap."""
    return overlap_ratio(gold.span, found.span) if gold.label == found.label else 0.0


def judge_figure(gold: Figure, found: Figure) -> FigureVerdict:
    """Hold a figure against the gold one that it is paired with."""
    if gold.is_temporal:
        is_right = same_time(gold, found)
        return FigureVerdict(value=False, comparator=False, change=False, counted=False, time=is_right, right=is_right)
    # A time has no comparator and no change; beside a quantity it says what a bare number says.
    default = ("eq", "none") if found.is_temporal else (None, None)
    value = same_value(gold, found)
    comparator = gold.comparator == (found.comparator or default[0])
    counted = same_counted(gold.counted, found.counted)
    return FigureVerdict(
        value=value,
        comparator=comparator,
        change=gold.change == (found.change or default[1]),
        counted=counted,
        time=False,
        right=value and comparator and (counted or gold.kind != "count"),
    )
