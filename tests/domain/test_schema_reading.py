"""A schema file is read, or its reader is told the file, the place and the reason: nothing else ever happens."""

from __future__ import annotations

import copy
import json
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.errors import KnownError, ShapeError
from border_annotator.domain.schema import FIGURE_QUANTITY, FIGURE_TEMPORAL, filler_word
from border_annotator.domain.schema_reading import read_schema
from border_annotator.settings.paths import default_schema

Json: TypeAlias = Any
Place: TypeAlias = tuple[str | int, ...]

SOURCE = default_schema().read_text(encoding="utf-8")
RAW: Json = json.loads(SOURCE)
REPLACEMENTS: list[Json] = [
    None, True, 0, -1, 10**30, 1.5, float("nan"), "", " ", "x", "@x", "\ud83d", [], [[]], [None], {}, {"x": 1},
]  # fmt: skip


def places(node: Json, here: Place = ()) -> list[Place]:
    """Every place in the file, as the keys that lead there."""
    found = [here] if here else []
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        found += places(child, (*here, key))
    return found


PLACES = places(RAW)
SMALL: Json = {**RAW, "event_types": RAW["event_types"][:2], "entity_labels": RAW["entity_labels"]}


def mutated(place: Place, how: Json, whole: Json = RAW) -> str:
    raw = copy.deepcopy(whole)
    node: Json = raw
    for key in place[:-1]:
        node = node[key]
    if how == "remove":
        del node[place[-1]]
    elif how == "twice" and type(node) is list:
        node.append(copy.deepcopy(node[-1]))
    else:
        node[place[-1]] = how
    return json.dumps(raw)


def read_or_told(source: str) -> None:
    told: KnownError | None = None
    try:
        read_schema(source, "my.json")
    except KnownError as error:
        told = error
    if told is not None:
        sentence = str(told)
        sentence.encode()
        assert not isinstance(told, ShapeError)  # that one does not know the file's name
        assert sentence.startswith("my.json")
        assert len(sentence) > len("my.json: x")


def test_the_programs_own_schema() -> None:
    schema = read_schema(SOURCE, "own")
    assert len(schema.event_types) == 22
    assert schema.role("Legal.Arrest", "penalty") == next(
        role for role in schema.event_type("Legal.Arrest").roles if role.name == "penalty"
    )
    penalty = schema.role("Legal.Arrest", "penalty")
    assert penalty is not None
    assert penalty.takes(FIGURE_QUANTITY)
    assert penalty.takes(FIGURE_TEMPORAL)
    assert filler_word(None) == "SPAN"


def test_every_place_removed() -> None:
    for place in places(SMALL):
        read_or_told(mutated(place, "remove", SMALL))


@given(st.sampled_from(PLACES), st.sampled_from([*REPLACEMENTS, "twice"]))
def test_any_place_replaced(place: Place, how: Json) -> None:
    read_or_told(mutated(place, how))


@given(st.integers(0, len(SOURCE)), st.text(max_size=3))
def test_any_text_cut_or_written_into(position: int, written: str) -> None:
    read_or_told(SOURCE[:position])
    read_or_told(SOURCE[:position] + written + SOURCE[position + len(written) :])


@given(st.text())
def test_any_text(source: str) -> None:
    read_or_told(source)


def changed(path: str, value: Json) -> str:
    return mutated(tuple(int(key) if key.isdigit() else key for key in path.split("/")), value)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("", "my.json, line 1: not valid JSON"),
        ("[" * 100_000, "my.json: nested too deeply"),
        ("1" * 5000, "my.json: holds a number that is too long to read."),
        ("[]", "my.json: the whole file must be an object, is a list."),
        ('{"format": "a", "format": "b"}', "my.json: format is given twice in one object."),
        (changed("format", "other/1"), "my.json: format must be “border-events-schema/1”."),
        (changed("entity_labels/0/label", "SPAN"), "entity_labels has “SPAN”, which cannot be a label's name."),
        (changed("entity_labels/1/label", "COUNTRY"), "my.json: entity_labels has “COUNTRY” twice."),
        (changed("label_sets/@place/0", "NOWHERE"), "label_sets.@place names “NOWHERE”, which is not an entity label."),
        (changed("event_types/3/roles/0/fills/0", "@x"), "event_types[3].roles[0].fills names “@x”, which is neither"),
        (changed("event_types/3/roles/0/fills", []), "event_types[3].roles[0].fills must name at least one thing"),
        (changed("event_types/2/roles/0/name", ""), "event_types[2].roles[0].name must not be empty."),
        (changed("event_types/2/default_severity", 9), "event_types[2].default_severity is not one of 0, 1, 2, 3, 4."),
        (changed("event_types/2/roles/0/name", "time"), "event_types, Crossing.Pushback has “time” twice."),
        (changed("attributes/status", ["occurred"]), "attributes.status must have the value “planned”."),
        (changed("figures/quantity_kinds/0", "weight"), "figures.quantity_kinds has “weight”, which is not one of"),
    ],
)
def test_the_sentence_tells_the_place(source: str, sentence: str) -> None:
    with pytest.raises(KnownError) as caught:
        read_schema(source, "my.json")
    assert sentence in str(caught.value)


def test_a_label_set_may_name_any_figure() -> None:
    schema = read_schema(changed("label_sets/@count", ["FIGURE:any"]), "my.json")
    role = schema.role("Crossing.Attempt", "count")
    assert role is not None
    assert role.takes(FIGURE_QUANTITY)
    assert role.takes(FIGURE_TEMPORAL)
