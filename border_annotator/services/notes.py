"""Notes and flags: writing, changing and removing them. None of it touches a suggestion or an annotation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of, new_id
from border_annotator.domain.edit import WHOLE_PROJECT, Edit, change_of
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Event
from border_annotator.domain.note import About, Note
from border_annotator.domain.sentence import say
from border_annotator.services import annotate
from border_annotator.services.review import found, named, quoted

if TYPE_CHECKING:
    from border_annotator.domain.edit import Changes
    from border_annotator.domain.note import NoteCount
    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.services.project import Project

LONGEST = 20_000
"""Characters of a note; whoever has more to say has a document for it."""


@dataclass(frozen=True, slots=True)
class NoteSubject:
    """What a note shall be on: ``words`` say it for a title or for undo."""

    document_id: str
    about: About
    words: str
    key: str = ""
    span: Span | None = None


def on_article(sheet: Worksheet) -> NoteSubject:
    """The article as a whole."""
    return NoteSubject(sheet.document.id, About.ARTICLE, say("the article"))


def on_event(project: Project, sheet: Worksheet, event_id: str) -> NoteSubject:
    """An event, suggested or reviewed; raises ``KnownError`` when it is not there."""
    item = found(sheet, event_id)
    if not isinstance(item.value, Event):
        raise KnownError("A note is on an event, on a passage of the text, or on the article: choose one of them.")
    return NoteSubject(sheet.document.id, About.EVENT, named(project, sheet, item), item.id, anchor_of(item.value))


def on_span(sheet: Worksheet, span: Span) -> NoteSubject:
    """A passage of the text; raises ``KnownError`` when it is outside."""
    if not span.fits(sheet.document.text):
        raise KnownError("That passage is not in the article: select it again.")
    return NoteSubject(sheet.document.id, About.SPAN, quoted(sheet, span), span=span)


def on_guideline(key: str, words: str) -> NoteSubject:
    """An entry of the guidelines, for the whole project."""
    return NoteSubject(WHOLE_PROJECT, About.GUIDELINE, words, key)


def subject_of(note: Note) -> NoteSubject:
    """What a note is on, as far as the note itself tells."""
    words = {About.ARTICLE: "the article", About.EVENT: "the event", About.SPAN: "the passage"}
    words_of_it = note.subject if note.about is About.GUIDELINE else say(words[note.about])
    return NoteSubject(note.document_id, note.about, words_of_it, note.subject, note.span)


def notes_of(project: Project, document_id: str) -> list[Note]:
    """The notes on an article and what is in it, the oldest first."""
    return project.notes.of_document(project.layer.id, document_id)


def guideline_notes(project: Project) -> list[Note]:
    """The project's notes on its guidelines, the oldest first."""
    return project.notes.of_project(project.layer.id)


def all_notes(project: Project) -> list[Note]:
    """Every note of the project, by article."""
    return project.notes.all(project.layer.id)


def note_counts(project: Project) -> dict[str, NoteCount]:
    """How many notes and flags each article has; an article without any is not there."""
    return project.notes.counts(project.layer.id)


def note_on(project: Project, subject: NoteSubject) -> Note | None:
    """The note that a subject has already; of several the newest."""
    there = project.notes.of_document(project.layer.id, subject.document_id)
    wanted = (subject.about, subject.key, None if subject.about is About.EVENT else subject.span)
    fitting = [n for n in there if (n.about, n.subject, None if n.about is About.EVENT else n.span) == wanted]
    return fitting[-1] if fitting else None


def write_note(project: Project, subject: NoteSubject, text: str) -> Changes:
    """Put a note on a subject in the place of the one it has; without words the note goes, but a flag stays.

    Raises ``KnownError`` for a note that is too long, or none where none is.
    """
    words, before = _cleaned(text), note_on(project, subject)
    if before is None:
        if not words:
            raise KnownError("A note needs words: write a few, or press Escape.")
        return _apply(
            project, say("Note on {subject}", subject=subject.words), subject.document_id, None, _fresh(subject, words)
        )
    after = replace(before, text=words)
    if not words and not before.asks:
        return remove_note(project, before)
    return _apply(
        project, say("Change the note on {subject}", subject=subject.words), subject.document_id, before, after
    )


def ask_someone(project: Project, subject: NoteSubject) -> Changes:
    """Flag a subject “ask someone”, or take the flag off again; its note stays."""
    before = note_on(project, subject)
    if before is None:
        after = replace(_fresh(subject, ""), asks=True)
        return _apply(
            project, say("Ask someone about {subject}", subject=subject.words), subject.document_id, None, after
        )
    if not before.asks:
        after = replace(before, asks=True)
        return _apply(
            project, say("Ask someone about {subject}", subject=subject.words), subject.document_id, before, after
        )
    settled = replace(before, asks=False) if before.text else None
    return _apply(
        project, say("Settle the question about {subject}", subject=subject.words), subject.document_id, before, settled
    )


def remove_note(project: Project, note: Note) -> Changes:
    """Take a note away; undo brings it back. Raises ``StaleEdit`` when it is another one by now."""
    return _apply(
        project, say("Remove a note on {subject}", subject=subject_of(note).words), note.document_id, note, None
    )


def _fresh(subject: NoteSubject, text: str) -> Note:
    return Note(new_id(), subject.document_id, subject.about, text, subject.key, subject.span)


def _apply(project: Project, label: str, document_id: str, before: Note | None, after: Note | None) -> Changes:
    changes = (change_of(document_id, before, after),) if before != after else ()
    return annotate.apply(project, Edit(label, changes))


def _cleaned(text: str) -> str:
    words = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if len(words) > LONGEST:
        raise KnownError("That is too long for a note: {most} characters are the most.", most=LONGEST)
    return words
