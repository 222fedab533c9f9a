"""Splits stay as they are when a project grows, and what belongs together stays together."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Event, EventGeo, EventTime
from border_annotator.domain.span import Span
from border_annotator.domain.splits import (
    Bond,
    Shares,
    Split,
    Tie,
    balanced_seed,
    grouped,
    same_event_ties,
    split_of,
    spread,
    torn,
)

KEYS = st.lists(st.text("abcdef", min_size=1, max_size=4), unique=True, max_size=30)


@st.composite
def tied_keys(draw: st.DrawFn) -> tuple[list[str], list[Tie]]:
    keys = draw(KEYS)
    if not keys:
        return [], []
    pair = st.builds(Tie, st.sampled_from(keys), st.sampled_from(keys), st.sampled_from(Bond))
    return keys, draw(st.lists(pair, max_size=20))


@given(tied_keys(), st.text(max_size=5))
def test_tied_articles_are_in_one_group_and_one_split(drawn: tuple[list[str], list[Tie]], seed: str) -> None:
    keys, ties = drawn
    groups = grouped(keys, ties)
    assert sorted(key for group in groups for key in group.keys) == sorted(keys)
    placed = {key: split_of(group, seed, Shares(0.5, 0.25, 0.25)) for group in groups for key in group.keys}
    assert set(placed) == set(keys)
    assert torn(placed, ties) == []
    home = {key: k for k, group in enumerate(groups) for key in group.keys}
    assert all(home[tie.one] == home[tie.other] for tie in ties)
    assert all(tie in groups[home[tie.one]].ties for tie in ties)


@given(tied_keys(), st.data())
def test_articles_that_come_later_move_none_that_they_do_not_bring_together(
    drawn: tuple[list[str], list[Tie]], data: st.DataObject
) -> None:
    keys, ties = drawn
    before = {key: split_of(group, "s", Shares()) for group in grouped(keys, ties) for key in group.keys}
    new = [f"new {k}" for k in range(data.draw(st.integers(0, 5)))]
    more = [Tie(key, data.draw(st.sampled_from(keys)), Bond.NEAR) for key in new if keys]
    after = {key: split_of(g, "s", Shares()) for g in grouped([*keys, *new], [*ties, *more]) for key in g.keys}
    assert {key: after[key] for key in keys} == before


def test_shares_come_out_as_asked_for() -> None:
    groups = grouped([f"article {k}" for k in range(4000)], [])
    found = [split_of(group, "seed", Shares(0.7, 0.1, 0.2)) for group in groups]
    assert found.count(Split.TRAIN) / 4000 == pytest.approx(0.7, abs=0.03)
    assert found.count(Split.TEST) / 4000 == pytest.approx(0.2, abs=0.03)
    assert [split_of(group, "another", Shares(0.7, 0.1, 0.2)) for group in groups] != found


def test_a_split_without_a_share_gets_nothing() -> None:
    groups = grouped([f"article {k}" for k in range(500)], [])
    assert {split_of(group, "seed", Shares(1, 0, 0)) for group in groups} == {Split.TRAIN}


@pytest.mark.parametrize("parts", [(0.5, 0.5, 0.5), (1.2, -0.1, -0.1), (0.0, 0.0, 0.0), (float("nan"), 0.5, 0.5)])
def test_shares_that_make_no_whole_are_refused(parts: tuple[float, float, float]) -> None:
    with pytest.raises(KnownError, match="make 1 together"):
        Shares(*parts)


def event(kind: str, day: int | None, *countries: str, genericity: str = "specific") -> Event:
    when = datetime.date(2024, 5, day) if day else None
    time = EventTime(start_date=when, end_date=when)
    return Event("ev1", kind, Span(0, 1), time=time, geo=EventGeo(countries=countries), genericity=genericity)


def test_articles_that_tell_of_one_event_are_tied() -> None:
    ties = same_event_ties(
        [
            ("a", event("pushback", 3, "LT")),
            ("b", event("pushback", 3, "LT")),
            ("b", event("pushback", 3, "LT")),
            ("c", event("pushback", 4, "LT")),
            ("d", event("closure", 3, "LT")),
            ("e", event("pushback", 3, "BY", "LT")),
            ("f", event("pushback", 3)),
            ("g", event("pushback", None, "LT")),
            ("h", event("pushback", 3, "LT", genericity="generic")),
            ("i", event("pushback", 3, "LT")),
        ]
    )
    assert ties == [Tie("a", "b", Bond.SAME_EVENT), Tie("b", "i", Bond.SAME_EVENT)]


def test_what_a_split_came_to_is_counted_by_type() -> None:
    placed = {"a": Split.TRAIN, "b": Split.TRAIN, "c": Split.TEST}
    found = spread(placed, {"a": ["closure", "closure"], "b": [], "c": ["pushback"]}, Shares(0.6, 0.2, 0.2))
    assert found.articles == {Split.TRAIN: 2, Split.DEV: 0, Split.TEST: 1}
    assert found.types["closure"] == {Split.TRAIN: 1, Split.DEV: 0, Split.TEST: 0}
    assert found.furthest is not None
    assert found.furthest[:2] == ("pushback", Split.TEST)
    assert found.furthest[2] == pytest.approx(0.8)
    assert spread({}, {}, Shares()).furthest is None


def test_a_seed_is_chosen_that_leaves_no_split_and_no_type_behind() -> None:
    keys = [f"article {k}" for k in range(40)]
    types = {key: ["closure" if k % 4 else "pushback"] for k, key in enumerate(keys)}
    shares, groups = Shares(0.6, 0.2, 0.2), grouped(keys, [])
    seed = balanced_seed(groups, types, shares)
    found = spread({group.keys[0]: split_of(group, seed, shares) for group in groups}, types, shares)
    assert found.furthest is not None
    assert found.furthest[2] <= 0.1
    assert balanced_seed(groups, types, shares) == seed
    assert balanced_seed([], {}, shares) == "1"


def test_splits_from_elsewhere_that_tear_a_group_are_told() -> None:
    tie = Tie("a", "b", Bond.VERSION)
    assert torn({"a": Split.TRAIN, "b": Split.TEST}, [tie]) == [tie]
    assert torn({"a": Split.TRAIN}, [tie]) == []
