"""The reviewer's keys: verdicts, moving about, done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind
from border_annotator.domain.layer import ReviewState
from border_annotator.domain.worksheet import State
from border_annotator.services import review
from border_annotator.ui.actions.in_focus import no_event
from border_annotator.ui.actions.keys import key
from border_annotator.ui.said import said
from border_annotator.ui.session import next_open
from border_annotator.ui.text.caret_steps import items_at
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.domain.worksheet import Item
    from border_annotator.ui.actions.at_caret import AtCaret
    from border_annotator.ui.dialogs.value_prompt import ValuePrompt
    from border_annotator.ui.queue.queue_panel import QueuePanel
    from border_annotator.ui.session import Session
    from border_annotator.ui.text.article_view import ArticleView


class ReviewActions:
    """Turns keys into verbs of ``services.review``."""

    def __init__(
        self, session: Session, article: ArticleView, at_caret: AtCaret, queue: QueuePanel, prompt: ValuePrompt
    ) -> None:
        self._session = session
        self._at_caret = at_caret
        self._article = article
        self._queue = queue
        self._prompt = prompt

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        session = self._session
        return {
            "history.undo": session.undo,
            "history.redo": session.redo,
            "event.confirm": self.confirm_event,
            "event.reject": self.reject_event,
            "event.next": lambda: session.step_event(1),
            "event.previous": lambda: session.step_event(-1),
            "item.confirm": self.confirm_item,
            "item.reject": self.reject_item,
            "item.restore": self.restore_event,
            "document.confirm_rest": self.confirm_rest,
            "document.done": self.mark_done,
            "document.skip": self.skip,
            "document.reopen": self.reopen,
            "document.next": lambda: self.step_document(1),
            "document.previous": lambda: self.step_document(-1),
        }

    def confirm_event(self) -> None:
        """Confirm the event in focus and go to the next one that waits."""
        item = self._focused()
        if item is None:
            return
        if not item.is_open:
            self._session.focus_next_open(item.id)
            if self._session.focused_event == item.id:
                self._session.refused.emit(
                    tr("Every event of this article is judged. {key} marks it as done.", key=key("document.done"))
                )
            return
        self._session.perform(
            lambda project, sheet: review.confirm(project, sheet, item.id), lambda sheet: next_open(sheet, item.id)
        )

    def reject_event(self) -> None:
        """Reject the event in focus and go to the next one that waits."""
        item = self._focused()
        if item is None:
            return
        events = self._session.sheet.events if self._session.sheet else ()
        place = [other.id for other in events].index(item.id)
        before = events[place - 1].id if place else None
        self._session.perform(
            lambda project, sheet: review.reject(project, sheet, item.id),
            lambda sheet: next_open(sheet, before) or before,
        )

    def restore_event(self) -> None:
        """Let the event in focus, or the rejected mark at the caret, wait for a verdict again."""
        item = self._rejected_at_caret() or self._focused()
        if item is not None:
            self._session.perform(lambda project, sheet: review.restore(project, sheet, item.id))

    def confirm_item(self) -> None:
        """Confirm the entity or figure at the caret."""
        item = self._item_at_caret(lambda found: found.is_open)
        if item is not None:
            self._session.perform(lambda project, sheet: review.confirm(project, sheet, item.id))

    def reject_item(self) -> None:
        """Reject or remove the entity or figure at the caret."""
        item = self._item_at_caret(lambda _found: True)
        if item is not None:
            self._session.perform(lambda project, sheet: review.reject(project, sheet, item.id))

    def confirm_rest(self) -> None:
        """Confirm everything that still waits in the article, as one step."""
        self._session.perform(lambda project, sheet: review.confirm_rest(project, sheet, frozenset(Kind)))

    def mark_done(self) -> None:
        """Mark the article as done, say what it lacks, and open the next one."""
        sheet = self._session.sheet
        lacking = review.left_undone(self._session.project, sheet) if sheet else None
        if self._mark(ReviewState.DONE):
            self.step_document(1, quiet=True)
            if lacking:
                undo = key("history.undo")
                words = tr("Marked as done {lacking}. {key} takes it back.", lacking=said(lacking), key=undo)
                self._session.refused.emit(words)

    def reopen(self) -> None:
        """Say that the article is in progress: begun without an edit, or done or skipped and taken up again."""
        sheet = self._session.sheet
        is_open = sheet is not None and sheet.review.state is ReviewState.OPEN and sheet.is_started
        if is_open or (sheet is not None and sheet.review.state is ReviewState.IN_PROGRESS):
            self._session.refused.emit(tr("This article is in progress already."))
            return
        self._mark(ReviewState.IN_PROGRESS)

    def skip(self) -> None:
        """Leave the article out, with a reason."""
        if self._session.sheet is None:
            self._session.refused.emit(tr("No article is open: choose one on the left."))
            return

        def skip_for(reason: str) -> str | None:
            if not reason.strip():
                return tr("Say in a few words why, for whoever looks at it later.")
            if self._mark(ReviewState.SKIPPED, reason.strip()):
                self.step_document(1, quiet=True)
            return None

        self._prompt.ask(tr("Skip this article"), "", skip_for, tr("Why? For example: not about borders"))

    def step_document(self, step: int, *, quiet: bool = False) -> None:
        """Open the next (``1``) or previous (``-1``) article of the list."""
        sheet = self._session.sheet
        wanted = self._queue.neighbour(sheet.document.id if sheet else None, step)
        if wanted is not None:
            self._session.begin_to_open(wanted)
        elif not quiet:
            self._session.refused.emit(
                tr("That was the last article.") if step > 0 else tr("That is the first article.")
            )

    def _mark(self, state: ReviewState, reason: str | None = None) -> bool:
        return self._session.perform(lambda project, sheet: review.mark(project, sheet, state, reason))

    def _focused(self) -> Item | None:
        item = self._session.focused_item
        if item is None:
            self._session.refused.emit(no_event())
        return item

    def _item_at_caret(self, wanted: Callable[[Item], bool]) -> Item | None:
        """The entity or figure that the caret was brought to, else the innermost at it or in the selection."""
        sheet, selected = self._session.sheet, self._article.selection()
        found: list[Item] = []
        if sheet is not None and selected is not None:
            found = sorted(sheet.at(selected), key=lambda item: item.end - item.start)
        elif sheet is not None:
            meant = self._at_caret.item()
            found = [*([meant] if meant is not None else []), *items_at(sheet, self._article.caret())]
        for item in found:
            if item.kind is not Kind.EVENT and item.state is not State.REJECTED and wanted(item):
                return item
        self._session.refused.emit(tr("No entity or figure at the caret: put the caret into one."))
        return None

    def _rejected_at_caret(self) -> Item | None:
        sheet, caret = self._session.sheet, self._article.caret()
        if sheet is None or not self._article.shows_rejected:
            return None
        found = items_at(sheet, caret, with_rejected=True)
        return next((item for item in found if item.state is State.REJECTED), None)
