"""The gold articles are sound: they read back, fit their texts and the schema, and annotate no boilerplate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.annotation import spans_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.figure import Figure
from border_annotator.domain.schema import filler_word
from border_annotator.formats.readers.native import read_native_file

if TYPE_CHECKING:
    from border_annotator.domain.event import Event
    from border_annotator.domain.schema import Schema

FILES = sorted(Path(__file__).parent.glob("*/*.json"))
ATTRIBUTES = ("status", "polarity", "genericity", "attribution")


def test_both_sets_are_there() -> None:
    sets = [path.parent.name for path in FILES]
    assert sets.count("development") >= 10
    assert sets.count("held-out") >= 10


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_gold(path: Path, schema: Schema) -> None:
    with path.with_suffix(".txt").open(encoding="utf-8", newline="") as file:
        text = file.read()
    article = read_native_file(path, text)
    by_id = {annotation.id: annotation for annotation in article.annotations()}
    for annotation in by_id.values():
        for span in spans_of(annotation):
            assert span.fits(text)
            assert span.text_in(text) == span.text_in(text).strip()
            assert not article.layout.is_masked(span)
        if isinstance(annotation, Entity):
            assert schema.has_label(annotation.label)
        elif isinstance(annotation, Figure):
            assert annotation.kind in schema.figure_kinds
            assert annotation.comparator is None or annotation.comparator in schema.comparators
        else:
            _must_fit(annotation, by_id, schema)


def _must_fit(event: Event, by_id: dict[str, Entity | Figure | Event], schema: Schema) -> None:
    assert schema.has_type(event.type)
    assert event.mode is None or event.mode in schema.event_type(event.type).modes
    for name in ATTRIBUTES:
        assert getattr(event, name) in schema.values(name)
    for argument in event.arguments:
        role = schema.role(event.type, argument.role)
        assert role is not None
        assert role.takes(filler_word(by_id[argument.ref] if argument.ref else None))
    for role in schema.roles(event.type):
        assert role.repeat or len(event.fillers(role.name)) <= 1
