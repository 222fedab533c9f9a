"""From the words of a time to its norm and its days (guidelines, section 6). Standard library only."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from border_annotator.nlp.calendar_dates import WEEKDAYS, month_number, safe_date
from border_annotator.nlp.time_values import (
    FUTURE,
    MONTH_NAME,
    ONE_DAY,
    PAST,
    YEAR_NUMBER,
    Anchor,
    Reading,
    TimeWords,
    count_of,
    month_days,
    month_in,
    moved,
    nearest_year,
    numbers_in,
    part_of_day,
    period_norm,
    range_reading,
    span_of_units,
    unit_in,
    word_in,
    year_in,
)

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FUTURE", "PAST", "Anchor", "Reading", "TimeWords", "read_words"]

_SEASONS = {"spring": ("SP", 3), "summer": ("SU", 6), "autumn": ("FA", 9), "fall": ("FA", 9), "winter": ("WI", 12)}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}


def read_words(words: TimeWords, anchor: Anchor) -> Reading | None:
    """The meaning of a time of any shape; ``None`` when there is no such day or the year leaves the calendar."""
    try:
        return _READERS[words.shape](words, anchor)
    except (ValueError, OverflowError, KeyError):
        return None


def _iso(words: TimeWords, _: Anchor) -> Reading | None:
    day = datetime.date.fromisoformat(words.text[:10])
    return Reading("clock" if "T" in words.text else "date", words.text, day, day, "explicit")


def _numeric(words: TimeWords, _: Anchor) -> Reading | None:
    first, second, year = (int(part) for part in re.split(r"[./]", words.text))
    day = safe_date(year, second, first) or safe_date(year, first, second)
    return Reading("date", day.isoformat(), day, day, "explicit") if day else None


def _day(words: TimeWords, anchor: Anchor) -> Reading | None:
    month, number, year = month_in(words.text), numbers_in(words.text)[0], year_in(words.text)
    part = part_of_day(words.text)
    if year is None:
        if anchor.published is None:
            return Reading("date", f"XXXX-{month:02}-{number:02}{part}", basis="underspecified")
        year = nearest_year(month, number, anchor)
        basis = "relative"
    else:
        basis = "explicit"
    day = datetime.date(year, month, number)
    return Reading("date", day.isoformat() + part, day, day, basis)


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
    parts = re.split(r" and | to |\s?[–—]\s?|(?<=[a-z0-9])\s?-\s?", words.text, maxsplit=1)
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
    """“mid-May”, “the end of May”, or the whole month."""
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
    number = int(low[1]) if low.startswith("q") else _ORDINALS[word_in(low, *_ORDINALS)]
    if "half" in low:
        start, end = datetime.date(year, 1 if number == 1 else 7, 1), datetime.date(year, 6 if number == 1 else 12, 30)
        return Reading("date", f"{year}-H{min(number, 2)}", start, month_days(year, end.month)[1], basis)
    months = words.amount.value if words.amount and words.amount.value else None
    if "month" in low:
        from border_annotator.nlp.numbers import number_value

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


def _end_of_unit(words: TimeWords, anchor: Anchor) -> Reading | None:
    unit = word_in(words.text, "week", "month", "year")
    which = "next" if word_in(words.text, "next") else "this"
    whole = _near_unit(TimeWords("near_unit", f"{which} {unit}", None), anchor)
    if whole is None or whole.end is None:
        return whole
    return Reading("date", whole.end.isoformat(), whole.end, whole.end)


def _overnight_on(words: TimeWords, anchor: Anchor) -> Reading | None:
    """“overnight on Sunday”: the night that begins then; both dates (guidelines, section 10, rule 7)."""
    day = _weekday(TimeWords("weekday", word_in(words.text, *WEEKDAYS), None), anchor)
    if day is None or day.start is None:
        return day
    return range_reading(day.start, day.start + ONE_DAY, "relative")


def _weekday(words: TimeWords, anchor: Anchor) -> Reading | None:
    wanted = WEEKDAYS[word_in(words.text, *WEEKDAYS)]
    part = part_of_day(words.text)
    if anchor.published is None:
        return Reading("date", f"XXXX-WXX-{wanted + 1}{part}", basis="relative")
    ahead = (wanted - anchor.published.weekday()) % 7
    towards = word_in(words.text, "next", "following", "last")
    if towards == "last" or (not towards and anchor.tense == PAST and ahead):
        day = anchor.published - ONE_DAY * ((7 - ahead) % 7 or 7)
    elif towards in {"next", "following"}:
        day = anchor.published + ONE_DAY * (ahead or 7)
    else:
        day = anchor.published + ONE_DAY * ahead
    return Reading("date", day.isoformat() + part, day, day)


def _near_day(words: TimeWords, anchor: Anchor) -> Reading | None:
    low = words.text.casefold()
    part = part_of_day(low)
    if anchor.published is None:
        return Reading("date", "XXXX-XX-XX" + part)
    day = anchor.published
    if low.startswith("overnight"):
        return range_reading(day - ONE_DAY, day, "relative")
    if low.startswith(("yesterday", "last night", "the previous")) or low.endswith(" before"):
        day -= ONE_DAY
    elif low.endswith("before yesterday"):
        day -= 2 * ONE_DAY
    elif low.startswith(("tomorrow", "the next", "the following")):
        day += ONE_DAY
    return Reading("date", day.isoformat() + part, day, day)


def _near_unit(words: TimeWords, anchor: Anchor) -> Reading | None:
    low = words.text.casefold()
    unit = word_in(low, "weekend", "week", "fortnight", "month", "quarter", "year", "decade")
    step = (
        -1
        if word_in(low, "last", "previous", "before")
        else 1
        if word_in(low, "next", "coming", "following", "after")
        else 0
    )
    if unit == "decade" and ("past" in low or "last" in low):
        return span_of_units(10, "year", anchor, back=True)
    if "past" in low:
        return span_of_units(1, unit, anchor, back=True)
    day = anchor.published
    if day is None:
        return Reading("date", {"week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "year": "XXXX"}.get(unit, "XXXX-XX"))
    if unit in {"week", "weekend", "fortnight"}:
        monday = day - ONE_DAY * day.weekday() + 7 * step * ONE_DAY
        here = word_in(low, "this", "coming")
        if unit == "weekend" and not step and not here and anchor.tense == PAST and day.weekday() < 5:
            monday -= 7 * ONE_DAY
        norm = f"{monday.isocalendar().year}-W{monday.isocalendar().week:02}"
        if unit == "weekend":
            return range_reading(monday + 5 * ONE_DAY, monday + 6 * ONE_DAY, "relative")
        return Reading("date", norm, monday, monday + 6 * ONE_DAY)
    if unit == "year":
        year = day.year + step
        return Reading("date", str(year), datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    if unit == "quarter":
        index = day.year * 4 + (day.month - 1) // 3 + step
        year, quarter = index // 4, index % 4 + 1
        return Reading(
            "date", f"{year}-Q{quarter}", datetime.date(year, 3 * quarter - 2, 1), month_days(year, 3 * quarter)[1]
        )
    if unit == "decade":
        first = (day.year // 10 + step) * 10
        return Reading("date", str(first // 10), datetime.date(first, 1, 1), datetime.date(first + 9, 12, 31))
    index = day.year * 12 + day.month - 1 + step
    start, end = month_days(index // 12, index % 12 + 1)
    return Reading("date", f"{start.year}-{start.month:02}", start, end)


def _past_units(words: TimeWords, anchor: Anchor) -> Reading | None:
    count = count_of(words)
    back = word_in(words.text, "last", "past", "previous") != ""
    return span_of_units(count, unit_in(words.text), anchor, back=back)


def _ago(words: TimeWords, anchor: Anchor) -> Reading | None:
    count, unit = count_of(words, article=1), unit_in(words.text)
    low = words.text.casefold()
    if not low.endswith(("ago", "earlier")) or count is None or anchor.published is None:
        return Reading(
            "duration", period_norm(count, unit), basis="relative" if low.endswith(("ago", "earlier")) else "none"
        )
    day = moved(anchor.published, -count, unit)
    if unit in {"year", "decade"}:
        return Reading("date", str(day.year), datetime.date(day.year, 1, 1), datetime.date(day.year, 12, 31))
    if unit in {"month", "quarter"}:
        return Reading("date", f"{day.year}-{day.month:02}", *month_days(day.year, day.month))
    if unit in {"week", "fortnight"}:
        monday = day - ONE_DAY * day.weekday()
        return Reading(
            "date", f"{monday.isocalendar().year}-W{monday.isocalendar().week:02}", monday, monday + 6 * ONE_DAY
        )
    return Reading("date", day.isoformat(), day, day)


def _set(words: TimeWords, _: Anchor) -> Reading | None:
    return Reading("set", period_norm(1, unit_in(words.text)), basis="none")


def _duration(words: TimeWords, _: Anchor) -> Reading | None:
    return Reading("duration", period_norm(count_of(words, article=1), unit_in(words.text)), basis="none")


def _vague(words: TimeWords) -> Reading | None:
    letter = {"hours": "TXH", "days": "XD", "weeks": "XW", "months": "XM", "years": "XY"}.get(words.text.casefold())
    return Reading("duration", f"P{letter}", basis="none") if letter else None


def _single(words: TimeWords, _: Anchor) -> Reading | None:
    return Reading("duration", period_norm(1, unit_in(words.text)), basis="none")


def _half(words: TimeWords, anchor: Anchor) -> Reading | None:
    low = words.text.casefold()
    if low.startswith("half"):
        return Reading("duration", "PT30M" if "hour" in low else "P6M", basis="none")
    return _vague(words) or _single(words, anchor)


def _clock(words: TimeWords, anchor: Anchor) -> Reading | None:
    low = words.text.casefold().replace(".", "") if "m" in words.text.casefold() else words.text.replace(".", ":")
    if low in {"noon", "midnight"}:
        hour, minute = (12 if low == "noon" else 0), 0
    else:
        digits = re.match(r"(\d{1,2})(?::?(\d\d))?", low)
        if digits is None:
            return None
        hour, minute = int(digits[1]), int(digits[2] or 0)
        if "pm" in low and hour < 12:
            hour += 12
        elif "am" in low and hour == 12:
            hour = 0
    clock = f"T{hour:02}:{minute:02}"
    if anchor.published is None:
        return Reading("clock", "XXXX-XX-XX" + clock)
    return Reading("clock", anchor.published.isoformat() + clock, anchor.published, anchor.published)


_READERS: dict[str, Callable[[TimeWords, Anchor], Reading | None]] = {
    "iso": _iso, "fiscal": _fiscal, "overnight_on": _overnight_on, "end_of_unit": _end_of_unit,
    "numeric": _numeric, "day_range": _day_range, "full_range": _full_range, "day": _day,
    "month_range": _month_range, "month": _month, "month_alone": _month, "quarter": _quarter, "season": _season,
    "years": _years, "decade": _decade, "year": _year, "weekday": _weekday, "near_day": _near_day,
    "near_unit": _near_unit, "past_units": _past_units, "ago": _ago, "set": _set, "single": _single,
    "alone_after": _half, "duration": _duration, "clock": _clock,
}  # fmt: skip
