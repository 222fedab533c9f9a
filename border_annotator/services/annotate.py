"""The one door for edits: every change of a layer, a document's facts, the gazetteer or the notes, with its journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.edit import Changes, Edit, Target
from border_annotator.domain.errors import StaleEdit
from border_annotator.services.times import settle_times
from border_annotator.storage.journal import Action

if TYPE_CHECKING:
    from border_annotator.services.project import Project


def apply(project: Project, edit: Edit) -> Changes:
    """Carry out an edit: its values and its journal row are on disk when this returns, or nothing is.

    Raises ``StaleEdit`` when a stored value is not the one that the edit starts from, ``KnownError`` when the disk
    does not take it or the project is open for reading only.
    """
    return write(project, edit, Action.EDIT)


def write(project: Project, edit: Edit, action: Action, subject: int | None = None) -> Changes:
    """The door itself, for ``apply`` and for undo and redo; an edit without changes leaves no trace."""
    project.file.must_be_writable()
    if not edit.changes:
        return Changes(edit.label)
    with project.file.transaction():
        for change in edit.changes:
            if change.target is Target.FACTS:
                if not project.documents.holds(change):
                    raise StaleEdit(edit.label)
                project.documents.write(change)
                settle_times(project, change.document_id)
                continue
            if change.target is Target.GAZETTEER:
                if not project.gazetteer.holds(change):
                    raise StaleEdit(edit.label)
                project.gazetteer.write(change)
                continue
            if change.target is Target.NOTE:
                if not project.notes.holds(project.layer.id, change):
                    raise StaleEdit(edit.label)
                project.notes.write(project.layer.id, change)
                continue
            if not project.layers.holds(project.layer.id, change):
                raise StaleEdit(edit.label)
            project.layers.write(project.layer.id, change)
        project.journal.append(project.layer.id, edit, action, subject)
    return Changes.of(edit)
