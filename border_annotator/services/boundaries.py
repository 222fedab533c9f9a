"""Repairing where a mark begins and ends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind, anchor_of, spans_of
from border_annotator.domain.boundary import Edge, Unit, moved
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Event
from border_annotator.domain.sentence import Key, Sentence, say
from border_annotator.domain.worksheet import State
from border_annotator.services import annotate
from border_annotator.services.correct import must_be_free
from border_annotator.services.draft import REPLACED, Draft
from border_annotator.services.review import found, named, quoted

if TYPE_CHECKING:
    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.edit import Changes
    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.services.project import Project


def move_boundary(
    project: Project,
    sheet: Worksheet,
    item_id: str,
    edge: Edge,
    unit: Unit,
    *,
    outward: bool,
    part: Span | None = None,
) -> Changes:
    """Move one end of a mark a step farther out or in; a suggestion counts as corrected.

    ``part`` is the one of an event's spans that is meant (a mention, or a bare filler), its trigger when it is left
    out. What points at the mark keeps pointing at it. Suggestions of its kind that it newly overlaps and that still
    wait are rejected, as where a new mark is made. Raises ``KnownError`` where there is no such step, where it would
    reach into boilerplate, and where it would overlap what the reviewer has already annotated.
    """
    item = found(sheet, item_id)
    if item.state is State.REJECTED:
        raise KnownError(
            "{item} was rejected: restore it first ({key}).",
            item=named(project, sheet, item),
            key=Key("item.restore", "U"),
        )
    before = part or anchor_of(item.value)
    if before not in spans_of(item.value):
        raise KnownError("That mark is not there any more: look at the article again.")
    after = moved(sheet.document.text, before, edge, unit, outward=outward)
    if after is None:
        raise KnownError(_why_not(edge, unit, outward=outward))
    must_be_free(sheet, after)
    value = _with_span(item.value, before, after)
    draft = Draft(sheet, project.schema)
    draft.put(item, value)
    if isinstance(value, Event):
        if part is None or part == anchor_of(item.value):
            _must_be_the_only_one(project, sheet, item, value)
    else:
        _make_room(project, sheet, draft, item, before, after)
    pattern = "Extend {item} to {words}" if outward else "Shorten {item} to {words}"
    label = say(pattern, item=named(project, sheet, item), words=quoted(sheet, after))
    return annotate.apply(project, draft.edit(label))


def _with_span(value: Annotation, before: Span, after: Span) -> Annotation:
    if not isinstance(value, Event):
        return replace(value, span=after)
    trigger = after if value.trigger == before else value.trigger
    mentions = (after if mention == before else mention for mention in value.mentions)
    arguments = (replace(a, span=after) if a.span == before else a for a in value.arguments)
    return replace(
        value,
        trigger=trigger,
        mentions=tuple(m for m in dict.fromkeys(mentions) if m != trigger),
        arguments=tuple(dict.fromkeys(arguments)),
    )


def what_gives_way(
    sheet: Worksheet, item_id: str, edge: Edge, unit: Unit, *, outward: bool, part: Span | None = None
) -> list[Item]:
    """The marks that wait and that ``move_boundary`` would reject, because the mark would grow over them."""
    item = sheet.find(item_id)
    if item is None or item.kind is Kind.EVENT or not outward:
        return []
    before = part or item.anchor
    after = moved(sheet.document.text, before, edge, unit, outward=True)
    return [other for other in _grown_over(sheet, item, before, after) if other.is_open] if after is not None else []


def _grown_over(sheet: Worksheet, item: Item, before: Span, after: Span) -> list[Item]:
    return [
        other
        for other in sheet.at(after)
        if other.id != item.id and other.kind is item.kind and not other.anchor.overlaps(before)
    ]


def _make_room(project: Project, sheet: Worksheet, draft: Draft, item: Item, before: Span, after: Span) -> None:
    for other in _grown_over(sheet, item, before, after):
        if other.is_reviewed:
            raise KnownError("{other} is marked there already: remove it first.", other=named(project, sheet, other))
        draft.reject(other, REPLACED)


def _must_be_the_only_one(project: Project, sheet: Worksheet, item: Item, value: Event) -> None:
    for other in sheet.at(value.trigger):
        if (
            other.id != item.id
            and isinstance(other.value, Event)
            and (other.value.type, other.value.trigger) == (value.type, value.trigger)
        ):
            raise KnownError(
                "{other} has that very trigger already: merge or reject one.", other=named(project, sheet, other)
            )


def _why_not(edge: Edge, unit: Unit, *, outward: bool) -> Sentence:
    if outward and edge is Edge.START:
        return say("The paragraph begins there: the mark cannot go farther.")
    if outward:
        return say("The paragraph ends there: the mark cannot go farther.")
    key = Key("item.reject", "Shift+X")
    if unit is Unit.CHARACTER:
        return say("One character is left of the mark: reject it with {key}.", key=key)
    if unit is not Unit.WORD:
        return say("It has no more of them: shorten it by words, or reject it with {key}.", key=key)
    return say("One word is left of the mark: reject it with {key}, or shorten it by characters.", key=key)
