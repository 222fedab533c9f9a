"""Characters of a reader's: those of several code points are found without looking at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.characters import clusters, composed, is_stop

ODD = "ae\u0301\u200d\u200c🚨👩🏽🇱🇹©\u0915\u093f\u1100\u1161\r\n \ufe0f"


@given(st.text(st.sampled_from(ODD) | st.characters(codec="utf-8")))
def test_those_of_several_code_points(text: str) -> None:
    assert list(composed(text)) == [(start, end) for start, end in clusters(text) if end - start > 1]


@given(st.text(st.sampled_from(ODD) | st.characters(codec="utf-8")))
def test_where_a_caret_may_stand(text: str) -> None:
    stops = {0, len(text), *(start for start, _end in clusters(text))}
    assert {offset for offset in range(len(text) + 1) if is_stop(text, offset)} == stops
