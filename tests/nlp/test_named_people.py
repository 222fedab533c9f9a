from __future__ import annotations

import pytest

from tests.nlp.test_entities import named


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Its spokeswoman, Alena Novik, denied it.", [("Alena Novik", "PERSON", "person:alena-novik")]),
        ("Interior Minister Jan Kowal said so.", [("Jan Kowal", "PERSON", "person:jan-kowal")]),
        (
            "the mayor, María del Pino Falcón, agreed",
            [("María del Pino Falcón", "PERSON", "person:maria-del-pino-falcon")],
        ),
        ("the Minister of the Interior Jan Kowal said", [("Jan Kowal", "PERSON", "person:jan-kowal")]),
        ("The President On Monday spoke.", []),
        ("They were found near Lipowo yesterday.", [("Lipowo", "PLACE", "place:lipowo")]),
        ("It was said in English and in Parliament.", []),
        ("in the Eastern Aegean today", [("Eastern Aegean", "PLACE", "place:eastern-aegean")]),
        ("the Government of Estonia decided", [("Government of Estonia", "GOVERNMENT", "gov:EE")]),
        (
            "French police slashed the boat.",
            [("French", "NATIONALITY", "iso:FR"), ("police", "GOVERNMENT", "gov:FR-police")],
        ),
        ("It cost US$4 billion.", []),
    ],
)
def test_names_that_their_words_give_away(text: str, found: list[tuple[str, str, str | None]]) -> None:
    assert named(text) == found
