"""Confirming many suggestions at once, and rejecting with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind, anchor_of
from border_annotator.domain.edit import Changes
from border_annotator.domain.event import Event
from border_annotator.services import confirm_many, review
from border_annotator.services.confirm_many import LEVELS, Prepared, Step, Waiting, Wanted
from border_annotator.ui.actions.in_focus import no_event
from border_annotator.ui.dialogs.chooser import Choice
from border_annotator.ui.session import next_open
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from border_annotator.domain.schema import Schema
    from border_annotator.domain.worksheet import Item
    from border_annotator.ui.dialogs.chooser import Chooser
    from border_annotator.ui.jobs.prelabel_job import PrelabelJob
    from border_annotator.ui.jobs.stepwise import Stepwise
    from border_annotator.ui.queue.queue_panel import QueuePanel
    from border_annotator.ui.session import Session
    from border_annotator.ui.status_bar import StatusBar
    from border_annotator.ui.text.article_view import ArticleView

REASONS = ("wrong type", "not an event", "wrong span", "boilerplate", "duplicate")
"""What is kept with a rejection when it is chosen from the list; anything else is in the reviewer's own words."""


FEW = 100
"""Changes that are written in one go; more are written a little at a time."""


class ManyActions:
    """Turns keys into verbs over many suggestions. Counting, preparing and writing never hold the window up."""

    def __init__(
        self,
        session: Session,
        article: ArticleView,
        queue: QueuePanel,
        chooser: Chooser,
        status: StatusBar,
        work: Stepwise[object],
        labelling: PrelabelJob,
    ) -> None:
        self._session = session
        self._article = article
        self._queue = queue
        self._chooser = chooser
        self._status = status
        self._work = work
        self._labelling = labelling
        work.stepped.connect(self._show)
        work.ended.connect(self._on_end)
        work.failed.connect(session.refused)
        self._words = ""

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        return {
            "event.reject_why": self.reject_event,
            "item.reject_why": self.reject_item,
            "many.article": self.confirm_in_article,
            "many.queue": self.confirm_in_queue,
        }

    # Rejecting

    def reject_event(self) -> None:
        """Reject the event in focus and say why."""
        item = self._session.focused_item
        if item is None:
            self._session.refused.emit(no_event())
            return
        events = self._session.sheet.events if self._session.sheet else ()
        place = [other.id for other in events].index(item.id)
        before = events[place - 1].id if place else None
        self._ask_why(item, before)

    def reject_item(self) -> None:
        """Reject the entity or figure at the caret and say why."""
        sheet, caret, selected = self._session.sheet, self._article.caret(), self._article.selection()
        touched = []
        for item in sheet.live() if sheet else ():
            span = anchor_of(item.value)
            is_there = span.overlaps(selected) if selected else span.start <= caret <= span.end
            if is_there and not isinstance(item.value, Event):
                touched.append((len(span), item))
        if not touched:
            self._session.refused.emit(tr("No entity or figure at the caret: put the caret into one."))
            return
        self._ask_why(min(touched, key=lambda pair: pair[0])[1], None)

    def _ask_why(self, item: Item, before: str | None) -> None:
        def reject(reason: str) -> None:
            self._session.perform(
                lambda project, sheet: review.reject(project, sheet, item.id, reason.strip() or None),
                (lambda sheet: next_open(sheet, before) or before) if isinstance(item.value, Event) else None,
            )

        choices = [Choice(reason, tr(reason)) for reason in REASONS]
        self._chooser.ask(tr("Reject: why?"), choices, reject, tr("A reason, or your own words"), is_free=True)

    # Confirming

    def confirm_in_article(self) -> None:
        """Choose what to confirm in the open article."""
        sheet = self._session.sheet
        if sheet is None:
            self._session.refused.emit(tr("No article is open: choose one on the left."))
            return
        waiting = confirm_many.waiting_in(sheet)

        def prepare(wanted: Wanted) -> None:
            self._ask_sure(confirm_many.prepare_in(self._session.project, sheet, wanted))

        self._choose(waiting, prepare, tr("Confirm in this article"))

    def confirm_in_queue(self) -> None:
        """Choose what to confirm in all articles of the list on the left, as it is filtered."""
        if self._is_busy():
            return
        ids = self._queue.filtered_ids()
        if not ids:
            self._session.refused.emit(tr("The list on the left is empty: change its filter."))
            return
        project = self._session.project

        def prepare(wanted: Wanted) -> None:
            self._start(tr("Preparing"), confirm_many.prepare_in_many(project, ids, wanted), self._ask_sure_if_prepared)

        def choose(waiting: object) -> None:
            if isinstance(waiting, Waiting):
                title = tr_count(
                    "Confirm in the article of the list", "Confirm in the {count} articles of the list", len(ids)
                )
                self._choose(waiting, prepare, title)

        self._start(tr("Counting"), confirm_many.waiting_in_many(project, ids), choose)

    def _choose(self, waiting: Waiting, then: Callable[[Wanted], None], title: str) -> None:
        """Offer what can be confirmed, each with its count."""
        levels = [(level, f"{level:.2f}") for level in LEVELS]
        offers = [(tr("events from {level} on", level=said), Wanted(Kind.EVENT, None, k)) for k, said in levels]
        offers += [(tr("everything from {level} on", level=said), Wanted(None, None, k)) for k, said in levels]
        kinds = {Kind.EVENT: tr("all events"), Kind.ENTITY: tr("all entities"), Kind.FIGURE: tr("all figures")}
        offers += [(words, Wanted(kind)) for kind, words in kinds.items()]
        labels = sorted(
            {(kind, label) for kind, label, _level in waiting.counts},
            key=lambda pair: (list(Kind).index(pair[0]), pair[1]),
        )
        offers += [(self._said_label(kind, label), Wanted(kind, label)) for kind, label in labels]
        offers.append((tr("everything"), Wanted()))
        counted = [(words, wanted, waiting.of(wanted)) for words, wanted in offers]
        choices = [Choice(str(k), words, f"{count:,}") for k, (words, _wanted, count) in enumerate(counted) if count]
        if not choices:
            self._session.refused.emit(tr("Nothing waits there any more."))
            return
        self._chooser.ask(
            title, choices, lambda key: then(counted[int(key)][1]), tr("All above a confidence, of a kind or type")
        )

    def _ask_sure_if_prepared(self, prepared: object) -> None:
        if isinstance(prepared, Prepared):
            self._ask_sure(prepared)

    def _ask_sure(self, prepared: Prepared) -> None:
        """Show what it comes to before anything is written."""
        if not prepared.edit.changes:
            self._session.refused.emit(tr("Nothing waits there any more."))
            return
        words = tr_count("Confirm {count} suggestion", "Confirm {count} suggestions", prepared.confirmed)
        if prepared.others > 0:
            words += tr_count(" and {count} that they use", " and {count} that they use", prepared.others)
        if prepared.articles > 1:
            words += tr_count(" in {count} article", " in {count} articles", prepared.articles)
        choices = [Choice("yes", words, tr("one step for undo")), Choice("no", tr("Leave all as it is"))]
        self._chooser.ask(
            tr("Sure?"), choices, lambda key: self.write(prepared) if key == "yes" else None, tr("Enter confirms")
        )

    def write(self, prepared: Prepared) -> None:
        """Confirm what was prepared, a little at a time, as one edit."""
        if self._is_busy():
            return
        if len(prepared.edit.changes) <= FEW:
            self._session.perform(lambda project, _sheet: confirm_many.confirm_at_once(project, prepared))
            return
        self._hold_others()
        self._start(tr("Confirming"), confirm_many.confirm_prepared(self._session.project, prepared), self._on_written)

    def _on_written(self, changes: object) -> None:
        if isinstance(changes, Changes):
            self._session.announce(changes)

    def travel(self, steps: Generator[Step, None, Changes | None], word: str) -> None:
        """Undo or redo thousands of changes, a little at a time."""
        if self._is_busy():
            return

        def arrive(changes: object) -> None:
            if isinstance(changes, Changes):
                self._session.arrive(changes, word)

        self._hold_others()
        self._start(tr("Undoing") if word == "Undone" else tr("Redoing"), steps, arrive)

    def _hold_others(self) -> None:
        """Nothing else may write until all of it is on disk."""
        self._session.busy = tr("Many changes are being written: wait a moment, or cancel at the bottom.")
        self._labelling.hold()

    # The run

    def _start(self, words: str, steps: object, then: Callable[[object], None]) -> None:
        self._words = words
        self._work.start(steps, then)  # type: ignore[arg-type] # every one of them is a generator of steps

    def _is_busy(self) -> bool:
        if self._work.is_running:
            self._session.refused.emit(tr("Wait until that is done, or cancel it at the bottom."))
        return self._work.is_running

    def _show(self, step: object) -> None:
        if isinstance(step, Step):
            self._status.show_work(self._words, step.done, step.total)

    def _on_end(self) -> None:
        self._status.show_work("", 0, 0)
        self._session.busy = None
        self._labelling.release()

    def _said_label(self, kind: Kind, label: str) -> str:
        if kind is Kind.EVENT:
            name = self._schema.event_type(label).label if self._schema.has_type(label) else label
            return tr("all of type {name}", name=name)
        if kind is Kind.ENTITY:
            name = self._schema.entity_label(label).name if self._schema.has_label(label) else label
            return tr("all of label {name}", name=name)
        return tr("all figures of kind {name}", name=label.replace("_", " "))

    @property
    def _schema(self) -> Schema:
        return self._session.project.schema
