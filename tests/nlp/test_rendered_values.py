"""Numbers and days written in every way that articles write them come back as they were."""

from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.span import Span
from border_annotator.nlp.calendar_dates import MONTHS
from border_annotator.nlp.dates import find_times, read_time, resolve, writes_month_first
from border_annotator.nlp.figures import find_quantities, parse_value

ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
RANGES = ["{}-{}", "{}–{}", "between {} and {}", "{} to {}"]
MONTH_NAMES = [name.title() for name in MONTHS if len(name) > 4 or name in {"june", "july", "may"}]
DAYS = st.dates(min_value=datetime.date(1950, 1, 1), max_value=datetime.date(2090, 12, 31))


def in_words(number: int) -> str:
    """An English number below a thousand million in words."""
    for size, name in ((1_000_000, "million"), (1_000, "thousand")):
        if number >= size:
            rest = number % size
            joint = " and " if 0 < rest < 100 else " "
            return f"{in_words(number // size)} {name}" + (joint + in_words(rest) if rest else "")
    if number >= 100:
        rest = number % 100
        return f"{ONES[number // 100]} hundred" + (f" and {in_words(rest)}" if rest else "")
    if number >= 20:
        return TENS[number // 10 - 2] + (f"-{ONES[number % 10]}" if number % 10 else "")
    return ONES[number]


def only_value(text: str) -> tuple[str, object]:
    """The words and the value of the only quantity of a text."""
    (found,) = find_quantities(text)
    return text[found.start : found.end], found.parsed.value


@given(st.integers(2, 999_999_999), st.sampled_from([",", " ", "\u00a0", "\u202f", "\u2009", "’", ""]))
def test_digits_come_back_with_any_separator(number: int, separator: str) -> None:
    written = f"{number:,}".replace(",", separator)
    assert only_value(f"They counted {written} migrants.") == (written, number)
    assert parse_value(written).value == number


@given(st.integers(2, 99_999))
def test_numbers_in_words_come_back(number: int) -> None:
    written = in_words(number)
    assert only_value(f"They counted {written} migrants.") == (written, number)
    assert parse_value(written).value == number


@given(st.integers(1, 999), st.integers(1, 99), st.sampled_from(["million", "billion", "thousand"]))
def test_decimals_with_a_scale_come_back(whole: int, tenths: int, scale: str) -> None:
    size = {"thousand": 10**3, "million": 10**6, "billion": 10**9}[scale]
    value = parse_value(f"{whole}.{tenths:02} {scale}").value
    assert value is not None
    assert abs(value - (whole + tenths / 100) * size) < 1e-3 * size


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.sampled_from(RANGES))
def test_ranges_come_back(low: int, more: int, form: str) -> None:
    parsed = parse_value(form.format(f"{low:,}", f"{low + more:,}"))
    assert (parsed.value, parsed.minimum, parsed.maximum) == (None, low, low + more)
    assert parsed.comparator == "between"


@given(DAYS, st.sampled_from(["{d} {m} {y}", "{m} {d}, {y}", "{d}{th} {m} {y}", "{m} {d} {y}", "{y}-{mm}-{dd}"]))
def test_days_come_back_in_any_form(day: datetime.date, form: str) -> None:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10 if day.day not in {11, 12, 13} else 0, "th")
    names = [name for name in MONTH_NAMES if MONTHS[name.casefold()] == day.month]
    written = form.format(
        d=day.day, m=names[0], y=day.year, th=ending, mm=f"{day.month:02}", dd=f"{day.day:02}"
    )  # fmt: skip
    text = f"The road was shut on {written} for good."
    figure = read_time(text, Span(text.index(written), text.index(written) + len(written)), None)
    assert figure is not None
    assert (figure.start_date, figure.end_date, figure.basis) == (day, day, "explicit")
    assert figure.span.text_in(text) == written


@given(DAYS, st.sampled_from("./-"))
def test_numeric_days_are_read_day_first(day: datetime.date, joint: str) -> None:
    written = f"{day.day:02}{joint}{day.month:02}{joint}{day.year}"
    text = f"The road was shut on {written} for good."
    figure = read_time(text, Span(21, 21 + len(written)), None)
    assert figure is not None
    assert figure.start_date == day
    ambiguous = day.day <= 12 and day.day != day.month
    assert (figure.note is not None) == ambiguous


def test_a_date_with_one_reading_tells_the_order_of_all() -> None:
    text = "Updated 05/25/2024. The bridge was shut on 03/04/2024."
    assert writes_month_first(text)
    figure = read_time(text, Span(text.index("03/"), len(text) - 1), None)
    assert figure is not None
    assert figure.start_date == datetime.date(2024, 3, 4)
    assert not writes_month_first("on 25/05/2024 and 05/25/2024")


@given(DAYS, st.data())
def test_a_relative_time_never_ends_before_it_starts(published: datetime.date, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, 400))
    unit = data.draw(st.sampled_from(["days", "weeks", "months", "years", "hours"]))
    form = data.draw(st.sampled_from(["the past {} {}", "{} {} ago", "the next {} {}", "in the last {} {}"]))
    for found in find_times("It changed over " + form.format(number, unit) + "."):
        for tense in ("past", "future", "present"):
            said = resolve(found, published, tense)
            if said is not None and said.start is not None and said.end is not None:
                assert said.start <= said.end


HARD = {
    "digits": "1234567890",
    "groups": "123 ",
    "numbers": "1 ",
    "commas": "1,234,",
    "words": "one hundred and ",
    "dates": "3 May to ",
    "months": "May ",
    "units": "two days ",
    "hedges": "up to at least ",
    "money": "up to EUR ",
    "shares": "a third in five ",
    "clocks": "12:",
    "cells": "1\t",
    "names": "Abc 1",
    "spaces": " ",
}


@pytest.mark.parametrize("name", HARD)
def test_hard_texts_take_a_time_that_grows_with_their_length(name: str) -> None:
    text = HARD[name] * (20_000 // len(HARD[name]))

    def seconds(length: int) -> float:
        begin = time.process_time()
        find_times(text[:length])
        find_quantities(text[:length])
        return time.process_time() - begin

    small, large = seconds(4_000), seconds(20_000)
    assert large < max(1.0, 15 * small)
