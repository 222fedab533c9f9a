"""Planning an import beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from border_annotator.services.import_plan import plan_import
from border_annotator.services.project import open_project_to_read
from border_annotator.ui.importing.batches import in_batches
from border_annotator.ui.jobs.beside import Beside

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from border_annotator.services.import_plan import ImportChoices

MOST = 256
"""Steps that come at once."""


class PlanJob(QObject):
    """Reads files in a thread, with a connection of its own; another plan forgets the one before."""

    came = Signal(object)
    """More steps: a list of ``PlanStep``."""
    ended = Signal()
    failed = Signal(str)

    def __init__(self, project: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._beside = Beside(self)
        self._beside.came.connect(self.came)
        self._beside.ended.connect(self.ended)
        self._beside.failed.connect(self.failed)

    @property
    def is_running(self) -> bool:
        """Whether more may come."""
        return self._beside.is_running

    def start(self, paths: Sequence[Path], choices: ImportChoices) -> None:
        """Plan an import of some files and folders."""
        project = self._project

        def planned() -> Iterator[object]:
            with open_project_to_read(project) as opened:
                yield from in_batches(plan_import(opened, paths, choices), MOST)

        self._beside.start(planned)

    def forget(self) -> None:
        """Nothing of it is wanted any more."""
        self._beside.forget()

    def close(self) -> None:
        """The same, and wait until nothing is read any more."""
        self._beside.stop()
