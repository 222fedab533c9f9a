"""Everything that was done, the newest first: who, when, before and after."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from PySide6.QtCore import Signal

from border_annotator.domain.errors import KnownError
from border_annotator.services import timeline
from border_annotator.storage.journal import Action
from border_annotator.ui.dialogs.browser import Browser, Row
from border_annotator.ui.said import said
from border_annotator.ui.theme.plain_label import plain_label
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from border_annotator.services.project import Project
    from border_annotator.storage.journal import Headline
    from border_annotator.ui.main_window import MainWindow

PAGE = 128
PAGES = 24
"""Pages that are kept; what is scrolled past is forgotten."""
LINES = 9
"""Differences that are shown of a step."""


class Steps(Sequence[Row]):
    """The steps as rows, read a page at a time when they are looked at, so that their number does not matter.

    ``ids`` are those of the steps to show, the newest first; ``None`` is all of the project.
    """

    def __init__(self, project: Project, ids: list[int] | None) -> None:
        self._project = project
        self._ids = ids
        self._length = timeline.length(project) if ids is None else len(ids)
        self._pages: OrderedDict[int, dict[int, Headline]] = OrderedDict()

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return [self[k] for k in range(*place.indices(self._length))]
        if not 0 <= place < self._length:
            raise IndexError(place)
        wanted = self._length - place if self._ids is None else self._ids[place]
        step = self._page(place // PAGE).get(wanted)
        return Row(str(wanted), tr("(missing)")) if step is None else _row(step)

    def _page(self, number: int) -> dict[int, Headline]:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        first = number * PAGE
        if self._ids is None:
            steps = timeline.page(self._project, first, PAGE)
        else:
            steps = timeline.headlines(self._project, self._ids[first : first + PAGE])
        self._pages[number] = {step.id: step for step in steps}
        if len(self._pages) > PAGES:
            self._pages.popitem(last=False)
        return self._pages[number]


def _row(step: Headline) -> Row:
    verbs = {Action.EDIT: tr("done"), Action.UNDO: tr("taken back"), Action.REDO: tr("brought again")}
    what = verbs[step.action] + (tr(", undone since") if step.is_undone else "")
    return Row(str(step.id), said(step.label), timeline.local(step.at), f"{step.who} · {what}")


class TimeLine(Browser):
    """The steps of the project, or of one event; for an event any earlier state can be restored."""

    wide = 780
    go_wanted = Signal(object)
    """The ``StepDetails`` of a step whose place is to be shown."""
    restore_wanted = Signal(str, int, bool)
    """An event's id, a step's, and whether the state before it is wanted instead of the one after it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, tr("Steps"), two_lines=True)
        self._project = window.session.project
        self._event: tuple[str, str] | None = None
        self._told = plain_label("", "plain")
        self.column.insertWidget(self.column.count() - 1, self._told)
        self._after = self.add_button(
            tr("Restore this state"), tr("Bring the event to how it was after this step"), self._restore
        )
        self._before = self.add_button(
            tr("Restore the state before"),
            tr("Bring the event to how it was before this step"),
            lambda: self._restore(before=True),
        )
        self.add_button(tr("Go there  Enter"), tr("Open the article at what was done"), self._go)
        self._scope = self.add_button(tr("Only its event"), tr("All steps of the event of this step"), self._narrow)
        self.line.textChanged.connect(lambda _typed: self._fill())
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._tell())
        self.entered.connect(self._go)

    def open(self, event: tuple[str, str] | None = None) -> None:
        """Show the steps of the project, or of an event: its id and what it is called."""
        self._event = event
        self.line.clear()
        self._fill()
        self._present()

    @property
    def told(self) -> str:
        """What is said of the marked step."""
        return self._told.text()

    def _present(self) -> None:
        if self._event is None:
            count = tr_count("{count} step", "{count} steps", timeline.length(self._project))
            title = tr("Time-line of the project: {count}", count=count)
        else:
            title = tr("Time-line of {event}", event=self._event[1])
        self.present(title, tr("Type what was done"))

    def _fill(self) -> None:
        typed = self.line.text().strip()
        ids = timeline.found(self._project, typed) if typed else None
        if self._event is not None:
            own = [step.id for step in timeline.of_event(self._project, self._event[0])]
            kept = set(own) if ids is None else set(ids)
            ids = [step for step in own if step in kept]
        nothing = tr("No step fits: type less.") if typed else tr("Nothing was done yet.")
        for button in (self._after, self._before):
            button.setVisible(self._event is not None)
        self._scope.setText(tr("Only its event") if self._event is None else tr("Whole project"))
        self.show_rows(Steps(self._project, ids), nothing)
        self._tell()

    def _details(self) -> timeline.StepDetails | None:
        row = self.current()
        try:
            return timeline.details(self._project, int(row.key)) if row is not None else None
        except KnownError:
            return None

    def _tell(self) -> None:
        found = self._details()
        differences = found.differences[:LINES] if found is not None else ()
        lines = [
            tr("{what}: {before} → {after}", what=said(one.what), before=said(one.before), after=said(one.after))
            for one in differences
        ]
        rest = len(found.differences) + found.more - LINES if found is not None else 0
        if rest > 0:
            lines.append(tr_count("and {count} more", "and {count} more", rest))
        self._told.setText("\n".join(lines))
        self._told.setVisible(bool(lines))
        if self.isVisible():
            self._place()

    def _go(self) -> None:
        found = self._details()
        if found is not None:
            self.dismiss()
            self.go_wanted.emit(found)

    def _restore(self, *, before: bool = False) -> None:
        row = self.current()
        if row is not None and self._event is not None:
            self.restore_wanted.emit(self._event[0], int(row.key), before)
            self._fill()

    def _narrow(self) -> None:
        found = self._details()
        if self._event is not None:
            self._event = None
        elif found is not None and found.event_id is not None:
            self._event = (found.event_id, said(found.event))
        self.line.clear()
        self._fill()
        self._present()
