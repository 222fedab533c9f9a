"""When an event most likely was, to choose with one key: times of the article, and those of the events beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.event import Event, EventTime
from border_annotator.domain.figure import Figure
from border_annotator.domain.sentences import sentence_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from border_annotator.domain.worksheet import Worksheet

    Told = tuple[EventTime, str]

BESIDE = 3
"""How many different times of events beside it an event may take over."""
OPEN = ("from", "until")


def likely_times(sheet: Worksheet, event: Event) -> list[Told]:
    """Times that an event may have instead of its own, each once, with the words that say so, the likeliest first.

    That are the time nearest to it in the text, and that of the nearest event, which it inherits; then its own ones
    from then on and until then, the next of either kind, two of them as a stretch, and all others of the article.
    """
    from border_annotator.nlp.event_attributes import time_of

    text = sheet.document.text
    figures = [value for item in sheet.figures if isinstance(value := item.value, Figure) and value.is_temporal]
    figures.sort(key=lambda figure: abs(figure.span.start - event.trigger.start))
    own = {argument.ref for argument in event.arguments}
    said = {figure.id: " ".join(figure.span.text_in(text).split()) for figure in figures}
    near = [(time_of([figure]), said[figure.id]) for figure in figures]
    beside = list(_of_events_beside(sheet, event))[:BESIDE]
    found = [*near[:1], *beside[:1]]
    leading = [figure for figure in figures if figure.id in own] or figures[:1]
    half = [replace(figure, bound=bound) for figure in leading for bound in OPEN]
    open_ended = [(time_of([figure]), said[figure.id]) for figure in half]
    found += open_ended
    found += _in_turn(near[1:BESIDE], beside[1:])
    found += _inherited(sheet, event, half, open_ended)
    if len(figures) > 1:
        found.append((time_of(figures[:2]), f"{said[figures[0].id]} … {said[figures[1].id]}"))
    found += _inherited(sheet, event, figures, near)
    found += near
    words = dict(reversed(found))
    return [(time, words[time]) for time in dict.fromkeys(time for time, _ in found) if time not in (event.time, NONE)]


NONE = EventTime()


def _of_events_beside(sheet: Worksheet, event: Event) -> Iterator[Told]:
    """The times of the other events, those of the nearest first, as ones that an event takes over from them."""
    others = [item.value for item in sheet.events if isinstance(item.value, Event) and item.value != event]
    others.sort(key=lambda other: abs(other.trigger.start - event.trigger.start))
    found = {
        replace(other.time, basis="inherited"): " ".join(other.trigger.text_in(sheet.document.text).split())
        for other in reversed(others)
        if other.time != NONE
    }
    order = dict.fromkeys(replace(other.time, basis="inherited") for other in others if other.time != NONE)
    yield from ((time, found[time]) for time in order)


def _inherited(sheet: Worksheet, event: Event, figures: Sequence[Figure], near: Sequence[Told]) -> list[Told]:
    """The times that other sentences than the event's own tell."""
    here = sentence_at(sheet.document.text, event.trigger.start)
    return [
        (replace(time, basis="inherited"), words)
        for figure, (time, words) in zip(figures, near, strict=True)
        if here is None or not here.contains(figure.span)
    ]


def _in_turn(one: Sequence[Told], other: Sequence[Told]) -> Iterator[Told]:
    for place in range(max(len(one), len(other))):
        yield from one[place : place + 1]
        yield from other[place : place + 1]
