from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from border_annotator.formats.articles.draft import Choices, Draft, Refusal, Source
from border_annotator.formats.articles.pdf import read_pdf
from border_annotator.nlp.segments import read_layout
from tests.formats.articles.made_pdf import ENCRYPTED, Words, column, pdf_of

FIRST = [
    "Border guards at Narva will stop letting people",
    "through at night from 1 May. Last year officers",
    "turned back 1,260 people at the crossing which is",
    "the busiest one between the two countries.",
]
SECOND = [
    "Finland closed all eight of its crossings with its",
    "neighbour in November after about 1,300 people",
    "without visas arrived there by bicycle or on foot",
    "and asked for asylum at the border.",
]


def read(data: bytes) -> Draft:
    (draft,) = read_pdf(Source("a.pdf", data), Choices())
    assert isinstance(draft, Draft)
    return draft


def refused(data: bytes) -> str:
    (refusal,) = read_pdf(Source("a.pdf", data), Choices())
    assert isinstance(refusal, Refusal)
    return refusal.reason


def test_lines_are_joined_to_paragraphs() -> None:
    page = [Words(60, 700, "Narva crossing to close at night", 20), *column(60, 660, FIRST), *column(60, 600, SECOND)]
    assert read(pdf_of([page])).text.split("\n") == [
        "Narva crossing to close at night",
        " ".join(FIRST),
        " ".join(SECOND),
    ]


def test_an_indented_line_begins_a_paragraph() -> None:
    page = [*column(60, 660, FIRST), Words(75, 612, SECOND[0]), *column(60, 600, SECOND[1:])]
    assert read(pdf_of([page])).text.split("\n") == [" ".join(FIRST), " ".join(SECOND)]


def test_two_columns_are_read_one_after_the_other_however_they_are_drawn() -> None:
    left = column(60, 660, [*FIRST, *FIRST, *FIRST])
    right = column(320, 660, [*SECOND, *SECOND, *SECOND])
    head = Words(60, 700, "Narva crossing to close at night from the first of May", 20)
    after, woven = [head, *left, *right], [head]
    for one, two in zip(left, right, strict=True):
        woven += [one, two]
    assert read(pdf_of([after])).text == read(pdf_of([woven])).text
    text = read(pdf_of([woven])).text
    assert text.index(FIRST[3]) < text.index(SECOND[0])
    assert " ".join(FIRST) in text
    assert " ".join(SECOND) in text


def test_only_the_hyphens_of_line_ends_are_joined() -> None:
    lines = [
        "The Latvian-Belarusian border was closed to every mi-",
        "grant on foot, and the cross-border trade of the Polish-",
        "Belarusian region fell. A well-known officer said that cross-",
        "border talks go on with the Latvian guards and with inspec-",
        "tors of the Pol-",
    ]
    text = read(pdf_of([column(60, 660, lines)])).text
    assert text == (
        "The Latvian-Belarusian border was closed to every migrant on foot, and the cross-border trade of the"
        " Polish-Belarusian region fell. A well-known officer said that cross-border talks go on with the Latvian"
        " guards and with inspectors of the Pol-"
    )


def test_a_paragraph_goes_on_over_pages_and_its_pages_are_kept() -> None:
    bodies = (
        [*column(60, 660, FIRST), *column(60, 600, SECOND[:2])],
        [*column(60, 700, SECOND[2:]), *column(60, 640, FIRST)],
        column(60, 700, SECOND),
    )
    pages = [
        [Words(60, 770, "Baltic Ledger, border report 2024", 8), *body, Words(290, 30, f"Page {number}", 8)]
        for number, body in enumerate(bodies, start=1)
    ]
    draft = read(pdf_of(pages))
    assert draft.text.split("\n") == [" ".join(FIRST), " ".join(SECOND), " ".join(FIRST), " ".join(SECOND)]
    begins = zip(draft.pages, (FIRST[0], SECOND[2], SECOND[0]), strict=True)
    assert [(number, draft.text[at:].startswith(words)) for (at, number), words in begins] == [
        (1, True),
        (2, True),
        (3, True),
    ]
    assert draft.changes == ("6 running heads, running feet and page numbers were left out.",)


def test_a_figure_at_the_end_of_the_text_is_no_page_number() -> None:
    pages = [[*column(60, 200, FIRST), Words(60, 60, "In 2023 it was 810", 10)], column(60, 700, SECOND)]
    assert "In 2023 it was 810" in read(pdf_of(pages)).text


def test_the_address_that_a_browser_prints_is_kept() -> None:
    pages = [
        [*column(60, 660, text), Words(60, 20, "https://a.example/news/5", 8), Words(500, 20, f"{number}/2", 8)]
        for number, text in enumerate((FIRST, SECOND), start=1)
    ]
    draft = read(pdf_of(pages, facts="/Creator (Mozilla/5.0) /CreationDate (D:20240411120000)"))
    assert draft.url == "https://a.example/news/5"
    assert "a.example" not in draft.text
    # The day of printing is not the article's.
    assert draft.published is None


def test_rows_of_a_table_stay_rows() -> None:
    rows = [("Year", "Turned back", "Detained"), ("2022", "810", "31"), ("2023", "1,260", "54")]
    cells = [Words(60 + 120 * k, 600 - 14 * r, cell) for r, row in enumerate(rows) for k, cell in enumerate(row)]
    text = read(pdf_of([[*column(60, 700, FIRST), *cells]])).text
    assert text.split("\n")[1:] == ["Year\tTurned back\tDetained", "2022\t810\t31", "2023\t1,260\t54"]


def test_what_the_file_says_of_itself_is_kept() -> None:
    facts = "/Title (Narva crossing to close at night) /Author (Maarja Tamm) /CreationDate (D:20240411120000+03'00')"
    draft = read(
        pdf_of([[Words(60, 700, "Narva crossing to close at night", 20), *column(60, 660, FIRST)]], facts=facts)
    )
    assert (draft.title, draft.author) == ("Narva crossing to close at night", "Maarja Tamm")
    assert draft.published is not None
    assert draft.published.value == datetime.date(2024, 4, 11)
    assert draft.published.suspect
    assert draft.text.count("Narva crossing") == 1
    layout = read_layout(draft.text)
    assert layout.title is not None
    assert layout.title.text_in(draft.text) == draft.title


@pytest.mark.parametrize("title", ["Microsoft Word - narva_final.doc", "untitled", "report.indd"])
def test_a_file_name_is_no_title(title: str) -> None:
    page = [Words(60, 700, "Narva crossing to close at night", 20), *column(60, 660, FIRST)]
    draft = read(pdf_of([page], facts=f"/Title ({title})"))
    assert draft.title == "Narva crossing to close at night"
    assert title not in draft.text


def test_a_scanned_file_is_recognised() -> None:
    assert "scanned" in refused(pdf_of([[], []], picture=True))
    assert refused(pdf_of([[], []])) == "holds no text"
    draft = read(pdf_of([column(60, 660, FIRST), []], picture=True))
    assert draft.doubts == ("Page 2 is a picture without text.",)


def test_an_encrypted_file_is_refused_with_the_way_out() -> None:
    assert "password" in refused(pdf_of([column(60, 660, FIRST)], trailer=ENCRYPTED))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"%PDF-1.4\n" + bytes(1000), b"text"])
def test_a_damaged_file_is_refused(data: bytes) -> None:
    assert "damaged" in refused(data)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_file_cut_off_or_damaged_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    whole = pdf_of([column(60, 660, FIRST), column(60, 660, SECOND)])
    cut = data.draw(st.integers(0, len(whole)))
    flipped = bytearray(whole[:cut] if data.draw(st.booleans()) else whole)
    for _k in range(data.draw(st.integers(0, 5))):
        if flipped:
            flipped[data.draw(st.integers(0, len(flipped) - 1))] = data.draw(st.integers(0, 255))
    (found,) = read_pdf(Source("a.pdf", bytes(flipped)), Choices())
    assert isinstance(found, Draft | Refusal)


WORDS = st.lists(st.text("abcdefghijklmnopäöüšž", min_size=2, max_size=9), min_size=1, max_size=60)


@settings(max_examples=30, deadline=None)
@given(WORDS, st.integers(25, 60))
def test_no_word_is_lost_or_doubled(words: list[str], width: int) -> None:
    import textwrap

    lines = textwrap.wrap(" ".join(words), width)
    draft = read(pdf_of([column(60, 700, lines), column(60, 700, FIRST)]))
    found = draft.text.split()
    assert found[: len(words)] == words
    assert len(found) == len(words) + len(" ".join(FIRST).split())
