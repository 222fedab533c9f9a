"""Dates that tell when something was published, and lines that hold little else. Standard library only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from border_annotator.nlp.calendar_dates import MONTH, WEEKDAYS, month_number, safe_date
from border_annotator.nlp.layout_words import words

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

LONGEST_DATE_LINE = 160
SHORTEST_NOTE = 6
# The names of an outlet and a section, in a line that tells when something was published.
MOST_NAMES = 6
_SPACES = {0xA0: " ", 0x202F: " ", 0x2009: " "}
_DAY = r"(?P<day{n}>\d{{1,2}})(?:st|nd|rd|th|\.)?"
_CLOCK = r"\d{1,2}:\d\d(?: ?[ap]\.?m\.?)?"
_DATE = re.compile(
    r"(?<![\d/.-])(?P<year1>(?:19|20)\d\d)(?P<sep1>[-/.])(?P<month1>\d{1,2})(?P=sep1)(?P<day1>\d{1,2})(?![\d/])"
    rf"|(?<!\d){_DAY.format(n=2)}(?: of)?[ -](?P<month2>{MONTH})\.?,?[ -](?P<year2>(?:19|20)\d\d)(?!\d)"
    rf"|\b(?P<month3>{MONTH})\.? {_DAY.format(n=3)},? (?P<year3>(?:19|20)\d\d)(?!\d(?!\d?:\d))"
    rf"|\b(?P<month5>{MONTH})\.? {_DAY.format(n=5)},? (?:at )?{_CLOCK},? (?P<year5>20\d\d)(?!\d)"
    r"|(?<![\d/.-])(?P<day4>\d{1,2})(?P<sep4>[-/.])(?P<month4>\d{1,2})(?P=sep4)(?P<year4>(?:19|20)\d\d)(?![\d/])",
    re.IGNORECASE,
)
# What every year of ``_DATE`` begins with.
_CENTURIES = ("19", "20")
# The clock of the other side of the Atlantic, where 11/05 is the fifth of November.
_AMERICAN = re.compile(r"\b(?:E[SD]?T|C[SD]T|M[SD]T|P[SD]?T)\b|\d\s?[ap]\.?m\b", re.IGNORECASE)
_WORDS_OF_DATES = words("of_dates").union(WEEKDAYS, (day[:3] for day in WEEKDAYS))
_MONTHS = re.compile(rf"{MONTH}\.?", re.IGNORECASE)
_NOTE = re.compile(
    r"\bread(?:ing)?\b|\b(?:published|posted|updated?|modified|created|issued|released|ago)\b", re.IGNORECASE
)
_MINUTE = re.compile(r"\b\d{1,2}:\d\d\b|\b\d{4},? \d{1,2}\.\d\d\b|\bmin(?:ute)?s? read\b|\bago\b", re.IGNORECASE)
_PARTED = re.compile(r"\s[|•·–—]\s")
_NUMBERS = re.compile(r"\d[\d.,:/+-]*(?:st|nd|rd|th|am|pm|h)?")
_WORD = re.compile(r"[^\W\d_][\w’'.-]*")


@dataclass(frozen=True, slots=True)
class DateFound:
    """A full date and where it stands; ``doubtful`` when day and month could be the other way round."""

    value: datetime.date
    start: int
    end: int
    doubtful: bool = False


def full_dates(text: str) -> Iterator[DateFound]:
    """The dates with day, month and year in ``text``, in its order.

    Numbers are read day first (guidelines, section 6), month first where the day could not be a month or the clock
    beside it is an American one.
    """
    # Most lines have no year in them: that is seen much sooner than that there is no date.
    if not any(century in text for century in _CENTURIES):
        return
    flat = text.translate(_SPACES)
    for match in _DATE.finditer(flat):
        found = _value(match, american=bool(_AMERICAN.search(flat, 0, 400)))
        if found is not None:
            value, doubtful = found
            yield DateFound(value, match.start(), match.end(), doubtful)


def _value(match: re.Match[str], *, american: bool) -> tuple[datetime.date, bool] | None:
    for n in "1235":
        if match[f"year{n}"]:
            month = match[f"month{n}"]
            number = int(month) if month.isdecimal() else month_number(month)
            value = safe_date(int(match[f"year{n}"]), number, int(match[f"day{n}"]))
            return (value, False) if value else None
    year, one, two = int(match["year4"]), int(match["day4"]), int(match["month4"])
    day_first, month_first = safe_date(year, two, one), safe_date(year, one, two)
    if day_first is None or month_first is None:
        value = day_first or month_first
        return (value, False) if value else None
    doubtful = day_first != month_first and not american and match["sep4"] == "/"
    return (month_first if american and match["sep4"] == "/" else day_first), doubtful


@lru_cache(maxsize=1024)
def is_date_line(line: str, names: int = 0) -> bool:
    """Whether a line holds a date or a clock time and next to nothing else, but for at most ``names`` names."""
    if len(line) > LONGEST_DATE_LINE or not re.search(r"\d|\b(?:today|yesterday)\b|\bago\b", line, re.IGNORECASE):
        return False
    rest = _NUMBERS.sub(" ", _MONTHS.sub(" ", line.translate(_SPACES)))
    others = [
        word
        for word in _WORD.findall(rest)
        if word.casefold().strip(".") not in _WORDS_OF_DATES and word.casefold().replace(".", "") not in _WORDS_OF_DATES
    ]
    small = sum(word[0].islower() for word in others)
    return len(others) <= names and small <= (0 if names == 0 else 1)


def is_bare_date(line: str) -> bool:
    """Whether a line is a full date, with a weekday or a clock time perhaps, and nothing else."""
    return is_date_line(line) and not _NOTE.search(line) and next(full_dates(line), None) is not None


def is_dated_note(line: str) -> bool:
    """Whether a line says where and when something was published: “Danube Wire · 12.11.2025 15:40 · 3 min read”."""
    if not is_date_line(line, names=MOST_NAMES) or len(line) < SHORTEST_NOTE:
        return False
    timed = bool(_NOTE.search(line)) or bool(_MINUTE.search(line))
    return timed or (next(full_dates(line), None) is not None and bool(_PARTED.search(line)))
