"""Keys for the time-line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.services import timeline
from border_annotator.services.review import named
from border_annotator.ui.history.time_line import TimeLine
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.services.timeline import StepDetails
    from border_annotator.ui.main_window import MainWindow


class HistoryActions:
    """Shows what was done, goes there, and restores an event."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._session = window.session
        self._line: TimeLine | None = None

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        return {"history.timeline": lambda: self._made().open(), "history.event": self.show_event}

    def show_event(self) -> None:
        """The time-line of the event in focus."""
        sheet, item = self._session.sheet, self._session.focused_item
        if sheet is None or item is None:
            self._session.refused.emit(tr("No event is in focus: choose one on the right, or open an article."))
            return
        self._made().open((item.id, named(self._session.project, sheet, item)))

    def _made(self) -> TimeLine:
        if self._line is None:
            self._line = TimeLine(self._window)
            self._line.go_wanted.connect(self._go)
            self._line.restore_wanted.connect(self._restore)
        return self._line

    def _go(self, step: StepDetails) -> None:
        session = self._session
        if not step.document_id:
            session.refused.emit(tr("That step belongs to the whole project and to no article."))
            return
        if session.sheet is None or session.sheet.document.id != step.document_id:
            session.open_document(step.document_id)
        sheet = session.sheet
        item = sheet.find(step.event_id) if sheet is not None and step.event_id else None
        if item is not None and sheet is not None and item in sheet.events:
            session.focus_event(item.id)

    def _restore(self, event_id: str, step_id: int, before: bool) -> None:  # noqa: FBT001 - a signal's payload
        self._session.perform(
            lambda project, sheet: timeline.restore(project, sheet, event_id, step_id, before=before),
            lambda sheet: event_id if sheet.find(event_id) is not None else None,
        )
