from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.span import Span
from border_annotator.nlp.segments import read_layout
from tests.nlp.articles import gold, seed


@pytest.mark.parametrize("number", ["000", "003"])
def test_the_seeds_are_laid_out_as_by_hand(number: str) -> None:
    layout, wanted = seed(number).layout, gold(number)
    assert [(s.label, s.span.start, s.span.end) for s in layout.segments] == [
        (s["label"], s["start"], s["end"]) for s in wanted["segments"]
    ]
    assert [(b.kind, b.span.start, b.span.end) for b in layout.boilerplate] == [
        (b["kind"], b["start"], b["end"]) for b in wanted["boilerplate"]
    ]
    title = wanted["meta"]["title"]
    assert layout.title == (Span(title["start"], title["end"]) if title else None)
    date = wanted["meta"]["date"]
    assert (str(layout.published.value) if layout.published.value else None) == date["value"]
    assert layout.published.basis == date["basis"]
    assert layout.published.span == (Span(date["start"], date["end"]) if "start" in date else None)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("READ MORE: Poland closes its border", "read_also"),
        ("Advertisement", "ad"),
        ("Share this article on Facebook", "share"),
        ("Facebook Twitter WhatsApp", "share"),
        ("We use cookies to give you the best experience.", "cookie"),
        ("© 2024 The Daily. All rights reserved.", "copyright"),
        ("Comments (34)", "comments"),
        ("Last updated: 5 May 2024, 10:00", "metadata"),
        ("Home > News > Europe", "nav"),
        ("Photo: AFP/John Doe", "caption_credit"),
        ("Download our app", "app_promo"),
    ],
)
def test_lines_that_are_not_the_article(line: str, kind: str) -> None:
    text = f"Poland closes a crossing\nPoland closed a crossing on Friday.\n{line}\n"
    assert [(b.kind, b.span.text_in(text)) for b in read_layout(text).boilerplate] == [(kind, line)]


@pytest.mark.parametrize(
    "line",
    [
        "Share of migrants from Syria rose to 40 per cent.",
        "Comments by the minister caused anger in Minsk, officials said.",
        "Related to this, the court ruled on Monday.",
        "Contact between the two agencies broke off in 2021.",
    ],
)
def test_running_text_is_the_article(line: str) -> None:
    assert read_layout(f"A title stands here\n{line}\nAnother sentence ends it.").boilerplate == ()


def test_a_note_inside_a_paragraph_is_cut_out() -> None:
    text = "Poland closed a road. (Read Also: Something else) It will reopen in May."
    layout = read_layout(text)
    assert [b.span.text_in(text) for b in layout.boilerplate] == ["(Read Also: Something else)"]
    assert [s.span.text_in(text) for s in layout.segments] == ["Poland closed a road.", "It will reopen in May."]


def test_most_read_lists_belong_to_the_page() -> None:
    text = "Title of it\nThe border was closed.\nMost read\nPolice find boat\nMinister resigns\n"
    assert [b.kind for b in read_layout(text).boilerplate] == ["related"] * 3


@pytest.mark.parametrize(
    ("text", "basis", "day"),
    [
        (" date 2023-11-05 The border is shut. It is.", "header", (2023, 11, 5)),
        ("A title\nBy Ann Lee, 12 May 2024\nThe border is shut.", "byline", (2024, 5, 12)),
        ("A title\nWARSAW, 3 June 2024 (PAP) - The border is shut.", "dateline", (2024, 6, 3)),
        ("A title\nPublished: March 7, 2024\nThe border is shut.", "metadata", (2024, 3, 7)),
    ],
)
def test_where_the_date_is_found(text: str, basis: str, day: tuple[int, int, int]) -> None:
    published = read_layout(text).published
    assert (published.basis, published.value) == (basis, datetime.date(*day))
    assert published.span is not None


def test_the_file_name_tells_the_date_last() -> None:
    assert read_layout("The border is shut.", "2024-02-03_pap.txt").published.basis == "file_name"
    assert read_layout("The border is shut.", "003_3cc3049288d45523.txt").published.value is None


def test_a_day_that_does_not_exist_is_no_date() -> None:
    assert read_layout(" date 2023-02-30 The border is shut.").published.value is None


@given(st.text(alphabet=st.sampled_from("ab A.\n\t\u00a0\u2028\u2019(:)–5,Z"), max_size=200) | st.text(max_size=200))
def test_any_text_has_a_layout(text: str) -> None:
    layout = read_layout(text)
    spans = sorted([*(s.span for s in layout.segments), *(b.span for b in layout.boilerplate)])
    for one, two in itertools.pairwise(spans):
        assert not one.overlaps(two)
    for span in spans:
        assert span.fits(text)
        words = span.text_in(text)
        assert words == words.strip()
    covered = sum(len("".join(span.text_in(text).split())) for span in spans)
    assert covered == len("".join(text.split()))
