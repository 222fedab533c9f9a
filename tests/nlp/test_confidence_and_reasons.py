"""Confidences are shares, weighed from clues; reasons are short lines that say what is so."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from border_annotator.domain.annotation import Kind, anchor_of, kind_of
from border_annotator.domain.document import PublicationDate
from border_annotator.domain.event import Event
from border_annotator.nlp.clues import clues_of
from border_annotator.nlp.confidence import HIGHEST, LOWEST, Weighing, confidence_of
from border_annotator.nlp.reasons import reason_of
from tests.nlp.articles import document, seed

if TYPE_CHECKING:
    from border_annotator.domain.document import Document
    from border_annotator.nlp.prelabeler import Prelabeler

LONGEST_REASON = 300
WORDS = st.lists(st.text(max_size=8), max_size=12)


@given(st.floats(-50, 50), st.dictionaries(st.text(max_size=8), st.floats(-50, 50)), WORDS)
def test_a_confidence_is_a_share_whatever_the_weights(base: float, weights: dict[str, float], clues: list[str]) -> None:
    sure = Weighing(base, weights).confidence(clues)
    assert LOWEST <= sure <= HIGHEST
    assert sure == round(sure, 2)


@given(WORDS)
def test_clues_without_a_weight_count_for_nothing(clues: list[str]) -> None:
    weighing = Weighing(0.4, {"known": 1.0})
    strange = [f"strange {clue}" for clue in clues]
    assert weighing.confidence(["known", *strange]) == weighing.confidence(["known"])
    assert weighing.confidence(["known"]) > weighing.confidence([])


def test_there_are_weights_for_every_kind() -> None:
    for kind in Kind:
        assert LOWEST < confidence_of(kind, ()) < HIGHEST


@pytest.mark.parametrize("number", ["000", "003"])
def test_every_suggestion_says_why_in_a_line(number: str, prelabeler: Prelabeler) -> None:
    for suggestion in prelabeler.label(seed(number)):
        assert LOWEST <= suggestion.confidence <= HIGHEST
        assert suggestion.reason
        assert suggestion.reason == " ".join(suggestion.reason.split())
        assert len(suggestion.reason) <= LONGEST_REASON
        assert "None" not in suggestion.reason


def reasons(prelabeler: Prelabeler, article: Document) -> dict[tuple[Kind, str], str]:
    proposed, sights = next(prelabeler.propose_all([article]))
    return {
        (kind_of(p.value), anchor_of(p.value).text_in(article.text)): reason_of(p, sights) for p in proposed
    }  # fmt: skip


def dated(text: str) -> Document:
    import datetime

    article = document(text)
    published = PublicationDate(datetime.date(2024, 5, 15), "header")
    return dataclasses.replace(article, layout=dataclasses.replace(article.layout, published=published))


TEXT = (
    "Guards turned back 52 migrants at the border with Belarus on Monday.\n\n"
    "The crossing was closed by Latvia. Minsk denied the claims of Anna Nowak.\n"
)


@pytest.mark.parametrize(
    ("kind", "surface", "part"),
    [
        (Kind.FIGURE, "52", "number with the noun that it counts: 52 migrants"),
        (Kind.FIGURE, "Monday", "day before the publication date (header)"),
        (Kind.ENTITY, "Latvia", "known name of the lists: iso:LV"),
        (Kind.ENTITY, "Minsk", "capital that acts"),
        (Kind.ENTITY, "Anna Nowak", "the language model sees a person's name"),
        (Kind.ENTITY, "migrants", "common noun that fills a role: person of “turned"),
        (Kind.EVENT, "turned", "“turned” as a verb, active; "),
        (Kind.EVENT, "closed", "as a verb, passive"),
        (Kind.EVENT, "closed", "authority: after “by”"),
        (Kind.EVENT, "closed", "crossing point: subject of the passive"),
    ],
)
def test_reasons_say_what_is_so(kind: Kind, surface: str, part: str, prelabeler: Prelabeler) -> None:
    assert part in reasons(prelabeler, dated(TEXT))[kind, surface]


@pytest.mark.parametrize(
    ("words", "surface", "part"),
    [
        ("Interior Minister Jonas Petraitis visited the Border Guard Service.", "Jonas Petraitis", "beside an office"),
        ("Interior Minister Jonas Petraitis visited the Border Guard Service.", "Border Guard Service", "in capitals"),
        ("The rescue ship Silver Gannet took 40 people on board.", "Silver Gannet", "ship's name"),
    ],
)
def test_each_rule_for_names_says_what_it_goes_by(words: str, surface: str, part: str, prelabeler: Prelabeler) -> None:
    assert part in reasons(prelabeler, document(f"{words}\n"))[Kind.ENTITY, surface]


def test_no_rule_is_told_by_its_bare_name(prelabeler: Prelabeler) -> None:
    """Every source that a name of the sample articles comes from has words of its own."""
    for number in ("000", "003"):
        proposed, sights = next(prelabeler.propose_all([seed(number)]))
        for item in proposed:
            if item.mention is not None:
                assert not reason_of(item, sights).startswith(("rule ", "pattern "))


def test_a_time_without_a_publication_date_says_so(prelabeler: Prelabeler) -> None:
    found = reasons(prelabeler, document("Guards turned back 52 migrants on Monday.\n"))
    assert "which this article does not have" in found[Kind.FIGURE, "Monday"]


def test_clues_are_plain_and_the_same_each_time(prelabeler: Prelabeler) -> None:
    article = dated(TEXT)
    twice = []
    for _ in range(2):
        proposed, sights = next(prelabeler.propose_all([article]))
        twice.append([clues_of(item, sights) for item in proposed])
        for item, clues in zip(proposed, twice[-1], strict=True):
            assert len(set(clues)) == len(clues)
            assert f"source {item.source}" in clues
            assert not isinstance(item.value, Event) or f"type {item.value.type}" in clues
    assert twice[0] == twice[1]


@settings(max_examples=25)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=120))
def test_any_text_gives_reasons(prelabeler: Prelabeler, text: str) -> None:
    for suggestion in prelabeler.label(document(f"{text}\nLatvia closed two crossings. {text}")):
        assert suggestion.reason
        assert suggestion.confidence <= HIGHEST
