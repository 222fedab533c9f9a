"""Starting the window."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from border_annotator.domain.errors import KnownError
from border_annotator.services.project import Project, create_project, open_project
from border_annotator.services.sample import open_sample
from border_annotator.settings import paths
from border_annotator.settings.store import Settings
from border_annotator.ui.errors.unexpected import install_hook
from border_annotator.ui.main_window import MainWindow
from border_annotator.ui.said import told
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from pathlib import Path


def create_window(project: Path) -> MainWindow:
    """Open a project in a window; the QApplication exists already.

    Raises ``KnownError`` when the project cannot be opened. The window is not shown yet; closing it closes the
    project.
    """
    return _window(open_project(project))


def run(project: Path | None) -> int:
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
    windows = [_window(open_sample() if project is None else open_project(project))]

    def follow(window: MainWindow) -> None:
        window.project_asked.connect(lambda wanted: swap(*wanted))

    def swap(path: Path, is_new: bool) -> None:  # noqa: FBT001 - a signal's payload
        old = windows[-1]
        if path.resolve() == old.session.project.path.resolve():
            old.message.say(tr("{name} is open already: it is this project.", name=path.name))
            return
        try:
            other = _window(create_project(path) if is_new else open_project(path))
        except KnownError as error:
            old.tell_problem(told(error))
            return
        follow(other)
        windows[:] = [other]
        other.restoreGeometry(old.placement())
        other.show()
        old.close()
        old.deleteLater()

    follow(windows[0])
    windows[0].show()
    if not windows[0].settings.flag("welcomed"):
        QTimer.singleShot(0, windows[0], windows[0].help.welcome)
    return application.exec()


def _window(project: Project) -> MainWindow:
    # What reads beside the window gives way to it this often, in seconds: a key press asks many times.
    sys.setswitchinterval(0.001)
    settings = Settings(paths.settings_file())
    try:
        window = MainWindow(project, settings)
    except BaseException:
        project.close()
        raise
    settings.set("last_project", str(project.path.resolve()))
    return window
