"""The key that saves what can be read of a damaged project into a new one."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from border_annotator.domain.errors import DamagedFile, Stopped
from border_annotator.services.project import SUFFIX
from border_annotator.services.recover import recover
from border_annotator.ui.actions.keys import key
from border_annotator.ui.errors.recovery_panel import RecoveryPanel
from border_annotator.ui.jobs.beside import Beside
from border_annotator.ui.said import told
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.domain.errors import KnownError
    from border_annotator.services.recover import Recovery
    from border_annotator.ui.main_window import MainWindow

OFTEN = 0.1
"""Seconds between two looks at how far it is."""


class RecoverActions(QObject):
    """Offers it where a project is too damaged to be opened, and does it beside the event loop."""

    _came_on = Signal(int, int, str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._damaged: Path | None = None
        self._new = Path()
        self._panel: RecoveryPanel | None = None
        self._is_over = threading.Event()
        self._told_at = 0.0
        self._work = Beside(self)
        self._work.came.connect(self._done)
        self._work.failed.connect(self._failed)
        self._came_on.connect(self._show, Qt.ConnectionType.QueuedConnection)
        window.status.cancel_asked.connect(self.cancel)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        return {"project.recover": self.begin}

    @property
    def is_running(self) -> bool:
        """Whether something is being saved."""
        return self._work.is_running

    def tell(self, path: Path, error: KnownError) -> None:
        """Say why a project cannot be opened; where it is damaged, by which key what can be read of it is saved."""
        words = told(error)
        if isinstance(error, DamagedFile):
            self._damaged = path
            words += " " + tr("{key} saves what can be read into a new project.", key=key("project.recover"))
        self._window.tell_problem(words)

    def begin(self) -> None:
        """Save what can be read of the project that could not be opened; without one ask which one is meant."""
        window, path = self._window, self._damaged
        if self.is_running:
            window.message.say(tr("A damaged project is being read: see the line at the bottom."))
            return
        if path is None:
            patterns = tr("Projects (*{suffix})", suffix=SUFFIX)
            name, _kind = QFileDialog.getOpenFileName(
                window, tr("Damaged project"), str(window.session.project.path.parent), patterns
            )
            path = Path(name) if name else None
        if path is not None:
            self._start(path)

    def cancel(self) -> None:
        """Give it up; nothing of it is left, and the damaged file is as it was."""
        if self.is_running:
            self._is_over.set()
            self._work.forget()
            self._window.status.show_work("", 0, 0)
            self._window.message.say(tr("Given up: nothing was written."))

    def close(self) -> None:
        """Give up what is under way, before the window is closed."""
        self._is_over.set()
        self._work.stop()

    def _start(self, path: Path) -> None:
        new, self._is_over = free_name(path), threading.Event()
        self._new, is_over = new, self._is_over
        self._window.message.clear_message()
        self._window.status.show_work(tr("Reading {name}", name=path.name), 0, 1)

        def tell(done: int, total: int, what: str) -> None:
            if is_over.is_set():
                raise Stopped
            if time.monotonic() - self._told_at > OFTEN:
                self._told_at = time.monotonic()
                self._came_on.emit(done, total, what)

        self._work.start(lambda: iter([recover(path, new, tell)]), is_over.set)

    def _show(self, done: int, total: int, what: str) -> None:
        if self.is_running and not self._is_over.is_set():
            self._window.status.show_work(tr(what), done, total)

    def _done(self, found: Recovery) -> None:
        self._window.status.show_work("", 0, 0)
        self._damaged = None
        if self._panel is None:
            self._panel = RecoveryPanel(self._window)
            self._panel.open_wanted.connect(lambda path: self._window.project_asked.emit((path, False)))
        self._panel.open(self._new, found)

    def _failed(self, sentence: str) -> None:
        self._window.status.show_work("", 0, 0)
        self._window.tell_problem(sentence)


def free_name(damaged: Path) -> Path:
    """The name of a new project beside a damaged one, which nothing has yet."""
    stems = (f"{damaged.stem} recovered{number}" for number in ("", *(f" {k}" for k in range(2, 1000))))
    return next(path for stem in stems if not (path := damaged.with_name(stem + SUFFIX)).exists())
