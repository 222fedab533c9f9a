"""What times mean, one sentence a case: found, resolved and kept in their place without a language model."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.span import Span
from border_annotator.nlp.dates import figure_of, find_times, resolve, tense_around
from border_annotator.nlp.named_before import MOST_BEFORE, can_be_meant
from border_annotator.nlp.resolve_again import resolve_again
from tests.nlp import time_cases as cases
from tests.nlp.marked import Marked, unmarked

if TYPE_CHECKING:
    from border_annotator.domain.figure import Figure

TABLES = ("NEAR", "WEEKDAYS", "DAYS", "RANGES", "LONGER", "PERIODS", "CLOCKS", "FROM_BEFORE", "NEVER")
WEDNESDAY = datetime.date(2024, 5, 15)
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def sentences() -> list[str]:
    """All cases."""
    return [line for table in TABLES for line in getattr(cases, table).strip().splitlines()]


def times(text: str, published: datetime.date | None) -> list[Figure]:
    """The times of a sentence as the engine labels them."""
    found: list[Figure] = []
    named: list[Figure] = []
    for time in find_times(text):
        reading = resolve(time, published, tense_around(text, time.start), named[-MOST_BEFORE:])
        if reading is not None:
            found.append(figure_of(time, reading, Span(time.start, time.end)))
            named += [found[-1]] * can_be_meant(found[-1])
    return found


def wanted(mark: Marked) -> tuple[str, str, str | None, str | None, str | None]:
    """Kind, norm, both days and bound that a mark says."""
    words = mark.meaning.split()
    kind = words.pop(0) if words[0] in {"date_range", "duration", "set", "clock"} else "date"
    norm = words.pop(0)
    bound = words.pop() if words and words[-1] in {"from", "until"} else None
    days = words[0] if words else norm
    if days == "-":
        return kind, norm, None, None, bound
    found = DAY.findall(days)
    return kind, norm, found[0], found[-1], bound


@pytest.mark.parametrize("sentence", sentences())
def test_a_time_in_a_sentence(sentence: str) -> None:
    text, marks = unmarked(sentence)
    marks = [mark for mark in marks if mark.meaning]
    figures = times(text, WEDNESDAY)
    assert [f.span.text_in(text) for f in figures] == [m.words for m in marks]
    for figure, mark in zip(figures, marks, strict=True):
        days = [day.isoformat() if day else None for day in (figure.start_date, figure.end_date)]
        assert (figure.kind, figure.norm, *days, figure.bound) == wanted(mark)


@pytest.mark.parametrize("sentence", sentences())
def test_without_a_publication_date_only_explicit_times_have_days(sentence: str) -> None:
    text, _ = unmarked(sentence)
    unanchored = times(text, None)
    said = any(f.basis == "explicit" for f in unanchored) or "20" in text
    assert said or all(f.start_date is None for f in unanchored)
    again = resolve_again(text, WEDNESDAY, unanchored)
    assert [(f.norm, f.start_date, f.end_date) for f in again] == [
        (f.norm, f.start_date, f.end_date) for f in times(text, WEDNESDAY)
    ]


def test_there_are_many_cases() -> None:
    assert len(sentences()) >= 150
    assert all(re.search(r"[.!]$", s) for s in sentences())
