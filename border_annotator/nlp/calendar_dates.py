"""Full calendar dates as articles write them, and the names of months and weekdays. Standard library only."""

from __future__ import annotations

import datetime
import re

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, name in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), start=0
    )
}
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)

_SPACES = {0xA0: " ", 0x202F: " ", 0x2009: " "}
_FULL = re.compile(
    rf"(?P<iso>\b(?:19|20)\d\d-\d\d-\d\d\b)"
    rf"|\b(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month1>{MONTH}),? (?P<year1>(?:19|20)\d\d)\b"
    rf"|\b(?P<month2>{MONTH}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year2>(?:19|20)\d\d)\b"
    rf"|\b(?P<day3>\d{{1,2}})(?P<sep>[./])(?P<month3>\d{{1,2}})(?P=sep)(?P<year3>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def month_number(name: str) -> int:
    """1 to 12 for an English month's name or short form; raises ``KeyError``."""
    return MONTHS[name.casefold().rstrip(".")]


def safe_date(year: int, month: int, day: int) -> datetime.date | None:
    """That day, or ``None`` when there is no such day."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def first_full_date(text: str) -> tuple[datetime.date, int, int] | None:
    """The first date with day, month and year in ``text``, with its offsets; ``None`` when there is none.

    Numeric dates are read day first (guidelines, section 6), month first only when the day could not be a month.
    """
    for match in _FULL.finditer(text.translate(_SPACES)):
        value = _value(match)
        if value is not None:
            return value, match.start(), match.end()
    return None


def _value(match: re.Match[str]) -> datetime.date | None:
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
        return safe_date(year, month, day)
    if match["month1"]:
        return safe_date(int(match["year1"]), month_number(match["month1"]), int(match["day1"]))
    if match["month2"]:
        return safe_date(int(match["year2"]), month_number(match["month2"]), int(match["day2"]))
    year, month, day = int(match["year3"]), int(match["month3"]), int(match["day3"])
    return safe_date(year, month, day) or safe_date(year, day, month)
