"""Rules of the engine that hold for any article, each with a sentence that is in none of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.annotation import spans_of
from border_annotator.domain.event import Event
from border_annotator.domain.figure import Figure
from border_annotator.nlp.figure_links import with_links
from tests.nlp.articles import document

if TYPE_CHECKING:
    from border_annotator.nlp.prelabeler import Prelabeler


def read(prelabeler: Prelabeler, text: str) -> dict[str, tuple[Event, set[tuple[str, str]]]]:
    """Trigger -> the event with (role, words) of its arguments."""
    values = {s.id: s.value for s in prelabeler.label(document(text))}
    return {
        event.trigger.text_in(text): (
            event,
            {(a.role, spans_of(values[a.ref])[0].text_in(text)) for a in event.arguments if a.ref is not None},
        )
        for event in values.values()
        if isinstance(event, Event)
    }


@pytest.mark.parametrize(
    ("text", "trigger", "filled"),
    [
        ("Oslo remains committed to assisting Estonia.", "assisting", ("provider", "Oslo")),
        ("At talks in Riga, Estonia and Finland signed a treaty.", "signed", ("party", "Estonia")),
        ("The charity Open Shore accused Serbia of beating migrants.", "accused", ("accuser", "Open Shore")),
        ("Forty migrants reached Samos. Officers held them in a barn.", "held", ("person", "migrants")),
        ("A guard was injured by a stone near Brest.", "injured", ("instrument", "stone")),
        ("The crossing point at Kena will stay shut.", "shut", ("crossing_point", "Kena")),
    ],
)  # fmt: skip
def test_roles(prelabeler: Prelabeler, text: str, trigger: str, filled: tuple[str, str]) -> None:
    assert filled in read(prelabeler, text)[trigger][1]


@pytest.mark.parametrize(
    ("text", "trigger", "status", "polarity"),
    [
        ("Reports that Kena will be shut are false.", "shut", "occurred", "negative"),
        ("If the attacks go on, Latvia will close the border.", "close", "hypothetical", "positive"),
        ("Had Norway closed the border, nobody would have come.", "closed", "hypothetical", "negative"),
        ("Serbia denied claims that its officers had beaten two migrants.", "beaten", "denied", "positive"),
    ],
)
def test_what_did_not_happen(prelabeler: Prelabeler, text: str, trigger: str, status: str, polarity: str) -> None:
    event, _ = read(prelabeler, text)[trigger]
    assert (event.status, event.polarity) == (status, polarity)


def test_prevented_attempts_are_one_event(prelabeler: Prelabeler) -> None:
    found = read(prelabeler, "Latvian guards prevented 31 attempts to cross the border.")
    assert {event.type for event, _ in found.values()} == {"Crossing.Pushback"}


def test_parts_and_corrections_are_linked(prelabeler: Prelabeler) -> None:
    text = "Police arrested eleven people, nine of whom are Serbs. Two of the eleven were freed."
    figures = [s.value for s in prelabeler.label(document(text)) if isinstance(s.value, Figure)]
    eleven, nine, two, again = figures
    assert (nine.of_total, nine.counted) == (eleven.id, "person")
    assert (two.of_total, again.repeat_of) == (again.id, eleven.id)
    assert with_links(text, []) == []
