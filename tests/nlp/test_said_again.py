"""What a page sets apart though its article says it as well is one mention: the paragraph stays, the copy goes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from border_annotator.nlp.page_lines import page_lines
from border_annotator.nlp.said_again import with_said_again_masked
from border_annotator.nlp.segments import read_layout

TITLE = "Harbour master lets the last ferry wait"
FIRST = "The last ferry to Skagness waited for nine hours on Friday, the port said in a statement."
QUOTED = "“Nobody told the crew whom they had on board,” said Ingrid Dahl, who keeps the harbour's register."
LAST = "The ferry left at dusk. It will be searched again on Monday, and so will the two that follow it."


def masked_lines(*lines: str) -> list[str]:
    text = "\n\n".join(lines)
    return [part.span.text_in(text) for part in read_layout(text).boilerplate]


@pytest.mark.parametrize(
    "pulled",
    ["“Nobody told the crew whom they had on board”", '"Nobody told the crew whom they had on board."'],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_pull_quote_is_the_pages(pulled: str, above: bool) -> None:  # noqa: FBT001 - a parameter of the test
    said = (pulled, QUOTED) if above else (QUOTED, pulled)
    assert masked_lines(TITLE, FIRST, *said, LAST) == [pulled]


def test_who_is_quoted_goes_with_the_quote() -> None:
    pulled = "“Nobody told the crew whom they had on board”\n– Ingrid Dahl, Rostvik"
    assert masked_lines(TITLE, FIRST, pulled, QUOTED, LAST) == pulled.split("\n")


def test_a_paragraph_that_stands_twice_counts_once() -> None:
    assert masked_lines(TITLE, FIRST, QUOTED, LAST, FIRST) == [FIRST]


@pytest.mark.parametrize(
    "line",
    [
        "- Nobody told the crew whom they had on board.",
        "“Nobody told the crew who was on board.”",
        "“Nobody told the crew.”",
        "“We would have opened the hold at once,” she said.",
    ],
)
def test_lists_and_other_words_stay(line: str) -> None:
    assert masked_lines(TITLE, FIRST, QUOTED, line, LAST) == []


words = st.sampled_from(["gate", "guard", "river", "boat", "at", "the", "“", ".", "nine"])
lines = st.lists(st.lists(words, min_size=1, max_size=14).map(" ".join), max_size=12)


@settings(max_examples=80, deadline=None)
@given(lines)
def test_whatever_is_masked_is_said_elsewhere(texts: list[str]) -> None:
    before = page_lines("\n".join(texts), 0)
    after = with_said_again_masked(before)
    assert [line.span for line in after] == [line.span for line in before]
    assert not before or any(line.is_content for line in after) or not any(line.is_content for line in before)
