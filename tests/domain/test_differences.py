"""What one set of annotations lacks to be another one: nothing is missed, nothing is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from border_annotator.domain.annotation import Annotation, Kind, kind_of, new_id, pointing, references_of
from border_annotator.domain.differences import EXTRA, MISSING, differences, fields_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Event, EventGeo
from border_annotator.domain.figure import Figure
from border_annotator.domain.same_mention import same_mentions
from border_annotator.domain.span import Span
from tests.gold_suggestions import gold_of

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

SEEDS = ("000_4649726c9b6e0d0e.txt", "003_3cc3049288d45523.txt")
numbers = st.randoms(use_true_random=False)


def copied(values: list[Annotation]) -> tuple[list[Annotation], dict[str, str]]:
    """The same annotations with other ids, and which is which."""
    ids = {value.id: new_id() for value in values}
    made = []
    for value in values:
        for reference in dict.fromkeys(references_of(value)):
            value = pointing(value, reference, ids.get(reference, reference))  # noqa: PLW2901 - step by step
        made.append(replace(value, id=ids[value.id]))
    return made, ids


@pytest.mark.parametrize("seed", SEEDS)
@settings(max_examples=15)
@given(numbers)
def test_a_shuffled_copy_is_paired_and_lacks_nothing(seed: str, rng: random.Random) -> None:
    gold = gold_of(seed)
    copy, ids = copied(gold)
    rng.shuffle(copy)
    paired = same_mentions(gold, copy)
    assert paired == ids
    assert differences(gold, copy, paired) == []


@pytest.mark.parametrize("seed", SEEDS)
@settings(max_examples=15)
@given(numbers)
def test_what_was_taken_out_or_put_in_is_told(seed: str, rng: random.Random) -> None:
    gold = gold_of(seed)
    copy, ids = copied(gold)
    entities = [value for value in gold if isinstance(value, Entity)]
    gone = rng.sample(entities, 3)
    copy = [value for value in copy if value.id not in {ids[value.id] for value in gone}]
    paired = same_mentions(gold, copy)
    told = differences(gold, copy, paired)
    assert {lack.gold_id for lack in told if lack.field == MISSING} == {value.id for value in gone}
    assert not [lack for lack in told if lack.field == EXTRA]
    told = differences(copy, gold, same_mentions(copy, gold))
    assert {lack.item_id for lack in told if lack.field == EXTRA} == {value.id for value in gone}


CHANGES: dict[str, Callable[[Annotation], Annotation | None]] = {
    "label": lambda value: replace(value, label="OPERATION") if isinstance(value, Entity) else None,
    "mention": lambda value: (
        replace(value, mention="NOM" if value.mention == "NAM" else "NAM") if isinstance(value, Entity) else None
    ),
    "link": lambda value: replace(value, link="free:other") if isinstance(value, Entity) else None,
    "counted": lambda value: (
        replace(value, counted="other thing") if isinstance(value, Figure) and not value.is_temporal else None
    ),
    "bound": lambda value: (
        replace(value, bound="until" if value.bound == "from" else "from")
        if isinstance(value, Figure) and value.is_temporal
        else None
    ),
    "status": lambda value: replace(value, status="odd") if isinstance(value, Event) else None,
    "geo": lambda value: replace(value, geo=EventGeo(("XX",), "point")) if isinstance(value, Event) else None,
    "arguments": lambda value: replace(value, arguments=value.arguments[1:]) if isinstance(value, Event) else None,
    "optional": lambda value: replace(value, optional=not value.optional),
}


@pytest.mark.parametrize("seed", SEEDS)
@settings(max_examples=15)
@given(numbers)
def test_one_change_is_told_as_that_change_and_no_other(seed: str, rng: random.Random) -> None:
    gold = gold_of(seed)
    copy, _ids = copied(gold)
    field = rng.choice(sorted(CHANGES))
    able = [(k, changed) for k, value in enumerate(copy) if (changed := CHANGES[field](value)) not in (None, value)]
    place, changed = rng.choice(able)
    copy[place] = changed
    told = differences(gold, copy, same_mentions(gold, copy))
    assert [(lack.item_id, lack.field) for lack in told] == [(changed.id, field)]


@settings(max_examples=15)
@given(numbers)
def test_pairs_hold_while_a_reviewer_works_on_them(rng: random.Random) -> None:
    gold = gold_of(SEEDS[1])
    copy, ids = copied(gold)
    paired = same_mentions(gold, copy)
    for _k in range(5):
        place = rng.randrange(len(copy))
        value = copy[place]
        if isinstance(value, Event):
            copy[place] = replace(value, trigger=Span(value.trigger.start + 500, value.trigger.end + 500))
        paired = same_mentions(gold, copy, paired)
        assert paired == ids


def test_order_and_notes_are_no_part_of_what_is_annotated() -> None:
    event = Event(
        "a", "Force.Deployment", Span(0, 4), mentions=(Span(5, 6), Span(8, 9)), relations=(), note="one", status="x"
    )
    other = replace(event, id="b", mentions=event.mentions[::-1], note="two")
    assert differences([event], [other], {"a": "b"}) == []
    assert set(fields_of(event)) == set(fields_of(other))


def test_every_field_of_the_three_kinds_is_compared() -> None:
    left_out = {"id", "note", "not_stated"}
    for value in gold_of(SEEDS[0]):
        names = {name for name in type(value).__slots__ if name not in left_out}
        if isinstance(value, Figure):
            of_times = {"norm", "start_date", "end_date", "basis", "bound"}
            of_quantities = {"value", "minimum", "maximum", "comparator", "change", "unit", "counted"}
            of_quantities |= {"period", "of_total"}
            names -= of_quantities if value.is_temporal else of_times
        assert set(fields_of(value)) == names, kind_of(value) is Kind.EVENT
