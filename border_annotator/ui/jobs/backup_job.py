"""Backups beside the window: by themselves every few minutes, and when the user asks."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from border_annotator.domain.errors import Stopped
from border_annotator.services.backups import back_up, back_up_if_changed
from border_annotator.ui.jobs.beside import Beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from border_annotator.services.project import Project
    from border_annotator.settings.store import Settings

FIRST = 4_000
"""Milliseconds after which a window that was opened has done what is urgent."""
MINUTE = 60_000


class BackupJob(QObject):
    """Makes backups in a thread with a connection of its own, so that no key press ever waits for one."""

    made = Signal(object)
    """A backup that the user asked for."""
    failed = Signal(str)
    """Why there could be no backup; said once for each reason."""

    def __init__(self, project: Project, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._settings = settings
        self._is_over = threading.Event()
        self._told: set[str] = set()
        self._by_itself = Beside(self)
        self._asked = Beside(self)
        self._asked.came.connect(self.made)
        self._by_itself.failed.connect(self._tell_once)
        self._asked.failed.connect(self.failed)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Look whether a backup is due a moment after the start, and from then on every few minutes."""
        if self.follow_settings():
            QTimer.singleShot(FIRST, self, self.look)

    def follow_settings(self) -> bool:
        """Look as often as the settings say by now; gives whether backups are made by themselves at all."""
        minutes = self._settings.number("backup_minutes") if self._project.file.is_writable else 0
        self._timer.stop()
        if minutes:
            self._timer.start(minutes * MINUTE)
        return bool(minutes)

    @property
    def minutes(self) -> int:
        """Minutes between two looks; 0 when nobody looks."""
        return self._timer.interval() // MINUTE if self._timer.isActive() else 0

    def look(self) -> None:
        """Make a backup if anything has changed since the newest one."""
        path = self._project.path
        if not self._project.file.is_in_place:
            return  # the next edit says so, and how a copy is saved
        self._run(self._by_itself, lambda: iter([back_up_if_changed(path, self._watch)]))

    def make(self) -> None:
        """Make a backup because the user wants one."""
        path = self._project.path
        self._run(self._asked, lambda: iter([back_up(path, watch=self._watch)]))

    @property
    def is_running(self) -> bool:
        """Whether a backup is being made."""
        return self._by_itself.is_running or self._asked.is_running

    def close(self) -> None:
        """Give up what is under way, before the project is closed; nothing of it is left."""
        self._timer.stop()
        self._is_over.set()
        self._by_itself.stop()
        self._asked.stop()

    def _run(self, beside: Beside, work: Callable[[], Iterator[object]]) -> None:
        if not beside.is_running and not self._is_over.is_set():
            beside.start(work)

    def _watch(self, _done: int, _total: int) -> None:
        if self._is_over.is_set():
            raise Stopped

    def _tell_once(self, sentence: str) -> None:
        if sentence not in self._told and self._project.file.is_in_place:
            self._told.add(sentence)
            self.failed.emit(sentence)
