"""An import beside the window: files are read in a thread, and stored a little at a time from the event loop."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from border_annotator.domain.errors import KnownError
from border_annotator.services.import_documents import read_incoming, signing, store_some
from border_annotator.services.project import open_project_to_read
from border_annotator.ui.importing.batches import in_batches
from border_annotator.ui.jobs.beside import Beside
from border_annotator.ui.said import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from border_annotator.services.import_plan import Action, Candidate, ImportChoices, Where
    from border_annotator.services.project import Project

MOST = 32
"""Articles that come at once."""
AHEAD = 4
"""Lists of articles that are read before the first of them is stored."""
SLICE = 0.012
"""Seconds of writing between two looks at the keyboard."""
AT_ONCE = 4
"""Articles of one transaction."""
WAIT = 0.1


class ImportJob(QObject):
    """Runs one import at a time. What was told as stored is on disk."""

    stored = Signal(object)
    """What became of some articles: a list of ``ImportStep``."""
    ended = Signal()
    """Everything was read and stored."""
    failed = Signal(str)
    """It came to an end because of this; what was stored stays."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._waiting: deque[list[Candidate]] = deque()
        self._signing: Iterator[None] | None = None
        self._is_read = False
        self._is_running = False
        self._stored = 0
        self._room = threading.Semaphore(AHEAD)
        self._reading = Beside(self)
        self._reading.came.connect(self._take)
        self._reading.ended.connect(self._on_read)
        self._reading.failed.connect(self._on_failed)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)
        self._begin_reading = _nothing

    @property
    def is_running(self) -> bool:
        """Whether an import is under way."""
        return self._is_running

    def start(
        self, paths: Sequence[Path], choices: ImportChoices, decisions: Mapping[Where, Action] | None = None
    ) -> None:
        """Import files and folders. Raises ``KnownError`` when the project is open for reading only."""
        self._project.file.must_be_writable()
        path, room = self._project.path, threading.Semaphore(AHEAD)
        stop = threading.Event()
        self._waiting.clear()
        self._is_read, self._is_running, self._room, self._stored = False, True, room, 0

        def read() -> Iterator[object]:
            with open_project_to_read(path) as opened:
                for batch in in_batches(read_incoming(opened, paths, choices, decisions), MOST):
                    while not room.acquire(timeout=WAIT):
                        if stop.is_set():
                            return
                    yield batch

        # Articles of earlier versions of the program get their signatures first, or no likeness to them is found.
        self._signing = signing(self._project)
        self._begin_reading = lambda: self._reading.start(read, stop.set)
        self._timer.start()

    def cancel(self) -> None:
        """Stop; what is stored stays."""
        if self._is_running:
            self._end()

    def close(self) -> None:
        """Stop, and wait until nothing is read any more."""
        self._end()
        self._reading.stop()

    def _end(self) -> None:
        self._is_running = False
        self._timer.stop()
        self._reading.forget()
        self._waiting.clear()
        self._signing = None

    def _take(self, batch: object) -> None:
        if isinstance(batch, list) and self._is_running:
            self._waiting.append(batch)
            self._timer.start()

    def _on_read(self) -> None:
        self._is_read = True
        self._timer.start()

    def _on_failed(self, sentence: str) -> None:
        self._end()
        self.failed.emit(sentence)

    def _step(self) -> None:
        until = time.perf_counter() + SLICE
        try:
            if self._signing is not None:
                self._sign(until)
            else:
                self._store(until)
        except KnownError as error:
            self._end()
            self.failed.emit(told(error))
        except BaseException:
            # What broke off must not be taken for finished at the next step.
            self._end()
            self.failed.emit("")
            raise

    def _sign(self, until: float) -> None:
        while self._signing is not None and time.perf_counter() < until:
            if next(self._signing, self) is self:
                self._signing = None
                self._timer.stop()
                self._begin_reading()

    def _store(self, until: float) -> None:
        while self._waiting and time.perf_counter() < until:
            batch = self._waiting[0]
            done = store_some(self._project, batch[:AT_ONCE], self._stored)
            self._stored += len(done)
            del batch[:AT_ONCE]
            if not batch:
                self._waiting.popleft()
                self._room.release()
            self.stored.emit(done)
        if not self._waiting:
            self._timer.stop()
        if self._is_read and not self._waiting and self._is_running:
            self._end()
            self.ended.emit()


def _nothing() -> None:
    """Before the first import."""
