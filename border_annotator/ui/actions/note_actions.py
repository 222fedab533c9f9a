"""Keys for notes and flags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.domain.note import About
from border_annotator.services import notes
from border_annotator.ui.notes.note_list import NoteList
from border_annotator.ui.said import said, told
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.domain.note import Note
    from border_annotator.services.notes import NoteSubject
    from border_annotator.ui.main_window import MainWindow


class NoteActions:
    """Turns keys into verbs of ``services.notes``."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._session = window.session
        self._list: NoteList | None = None

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        return {
            "note.write": lambda: self._write(self._at_hand()),
            "note.ask": lambda: self._ask(self._at_hand()),
            "note.article": lambda: self._write(self._article()),
            "note.ask_article": lambda: self._ask(self._article()),
            "note.list": self.show_all,
        }

    def show_all(self) -> None:
        """All notes and flags of the project."""
        if self._list is None:
            self._list = NoteList(self._window)
            self._list.wanted.connect(self.go_to)
            self._list.change_wanted.connect(self._change)
            self._list.flag_wanted.connect(self._flag)
            self._list.remove_wanted.connect(self._remove)
        self._list.open(*self._there())

    def go_to(self, note: Note) -> None:
        """Open the article at what a note is on."""
        if note.about is About.GUIDELINE:
            self._window.guide.show_key(note.subject)
            return
        session = self._session
        if session.sheet is None or session.sheet.document.id != note.document_id:
            session.open_document(note.document_id)
        sheet = session.sheet
        item = sheet.find(note.subject) if sheet is not None and note.subject else None
        if item is not None and sheet is not None and item in sheet.events:
            session.focus_event(item.id)
        if note.span is not None:
            self._window.article.go_to(note.span)

    def _article(self) -> NoteSubject | None:
        sheet = self._session.sheet
        if sheet is None:
            self._session.refused.emit(tr("No article is open: choose one on the left."))
            return None
        return notes.on_article(sheet)

    def _at_hand(self) -> NoteSubject | None:
        """The selection, else the event in focus, else the article."""
        sheet = self._session.sheet
        if sheet is None:
            return self._article()
        span, event = self._window.article.selection(), self._session.focused_item
        if span is not None:
            return notes.on_span(sheet, span)
        return notes.on_event(self._session.project, sheet, event.id) if event is not None else notes.on_article(sheet)

    def _write(self, subject: NoteSubject | None) -> None:
        if subject is None:
            return
        before = notes.note_on(self._session.project, subject)

        def put(text: str) -> str | None:
            if before is None and not text.strip():
                return tr("Write a few words, or press Escape.")
            if before is None or text.strip() != before.text:
                self._session.change(lambda project: notes.write_note(project, subject, text))
            return None

        title = tr("Note on {subject}", subject=said(subject.words))
        hint = tr("A few words; none takes the note away")
        self._window.note_editor.ask(title, before.text if before else "", put, hint)

    def _ask(self, subject: NoteSubject | None) -> None:
        if subject is not None:
            self._session.change(lambda project: notes.ask_someone(project, subject))

    def _there(self) -> tuple[list[Note], dict[str, str]]:
        project = self._session.project
        found = notes.all_notes(project)
        documents = {key: project.documents.get(key) for key in {note.document_id for note in found} if key}
        where = {}
        for note in found:
            document = documents.get(note.document_id)
            if document is None:
                continue
            words = " ".join(note.span.text_in(document.text).split())[:60] if note.span is not None else ""
            where[note.id] = f"“{words}” · {document.headline}" if words else document.headline
        return found, where

    def _change(self, note: Note) -> None:
        if self._list is not None:
            self._list.dismiss()
        self._write(notes.subject_of(note))

    def _flag(self, note: Note) -> None:
        self._ask(notes.subject_of(note))
        self._show_again()

    def _remove(self, note: Note) -> None:
        try:
            self._session.change(lambda project: notes.remove_note(project, note))
        except KnownError as error:
            self._session.refused.emit(told(error))
        self._show_again()

    def _show_again(self) -> None:
        if self._list is not None:
            self._list.set_notes(*self._there())
