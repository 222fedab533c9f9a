"""Times that count from a time named before them: “that night”, “a year earlier”. Standard library only."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from border_annotator.nlp.time_norms import read_words
from border_annotator.nlp.time_values import (
    ONE_DAY,
    PAST,
    Anchor,
    Reading,
    TimeWords,
    count_of,
    month_days,
    moved,
    part_of_day,
    range_reading,
    unit_in,
    word_in,
    year_in,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.domain.figure import Figure

_DAY = re.compile(r"[\dX]{4}-\d\d-\d\d(?:T[A-Z]{2})?")
_MONTH = re.compile(r"\d{4}-\d\d")
_YEAR = re.compile(r"\d{4}")
_COUNTING = frozenset({"near_day", "day", "near_unit", "that_unit", "same_period", "past_units", "ago"})
# How many times named before are looked at.
MOST_BEFORE = 6
_AFTER = ("later", "after")
_COUNTED = ("earlier", "before", *_AFTER)


def can_be_meant(figure: Figure) -> bool:
    """Whether a later “that day” or “a year earlier” may mean this time."""
    return figure.kind in {"date", "date_range"} and figure.bound != "until"


def from_named(words: TimeWords, named: Sequence[Figure]) -> Reading | None:
    """What the words mean when they count from the last time in ``named`` that fits; ``None`` when none does."""
    if words.shape not in _COUNTING:
        return None
    order = list(reversed(named))
    if words.text.casefold() == "that night":  # “on Sunday night … on Monday … that night”
        order.sort(key=lambda figure: not _is_night(figure))
    if words.shape == "same_period" and "period" in words.text.casefold():
        order.sort(key=lambda figure: figure.kind != "date_range")
    for before in order:
        try:
            reading = _from(words, before)
        except (ValueError, OverflowError):
            continue
        if reading is not None:
            return reading
    return None


def _is_night(figure: Figure) -> bool:
    start, end = figure.start_date, figure.end_date
    two_days = start is not None and end is not None and (end - start).days == 1
    return (figure.norm or "").endswith("TNI") or two_days


def _from(words: TimeWords, before: Figure) -> Reading | None:
    low = words.text.casefold()
    if words.shape == "near_day":
        return _day(low, before) if before.bound is None else None
    if words.shape == "day":
        return _in_that_year(words, before)
    if words.shape == "near_unit":
        return _next_to(low, before)
    if before.start_date is None or before.end_date is None:
        return None
    if words.shape == "that_unit":
        return _that_unit(low, before)
    if words.shape == "same_period":
        return _same_period(words, before)
    if words.shape == "past_units" and low.endswith(" before"):
        end = before.start_date - ONE_DAY
        count = count_of(words)
        norm = read_norm(words)
        if count is None:
            return Reading("duration", norm)
        return Reading("duration", norm, moved(before.start_date, -count, unit_in(low)), end)
    if words.shape == "ago" and low.endswith(_COUNTED):
        return _away(words, low, before)
    return None


def read_norm(words: TimeWords) -> str:
    """The norm of a period without its days."""
    said = read_words(TimeWords("duration", words.text, words.amount), Anchor(None, PAST))
    return said.norm if said is not None else "PXX"


def _day(low: str, before: Figure) -> Reading | None:
    norm, start = before.norm or "", before.start_date
    basis = before.basis or "relative"
    single = _DAY.fullmatch(norm) is not None
    part = part_of_day(low)
    if low.startswith(("that ", "the same ")):
        if not single and (start is None or before.end_date is None or (before.end_date - start).days > 1):
            return None
        return Reading(before.kind, norm[:10] + part if single and part else norm, start, before.end_date, basis)
    if start is None or not single or not low.startswith("the ") or "yesterday" in low or "tomorrow" in low:
        return None
    back = low.startswith("the previous") or low.endswith(" before")
    day = start - ONE_DAY if back else start + ONE_DAY
    return Reading("date", day.isoformat() + part, day, day)


def _in_that_year(words: TimeWords, before: Figure) -> Reading | None:
    """“15 December that year”."""
    match = re.search(r",? (?:that|the same) year$", words.text, re.IGNORECASE)
    if match is None or before.start_date is None:
        return None
    return read_words(
        TimeWords("day", f"{words.text[: match.start()]} {before.start_date.year}", None), Anchor(None, PAST)
    )


def _that_unit(low: str, before: Figure) -> Reading | None:
    start, end = before.start_date, before.end_date
    if start is None or end is None:
        return None
    unit = "month" if "under review" in low else unit_in(low)
    if not word_in(low, "that", "same") and not _MONTH.fullmatch(before.norm or ""):
        return None
    basis = before.basis or "relative"
    if unit == "month" and (start.year, start.month) == (end.year, end.month):
        return Reading("date", f"{start.year}-{start.month:02}", *month_days(start.year, start.month), basis)
    if unit == "year" and start.year == end.year:
        return _whole_year(start.year, basis)
    if unit == "week":
        monday = start - start.weekday() * ONE_DAY
        if end <= monday + 6 * ONE_DAY:
            week = f"{monday.isocalendar().year}-W{monday.isocalendar().week:02}"
            return Reading("date", week, monday, monday + 6 * ONE_DAY, basis)
    if unit == "weekend" and before.kind == "date_range":
        return Reading(before.kind, before.norm or "", start, end, basis)
    return None


def _same_period(words: TimeWords, before: Figure) -> Reading | None:
    if before.start_date is None or _DAY.fullmatch(before.norm or ""):
        return None
    year = year_in(words.text)
    return _years_away((year - before.start_date.year) if year is not None else -1, before)


def _next_to(low: str, before: Figure) -> Reading | None:
    """“the year before”; “the next year” only after a year that was told in full."""
    if low.endswith((" before", " after")):
        return _neighbour(unit_in(low), 1 if low.endswith("after") else -1, before)
    step = {"following": 1, "next": 1, "previous": -1}.get(low.split()[1] if low.startswith("the ") else "", 0)
    told = before.basis == "explicit" and before.kind == "date"
    return _neighbour(unit_in(low), step, before) if step and told else None


def _neighbour(unit: str, step: int, before: Figure) -> Reading | None:
    """“the year before” after a year, “the month after” after a month."""
    norm = before.norm or ""
    if unit == "year" and norm == "XXXX":
        return Reading("date", norm, basis="underspecified")
    if unit == "year" and not _DAY.fullmatch(norm):
        return _years_away(step, before)
    if unit == "month" and _MONTH.fullmatch(norm):
        return _months_away(step, before)
    return None


def _away(words: TimeWords, low: str, before: Figure) -> Reading | None:
    """“a year earlier”, “two days later”, counted from what was named before."""
    count, unit = count_of(words, article=1), unit_in(low)
    if count is None or before.start_date is None:
        return None
    step = int(count) if low.endswith(_AFTER) else -int(count)
    norm = before.norm or ""
    if _DAY.fullmatch(norm) or before.start_date == before.end_date:
        if unit in {"day", "night", "hour"}:
            day = moved(before.start_date, step, unit)
            return Reading("date", day.isoformat(), day, day)
        word = "later" if step > 0 else "ago"
        again = TimeWords("ago", f"{low.rsplit(' ', 1)[0]} {word}", words.amount)
        return read_words(again, Anchor(before.start_date, "future" if step > 0 else PAST))
    if unit == "year":
        return _years_away(step, before)
    if unit == "month" and _MONTH.fullmatch(norm):
        return _months_away(step, before)
    return None


def _whole_year(year: int, basis: str) -> Reading:
    return Reading("date", str(year), datetime.date(year, 1, 1), datetime.date(year, 12, 31), basis)


def _months_away(step: int, before: Figure) -> Reading | None:
    if before.start_date is None:
        return None
    index = before.start_date.year * 12 + before.start_date.month - 1 + step
    year, month = index // 12, index % 12 + 1
    return Reading("date", f"{year}-{month:02}", *month_days(year, month))


def _years_away(step: int, before: Figure) -> Reading | None:
    """The same stretch of another year: quarters stay quarters, ends of months stay ends of months."""
    start, end, norm = before.start_date, before.end_date, before.norm or ""
    if start is None or end is None or not step:
        return None
    if re.match(r"\d{4}-W", norm) or not _YEAR.match(norm):
        return None
    if norm.count("-") > 2:
        return range_reading(_other_year(start, step), _other_year(end, step), "relative")
    moved_norm = "/".join(str(int(part[:4]) + step).zfill(4) + part[4:] for part in norm.split("/"))
    return Reading(before.kind, moved_norm, _other_year(start, step), _other_year(end, step))


def _other_year(day: datetime.date, step: int) -> datetime.date:
    year = day.year + step
    last = month_days(year, day.month)[1].day
    at_end = day.day == month_days(day.year, day.month)[1].day
    return datetime.date(year, day.month, last if at_end else min(day.day, last))
