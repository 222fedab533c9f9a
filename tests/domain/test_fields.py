"""Whatever JSON can say, reading it gives a value or a ``ShapeError`` that names the place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.annotation import Kind, annotation_from_plain
from border_annotator.domain.document import layout_from_plain
from border_annotator.domain.edit import change_from_plain
from border_annotator.domain.errors import ShapeError
from border_annotator.domain.fields import Fields

if TYPE_CHECKING:
    from collections.abc import Callable

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None))
anything = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner))
NAMES = [
    "id", "start", "end", "label", "mention", "link", "optional", "note", "kind", "value", "min", "max",
    "comparator", "change", "unit", "counted", "period", "of_total", "repeat_of", "superseded_by", "norm",
    "start_date", "end_date", "basis", "bound", "type", "trigger", "mentions", "args", "attributes", "status",
    "polarity", "genericity", "attribution", "mode", "severity", "time", "precision", "geo", "countries",
    "relations", "target", "role", "ref", "date", "title", "span", "suspect", "segments", "boilerplate", "document",
    "key", "before", "after", "verdict", "reason", "state",
]  # fmt: skip
likely = st.recursive(
    scalars | st.sampled_from(["2024-05-31", "entity", "decision", "confirmed", 0, 1, 5]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=12),
    max_leaves=40,
)

METHODS = [
    Fields.text, Fields.text_or_none, Fields.integer, Fields.number_or_none, Fields.flag, Fields.date_or_none,
    Fields.fields, Fields.fields_or_none, Fields.items, Fields.texts, Fields.integers,
]  # fmt: skip


def error_of(read: Callable[[], object]) -> ShapeError | None:
    """The ``ShapeError`` that reading raises, which must be fit to be shown; nothing else may be raised."""
    try:
        read()
    except ShapeError as error:
        str(error).encode()
        return error
    return None


@pytest.mark.parametrize("method", METHODS)
@given(raw=st.dictionaries(st.sampled_from("ab"), anything) | anything)
def test_a_field_is_read_or_told(method: Callable[[Fields, str], object], raw: object) -> None:
    told = error_of(lambda: method(Fields(raw, "here"), "a"))
    assert told is None or (told.place.startswith("here") and told.reason)


@pytest.mark.parametrize(
    "read",
    [
        layout_from_plain,
        change_from_plain,
        *(lambda fields, kind=kind: annotation_from_plain(kind, fields) for kind in Kind),
    ],
)
@given(raw=likely)
def test_a_value_is_read_or_told(read: Callable[[Fields], object], raw: object) -> None:
    error_of(lambda: read(Fields(raw, "here")))


@given(key=st.text(st.characters(codec=None)), value=anything)
def test_a_word_is_one_of_the_allowed(key: str, value: object) -> None:
    if error_of(lambda: Fields({key: value}, "").word(key, ("a", "b"))) is None:
        assert value in ("a", "b")


@pytest.mark.parametrize(
    ("source", "place", "reason"),
    [
        ('{"a": "\\ud83d"}', "x.a", "half a character"),
        ('{"a": 1}', "x.a", "must be text, is a whole number (1)"),
        ('{"a": true}', "x.a", "must be text, is true or false (True)"),
        ('{"a": [1]}', "x.a", "must be text, is a list"),
        ('{"a": {}}', "x.a", "must be text, is an object"),
        ('{"a": null}', "x.a", "is missing"),
        ("{}", "x.a", "is missing"),
    ],
)
def test_what_is_wrong_with_a_text(source: str, place: str, reason: str) -> None:
    with pytest.raises(ShapeError) as caught:
        Fields(json.loads(source), "x").text("a")
    assert caught.value.place == place
    assert reason in caught.value.reason


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9223372036854775808"])
def test_numbers_that_cannot_be_stored(number: str) -> None:
    fields = Fields(json.loads(f'{{"a": {number}}}'), "x")
    with pytest.raises(ShapeError):
        fields.number_or_none("a")
    with pytest.raises(ShapeError):
        fields.integer("a")


@pytest.mark.parametrize("written", ["20240531", "2024-W22-5", "2024-5-31", "2024-02-30", "31.05.2024", ""])
def test_only_one_spelling_of_a_date(written: str) -> None:
    with pytest.raises(ShapeError, match="is not a date like 2024-05-31"):
        Fields({"a": written}, "x").date_or_none("a")
