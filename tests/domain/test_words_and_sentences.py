"""Characters, words and sentences of any text: what snapping, steps and repairs of boundaries rest on."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.boundary import Edge, Unit, moved
from border_annotator.domain.characters import is_stop, next_stop, previous_stop
from border_annotator.domain.sentences import sentence_after, sentence_at, sentence_before
from border_annotator.domain.span import Span, trimmed
from border_annotator.domain.words import reads_as_prose, snapped, word_after, word_at, word_before, words_in
from tests.odd_texts import odd_texts

Case = tuple[str, list[str]]


def spelt(text: str) -> list[str]:
    return [word.text_in(text) for word in words_in(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Guards closed it.", ["Guards", "closed", "it"]),
        ("the guards’ and Latvia’s don’t", ["the", "guards", "and", "Latvia", "don’t"]),
        ("10,000 men, 2.4 km and 1\u00a0000", ["10,000", "men", "2.4", "km", "and", "1\u00a0000"]),
        ("Latvian-Belarusian (VSAT)", ["Latvian", "Belarusian", "VSAT"]),
        ("the U.S. border", ["the", "U.S.", "border"]),
        ("20% or €5", ["20", "%", "or", "€", "5"]),
        ("立陶宛关闭", ["立", "陶", "宛", "关", "闭"]),
        ("الحدود مغلقة 2023", ["الحدود", "مغلقة", "2023"]),
        ("Ge\u0301orgie", ["Ge\u0301orgie"]),
        ("👮🏽\u200d♀️🇱🇹🇵🇱", ["👮🏽\u200d♀️", "🇱🇹", "🇵🇱"]),
        ("Narva\ufeff Narva\u200b Narva", ["Narva", "Narva", "Narva"]),
        ("one end.Next one", ["one", "end", "Next", "one"]),
    ],
)
def test_words_of_news(text: str, words: list[str]) -> None:
    assert spelt(text) == words


@given(odd_texts())
def test_words_stand_apart_and_are_found_from_inside(text: str) -> None:
    words = words_in(text, 0, len(text))
    assert all(one.end <= other.start for one, other in pairwise(words))
    for word in words:
        assert word_at(text, word.start) == word
        assert word_after(text, word.start) == word
        assert word_before(text, word.end) == word
        assert not word.text_in(text)[0].isspace()
        assert not word.text_in(text)[-1].isspace()


@given(odd_texts(), st.integers(0, 200), st.integers(0, 200))
def test_a_snapped_stretch_holds_whole_words(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    found = snapped(text, start, end)
    if found is None:
        assert trimmed(text, start, end) is None or not text[start:end].strip()
        return
    assert found == trimmed(text, found.start, found.end)
    for word in words_in(text, start, end):
        assert found.contains(word), "whatever word is touched is taken whole"
    again = snapped(text, found.start, found.end)
    assert again == found, "what is snapped stays"


def test_a_drag_into_a_comma_or_a_bracket_means_the_words() -> None:
    text = "Guards (VSAT), said"
    assert snapped(text, 9, 14) == Span(8, 12)
    assert snapped(text, 2, 4) == Span(0, 6)
    assert snapped(text, 7, 8) == Span(7, 8), "a bracket alone stays what it is"


@given(odd_texts(), st.integers(0, 200))
def test_stops_never_stand_before_a_mark(text: str, place: int) -> None:
    offset = min(place, len(text))
    after, before = next_stop(text, offset), previous_stop(text, offset)
    assert before <= offset <= after
    assert after > offset or offset == len(text)
    assert before < offset or offset == 0
    for stop in (after, before):
        assert is_stop(text, stop)
        if 0 < stop < len(text) and text[stop - 1] not in "\n\r":
            assert unicodedata.category(text[stop]) not in ("Mn", "Me", "Mc")


@given(odd_texts())
def test_steps_by_characters_go_through_the_whole_text_and_back(text: str) -> None:
    forth = [0]
    while forth[-1] < len(text):
        forth.append(next_stop(text, forth[-1]))
    back = [len(text)]
    while back[-1] > 0:
        back.append(previous_stop(text, back[-1]))
    assert forth == back[::-1]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ("Mr. Smith left on Nov. 5 for the U.S. Border.", ["Mr. Smith left on Nov. 5 for the U.S. Border."]),
        ("“Why?” she asked. It is 3.5 km.", ["“Why?” she asked.", "It is 3.5 km."]),
        ("A title\n\nA line\nof two. And more.", ["A title", "A line\nof two.", "And more."]),
        ("立陶宛关闭了边境。他们走了。", ["立陶宛关闭了边境。", "他们走了。"]),
        ("He went (again!) home… and so on.", ["He went (again!) home… and so on."]),
    ],
)
def test_sentences_of_news(text: str, sentences: list[str]) -> None:
    spans = [sentence_at(text, k) for k in range(len(text))]
    assert [span.text_in(text) for span in dict.fromkeys(spans) if span] == sentences
    forth, place = [], -1
    while (found := sentence_after(text, place)) is not None:
        forth.append(found.text_in(text))
        place = found.start
    assert forth == sentences
    back, place = [], len(text)
    while (found := sentence_before(text, place)) is not None:
        back.append(found.text_in(text))
        place = found.start
    assert back[::-1] == sentences


@given(odd_texts(), st.integers(0, 200))
def test_sentences_of_any_text(text: str, place: int) -> None:
    offset = min(place, len(text))
    after, before = sentence_after(text, offset), sentence_before(text, offset)
    assert after is None or after.start > offset
    assert before is None or before.start < offset
    assert (sentence_at(text, offset) is None) == (not text.strip())


@given(odd_texts(), st.data())
def test_moved_boundaries_stay_sound(text: str, data: st.DataObject) -> None:
    words = words_in(text, 0, len(text))
    if not words:
        return
    span = data.draw(st.sampled_from(words))
    for _step in range(12):
        edge, unit = data.draw(st.sampled_from(list(Edge))), data.draw(st.sampled_from(list(Unit)))
        outward = data.draw(st.booleans())
        after = moved(text, span, edge, unit, outward=outward)
        if after is None:
            continue
        assert after == trimmed(text, after.start, after.end), "trimmed, and inside the text"
        assert after.contains(span) if outward else span.contains(after)
        assert after != span
        if edge is Edge.START:
            assert after.end == span.end or after.end == len(text[: span.end].rstrip())
        else:
            assert after.start == span.start
        if unit is Unit.WORD and outward:
            grown = after.end if edge is Edge.END else after.start
            assert grown in {end for word in words_in(text, 0, len(text)) for end in (word.start, word.end)}
        span = after


def test_boundaries_of_a_name() -> None:
    text = "The State Border Guard Service (VSAT) said"
    span = Span(4, 16)
    assert span.text_in(text) == "State Border"
    wider = moved(text, span, Edge.END, Unit.WORD, outward=True)
    assert wider is not None
    assert wider.text_in(text) == "State Border Guard"
    assert moved(text, wider, Edge.END, Unit.WORD, outward=False) == span
    earlier = moved(text, span, Edge.START, Unit.WORD, outward=True)
    assert earlier is not None
    assert earlier.text_in(text) == "The State Border"
    assert moved(text, Span(0, 3), Edge.START, Unit.WORD, outward=True) is None
    assert moved(text, Span(0, 3), Edge.END, Unit.WORD, outward=False) is None
    shorter = moved(text, Span(0, 3), Edge.END, Unit.CHARACTER, outward=False)
    assert shorter == Span(0, 2)
    assert moved("One\n\nTwo", Span(0, 3), Edge.END, Unit.WORD, outward=True) is None


@pytest.mark.parametrize(
    ("text", "mark", "steps", "found"),
    [
        ("They sent guards and the army of Latvia.", "guards", ")", "guards and the army"),
        ("They sent guards and the army of Latvia.", "guards", "))", "guards and the army of Latvia"),
        ("They sent guards and the army of Latvia.", "guards and the army", "-)", "guards"),
        ("They sent guards and the army of Latvia.", "guards and the army", "-(", "the army"),
        ("The chief of the border guard, Mr Rūsiņš, came.", "Mr Rūsiņš", "(", "the border guard, Mr Rūsiņš"),
        ("It said so. The gate will stay shut, he said. It is.", "gate", "{", "The gate"),
        ("It said so. The gate will stay shut, he said. It is.", "gate", "}", "gate will stay shut, he said."),
        ("It said so. The gate is shut. It is.", "The gate is shut. It is.", "-}", "The gate is shut."),
        ("It said so. The gate is shut. It is.", "The gate is shut. It is.", "-{", "It is."),
        ("Guards came", "Guards", "-)", None),
        ("Guards came", "Guards came", ")", None),
        ("One.\n\nTwo.", "One.", "}", None),
    ],
)
def test_an_end_moves_by_a_phrase_or_a_sentence(text: str, mark: str, steps: str, found: str | None) -> None:
    span: Span | None = Span(text.index(mark), text.index(mark) + len(mark))
    ways = {"(": (Edge.START, Unit.PHRASE), ")": (Edge.END, Unit.PHRASE)}
    ways |= {"{": (Edge.START, Unit.SENTENCE), "}": (Edge.END, Unit.SENTENCE)}
    outward = not steps.startswith("-")
    for step in steps.lstrip("-"):
        assert span is not None
        span = moved(text, span, *ways[step], outward=outward)
    assert (span.text_in(text) if span is not None else None) == found


@pytest.mark.parametrize(
    ("words", "is_prose"),
    [
        ("allowing border guards to reject asylum applications", True),
        ("the Ministry of the Interior", False),
        ("State Border Guard Service of Lithuania", False),
        ("temporary protection", False),
        ("groups of irregular migrants", True),
    ],
)
def test_many_plain_words_are_no_name(words: str, *, is_prose: bool) -> None:
    assert reads_as_prose(words) is is_prose
