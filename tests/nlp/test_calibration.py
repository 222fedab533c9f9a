"""The fit of the weights: it finds what tells right from wrong, and says nothing where there is nothing to say."""

from __future__ import annotations

import pytest

from border_annotator.domain.annotation import Kind
from border_annotator.domain.reliability import reliability
from tests.calibrate.__main__ import best_penalty, leave_one_out
from tests.calibrate.fitting import LEAST_ARTICLES, LEAST_SEEN, Sample, fit

ARTICLES = [f"a{number}" for number in range(10)]


def samples(share_with: float, share_without: float, each: int = 20) -> list[Sample]:
    """Suggestions of ten articles; of those with the clue one share is right, of the others another."""
    found = []
    for article in ARTICLES:
        for number in range(each):
            found.append(Sample(article, ("clue", "always"), number < share_with * each))
            found.append(Sample(article, ("always",), number < share_without * each))
    return found


def test_a_telling_clue_gets_its_weight() -> None:
    weighing = fit(samples(0.9, 0.5), 1.0)
    assert weighing.confidence(("clue", "always")) == pytest.approx(0.9, abs=0.02)
    assert weighing.confidence(("always",)) == pytest.approx(0.5, abs=0.02)


def test_a_clue_that_tells_nothing_has_no_weight() -> None:
    weighing = fit(samples(0.7, 0.7), 1.0)
    assert "clue" not in weighing.weights
    assert weighing.confidence(()) == pytest.approx(0.7, abs=0.02)


def test_the_larger_the_penalty_the_smaller_the_weight() -> None:
    light, heavy = fit(samples(0.9, 0.5), 1.0), fit(samples(0.9, 0.5), 100.0)
    assert abs(heavy.weights["clue"]) < abs(light.weights["clue"])


def test_what_one_article_alone_shows_has_no_weight() -> None:
    extra = [Sample("a0", ("only here",), right=False)] * (LEAST_SEEN + 5)
    spread = [Sample(article, ("rare",), right=False) for article in ARTICLES[: LEAST_ARTICLES + 1]]
    weighing = fit([*samples(0.9, 0.5), *extra, *spread], 1.0)
    assert {"only here", "rare"}.isdisjoint(weighing.weights)


def test_all_right_stays_finite() -> None:
    weighing = fit([Sample(article, ("clue",), right=True) for article in ARTICLES * 5], 1.0)
    assert 0.9 < weighing.confidence(("clue",)) <= 0.99


def test_the_same_samples_give_the_same_weights() -> None:
    assert fit(samples(0.8, 0.3), 2.0) == fit(samples(0.8, 0.3), 2.0)


def test_articles_left_out_are_judged_once_each_and_well() -> None:
    every = samples(0.9, 0.5)
    judged = leave_one_out(Kind.EVENT, every, 1.0)
    assert len(judged) == len(every)
    assert reliability(judged).error < 0.03
    penalty, best = best_penalty(Kind.EVENT, every)
    assert penalty > 0
    assert len(best) == len(every)
