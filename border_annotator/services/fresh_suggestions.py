"""What of a new run's suggestions is new to an article that a reviewer has already worked on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of, kind_of, label_of, pointing, references_of, spans_of, without
from border_annotator.domain.event import Event
from border_annotator.domain.mask import mask_of
from border_annotator.domain.schema import filler_word
from border_annotator.domain.worksheet import State
from border_annotator.services.times import settle_times
from border_annotator.services.worksheets import read_worksheet
from border_annotator.storage.queue import QueueStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.document import Document
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.suggestion import Suggestion
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.services.project import Project

_Mark = tuple[str, int, int, str]


def put_in_force(project: Project, run_id: str, document_id: str, suggestions: Sequence[Suggestion]) -> None:
    """Store what a run proposes for a document in place of what earlier runs proposed; call it in a transaction.

    What a reviewer has decided, or could still bring back by undo or redo, stays as it is. What is proposed in a
    masked place is stored, and shown when the reviewer unmasks it.
    """
    sheet = read_worksheet(project, document_id, with_masked=True)
    kept = to_keep(sheet, project.suggestions.kept(document_id))
    project.suggestions.keep(kept)
    fresh = fresh_suggestions(project.schema, sheet, kept, suggestions)
    project.suggestions.add(run_id, document_id, fresh)
    _note_masked(project, sheet.document, fresh)
    if kept:
        settle_times(project, document_id)
    else:
        project.suggestions.renew(document_id, ())  # all that is in force counts from the date as it is now
    QueueStore(project.file).settle([layer.id for layer in project.layers.layers()], document_id)


def to_keep(sheet: Worksheet, kept: Iterable[str]) -> frozenset[str]:
    """The ids of the worksheet's suggestions that a new run must leave in force.

    These are the ``kept`` ones and those that they point at, and so on. What the reviewer's own values point at is
    among the kept ones since they were stored.
    """
    found: set[str] = set()
    waiting = [*kept, *(item.id for item in sheet.items if not item.is_open)]
    while waiting:
        item = sheet.find(waiting.pop())
        if item is None or item.id in found:
            continue
        found.add(item.id)
        if item.suggestion is not None:
            waiting.extend(references_of(item.suggestion.value))
    return frozenset(key for key in found if (item := sheet.find(key)) is not None and item.suggestion is not None)


def fresh_suggestions(
    schema: Schema, sheet: Worksheet, kept: frozenset[str], suggestions: Sequence[Suggestion]
) -> list[Suggestion]:
    """The suggestions of a new run without those that say what is on the worksheet already.

    Left out is what a reviewer has judged, added or corrected, what the ``kept`` suggestions say, and entities and
    figures in the place of the reviewer's own. What points at something that is left out points at what stands in
    its place, or at nothing where that was rejected or does not fit.
    """
    replaced = _replaced(sheet, kept, suggestions)
    return _without_replaced(schema, suggestions, replaced)


def put_beside(
    project: Project, run_id: str, document_id: str, suggestions: Sequence[Suggestion]
) -> dict[str, tuple[str, State]]:
    """Store what came for a document from elsewhere beside all that is there; call it in a transaction.

    What says the same as something that is there, or stands in the place of the reviewer's own, is left out. Returns
    for each that was left out the id of what is there instead, and how that stands.
    """
    sheet = read_worksheet(project, document_id, with_masked=True)
    there = frozenset(item.id for item in sheet.items)
    replaced = _replaced(sheet, there, suggestions)
    fresh = _without_replaced(project.schema, suggestions, replaced)
    if fresh:
        project.suggestions.keep(key for s in fresh for key in references_of(s.value) if _is_suggested(sheet, key))
        add_beside(project, run_id, sheet.document, fresh)
    return {key: (item.id, item.state) for key, item in replaced.items()}


def put_in_new(project: Project, run_id: str, document: Document, suggestions: Sequence[Suggestion]) -> None:
    """Store what came with a document that is new to the project; call it in a transaction.

    The queue's profile of it is made in an idle moment.
    """
    project.suggestions.add_to_new(run_id, document.id, suggestions)
    _note_masked(project, document, suggestions)


def add_beside(project: Project, run_id: str, document: Document, suggestions: Sequence[Suggestion]) -> None:
    """Store suggestions as they are beside all that is there; call it in a transaction."""
    project.suggestions.add_beside(run_id, document.id, suggestions)
    _note_masked(project, document, suggestions)
    QueueStore(project.file).settle([layer.id for layer in project.layers.layers()], document.id)


def _note_masked(project: Project, document: Document, suggestions: Iterable[Suggestion]) -> None:
    mask = mask_of(document.layout)
    touched = {s.id: mask.clipped(s.value) is None for s in suggestions if any(map(mask.touches, spans_of(s.value)))}
    if touched:
        project.suggestions.mask(document.id, touched)


def _is_suggested(sheet: Worksheet, key: str) -> bool:
    item = sheet.find(key)
    return item is not None and item.is_suggested


def _replaced(sheet: Worksheet, kept: frozenset[str], suggestions: Sequence[Suggestion]) -> dict[str, Item]:
    """What stands in the place of suggestions already, by their ids."""
    standing = [item for item in sheet.items if not item.is_open or item.id in kept]
    if not standing:
        return {}
    marked = _by_mark(standing)
    own = [item for item in standing if item.is_reviewed and not isinstance(item.value, Event)]
    replaced: dict[str, Item] = {}
    for suggestion in suggestions:
        item = marked.get(_mark(suggestion.value)) or _in_its_place(own, suggestion.value)
        if item is not None:
            replaced[suggestion.id] = item
    return replaced


def _without_replaced(schema: Schema, suggestions: Sequence[Suggestion], replaced: dict[str, Item]) -> list[Suggestion]:
    if not replaced:
        return list(suggestions)
    return [
        replace(suggestion, value=_redirected(schema, suggestion.value, replaced))
        for suggestion in suggestions
        if suggestion.id not in replaced
    ]


def _by_mark(standing: Iterable[Item]) -> dict[_Mark, Item]:
    """What stands at each place under each label, proposed or corrected; the reviewer's own before the rejected."""
    marked: dict[_Mark, Item] = {}
    for item in sorted(standing, key=lambda item: item.state is not State.REJECTED):
        if item.suggestion is not None:
            marked[_mark(item.suggestion.value)] = item
    for item in standing:
        if item.is_reviewed:
            marked[_mark(item.value)] = item
    return marked


def _in_its_place(own: Iterable[Item], value: Annotation) -> Item | None:
    if isinstance(value, Event):
        return None
    return next((i for i in own if type(i.value) is type(value) and anchor_of(i.value).overlaps(value.span)), None)


def _redirected(schema: Schema, value: Annotation, replaced: dict[str, Item]) -> Annotation:
    for reference in dict.fromkeys(references_of(value)):
        item = replaced.get(reference)
        if item is None:
            continue
        fits = item.state is not State.REJECTED and _fits(schema, value, reference, item.value)
        value = pointing(value, reference, item.id) if fits else without(value, reference)
    return value


def _fits(schema: Schema, value: Annotation, reference: str, filler: Annotation) -> bool:
    if not isinstance(value, Event) or not schema.has_type(value.type):
        return True
    roles = [schema.role(value.type, argument.role) for argument in value.arguments if argument.ref == reference]
    return all(role is None or role.takes(filler_word(filler)) for role in roles)


def _mark(annotation: Annotation) -> _Mark:
    anchor = anchor_of(annotation)
    return kind_of(annotation).value, anchor.start, anchor.end, label_of(annotation)
