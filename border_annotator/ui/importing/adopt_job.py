"""Annotations from elsewhere, read in a thread and brought in a little at a time from the event loop."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from border_annotator.domain.errors import KnownError
from border_annotator.domain.mapping import LabelMapping
from border_annotator.domain.mapping_guess import completed
from border_annotator.services.adopt import Adopting, rehearse
from border_annotator.services.annotation_file import AnnotationFile
from border_annotator.services.annotation_files import met_in_files
from border_annotator.services.project import open_project_to_read
from border_annotator.ui.importing.batches import in_batches
from border_annotator.ui.jobs.beside import Beside
from border_annotator.ui.said import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from border_annotator.domain.article import Article
    from border_annotator.domain.foreign import ForeignArticle
    from border_annotator.formats.articles.draft import Refusal
    from border_annotator.formats.readers.registry import ForeignFormat
    from border_annotator.services.project import Project

    Files = Sequence[tuple[Path, ForeignFormat]]
    Sets = deque[ForeignArticle | Article | Refusal]

MOST = 16
AHEAD = 4
SLICE = 0.012
WAIT = 0.1


class AdoptJob(QObject):
    """Reads what names there are, tries a mapping, or brings annotations in; one of these at a time."""

    met = Signal(object, object)
    """What was met, and the mapping with a guess for all of it."""
    stepped = Signal(str, object)
    """A file's name and an ``AdoptStep`` of it."""
    ended = Signal()
    failed = Signal(str)

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._meeting, self._reading = Beside(self), Beside(self)
        self._meeting.came.connect(self._on_met)
        self._reading.came.connect(self._take)
        self._reading.ended.connect(self._on_read)
        for beside in (self._meeting, self._reading):
            beside.failed.connect(self._on_failed)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)
        self._mapping = LabelMapping()
        self._as = ""
        self._batches: deque[tuple[AnnotationFile, Sets]] = deque()
        self._file: AnnotationFile | None = None
        self._adopting: Adopting | None = None
        self._room = threading.Semaphore(AHEAD)
        self._is_read = self._is_running = False

    @property
    def is_running(self) -> bool:
        """Whether annotations are coming in."""
        return self._is_running

    def meet(self, files: Files, mapping: LabelMapping) -> None:
        """Read what names there are in some files; ``mapping`` comes before what is guessed."""
        schema = self._project.schema

        def met() -> Iterator[object]:
            found = met_in_files(files)
            yield found, completed(mapping, found, schema)

        self._meeting.start(met)

    def rehearse(self, files: Files, mapping: LabelMapping, as_: str) -> None:
        """Tell what would come in; nothing is written."""
        path = self._project.path

        def tried() -> Iterator[object]:
            with open_project_to_read(path) as opened:
                for file, known in files:
                    kept = AnnotationFile.at(file, known.name)
                    for batch in in_batches(rehearse(opened, kept, known.read(file), mapping, as_), MOST):
                        yield file.name, batch

        self._reading.start(tried)

    def start(self, files: Files, mapping: LabelMapping, as_: str) -> None:
        """Bring annotations in. Raises ``KnownError`` when the project is open for reading only."""
        self._project.file.must_be_writable()
        self._forget()
        room, stop = threading.Semaphore(AHEAD), threading.Event()

        def read() -> Iterator[object]:
            for file, known in files:
                kept = AnnotationFile.at(file, known.name)
                for batch in in_batches(known.read(file), MOST):
                    while not room.acquire(timeout=WAIT):
                        if stop.is_set():
                            return
                    yield kept, deque(batch)

        self._mapping, self._as, self._room = mapping, as_, room
        self._is_running = True
        self._reading.start(read, stop.set)

    def cancel(self) -> None:
        """Stop; what is finished stays."""
        self._forget()

    def close(self) -> None:
        """Stop, and wait until nothing is read any more."""
        self._forget()
        self._meeting.stop()
        self._reading.stop()

    def _forget(self) -> None:
        self._meeting.forget()
        self._reading.forget()
        self._timer.stop()
        self._batches.clear()
        self._file = self._adopting = None
        self._is_read = self._is_running = False

    def _on_met(self, found: object) -> None:
        if isinstance(found, tuple):
            self.met.emit(*found)

    def _take(self, found: object) -> None:
        if not isinstance(found, tuple):
            return
        first, batch = found
        if isinstance(first, AnnotationFile):
            self._batches.append((first, batch))
            self._timer.start()
        else:
            for step in batch:
                self.stepped.emit(first, step)

    def _on_read(self) -> None:
        if self._is_running:
            self._is_read = True
            self._timer.start()
        else:
            self.ended.emit()

    def _on_failed(self, sentence: str) -> None:
        self._forget()
        self.failed.emit(sentence)

    def _step(self) -> None:
        try:
            if self._batches:
                self._bring_some_in()
        except KnownError as error:
            self._on_failed(told(error))
            return
        except BaseException:
            # What broke off must not be taken for finished at the next step.
            self._forget()
            self.failed.emit("")
            raise
        if not self._batches:
            self._timer.stop()
            if self._is_read:
                self._forget()
                self.ended.emit()

    def _bring_some_in(self) -> None:
        file, batch = self._batches[0]
        if self._adopting is None or self._file is not file:
            self._file = file
            self._adopting = Adopting(self._project, file, self._mapping, self._as)
        steps = self._adopting.bring_in(batch, SLICE)
        if not batch:
            self._batches.popleft()
            self._room.release()
        for step in steps:
            self.stepped.emit(file.name, step)
