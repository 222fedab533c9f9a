"""From the words of a time to its norm and its days (guidelines, section 6). Standard library only."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from border_annotator.nlp.calendar_dates import WEEKDAYS
from border_annotator.nlp.calendar_norms import CALENDAR_READERS
from border_annotator.nlp.time_values import (
    FUTURE,
    ONE_DAY,
    PAST,
    Anchor,
    Reading,
    TimeWords,
    count_of,
    month_days,
    moved,
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


def read_words(words: TimeWords, anchor: Anchor) -> Reading | None:
    """The meaning of a time of any shape; ``None`` when there is no such day or the year leaves the calendar."""
    try:
        return _READERS[words.shape](words, anchor)
    except (ValueError, OverflowError, KeyError):
        return None


def _end_of_unit(words: TimeWords, anchor: Anchor) -> Reading | None:
    unit = word_in(words.text, "week", "month", "year")
    which = "next" if word_in(words.text, "next") else "this"
    whole = _near_unit(TimeWords("near_unit", f"{which} {unit}", None), anchor)
    if whole is None or whole.end is None:
        return whole
    day = whole.end if word_in(words.text, "end") else whole.start
    return Reading("date", day.isoformat(), day, day) if day is not None else whole


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


def _weekday_range(words: TimeWords, anchor: Anchor) -> Reading | None:
    """“between Friday and Monday”: the last one that the tense allows, and the one before it."""
    first, last = (match.casefold() for match in re.findall(r"\b\w+day\b", words.text))
    end = _weekday(TimeWords("weekday", last, None), anchor)
    away = (WEEKDAYS[last] - WEEKDAYS[first]) % 7
    if end is None or end.start is None:
        return Reading("date_range", f"XXXX-WXX-{WEEKDAYS[first] + 1}/XXXX-WXX-{WEEKDAYS[last] + 1}")
    if anchor.tense != PAST:
        begin = _weekday(TimeWords("weekday", first, None), anchor)
        if begin is not None and begin.start is not None:
            return range_reading(begin.start, begin.start + away * ONE_DAY, "relative")
    return range_reading(end.start - away * ONE_DAY, end.start, "relative")


def _near_day(words: TimeWords, anchor: Anchor) -> Reading | None:
    low = words.text.casefold()
    part = part_of_day(low)
    if anchor.published is None:
        return Reading("date", "XXXX-XX-XX" + part)
    day = anchor.published
    if low.startswith("overnight"):
        return range_reading(day - ONE_DAY, day, "relative")
    if low.endswith("before yesterday"):
        day -= 2 * ONE_DAY
    elif low.startswith(("yesterday", "last night", "the previous")) or low.endswith(" before"):
        day -= ONE_DAY
    elif low.endswith("after tomorrow"):
        day += 2 * ONE_DAY
    elif low.startswith(("tomorrow", "the next", "the following")) or low.endswith(" after"):
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
    ahead = low.endswith("later") and anchor.tense == FUTURE
    if not (ahead or low.endswith(("ago", "earlier"))) or count is None or anchor.published is None:
        return Reading("duration", period_norm(count, unit))
    day = moved(anchor.published, count if ahead else -count, unit)
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


def _that_unit(words: TimeWords, anchor: Anchor) -> Reading | None:
    """“that month”, when nothing before it tells which."""
    return _near_unit(TimeWords("near_unit", f"this {unit_in(words.text)}", None), anchor)


def _same_period(words: TimeWords, anchor: Anchor) -> Reading | None:
    """“the same period of 2023”, when nothing before it tells which: the year."""
    year = year_in(words.text)
    if year is not None:
        return Reading("date", str(year), datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    return _near_unit(TimeWords("near_unit", "last year", None), anchor)


def _set(words: TimeWords, _: Anchor) -> Reading | None:
    count = count_of(words, article=1) if words.amount else 2 if word_in(words.text, "other") else 1
    return Reading("set", period_norm(count, unit_in(words.text)), basis="none")


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
    low = words.text.casefold().replace(" ", "")
    if low in {"noon", "midnight"}:
        hour, minute = (12 if low == "noon" else 0), 0
    else:
        digits = re.match(r"(\d{1,2})(?:[:.](\d\d))?", low)
        if digits is None:
            return None
        hour, minute = int(digits[1]), int(digits[2] or 0)
        plain = low.replace(".", "")
        if plain.endswith("pm") and hour < 12:
            hour += 12
        elif plain.endswith("am") and hour == 12:
            hour = 0
    clock = f"T{hour:02}:{minute:02}"
    day = read_words(words.day, anchor) if words.day is not None else None
    if day is not None and day.start is not None:
        return Reading("clock", day.start.isoformat() + clock, day.start, day.start, day.basis)
    if anchor.published is None or words.shape == "hours":
        return Reading("clock", "XXXX-XX-XX" + clock, basis="underspecified")
    return Reading("clock", anchor.published.isoformat() + clock, anchor.published, anchor.published)


_READERS: dict[str, Callable[[TimeWords, Anchor], Reading | None]] = {
    **CALENDAR_READERS, "overnight_on": _overnight_on, "end_of_unit": _end_of_unit, "weekday": _weekday,
    "weekday_range": _weekday_range, "near_day": _near_day, "near_unit": _near_unit, "that_unit": _that_unit,
    "same_period": _same_period, "past_units": _past_units, "ago": _ago, "set": _set, "single": _single,
    "alone_after": _half, "duration": _duration, "clock": _clock, "hours": _clock,
}  # fmt: skip
