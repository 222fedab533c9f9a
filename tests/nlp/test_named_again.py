"""Short forms that a document introduces itself, and whose institutions without a country are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.entity import Entity
from tests.nlp.articles import document
from tests.nlp.test_entities import named

if TYPE_CHECKING:
    from border_annotator.nlp.prelabeler import Prelabeler


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        ("Marta Lind, the deputy head of the post, said so. Later Lind’s team left.", "Lind", "person:marta-lind"),
        ("Jonas Rimka, spokesman for the guard, denied it.", "Jonas Rimka", "person:jonas-rimka"),
        ("“We shall stay,” said Marta Lind.", "Marta Lind", "person:marta-lind"),
        ("The Estonian Police and Border Guard (EPBG) said so. The EPBG left.", "EPBG", "agency:ee-ppa"),
        ("They live in the village of Zubrówka Mała.", "Zubrówka Mała", "place:zubrowka-mala"),
        ("They live in Kalnava parish.", "Kalnava", "place:kalnava"),
    ],
)
def test_a_short_form_means_the_long_one(text: str, words: str, wanted: str) -> None:
    links = [link for found, _, link in named(text) if found == words]
    assert links
    assert set(links) == {wanted}


@pytest.mark.parametrize(
    ("text", "ship"),
    [
        ("HMS Merlin was sent to the Channel.", "HMS Merlin"),
        ("The rescue ship Northern Star 2 took them on board.", "Northern Star 2"),
    ],
)
def test_ships_are_equipment(text: str, ship: str) -> None:
    assert (ship, "EQUIPMENT", None) in named(text)


def test_a_surname_that_is_a_word_is_left_alone() -> None:
    found = named("Marta Young, the head of the post, is young. Young people left.")
    assert [words for words, label, _ in found if label == "PERSON"] == ["Marta Young"]


def test_an_institution_that_every_country_has_is_that_of_the_document() -> None:
    text = (
        "Warsaw acted. The Polish government met in Poland, and the Polish army came. Poland will wait. "
        "The Ministry of Defence agreed."
    )
    assert ("Ministry of Defence", "GOVERNMENT", "gov:PL-defence") in named(text)


@pytest.mark.parametrize(
    ("text", "words", "link"),
    [
        ("Lithuania warned Belarus. The country shut its border with Belarus on Friday.", "country", "iso:LT"),
        (
            "Poland is on guard. It stopped ten migrants from Belarus who tried to enter the country.",
            "country",
            "iso:PL",
        ),
    ],
)
def test_the_country_is_the_one_that_was_spoken_of(prelabeler: Prelabeler, text: str, words: str, link: str) -> None:
    found = [s.value for s in prelabeler.label(document(text))]
    assert {e.link for e in found if isinstance(e, Entity) and e.span.text_in(text) == words} == {link}


@pytest.mark.parametrize(
    "text",
    [
        "The police stopped 40 migrants from making boat crossings on Monday.",
        "The agency detected 4,000 irregular crossings in May, most of them made by people from Syria.",
    ],
)
def test_crossings_that_people_make_are_no_points(prelabeler: Prelabeler, text: str) -> None:
    labels = {s.value.label for s in prelabeler.label(document(text)) if isinstance(s.value, Entity)}
    assert "CROSSING_POINT" not in labels


def test_a_hyphen_joins_no_half_word_to_a_noun(prelabeler: Prelabeler) -> None:
    text = "Guards turned back forty third-country asylum seekers at the river on Monday."
    words = {s.value.span.text_in(text) for s in prelabeler.label(document(text)) if isinstance(s.value, Entity)}
    assert "asylum seekers" in words


def test_an_institution_named_in_full_before_stays_that_one() -> None:
    text = (
        "Poland shut a road in Poland, the State Border Guard Service of Ukraine said. "
        "The State Border Guard Service sent officers."
    )
    links = {link for words, _, link in named(text) if "Guard Service" in words}
    assert links == {"agency:ua-dpsu"}
