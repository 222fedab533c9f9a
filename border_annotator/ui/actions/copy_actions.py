"""When nothing can be saved: what the window says, and a copy of the project elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from border_annotator.domain.errors import DiskError, FileGone, KnownError
from border_annotator.services.project import SUFFIX, save_copy
from border_annotator.services.rescue import rescue
from border_annotator.ui.actions.keys import key
from border_annotator.ui.said import told
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.ui.main_window import MainWindow

PROJECTS = "Projects (*{suffix})"


class CopyActions:
    """Saves all that is open under another name; works as long as the window is there, whatever became of the file."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._may_close = False

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        return {"project.save_copy": self.save_copy}

    def tell(self, error: DiskError) -> None:
        """Say why nothing can be saved, until something is; where the file is gone, by which key a copy is."""
        words = told(error)
        if isinstance(error, FileGone):
            words += " " + tr("{key} saves a copy.", key=key("project.save_copy"))
        self._window.tell_problem(words)

    def keeps_open(self) -> bool:
        """Whether closing must wait for a word: the file is gone, and with the window all that was in it.

        Asked a second time, or once a copy is saved, the answer is no.
        """
        file = self._window.session.project.file
        if self._may_close or self._window.is_closed or not file.is_writable or file.is_in_place:
            return False
        try:
            file.must_be_in_place()
        except DiskError as error:
            self._may_close = True
            self.tell(error)
        return self._may_close

    def rescue(self) -> str:
        """After a fault: where a copy of what is open was saved, if its own file is gone. Raises ``KnownError``."""
        path = rescue(self._window.session.project)
        return tr("What is open was saved as {path}.", path=path) if path is not None else ""

    def let_go(self) -> None:
        """Let the window close without a word: it has been said, or the file was replaced on purpose."""
        self._may_close = True

    def save_copy(self) -> None:
        """Ask for a name and save a copy; where the project's own file is gone, go on in the copy."""
        project = self._window.session.project
        name, _kind = QFileDialog.getSaveFileName(
            self._window,
            tr("Save a copy"),
            str(Path.home() / f"{project.path.stem} copy{SUFFIX}"),
            tr(PROJECTS, suffix=SUFFIX),
            "",
            QFileDialog.Option.DontConfirmOverwrite,  # nothing is ever written over
        )
        if not name:
            return
        path = Path(name)
        path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        try:
            save_copy(project, path)
        except KnownError as error:
            self._window.tell_problem(told(error))
            return
        self._may_close = True
        self._window.message.clear_message()
        self._window.status.say_saved(tr("Saved a copy as {path}", path=path))
        if not project.file.is_in_place:
            self._window.project_asked.emit((path, False))
