"""Values survive the way through JSON, whatever they hold."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.annotation import (
    annotation_from_plain,
    annotation_to_plain,
    is_id,
    kind_of,
    new_id,
    pointing,
    references_of,
    without,
)
from border_annotator.domain.document import (
    Boilerplate,
    Layout,
    PublicationDate,
    Segment,
    layout_from_plain,
    layout_to_plain,
)
from border_annotator.domain.edit import Change, Edit, Value, change_from_plain, change_of, change_to_plain
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Argument, Event, EventGeo, EventTime, Relation
from border_annotator.domain.fields import Fields
from border_annotator.domain.figure import Figure
from border_annotator.domain.layer import Decision, Review, ReviewState, Verdict
from border_annotator.domain.span import Span
from tests.gold_suggestions import gold_of

texts = st.text(max_size=12)
ids = st.sampled_from([f"{k:032x}" for k in range(6)])
spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 10**6), st.integers(1, 10**4))
notes = st.none() | texts
maybe_ids = st.none() | ids
counts = st.none() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
dates = st.none() | st.dates()
days = st.tuples(dates, dates).map(lambda pair: pair if None in pair else tuple(sorted(pair, key=str)))

entities = st.builds(
    Entity, ids, spans, texts, mention=st.sampled_from(["NAM", "NOM"]), link=notes, optional=st.booleans(), note=notes
)
figures = st.builds(
    lambda pair, **rest: Figure(**rest, start_date=pair[0], end_date=pair[1]),
    days,
    id=ids,
    span=spans,
    kind=st.sampled_from(["count", "money", "date", "duration"]),
    value=counts,
    minimum=counts,
    maximum=counts,
    comparator=notes,
    change=notes,
    unit=notes,
    counted=notes,
    period=maybe_ids | st.just("P3D"),
    of_total=maybe_ids,
    repeat_of=maybe_ids,
    superseded_by=maybe_ids,
    norm=notes,
    basis=notes,
    bound=notes,
    optional=st.booleans(),
    note=notes,
)
arguments = st.builds(Argument, texts, ref=ids) | st.builds(lambda role, span: Argument(role, span=span), texts, spans)
events = st.builds(
    Event,
    ids,
    texts,
    spans,
    mentions=st.lists(spans, max_size=3).map(tuple),
    arguments=st.lists(arguments, max_size=4).map(tuple),
    status=texts,
    mode=notes,
    severity=st.integers(0, 4),
    time=st.builds(EventTime, notes, dates, dates, texts, texts),
    geo=st.builds(EventGeo, st.lists(texts, max_size=2).map(tuple), texts),
    relations=st.lists(st.builds(Relation, texts, ids), max_size=2).map(tuple),
    optional=st.booleans(),
    note=notes,
    not_stated=st.lists(texts, max_size=3).map(tuple),
)
values = entities | figures | events
decisions = st.builds(Decision, ids, st.sampled_from(Verdict), notes)
reviews = st.builds(Review, ids, st.sampled_from(ReviewState), notes)
layouts = st.builds(
    Layout,
    st.none() | spans,
    st.builds(PublicationDate, dates, texts, st.none() | spans, st.booleans(), notes),
    st.lists(st.builds(Segment, texts, spans), max_size=3).map(tuple),
    st.lists(st.builds(Boilerplate, texts, spans), max_size=3).map(tuple),
)


def through_json(plain: object) -> Fields:
    return Fields(json.loads(json.dumps(plain, allow_nan=False)), "")


@given(values)
def test_entities_figures_and_events(value: Entity | Figure | Event) -> None:
    assert annotation_from_plain(kind_of(value), through_json(annotation_to_plain(value))) == value


@given(layouts)
def test_layouts(layout: Layout) -> None:
    assert layout_from_plain(through_json(layout_to_plain(layout))) == layout


@given(values | decisions | reviews, st.sampled_from(["before", "after", "both"]))
def test_changes(value: Value, side: str) -> None:
    change = change_of("d", None if side == "after" else value, None if side == "before" else value)
    assert change_from_plain(through_json(change_to_plain(change))) == change


@given(st.lists(st.builds(change_of, texts, values, st.none()), max_size=4))
def test_an_edit_turned_round_twice(changes: list[Change]) -> None:
    edit = Edit("x", tuple(changes))
    assert edit.inverse().inverse() == edit


@given(values, ids)
def test_nothing_points_at_what_was_taken_out(value: Entity | Figure | Event, gone: str) -> None:
    assert gone not in references_of(without(value, gone))


@given(values, ids)
def test_everything_points_at_the_new_one(value: Entity | Figure | Event, old: str) -> None:
    moved = pointing(value, old, "new")
    assert old not in references_of(moved)
    assert ("new" in references_of(moved)) == (old in references_of(value))
    assert set(references_of(moved)) - {"new"} == set(references_of(value)) - {old}


def test_gold_survives() -> None:
    for value in gold_of("000_4649726c9b6e0d0e.txt") + gold_of("003_3cc3049288d45523.txt"):
        assert annotation_from_plain(kind_of(value), through_json(annotation_to_plain(value))) == value


def test_ids_look_like_ids() -> None:
    assert is_id(new_id())
    for norm in ("2024-05-31", "P3D", "XXXX-09-10", "2024-W19", "2023-11-10/", "PAST_REF"):
        assert not is_id(norm)
