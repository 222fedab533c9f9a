"""Starting the window."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication

from border_annotator.domain.errors import KnownError
from border_annotator.services.project import Project, create_project, open_project, open_project_to_read
from border_annotator.settings import paths
from border_annotator.settings.store import Settings
from border_annotator.storage.writer_lock import HeldElsewhere
from border_annotator.ui.errors.unexpected import install_hook, tell_of_crash
from border_annotator.ui.main_window import MainWindow
from border_annotator.ui.said import told
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from pathlib import Path


def create_window(project: Path, *, read_only: bool = False) -> MainWindow:
    """Open a project in a window; the QApplication exists already.

    What somebody else holds is opened for reading only, and the window says who that is. Raises ``KnownError`` when
    the project cannot be opened. The window is not shown yet; closing it closes the project.
    """
    if read_only:
        return _window(open_project_to_read(project))
    try:
        return _window(open_project(project))
    except HeldElsewhere as held:
        return _window(open_project_to_read(project), held)


def run(project: Path | None, *, read_only: bool = False) -> int:
    """Run the program with a window until it is closed; returns the exit code.

    ``None`` opens the sample project. Raises ``KnownError`` when the project cannot be opened.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise TypeError("a window needs a QApplication")
    application.setApplicationName("border-annotator")
    application.setApplicationDisplayName("Border Annotator")
    application.setStyle("Fusion")
    install_hook()
    first = _sample_window() if project is None else create_window(project, read_only=read_only)
    windows = Windows(first)
    tell_of_crash(first)
    if not windows.window.settings.flag("welcomed"):
        QTimer.singleShot(0, windows.window, windows.window.help.welcome)
    return application.exec()


class Windows:
    """The window that there is, and the one that takes its place when another project is wanted."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self._follow(window)
        window.show()

    def swap(self, path: Path, *, is_new: bool) -> None:
        """Open another project, or make it, in place of this one."""
        old = self.window
        if path.resolve() == old.session.project.path.resolve():
            old.message.say(tr("{name} is open already: it is this project.", name=path.name))
            return
        if old.copies.keeps_open():
            return
        try:
            other = _window(create_project(path)) if is_new else create_window(path)
        except KnownError as error:
            old.recovering.tell(path, error)
            return
        self._replace(other)

    def reopen(self, words: str) -> None:
        """Open the same project anew: it was restored, or may be free to be edited by now. ``words`` are said then."""
        old, path = self.window, self.window.session.project.path
        if not old.session.project.file.is_writable:
            try:
                other = _window(open_project(path))
            except KnownError as error:
                old.message.say(told(error))
                return
        else:
            old.copies.let_go()
            old.close()
            other = create_window(path)
        self._replace(other)
        if words:
            other.message.say(words)

    def _follow(self, window: MainWindow) -> None:
        window.project_asked.connect(lambda wanted: self.swap(wanted[0], is_new=wanted[1]))
        window.reopen_asked.connect(self.reopen)

    def _replace(self, other: MainWindow) -> None:
        old = self.window
        self._follow(other)
        self.window = other
        other.restoreGeometry(old.placement())
        other.show()
        old.copies.let_go()
        old.close()
        old.deleteLater()


def _sample_window() -> MainWindow:
    from border_annotator.services.sample import open_sample, sample_path  # with all formats of articles

    try:
        return _window(open_sample())
    except HeldElsewhere as held:
        return _window(open_project_to_read(sample_path()), held)


def _window(project: Project, held: HeldElsewhere | None = None) -> MainWindow:
    settings = Settings(paths.settings_file())
    try:
        window = MainWindow(project, settings, held)
    except BaseException:
        # Half of a window would go on asking a project that is closed.
        for half in QApplication.topLevelWidgets():
            if isinstance(half, MainWindow) and not half.isVisible():
                half.deleteLater()
                QApplication.sendPostedEvents(half, QEvent.Type.DeferredDelete)
        project.close()
        raise
    settings.set("last_project", str(project.path.resolve()))
    return window
