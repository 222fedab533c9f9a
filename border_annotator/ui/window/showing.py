"""What the panels show of the session, of the queue and of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.event import Event
from border_annotator.services.articles import kept_here
from border_annotator.services.notes import note_counts, notes_of
from border_annotator.ui.dialogs.overlay import Overlay

if TYPE_CHECKING:
    from border_annotator.domain.note import Note
    from border_annotator.services.prelabel import PrelabelStep
    from border_annotator.ui.main_window import MainWindow


class Showing:
    """Answers the session's signals: tells each panel what there is to show."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._session = window.session
        self._notes: list[Note] | None = None

    def sheet(self) -> None:
        """Another article is open, or none."""
        window = self._window
        # What is asked was asked of the article before.
        for overlay in window.findChildren(Overlay):
            overlay.dismiss()
        sheet = self._session.sheet
        window.places.show_search(shown=False)
        window.article.show_sheet(sheet, self._session.focused_event)
        window.find_bar.follow()
        self.panels()
        window.events.lay_out()
        if sheet is not None:
            window.queue.show_current(sheet.document.id)
            if sheet.is_started:
                self.go_to_focus()

    def changes(self) -> None:
        """The worksheet is a new one of the same article."""
        self._window.article.show_sheet(self._session.sheet, self._session.focused_event)
        self.panels()

    def focus(self) -> None:
        """Another event is in focus on the same worksheet."""
        self._window.article.focus_event(self._session.focused_event)
        self.panels()
        self.go_to_focus()

    def go_to_focus(self) -> None:
        """Bring the event in focus into sight."""
        item = self._session.focused_item
        if item is not None:
            self._window.article.go_to(anchor_of(item.value))

    def panels(self) -> None:
        """Show the worksheet in the panels around the article."""
        window, session = self._window, self._session
        sheet, focused = session.sheet, session.focused_event
        row = None
        if sheet is not None:
            row = session.project.documents.queue_row(session.project.layer.id, sheet.document.id)
        window.places.show_article(is_open=sheet is not None)
        notes = notes_of(session.project, sheet.document.id) if sheet is not None else []
        kept = kept_here(session.project, sheet) if sheet is not None else None
        window.facts.show_sheet(sheet, notes, kept)
        window.article.noted.show(notes)
        window.speaking.say()
        if notes != self._notes:
            self._notes = notes
            window.queue.set_notes(note_counts(session.project))
        window.events.notes = {
            key: [note for note in notes if note.subject == key] for key in {note.subject for note in notes}
        }
        window.events.show_sheet(
            sheet,
            focused,
            is_prelabelled=row is not None and row.is_prelabelled,
            failure=row.failure if row is not None else None,
        )
        window.status.show_place(sheet, focused)

    def queue(self, document_ids: frozenset[str]) -> None:
        """Rows of the queue are out of date, all of them when none is named."""
        self._window.queue.refresh(document_ids)
        self.first()

    def give_keyboard_back(self) -> None:
        """The keys go to the article again, or to the queue where none is open."""
        (self._window.queue if self._session.sheet is None else self._window.article).setFocus()

    def first(self) -> None:
        """Open the first article where none is open, and no page stands in its place."""
        is_free = self._session.sheet is None and not self._window.places.has_page
        first = self._window.queue.first_article() if is_free else None
        if first is not None:
            self._session.begin_to_open(first)

    def event_at(self, offset: int) -> None:
        """The article was clicked: the event whose trigger is there comes into focus."""
        sheet = self._session.sheet
        if self._window.cards.wait.row is not None:
            return  # the click says what fills a role
        for item in sheet.events if sheet else ():
            span = anchor_of(item.value)
            if span.start <= offset <= span.end:
                self._session.focus_event(item.id)
                return

    def item(self, item_id: str) -> None:
        """A card's chip was clicked: show what it stands for."""
        item = self._session.sheet.find(item_id) if self._session.sheet else None
        if item is None:
            return
        if isinstance(item.value, Event):
            self._session.focus_event(item_id)
        self._window.article.go_to(anchor_of(item.value))

    def rejected(self) -> None:
        """Show what was rejected, or hide it again."""
        article = self._window.article
        shown = not article.shows_rejected
        article.show_rejected(shown=shown)
        self._window.actions_by_id["view.rejected"].setChecked(shown)

    def toggle_panel(self, action: str) -> None:
        """Show the queue or the cards, or hide them; at the start the menu says what is shown."""
        panel = self._window.queue if action == "view.queue" else self._window.events
        shown = self._window.places.toggle(action.replace("view.", "show_"), panel)
        self._window.actions_by_id[action].setChecked(shown)

    def shown_panels(self) -> None:
        """Let the menu say which panels are shown."""
        for action in ("view.queue", "view.events"):
            shown = self._window.settings.flag(action.replace("view.", "show_"))
            self._window.actions_by_id[action].setChecked(shown)

    def keys(self) -> None:
        """Actions have other keys: say them wherever keys are said."""
        window = self._window
        window.actions_by_id.show_keys()
        window.header.show_keys()
        window.places.show_keys()
        window.facts.show_again()
        window.find_bar.show_keys()
        window.queue.filters.show_keys()
        self.panels()

    def job(self, step: PrelabelStep) -> None:
        """A run has come on."""
        self._window.status.show_job(step)
        touched = frozenset(step.documents) | {document_id for document_id, _reason in step.failures}
        if touched:
            self._window.queue.refresh(touched)
            if self._session.sheet is not None and self._session.sheet.document.id in touched:
                self._session.reload()

    def job_end(self, sentence: str) -> None:
        """A run has ended."""
        self._window.status.show_job(None)
        self._window.status.say_saved(sentence)
