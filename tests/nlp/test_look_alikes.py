"""What looks like an event or a beginning and is none, and what is told as it is beside what is only wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.figure import Figure
from tests.nlp.articles import document
from tests.nlp.test_events_of_any_article import read

if TYPE_CHECKING:
    from border_annotator.nlp.prelabeler import Prelabeler


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Norway supports the patrols of Frontex in the strait.", "supports"),
        ("Norway welcomed the opportunity to speak.", "welcomed"),
        ("Agents assigned to the Deming station met the visitors.", "assigned"),
        ("Serbia has called for an early return of the patrols.", "called"),
        ("Men in white carried the bodies to the shore on Friday.", "carried"),
        ("Migrants pay 2,000 euros to the gangs.", "pay"),
        ("The bridge leads to the border crossing in the town.", "crossing"),
    ],
)
def test_a_word_with_another_meaning_is_no_event(prelabeler: Prelabeler, text: str, trigger: str) -> None:
    assert trigger not in read(prelabeler, text)


@pytest.mark.parametrize(
    ("text", "trigger", "status", "polarity"),
    [
        (
            "The guard asked for help on Tuesday after 40 attempts to cross the river.",
            "attempts",
            "occurred",
            "positive",
        ),
        ("Norway wants to build a wall because of the illegal crossings.", "crossings", "occurred", "positive"),
        ("Norway plans to act in response to the deaths of ten migrants.", "deaths", "occurred", "positive"),
        ("Norway plans to close the border after the summer.", "close", "planned", "positive"),
        ("Migrants will no longer be able to cross the border.", "cross", "planned", "negative"),
    ],
)
def test_what_was_before_is_no_part_of_the_plan(
    prelabeler: Prelabeler, text: str, trigger: str, status: str, polarity: str
) -> None:
    event, _ = read(prelabeler, text)[trigger]
    assert (event.status, event.polarity) == (status, polarity)


def test_who_finds_the_dead_has_not_killed_them(prelabeler: Prelabeler) -> None:
    event, _ = read(prelabeler, "The bodies of six migrants were recovered by the coast guard.")["recovered"]
    assert "perpetrator" not in {a.role for a in event.arguments}


@pytest.mark.parametrize(
    ("text", "words", "bound"),
    [
        ("Arrivals were up 4% from May 2023.", "May 2023", None),
        ("They counted 1,650 people, a decline of 94% from May 2023.", "May 2023", None),
        ("Compared to 2018, fewer people came.", "2018", None),
        ("The border is closed from May 2023.", "May 2023", "from"),
        ("Patrols will be doubled from 5 May 2023.", "5 May 2023", "from"),
    ],
)
def test_what_is_compared_with_is_no_beginning(
    prelabeler: Prelabeler, text: str, words: str, bound: str | None
) -> None:
    figures = [s.value for s in prelabeler.label(document(text)) if isinstance(s.value, Figure)]
    assert [f.bound for f in figures if f.span.text_in(text) == words] == [bound]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("They found nearly 29 pounds of liquid cocaine.", "measure"),
        ("They found 28.5 pounds (12.9 kg) of it.", "measure"),
        ("He was fined 300 pounds.", "money"),
        ("It cost 2 million pounds of public money.", "money"),
    ],
)
def test_pounds_weigh_or_pay(prelabeler: Prelabeler, text: str, kind: str) -> None:
    figures = [s.value for s in prelabeler.label(document(text)) if isinstance(s.value, Figure)]
    assert figures[0].kind == kind
