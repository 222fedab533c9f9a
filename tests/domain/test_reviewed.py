"""Text that nobody has read is never told as text that says nothing."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.annotation import Kind
from border_annotator.domain.article import Article, Origin, Rejection
from border_annotator.domain.document import Boilerplate, Layout, PublicationDate, Segment
from border_annotator.domain.entity import Entity
from border_annotator.domain.layer import ReviewState
from border_annotator.domain.reviewed import reviewed_parts
from border_annotator.domain.span import Span

TEXT = "3 May 2024\nPoland closed a gate. Nothing else came.\nRead also: more\nLatvia waits. It rained."
LAYOUT = Layout(
    None,
    PublicationDate(),
    (Segment("date_header", Span(0, 10)),),
    (Boilerplate("read_also", Span(TEXT.index("Read"), TEXT.index("\nLatvia"))),),
)
POLAND = Entity("e1", Span(11, 17), "COUNTRY")
LATVIA = Span(TEXT.index("Latvia"), TEXT.index(" waits"))
REJECTED = Rejection("x", Kind.ENTITY, "PLACE", LATVIA, None, Origin("m", 0.5))


def article(review: ReviewState | None, entities: tuple[Entity, ...] = (POLAND,)) -> Article:
    return Article("a", "a.txt", "", len(TEXT), LAYOUT, entities=entities, review=review, rejections=(REJECTED,))


def words(spans: tuple[Span, ...]) -> list[str]:
    return [span.text_in(TEXT) for span in spans]


def test_an_article_that_is_done_was_read_but_for_its_furniture() -> None:
    found = reviewed_parts(article(ReviewState.DONE), TEXT)
    assert words(found.parts) == ["Poland closed a gate. Nothing else came.", "Latvia waits. It rained."]
    assert words(found.empty) == ["Nothing else came.", "Latvia waits.", "It rained."]


def test_of_an_article_in_progress_the_sentences_with_a_decision_were_read() -> None:
    found = reviewed_parts(article(ReviewState.IN_PROGRESS), TEXT)
    assert words(found.parts) == ["Poland closed a gate.", "Latvia waits."]
    assert words(found.empty) == ["Latvia waits."]


def test_of_others_nothing_was_read() -> None:
    for state in (None, ReviewState.OPEN, ReviewState.SKIPPED):
        assert reviewed_parts(article(state), TEXT).parts == ()


@given(st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 12)), max_size=6), st.sampled_from(ReviewState))
def test_what_is_told_as_empty_was_read_and_holds_nothing(drawn: list[tuple[int, int]], state: ReviewState) -> None:
    spans = [Span(start, min(len(TEXT), start + size)) for start, size in drawn]
    entities = tuple(Entity(f"e{k}", span, "PLACE") for k, span in enumerate(spans))
    found = reviewed_parts(replace(article(state), entities=entities), TEXT)
    for empty in found.empty:
        assert any(part.contains(empty) for part in found.parts)
        assert not any(empty.overlaps(span) for span in spans)
    assert all(one.end <= other.start for one, other in zip(found.parts, found.parts[1:], strict=False))
