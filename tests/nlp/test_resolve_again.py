from __future__ import annotations

import datetime
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.figure import Figure
from border_annotator.domain.span import Span
from border_annotator.nlp.dates import figure_of, find_times, resolve, tense_around
from border_annotator.nlp.figures import read_quantity
from border_annotator.nlp.named_before import MOST_BEFORE, can_be_meant
from border_annotator.nlp.resolve_again import resolve_again
from tests.nlp.articles import ROOT

ARTICLE = (
    "Officers counted 52 people on Tuesday and 41 the day before.\n"
    "The post closed on 3 March 2024 and will reopen on Friday.\n"
    "Twelve days earlier the road was shut. Over the past two weeks traffic fell; since September 10 it has been"
    " down by half. A 12-hour halt followed last month, and 900 lorries a day waited at 16:05.\n"
)
DAYS = st.dates(min_value=datetime.date(1990, 1, 1), max_value=datetime.date(2090, 1, 1))


def labelled(published: datetime.date | None) -> list[Figure]:
    """The times of the article as the engine labels them for a publication date."""
    figures: list[Figure] = []
    named: list[Figure] = []
    position = 0
    for line in ARTICLE.splitlines(keepends=True):
        for found in find_times(line):
            reading = resolve(found, published, tense_around(line, found.start), named[-MOST_BEFORE:])
            if reading is not None:
                figure = figure_of(found, reading, Span(position + found.start, position + found.end))
                figures.append(figure)
                named += [figure] * can_be_meant(figure)
        position += len(line)
    return figures


def meaning(figures: list[Figure]) -> list[tuple[object, ...]]:
    """What the figures say, without their ids."""
    return [(f.span, f.kind, f.norm, f.start_date, f.end_date, f.basis, f.bound) for f in figures]


@given(DAYS | st.none(), DAYS | st.none())
def test_it_is_as_if_the_article_had_been_labelled_for_that_day(
    old: datetime.date | None, new: datetime.date | None
) -> None:
    again = resolve_again(ARTICLE, new, labelled(old))
    assert meaning(again) == meaning(labelled(new))
    assert meaning(resolve_again(ARTICLE, old, again)) == meaning(labelled(old))


def test_what_does_not_hang_on_the_date_stays_the_same_object() -> None:
    figures = labelled(datetime.date(2024, 5, 15))
    quantity = read_quantity(ARTICLE, Span(ARTICLE.index("52"), ARTICLE.index("52") + 2))
    linked = replace(quantity, period=figures[0].id)
    again = resolve_again(ARTICLE, datetime.date(2023, 1, 2), [linked, *reversed(figures)])
    assert again[0] is linked
    assert [f.id for f in again[1:]] == [f.id for f in reversed(figures)]
    fixed = [
        (new, old) for new, old in zip(again[1:], reversed(figures), strict=True) if old.basis in {"explicit", "none"}
    ]
    assert fixed
    assert all(new is old for new, old in fixed)


def test_a_note_and_a_widened_span_are_kept() -> None:
    (figure,) = [f for f in labelled(None) if f.span.text_in(ARTICLE) == "Friday"]
    wide = replace(figure, span=Span(figure.span.start - 3, figure.span.end), note="asked the press office")
    (again,) = resolve_again(ARTICLE, datetime.date(2024, 5, 15), [wide])
    assert (again.span, again.note, again.start_date) == (wide.span, wide.note, datetime.date(2024, 5, 17))


@pytest.mark.parametrize("basis", ["relative", "explicit", "none", None])
def test_words_that_are_no_time_stay(basis: str | None) -> None:
    odd = Figure("f", Span(0, 8), "date", norm="2020-01-06", start_date=datetime.date(2020, 1, 6), basis=basis)
    assert resolve_again("Epiphany came.", datetime.date(2024, 5, 15), [odd]) == [odd]


def test_it_needs_no_language_model() -> None:
    code = (
        "import sys, border_annotator.nlp.resolve_again as r\n"
        "r.resolve_again('on Friday', None, [])\n"
        "assert not {'spacy', 'thinc', 'numpy'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, timeout=60)
