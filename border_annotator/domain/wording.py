"""How values are said to a reader: figures with separators and units, fillers with what they link to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Event

if TYPE_CHECKING:
    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.event import EventTime
    from border_annotator.domain.figure import Figure, Number

COMPARATORS = {
    "eq": "",
    "approx": "about ",
    "at_least": "at least ",
    "at_most": "at most ",
    "more_than": "more than ",
    "less_than": "less than ",
    "all_but": "all but ",
    "indefinite": "",
}
SYMBOLS = {
    "percent": " %",
    "EUR": " EUR",
    "USD": " USD",
    "PLN": " PLN",
    "GBP": " GBP",
    "km": " km",
    "m": " m",
    "km2": " km²",
}
TIME_UNITS = ("hour", "day", "week", "month", "year")
PLURALS = {"person": "people", "man": "men", "woman": "women", "child": "children", "country": "countries"}
PLURAL_FROM = 2


def said_number(number: Number) -> str:
    """A number with thousands separated by commas and no needless decimals: ``10,000``, ``2.4``."""
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    return f"{number:,}"


def said_value(figure: Figure) -> str:
    """The quantity alone, in words that the program reads back: ``at least 40``, ``10-12``, ``all but 1``."""
    if figure.value is not None:
        return COMPARATORS.get(figure.comparator or "eq", "") + said_number(figure.value)
    if figure.minimum is not None and figure.maximum is not None:
        return f"{said_number(figure.minimum)}-{said_number(figure.maximum)}"
    if figure.minimum is not None:
        return f"at least {said_number(figure.minimum)}"
    if figure.maximum is not None:
        return f"at most {said_number(figure.maximum)}"
    return "?"


def said_figure(figure: Figure) -> str:
    """A figure in its normal form: ``about 10,000 migrants, additional``; ``2023-11-10 onwards``."""
    if figure.is_temporal:
        return said_time(figure)
    words = said_value(figure)
    if figure.unit in SYMBOLS and figure.kind != "count":
        words += SYMBOLS[figure.unit]
    elif figure.kind != "count" and figure.unit in TIME_UNITS:
        words += f" {figure.unit if figure.value == 1 else _plural(figure.unit)}"
    elif figure.counted:
        number = figure.value if figure.value is not None else (figure.maximum or figure.minimum)
        words += (
            f" {_plural(figure.counted) if number is None or number == 0 or number >= PLURAL_FROM else figure.counted}"
        )
    if figure.change and figure.change != "none":
        words += f", {figure.change}"
    return words


def said_time(figure: Figure) -> str:
    """A time in its normal form: dates where they are known, else the norm."""
    start, end = figure.start_date, figure.end_date
    if start and end:
        words = start.isoformat() if start == end else f"{start.isoformat()} to {end.isoformat()}"
    elif start or end:
        words = f"from {start.isoformat()}" if start else f"until {end.isoformat() if end else ''}"
    else:
        return said_norm(figure.norm) if figure.norm else "?"
    return words + {"from": " onwards", "until": " at the latest"}.get(figure.bound or "", "")


def said_norm(norm: str) -> str:
    """A TIMEX3-like norm in words where it is a duration (``P2W`` is “2 weeks”), else as it is."""
    found = re.fullmatch(r"P(T?)(\d+(?:\.\d+)?)([YMWDH])", norm)
    if found is None:
        return norm
    unit = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour"}[found[3]]
    unit = "minute" if found[1] and found[3] == "M" else unit
    return f"{found[2]} {unit}" + ("" if found[2] == "1" else "s")


def said_event_time(time: EventTime) -> str | None:
    """The dates of an event, ``None`` when none is known."""
    start, end = time.start_date, time.end_date
    if start and end:
        return start.isoformat() if start == end else f"{start.isoformat()} to {end.isoformat()}"
    if start:
        return f"from {start.isoformat()}"
    return f"until {end.isoformat()}" if end else None


def said_filler(annotation: Annotation, text: str) -> str:
    """What fills a role: the words of the text, and what they stand for where that says more."""
    if isinstance(annotation, Event):
        return f"“{_flat(annotation.trigger.text_in(text))}”"
    surface = _flat(annotation.span.text_in(text))
    if isinstance(annotation, Entity):
        code = (annotation.link or "").partition(":")[2]
        return f"{surface} · {code}" if code else surface
    normal = said_figure(annotation)
    if normal.startswith(f"{surface} "):
        return normal
    if annotation.is_temporal and annotation.start_date is None and annotation.end_date is None:
        return surface
    return surface if normal in (surface, "?") else f"{surface} · {normal}"


def _plural(noun: str) -> str:
    head, _, last = noun.rpartition(" ")
    if last in PLURALS:
        plural = PLURALS[last]
    elif last.endswith(("s", "x", "ch", "sh")):
        plural = last + "es"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        plural = last[:-1] + "ies"
    else:
        plural = last + "s"
    return f"{head} {plural}" if head else plural


def _flat(surface: str) -> str:
    return " ".join(surface.split())
