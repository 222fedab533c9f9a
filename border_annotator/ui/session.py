"""What the window is about at this moment: the project, the open article, the event in focus."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from border_annotator.domain.errors import DiskError, KnownError
from border_annotator.services import history
from border_annotator.services.worksheets import is_long, read_worksheet, renew_worksheet, worksheet_in_steps
from border_annotator.ui.actions.keys import key
from border_annotator.ui.said import said, told
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from border_annotator.domain.document import Document
    from border_annotator.domain.edit import Changes
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.services.confirm_many import Step
    from border_annotator.services.project import Project

    Verb = Callable[[Project, Worksheet], Changes]
    NextFocus = Callable[[Worksheet], str | None]


MANY = 40
"""Articles from which on the whole queue is read again, and not row by row."""


SLICE = 0.012
"""Seconds that are read at a time while an article is opened step by step: less than a picture takes."""


class Session(QObject):
    """Carries the verbs of the services to the panels: runs one, reads the worksheet again, tells who listens.

    It holds no verb and no widget.
    """

    almost_open = Signal(object)
    """A long article has been read, and is open in the next turn of the loop: its ``Document``."""
    sheet_shown = Signal()
    """Another article is open, or none."""
    sheet_changed = Signal()
    """The open article's worksheet is a new one."""
    focus_changed = Signal()
    """Another event is in focus, or none, on the same worksheet."""
    focus_moved = Signal()
    """Another event is in focus since the worksheet changed."""
    queue_changed = Signal(object)
    """Rows of the queue are out of date: a frozenset of document ids, empty for all."""
    saved = Signal(str)
    """An edit is on disk; the words are its label."""
    edited = Signal(object)
    """The reviewer has edited something, and it was neither an undo nor a redo: its ``Changes``."""
    long_travel = Signal(object, str)
    """An undo or a redo of thousands of changes: the steps that do it, and the word for it."""
    refused = Signal(str)
    """Something could not be done; the words are a sentence for the user."""
    troubled = Signal(object)
    """Nothing can be saved at this moment: a ``DiskError``."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self.sheet: Worksheet | None = None
        self.focused_event: str | None = None
        self._opening: Generator[Document | None, None, Worksheet] | None = None
        self._opening_id: str | None = None
        self._is_behind = False
        self._steps = QTimer(self)
        self._steps.timeout.connect(self._read_on)
        self.busy: str | None = None
        """Why nothing may be written at this moment; the sentence is said to whoever tries."""

    # Articles

    def open_document(self, document_id: str | None) -> None:
        """Show an article with its first open event in focus; ``None`` shows none."""
        self.stop_opening()
        try:
            sheet = read_worksheet(self.project, document_id) if document_id is not None else None
        except KnownError as error:
            self._open_none(error)
        else:
            self._show(sheet)

    def begin_to_open(self, document_id: str | None) -> None:
        """The same for who can wait a moment: a very long article is read step by step, and then shown.

        Until then the article before stays open, and all that is done is done on that.
        """
        if document_id is None or not is_long(self.project, document_id):
            self.open_document(document_id)
            return
        if self.sheet is not None and self.sheet.document.id == document_id and not self._is_behind:
            # To read it again beside the reviewer's keys would slow each of them, and begin anew with each.
            self.stop_opening()
            self._show(self.sheet)
            return
        if self._opening is None or self._opening_id != document_id:
            self._opening, self._opening_id = worksheet_in_steps(self.project, document_id), document_id
        self._steps.start(0)

    def stop_opening(self) -> None:
        """Open none of the articles that are being read."""
        self._opening = None
        self._steps.stop()

    def _read_on(self) -> None:
        # Nothing of an article is garbage while it is read; to look through tens of thousands of its items again and
        # again, and through all else with them, would take as long as a picture or two.
        gc.disable()
        try:
            self._read_slice()
        finally:
            gc.freeze()
            gc.enable()

    def _read_slice(self) -> None:
        began, document = time.perf_counter(), None
        # It is shown in a turn of the loop that has not read before.
        while self._opening is not None and document is None and time.perf_counter() - began < SLICE:
            try:
                document = next(self._opening)
            except StopIteration as read:
                self.stop_opening()
                self._show(read.value)
            except KnownError as error:
                self._open_none(error)
        if document is not None:
            self.almost_open.emit(document)

    def _open_none(self, error: KnownError) -> None:
        """What cannot be read is not shown in part: the other articles may be sound."""
        self.stop_opening()
        self._show(None)
        self.refused.emit(told(error))

    def _show(self, sheet: Worksheet | None) -> None:
        self.sheet = sheet
        self.focused_event = self._first_focus()
        self.sheet_shown.emit()

    def reload(self) -> None:
        """Read the open article again, for instance when a run has labelled it."""
        if self.sheet is None:
            return
        self.sheet = read_worksheet(self.project, self.sheet.document.id)
        if self._focused_item() is None:
            self.focused_event = self._first_focus()
        self.sheet_changed.emit()

    def _first_focus(self) -> str | None:
        events = self.sheet.events if self.sheet else ()
        waiting = next((item.id for item in events if item.is_open), None)
        return waiting or (events[0].id if events else None)

    # Events

    def focus_event(self, event_id: str | None) -> None:
        """Put an event in focus."""
        if event_id != self.focused_event:
            self.focused_event = event_id
            self.focus_changed.emit()

    def step_event(self, step: int) -> None:
        """Put the next (``1``) or the previous (``-1``) event in focus."""
        events = self.sheet.events if self.sheet else ()
        if not events:
            self.refused.emit(
                tr("There is no event in this article yet: select a trigger and press {key}.", key=key("event.new"))
            )
            return
        place = next((k for k, item in enumerate(events) if item.id == self.focused_event), None)
        wanted = (0 if step > 0 else len(events) - 1) if place is None else place + step
        if 0 <= wanted < len(events):
            self.focus_event(events[wanted].id)
        else:
            self.refused.emit(tr("That was the last event.") if step > 0 else tr("That is the first event."))

    def focus_next_open(self, after: str | None) -> None:
        """Put the next event that waits for a verdict in focus; without one the focus stays."""
        self.focus_event(next_open(self.sheet, after) or self.focused_event if self.sheet else None)

    def _focused_item(self) -> Item | None:
        if self.sheet is None or self.focused_event is None:
            return None
        return next((item for item in self.sheet.events if item.id == self.focused_event), None)

    @property
    def focused_item(self) -> Item | None:
        """The event in focus."""
        return self._focused_item()

    # Verbs

    def perform(self, verb: Verb, then: NextFocus | None = None) -> bool:
        """Run a verb on the open article; the edit is on disk when this returns true.

        ``then`` says which event comes into focus on the new worksheet (``None`` from it keeps the one there is).
        """
        if self.sheet is None:
            self.refused.emit(tr("No article is open: choose one on the left."))
            return False
        if self._is_busy():
            return False
        try:
            self._catch_up()
            changes = verb(self.project, self.sheet)
        except KnownError as error:
            self._say(error)
            return False
        self._announce(changes, tr("Saved"), then)
        self.edited.emit(changes)
        return True

    def change(self, verb: Callable[[Project], Changes]) -> bool:
        """Run a verb on the project, whether an article is open or not; the edit is on disk when this returns true."""
        if self._is_busy():
            return False
        try:
            changes = verb(self.project)
        except KnownError as error:
            self._say(error)
            return False
        self._announce(changes, tr("Saved"), None)
        return True

    def undo(self) -> None:
        """Take the newest edit back and show where it was."""
        words = (tr("Undone"), tr("There is nothing to undo."))
        self._travel(history.is_long_undo, history.undo_in_steps, history.undo, *words)

    def redo(self) -> None:
        """Bring the edit back that was undone last and show where it is."""
        words = (tr("Redone"), tr("There is nothing to redo."))
        self._travel(history.is_long_redo, history.redo_in_steps, history.redo, *words)

    def announce(self, changes: Changes) -> None:
        """Tell of an edit that was made beside the session."""
        self._announce(changes, tr("Saved"), None)

    def _say(self, error: KnownError) -> None:
        if isinstance(error, DiskError):
            self.troubled.emit(error)
        else:
            self.refused.emit(told(error))

    def _catch_up(self) -> None:
        """Read the open article again if that could not be done after the last edit."""
        if self._is_behind:
            self.reload()
            self._is_behind = False

    def _is_busy(self) -> bool:
        if self.busy is not None:
            self.refused.emit(self.busy)
        return self.busy is not None

    def _travel(
        self,
        is_long: Callable[[Project], bool],
        in_steps: Callable[[Project], Generator[Step, None, Changes | None]],
        verb: Callable[[Project], Changes | None],
        word: str,
        nothing: str,
    ) -> None:
        if self._is_busy():
            return
        try:
            if is_long(self.project):
                self.long_travel.emit(in_steps(self.project), word)
                return
            changes = verb(self.project)
        except KnownError as error:
            self._say(error)
            return
        if changes is None:
            self.refused.emit(nothing)
            return
        self.arrive(changes, word)

    def arrive(self, changes: Changes, word: str) -> None:
        """Show where an edit was that is undone or redone."""
        if changes.documents and (self.sheet is None or self.sheet.document.id not in changes.documents):
            self.open_document(min(changes.documents))
        touched = changes.annotations | changes.decisions
        self._announce(
            changes, word, lambda sheet: next((item.id for item in sheet.events if item.id in touched), None)
        )

    def _announce(self, changes: Changes, word: str, then: NextFocus | None) -> None:
        if changes.is_empty:
            self.refused.emit(tr("Nothing to change."))
            return
        before = self.focused_event
        if self.sheet is not None:
            try:
                self.sheet = renew_worksheet(self.project, self.sheet, changes)
            except DiskError as error:
                # The edit is on disk; what the article looks like now is read before the next one.
                self._is_behind = True
                self.saved.emit(tr("{verb}: {edit}", verb=word, edit=said(changes.label)))
                self.troubled.emit(error)
                return
            wanted = then(self.sheet) if then is not None else None
            self.focused_event = wanted or before
            if self._focused_item() is None:
                self.focused_event = next_open(self.sheet, None) or self._first_focus()
        self.sheet_changed.emit()
        if self.focused_event != before:
            self.focus_moved.emit()
        if changes.documents:
            self.queue_changed.emit(changes.documents if len(changes.documents) <= MANY else frozenset())
        self.saved.emit(tr("{verb}: {edit}", verb=word, edit=said(changes.label)))


def next_open(sheet: Worksheet, after: str | None) -> str | None:
    """The next event that waits for a verdict, in reading order from ``after`` on and then round."""
    place = next((k for k, item in enumerate(sheet.events) if item.id == after), -1)
    for item in sheet.events[place + 1 :] + sheet.events[: place + 1]:
        if item.is_open:
            return item.id
    return None
