"""Spans: what they share, hold and cover."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.span import Span, overlapping, trimmed

spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 30), st.integers(1, 30))


def points(span: Span) -> set[int]:
    return set(range(span.start, span.end))


@given(spans, spans)
def test_spans_are_sets_of_code_points(a: Span, b: Span) -> None:
    assert a.overlaps(b) == b.overlaps(a) == bool(points(a) & points(b))
    assert a.contains(b) == (points(b) <= points(a))
    assert a.shared(b) == b.shared(a) == len(points(a) & points(b))
    assert len(a) == len(points(a))
    assert overlapping(a, [b]) == a.overlaps(b)
    assert (a < b) == ((a.start, a.end) < (b.start, b.end))


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_what_is_not_a_span(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


@given(st.text(alphabet="ab \n\u00a0\u2009💩"), st.integers(-5, 30), st.integers(-5, 30))
def test_trimmed_spans_begin_and_end_with_a_letter(text: str, start: int, end: int) -> None:
    span = trimmed(text, start, end)
    whole = text[max(0, start) : max(0, end)]
    if span is None:
        assert not whole.strip()
    else:
        assert span.fits(text)
        assert span.text_in(text) == whole.strip()
