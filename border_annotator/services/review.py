"""The reviewer's verdicts: confirm, reject, and how far a document is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind, anchor_of, label_of
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Event
from border_annotator.domain.item import State
from border_annotator.domain.layer import Review, ReviewState
from border_annotator.domain.sentence import Sentence, listed, say, say_count
from border_annotator.domain.validation import problems
from border_annotator.services import annotate
from border_annotator.services.draft import REPLACED, Draft

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.edit import Changes
    from border_annotator.domain.entity import Entity
    from border_annotator.domain.figure import Figure
    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.services.project import Project


ALREADY = {
    State.CORRECTED: "{item} is corrected already.",
    State.REJECTED: "{item} is rejected already.",
    State.ADDED: "{item} was added by hand.",
}


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
            raise KnownError("{item} is marked there already: remove it first.", item=named(project, sheet, item))
        draft.reject(item, REPLACED)


def lay(project: Project, sheet: Worksheet, draft: Draft, item: Item, value: Annotation) -> None:
    """Lay what an item says now: a suggestion is accepted with it, and takes its place as when it is confirmed.

    Raises ``KnownError`` where the reviewer has already annotated something of its kind.
    """
    put = draft.put if label_of(value) == label_of(item.value) or isinstance(value, Event) else draft.relabel
    put(item, value)
    if not item.is_reviewed and not isinstance(value, Event):
        make_room(project, sheet, draft, value)


def confirm(project: Project, sheet: Worksheet, item_id: str) -> Changes:
    """Accept a suggestion as it is, with everything that it points at.

    An entity or figure is accepted as if it were added by hand: others of its kind that wait in its place are rejected.
    Raises ``KnownError`` where the reviewer has annotated something of that kind.
    """
    item = found(sheet, item_id)
    if not item.is_open:
        pattern = ALREADY.get(item.state, "{item} is confirmed already.")
        raise KnownError(pattern, item=named(project, sheet, item))
    draft = Draft(sheet, project.schema)
    lay(project, sheet, draft, item, item.value)
    return annotate.apply(project, draft.edit(say("Confirm {item}", item=named(project, sheet, item))))


def confirm_rest(project: Project, sheet: Worksheet, kinds: Collection[Kind]) -> Changes:
    """Accept all suggestions of some kinds that still wait in the article, as one step.

    Of entities, and of figures, that overlap the surest is accepted and the others are rejected. What stands in the
    place of the reviewer's own of its kind goes on waiting.
    """
    draft = Draft(sheet, project.schema)
    taken = accept_all(draft, [item for item in sheet.items if item.is_open and item.kind in kinds])
    label = say_count("Confirm {count} suggestion", "Confirm {count} suggestions", len(taken))
    return annotate.apply(project, draft.edit(label))


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
    pattern = "Reject {item}" if item.suggestion is not None else "Remove {item}"
    return annotate.apply(project, draft.edit(say(pattern, item=named(project, sheet, item))))


def restore(project: Project, sheet: Worksheet, item_id: str) -> Changes:
    """Take the verdict on a suggestion back, so that it waits again."""
    item = found(sheet, item_id)
    if item.suggestion is None:
        raise KnownError(
            "{item} was added by hand: there is no suggestion to go back to.", item=named(project, sheet, item)
        )
    if item.is_open:
        raise KnownError("{item} waits already.", item=named(project, sheet, item))
    draft = Draft(sheet, project.schema)
    draft.restore(item)
    return annotate.apply(project, draft.edit(say("Restore {item}", item=named(project, sheet, item))))


def left_undone(project: Project, sheet: Worksheet) -> Sentence | None:
    """What an article still lacks, as the end of a sentence; ``None`` when nothing does.

    It forbids nothing: a suggestion may stay undecided, and a role empty because the text does not fill it.
    """
    waiting = sum(item.is_open for item in sheet.items)
    gaps = [
        problem.reason
        for problem in problems(sheet, project.schema)
        if (item := sheet.find(problem.annotation_id)) is not None and not item.is_open
    ]
    said: list[Sentence] = []
    if waiting:
        one = "with {count} suggestion (event, entity or figure) left undecided"
        said.append(say_count(one, "with {count} suggestions (events, entities and figures) left undecided", waiting))
    if len(gaps) > 1:
        said.append(say("while {gap} (and {count} more like it)", gap=gaps[0], count=len(gaps) - 1))
    elif gaps:
        said.append(say("while {gap}", gap=gaps[0]))
    return listed(said) if said else None


def mark(project: Project, sheet: Worksheet, state: ReviewState, reason: str | None = None) -> Changes:
    """Say how far a document is: ``done``, ``skipped`` with a reason, ``in_progress``, or ``open`` again."""
    draft = Draft(sheet, project.schema)
    draft.review(Review(sheet.document.id, state, reason))
    patterns = {
        ReviewState.DONE: "Mark as done: {headline}",
        ReviewState.SKIPPED: "Skip: {headline}",
        ReviewState.OPEN: "Reopen: {headline}",
        ReviewState.IN_PROGRESS: "Take up: {headline}",
    }
    return annotate.apply(project, draft.edit(say(patterns[state], headline=sheet.document.headline[:60])))
