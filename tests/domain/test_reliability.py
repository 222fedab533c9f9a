"""Whether confidences mean what they say, and how far figures would differ with other articles."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.agreement import Agreement
from border_annotator.domain.annotation import Kind
from border_annotator.domain.article import Origin
from border_annotator.domain.bootstrap import LEAST_ARTICLES, intervals
from border_annotator.domain.matching import Count, Share
from border_annotator.domain.pairing import pair_off
from border_annotator.domain.reliability import Judged, judged, reliability, separation, share_interval
from tests.damage import compare, damaged, gold_articles

VERDICTS = st.lists(st.builds(Judged, st.sampled_from(Kind), st.just("x"), st.floats(0, 1), st.booleans()), max_size=40)


def verdicts(*pairs: tuple[float, bool]) -> list[Judged]:
    return [Judged(Kind.EVENT, str(number), sure, right) for number, (sure, right) in enumerate(pairs)]


def test_calibration_error_is_the_mean_distance_of_the_bins() -> None:
    found = reliability(verdicts((0.95, True), (0.95, False), (0.15, False), (1.0, True)))
    assert [(b.low, b.total) for b in found.bins] == [(0.1, 1), (0.9, 3)]
    assert found.bins[1].precision == pytest.approx(2 / 3)
    assert found.error == pytest.approx((0.15 + 3 * abs(2 / 3 - (0.95 + 0.95 + 1) / 3)) / 4)


def test_perfect_confidence() -> None:
    found = reliability(verdicts((1.0, True), (1.0, True), (0.0, False)))
    assert (found.error, found.separation) == (0.0, 1.0)


def test_nothing_judged() -> None:
    found = reliability([])
    assert (found.bins, found.total, found.error, found.separation) == ((), 0, 0.0, None)


@given(VERDICTS)
def test_bins_hold_everything(found: list[Judged]) -> None:
    told = reliability(found)
    assert sum(b.total for b in told.bins) == len(found)
    assert 0 <= told.error <= 1
    for b in told.bins:
        assert b.interval.low - 1e-9 <= b.precision <= b.interval.high + 1e-9
        assert b.low - 1e-9 <= b.confidence <= b.high + 1e-9


@given(VERDICTS)
def test_separation_is_the_share_of_ordered_pairs(found: list[Judged]) -> None:
    right, wrong = [j for j in found if j.right], [j for j in found if not j.right]
    ahead = [
        1.0 if a.confidence > b.confidence else 0.5 if a.confidence == b.confidence else 0.0
        for a, b in itertools.product(right, wrong)
    ]
    assert separation(found) == (pytest.approx(sum(ahead) / len(ahead)) if ahead else None)


def test_what_is_judged() -> None:
    article = gold_articles()[0]
    origins = {annotation.id: Origin("gold", 0.9) for annotation in article.annotations()}
    every = judged(pair_off(article, replace(article, origins=origins)))
    assert every
    assert all(verdict.right for verdict in every)
    kept = [a for a in article.annotations() if not a.optional]
    assert {verdict.id for verdict in every} == {annotation.id for annotation in kept}
    assert judged(pair_off(article, article)) == []


def test_what_is_judged_adds_up_to_precision() -> None:
    article = gold_articles()[0]
    found = damaged(article, 5)
    # A repeated event stands twice under one id in the damaged copies.
    keys = {annotation.id for annotation in found.annotations()}
    every = judged(pair_off(article, replace(found, origins=dict.fromkeys(keys, Origin("x", 0.5)))))
    events = [verdict for verdict in every if verdict.kind is Kind.EVENT]
    strict = compare(article, found).counts["event_strict"]
    assert (sum(e.right for e in events), sum(not e.right for e in events)) == (strict.right, strict.wrong)


@given(st.integers(0, 50), st.integers(0, 50))
def test_interval_of_a_share(right: int, wrong: int) -> None:
    interval = share_interval(right, right + wrong)
    assert 0 <= interval.low <= interval.high <= 1
    wider = share_interval(right, right + wrong)
    assert wider == interval


def test_intervals_hold_the_figure_and_are_the_same_each_time() -> None:
    articles = [compare(article, damaged(article, seed)) for article in gold_articles() for seed in range(10)]
    total = sum(articles, Agreement())
    spread = intervals(articles)
    assert spread == intervals(articles)
    for name, count in total.counts.items():
        assert spread.counts[name].low <= count.f1 <= spread.counts[name].high, name
    for name, share in total.shares.items():
        assert spread.shares[name].low <= (share.accuracy or 0) <= spread.shares[name].high, name
    for name, part in total.by_name["event"].items():
        seen = sum(name in article.by_name.get("event", {}) for article in articles)
        assert (name in spread.by_name["event"]) == (seen >= LEAST_ARTICLES)
        if seen >= LEAST_ARTICLES:
            assert spread.by_name["event"][name].low <= part.f1 <= spread.by_name["event"][name].high


def test_one_article_has_no_spread_and_none_any() -> None:
    one = Agreement({"event": Count(3, 1, 0)}, {}, {"link": Share(1, 2)}, articles=1)
    spread = intervals([one])
    assert spread.counts["event"].low == spread.counts["event"].high == one.counts["event"].f1
    assert (spread.shares["link"].low, spread.shares["link"].high) == (0.5, 0.5)
    assert intervals([]).counts == {}
    unknown = intervals([Agreement(shares={"link": Share()})]).shares["link"]
    assert (unknown.low, unknown.high) == (0.0, 1.0)
