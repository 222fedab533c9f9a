"""Keeping times in step with the publication date that they count from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from border_annotator.domain.event import Event, EventTime
from border_annotator.domain.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.services.project import Project

TIME = "time"
"""The role whose fillers say when an event is."""
Meaning = tuple[str | None, datetime.date | None, datetime.date | None]


@dataclass(frozen=True)
class Following:
    """What of a reviewer's layer follows another publication date, as pairs of before and after.

    ``times`` is how many times of the article follow, the suggested ones among them. ``by_hand`` are those that stay
    although they would follow, because a person set their dates.
    """

    changed: tuple[tuple[Annotation, Annotation], ...]
    times: int
    by_hand: tuple[Figure, ...]


def settle_times(project: Project, document_id: str) -> None:
    """Let the suggestions in force say what they say from the document's publication date; call it in a transaction.

    What a run proposed stays stored as it was; a date that goes there and back leaves no trace.
    """
    project.suggestions.renew(document_id, renewals(project, document_id))


def renewals(project: Project, document_id: str) -> list[Annotation]:
    """What suggestions in force say otherwise than their runs did, because the publication date is another one."""
    document = project.documents.get(document_id)
    published = document.layout.published.value
    read = project.suggestions.read_for(document_id)
    if all(anchor == published for _, anchor in read):
        return []
    again = as_of(document.text, published, (suggestion.value for suggestion, _ in read))
    return [again[s.id] for s, anchor in read if anchor != published and again[s.id] != s.value]


def as_of(text: str, published: datetime.date | None, values: Iterable[Annotation]) -> dict[str, Annotation]:
    """Annotations of an article as they are when it was published on another day, by their ids."""
    from border_annotator.nlp.resolve_again import resolve_again

    found = {value.id: value for value in values}
    figures = [value for value in found.values() if isinstance(value, Figure)]
    again = found | {figure.id: figure for figure in resolve_again(text, published, figures)}
    moved = _moved(found, again)
    for value in found.values():
        if isinstance(value, Event):
            again[value.id] = event_as_of(value, found, again, moved)
    return again


def event_as_of(
    event: Event,
    old: Mapping[str, Annotation],
    new: Mapping[str, Annotation],
    moved: Iterable[tuple[Figure, Figure]],
) -> Event:
    """The event with its time as the times say it now.

    An event's time follows when it is what its own times said before, or what a time said that it was inherited
    from; any other time was set for a reason that is not known here, and stays.
    """
    from border_annotator.nlp.event_attributes import time_of

    own = [a.ref for a in event.fillers(TIME) if a.ref is not None]
    before = [value for ref in own if isinstance(value := old.get(ref), Figure)]
    after = [value for ref in own if isinstance(value := new.get(ref), Figure)]
    if before and _meaning(time_of(before)) == _meaning(event.time):
        return event if before == after else replace(event, time=time_of(after))
    for figure, again in moved:
        was = time_of([figure])
        if was.norm is not None and _meaning(was) == _meaning(event.time):
            return replace(event, time=replace(time_of([again]), basis=event.time.basis))
    return event


def dated_by_arguments(before: Event, after: Event, sheet: Worksheet, made: Annotation | None = None) -> Event:
    """An event whose time arguments have changed, with its time as they say it now.

    A time that is not what the arguments said before was set for another reason, and stays. ``made`` is an annotation
    that is not on the worksheet yet.
    """
    from border_annotator.nlp.event_attributes import time_of

    old, new = (_time_arguments(event, sheet, made) for event in (before, after))
    if old == new or _meaning(time_of(old)) != _meaning(before.time):
        return after
    return replace(after, time=time_of(new))


def _time_arguments(event: Event, sheet: Worksheet, made: Annotation | None) -> list[Figure]:
    items = (sheet.find(argument.ref or "") for argument in event.fillers(TIME))
    values = [item.value for item in items if item is not None]
    if made is not None and any(argument.ref == made.id for argument in event.fillers(TIME)):
        values.append(made)
    return [value for value in values if isinstance(value, Figure)]


def following(sheet: Worksheet, published: datetime.date | None) -> Following:
    """What of a reviewer's layer follows when the article's publication date becomes ``published``."""
    text, before = sheet.document.text, sheet.document.layout.published.value
    shown = {item.id: item.value for item in sheet.items}
    again, unmoved = as_of(text, published, shown.values()), as_of(text, before, shown.values())
    by_hand = []
    for item in sheet.items:
        if not isinstance(item.value, Figure) or again[item.id] == item.value:
            continue
        machine = item.suggestion.value if item.suggestion is not None else unmoved[item.id]
        if item.is_reviewed and isinstance(machine, Figure) and _dates(machine) != _dates(item.value):
            by_hand.append(item.value)
    for figure in by_hand:
        again[figure.id] = figure
    moved = _moved(shown, again)
    for item in sheet.items:
        if isinstance(item.value, Event):
            again[item.id] = event_as_of(item.value, shown, again, moved)
    changed = [
        (item.value, again[item.id]) for item in sheet.items if item.is_reviewed and again[item.id] != item.value
    ]
    return Following(tuple(changed), len(moved), tuple(by_hand))


def _moved(old: Mapping[str, Annotation], new: Mapping[str, Annotation]) -> list[tuple[Figure, Figure]]:
    """The times that say something else than before."""
    return [
        (before, after)
        for key, before in old.items()
        if isinstance(before, Figure) and isinstance(after := new.get(key), Figure) and after != before
    ]


def _dates(figure: Figure) -> tuple[object, ...]:
    return figure.kind, figure.norm, figure.start_date, figure.end_date


def _meaning(time: EventTime) -> Meaning:
    return time.norm, time.start_date, time.end_date
