"""Paragraphs that a page breaks into lines, and what it says twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.nlp.broken_lines import with_lines_joined
from border_annotator.nlp.segments import read_layout
from tests.nlp.pages import labels

WRAPPED = (
    "VALKA, March 3 - The number of people who were stopped at the\n"
    "river rose by a half (52%) in the first two months of the year,\n"
    "to about 4 100, the guard said in a note on Monday. The service\n"
    "sent sixty officers to the bank and asked the army for a\n"
    "helicopter and four boats.\n"
    "The bridge stays open to lorries."
)


@given(st.text(alphabet=st.sampled_from("ab. \n\tA–-1,é🙂"), max_size=300))
def test_only_line_breaks_become_spaces(text: str) -> None:
    joined = with_lines_joined(text)
    assert len(joined) == len(text)
    assert all(a == b or (a == "\n" and b == " ") for a, b in zip(text, joined, strict=True))


def test_wrapped_text_is_read_in_paragraphs() -> None:
    lines = with_lines_joined(WRAPPED).split("\n")
    assert [line.split()[0] for line in lines] == ["VALKA,", "The"]
    assert "stopped at the river rose" in lines[0]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("A title stands here\nThe minister has called for the\nreturn of the patrols at the river.", 2),
        (
            "A title\nThe minister said that\n\nthe patrols will return to the river in May and stay there.",
            2,
        ),
        ("A title stands here\n“We shall build it”\n— said Ann Lee on Monday.", 2),
        ("A title stands here\nWhat may pass:\nfood and water for the camp\nclothes", 4),
        ("A title stands here about the river\n\nby Ann Lee\n\nThe river rose.", 3),
        ("Guards shut a crossing at noon\nnews\nThe crossing was shut at noon on Friday.", 3),
        ("The army said:\n- the road is closed\n- the bridge is open", 3),
    ],
)
def test_a_line_goes_on_only_where_it_was_cut(text: str, count: int) -> None:
    assert len([line for line in with_lines_joined(text).split("\n") if line.strip()]) == count


def test_a_sentence_on_two_lines_is_one_segment() -> None:
    text = "Guards shut a crossing\n\nThe guard said it had stopped\nforty people at the river on Friday night.\n"
    segments = [(s.label, s.span.text_in(text)) for s in read_layout(text).segments]
    assert segments[1][1] == "The guard said it had stopped\nforty people at the river on Friday night."


def test_a_picture_is_told_of_once() -> None:
    alt = "Officers walk along the new fence near the village of Kapi in June"
    text = f"Guards shut a crossing at noon\n{alt}\n{alt} / AFP\nThe crossing was shut at noon on Friday, they said."
    found = labels(text, read_layout(text))
    assert ("caption_credit", alt) in found
    assert ("caption", alt) in found
    assert ("caption_credit", "/ AFP") in found


def test_a_title_is_said_once() -> None:
    title = "Two boats sink off the northern coast"
    text = f"{title}\n\nAdvertisement\n\n{title}\n\nTwo boats sank on Friday, and forty people were saved, they said."
    found = labels(text, read_layout(text))
    assert [label for label, words in found if words == title] == ["title", "nav"]


@pytest.mark.parametrize(
    "line",
    [
        "Connect with us",
        "Posted by: , Posted on: - Categories: Fact sheet",
        "[ad_1]",
        "- A word from our sponsors -",
        "(Join our WhatsApp channel for all the latest news)",
        "We’re sorry, this service is currently unavailable. Please try again later.",
        "This article is more than 4 years old",
    ],
)
def test_what_the_page_says_above_the_text(line: str) -> None:
    text = f"Guards shut a crossing at noon\n{line}\nThe crossing was shut at noon on Friday, the guard said."
    assert any(b.span.text_in(text).strip("- ") == line.strip("- ") for b in read_layout(text).boilerplate)


def test_the_guards_post_is_no_post_of_the_page() -> None:
    line = "The post was closed 3 weeks ago, and nobody was told why, the guard said."
    assert read_layout(f"Guards shut a crossing\n{line}\n").boilerplate == ()


def test_a_title_said_twice_below_labels_is_the_title() -> None:
    title = "Movement of lorries near the bridge blocked again"
    text = f"Facts\n\n10:52 04.01.2024\n\n{title}\n\n{title}\n\nLorries stood still on Thursday, the guard said."
    found = labels(text, read_layout(text))
    assert [label for label, words in found if words == title] == ["title", "nav"]
