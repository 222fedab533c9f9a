from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.nlp.entities import guess_label, names_of_piece, settled
from tests.nlp.articles import ROOT

if TYPE_CHECKING:
    from border_annotator.domain.schema import Schema


def named(text: str) -> list[tuple[str, str, str | None]]:
    """Words, label and link of what lists and rules find in one paragraph, without a model."""
    return [
        (text[m.start : m.end], m.label, m.link) for m in settled([(0, text, names_of_piece(text, [], headline=False))])
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Latvian-Belarusian border", [("Latvian-Belarusian border", "BORDER", "border:BY-LV")]),
        (
            "Poland guards its border with Belarus.",
            [("Poland", "COUNTRY", "iso:PL"), ("border with Belarus", "BORDER", "border:BY-PL")],
        ),
        (
            "Latvia and Lithuania share borders with Belarus.",
            [
                ("Latvia", "COUNTRY", "iso:LV"),
                ("Lithuania", "COUNTRY", "iso:LT"),
                ("borders with Belarus", "BORDER", "border:BY-LT+BY-LV"),
            ],
        ),
        ("Polish border guards", [("Polish", "NATIONALITY", "iso:PL")]),
        ("the Lithuanian government", [("Lithuanian government", "GOVERNMENT", "gov:LT")]),
        ("the Minsk regime", [("Minsk regime", "GOVERNMENT", "gov:BY")]),
        ("the Polish army", [("Polish army", "MILITARY", "mil:PL")]),
        (
            "Russian Wagner Group mercenaries",
            [("Russian", "NATIONALITY", "iso:RU"), ("Wagner Group", "ARMED_GROUP", "group:wagner")],
        ),
        ("the Baltic states", [("Baltic states", "COUNTRY", "iso:EE+LT+LV")]),
        (
            "in Šalčininkai and Salcininkai",
            [("Šalčininkai", "PLACE", "place:salcininkai"), ("Salcininkai", "PLACE", "place:salcininkai")],
        ),
        ("NATO met. The Alliance agreed.", [("NATO", "INTL_ORG", "org:nato"), ("Alliance", "INTL_ORG", "org:nato")]),
        ("exercise Air Defender 23 began", [("Air Defender 23", "OPERATION", "op:air-defender-23")]),
        ("let us go", []),
        (
            "signed a Declaration of Cooperation",
            [("Declaration of Cooperation", "LAW_DOC", "law:declaration-of-cooperation")],
        ),
        ("the U.S.-Mexico border", [("U.S.-Mexico border", "BORDER", "border:MX-US")]),
    ],
)
def test_names_from_lists_and_rules(text: str, found: list[tuple[str, str, str | None]]) -> None:
    assert named(text) == found


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("Latvia", ("COUNTRY", "iso:LV", "NAM")),
        ("border with Belarus", ("BORDER", "border:BY", "NAM")),
        ("migrants", ("PEOPLE", None, "NOM")),
        ("border crossing points", ("CROSSING_POINT", None, "NOM")),
        ("Frontex", ("BORDER_AGENCY", "agency:frontex", "NAM")),
        ("Ursula Novak", ("PERSON", "person:ursula-novak", "NAM")),
        ("Minsk", ("PLACE", "place:minsk", "NAM")),
    ],
)
def test_a_selection_is_guessed(schema: Schema, text: str, guess: tuple[str, str | None, str]) -> None:
    assert guess_label(text, tuple(label.label for label in schema.entity_labels)) == guess


def test_a_capital_may_be_its_government() -> None:
    assert guess_label("Minsk", ("GOVERNMENT", "PERSON")) == ("GOVERNMENT", "gov:BY", "NAM")


@given(st.text(max_size=60), st.lists(st.sampled_from(["COUNTRY", "PERSON", "X", "PEOPLE"]), min_size=1))
def test_a_guess_stays_within_what_is_allowed(text: str, allowed: list[str]) -> None:
    label, _, mention = guess_label(text, tuple(allowed))
    assert label in allowed
    assert mention in {"NAM", "NOM"}


def test_the_window_reads_selections_without_spacy() -> None:
    code = (
        "import sys\n"
        "import border_annotator.nlp.worker, border_annotator.nlp.prelabeler, border_annotator.nlp.dates\n"
        "from border_annotator.domain.span import Span\n"
        "from border_annotator.nlp.entities import guess_label\n"
        "from border_annotator.nlp.figures import read_quantity\n"
        "guess_label('Latvia', ('COUNTRY',)); read_quantity('20 guards', Span(0, 2))\n"
        "assert not {'spacy', 'thinc', 'numpy'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, timeout=60)
