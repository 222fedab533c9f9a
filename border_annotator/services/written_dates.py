"""Dates as a reviewer writes them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError

if TYPE_CHECKING:
    import datetime

    from border_annotator.domain.figure import Figure

NO_DATE = frozenset({"", "none", "no", "unknown", "-", "–", "—"})
_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_BETWEEN = re.compile(r"\s+(?:to|until|till|and|-|–|—)\s+|\s*/\s*(?=\d{4}-)", re.IGNORECASE)
_BOUND = re.compile(r"(?:(?P<from>from|since)|(?P<until>until|till|by))\s+", re.IGNORECASE)
MONTHS_IN_A_YEAR = 12
YEARS = (1900, 2100)


def parse_date(written: str) -> datetime.date | None:
    """The day that a reviewer wrote: “2023-11-05”, “5 Nov 2023”, “November 5, 2023”, “25.11.2023”; or none.

    Raises ``KnownError`` when it is no day, or could be two (“03/04/2023”).
    """
    from border_annotator.nlp.date_lines import full_dates

    words = " ".join(written.split())
    if words.casefold() in NO_DATE:
        return None
    numeric = _NUMERIC.fullmatch(words)
    if numeric is not None:
        day, month, year = int(numeric[1]), int(numeric[2]), int(numeric[3])
        if max(day, month) <= MONTHS_IN_A_YEAR and day != month:
            raise KnownError(
                "“{words}” could be two days: write {year}-{month}-{day} or {year}-{day}-{month}.",
                words=words,
                year=str(year),
                month=f"{month:02}",
                day=f"{day:02}",
            )
        words = f"{day}.{month}.{year}"
    found = next(full_dates(words), None)
    if found is None or (found.start, found.end) != (0, len(words)) or not YEARS[0] <= found.value.year < YEARS[1]:
        raise KnownError("That is no date: write it like 2023-11-05 or 5 Nov 2023, or “none”.")
    return found.value


def parse_dates(written: str) -> tuple[datetime.date | None, datetime.date | None, str | None]:
    """First and last day and the bound that a reviewer wrote: “2023-11-10”, “3 May 2024 to 5 May 2024”, “from …”.

    Raises ``KnownError`` when they are no days, or the last comes before the first.
    """
    words = " ".join(written.split())
    bound = _BOUND.match(words)
    if bound is not None and not _BETWEEN.search(words[bound.end() :]):
        day = parse_date(words[bound.end() :])
        return day, day, "from" if bound["from"] else "until"
    parts = [parse_date(part) for part in _BETWEEN.split(words[bound.end() :] if bound is not None else words, 1)]
    if len(parts) > 1 and None in parts:
        raise KnownError("That is no period: write its first and its last day, like 2023-11-10 to 2023-11-12.")
    first, last = parts[0], parts[-1]
    if first is not None and last is not None and last < first:
        raise KnownError(
            "{last} comes before {first}: write the first day first.",
            last=last,
            first=first,
        )
    return first, last, None


def said_dates(figure: Figure) -> str:
    """The dates of a time in words that ``parse_dates`` reads back; empty when it has none."""
    start, end = figure.start_date, figure.end_date
    if start is None and end is None:
        return ""
    if figure.bound is not None:
        day = (start or end) if figure.bound == "from" else (end or start)
        return f"{figure.bound} {day.isoformat() if day else ''}"
    first, last = start or end, end or start
    if first == last:
        return first.isoformat() if first else ""
    return f"{first.isoformat() if first else ''} to {last.isoformat() if last else ''}"


def with_dates(figure: Figure, written: str) -> Figure:
    """A time with the dates that a reviewer wrote; what its words say stays. Raises ``KnownError``."""
    if written.strip() == said_dates(figure):
        return figure  # also where the words cannot say all of it
    start, end, bound = parse_dates(written)
    changed = replace(figure, start_date=start, end_date=end)
    if figure.kind in {"date", "date_range"}:
        if start is None or end is None:
            norm = None
        else:
            norm = start.isoformat() if start == end else f"{start.isoformat()}/{end.isoformat()}"
        kind = "date" if start == end else "date_range"
        changed = replace(changed, kind=kind, norm=norm, bound=bound, basis=figure.basis or "explicit")
    return changed
