"""Times in articles: finding them and saying which days they mean (guidelines, section 6). Standard library only."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import new_id
from border_annotator.domain.figure import Figure
from border_annotator.nlp.calendar_dates import MONTH
from border_annotator.nlp.found_quantity import plain_spaces
from border_annotator.nlp.named_before import from_named
from border_annotator.nlp.numbers import AMOUNT, ParsedValue, amount_of
from border_annotator.nlp.tense import bound_of, tense_around
from border_annotator.nlp.time_norms import Anchor, Reading, TimeWords, read_words
from border_annotator.nlp.time_shapes import SHAPES, WEEKDAY, classes_of
from border_annotator.nlp.windows import matches_in, windows_by_class

__all__ = ["FoundTime", "figure_of", "find_times", "may_be_time", "read_time", "resolve", "tense_around"]

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from border_annotator.domain.span import Span

# Shapes that begin with a preposition only to be recognised; the span leaves it out.
_LEAD = re.compile(
    r"(?:on|in|since|until|till|by|from|during|of|through|to|every|for|before|after|and|between|or) |[ ]+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
# How far a time reaches around the word that gives it away.
_BEFORE, _AFTER = 64, 48
# Shapes that a number asks for in every line, and what they cannot do without: a glance that spares a long look.
_SEEN_AT_ONCE = {
    "clock": re.compile(r"\d[:.]\d|\d ?[ap]\.?m|noon|midnight", re.IGNORECASE),
    "numeric_short": re.compile(r"\d/\d"),
}
_AMOUNT = re.compile(AMOUNT, re.IGNORECASE)
_AGE = re.compile(r"[- ]old\b")
_NAMED = re.compile(rf"\b{MONTH}(?!\w)|\b{WEEKDAY}\b", re.IGNORECASE)
# “a year before” a comma is a time; “a day | after the shot” only says how long.
# “41% less | than a year ago”: a comparison, and no hedge of the year.
_COMPARED = re.compile(r"(?:less|more|fewer) than ", re.IGNORECASE)
_COMPARES = re.compile(r"(?:[%\d]|cent|points|people) $")
_OF_LAW = re.compile(r" (?:[A-Z][\w’-]+ ){0,3}(?:Convention|Protocol|Treaty|Act|Agreement|Declaration|Accords?)\b")
_AFTER_WORD = re.compile(r" (?:before|after)$", re.IGNORECASE)
_GOES_ON = re.compile(r"\s+(?!and\b|but\b|to\b|the road\b)[\w“]")
_DAYS = ("day", "numeric", "iso", "weekday", "near_day")
_JOINT = re.compile(r"(?: (?:local time|GMT|UTC|[CEW]E?S?T))?,? (?:(?:on|at|by) )?(?:around |about )?", re.IGNORECASE)
_TO = re.compile(r" (?:and|to|until|till) |\s?[-–]\s?")
_UNBOUND = frozenset(
    {"day_range", "full_range", "month_range", "weekday_range", "years", "year_pair", "ago", "same_period"}
)
_AT = re.compile(r"\b(?:at|by|until|from|around|about|before|after|to|and|since) $", re.IGNORECASE)
_SLASHES_OF_A_DATE = 2
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(?:19|20)\d\d(?!\d)")
_AMERICAN = re.compile(r"\b(?:U\.S\.|[a-z]+ized\b|defense|neighboring|center)\b")


class FoundTime:
    """A time expression in a text: where it stands, which shape it has and its words."""

    __slots__ = ("bound", "end", "shape", "start", "words")

    def __init__(self, text: str, shape: str, start: int, end: int) -> None:
        self.shape, self.start, self.end = shape, start, end
        self.words = TimeWords(shape, text[start:end], _amount(text[start:end]))
        self.bound = None if shape in _UNBOUND else bound_of(text, start, end)

    def stand_beside(self, other: FoundTime) -> None:
        """“6 a.m. on Tuesday”: a clock time is of the day next to it."""
        if self.shape == "clock" and other.shape in _DAYS:
            self.words = replace(self.words, day=other.words)


def find_times(text: str, *, month_first: bool = False) -> list[FoundTime]:
    """The time expressions of a text, in its order, none overlapping another.

    ``month_first`` tells how numeric dates are read (see ``writes_month_first``).
    """
    text = plain_spaces(text)
    found: list[FoundTime] = []
    reached = 0
    for start, negative_length, _, shape in sorted(_candidates(text)):
        if start >= reached:
            reached = start - negative_length
            found.append(FoundTime(text, shape, start, reached))
    for one, two in itertools.pairwise(found):
        if one.shape == two.shape == "clock" and _TO.fullmatch(text, one.end, two.start):
            one.words, two.words = (replace(time.words, shape="hours") for time in (one, two))
        if _JOINT.fullmatch(text, one.end, two.start):
            one.stand_beside(two)
            two.stand_beside(one)
    if month_first:
        for time in found:
            time.words = replace(time.words, month_first=time.shape in {"numeric", "numeric_short"})
    return found


def _candidates(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Everything that has the shape of a time: where it starts, its negative length, the rank of its shape."""
    windows = windows_by_class(text, classes_of, _BEFORE, _AFTER)
    if not windows:
        return
    for rank, (shape, needed, pattern) in enumerate(SHAPES):
        if needed not in windows or (shape in _SEEN_AT_ONCE and not _SEEN_AT_ONCE[shape].search(text)):
            continue
        for match in matches_in(pattern, text, windows[needed]):
            start, end = match.span() if shape == "set" else _without_lead(match[0], *match.span())
            hedge = _COMPARED.match(match[0]) if shape == "ago" else None
            if hedge is not None and _COMPARES.search(text, max(0, start - 8), start):
                start += hedge.end()
            if shape == "ago" and _GOES_ON.match(text, end):
                after = _AFTER_WORD.search(match[0])
                end -= len(after[0]) if after else 0
            if _stands(text, shape, start, end):
                yield start, start - end, rank, shape


@lru_cache(maxsize=4)
def writes_month_first(text: str) -> bool:
    """Whether an article writes numeric dates the American way: told by a date that allows only one reading.

    Without such a date the day comes first (guidelines, section 6).
    """
    if text.count("/") < _SLASHES_OF_A_DATE:
        return False
    pairs = [(int(match[1]), int(match[2])) for match in _NUMERIC.finditer(text)]
    return any(day > 12 >= month for month, day in pairs) and not any(day > 12 for day, _ in pairs)


def resolve(
    found: FoundTime, published: datetime.date | None, tense: str, named: Sequence[Figure] = ()
) -> Reading | None:
    """What a time expression means; ``tense`` is ``past`` or ``future`` and settles which Friday is meant.

    ``named`` are the last times before it (``can_be_meant``): “that night” and “twelve days earlier” count from there.
    """
    again = from_named(found.words, named)
    if again is not None:
        return again
    return read_words(found.words, Anchor(published, tense))


def figure_of(found: FoundTime, reading: Reading, span: Span) -> Figure:
    """The figure for a time expression that was understood."""
    amount = found.words.amount
    hedged = amount if amount is not None and amount.comparator != "eq" and reading.kind == "duration" else None
    return Figure(
        new_id(),
        span,
        reading.kind,
        norm=reading.norm,
        start_date=reading.start,
        end_date=reading.end,
        basis=reading.basis,
        note=_other_reading(found),
        bound=found.bound if reading.kind in {"date", "date_range", "clock"} else None,
        comparator=hedged.comparator if hedged else None,
        minimum=hedged.minimum if hedged else None,
        maximum=hedged.maximum if hedged else None,
    )


def _other_reading(found: FoundTime) -> str | None:
    """What else a numeric date could mean, for the reviewer to see (guidelines, section 6)."""
    parts = re.split(r"[./-]", found.words.text) if found.shape in {"numeric", "numeric_short"} else []
    if len(parts) < 2 or parts[0] == parts[1] or not all(1 <= int(part) <= 12 for part in parts[:2]):
        return None
    first = "month" if found.words.month_first else "day"
    return f"“{found.words.text}” is read {first} first; it could also be read the other way round."


def read_time(text: str, span: Span, published: datetime.date | None) -> Figure | None:
    """The time that a reviewer selected, as well as it can be told; ``None`` when the selection is no time.

    ``text`` is the whole article, ``span`` the selection, ``published`` what relative times count from.
    """
    offset, month_first = max(0, span.start - 40), writes_month_first(text)
    best, most = None, 0
    for found in find_times(text[offset : span.end + 20], month_first=month_first):
        shared = min(found.end + offset, span.end) - max(found.start + offset, span.start)
        if shared > most:
            best, most = found, shared
    if best is None:
        alone = find_times(span.text_in(text), month_first=month_first)
        if not alone:
            return None
        best = alone[0]
    reading = resolve(best, published, tense_around(text, span.start))
    return figure_of(best, reading, span) if reading is not None else None


def may_be_time(words: str) -> bool:
    """Whether a selection has a word or a number that gives a time away; without one it is a part of a time at most."""
    return any(classes_of(match[0].casefold()) for match in _WORD.finditer(words))


def _without_lead(words: str, start: int, end: int) -> tuple[int, int]:
    match = _LEAD.match(words)
    return (start + match.end() if match else start), end


def _stands(text: str, shape: str, start: int, end: int) -> bool:
    """Whether what looks like a time is one here: names of months are also verbs, and ages are not durations."""
    words = text[start:end]
    if shape in {"month", "month_alone", "weekday", "day", "season"} and not _capitalised(words):
        return shape == "season" and words[:1].islower()
    if shape in {"duration", "single", "past_units"}:
        return not _AGE.match(text, end)
    if shape == "year":
        return not _OF_LAW.match(text, end)
    if shape == "clock" and "." in words and words[-1].isdigit():
        return bool(_AT.search(text[max(0, start - 8) : start]))
    return not (shape == "clock" and text[max(0, start - 1) : start] in {".", ",", "-", "/", "€", "$", "£"})


def _capitalised(words: str) -> bool:
    """Whether the month or weekday in it is written with a capital."""
    names = _NAMED.findall(words)
    return bool(names) and all(name[0].isupper() for name in names)


def _amount(words: str) -> ParsedValue | None:
    match = _AMOUNT.search(words)
    return amount_of(match) if match else None
