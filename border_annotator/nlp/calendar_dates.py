"""The names of months and weekdays, and days that there are. Standard library only."""

from __future__ import annotations

import datetime

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


def month_number(name: str) -> int:
    """1 to 12 for an English month's name or short form; raises ``KeyError``."""
    return MONTHS[name.casefold().rstrip(".")]


def safe_date(year: int, month: int, day: int) -> datetime.date | None:
    """That day, or ``None`` when there is no such day."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
