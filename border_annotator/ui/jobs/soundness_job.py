"""Looking through the project's file beside the window, where that was too much for opening it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from border_annotator.domain.errors import KnownError, Stopped
from border_annotator.services.soundness import is_due, look_through, marks_of, with_sound
from border_annotator.ui.jobs.beside import Beside
from border_annotator.ui.said import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.services.project import Project
    from border_annotator.settings.store import Settings

KEPT = "looked_through"
"""The setting that holds when projects were found to be sound."""
FIRST = 6_000
"""Milliseconds after which a window that was opened has done what is urgent."""


class SoundnessJob(QObject):
    """Reads a large file from end to end in a thread with a connection of its own; no key press waits for it."""

    damaged = Signal(str)
    """The file is damaged: a sentence on what to do."""

    def __init__(self, project: Project, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._settings = settings
        self._is_over = threading.Event()
        self._looking = Beside(self)
        self._looking.came.connect(self._tell)

    def begin(self) -> None:
        """Look a moment after the start, unless all of the file was looked through on opening or within a day."""
        file = self._project.file
        if not file.is_looked_through and is_due(self._settings.text(KEPT), file.path):
            QTimer.singleShot(FIRST, self, self.look)

    def look(self) -> None:
        """Look now."""
        if not self._looking.is_running and not self._is_over.is_set():
            self._looking.start(self._found)

    @property
    def is_running(self) -> bool:
        """Whether the file is being looked through."""
        return self._looking.is_running

    def close(self) -> None:
        """Give up what is under way, before the project is closed."""
        self._is_over.set()
        self._looking.stop()

    def _found(self) -> Iterator[object]:
        marks = marks_of(self._project.path)
        try:
            sentence = look_through(self._project.path, self._watch)
        except (KnownError, Stopped):
            return  # what cannot be read at all is told by the next thing that is done with it
        yield marks if sentence is None else sentence

    def _tell(self, found: object) -> None:
        """Tell of damage, or remember that there is none."""
        if isinstance(found, str):
            self.damaged.emit(said(found))
        elif isinstance(found, list):
            self._settings.set(KEPT, with_sound(self._settings.text(KEPT), self._project.path, found))

    def _watch(self, _done: int, _total: int) -> None:
        if self._is_over.is_set():
            raise Stopped
