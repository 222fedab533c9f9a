"""Keys for files and long work: projects, import, pre-labelling, export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from border_annotator.domain.errors import KnownError
from border_annotator.services.import_documents import import_documents
from border_annotator.services.models import model_in_use
from border_annotator.services.project import SUFFIX
from border_annotator.ui.said import told
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from border_annotator.services.export_dataset import ExportStep
    from border_annotator.services.import_documents import ImportStep
    from border_annotator.settings.store import Settings
    from border_annotator.ui.jobs.prelabel_job import PrelabelJob
    from border_annotator.ui.session import Session

TEXTS = "Text files (*.txt *.text);;All files (*)"
NAMED = 4
"""Files that a message names before it only counts."""
PROJECTS = "Projects (*{suffix})"


class ProjectActions(QObject):
    """Asks for files and lets the services do the work, a step at a time, so that the window never waits."""

    project_asked = Signal(object)
    """The path of another project to open, and whether it is to be made: ``(Path, bool)``."""
    said = Signal(str)
    """A sentence on what was done."""

    def __init__(self, session: Session, job: PrelabelJob, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._job = job
        self._settings = settings
        self._window = window
        self._importing: Generator[ImportStep] | None = None
        self._exporting: Generator[ExportStep] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)
        self._steps: list[ImportStep] = []
        self._written: list[ExportStep] = []

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        return {
            "project.new": self.new,
            "project.open": self.open,
            "project.import": self.import_files,
            "project.import_folder": self.import_folder,
            "project.prelabel": self.prelabel,
            "project.export": self.export,
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

    def import_files(self) -> None:
        """Import text files."""
        names, _kind = QFileDialog.getOpenFileNames(self._window, tr("Import articles"), str(Path.home()), tr(TEXTS))
        if names:
            self.start_import([Path(name) for name in names])

    def import_folder(self) -> None:
        """Import all text files of a folder."""
        name = QFileDialog.getExistingDirectory(self._window, tr("Import a folder of articles"), str(Path.home()))
        if name:
            self.start_import([Path(name)])

    def start_import(self, paths: Iterable[Path]) -> None:
        """Import files and folders, then let the model label them."""
        if self._is_refused():
            return
        if self._importing is not None:
            self._session.refused.emit(tr("An import is under way: wait for it to end."))
            return
        self._steps = []
        self._importing = import_documents(self._session.project, paths)
        self._timer.start()

    def prelabel(self) -> None:
        """Let the model label what is not labelled yet."""
        if self._job.is_running:
            self._session.refused.emit(tr("Pre-labelling is under way: see the line at the bottom."))
        else:
            self._label(retry=True)

    def _is_refused(self) -> bool:
        """Whether the project is open for reading only, which is said."""
        try:
            self._session.project.file.must_be_writable()
        except KnownError as error:
            self._session.refused.emit(told(error))
            return True
        return False

    def _label(self, *, retry: bool = False) -> None:
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

    def export(self) -> None:
        """Write the reviewed annotations of all articles into a folder."""
        name = QFileDialog.getExistingDirectory(self._window, tr("Export into a folder"), str(self._folder()))
        if name:
            self.start_export(Path(name))

    def start_export(self, folder: Path) -> None:
        """Write one native JSON file per article into a folder."""
        if self._exporting is not None:
            self._session.refused.emit(tr("An export is under way: wait for it to end."))
            return
        from border_annotator.services.export_dataset import export_dataset

        self._written = []
        self._exporting = export_dataset(self._session.project, folder)
        self._timer.start()

    @property
    def is_busy(self) -> bool:
        """Whether an import or an export is under way."""
        return self._importing is not None or self._exporting is not None

    def close(self) -> None:
        """Stop what is under way, before the project is closed; what is finished stays."""
        self._timer.stop()
        self._break_off()
        self._break_off()

    def _break_off(self) -> None:
        """Give up the step that is under way: the import while there is one, else the export."""
        steps = self._importing or self._exporting
        if self._importing is not None:
            self._importing = None
        else:
            self._exporting = None
        if steps is not None:
            steps.close()

    def _step(self) -> None:
        try:
            if self._importing is not None:
                self._steps.append(next(self._importing))
                self.said.emit(
                    tr("Importing {done:,} of {total:,}", done=self._steps[-1].done, total=self._steps[-1].total)
                )
            elif self._exporting is not None:
                self._written.append(next(self._exporting))
                self.said.emit(
                    tr("Exporting {done:,} of {total:,}", done=self._written[-1].done, total=self._written[-1].total)
                )
            else:
                self._timer.stop()
        except StopIteration:
            self._finish()
        except KnownError as error:
            self._break_off()
            self._session.queue_changed.emit(frozenset())
            self._session.refused.emit(told(error))
        except BaseException:
            # What broke off must not be taken for finished at the next step.
            self._break_off()
            raise

    def _finish(self) -> None:
        if self._importing is not None:
            self._importing = None
            self._session.queue_changed.emit(frozenset())
            self.said.emit(_said_import(self._steps))
            if any(step.document_id for step in self._steps):
                self._label()
            bad = [step for step in self._steps if step.is_bad]
            if bad:
                self._session.refused.emit(_said_bad(bad))
        else:
            self._exporting = None
            files = [step for step in self._written if step.path]
            folder = files[0].path.parent if files and files[0].path else None
            count = sum(step.annotations for step in files)
            self.said.emit(
                tr(
                    "Exported {count:,} articles with {annotations:,} annotations into {folder}",
                    count=len(files),
                    annotations=count,
                    folder=folder,
                )
            )

    def _folder(self) -> Path:
        return self._session.project.path.parent


def _said_import(steps: list[ImportStep]) -> str:
    new = sum(step.document_id is not None for step in steps)
    known = sum(step.is_known for step in steps)
    words = tr_count("Imported {count} article", "Imported {count} articles", new)
    return words + (tr("; {known:,} were in the project already", known=known) if known else "")


def _said_bad(bad: list[ImportStep]) -> str:
    named = "; ".join(f"{step.path.name}: {step.reason}" for step in bad[:NAMED])
    rest = tr("; and {bad:,} more", bad=len(bad) - NAMED) if len(bad) > NAMED else ""
    return tr("Left out {named}{rest}.", named=named, rest=rest)
