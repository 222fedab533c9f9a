"""Pre-labelling beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from border_annotator.domain.errors import DiskError, KnownError
from border_annotator.ui.actions.keys import key
from border_annotator.ui.said import told
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Generator

    from border_annotator.services.prelabel import PrelabelStep
    from border_annotator.services.project import Project

PAUSE = 30
"""Milliseconds between two looks for results; each look stores what has come and never waits."""


HEADLINE = 60
"""Characters of an article's headline in a message."""


class PrelabelJob(QObject):
    """Runs ``services.prelabel`` step by step from the event loop; the model works in another process."""

    progressed = Signal(object)
    """A ``PrelabelStep``."""
    ended = Signal(str)
    """A sentence on how it went."""
    failed = Signal(str)
    """A sentence on what could not be labelled, and why."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._steps: Generator[PrelabelStep] | None = None
        self._failures: list[tuple[str, str]] = []
        self._done = 0
        self._model: str | None = None
        self._has_more = False
        self._again: list[str] = []
        self._is_closed = False
        self._is_held = False
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._step)

    @property
    def is_running(self) -> bool:
        """Whether a run is under way."""
        return self._steps is not None

    def start(self, model: str | None, *, retry: bool = False) -> None:
        """Label the documents that no run has read yet; what comes in while a run is under way follows after it.

        With ``retry`` also those that an earlier run gave up.
        """
        if self.is_running or self._is_closed:
            self._has_more = self.is_running
            return
        from border_annotator.services.prelabel import prelabel  # with the processes that it runs

        self._begin(prelabel(self._project, model=model, retry=retry, wait=0), model)

    def start_again(self, model: str | None, document_ids: list[str]) -> None:
        """Label documents once more, after the run that may be under way."""
        if self._is_closed:
            return
        self._again.extend(key for key in document_ids if key not in self._again)
        if not self.is_running:
            self._begin_again(model)

    def _begin_again(self, model: str | None) -> None:
        waiting, self._again = self._again, []
        from border_annotator.services.prelabel import prelabel  # with the processes that it runs

        self._begin(prelabel(self._project, model=model, only=waiting, wait=0), model)

    def _begin(self, steps: Generator[PrelabelStep], model: str | None) -> None:
        self._model = model
        self._failures, self._done = [], 0
        self._steps = steps
        if not self._is_held:
            self._timer.start()

    def cancel(self) -> None:
        """Stop; what is finished stays."""
        self._again = []
        if self._end():
            self.ended.emit(tr("Pre-labelling stopped after {done:,} articles. They stay labelled.", done=self._done))

    def hold(self) -> None:
        """Store nothing until ``release``: something else is writing."""
        self._is_held = True
        self._timer.stop()

    def release(self) -> None:
        """Go on after ``hold``."""
        self._is_held = False
        if self._steps is not None:
            self._timer.start()

    def close(self) -> None:
        """Stop without a word and for good, before the project is closed."""
        self._is_closed = True
        self._end()

    def _end(self) -> bool:
        steps, self._steps = self._steps, None
        self._has_more = False
        self._timer.stop()
        if steps is not None:
            steps.close()
        return steps is not None

    def _step(self) -> None:
        if self._steps is None:
            return
        try:
            step = next(self._steps)
        except StopIteration:
            has_more = self._has_more
            self._end()
            if self._failures:
                self.failed.emit(self._said_failures())
            if has_more:
                self.start(self._model)
            elif self._again:
                self._begin_again(self._model)
            else:
                self.ended.emit(self._sentence())
            return
        except KnownError as error:
            self._end()
            self.ended.emit(told(error))
            if isinstance(error, DiskError):
                self.failed.emit(told(error))
            return
        self._done = step.done
        self._failures.extend(step.failures)
        self.progressed.emit(step)

    def _sentence(self) -> str:
        if self._failures:
            labelled = self._done - len(self._failures)
            return tr("Pre-labelled {labelled:,} of {done:,} articles.", labelled=labelled, done=self._done)
        return (
            tr_count("Pre-labelled {count} article.", "Pre-labelled {count} articles.", self._done)
            if self._done
            else tr("Every article is labelled already.")
        )

    def _said_failures(self) -> str:
        """Which articles could not be labelled, why, and what to do about it."""
        document_id, reason = self._failures[0]
        headline = self._project.documents.get(document_id).headline[:HEADLINE]
        if len(self._failures) == 1:
            return tr(
                "“{headline}” could not be labelled. {reason} {key} tries again.",
                headline=headline,
                reason=reason,
                key=key("project.prelabel"),
            )
        reasons = len({reason for _document, reason in self._failures})
        words = tr(
            "{count:,} articles could not be labelled, “{headline}” among them. {reason}",
            count=len(self._failures),
            headline=headline,
            reason=reason,
        )
        return (
            words
            + (tr(" Each says why on the right.") if reasons > 1 else "")
            + tr(" {key} tries again.", key=key("project.prelabel"))
        )
