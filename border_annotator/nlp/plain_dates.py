"""Dates that can be read without knowing a language's grammar: numbers, and days with the name of a month.

Standard library only. For English see ``dates``.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache

from border_annotator.nlp.found_quantity import plain_spaces
from border_annotator.nlp.gazetteer import read_json, words_of
from border_annotator.nlp.time_values import Reading

_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NUMERIC = (
    rf"(?P<iso_year>{_YEAR})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)"
    rf"|(?P<num_day>{_DAY})(?P<mark>[./]) ?(?P<num_month>0?[1-9]|1[0-2])(?P=mark) ?(?P<num_year>{_YEAR})"
)


@dataclass(frozen=True, slots=True)
class PlainDate:
    """A date in a text; ``last_day`` is the second day of “12-14 May”. What the text does not say is ``None``."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None
    last_day: int | None = None


def find_dates(text: str, language: str | None = None) -> list[PlainDate]:
    """The dates of a text in its order; without a ``language`` the months of all known ones are understood."""
    pattern, months = _pattern(language)
    found = (_read(match, months) for match in pattern.finditer(plain_spaces(text)))
    return [date for date in found if date is not None]


def reading_of(date: PlainDate, published: datetime.date | None) -> Reading:
    """Which days a date means; without a year it is the one nearest to the publication date."""
    year, basis = date.year, "explicit"
    if year is None:
        if published is None:
            return Reading(_kind(date), _norm("XXXX", date), basis="underspecified")
        year, basis = _nearest_year(date, published), "relative"
    start, end = _days(date, year)
    return Reading(_kind(date), _norm(str(year), date), start, end, basis)


def _kind(date: PlainDate) -> str:
    return "date" if date.last_day is None else "date_range"


def _norm(year: str, date: PlainDate) -> str:
    if date.day is None:
        return f"{year}-{date.month:02}"
    first = f"{year}-{date.month:02}-{date.day:02}"
    return first if date.last_day is None else f"{first}/{year}-{date.month:02}-{date.last_day:02}"


def _days(date: PlainDate, year: int) -> tuple[datetime.date, datetime.date]:
    if date.day is None:
        following = datetime.date(year + date.month // 12, date.month % 12 + 1, 1)
        return datetime.date(year, date.month, 1), following - datetime.timedelta(days=1)
    start = datetime.date(year, date.month, date.day)
    return start, start if date.last_day is None else datetime.date(year, date.month, date.last_day)


def _nearest_year(date: PlainDate, published: datetime.date) -> int:
    years = [year for year in (published.year, published.year - 1, published.year + 1) if _is_real(date, year)]
    day = date.day or 15
    return min(
        years or [published.year],
        key=lambda year: abs((datetime.date(year, date.month, min(day, 28)) - published).days),
    )


def _is_real(date: PlainDate, year: int) -> bool:
    try:
        _days(date, year)
    except ValueError:
        return False
    return date.last_day is None or (date.day or 0) < date.last_day


def _read(match: re.Match[str], months: dict[str, int]) -> PlainDate | None:
    fields = match.groupdict()
    name = next((fields[key] for key in ("month1", "month2", "month3", "month4") if fields.get(key)), None)
    month = months[name.casefold()] if name else int(fields["iso_month"] or fields["num_month"])
    year = _number(fields, "iso_year", "num_year", "year1", "year2", "year3", "year4")
    day = _number(fields, "iso_day", "num_day", "day1", "day2", "day3", "day4")
    last = _number(fields, "last3")
    date = PlainDate(match.start(), match.end(), year, month, day, last)
    # 2024 is a leap year, so that 29 February without a year is real.
    return date if 1 <= month <= 12 and _is_real(date, year or 2024) else None


def _number(fields: dict[str, str | None], *keys: str) -> int | None:
    return next((int(value) for key in keys if (value := fields.get(key))), None)


@cache
def _pattern(language: str | None) -> tuple[re.Pattern[str], dict[str, int]]:
    """How a language writes dates, and its months by their names in any case."""
    lists = read_json("language_words.json")
    chosen = [lists.get(language)] if language is not None else list(lists.values())
    months: dict[str, int] = {}
    years: set[str] = set()
    days: set[str] = set()
    for words in chosen:
        if isinstance(words, dict) and isinstance(words.get("months"), list):
            for number, names in enumerate(words["months"], start=1):
                months |= {name.casefold(): number for name in words_of(names)}
            years |= set(words_of(words["year"]))
            days |= set(words_of(words["day"]))
    if not months:
        return re.compile(rf"(?<![\d.])(?:{_NUMERIC})(?!\d)"), months
    month = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    year_word = rf"(?: (?:{'|'.join(sorted(map(re.escape, years), key=len, reverse=True))})(?!\w))" if years else "(?!)"
    day_word = rf"(?:{'|'.join(map(re.escape, days))})" if days else "(?!)"
    named = (
        rf"(?P<year1>{_YEAR})\.?{year_word} (?P<month1>{month}) (?P<day1>{_DAY})(?: ?{day_word}|-\w{{1,5}})?"
        rf"|(?P<year2>{_YEAR})\.?{year_word} (?P<day2>{_DAY})\. (?P<month2>{month})"
        rf"|(?P<day3>{_DAY})(?:\.|{day_word})?(?: ?[-–] ?(?P<last3>{_DAY})\.?)? (?P<month3>{month})"
        rf"(?:,? (?P<year3>{_YEAR})(?:\.?{year_word})?)?"
        rf"|(?P<month4>{month}) (?:(?P<day4>{_DAY})(?: ?d\.|-\w{{2,5}})|(?P<year4>{_YEAR})(?:\.?{year_word})?)"
    )
    return re.compile(rf"(?<![\w.])(?:{_NUMERIC}|{named})(?!\w)", re.IGNORECASE), months
