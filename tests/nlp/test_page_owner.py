"""What a publisher tells of itself goes; the title is the line that the text takes up, whatever stands above it."""

from __future__ import annotations

import pytest

from border_annotator.nlp.segments import read_layout

PAGE = """Skerry Courier
The islands in one paper
{above}

Ferry crew finds nine people under tarpaulin on Skerry boat

By Una Flett
14 February 2024

The crew of the Skerry ferry found nine people under a tarpaulin on Tuesday, the harbour master said.

{inside}

Two of the nine were children, and all of them were taken to the school, where the islands keep their beds for storms.

Police on the mainland arrested a driver, who denies that he knew of the people in his boat.

{below}
"""


def layout_of(
    above: str = "Home | Sport | Tides", inside: str = "Nobody was hurt.", below: str = "Back to top"
) -> tuple[str, list[str]]:
    page = PAGE.format(above=above, inside=inside, below=below)
    layout = read_layout(page)
    assert layout.title is not None
    return layout.title.text_in(page), [part.span.text_in(page) for part in layout.boilerplate]


@pytest.mark.parametrize(
    "told",
    [
        "The Skerry Courier is owned by its readers and printed on the mainland.",
        "Skerry Courier lives on gifts and on small advertisements.",
        "The Skerry Courier was founded in 1922 by a net maker.",
    ],
)
def test_what_a_publisher_tells_of_itself_is_masked(told: str) -> None:
    assert told in layout_of(inside=told)[1]
    assert told in layout_of(below=told)[1]


@pytest.mark.parametrize(
    "told",
    [
        "The Skerry Courier found the boat's papers in a bin, and the police took them.",
        "The Skerry lifeboat is owned by the islands.",
    ],
)
def test_what_is_told_of_others_or_of_its_work_stays(told: str) -> None:
    assert told not in layout_of(inside=told)[1]


@pytest.mark.parametrize(
    "above",
    [
        "Home | Sport | Tides",
        "Honest news from twelve small islands",
        "Choose your island\nLog in",
        "Air and sea today",
    ],
)
def test_the_title_is_the_line_that_the_text_takes_up(above: str) -> None:
    assert layout_of(above=above)[0] == "Ferry crew finds nine people under tarpaulin on Skerry boat"
