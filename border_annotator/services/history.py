"""Undo and redo: read from the journal, so they reach back to the first edit and survive a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.services import annotate
from border_annotator.storage.journal import Action

if TYPE_CHECKING:
    from border_annotator.domain.edit import Changes
    from border_annotator.services.project import Project


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


def undo_label(project: Project) -> str | None:
    """What undo would take back."""
    return project.journal.undo_label(project.layer.id)


def redo_label(project: Project) -> str | None:
    """What redo would bring back."""
    return project.journal.redo_label(project.layer.id)
