"""The parts of times: numbers, units, months and years in their words, and days counted from them.

Standard library only.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.nlp.calendar_dates import MONTH, month_number

if TYPE_CHECKING:
    from border_annotator.nlp.numbers import Number, ParsedValue

PAST, FUTURE, PRESENT = "past", "future", "present"
ONE_DAY = datetime.timedelta(days=1)
MONTH_NAME = re.compile(rf"\b{MONTH}(?!\w)", re.IGNORECASE)
YEAR_NUMBER = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_UNITS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "night": "D", "week": "W", "month": "M", "year": "Y",
    "quarter": "Q", "decade": "E", "weekend": "WE", "fortnight": "W",
}  # fmt: skip
_UNIT = re.compile(r"\b(" + "|".join(sorted(_UNITS, key=len, reverse=True)) + r")s?\b", re.IGNORECASE)
_PARTS = {
    "morning": "MO", "dawn": "MO", "daybreak": "MO", "sunrise": "MO", "hours": "MO", "afternoon": "AF",
    "evening": "EV", "dusk": "EV", "nightfall": "NI", "night": "NI", "tonight": "NI", "noon": "MI",
}  # fmt: skip
_AND_A_HALF = re.compile(r"\band a half\b", re.IGNORECASE)
_PART = re.compile(r"\b(" + "|".join(_PARTS) + r")\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative times count from: the publication day (if known) and the tense of the sentence."""

    published: datetime.date | None
    tense: str


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The words of a time, the shape they have, and the number in them.

    ``day`` is the day next to a clock time (“6 a.m. on Tuesday”); ``month_first`` tells how the article writes
    numeric dates.
    """

    shape: str
    text: str
    amount: ParsedValue | None
    day: TimeWords | None = None
    month_first: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a time means; both days are inclusive and empty when they cannot be told."""

    kind: str
    norm: str
    start: datetime.date | None = None
    end: datetime.date | None = None
    basis: str = "relative"


def span_of_units(count: Number | None, unit: str, anchor: Anchor, *, back: bool) -> Reading:
    """The days that “the past three days” or “the next two weeks” cover."""
    norm = period_norm(count, unit)
    if anchor.published is None or count is None:
        return Reading("duration", norm)
    other = moved(anchor.published, -count if back else count, unit)
    return Reading("duration", norm, min(other, anchor.published), max(other, anchor.published))


def moved(day: datetime.date, count: Number, unit: str) -> datetime.date:
    """The day that lies ``count`` units away; hours only count as whole days, and halves of units are left out."""
    count = int(count)
    if unit in {"second", "minute"}:
        return day
    if unit == "hour":
        return day + datetime.timedelta(hours=count)  # whole days only: a date knows no hours
    if unit in {"day", "night", "weekend"}:
        return day + count * ONE_DAY
    if unit in {"week", "fortnight"}:
        return day + count * (7 if unit == "week" else 14) * ONE_DAY
    months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def period_norm(count: Number | None, unit: str) -> str:
    """A TIMEX3 period: ``P2W``, ``PT12H``; ``X`` for a number that is not told."""
    number = "X" if count is None else str(count)
    if unit == "decade":
        return f"P{number if count is None else count * 10}Y"
    if unit == "quarter":
        return f"P{number if count is None else count * 3}M"
    if unit == "fortnight":
        return f"P{number if count is None else count * 2}W"
    return ("PT" if unit in {"second", "minute", "hour"} else "P") + number + _UNITS[unit]


def range_reading(start: datetime.date, end: datetime.date, basis: str) -> Reading:
    """A reading for all days from ``start`` to ``end``."""
    return Reading("date_range", f"{start.isoformat()}/{end.isoformat()}", start, end, basis)


def nearest_year(month: int, day: int, anchor: Anchor) -> int:
    """The year that puts a day next to the anchor, on the side that the tense points to."""
    published = anchor.published
    if published is None:
        raise ValueError("no anchor")
    here = datetime.date(published.year, month, min(day, calendar.monthrange(published.year, month)[1]))
    same_month = here.month == published.month
    if anchor.tense == PRESENT:
        away = (here - published).days
        return published.year + (away < -182) - (away > 182)
    if anchor.tense == FUTURE:
        return published.year + (here < published and not same_month and (published - here).days > 60)
    return published.year - (here > published and not same_month)


def month_days(year: int, month: int) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of a month."""
    return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])


def month_in(text: str) -> int:
    """The number of the month named in ``text``; raises ``ValueError``."""
    match = MONTH_NAME.search(text)
    if match is None:
        raise ValueError(text)
    return month_number(match[0])


def year_in(text: str) -> int | None:
    """The last year with four digits in ``text``."""
    years = YEAR_NUMBER.findall(text)
    return int(years[-1]) if years else None


def numbers_in(text: str) -> list[int]:
    """The numbers of one or two digits in ``text``: days of a month."""
    return [int(number) for number in re.findall(r"(?<!\d)\d{1,2}(?!\d)", YEAR_NUMBER.sub(" ", text))]


def unit_in(text: str) -> str:
    """The last unit of time named in ``text``; raises ``ValueError``."""
    units = _UNIT.findall(text)
    if not units:
        raise ValueError(text)
    return str(units[-1]).casefold()


def count_of(words: TimeWords, article: int | None = None) -> Number | None:
    """The number of units; a hedge keeps the number it hedges, a vague amount has none."""
    half = 0.5 if _AND_A_HALF.search(words.text) else 0
    if words.amount is None:
        return article + half if article is not None else None
    if words.amount.value is not None:
        return words.amount.value + half
    return None


def part_of_day(text: str) -> str:
    """TIMEX3’s ending for a part of the day (``TNI``), empty when none is named."""
    match = _PART.search(text)
    return "T" + _PARTS[match[1].casefold()] if match else ""


def word_in(text: str, *words: str) -> str:
    """The first of ``words`` that stands in ``text`` as a word; empty when none does."""
    low = set(re.findall(r"[^\W\d_]+", text.casefold()))
    return next((word for word in words if word in low), "")
