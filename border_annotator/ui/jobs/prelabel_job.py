"""Pre-labelling beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from border_annotator.domain.errors import KnownError
from border_annotator.services.prelabel import prelabel

if TYPE_CHECKING:
    from collections.abc import Generator

    from border_annotator.services.prelabel import PrelabelStep
    from border_annotator.services.project import Project

PAUSE = 30
"""Milliseconds between two looks for results; each look stores what has come and never waits."""


class PrelabelJob(QObject):
    """Runs ``services.prelabel`` step by step from the event loop; the model works in another process."""

    progressed = Signal(object)
    """A ``PrelabelStep``."""
    ended = Signal(str)
    """A sentence on how it went."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._steps: Generator[PrelabelStep] | None = None
        self._failures: list[tuple[str, str]] = []
        self._done = 0
        self._model: str | None = None
        self._has_more = False
        self._is_closed = False
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._step)

    @property
    def is_running(self) -> bool:
        """Whether a run is under way."""
        return self._steps is not None

    def start(self, model: str | None) -> None:
        """Label the documents that no run has read yet; what comes in while a run is under way follows after it."""
        if self.is_running or self._is_closed:
            self._has_more = self.is_running
            return
        self._model = model
        self._failures, self._done = [], 0
        self._steps = prelabel(self._project, model=model, wait=0)
        self._timer.start()

    def cancel(self) -> None:
        """Stop; what is finished stays."""
        if self._end():
            self.ended.emit(f"Pre-labelling stopped after {self._done:,} articles. They stay labelled.")

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
            if has_more:
                self.start(self._model)
            else:
                self.ended.emit(self._sentence())
            return
        except KnownError as error:
            self._end()
            self.ended.emit(str(error))
            return
        self._done = step.done
        self._failures.extend(step.failures)
        self.progressed.emit(step)

    def _sentence(self) -> str:
        if self._failures:
            return f"{len(self._failures):,} articles could not be labelled: {self._failures[0][1]}"
        articles = "article" if self._done == 1 else "articles"
        return f"Pre-labelled {self._done:,} {articles}." if self._done else "Every article is labelled already."
