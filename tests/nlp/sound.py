"""What must hold for the suggestions of any text whatever."""

from __future__ import annotations

import itertools
import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import references_of, spans_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Event
from border_annotator.domain.figure import Figure
from border_annotator.domain.schema import SPAN, filler_word
from tests.nlp.articles import document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.span import Span
    from border_annotator.domain.suggestion import Suggestion

JOINER = "\u200d"


def assert_sound(text: str, suggestions: Sequence[Suggestion], schema: Schema) -> None:
    """Spans on the right surface and outside boilerplate, values of the schema, references that lead somewhere."""
    by_id = {suggestion.id: suggestion.value for suggestion in suggestions}
    assert len(by_id) == len(suggestions)
    layout = document(text).layout
    masked = sorted(
        [part.span for part in layout.boilerplate]
        + [part.span for part in layout.segments if part.label == "date_header"]
    )
    for suggestion in suggestions:
        assert 0.0 <= suggestion.confidence <= 1.0
        assert suggestion.source
        assert suggestion.reason
        assert "\n" not in suggestion.reason
        references = references_of(suggestion.value)
        assert suggestion.id not in references
        assert all(reference in by_id for reference in references)
        for span in spans_of(suggestion.value):
            _assert_on_words(text, span)
            after = bisect_right(masked, span)
            assert not any(span.overlaps(other) for other in masked[max(0, after - 1) : after + 1])
        _assert_in_schema(suggestion.value, by_id, schema)
    marks = sorted(value.span for value in by_id.values() if not isinstance(value, Event))
    assert not any(one.overlaps(two) for one, two in itertools.pairwise(marks))


def _assert_on_words(text: str, span: Span) -> None:
    """Inside the text, without white space at the edges, and no character cut in two."""
    words = text[span.start : span.end]
    assert 0 <= span.start < span.end <= len(text)
    assert words == words.strip()
    assert not unicodedata.category(words[0]).startswith("M")
    assert JOINER not in {words[0], words[-1]}
    assert not unicodedata.category(text[span.end : span.end + 1] or " ").startswith("M")


def _assert_in_schema(value: Annotation, by_id: dict[str, Annotation], schema: Schema) -> None:
    if isinstance(value, Entity):
        assert schema.has_label(value.label)
        assert value.mention in schema.mention_levels
        assert value.link is None or value.link.partition(":")[0] in schema.link_prefixes
    elif isinstance(value, Figure):
        _assert_figure(value, by_id, schema)
    else:
        _assert_event(value, by_id, schema)


def _assert_figure(figure: Figure, by_id: dict[str, Annotation], schema: Schema) -> None:
    assert figure.kind in schema.figure_kinds
    assert figure.bound is None or figure.bound in schema.bounds
    if figure.is_temporal:
        assert figure.norm
        assert figure.basis in schema.values("time_basis")
        assert figure.comparator is None or figure.comparator in schema.comparators
        assert figure.start_date is None or figure.end_date is None or figure.start_date <= figure.end_date
    else:
        assert figure.comparator in schema.comparators
        assert figure.change in schema.changes
        assert figure.unit in schema.units
        assert figure.counted
        assert figure.minimum is None or figure.maximum is None or figure.minimum <= figure.maximum
        assert not (figure.value is None and figure.minimum is None and figure.maximum is None)
    assert all(isinstance(by_id[reference], Figure) for reference in references_of(figure))


def _assert_event(event: Event, by_id: dict[str, Annotation], schema: Schema) -> None:
    kind = schema.event_type(event.type)
    assert event.mode is None or event.mode in kind.modes
    assert event.status in schema.values("status")
    assert event.polarity in schema.values("polarity")
    assert event.genericity in schema.values("genericity")
    assert event.attribution in schema.values("attribution")
    assert str(event.severity) in schema.values("severity")
    assert event.geo.precision in schema.values("geo_precision")
    assert event.time.precision in schema.values("time_precision")
    assert event.time.basis in schema.values("time_basis")
    for argument in event.arguments:
        role = schema.role(event.type, argument.role)
        assert role is not None
        filler = SPAN if argument.ref is None else filler_word(by_id[argument.ref])
        assert role.takes(filler), (event.type, argument.role, filler)
        assert role.repeat or len(event.fillers(role.name)) == 1, (event.type, role.name)
    filled = [(argument.role, argument.ref, argument.span) for argument in event.arguments]
    assert len(set(filled)) == len(filled)
    assert not any(span == event.trigger for span in event.mentions)
