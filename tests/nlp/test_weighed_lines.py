"""Lines that no rule knows are weighed: furniture goes, the article stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from border_annotator.nlp.page_clues import Seen, clues_of_lines
from border_annotator.nlp.page_furniture import chances_of, with_furniture
from border_annotator.nlp.page_lines import Line, page_lines
from border_annotator.nlp.segments import read_layout

PAGE = """Harbour Lantern
Ferries stop as guards find 31 people in a trailer at Rostvik
By Ingeborg Dahl
14 February 2024
The ferry line to Skagness stopped all sailings on Wednesday after customs officers had found 31 people in a trailer \
that was loaded with salted fish.
Two drivers were detained, the prosecutor in Rostvik said. Nine of the people were children.
Grab our free Lantern app and never miss a sailing again
“We heard knocking,” said a deck hand, who asked not to be named.
{inside}
Search dogs will check every trailer from Friday on, according to the port.
The company carried 14,000 lorries last year and 212 people were found in them.
{below}
"""


def masked_lines(page: str) -> list[str]:
    return [part.span.text_in(page) for part in read_layout(page).boilerplate]


@pytest.mark.parametrize(
    "inside",
    [
        "Keep up with the harbour: get our weekly letter by email",
        "You might like: Trawler skipper fined over 12 passengers",
        "More stories about smuggling",
        "Tell us what you think in the comments",
        "Become a friend of the Lantern for 3 euros a month!",
        "Click here to see all pictures",
    ],
)
def test_what_a_page_says_between_paragraphs_is_masked(inside: str) -> None:
    assert inside in masked_lines(PAGE.format(inside=inside, below="© 2024 Harbour Lantern"))


@pytest.mark.parametrize(
    "inside",
    [
        "Read aloud by the judge, the order named eleven of the drivers.",
        "Support for the strike has grown since the first body was found, the union said.",
        "Share of the costs: the port pays a third, the state the rest, the minister told deputies.",
        "Subscribers to the port's pension fund have lost nothing, the chairman added.",
        "Photos that the customs office released show a ladder under the fish.",
        "Comments by the governor angered the crew, who walked out on Thursday.",
        "The search at the gate",
        "What the drivers knew",
    ],
)
def test_sentences_and_headings_that_sound_like_a_page_stay(inside: str) -> None:
    assert inside not in masked_lines(PAGE.format(inside=inside, below="© 2024 Harbour Lantern"))


def test_a_neighbourhood_of_furniture_tells_of_a_bare_headline() -> None:
    below = "Popular now\nPilot boat sinks off Skagness\n3 h ago\nTwelve geese stop a train\n5 h ago\nAll stories"
    found = masked_lines(PAGE.format(inside="He was the first to call the police.", below=below))
    assert {"Pilot boat sinks off Skagness", "Twelve geese stop a train"} <= set(found)


def test_minutes_of_a_live_blog_and_rows_of_a_table_stay() -> None:
    entry = "18.20\nThe gate is shut again, the port says, and the ferry lies at the quay."
    inside = f"{entry}\nMonth\tTrailers\tPeople\nMay\t40\t12"
    found = masked_lines(
        PAGE.format(inside=inside, below="Popular now\nPilot boat sinks off Skagness\n3 h ago\nAll stories")
    )
    assert "All stories" in found
    assert not {"18.20", "Month\tTrailers\tPeople", "May\t40\t12"} & set(found)


lines = st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80), max_size=12)


@settings(max_examples=80, deadline=None)
@given(lines)
def test_any_lines_have_clues_and_chances(texts: list[str]) -> None:
    clues = clues_of_lines([Seen(text) for text in texts])
    assert len(clues) == len(texts)
    assert all(0 <= chance <= 1 for chance in chances_of(clues, [None] * len(texts)))


@settings(max_examples=80, deadline=None)
@given(lines)
def test_only_what_waits_is_ever_marked(texts: list[str]) -> None:
    before = page_lines("\n".join(texts), 0)
    named = [
        Line(line.span, line.text, line.kind, line.apart, "title" if i == 0 else line.label)
        for i, line in enumerate(before)
    ]
    after = with_furniture(named)
    assert [line.span for line in after] == [line.span for line in named]
    for old, new in zip(named, after, strict=True):
        assert new == old or (old.is_content and old.label is None and not new.is_content)
