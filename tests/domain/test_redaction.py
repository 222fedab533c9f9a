"""Names go everywhere, the same person is the same word, and every annotation still lies on its words."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.article import Article
from border_annotator.domain.document import Layout, PublicationDate, Segment
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Argument, Event
from border_annotator.domain.redaction import redacted
from border_annotator.domain.span import Span

SECRET = b"of this project"
TEXT = (
    "By Ann Other\n"
    "🚨 Rustamas Liubajevas, the head of the guards, said 20 people were pushed back.\n"
    "“We saw them,” Liubajevas said. Ms Novak agreed. LIUBAJEVAS’s men wait; a novak is a word."
)


def span_of(words: str, text: str = TEXT, nth: int = 0) -> Span:
    start = -1
    for _k in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def article(text: str = TEXT, *entities: Entity, events: tuple[Event, ...] = (), doc_id: str = "a") -> Article:
    lines = (Segment("byline", span_of("By Ann Other", text)),) if text.startswith("By Ann") else ()
    return Article(
        doc_id=doc_id,
        text_file=f"{doc_id}.txt",
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        n_chars=len(text),
        layout=Layout(None, PublicationDate(), lines, ()),
        entities=entities,
        events=events,
    )


def person(key: str, span: Span, link: str | None = None) -> Entity:
    return Entity(key, span, "PERSON", link=link)


def test_a_person_is_the_same_word_wherever_the_text_names_them() -> None:
    found = redacted(
        article(TEXT, person("e1", span_of("Rustamas Liubajevas")), person("e2", span_of("Novak"))), TEXT, SECRET
    )
    head = found.article.entities[0].span.text_in(found.text)
    other = found.article.entities[1].span.text_in(found.text)
    assert head.startswith("Person ")
    assert head != other
    assert found.text.count(head) == 3
    assert f"{head}’s men wait; a novak is a word." in found.text
    assert "liubajevas" not in found.text.casefold()
    assert found.text.startswith("[byline]\n")
    assert (found.persons, found.places) == (2, 5)
    assert found.article.n_chars == len(found.text)
    assert found.article.text_sha256 == hashlib.sha256(found.text.encode()).hexdigest()


def test_one_person_has_one_word_in_all_articles_and_none_without_the_secret() -> None:
    one = redacted(article(TEXT, person("e1", span_of("Rustamas Liubajevas"))), TEXT, SECRET)
    text = "Rustamas  LIUBAJEVAS spoke."
    other = redacted(article(text, person("e1", Span(0, 20))), text, SECRET)
    assert one.article.entities[0].span.text_in(one.text) == other.article.entities[0].span.text_in(other.text)
    with_another = redacted(article(text, person("e1", Span(0, 20))), text, b"of another project")
    assert with_another.text != other.text


def test_a_link_tells_who_somebody_is_and_names_nobody_afterwards() -> None:
    first = person("e1", span_of("Rustamas Liubajevas"), "person:rustamas-liubajevas")
    found = redacted(article(TEXT, first), TEXT, SECRET)
    link = found.article.entities[0].link
    assert link is not None
    assert "liubajevas" not in link
    assert found.text.count(found.article.entities[0].span.text_in(found.text)) == 3
    place = Entity("e2", Span(0, 2), "PLACE", link="place:novak")
    kept = redacted(article(TEXT, first, place), TEXT, SECRET).article.entities[1]
    assert kept.link == "place:novak"


def test_two_with_one_surname_are_not_taken_for_each_other() -> None:
    text = "Ann Novak met Ben Novak. Novak left."
    found = redacted(article(text, person("e1", Span(0, 9)), person("e2", Span(14, 23))), text, SECRET)
    one, other = (entity.span.text_in(found.text) for entity in found.article.entities)
    assert one != other
    assert found.text == f"{one} met {other}. Novak left."


def test_what_lies_over_a_name_follows_it_and_what_people_wrote_is_left_out() -> None:
    event = Event(
        "ev1",
        "Crossing.Pushback",
        span_of("pushed back"),
        arguments=(Argument("Agent", span=span_of("Liubajevas, the head")), Argument("Other", ref="e1")),
        note="Liubajevas again",
    )
    found = redacted(article(TEXT, person("e1", span_of("Rustamas Liubajevas")), events=(event,)), TEXT, SECRET)
    moved = found.article.events[0]
    assert moved.trigger.text_in(found.text) == "pushed back"
    span = moved.arguments[0].span
    assert span is not None
    assert span.text_in(found.text) == found.article.entities[0].span.text_in(found.text) + ", the head"
    assert moved.note is None


@pytest.mark.parametrize("name", ["liubajevas_speaks", "2024-05-03 LIUBAJEVAS interview"])
def test_a_file_that_is_called_after_somebody_is_called_something_else(name: str) -> None:
    found = redacted(article(TEXT, person("e1", span_of("Rustamas Liubajevas")), doc_id=name), TEXT, SECRET)
    assert found.article.doc_id.startswith("article-")
    assert found.article.text_file.startswith("article-")
    assert found.article.text_file.endswith(".txt")
    plain = redacted(article(TEXT, person("e1", span_of("Rustamas Liubajevas")), doc_id="2024-05"), TEXT, SECRET)
    assert plain.article.doc_id == "2024-05"


def test_an_article_without_persons_stays_as_it_is() -> None:
    text = "Twenty people waited."
    found = redacted(article(text), text, SECRET)
    assert (found.text, found.persons, found.places) == (text, 0, 0)
    assert found.article == article(text)


@given(st.data())
def test_every_annotation_that_touches_no_name_keeps_its_words(data: st.DataObject) -> None:
    words = st.sampled_from(["Ann", "Novak", "said", "🚨", "e\u0301", "שלום", "x", "10\u00a0000", "ann"])
    text = " ".join(data.draw(st.lists(words, min_size=1, max_size=25)))
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(lambda s: s[0] < s[1])
    drawn = [Span(*pair) for pair in data.draw(st.lists(spans, max_size=6))]
    named = [person(f"e{k}", span) for k, span in enumerate(drawn[:3]) if span.text_in(text).strip()]
    others = [Entity(f"o{k}", span, "PLACE") for k, span in enumerate(drawn[3:])]
    found = redacted(article(text, *named, *others), text, SECRET)
    spans_after = {entity.id: entity.span for entity in found.article.entities}
    for entity in found.article.entities:
        assert entity.span.fits(found.text)
        if entity.label == "PERSON":
            assert "Person " in entity.span.text_in(found.text)
    for other in others:
        if not any(other.span.overlaps(one.span) for one in named) and not {"Ann", "Novak"} & set(
            text[max(0, other.span.start - 5) : other.span.end + 5].split()
        ):
            after = spans_after[other.id].text_in(found.text)
            assert after == other.span.text_in(text) or "Person " in after
