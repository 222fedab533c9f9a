"""Annotations as text: what is written at once is letter for letter what the encoder would write."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.annotation import annotation_to_plain
from border_annotator.domain.entity import Entity
from border_annotator.domain.figure import Figure
from border_annotator.domain.span import Span
from border_annotator.storage.plain_json import annotation_text, to_json

words = st.text(max_size=12) | st.sampled_from(["PLACE", "é“\\", '"', "\u2028", "\x00"])
spans = st.tuples(st.integers(0, 10**9), st.integers(1, 10**6)).map(lambda pair: Span(pair[0], sum(pair)))
entities = st.builds(
    Entity, words, spans, words, mention=words, link=st.none() | words, optional=st.booleans(), note=st.none() | words
)
figures = st.builds(Figure, words, spans, words, value=st.none() | st.integers(), norm=st.none() | words)


@given(entities | figures)
def test_it_is_the_plain_data_as_json(value: Entity | Figure) -> None:
    assert annotation_text(value) == to_json(annotation_to_plain(value))
