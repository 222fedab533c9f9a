"""Annotations from elsewhere that could not be placed: to open, to place, to try again, to discard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from border_annotator.domain.errors import KnownError
from border_annotator.services.quarantine import discard, places_for, quarantine, retry, retry_all
from border_annotator.ui.dialogs.chooser import Choice
from border_annotator.ui.importing.lines import Line
from border_annotator.ui.importing.list_page import ListPage
from border_annotator.ui.jobs.stepwise import Stepwise
from border_annotator.ui.said import said, told
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from border_annotator.domain.adoption import Quarantined
    from border_annotator.domain.span import Span
    from border_annotator.services.quarantine import Retried
    from border_annotator.ui.main_window import MainWindow

KINDS = {"span": "mark", "event": "event", "article": "article"}
AROUND = 36
"""Letters before and after a place that tell it from others."""
SELECTED = "selected"


class QuarantinePage(ListPage):
    """Lists the quarantine of a project, and carries what the user wants to its service."""

    def __init__(self, window: MainWindow) -> None:
        self._items: list[Quarantined] = []
        self._sure: frozenset[str] = frozenset()
        super().__init__(window, tr("What could not be placed"), self)
        self._work: Stepwise[object] = Stepwise(self)
        self._work.stepped.connect(self._on_tried)
        self._work.ended.connect(self._on_all_tried)
        self._work.failed.connect(window.session.refused)
        self._tried = self._placed = 0
        self.title.setText(tr("Annotations in quarantine"))
        self._for_one = [
            self.add_button(tr("Place it…  Enter"), tr("Choose the passage that it belongs to"), self.enter),
            self.add_button(
                tr("Open the article  O"), tr("See where it should stand"), self._open_article, Qt.Key.Key_O
            ),
            self.add_button(tr("Try again  R"), tr("Place it where it fits by now"), self._retry, Qt.Key.Key_R),
        ]
        self._for_all = [
            self.add_button(
                tr("Try all again  Shift+R"),
                tr("For when articles have come in, or lines were unmasked"),
                self._retry_all,
                Qt.Key.Key_R,
                shift=True,
            ),
            self.add_button(tr("Discard  X"), tr("Throw the marked one away for good"), self._discard, Qt.Key.Key_X),
            self.add_button(
                tr("Discard all shown  Shift+X"),
                tr("Throw all rows that are shown away for good"),
                self._discard_all,
                Qt.Key.Key_X,
                shift=True,
            ),
        ]
        self.add_button(tr("Copy the list  C"), tr("All rows that are shown, into the clipboard"), self.copy)
        self.add_button(tr("Back to the article  Esc"), tr("What is in quarantine stays there"), self.leave)

    # From outside

    def begin(self) -> None:
        """Show what is in quarantine now."""
        self.line.clear()
        self._read()
        self.open()

    def close_work(self) -> None:
        """Stop what is tried, before the project is closed."""
        self._work.cancel()

    # What it says

    def line_of(self, place: int) -> Line:
        """One item and why it could not be placed."""
        item = self._items[place]
        surface = f"“{' '.join(item.surface.split())}”" if item.surface else ""
        words = " ".join(filter(None, (item.label, surface, item.foreign_id if not surface else "")))
        return Line(tr(KINDS.get(item.kind, "mark")), words or item.doc_id, item.file_name, said(item.reason), "ink")

    def details_of(self, place: int) -> Sequence[str]:
        """All that is known of an item."""
        item = self._items[place]
        lines = [f"{item.label} {item.foreign_id}".strip()]
        if item.surface:
            lines.append(
                tr("“{surface}”, at {start}–{end} in the file", surface=item.surface, start=item.start, end=item.end)
            )
        document = self.window_of.session.project.documents.get(item.document_id) if item.document_id else None
        article = document.headline if document is not None else tr("no article of the project")
        lines.append(tr("{file}, {doc}: {article}", file=item.file_name, doc=item.doc_id, article=article))
        return [*lines, said(item.reason)]

    def fitting(self) -> Sequence[int]:
        """What fits what is typed."""
        words = self.words()
        return [k for k in range(len(self._items)) if all(w in self.line_of(k).spoken.casefold() for w in words)]

    def nothing_words(self) -> str:
        """Why the list is empty."""
        return tr("Nothing fits: type less.") if self._items else tr("Nothing is in quarantine. Esc goes back.")

    def show_details(self) -> None:
        """Say what is known of the marked item."""
        super().show_details()
        self._sure = frozenset()

    # Keys

    def enter(self) -> None:
        """Choose where the marked item belongs."""
        item = self._marked()
        if item is None:
            return
        if item.document_id is None:
            self.window_of.session.refused.emit(
                tr("Its article is not in the project: import that, then try it again.")
            )
            return
        self._ask_place(item, None)

    def _ask_place(self, item: Quarantined, surface: str | None) -> None:
        window = self.window_of
        text = window.session.project.documents.get(item.document_id or "").text
        places = places_for(window.session.project, item, surface)
        choices = [Choice(str(k), _in_context(text, place)) for k, place in enumerate(places)]
        sheet, selected = window.session.sheet, window.article.selection()
        if sheet is not None and sheet.document.id == item.document_id and selected is not None:
            choices.insert(0, Choice(SELECTED, _in_context(text, selected), tr("what is selected")))

        def take(key: str) -> None:
            if key == SELECTED:
                self._place_at(item, selected)
            elif key.isdecimal() and int(key) < len(places):
                self._place_at(item, places[int(key)])
            elif places_for(window.session.project, item, key):
                self._ask_place(item, key)
            else:
                window.session.refused.emit(tr("“{words}” does not stand in the article.", words=key))
                self.give_keyboard()

        words = surface or item.surface or item.label
        window.chooser.ask(
            tr("Where does “{words}” stand?", words=" ".join(words.split())[:80]),
            choices,
            take,
            tr("A place, or other words of the article"),
            is_free=True,
        )

    def _place_at(self, item: Quarantined, place: Span | None) -> None:
        self._try(item, place)
        self.give_keyboard()

    def _retry(self) -> None:
        item = self._marked()
        if item is not None:
            self._try(item, None)

    def _try(self, item: Quarantined, place: Span | None) -> None:
        session = self.window_of.session
        try:
            done = retry(session.project, item.id, place=place)
        except KnownError as error:
            session.refused.emit(told(error))
            return
        if done.reason is not None:
            session.refused.emit(said(done.reason))
            return
        self.window_of.status.say_saved(
            tr_count("Placed: {count} annotation came in", "Placed: {count} annotations came in", done.added)
        )
        self._changed()

    def _retry_all(self) -> None:
        if not self._work.is_running:
            self._tried = self._placed = 0
            self._work.start(self._each(), lambda _nothing: None)

    def _each(self) -> Generator[object, None, object]:
        for done in retry_all(self.window_of.session.project):
            self._count(done)
            yield done
        return None

    def _count(self, done: Retried) -> None:
        self._tried += 1
        self._placed += done.is_released

    def _on_tried(self, _done: object) -> None:
        self.window_of.status.show_work(tr("Trying again"), self._tried, len(self._items))

    def _on_all_tried(self) -> None:
        self.window_of.status.show_work("", 0, 0)
        self.window_of.status.say_saved(
            tr("Placed {placed:,} of {tried:,} that were tried again", placed=self._placed, tried=self._tried)
        )
        self._changed()

    def _discard(self) -> None:
        item = self._marked()
        if item is not None:
            self._discard_sure([item.id])

    def _discard_all(self) -> None:
        self._discard_sure([self._items[place].id for place in self.model.places])

    def _discard_sure(self, ids: list[str]) -> None:
        """What is thrown away does not come back, so the key is pressed twice."""
        session = self.window_of.session
        if not ids:
            return
        if self._sure != frozenset(ids):
            self._sure = frozenset(ids)
            session.refused.emit(
                tr_count(
                    "It is thrown away for good: press the key again.",
                    "{count} are thrown away for good: press the keys again.",
                    len(ids),
                )
            )
            return
        try:
            discard(session.project, ids)
        except KnownError as error:
            session.refused.emit(told(error))
            return
        self.window_of.status.say_saved(tr_count("{count} was discarded", "{count} were discarded", len(ids)))
        self.window_of.message.clear_message()
        self._read()

    def _open_article(self) -> None:
        item, window = self._marked(), self.window_of
        if item is None or item.document_id is None:
            window.session.refused.emit(tr("Its article is not in the project: import that, then try it again."))
            return
        places = places_for(window.session.project, item)
        window.session.open_document(item.document_id)
        window.places.show_page(None)
        if places:
            window.article.go_to(places[0])
        window.showing.give_keyboard_back()

    def _changed(self) -> None:
        window = self.window_of
        window.session.reload()
        window.queue.refresh(frozenset())
        self._read()

    def _read(self) -> None:
        self._items = quarantine(self.window_of.session.project)
        count = len(self._items)
        self.told.setText(
            tr_count(
                "{count} annotation could not be placed. It is lost only when you discard it.",
                "{count} annotations could not be placed. They are lost only when you discard them.",
                count,
            )
            if count
            else tr("Every annotation that came from elsewhere has its place.")
        )
        self.fill()
        for button in (*self._for_one, *self._for_all):
            button.setEnabled(count > 0)

    def _marked(self) -> Quarantined | None:
        place = self.marked()
        return self._items[place] if place is not None else None


def _in_context(text: str, place: Span) -> str:
    before, after = text[max(0, place.start - AROUND) : place.start], text[place.end : place.end + AROUND]
    return " ".join(f"…{before}[{place.text_in(text)}]{after}…".split())
