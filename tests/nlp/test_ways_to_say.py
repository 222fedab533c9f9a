"""Each type of event in many words: single sentences, and others that only look like it (type ``none``)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.document import Document
from border_annotator.domain.event import Event
from border_annotator.nlp.segments import read_layout

if TYPE_CHECKING:
    from border_annotator.nlp.prelabeler import Prelabeler

WAYS = [line.split("\t") for line in Path(__file__).with_name("ways_to_say.tsv").read_text("utf-8").splitlines()]
TYPES = list(dict.fromkeys(kind for kind, _ in WAYS))
NONE = "none"


@pytest.fixture(scope="module")
def found(prelabeler: Prelabeler) -> dict[str, set[str]]:
    """The types of the events that are suggested for each sentence, which stands alone in an article of that day."""
    sentences = [sentence for _, sentence in WAYS]
    documents = [_document(number, sentence) for number, sentence in enumerate(sentences)]
    return {
        sentence: {item.value.type for item in suggestions if isinstance(item.value, Event)}
        for sentence, suggestions in zip(sentences, prelabeler.label_all(documents), strict=True)
    }


def _document(number: int, sentence: str) -> Document:
    text = f"Border news\n\n12 March 2024\n\n{sentence}\n"
    return Document(f"d{number}", f"{number}.txt", "", text, read_layout(text))


@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind != NONE])
def test_is_found_in_other_words(kind: str, found: dict[str, set[str]]) -> None:
    assert [sentence for one, sentence in WAYS if one == kind and kind not in found[sentence]] == []


def test_what_only_looks_like_an_event_is_left_alone(found: dict[str, set[str]]) -> None:
    assert [(sentence, found[sentence]) for kind, sentence in WAYS if kind == NONE and found[sentence]] == []


def test_there_are_ways_for_every_type_of_the_schema(prelabeler: Prelabeler) -> None:
    assert set(TYPES) == {NONE, *(kind.type for kind in prelabeler.schema.event_types)}
