"""An import from its plan to its summary: what the pages want, carried to the jobs."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from border_annotator.services.import_look import repairs_of
from border_annotator.ui.actions.keys import key
from border_annotator.ui.importing.carrying import Carrying
from border_annotator.ui.importing.import_job import ImportJob
from border_annotator.ui.importing.options import Options
from border_annotator.ui.importing.plan import Plan
from border_annotator.ui.importing.plan_job import PlanJob
from border_annotator.ui.importing.preview_page import PreviewPage
from border_annotator.ui.importing.summary_page import Outcome, SummaryPage
from border_annotator.ui.jobs.beside import Beside
from border_annotator.ui.said import said
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from border_annotator.services.import_plan import Action, ImportChoices, Where
    from border_annotator.ui.importing.adoption import Adoption
    from border_annotator.ui.main_window import MainWindow

NAMED = 4
"""Files that a message names before it only counts."""
LOOK = 2_000
"""Milliseconds between two looks of the queue at what has come in."""


class ImportFlow(QObject):
    """Plans, shows the plan, imports, and shows what came of it."""

    said = Signal(str)
    """What is on disk by now, in words."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._paths: list[Path] = []
        self._release: Callable[[], None] | None = None
        self._plan = Plan()
        self._outcome: Outcome | None = None
        self._adopts = False
        self._watched: Path | None = None
        self._since = QElapsedTimer()
        self.planning = PlanJob(window.session.project.path, self)
        self.job = ImportJob(window.session.project, self)
        self.preview = PreviewPage(window, self._plan)
        self.summary = SummaryPage(window)
        self.options = Options(window)
        self.planning.came.connect(self._on_planned)
        self.planning.ended.connect(self.preview.end)
        self.planning.failed.connect(self._on_no_plan)
        self.preview.import_wanted.connect(self._import)
        self.preview.options_wanted.connect(lambda: self.options.ask(self.preview.paths_at_mark() or self._paths))
        self.preview.repairs_wanted.connect(self._look_at_repairs)
        self._repairing = Beside(self)
        self._repairing.came.connect(lambda found: self.preview.show_repairs(*found))
        self._repairing.failed.connect(window.session.refused)
        self.preview.given_up.connect(self._give_up)
        self.options.changed.connect(self._plan_again)
        self.options.said_again.connect(self._say_options)
        self._carrying = Carrying(window)
        self.job.stored.connect(self._on_stored)
        self.job.ended.connect(lambda: self._on_end(""))
        self.job.failed.connect(self._on_end)
        self.summary.stop_wanted.connect(self.cancel)
        self.summary.shown_again.connect(window.showing.first)
        window.status.cancel_asked.connect(self.cancel)

    @cached_property
    def adoption(self) -> Adoption:
        """The way of annotations from elsewhere, made when it is first gone."""
        from border_annotator.ui.importing.adoption import Adoption

        self._adopts = True
        return Adoption(self._window)

    @property
    def is_running(self) -> bool:
        """Whether something is being imported."""
        return self.job.is_running or (self._adopts and self.adoption.is_running)

    def show_plan(self, paths: Sequence[Path], release: Callable[[], None] | None = None) -> None:
        """Look into files and folders and show what would come in; ``release`` lets them go when they are read."""
        self._let_go()
        self._paths, self._release = list(paths), release
        self._plan.begin()
        self._plan.decisions.clear()
        self.preview.begin(self._paths)
        self._say_options()
        self.preview.open()
        self.planning.start(self._paths, self.options.choices)

    def start(
        self,
        paths: Sequence[Path],
        choices: ImportChoices,
        decisions: Mapping[Where, Action] | None = None,
        *,
        watched: Path | None = None,
    ) -> bool:
        """Import without a preview; says so and gives false when one is under way.

        What comes in by itself, from the folder that is ``watched``, is told in the line at the bottom alone.
        """
        if self.is_running:
            self._window.session.refused.emit(tr("An import is under way: wait for it to end."))
            return False
        self._outcome, self._watched = Outcome(), watched
        self._since.start()
        self._window.job.hold()
        self.job.start(paths, choices, decisions)
        self._show_progress()
        return True

    def show_again(self) -> bool:
        """Show the plan that waits, or what came of the last import; gives false when there is neither."""
        if self._paths and not self.job.is_running:
            self.preview.open()
            return True
        if self._adopts and self.adoption.show_result():
            return True
        if self._outcome is None:
            return False
        self.summary.begin(self._outcome)
        self.summary.open()
        return True

    def cancel(self) -> None:
        """Stop what is imported; what is stored stays."""
        if self.job.is_running:
            self.job.cancel()
            self._on_end(tr("The import was stopped; what is finished stays. The same import again goes on."))

    def close(self) -> None:
        """Stop all, before the project is closed."""
        self.planning.close()
        self.options.close()
        self._repairing.stop()
        self.job.close()
        self._carrying.close()
        if self._adopts:
            self.adoption.close()
        self._let_go()

    # The plan

    def _on_planned(self, steps: object) -> None:
        if isinstance(steps, list):
            self.preview.take(steps)

    def _on_no_plan(self, sentence: str) -> None:
        self.preview.end()
        if self.preview.isVisible():
            self.preview.leave()
        self._window.session.refused.emit(sentence)

    def _plan_again(self) -> None:
        self._say_options()
        if self._paths:
            self._plan.begin()
            self.preview.renew()
            self.preview.give_keyboard()
            self.planning.start(self._paths, self.options.choices)

    def _say_options(self) -> None:
        self.preview.options_told.setText(self.options.words)
        if self.preview.isVisible():
            self.preview.give_keyboard()

    def _look_at_repairs(self, place: int) -> None:
        where, choices = self._plan.steps[place].where, self.options.choices
        self._repairing.start(lambda: iter([(place, repairs_of(where, choices))]))

    def _give_up(self) -> None:
        self.planning.forget()
        self._let_go()

    def _let_go(self) -> None:
        self._paths = []
        if self._release is not None:
            self._release()
            self._release = None

    # The import

    def _import(self) -> None:
        self.planning.forget()
        if not self.start(self._paths, self.options.choices, dict(self._plan.decisions)):
            return
        self._paths = []
        if self._outcome is not None:
            self.summary.begin(self._outcome)
            self.summary.open()

    def _on_stored(self, steps: object) -> None:
        outcome = self._outcome
        if outcome is None or not isinstance(steps, list):
            return
        before = len(outcome.left)
        outcome.take(steps)
        if self.summary.outcome is outcome:
            self.summary.take(len(outcome.left) - before)
        self._show_progress()
        self.said.emit(outcome.words)
        if self._since.hasExpired(LOOK):
            self._since.restart()
            self._window.queue.refresh(frozenset())

    def _show_progress(self) -> None:
        if self._outcome is not None:
            reached = self._outcome.last.reached if self._outcome.last else None
            words = tr("Importing {progress}", progress=self._outcome.progress)
            share = 1000 * reached.bytes_read // max(1, reached.bytes_total) if reached else 0
            self._window.status.show_share(words, share)

    def _on_end(self, why: str) -> None:
        outcome, window = self._outcome, self._window
        if outcome is None:
            return
        outcome.end(why)
        has_annotations = bool(outcome.annotations) and not why
        if not has_annotations:
            self._let_go()
        window.status.show_work("", 0, 0)
        window.job.release()
        if outcome.imported or outcome.bad or self._watched is None:
            window.status.say_saved(outcome.words)
        self.said.emit(outcome.words)
        if outcome.imported:
            window.files.label()
        if self.options.carries_over:
            self._carrying.start(outcome.linked)
        if has_annotations:
            window.queue.refresh(frozenset())
            if self._watched is not None:
                self.adoption.bring_in(outcome.annotations, self._watched, self._let_go)
            else:
                self.adoption.show(outcome.annotations, self._let_go)
        else:
            self._show_outcome(outcome, why)

    def _show_outcome(self, outcome: Outcome, why: str) -> None:
        """Show what was left out where the user looks, or say where it is listed."""
        window, is_shown = self._window, self.summary.isVisible() and self.summary.outcome is outcome
        if is_shown and (outcome.left or why):
            self.summary.say()
            window.queue.refresh(frozenset())
        else:
            if is_shown:
                self.summary.enter()
            window.session.queue_changed.emit(frozenset())
        if why:
            window.session.refused.emit(why)
        elif outcome.bad and not is_shown and self._watched is None:
            window.session.refused.emit(_said_bad(outcome))


def _said_bad(outcome: Outcome) -> str:
    bad = [step for step in outcome.left if step.is_bad]
    named = "; ".join(f"{step.path.name}: {said(step.reason or '')}" for step in bad[:NAMED])
    rest = tr("; and {bad:,} more", bad=len(bad) - NAMED) if len(bad) > NAMED else ""
    words = tr("Left out {named}{rest}.", named=named, rest=rest)
    return f"{words} {tr('{key} lists them.', key=key('project.import_report'))}"
