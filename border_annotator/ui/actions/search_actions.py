"""Keys for finding: in the article, everywhere, and what is done to the hits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from border_annotator.domain.annotation import Kind
from border_annotator.domain.edit import Changes
from border_annotator.services import many_hits
from border_annotator.services.annotate import Written
from border_annotator.services.many_hits import Prepared, Wish
from border_annotator.ui.actions.many_actions import REASONS
from border_annotator.ui.dialogs.chooser import Choice
from border_annotator.ui.jobs.stepwise import Stepwise
from border_annotator.ui.said import said
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.services.many_hits import Tally
    from border_annotator.services.search import Hit
    from border_annotator.ui.main_window import MainWindow


class SearchActions(QObject):
    """Opens the bar and the page of searches, and carries the wishes about hits to ``services.many_hits``."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session, self._chooser = window.session, window.chooser
        self._bar, self._page = window.find_bar, window.search
        self._words, self._total = "", 0
        self._work: Stepwise[object] = Stepwise(self)
        self._work.stepped.connect(self._show_step)
        self._work.ended.connect(self._on_end)
        self._work.failed.connect(self._session.refused)
        window.status.cancel_asked.connect(self._work.cancel)
        self._page.set_filtered(self._filtered_ids)
        self._page.opened.connect(self.show_hit)
        self._page.left.connect(self.leave)
        self._page.mark_asked.connect(self.mark)
        self._page.removal_asked.connect(self.remove)
        self._bar.closed.connect(window.article.setFocus)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        return {
            "article.find": self.find,
            "article.find_next": lambda: self._bar.step(1),
            "article.find_previous": lambda: self._bar.step(-1),
            "project.search": self.search,
        }

    def find(self) -> None:
        """Find words in the open article."""
        self._window.places.show_search(shown=False)
        self._bar.open()

    def search(self) -> None:
        """Look for words in all articles; what is selected is looked for at once."""
        sheet, selected = self._session.sheet, self._window.article.selection()
        words = ""
        if sheet is not None and selected is not None and not self._page.isVisible():
            words = " ".join(selected.text_in(sheet.document.text).split())
        self._window.places.show_search(shown=True)
        self._page.begin(words)

    def leave(self) -> None:
        """Back to the article."""
        self._window.places.show_search(shown=False)
        self._window.showing.give_keyboard_back()

    def show_hit(self, hit: Hit) -> None:
        """Open a hit's article with the hit selected."""
        if self._session.sheet is None or self._session.sheet.document.id != hit.document_id:
            self._session.open_document(hit.document_id)
        self._window.places.show_search(shown=False)
        self._window.article.go_to(hit.span)
        self._window.article.select(hit.span)
        self._window.article.setFocus()

    def _filtered_ids(self) -> list[str] | None:
        return None if self._window.queue.filter.is_everything else self._window.queue.filtered_ids()

    # What is done to the hits

    def mark(self) -> None:
        """Choose what the ticked hits become."""
        hits = self._page.chosen_hits()
        if not hits:
            self._session.refused.emit(tr("There is no hit: look for something first."))
            return
        schema = self._session.project.schema
        choices = [
            Choice(f"entity:{label.label}", tr("Entity: {name}", name=label.name)) for label in schema.entity_labels
        ]
        choices += [Choice(f"event:{kind.type}", tr("Event: {name}", name=kind.label)) for kind in schema.event_types]
        choices.append(Choice("figure:", tr("Figure or time")))

        def take(key: str) -> None:
            kind, _colon, label = key.partition(":")
            self._prepare(hits, Wish(Kind(kind), label))

        title = tr_count("Mark {count} hit as …", "Mark {count} hits as …", len(hits))
        self._chooser.ask(title, choices, take, tr("A label or a type"))

    def remove(self) -> None:
        """Choose which marks are removed at the ticked hits."""
        hits = self._page.chosen_hits()
        labels = sorted({label for hit in hits for label in hit.labels})
        if not labels:
            self._session.refused.emit(tr("Nothing is marked at these hits."))
            return
        counted = {label: sum(label in hit.labels for hit in hits) for label in labels}
        choices = [Choice(label, self._page.said_label(label), f"{counted[label]:,}") for label in labels]
        if len(choices) > 1:
            choices.append(Choice("", tr("All marks"), f"{sum(bool(hit.labels) for hit in hits):,}"))
        kinds = {"t": Kind.EVENT, "e": Kind.ENTITY, "f": Kind.FIGURE}

        def take(key: str) -> None:
            self._prepare(hits, Wish(kinds[key[0]] if key else None, key[2:], is_removal=True))

        title = tr_count("Remove at {count} hit …", "Remove at {count} hits …", len(hits))
        self._chooser.ask(title, choices, take, tr("Which marks"))

    def _prepare(self, hits: list[Hit], wish: Wish) -> None:
        if self._is_busy():
            return
        self._words, self._total = tr("Preparing"), len({hit.document_id for hit in hits})
        self._work.start(many_hits.prepare(self._session.project, hits, wish), self._on_prepared)

    def _on_prepared(self, prepared: object) -> None:
        if isinstance(prepared, Prepared):
            self._ask_sure(prepared)

    def _ask_sure(self, prepared: Prepared) -> None:
        """Show what it comes to, and what is left as it is, before anything is written."""
        tally = prepared.tally
        left = said_left(tally)
        if not prepared.edit.changes:
            self._session.refused.emit(tr("Nothing to do: {left}.", left=left or tr("nothing fits")))
            return
        where = tr_count("in {count} article", "in {count} articles", tally.articles)
        choices = [
            Choice("yes", f"{said(prepared.edit.label)} {where}", tr("one step for undo")),
            *(
                Choice(reason, tr("Yes, because: {reason}", reason=tr(reason)), tr("kept with every rejection"))
                for reason in (REASONS if many_hits.may_say_why(prepared) else ())
            ),
            Choice("no", tr("Leave all as it is")),
        ]

        def take(key: str) -> None:
            if key != "no":
                self._write(prepared if key == "yes" else many_hits.because(prepared, key))

        title = tr("Sure?") if not left else tr("Sure? {left}.", left=left[0].upper() + left[1:])
        self._chooser.ask(title, choices, take)

    def _write(self, prepared: Prepared) -> None:
        """One edit, a little at a time; nothing else may write until all of it is on disk."""
        if self._is_busy():
            return
        self._session.busy = tr("Many hits are being marked: wait a moment, or cancel at the bottom.")
        self._window.job.hold()
        self._words, self._total = tr("Marking"), len(prepared.edit.changes)
        self._work.start(many_hits.carry_out(self._session.project, prepared), self._on_written)

    def _on_written(self, changes: object) -> None:
        if isinstance(changes, Changes):
            self._session.announce(changes)
            self._page.search()

    def _is_busy(self) -> bool:
        if self._work.is_running:
            self._session.refused.emit(tr("Wait until that is done, or cancel it at the bottom."))
        return self._work.is_running

    def _show_step(self, step: object) -> None:
        if isinstance(step, Written):
            self._window.status.show_work(self._words, step.done, self._total)

    def _on_end(self) -> None:
        self._window.status.show_work("", 0, 0)
        if self._session.busy is not None:
            self._session.busy = None
            self._window.job.release()

    def close(self) -> None:
        """Stop what is under way, before the project is closed."""
        self._work.stop()
        self._page.close_reading()


def said_left(tally: Tally) -> str:
    """What is left as it is, and why; empty when nothing is."""
    said = []
    if tally.already:
        said.append(tr_count("{count} is marked so already", "{count} are marked so already", tally.already))
    if tally.overlapping:
        said.append(tr_count("{count} overlaps another mark", "{count} overlap other marks", tally.overlapping))
    if tally.masked:
        said.append(tr_count("{count} stands in boilerplate", "{count} stand in boilerplate", tally.masked))
    if tally.fillers:
        said.append(tr_count("{count} fills a role of an event", "{count} fill roles of events", tally.fillers))
    if tally.nothing_there:
        said.append(tr_count("{count} has no such mark", "{count} have no such mark", tally.nothing_there))
    return tr("left as they are: {what}", what=", ".join(said)) if said else ""
