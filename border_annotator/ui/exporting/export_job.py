"""Work of an export beside the window: looking at it, counting what is lost, writing."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from border_annotator.domain.errors import BugError
from border_annotator.services.export_dataset import export_dataset
from border_annotator.services.export_losses import losses_of
from border_annotator.services.export_preview import look_at_export
from border_annotator.ui.jobs.beside import Beside

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from border_annotator.services.export_articles import Exported, ExportStep
    from border_annotator.services.export_choice import ExportChoice
    from border_annotator.services.project import Project

PACE = 0.1
"""Seconds between two reports."""
PLACES = 1_000
"""Places that are kept of each sort of loss; all are counted."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an export is; ``what`` is the last step, ``articles`` how many were written of those chosen."""

    what: ExportStep
    articles: int
    annotations: int
    seconds: float

    @property
    def share(self) -> int:
        """How much of the present part of the work is done, of a thousand."""
        return 1000 * self.what.done // max(1, self.what.total)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an export ended: with its files, stopped, or because what was written says something else."""

    articles: int
    annotations: int
    seconds: float
    exported: Exported | None = None
    proof: str = ""


class ExportJob(QObject):
    """Runs one export at a time in a thread, with a connection of its own."""

    came_on = Signal(object)
    """A ``Progress``."""
    ended = Signal(object)
    """An ``Outcome``."""
    failed = Signal(str)
    """It came to an end because of this, and nothing was replaced; no words where the program is at fault."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._stop = threading.Event()
        self._is_running = False
        self._beside = Beside(self)
        self._beside.came.connect(self._take)
        self._beside.failed.connect(self._on_failed)
        self._beside.broke.connect(lambda: self._on_failed(""))

    @property
    def is_running(self) -> bool:
        """Whether an export is under way."""
        return self._is_running

    def start(self, choice: ExportChoice, out: Path) -> None:
        """Export into a folder."""
        project, stop = self._project, threading.Event()
        self._stop, self._is_running = stop, True
        self._beside.start(lambda: _written(export_dataset(project, out, choice), stop), stop.set)

    def cancel(self) -> None:
        """Stop; ``ended`` tells whether that came in time."""
        self._stop.set()

    def close(self) -> None:
        """Stop, and wait until nothing is written any more."""
        self._is_running = False
        self._beside.stop()

    def _take(self, told: object) -> None:
        if isinstance(told, Progress):
            self.came_on.emit(told)
        elif isinstance(told, Outcome):
            self._is_running = False
            self.ended.emit(told)

    def _on_failed(self, sentence: str) -> None:
        if self._is_running:
            self._is_running = False
            self.failed.emit(sentence)


def _written(steps: Generator[ExportStep, None, Exported], stop: threading.Event) -> Iterator[object]:
    began = last = time.monotonic()
    articles = annotations = 0
    while True:
        seconds = time.monotonic() - began
        if stop.is_set():
            steps.close()
            yield Outcome(articles, annotations, seconds)
            return
        try:
            step = next(steps)
        except StopIteration as end:
            yield Outcome(articles, annotations, seconds, exported=end.value)
            return
        except BugError as error:
            yield Outcome(articles, annotations, seconds, proof=str(error))
            raise
        articles += step.path is not None
        annotations += step.annotations
        if time.monotonic() - last > PACE:
            last = time.monotonic()
            yield Progress(step, articles, annotations, last - began)


class LookJob(QObject):
    """Looks at what is chosen: first at its first record, then at all that is lost of it."""

    looked = Signal(object)
    """An ``ExportLook``."""
    counted = Signal(object)
    """How far the counting of losses is: a ``SplitStep``."""
    lost = Signal(object)
    """All ``Losses``."""
    failed = Signal(str)

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._looking, self._counting = Beside(self), Beside(self)
        self._choice: ExportChoice | None = None
        self._looking.came.connect(self._on_looked)
        self._looking.failed.connect(self.failed)
        self._counting.came.connect(self._on_counted)
        self._counting.failed.connect(self.failed)

    def start(self, choice: ExportChoice) -> None:
        """Look at other choices; what was looked at before is forgotten."""
        self.forget()
        project, self._choice = self._project, choice
        self._looking.start(lambda: iter([look_at_export(project, choice)]))

    def forget(self) -> None:
        """Look no further."""
        self._looking.forget()
        self._counting.forget()

    def close(self) -> None:
        """The same, and wait until nothing is read any more."""
        self._looking.stop()
        self._counting.stop()

    def _on_looked(self, look: object) -> None:
        choice, project = self._choice, self._project
        self.looked.emit(look)
        if choice is not None:
            stop = threading.Event()
            self._counting.start(lambda: _paced(losses_of(project, choice, PLACES), stop), stop.set)

    def _on_counted(self, told: object) -> None:
        if isinstance(told, tuple):
            self.lost.emit(told[0])
        else:
            self.counted.emit(told)


def _paced(steps: Generator[object, None, T], stop: threading.Event) -> Iterator[object]:
    """Now and then a step, and at the end the value, in a tuple to tell it from them."""
    last = time.monotonic()
    while not stop.is_set():
        try:
            step = next(steps)
        except StopIteration as end:
            yield (end.value,)
            return
        if time.monotonic() - last > PACE:
            last = time.monotonic()
            yield step
    steps.close()
