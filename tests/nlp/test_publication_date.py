"""When an article was published, where that is said, and whether it is to be trusted."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.nlp.segments import read_layout

BODY = "The crossing was shut at noon, the border guard said, and lorries were sent back.\nIt opened again at night."


@pytest.mark.parametrize(
    ("above", "basis", "day"),
    [
        ("5 November 2023", "header", "2023-11-05"),
        ("Sunday, November 5, 2023", "header", "2023-11-05"),
        ("05.11.2023", "header", "2023-11-05"),
        ("2023-11-05", "header", "2023-11-05"),
        ("5th of November 2023, 16:15", "header", "2023-11-05"),
        ("Published: 5 November 2023 | Updated: 7 November 2023", "metadata", "2023-11-05"),
        ("Updated 7 November 2023, published 5 November 2023", "metadata", "2023-11-05"),
        ("Last updated 05/11/2023 16:15", "metadata", "2023-11-05"),
        ("Last modified: 11/05/2023, 4:15 p.m. ET", "metadata", "2023-11-05"),
        ("25/11/2023 09:00 | World", "metadata", "2023-11-25"),
        ("By Ann Lee, Nov. 5, 2023, 4:15 p.m.", "byline", "2023-11-05"),
        ("By Ann Lee and Bo Ek | 5 Nov 2023", "byline", "2023-11-05"),
        ("Ann Lee · Riga · 5 November 2023", "byline", "2023-11-05"),
        ("Warsaw, 5 November 2023", "dateline", "2023-11-05"),
        ("Source: https://example.org/world/2023/11/05/crossing-shut", "metadata", "2023-11-05"),
        ("date 2023-11-05", "header", "2023-11-05"),
    ],
)
def test_a_date_between_title_and_text(above: str, basis: str, day: str) -> None:
    text = f"Guards shut a crossing at noon\n{above}\n{BODY}"
    layout = read_layout(text)
    assert layout.title is not None
    assert layout.title.text_in(text) == "Guards shut a crossing at noon"
    assert str(layout.published.value) == day
    assert layout.published.basis == basis or above.startswith("date")


@pytest.mark.parametrize(
    ("text", "basis", "day"),
    [
        (f"VILNIUS, Nov 5, 2023 (Baltic Desk) - {BODY}", "dateline", "2023-11-05"),
        (f"A title stands here\nRIGA, 5 November 2023 (Baltic Desk) – {BODY}", "dateline", "2023-11-05"),
        (f"VILNIUS, Nov 5 (Baltic Desk) - {BODY}", "none", "None"),
        (f"A title stands here\n{BODY}\n5 November 2023", "metadata", "2023-11-05"),
        (f"A title stands here\n{BODY} It was first shut on 5 November 2021.", "none", "None"),
    ],
)
def test_a_date_elsewhere(text: str, basis: str, day: str) -> None:
    published = read_layout(text).published
    assert (published.basis, str(published.value)) == (basis, day)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("20231105_crossing.txt", "2023-11-05"),
        ("2023-11-05 crossing.txt", "2023-11-05"),
        ("crossing_05-11-2023.txt", "2023-11-05"),
        ("003_3cc3049288d45523.txt", "None"),
        ("20231399.txt", "None"),
    ],
)
def test_the_file_name_tells_a_date_last(name: str, day: str) -> None:
    assert str(read_layout(BODY, name).published.value) == day
    assert str(read_layout(f"A title stands here\n1 May 2024\n{BODY}", name).published.value) == "2024-05-01"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (f"A title stands here\n03/04/2024 10:00\n{BODY}", "the other way round"),
        (f"date 2023-11-05 {BODY} The law was adopted on 3 March 2024.", "3 March 2024"),
        (f"date 2023-11-05 {BODY} Two posts were closed on Friday, August 19.", "Friday, August 19"),
        (f"A title stands here\nMonday 5 November 2023\n{BODY}", "no Monday"),
        (f"date 2023-11-05 A title stands here\nBy Ann Lee, 16 August 2023\n{BODY}", "2023-08-16"),
    ],
)
def test_a_date_that_something_contradicts_is_suspect(text: str, hint: str) -> None:
    published = read_layout(text).published
    assert published.value is not None
    assert published.suspect
    assert hint in (published.note or "")


@pytest.mark.parametrize(
    "sentence",
    [
        "The checks were prolonged until 31 March 2024.",
        "Parliament will vote on 3 March 2024.",
        "The law adopted in 2021 was due to expire in May 2024.",
        "Two posts were closed on Friday, 3 November.",
        "He was born on 3 March 1984.",
    ],
)
def test_what_is_yet_to_come_contradicts_nothing(sentence: str) -> None:
    assert not read_layout(f"date 2023-11-05 A title stands here\n{BODY} {sentence}").published.suspect


@given(
    st.dates(datetime.date(1995, 1, 1), datetime.date(2049, 12, 31)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d.%m.%Y"]),
)
def test_every_day_is_read_as_written(day: datetime.date, written: str) -> None:
    text = f"Guards shut a crossing at noon\nPublished: {day.strftime(written)}\n{BODY}"
    published = read_layout(text).published
    assert (published.value, published.basis) == (day, "metadata")


def test_a_date_that_an_extraction_left_before_the_text_is_in_doubt() -> None:
    sentence, title = "Riga shut the crossing at noon, the border guard said, and lorries were sent back.", "Riga shuts"
    stray = read_layout(f" date 2023-11-05 {sentence}\n\nIt opened again at night.").published
    assert (str(stray.value), stray.basis, stray.suspect) == ("2023-11-05", "header", True)
    assert stray.note
    for text in (f" date 2023-11-05 {title}\n\n{sentence}\n{BODY}", f" date 2023-11-05 \n{sentence}\n{BODY}"):
        assert not read_layout(text).published.suspect


def test_a_date_in_a_box_above_the_title_is_found() -> None:
    text = "Harbour Lantern\nAdvertise with us\n14 February 2024\nFerries stop as guards find 31 people at Rostvik\n\n"
    text += "The ferry line to Skagness stopped all sailings on Wednesday, the port said.\n"
    text += "Two drivers were detained, the prosecutor in Rostvik said on Thursday.\n"
    assert read_layout(text).published.value == datetime.date(2024, 2, 14)
