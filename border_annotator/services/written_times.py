"""A time as the lines of its editor show it, read back from them, moved, and explained."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.domain.figure import TEMPORAL_KINDS, Figure
from border_annotator.domain.sentence import Key, Sentence, say
from border_annotator.services.written_dates import YEARS, parse_date, parse_dates, said_dates
from border_annotator.services.written_details import WrongFieldsError, one_of
from border_annotator.services.written_figures import closed_lists, read_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from border_annotator.domain.schema import Schema
    from border_annotator.domain.worksheet import Worksheet

FIELDS = ("dates", "kind", "norm", "start", "end", "bound", "basis", "comparator", "min", "max", "note")
STEPS = ("day", "week", "month", "year")
_NONE = frozenset({"", "none", "-", "–"})
_WEEK = 7
_MONTHS = 12
_ATTRIBUTES = {"start": "start_date", "end": "end_date", "min": "minimum", "max": "maximum"}


def written_time_fields(figure: Figure) -> dict[str, str]:
    """The fields of a time in words that ``read_time_fields`` reads back."""
    return {
        "dates": said_dates(figure),
        "kind": figure.kind,
        "norm": figure.norm or "",
        "start": figure.start_date.isoformat() if figure.start_date else "",
        "end": figure.end_date.isoformat() if figure.end_date else "",
        "bound": figure.bound or "",
        "basis": figure.basis or "",
        "comparator": figure.comparator or "",
        "min": "" if figure.minimum is None else str(figure.minimum),
        "max": "" if figure.maximum is None else str(figure.maximum),
        "note": figure.note or "",
    }


def read_time_fields(figure: Figure, written: Mapping[str, str], schema: Schema) -> Figure:
    """The time that the lines of a form say; what they leave as it was stays.

    The line of dates is another way to write the lines below it (see ``with_dates``); here it must only be readable.
    Raises ``WrongFieldsError``.
    """
    shown, lists, wrong = written_time_fields(figure), closed_lists(schema), {}
    read: dict[str, object] = {}
    for field in FIELDS[1:]:
        words = " ".join(written[field].split())
        if words != shown[field]:
            try:
                read[_ATTRIBUTES.get(field, field)] = _read(field, words, lists)
            except KnownError as error:
                wrong[field] = str(error)
    try:
        if written["dates"].strip() != shown["dates"]:
            parse_dates(written["dates"])
    except KnownError as error:
        wrong["dates"] = str(error)
    if wrong:
        raise WrongFieldsError(wrong)
    changed = replace(figure, **read)  # type: ignore[arg-type] # each field was read as what it is
    if changed.start_date and changed.end_date and changed.end_date < changed.start_date:
        raise WrongFieldsError({"end": f"{changed.end_date} comes before {changed.start_date}."})
    if changed.kind not in TEMPORAL_KINDS:
        changed = replace(changed, norm=None, start_date=None, end_date=None, basis=None, bound=None)
    return changed


def _read(field: str, words: str, lists: Mapping[str, tuple[str, ...]]) -> object:
    if field in ("start", "end"):
        return parse_date(words)
    if field in ("min", "max"):
        return read_number(words)
    if field not in lists:
        return words or None
    is_empty = words.casefold() in _NONE and field != "kind" and words not in lists[field]
    return None if is_empty else one_of(words, lists[field], field)


def moved(figure: Figure, step: str, amount: int, published: datetime.date | None) -> Figure:
    """A time ``amount`` days, weeks, months or years later (or earlier, below zero), as long as it was.

    A whole month stays a whole month, and so do weeks and years; the norm follows. A time without dates begins at the
    publication date. Raises ``KnownError`` where there is no day to begin at, or none to go to.
    """
    start, end = figure.start_date or figure.end_date, figure.end_date or figure.start_date
    if start is None or end is None:
        if published is None:
            raise KnownError("It has no date to move, and the article no publication date: write a date.")
        start = end = published
    try:
        if step in ("day", "week"):
            days = datetime.timedelta(days=amount * (_WEEK if step == "week" else 1))
            start, end = start + days, end + days
        else:
            months = amount * (_MONTHS if step == "year" else 1)
            is_whole = start.day == 1 and end.day == _last_day(end)
            start, end = _months_on(start, months), _months_on(end, months)
            end = end.replace(day=_last_day(end)) if is_whole else end
    except (OverflowError, ValueError):
        raise KnownError("There is no such day: go the other way.") from None
    if not (YEARS[0] <= start.year and end.year < YEARS[1]):
        raise KnownError("That is too far away: go the other way.")
    kind = figure.kind if figure.kind not in ("date", "date_range") else "date" if start == end else figure.kind
    changed = replace(figure, start_date=start, end_date=end, kind=kind, basis=figure.basis or "explicit")
    return replace(changed, norm=norm_of(start, end)) if kind in ("date", "date_range") else changed


def norm_of(start: datetime.date, end: datetime.date) -> str:
    """The shortest norm of the days from ``start`` to ``end``: a day, a week, a month, a year, or both days."""
    if start == end:
        return start.isoformat()
    if start.day == 1 and end.day == _last_day(end) and start.year == end.year:
        if start.month == end.month:
            return f"{start.year}-{start.month:02}"
        if (start.month, end.month) == (1, _MONTHS):
            return f"{start.year}"
    if start.isoweekday() == 1 and (end - start).days == _WEEK - 1:
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02}"
    return f"{start.isoformat()}/{end.isoformat()}"


def reasoning(sheet: Worksheet, figure: Figure) -> Sentence:
    """How a time got its dates, in one line: “Friday” + published 2023-11-05 (Sunday) → 2023-11-10 (Friday)."""
    surface = " ".join(figure.span.text_in(sheet.document.text).split())
    words = f"“{surface if len(surface) <= 40 else surface[:39] + '…'}”"
    said = say("{words}", words=words)
    published = sheet.document.layout.published.value
    dates = said_days(figure)
    if figure.basis == "relative":
        if published is None:
            pattern = "{words} counts from the publication date, which is not known ({key} sets it)"
            said = say(pattern, words=words, key=Key("document.facts", "D"))
        else:
            said = say("{words} + published {day}", words=words, day=_with_weekday(published))
    elif figure.basis == "underspecified":
        said = say("{words} does not say everything that a date needs", words=words)
    elif figure.basis == "inherited":
        said = say("{words} is dated by what stands before it", words=words)
    elif dates:
        said = say("{words} names the days itself", words=words)
    if dates:
        return say("{reason} → {dates}", reason=said, dates=dates)
    return say("{words}, no days of its own", words=words) if figure.basis in (None, "none", "explicit") else said


def said_days(figure: Figure) -> Sentence:
    """The days of a time with their weekdays; empty when it has none."""
    start, end = figure.start_date, figure.end_date
    bound = {"from": "{days} onwards", "until": "{days} at the latest"}.get(figure.bound or "", "{days}")
    if start is not None and end is not None:
        days = _with_weekday(start)
        if start != end:
            count = (end - start).days + 1
            days = say("{first} to {last}, {count} days", first=days, last=_with_weekday(end), count=count)
        return say(bound, days=days)
    day = start or end
    return say("") if day is None else say("from {day}" if start else "until {day}", day=_with_weekday(day))


def _with_weekday(day: datetime.date) -> Sentence:
    return say("{day} ({weekday})", day=day, weekday=say(calendar.day_name[day.weekday()]))


def _months_on(day: datetime.date, months: int) -> datetime.date:
    count = day.year * _MONTHS + day.month - 1 + months
    first = datetime.date(count // _MONTHS, count % _MONTHS + 1, 1)
    return first.replace(day=min(day.day, _last_day(first)))


def _last_day(day: datetime.date) -> int:
    return calendar.monthrange(day.year, day.month)[1]
