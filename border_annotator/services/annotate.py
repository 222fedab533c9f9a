"""The one door for edits: every change of a layer, a document's facts, the gazetteer or the notes, with its journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.edit import Changes, Edit, Target
from border_annotator.domain.errors import StaleEdit
from border_annotator.services.times import settle_times
from border_annotator.storage.journal import Action, journal_text

if TYPE_CHECKING:
    from collections.abc import Generator

    from border_annotator.domain.edit import Change
    from border_annotator.domain.layer import Layer
    from border_annotator.services.project import Project


@dataclass(frozen=True, slots=True)
class Written:
    """How many changes of a long edit are done, and whether all of it is on disk, so that it cannot be given up."""

    done: int
    is_on_disk: bool = False


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
        write_within(project, edit, project.layer, action, subject)
    return Changes.of(edit)


def write_within(
    project: Project, edit: Edit, layer: Layer, action: Action = Action.EDIT, subject: int | None = None
) -> None:
    """The door for an edit that is one part of more that is written at once; call it inside a transaction.

    It is an edit of ``layer``, which need not be the one that is worked in.
    """
    for change in edit.changes:
        _write(project, edit, change, layer)
    project.journal.append(layer.id, edit, action, subject)


def write_in_steps(
    project: Project, edit: Edit, action: Action, subject: int | None = None
) -> Generator[Written, None, Changes]:
    """The door for an edit of thousands of changes: a step is one of them.

    It is one transaction, so nothing else may be written until the last step. When it is closed before a step that is
    on disk, nothing of the edit is; after that all of it is, whoever closes it.
    """
    project.file.must_be_writable()
    if not edit.changes:
        return Changes(edit.label)
    said: list[str] = []
    with project.file.long_transaction():
        for done, change in enumerate(edit.changes, start=1):
            _write(project, edit, change, project.layer)
            said.append(journal_text(change))
            yield Written(done)
        for _step in project.journal.append_in_steps(project.layer.id, edit, action, subject, said):
            yield Written(len(said))
        for _step in project.file.flush_in_steps():
            yield Written(len(said))
    yield Written(len(said), is_on_disk=True)
    for _step in project.file.tidy_in_steps():
        yield Written(len(said), is_on_disk=True)
    return Changes.of(edit)


def _write(project: Project, edit: Edit, change: Change, layer: Layer) -> None:
    if change.target is Target.FACTS:
        if not project.documents.holds(change):
            raise StaleEdit(edit.label)
        project.documents.write(change)
        settle_times(project, change.document_id)
    elif change.target is Target.GAZETTEER:
        if not project.gazetteer.holds(change):
            raise StaleEdit(edit.label)
        project.gazetteer.write(change)
    elif change.target is Target.NOTE:
        if not project.notes.holds(layer.id, change):
            raise StaleEdit(edit.label)
        project.notes.write(layer.id, change)
    else:
        if not project.layers.holds(layer.id, change):
            raise StaleEdit(edit.label)
        project.layers.write(layer.id, change)
