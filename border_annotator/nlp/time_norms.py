"""From the words of a time to its norm and its days (guidelines, section 6). Standard library only."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.nlp.calendar_dates import MONTH, WEEKDAYS, month_number, safe_date

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.nlp.numbers import ParsedValue

PAST, FUTURE = "past", "future"
_DAY = datetime.timedelta(days=1)
_MONTH = re.compile(rf"\b{MONTH}(?!\w)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_UNITS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "night": "D", "week": "W", "month": "M", "year": "Y",
    "quarter": "Q", "decade": "E", "weekend": "WE", "fortnight": "W",
}  # fmt: skip
_UNIT = re.compile(r"\b(" + "|".join(sorted(_UNITS, key=len, reverse=True)) + r")s?\b", re.IGNORECASE)
_PARTS = {
    "morning": "MO", "dawn": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "tonight": "NI", "noon": "MI",
}  # fmt: skip
_PART = re.compile(r"\b(" + "|".join(_PARTS) + r")\b", re.IGNORECASE)
_SEASONS = {"spring": ("SP", 3), "summer": ("SU", 6), "autumn": ("FA", 9), "fall": ("FA", 9), "winter": ("WI", 12)}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative times count from: the publication day (if known) and the tense of the sentence."""

    published: datetime.date | None
    tense: str


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The words of a time, the shape they have, and the number in them."""

    shape: str
    text: str
    amount: ParsedValue | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a time means; both days are inclusive and empty when they cannot be told."""

    kind: str
    norm: str
    start: datetime.date | None = None
    end: datetime.date | None = None
    basis: str = "relative"


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
    month, number, year = _month_in(words.text), _numbers_in(words.text)[0], _year_in(words.text)
    part = _part_of_day(words.text)
    if year is None:
        if anchor.published is None:
            return Reading("date", f"XXXX-{month:02}-{number:02}{part}", basis="underspecified")
        year = _nearest_year(month, number, anchor)
        basis = "relative"
    else:
        basis = "explicit"
    day = datetime.date(year, month, number)
    return Reading("date", day.isoformat() + part, day, day, basis)


def _day_range(words: TimeWords, anchor: Anchor) -> Reading | None:
    month, (first, last) = _month_in(words.text), _numbers_in(words.text)[:2]
    year = _year_in(words.text)
    if year is None and anchor.published is None:
        return Reading("date_range", f"XXXX-{month:02}-{first:02}/XXXX-{month:02}-{last:02}", basis="underspecified")
    basis = "relative" if year is None else "explicit"
    year = _nearest_year(month, first, anchor) if year is None else year
    start, end = datetime.date(year, month, first), datetime.date(year, month, last)
    if end < start:  # the night of 31 to 1 May
        start = datetime.date(year - (month == 1), (month - 2) % 12 + 1, first)
    return _range(start, end, basis)


def _full_range(words: TimeWords, anchor: Anchor) -> Reading | None:
    parts = re.split(r" and | to |\s?[–—]\s?|(?<=[a-z0-9])\s?-\s?", words.text, maxsplit=1)
    year = _year_in(parts[1])
    first = parts[0] if year is None or _year_in(parts[0]) else f"{parts[0]} {year}"
    start = _day(TimeWords("day", first, None), anchor)
    end = _day(TimeWords("day", parts[1], None), anchor)
    if start is None or end is None:
        return None
    if start.start is None or end.start is None:
        return Reading("date_range", f"{start.norm}/{end.norm}", basis="underspecified")
    return _range(start.start, end.start, end.basis) if start.start <= end.start else None


def _month(words: TimeWords, anchor: Anchor) -> Reading | None:
    month, year = _month_in(words.text), _year_in(words.text)
    basis = "explicit"
    if year is None:
        basis = "relative"
        if anchor.published is None:
            return Reading("date", f"XXXX-{month:02}", basis="underspecified")
        step = {"last": -1, "next": 1}.get(_word(words.text, "last", "next"), 0)
        if "year" in words.text.casefold():
            year = anchor.published.year + step
        else:
            year = _nearest_year(month, 15, anchor)
            if step and month == anchor.published.month:
                year = anchor.published.year + step
    start, end = _month_days(year, month)
    low = words.text.casefold()
    if "mid" in low:
        return _range(start.replace(day=11), start.replace(day=20), basis)
    if "first half" in low:
        return _range(start, start.replace(day=15), basis)
    if "second half" in low:
        return _range(start.replace(day=16), end, basis)
    if low.startswith(("early", "the beginning", "the start")):
        return _range(start, start.replace(day=10), basis)
    if low.startswith(("late", "the end")):
        return _range(start.replace(day=21), end, basis)
    return Reading("date", f"{year}-{month:02}", start, end, basis)


def _month_range(words: TimeWords, anchor: Anchor) -> Reading | None:
    months = [month_number(name) for name in _MONTH.findall(words.text)]
    years = [int(year) for year in _YEAR.findall(words.text)]
    if not years and anchor.published is None:
        return Reading("date_range", f"XXXX-{months[0]:02}/XXXX-{months[1]:02}", basis="underspecified")
    last_year = years[-1] if years else _nearest_year(months[1], 15, anchor)
    first_year = years[0] if len(years) > 1 else last_year - (months[0] > months[1])
    start, end = _month_days(first_year, months[0])[0], _month_days(last_year, months[1])[1]
    norm = f"{first_year}-{months[0]:02}/{last_year}-{months[1]:02}"
    return Reading("date_range", norm, start, end, "explicit" if years else "relative")


def _quarter(words: TimeWords, anchor: Anchor) -> Reading | None:
    low = words.text.casefold()
    if _MONTH.search(words.text):
        return _month(words, anchor)
    year = _year_in(words.text)
    basis = "explicit" if year else "relative"
    if year is None:
        if anchor.published is None:
            return Reading("date", "XXXX", basis="underspecified")
        year = anchor.published.year - ("last year" in low)
    number = int(low[1]) if low.startswith("q") else _ORDINALS[_word(low, *_ORDINALS)]
    if "half" in low:
        start, end = datetime.date(year, 1 if number == 1 else 7, 1), datetime.date(year, 6 if number == 1 else 12, 30)
        return Reading("date", f"{year}-H{min(number, 2)}", start, _month_days(year, end.month)[1], basis)
    months = words.amount.value if words.amount and words.amount.value else None
    if "month" in low:
        from border_annotator.nlp.numbers import number_value

        counted = number_value(low.split(" month")[0].split()[-1]) or months or 3
        last = min(12, int(counted))
        if number != 1:
            return _range(datetime.date(year, 13 - last, 1), datetime.date(year, 12, 31), basis)
        return Reading(
            "date_range", f"{year}-01/{year}-{last:02}", datetime.date(year, 1, 1), _month_days(year, last)[1], basis
        )
    start = datetime.date(year, 3 * number - 2, 1)
    return Reading("date", f"{year}-Q{number}", start, _month_days(year, 3 * number)[1], basis)


def _season(words: TimeWords, anchor: Anchor) -> Reading | None:
    code, first = _SEASONS[_word(words.text, *_SEASONS)]
    year = _year_in(words.text)
    basis = "explicit" if year else "relative"
    if year is None:
        if anchor.published is None:
            return Reading("date", f"XXXX-{code}", basis="underspecified")
        year = anchor.published.year
        begun = anchor.published >= datetime.date(year, first, 1)
        if _word(words.text, "last", "past"):
            year -= not (begun and anchor.published.month > first + 2)
        elif _word(words.text, "next", "coming"):
            year += begun
    last = (first + 1) % 12 + 1
    start = datetime.date(year, first, 1)
    return Reading("date", f"{year}-{code}", start, _month_days(year + (first == 12), last)[1], basis)


def _years(words: TimeWords, _: Anchor) -> Reading | None:
    first, last = (int(year) for year in _YEAR.findall(words.text))
    if last < first:
        return None
    start, end = datetime.date(first, 1, 1), datetime.date(last, 12, 31)
    return Reading("date_range", f"{first}/{last}", start, end, "explicit")


def _decade(words: TimeWords, _: Anchor) -> Reading | None:
    digits = re.search(r"(\d{3})0s", words.text)
    if digits is None:
        return None
    first = int(digits[1]) * 10
    return Reading("date", digits[1], datetime.date(first, 1, 1), datetime.date(first + 9, 12, 31), "explicit")


def _year(words: TimeWords, _: Anchor) -> Reading | None:
    year = int(_YEAR.findall(words.text)[-1])
    return Reading("date", str(year), datetime.date(year, 1, 1), datetime.date(year, 12, 31), "explicit")


def _weekday(words: TimeWords, anchor: Anchor) -> Reading | None:
    wanted = WEEKDAYS[_word(words.text, *WEEKDAYS)]
    part = _part_of_day(words.text)
    if anchor.published is None:
        return Reading("date", f"XXXX-WXX-{wanted + 1}{part}", basis="relative")
    ahead = (wanted - anchor.published.weekday()) % 7
    towards = _word(words.text, "next", "following", "last")
    if towards == "last" or (not towards and anchor.tense == PAST and ahead):
        day = anchor.published - _DAY * ((7 - ahead) % 7 or 7)
    elif towards in {"next", "following"}:
        day = anchor.published + _DAY * (ahead or 7)
    else:
        day = anchor.published + _DAY * ahead
    return Reading("date", day.isoformat() + part, day, day)


def _near_day(words: TimeWords, anchor: Anchor) -> Reading | None:
    low = words.text.casefold()
    part = _part_of_day(low)
    if anchor.published is None:
        return Reading("date", "XXXX-XX-XX" + part)
    day = anchor.published
    if low.startswith("overnight"):
        return _range(day - _DAY, day, "relative")
    if low.startswith(("yesterday", "last night", "the previous")) or low.endswith(" before"):
        day -= _DAY
    elif low.endswith("before yesterday"):
        day -= 2 * _DAY
    elif low.startswith(("tomorrow", "the next", "the following")):
        day += _DAY
    return Reading("date", day.isoformat() + part, day, day)


def _near_unit(words: TimeWords, anchor: Anchor) -> Reading | None:
    low = words.text.casefold()
    unit = _word(low, "weekend", "week", "fortnight", "month", "quarter", "year", "decade")
    step = (
        -1
        if _word(low, "last", "previous", "before")
        else 1
        if _word(low, "next", "coming", "following", "after")
        else 0
    )
    if "past" in low:
        return _span_of_units(1, unit, anchor, back=True)
    day = anchor.published
    if day is None:
        return Reading("date", {"week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "year": "XXXX"}.get(unit, "XXXX-XX"))
    if unit in {"week", "weekend", "fortnight"}:
        monday = day - _DAY * day.weekday() + 7 * step * _DAY
        if unit == "weekend" and not step and anchor.tense == PAST and day.weekday() < 5:
            monday -= 7 * _DAY
        norm = f"{monday.isocalendar().year}-W{monday.isocalendar().week:02}"
        if unit == "weekend":
            return Reading("date", norm + "-WE", monday + 5 * _DAY, monday + 6 * _DAY)
        return Reading("date", norm, monday, monday + 6 * _DAY)
    if unit == "year":
        year = day.year + step
        return Reading("date", str(year), datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    if unit == "quarter":
        index = day.year * 4 + (day.month - 1) // 3 + step
        year, quarter = index // 4, index % 4 + 1
        return Reading(
            "date", f"{year}-Q{quarter}", datetime.date(year, 3 * quarter - 2, 1), _month_days(year, 3 * quarter)[1]
        )
    if unit == "decade":
        first = (day.year // 10 + step) * 10
        return Reading("date", str(first // 10), datetime.date(first, 1, 1), datetime.date(first + 9, 12, 31))
    index = day.year * 12 + day.month - 1 + step
    start, end = _month_days(index // 12, index % 12 + 1)
    return Reading("date", f"{start.year}-{start.month:02}", start, end)


def _past_units(words: TimeWords, anchor: Anchor) -> Reading | None:
    count = _count(words)
    back = _word(words.text, "last", "past", "previous") != ""
    return _span_of_units(count, _unit_in(words.text), anchor, back=back)


def _ago(words: TimeWords, anchor: Anchor) -> Reading | None:
    count, unit = _count(words, article=1), _unit_in(words.text)
    low = words.text.casefold()
    if not low.endswith(("ago", "earlier")) or count is None or anchor.published is None:
        return Reading("duration", _period(count, unit), basis="none" if not low.endswith("ago") else "relative")
    day = _moved(anchor.published, -count, unit)
    if unit in {"year", "decade"}:
        return Reading("date", str(day.year), datetime.date(day.year, 1, 1), datetime.date(day.year, 12, 31))
    if unit in {"month", "quarter"}:
        return Reading("date", f"{day.year}-{day.month:02}", *_month_days(day.year, day.month))
    if unit in {"week", "fortnight"}:
        monday = day - _DAY * day.weekday()
        return Reading(
            "date", f"{monday.isocalendar().year}-W{monday.isocalendar().week:02}", monday, monday + 6 * _DAY
        )
    return Reading("date", day.isoformat(), day, day)


def _set(words: TimeWords, _: Anchor) -> Reading | None:
    return Reading("set", _period(1, _unit_in(words.text)), basis="none")


def _duration(words: TimeWords, _: Anchor) -> Reading | None:
    return Reading("duration", _period(_count(words, article=1), _unit_in(words.text)), basis="none")


def _single(words: TimeWords, _: Anchor) -> Reading | None:
    return Reading("duration", _period(1, _unit_in(words.text)), basis="none")


def _half(words: TimeWords, anchor: Anchor) -> Reading | None:
    low = words.text.casefold()
    if low.startswith("half"):
        return Reading("duration", "PT30M" if "hour" in low else "P6M", basis="none")
    return _single(words, anchor)


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


def _span_of_units(count: int | None, unit: str, anchor: Anchor, *, back: bool) -> Reading:
    """The days that “the past three days” or “the next two weeks” cover."""
    norm = _period(count, unit)
    if anchor.published is None or count is None:
        return Reading("duration", norm)
    other = _moved(anchor.published, -count if back else count, unit)
    return Reading("duration", norm, min(other, anchor.published), max(other, anchor.published))


def _moved(day: datetime.date, count: int, unit: str) -> datetime.date:
    if unit in {"second", "minute"}:
        return day
    if unit == "hour":
        return day + datetime.timedelta(hours=count)  # whole days only: a date knows no hours
    if unit in {"day", "night", "weekend"}:
        return day + count * _DAY
    if unit in {"week", "fortnight"}:
        return day + count * (7 if unit == "week" else 14) * _DAY
    months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _period(count: int | None, unit: str) -> str:
    """A TIMEX3 period: ``P2W``, ``PT12H``; ``X`` for a number that is not told."""
    number = "X" if count is None else str(count)
    if unit == "decade":
        return f"P{number if count is None else count * 10}Y"
    if unit == "quarter":
        return f"P{number if count is None else count * 3}M"
    if unit == "fortnight":
        return f"P{number if count is None else count * 2}W"
    return ("PT" if unit in {"second", "minute", "hour"} else "P") + number + _UNITS[unit]


def _range(start: datetime.date, end: datetime.date, basis: str) -> Reading:
    return Reading("date_range", f"{start.isoformat()}/{end.isoformat()}", start, end, basis)


def _nearest_year(month: int, day: int, anchor: Anchor) -> int:
    """The year that puts a day next to the anchor, on the side that the tense points to."""
    published = anchor.published
    if published is None:
        raise ValueError("no anchor")
    here = datetime.date(published.year, month, min(day, calendar.monthrange(published.year, month)[1]))
    same_month = here.month == published.month
    if anchor.tense == FUTURE:
        return published.year + (here < published and not same_month and (published - here).days > 60)
    return published.year - (here > published and not same_month)


def _month_days(year: int, month: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])


def _month_in(text: str) -> int:
    match = _MONTH.search(text)
    if match is None:
        raise ValueError(text)
    return month_number(match[0])


def _year_in(text: str) -> int | None:
    years = _YEAR.findall(text)
    return int(years[-1]) if years else None


def _numbers_in(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"(?<!\d)\d{1,2}(?!\d)", _YEAR.sub(" ", text))]


def _unit_in(text: str) -> str:
    units = _UNIT.findall(text)
    if not units:
        raise ValueError(text)
    return str(units[-1]).casefold()


def _count(words: TimeWords, article: int | None = None) -> int | None:
    """The number of units; a hedge keeps the number it hedges, a vague amount has none."""
    if words.amount is None:
        return article
    if words.amount.value is not None:
        return int(words.amount.value)
    return None


def _part_of_day(text: str) -> str:
    match = _PART.search(text)
    return "T" + _PARTS[match[1].casefold()] if match else ""


def _word(text: str, *words: str) -> str:
    """The first of ``words`` that stands in ``text`` as a word; empty when none does."""
    low = set(re.findall(r"[^\W\d_]+", text.casefold()))
    return next((word for word in words if word in low), "")


_READERS: dict[str, Callable[[TimeWords, Anchor], Reading | None]] = {
    "iso": _iso, "numeric": _numeric, "day_range": _day_range, "full_range": _full_range, "day": _day,
    "month_range": _month_range, "month": _month, "month_alone": _month, "quarter": _quarter, "season": _season,
    "years": _years, "decade": _decade, "year": _year, "weekday": _weekday, "near_day": _near_day,
    "near_unit": _near_unit, "past_units": _past_units, "ago": _ago, "set": _set, "single": _single,
    "alone_after": _half, "duration": _duration, "clock": _clock,
}  # fmt: skip
