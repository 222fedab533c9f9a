"""Keys for files and long work: projects, pre-labelling."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from border_annotator.domain.errors import KnownError
from border_annotator.services.models import model_in_use
from border_annotator.services.project import SUFFIX
from border_annotator.ui.said import told
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.settings.store import Settings
    from border_annotator.ui.jobs.prelabel_job import PrelabelJob
    from border_annotator.ui.session import Session

PROJECTS = "Projects (*{suffix})"


class ProjectActions(QObject):
    """Asks for files and lets the services do the work."""

    project_asked = Signal(object)
    """The path of another project to open, and whether it is to be made: ``(Path, bool)``."""

    def __init__(self, session: Session, job: PrelabelJob, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._job = job
        self._settings = settings
        self._window = window

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        return {
            "project.new": self.new,
            "project.open": self.open,
            "project.prelabel": self.prelabel,
            "project.quit": self.quit,
        }

    def quit(self) -> None:
        """Close the window; every edit is on disk already."""
        self._window.close()

    def new(self) -> None:
        """Make a project and open it in place of this one."""
        name, _kind = QFileDialog.getSaveFileName(
            self._window, tr("New project"), str(self._folder()), tr(PROJECTS, suffix=SUFFIX)
        )
        if name:
            path = Path(name)
            self.project_asked.emit((path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX), True))

    def open(self) -> None:
        """Open another project in place of this one."""
        name, _kind = QFileDialog.getOpenFileName(
            self._window, tr("Open project"), str(self._folder()), tr(PROJECTS, suffix=SUFFIX)
        )
        if name:
            self.project_asked.emit((Path(name), False))

    def prelabel(self) -> None:
        """Let the model label what is not labelled yet."""
        if self._job.is_running:
            self._session.refused.emit(tr("Pre-labelling is under way: see the line at the bottom."))
        else:
            self.label(retry=True)

    def _is_refused(self) -> bool:
        """Whether the project is open for reading only, which is said."""
        try:
            self._session.project.file.must_be_writable()
        except KnownError as error:
            self._session.refused.emit(told(error))
            return True
        return False

    def label(self, *, retry: bool = False) -> None:
        """Let the model label what no run has read yet, with ``retry`` also what a run gave up."""
        if not self._is_refused() and self._has_model():
            self._job.start(self._settings.text("model") or None, retry=retry)

    def label_again(self, document_ids: list[str]) -> None:
        """Let the model read documents once more, beside whatever else runs; every verdict stays."""
        if not self._is_refused() and self._has_model():
            self._job.start_again(self._settings.text("model") or None, document_ids)

    def _has_model(self) -> bool:
        try:
            model_in_use(self._settings.text("model") or None)
        except KnownError as error:
            self._session.refused.emit(told(error))
            return False
        return True

    def _folder(self) -> Path:
        return self._session.project.path.parent
