"""Undo and redo: read from the journal, so they reach back to the first edit and survive a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from border_annotator.domain.edit import Edit
from border_annotator.services import annotate
from border_annotator.services.confirm_many import Step
from border_annotator.storage.journal import Action

if TYPE_CHECKING:
    from collections.abc import Generator

    from border_annotator.domain.edit import Change, Changes
    from border_annotator.services.annotate import Written
    from border_annotator.services.project import Project

T = TypeVar("T")
LONG = 400_000
"""Characters of an edit in the journal from which on it is undone in steps: about a thousand changes."""
AT_ONCE = 500
"""Changes that are turned round in one step."""


def undo(project: Project) -> Changes | None:
    """Take the newest edit back, in whichever article it was; ``None`` when there is none."""
    entry = project.journal.next_undo(project.layer.id)
    if entry is None:
        return None
    return annotate.write(project, entry.edit.inverse(), Action.UNDO, entry.id)


def redo(project: Project) -> Changes | None:
    """Bring the edit back that was undone last; ``None`` when there is none."""
    entry = project.journal.next_redo(project.layer.id)
    if entry is None:
        return None
    return annotate.write(project, entry.edit, Action.REDO, entry.id)


def is_long_undo(project: Project) -> bool:
    """Whether what undo would take back is so much that it is better done in steps."""
    return project.journal.undo_size(project.layer.id) > LONG


def is_long_redo(project: Project) -> bool:
    """Whether what redo would bring back is so much that it is better done in steps."""
    return project.journal.redo_size(project.layer.id) > LONG


def undo_in_steps(project: Project) -> Generator[Step, None, Changes | None]:
    """``undo`` for an edit of thousands of changes; nothing else may be written until its last step."""
    entry = yield from _read(project.journal.next_undo_in_steps(project.layer.id))
    if entry is None:
        return None
    total = len(entry.edit.changes)
    changes: list[Change] = []
    for change in reversed(entry.edit.changes):
        changes.append(change.inverse())
        if len(changes) % AT_ONCE == 0:
            yield Step(0, total, 0)
    steps = annotate.write_in_steps(project, Edit(entry.edit.label, tuple(changes)), Action.UNDO, entry.id)
    return (yield from _written(steps, total))


def redo_in_steps(project: Project) -> Generator[Step, None, Changes | None]:
    """``redo`` for an edit of thousands of changes; nothing else may be written until its last step."""
    entry = yield from _read(project.journal.next_redo_in_steps(project.layer.id))
    if entry is None:
        return None
    total = len(entry.edit.changes)
    return (yield from _written(annotate.write_in_steps(project, entry.edit, Action.REDO, entry.id), total))


def _read(steps: Generator[int, None, T]) -> Generator[Step, None, T]:
    try:
        while True:
            yield Step(next(steps), 0, 0)
    except StopIteration as end:
        value: T = end.value
        return value
    finally:
        steps.close()


def _written(steps: Generator[Written, None, T], total: int) -> Generator[Step, None, T]:
    try:
        while True:
            step = next(steps)
            yield Step(step.done, total, 0, step.is_on_disk)
    except StopIteration as end:
        value: T = end.value
        return value
    finally:
        steps.close()


def undo_label(project: Project) -> str | None:
    """What undo would take back."""
    return project.journal.undo_label(project.layer.id)


def redo_label(project: Project) -> str | None:
    """What redo would bring back."""
    return project.journal.redo_label(project.layer.id)
