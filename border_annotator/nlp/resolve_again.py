"""Counting the relative times of an article from another publication date. Standard library only."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.nlp.dates import FoundTime, figure_of, find_times, resolve, tense_around
from border_annotator.nlp.named_before import MOST_BEFORE, can_be_meant
from border_annotator.nlp.plain_dates import find_dates, reading_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from border_annotator.domain.figure import Figure

# What depends on the day that an article is from; ``explicit`` and ``none`` stay as they are on any day.
_DEPENDS = frozenset({"relative", "underspecified"})


def resolve_again(text: str, published: datetime.date | None, figures: Iterable[Figure]) -> list[Figure]:
    """The figures as they are when the article was published on another day, or on a day nobody knows (``None``).

    ``text`` is the whole article and ``figures`` any of its figures, which come back in the order they were given, with
    their ids, spans, links and notes. Only times whose ``basis`` is ``relative`` or ``underspecified`` change, and of
    those only ``kind``, ``norm``, ``start_date``, ``end_date``, ``basis`` and (with the kind) ``bound``. A time whose
    words are no time to the engine, and everything that is no time, comes back as it is, so a caller sees by
    comparison what changed. Whether a time that a reviewer corrected by hand may follow is the caller's to decide:
    leave it out, or keep the old one. Changing the date there and back gives the first result again.
    """
    given = list(figures)
    lines: dict[int, list[FoundTime]] = {}
    again: dict[int, Figure] = {}
    named: deque[Figure] = deque(maxlen=MOST_BEFORE)
    for index in sorted(range(len(given)), key=lambda i: given[i].span):
        figure = given[index]
        if not figure.is_temporal:
            continue
        if figure.basis in _DEPENDS:
            figure = _counted_again(text, published, figure, named, lines)
            again[index] = figure
        if can_be_meant(figure):
            named.append(figure)
    return [again.get(index, figure) for index, figure in enumerate(given)]


def _counted_again(
    text: str, published: datetime.date | None, figure: Figure, named: deque[Figure], lines: dict[int, list[FoundTime]]
) -> Figure:
    begin = text.rfind("\n", 0, figure.span.start) + 1
    if begin not in lines:
        end = text.find("\n", figure.span.start)
        lines[begin] = find_times(text[begin : end if end >= 0 else len(text)])
    found = _found_at(lines[begin], figure.span.start - begin, figure.span.end - begin)
    if found is None:
        return _plainly_again(text, published, figure)
    reading = resolve(found, published, tense_around(text, figure.span.start), named)
    if reading is None:
        return figure
    fresh = figure_of(found, reading, figure.span)
    return replace(
        figure,
        kind=fresh.kind,
        norm=fresh.norm,
        start_date=fresh.start_date,
        end_date=fresh.end_date,
        basis=fresh.basis,
        bound=figure.bound if figure.kind == fresh.kind else fresh.bound,
    )


def _plainly_again(text: str, published: datetime.date | None, figure: Figure) -> Figure:
    """A day that is written in another language than English, with the name of a month and no year."""
    dates = find_dates(figure.span.text_in(text))
    if len(dates) != 1:
        return figure
    reading = reading_of(dates[0], published)
    return replace(
        figure,
        kind=reading.kind,
        norm=reading.norm,
        start_date=reading.start,
        end_date=reading.end,
        basis=reading.basis,
    )


def _found_at(times: list[FoundTime], start: int, end: int) -> FoundTime | None:
    """The time that shares most with a span; a reviewer may have widened or narrowed it."""
    shared = [(min(time.end, end) - max(time.start, start), -time.start, time) for time in times]
    most, _, best = max(shared, key=lambda entry: entry[:2], default=(0, 0, None))
    return best if most > 0 else None
