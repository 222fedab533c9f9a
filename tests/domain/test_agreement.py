"""Agreement between annotations, held against numbers that the reference scorer gives for the same data."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from border_annotator.domain.agreement import Agreement
from border_annotator.domain.entity import Entity
from border_annotator.domain.figure import Figure
from border_annotator.domain.matching import Count, Share, same_counted, same_number
from border_annotator.domain.span import Span
from tests.damage import compare, damaged, gold_articles

if TYPE_CHECKING:
    from random import Random

    from border_annotator.domain.article import Article


def agreement(seed: int) -> Agreement:
    total = Agreement()
    for article in gold_articles():
        total += compare(article, damaged(article, seed))
    return total


def test_every_figure_agrees_with_the_reference_scorer() -> None:
    """Right, wrong, missed; right, total. The numbers are what the reference scorer gave for the same damaged gold."""
    expected = json.loads((Path(__file__).parent / "reference_scores.json").read_text(encoding="utf-8"))
    assert len(expected) == 4
    for seed, reference in expected.items():
        found = agreement(int(seed))
        assert {name: [c.right, c.wrong, c.missed] for name, c in found.counts.items()} == reference["counts"]
        assert {name: [s.right, s.total] for name, s in found.shares.items()} == reference["shares"]
        assert (found.leaks, found.repeated) == (reference["leaks"], reference["repeated"])


def test_gold_agrees_with_itself() -> None:
    for article in gold_articles():
        found = compare(article, article)
        assert {count.f1 for count in found.counts.values()} == {1.0}
        assert {share.accuracy for share in found.shares.values()} == {1.0}
        assert (found.masked, found.repeated, found.articles) == (0, 0, 1)


def test_nothing_found() -> None:
    article = gold_articles()[0]
    found = compare(article, replace(article, entities=(), figures=(), events=()))
    assert found.counts["event"].f1 == 0
    assert found.counts["argument"].right == 0
    assert found.counts["entity_exact"].missed == sum(e.mention == "NAM" for e in article.entities)


def test_optional_items_cost_nothing_and_earn_nothing() -> None:
    article = gold_articles()[0]
    without = replace(article, events=tuple(event for event in article.events if not event.optional))
    assert len(without.events) < len(article.events)
    assert compare(article, without).counts["event"] == compare(article, article).counts["event"]


def test_a_repeated_event_counts_in_the_strict_figure_only() -> None:
    article = gold_articles()[0]
    event = next(event for event in article.events if event.mentions and not event.optional)
    twice = replace(
        article, events=(*article.events, replace(event, id="ev99", trigger=event.mentions[0], mentions=()))
    )
    found = compare(article, twice)
    assert found.counts["event"].wrong == 0
    assert found.counts["event_strict"].wrong == 1
    assert found.repeated == 1


def test_breakdowns_add_up_to_their_headlines() -> None:
    found = agreement(1)
    for name, parts in found.by_name.items():
        total = sum(parts.values(), Count())
        assert (total.right, total.missed) == (found.counts[name].right, found.counts[name].missed), name
        if name != "figure_correct":  # there a right quantity may have been proposed as a time
            assert total.wrong == found.counts[name].wrong, name


def test_what_is_proposed_in_boilerplate_is_counted() -> None:
    article = gold_articles()[0]
    span = article.layout.boilerplate[0].span
    leaked = replace(
        article,
        entities=(*article.entities, Entity("x", Span(span.start, span.start + 3), "PLACE")),
        figures=(*article.figures, Figure("y", Span(span.end - 1, span.end), "count")),
    )
    assert compare(article, leaked).masked == 2


@pytest.mark.parametrize(
    ("count", "scores"),
    [
        (Count(), (1.0, 1.0, 1.0)),
        (Count(missed=2), (0.0, 0.0, 0.0)),
        (Count(wrong=2), (0.0, 0.0, 0.0)),
        (Count(3, 1, 3), (0.75, 0.5, 0.6)),
    ],
)
def test_scores_of_a_count(count: Count, scores: tuple[float, float, float]) -> None:
    assert (count.precision, count.recall, count.f1) == pytest.approx(scores)


def test_shares() -> None:
    assert Share().accuracy is None
    assert (Share(1, 2) + Share(1, 2)).accuracy == 0.5


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("border guard", "guards", True),
        ("migrant", "police officer", False),
        ("person", "people", True),
        ("people", "migrant", False),
        ("countries", "country", True),
        ("irregular crossing", "crossing", True),
        (None, "migrant", False),
    ],
)
def test_what_is_counted(one: str | None, other: str | None, *, same: bool) -> None:
    assert same_counted(one, other) is same


def test_numbers() -> None:
    assert same_number(1000, 1000.5)
    assert not same_number(0, 0.5)
    assert same_number(None, None)
    assert not same_number(None, 0)


ARTICLES = gold_articles()
EXACT = ("entity_exact", "entity_exact_all", "figure_exact", "boilerplate_chars")
SYMMETRIC = ("entity_exact_all", "entity_overlap_all", "figure_exact", "figure_overlap")


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(ARTICLES), st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_the_order_of_what_was_found_changes_nothing(article: Article, seed: int, dice: Random) -> None:
    found = damaged(article, seed)
    counts, mixed = compare(article, found).counts, compare(article, _shuffled(found, dice)).counts
    # Elsewhere ties between equal scores go to what stands first, so only these are bound to stay.
    assert [counts[name] for name in EXACT] == [mixed[name] for name in EXACT]
    same = compare(article, _shuffled(article, dice))
    assert {count.f1 for count in same.counts.values()} == {1.0}
    assert {share.accuracy for share in same.shares.values()} == {1.0}


def _shuffled(article: Article, dice: Random) -> Article:
    return replace(
        article,
        entities=tuple(dice.sample(article.entities, len(article.entities))),
        figures=tuple(dice.sample(article.figures, len(article.figures))),
        events=tuple(dice.sample(article.events, len(article.events))),
    )


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(ARTICLES), st.integers(0, 10_000))
def test_precision_one_way_is_recall_the_other_way(article: Article, seed: int) -> None:
    article = replace(
        article,
        entities=tuple(replace(e, optional=False) for e in article.entities),
        figures=tuple(replace(f, optional=False) for f in article.figures),
    )
    found = damaged(article, seed)
    there, back = compare(article, found), compare(found, article)
    for name in SYMMETRIC:
        assert there.counts[name].precision == back.counts[name].recall, name
        assert there.counts[name].recall == back.counts[name].precision, name


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(ARTICLES), st.integers(0, 10_000))
def test_counts_stay_within_what_is_there(article: Article, seed: int) -> None:
    found = damaged(article, seed)
    counts = compare(article, found).counts
    for name, count in counts.items():
        assert min(count.right, count.wrong, count.missed) >= 0, name
        assert 0 <= count.f1 <= 1, name
    assert counts["entity_exact"].right <= counts["entity_overlap"].right
    assert counts["figure_exact"].right <= counts["figure_overlap"].right
    assert counts["event_strict"].right <= counts["event_group"].right <= counts["event_untyped"].right
