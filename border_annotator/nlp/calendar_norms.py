"""What dates, months, quarters, seasons and years mean (guidelines, section 6). Standard library only."""

from __future__ import annotations

import datetime
import re

from border_annotator.nlp.calendar_dates import month_number, safe_date
from border_annotator.nlp.numbers import number_value
from border_annotator.nlp.time_values import (
    MONTH_NAME,
    ONE_DAY,
    PAST,
    YEAR_NUMBER,
    Anchor,
    Reading,
    TimeWords,
    month_days,
    month_in,
    nearest_year,
    numbers_in,
    part_of_day,
    range_reading,
    word_in,
    year_in,
)

_SEASONS = {"spring": ("SP", 3), "summer": ("SU", 6), "autumn": ("FA", 9), "fall": ("FA", 9), "winter": ("WI", 12)}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
_PIECE_OF_MONTH = re.compile(r"the (first|second|third|fourth|last|final) (?:(\w+) )?(day|week|weekend)s? of")
# The feasts that fall on one day in every year.
_FEASTS = {"christmas eve": (12, 24), "christmas": (12, 25), "new year's eve": (12, 31), "new year": (1, 1)}
# What the eras of a century are called in words.
_CENTURIES = {"nineteenth": 19, "twentieth": 20, "twenty-first": 21}


def _iso(words: TimeWords, _: Anchor) -> Reading | None:
    day = datetime.date.fromisoformat(words.text[:10])
    return Reading("clock" if "T" in words.text else "date", words.text, day, day, "explicit")


def _numeric(words: TimeWords, _: Anchor) -> Reading | None:
    first, second, year = (int(part) for part in re.split(r"[./-]", words.text))
    if words.month_first:
        first, second = second, first
    day = safe_date(year, second, first) or safe_date(year, first, second)
    return Reading("date", day.isoformat(), day, day, "explicit") if day else None


def _numeric_short(words: TimeWords, anchor: Anchor) -> Reading | None:
    """“25/04”, without a year."""
    first, second = (int(part) for part in words.text.split("/"))
    if (words.month_first or second > 12) and first <= 12:
        first, second = second, first
    if safe_date(2024, second, first) is None:
        return None
    return _undated(second, first, "", anchor)


def _day(words: TimeWords, anchor: Anchor) -> Reading | None:
    month, number, year = month_in(words.text), numbers_in(words.text)[0], year_in(words.text)
    part = part_of_day(words.text)
    if year is None:
        return _undated(month, number, part, anchor)
    day = datetime.date(year, month, number)
    return Reading("date", day.isoformat() + part, day, day, "explicit")


def _undated(month: int, number: int, part: str, anchor: Anchor) -> Reading:
    """A day of a month in the year that the anchor and the tense point to."""
    if anchor.published is None:
        return Reading("date", f"XXXX-{month:02}-{number:02}{part}", basis="underspecified")
    day = datetime.date(nearest_year(month, number, anchor), month, number)
    return Reading("date", day.isoformat() + part, day, day)


def _day_range(words: TimeWords, anchor: Anchor) -> Reading | None:
    month, (first, last) = month_in(words.text), numbers_in(words.text)[:2]
    year = year_in(words.text)
    if year is None and anchor.published is None:
        return Reading("date_range", f"XXXX-{month:02}-{first:02}/XXXX-{month:02}-{last:02}", basis="underspecified")
    basis = "relative" if year is None else "explicit"
    year = nearest_year(month, first, anchor) if year is None else year
    start, end = datetime.date(year, month, first), datetime.date(year, month, last)
    if end < start:  # the night of 31 to 1 May
        start = datetime.date(year - (month == 1), (month - 2) % 12 + 1, first)
    return range_reading(start, end, basis)


def _full_range(words: TimeWords, anchor: Anchor) -> Reading | None:
    text = re.sub(r"^the night (?:of|from) ", "", words.text, flags=re.IGNORECASE)
    parts = re.split(r" and | to |\s?[–—]\s?|(?<=[a-z0-9])\s?-\s?", text, maxsplit=1)
    year = year_in(parts[1])
    first = parts[0] if year is None or year_in(parts[0]) else f"{parts[0]} {year}"
    start = _day(TimeWords("day", first, None), anchor)
    end = _day(TimeWords("day", parts[1], None), anchor)
    if start is None or end is None:
        return None
    if start.start is None or end.start is None:
        return Reading("date_range", f"{start.norm}/{end.norm}", basis="underspecified")
    return range_reading(start.start, end.start, end.basis) if start.start <= end.start else None


def _month(words: TimeWords, anchor: Anchor) -> Reading | None:
    month, year = month_in(words.text), year_in(words.text)
    basis = "explicit"
    if year is None:
        basis = "relative"
        if anchor.published is None:
            return Reading("date", f"XXXX-{month:02}", basis="underspecified")
        step = {"last": -1, "next": 1}.get(word_in(words.text, "last", "next"), 0)
        if "year" in words.text.casefold():
            year = anchor.published.year + step
        else:
            year = nearest_year(month, 15, anchor)
            if step and month == anchor.published.month:
                year = anchor.published.year + step
    start, end = month_days(year, month)
    return _part_of_month(words.text.casefold(), start, end, basis)


def _part_of_month(low: str, start: datetime.date, end: datetime.date, basis: str) -> Reading:
    """“mid-May”, “the end of May”, “the first week of May”, or the whole month."""
    piece = _PIECE_OF_MONTH.match(low)
    if piece is not None:
        count = int(number_value(piece[2]) or 1) if piece[2] else 1
        days = min(28, count * (7 if piece[3] == "week" else 1))
        if piece[1] in {"last", "final"}:
            return range_reading(end - (days - 1) * ONE_DAY, end, basis)
        begin = start + 7 * (_ORDINALS[piece[1]] - 1) * ONE_DAY
        return range_reading(begin, min(end, begin + (days - 1) * ONE_DAY), basis)
    if "mid" in low:
        return range_reading(start.replace(day=11), start.replace(day=20), basis)
    if "first half" in low:
        return range_reading(start, start.replace(day=15), basis)
    if "second half" in low:
        return range_reading(start.replace(day=16), end, basis)
    if low.startswith(("early", "the beginning", "the start")):
        return range_reading(start, start.replace(day=10), basis)
    if low.startswith("the end"):
        return Reading("date", end.isoformat(), end, end, basis)
    if low.startswith("late"):
        return range_reading(start.replace(day=21), end, basis)
    return Reading("date", f"{start.year}-{start.month:02}", start, end, basis)


def _month_range(words: TimeWords, anchor: Anchor) -> Reading | None:
    months = [month_number(name) for name in MONTH_NAME.findall(words.text)]
    years = [int(year) for year in YEAR_NUMBER.findall(words.text)]
    if not years and anchor.published is None:
        return Reading("date_range", f"XXXX-{months[0]:02}/XXXX-{months[1]:02}", basis="underspecified")
    last_year = years[-1] if years else nearest_year(months[1], 15, anchor)
    first_year = years[0] if len(years) > 1 else last_year - (months[0] > months[1])
    start, end = month_days(first_year, months[0])[0], month_days(last_year, months[1])[1]
    norm = f"{first_year}-{months[0]:02}/{last_year}-{months[1]:02}"
    return Reading("date_range", norm, start, end, "explicit" if years else "relative")


def _quarter(words: TimeWords, anchor: Anchor) -> Reading | None:
    low = words.text.casefold()
    if MONTH_NAME.search(words.text):
        return _month(words, anchor)
    year = year_in(words.text)
    basis = "explicit" if year else "relative"
    if year is None:
        if anchor.published is None:
            return Reading("date", "XXXX", basis="underspecified")
        year = anchor.published.year - ("last year" in low)
    number = int(low[1]) if re.match(r"[qh]\d", low) else _ORDINALS[word_in(low, *_ORDINALS)]
    if "year" not in low and basis == "relative" and 3 * number - 2 > anchor_month(anchor):
        year -= anchor.tense == PAST
    if "half" in low or low.startswith("h"):
        start, last_month = datetime.date(year, 1 if number == 1 else 7, 1), 6 if number == 1 else 12
        return Reading("date", f"{year}-H{min(number, 2)}", start, month_days(year, last_month)[1], basis)
    months = words.amount.value if words.amount and words.amount.value else None
    if "month" in low:
        counted = number_value(low.split(" month")[0].split()[-1]) or months or 3
        last = min(12, int(counted))
        if number != 1:
            return range_reading(datetime.date(year, 13 - last, 1), datetime.date(year, 12, 31), basis)
        return Reading(
            "date_range", f"{year}-01/{year}-{last:02}", datetime.date(year, 1, 1), month_days(year, last)[1], basis
        )
    start = datetime.date(year, 3 * number - 2, 1)
    return Reading("date", f"{year}-Q{number}", start, month_days(year, 3 * number)[1], basis)


def _season(words: TimeWords, anchor: Anchor) -> Reading | None:
    code, first = _SEASONS[word_in(words.text, *_SEASONS)]
    year = year_in(words.text)
    basis = "explicit" if year else "relative"
    if year is None:
        if anchor.published is None:
            return Reading("date", f"XXXX-{code}", basis="underspecified")
        year = anchor.published.year
        begun = anchor.published >= datetime.date(year, first, 1)
        if word_in(words.text, "last", "past"):
            year -= not (begun and anchor.published.month > first + 2)
        elif word_in(words.text, "next", "coming"):
            year += begun
    last = (first + 1) % 12 + 1
    start = datetime.date(year, first, 1)
    return Reading("date", f"{year}-{code}", start, month_days(year + (first == 12), last)[1], basis)


def _years(words: TimeWords, _: Anchor) -> Reading | None:
    first, last = (int(year) for year in YEAR_NUMBER.findall(words.text))
    if last < first:
        return None
    start, end = datetime.date(first, 1, 1), datetime.date(last, 12, 31)
    return Reading("date_range", f"{first}/{last}", start, end, "explicit")


def _year_pair(words: TimeWords, _: Anchor) -> Reading | None:
    """“2015–16”, “2023/24”; “2024-05” is a month."""
    first, last = int(words.text[:4]), int(words.text[5:])
    if 0 < last - first % 100 <= 10:
        last += first // 100 * 100
        return Reading(
            "date_range", f"{first}/{last}", datetime.date(first, 1, 1), datetime.date(last, 12, 31), "explicit"
        )
    if words.text[4] == "-" and 1 <= last <= 12:
        return Reading("date", words.text, *month_days(first, last), "explicit")
    return None


def _century(words: TimeWords, _: Anchor) -> Reading | None:
    digits = re.search(r"\d+", words.text)
    number = int(digits[0]) if digits else _CENTURIES[words.text.casefold().split()[1]]
    first = 100 * (number - 1)
    return Reading(
        "date", str(number - 1), datetime.date(first + 1, 1, 1), datetime.date(first + 100, 12, 31), "explicit"
    )


def _feast(words: TimeWords, anchor: Anchor) -> Reading | None:
    low = words.text.casefold().replace("’", "'")
    month, number = next(day for name, day in _FEASTS.items() if name in low)
    year = year_in(words.text)
    if year is None:
        return _undated(month, number, "", anchor)
    day = datetime.date(year, month, number)
    return Reading("date", day.isoformat(), day, day, "explicit")


def _week_of(words: TimeWords, anchor: Anchor) -> Reading | None:
    """“the week of 6 May” (Monday to Sunday), “the week to 12 May” (the seven days that end then)."""
    low = words.text.casefold()
    days = re.search(r"(?<!\d)\d{1,2}\s?[-–]\s?\d{1,2}(?!\d)", low)
    said = _day_range(words, anchor) if days else _day(words, anchor)
    if said is None or said.start is None or said.end is None:
        return said
    if word_in(low, "ending", "to"):
        return range_reading(said.start - 6 * ONE_DAY, said.start, said.basis)
    monday = said.start - said.start.weekday() * ONE_DAY
    week = f"{monday.isocalendar().year}-W{monday.isocalendar().week:02}"
    if days and (said.start, said.end) != (monday, monday + 6 * ONE_DAY):
        return said
    return Reading("date", week, monday, monday + 6 * ONE_DAY, said.basis)


def _year_to(words: TimeWords, anchor: Anchor) -> Reading | None:
    """“the year to March”: the twelve months that end then, which are over."""
    text = re.sub(r"^the .*? to (?:the end of )?", "", words.text, flags=re.IGNORECASE)
    past = Anchor(anchor.published, PAST)
    said = (_day if numbers_in(text) else _month)(TimeWords("day", text, None), past)
    if said is None or said.end is None:
        return said
    begin = said.end + ONE_DAY
    return range_reading(begin.replace(year=begin.year - 1), said.end, said.basis)


def anchor_month(anchor: Anchor) -> int:
    """The month of the anchor; December without one."""
    return anchor.published.month if anchor.published else 12


def _decade(words: TimeWords, _: Anchor) -> Reading | None:
    digits = re.search(r"(\d{3})0s", words.text)
    if digits is None:
        return None
    first = int(digits[1]) * 10
    part = {"early": (0, 3), "mid": (4, 6), "late": (6, 9)}.get(word_in(words.text, "early", "mid", "late"))
    if part is not None:
        years = TimeWords("years", f"{first + part[0]} to {first + part[1]}", None)
        return _years(years, Anchor(None, PAST))
    return Reading("date", digits[1], datetime.date(first, 1, 1), datetime.date(first + 9, 12, 31), "explicit")


def _year(words: TimeWords, _: Anchor) -> Reading | None:
    year = int(YEAR_NUMBER.findall(words.text)[-1])
    if words.text.casefold().startswith("the end"):
        last = datetime.date(year, 12, 31)
        return Reading("date", last.isoformat(), last, last, "explicit")
    return Reading("date", str(year), datetime.date(year, 1, 1), datetime.date(year, 12, 31), "explicit")


def _fiscal(words: TimeWords, _: Anchor) -> Reading | None:
    """The fiscal year of the United States, the only one that articles name like that."""
    year = int(YEAR_NUMBER.findall(words.text)[-1])
    return range_reading(datetime.date(year - 1, 10, 1), datetime.date(year, 9, 30), "explicit")


CALENDAR_READERS = {
    "iso": _iso, "numeric": _numeric, "numeric_short": _numeric_short, "day_range": _day_range,
    "full_range": _full_range, "day": _day, "month_range": _month_range, "month": _month, "month_alone": _month,
    "quarter": _quarter, "season": _season, "years": _years, "year_pair": _year_pair, "decade": _decade,
    "century": _century, "year": _year, "fiscal": _fiscal, "feast": _feast, "week_of": _week_of, "year_to": _year_to,
}  # fmt: skip
