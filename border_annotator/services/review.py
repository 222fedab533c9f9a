"""The reviewer's verdicts: confirm, reject, and how far a document is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind, anchor_of, label_of
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Event
from border_annotator.domain.layer import Review, ReviewState
from border_annotator.domain.validation import problems
from border_annotator.services import annotate
from border_annotator.services.draft import REPLACED, Draft

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from border_annotator.domain.edit import Changes
    from border_annotator.domain.entity import Entity
    from border_annotator.domain.figure import Figure
    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.services.project import Project


def named(project: Project, sheet: Worksheet, item: Item) -> str:
    """What to call an item in a message or in the undo menu: “Deployment “dispatch””."""
    label = label_of(item.value)
    if isinstance(item.value, Event) and project.schema.has_type(label):
        label = project.schema.event_type(label).label
    elif project.schema.has_label(label):
        label = project.schema.entity_label(label).name
    return f"{label} {quoted(sheet, anchor_of(item.value))}"


def quoted(sheet: Worksheet, span: Span) -> str:
    """The beginning of what a span covers, on one line and in quotation marks."""
    return f"“{' '.join(span.text_in(sheet.document.text).split())[:40]}”"


def found(sheet: Worksheet, item_id: str) -> Item:
    """The item of that id; raises ``KnownError`` when the worksheet has none."""
    item = sheet.find(item_id)
    if item is None:
        raise KnownError("That annotation is not there any more: look at the article again.")
    return item


def make_room(project: Project, sheet: Worksheet, draft: Draft, made: Entity | Figure) -> None:
    """Clear the place of an entity or figure: other suggestions of its kind there that still wait are rejected.

    Raises ``KnownError`` where the reviewer has already annotated something of that kind.
    """
    for item in sheet.at(made.span):
        if type(item.value) is not type(made) or item.id == made.id:
            continue  # a figure may stand in an entity's span, and the other way round
        if item.is_reviewed:
            raise KnownError(f"{named(project, sheet, item)} is marked there already: remove it first.")
        draft.reject(item, REPLACED)


def confirm(project: Project, sheet: Worksheet, item_id: str) -> Changes:
    """Accept a suggestion as it is, with everything that it points at.

    An entity or figure is accepted as if it were added by hand: others of its kind that wait in its place are rejected.
    Raises ``KnownError`` where the reviewer has annotated something of that kind.
    """
    item = found(sheet, item_id)
    if not item.is_open:
        raise KnownError(f"{named(project, sheet, item)} is {item.state.value} already.")
    draft = Draft(sheet, project.schema)
    draft.put(item, item.value)
    if not isinstance(item.value, Event):
        make_room(project, sheet, draft, item.value)
    return annotate.apply(project, draft.edit(f"Confirm {named(project, sheet, item)}"))


def confirm_rest(project: Project, sheet: Worksheet, kinds: Collection[Kind]) -> Changes:
    """Accept all suggestions of some kinds that still wait in the article, as one step.

    Of entities, and of figures, that overlap the surest is accepted and the others are rejected. What stands in the
    place of the reviewer's own of its kind goes on waiting.
    """
    draft = Draft(sheet, project.schema)
    taken = accept_all(draft, [item for item in sheet.items if item.is_open and item.kind in kinds])
    number = "1 suggestion" if len(taken) == 1 else f"{len(taken)} suggestions"
    return annotate.apply(project, draft.edit(f"Confirm {number}"))


def accept_all(draft: Draft, waiting: Sequence[Item]) -> list[Item]:
    """Accept waiting items in a draft, as ``confirm_rest`` does; returns those that were accepted."""
    taken: list[Item] = []
    for kind in (Kind.ENTITY, Kind.FIGURE):
        free = [item for item in waiting if item.kind is kind and not draft.is_taken(item.value)]
        chosen = _surest(free)
        for item in chosen:
            draft.put(item, item.value)
        kept = {item.id for item in chosen}
        for item in free:
            if item.id not in kept:
                draft.reject(item, REPLACED)
        taken += chosen
    for item in waiting:
        if isinstance(item.value, Event):
            draft.put(item, item.value)
            taken.append(item)
    return taken


def _surest(items: Iterable[Item]) -> list[Item]:
    """Of items in the order of the text those that do not overlap; of two that do, the surer one."""
    kept: list[Item] = []
    for item in items:
        if not kept or not anchor_of(kept[-1].value).overlaps(anchor_of(item.value)):
            kept.append(item)
        elif _sureness(item) > _sureness(kept[-1]):
            kept[-1] = item
    return kept


def _sureness(item: Item) -> float:
    return item.suggestion.confidence if item.suggestion is not None else 0.0


def reject(project: Project, sheet: Worksheet, item_id: str, reason: str | None = None) -> Changes:
    """Reject a suggestion, or remove an annotation of the reviewer's own; ``reason`` is kept with a rejection.

    Whatever of the reviewer's layer points at it loses that pointer; what only waits keeps it until it is confirmed.
    """
    item = found(sheet, item_id)
    draft = Draft(sheet, project.schema)
    draft.reject(item, reason)
    verb = "Reject" if item.suggestion is not None else "Remove"
    return annotate.apply(project, draft.edit(f"{verb} {named(project, sheet, item)}"))


def restore(project: Project, sheet: Worksheet, item_id: str) -> Changes:
    """Take the verdict on a suggestion back, so that it waits again."""
    item = found(sheet, item_id)
    if item.suggestion is None:
        raise KnownError(f"{named(project, sheet, item)} was added by hand: there is no suggestion to go back to.")
    if item.is_open:
        raise KnownError(f"{named(project, sheet, item)} waits already.")
    draft = Draft(sheet, project.schema)
    draft.restore(item)
    return annotate.apply(project, draft.edit(f"Restore {named(project, sheet, item)}"))


def left_undone(project: Project, sheet: Worksheet) -> str | None:
    """What an article still lacks, as the end of a sentence; ``None`` when nothing does.

    It forbids nothing: a suggestion may stay undecided, and a role empty because the text does not fill it.
    """
    waiting = sum(item.is_open for item in sheet.items)
    gaps = [
        problem.reason
        for problem in problems(sheet, project.schema)
        if (item := sheet.find(problem.annotation_id)) is not None and not item.is_open
    ]
    said = [f"with {waiting:,} suggestions (events, entities and figures) left undecided"] if waiting else []
    if gaps:
        said.append(f"while {gaps[0]}" + (f" (and {len(gaps) - 1:,} more like it)" if len(gaps) > 1 else ""))
    return ", ".join(said) or None


def mark(project: Project, sheet: Worksheet, state: ReviewState, reason: str | None = None) -> Changes:
    """Say how far a document is: ``done``, ``skipped`` with a reason, ``in_progress``, or ``open`` again."""
    draft = Draft(sheet, project.schema)
    draft.review(Review(sheet.document.id, state, reason))
    words = {
        ReviewState.DONE: "Mark as done",
        ReviewState.SKIPPED: "Skip",
        ReviewState.OPEN: "Reopen",
        ReviewState.IN_PROGRESS: "Take up",
    }
    return annotate.apply(project, draft.edit(f"{words[state]}: {sheet.document.headline[:60]}"))
