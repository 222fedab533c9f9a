"""Windows for tests, and the promise that none of them leaves anything behind."""

from __future__ import annotations

import logging
import multiprocessing
import os
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QWidget

from border_annotator.services.project import create_project
from border_annotator.ui.app import create_window
from border_annotator.ui.errors import unexpected
from tests.ui.reviewer import Reviewer, settle_down

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from border_annotator.ui.main_window import MainWindow

    OpenWindow = Callable[[Path], Reviewer]


@pytest.fixture(autouse=True)
def nothing_left(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that leaves a window, a thread or a process behind, or that made the program log an error."""
    threads, windows = set(threading.enumerate()), set(_windows())
    unexpected._reports.clear()  # those of a test that made the program fail on purpose
    yield
    settle_down()
    if QApplication.instance() is not None:
        QApplication.clipboard().clear()  # it is one for all tests of a process
    assert not set(_windows()) - windows, "a window was left behind"
    assert not [thread for thread in threading.enumerate() if thread not in threads], "a thread was left behind"
    assert not multiprocessing.active_children(), "a process was left behind"
    bad = [record for record in caplog.get_records("call") if record.levelno >= logging.ERROR]
    assert not bad, f"the program logged: {bad}"


def _windows() -> list[int]:
    if QApplication.instance() is None:
        return []
    return [
        shiboken6.getCppPointer(widget)[0] for widget in QApplication.topLevelWidgets() if shiboken6.isValid(widget)
    ]


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication) -> Iterator[OpenWindow]:
    """Open a project in a window that has the keyboard; it is closed after the test, and its lock must be gone."""
    opened: list[tuple[MainWindow, Path]] = []
    assert isinstance(qapp, QApplication)

    def open_it(path: Path) -> Reviewer:
        window = create_window(path)
        opened.append((window, path))
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window and window.isVisible())
        settle_down()
        return Reviewer(qtbot, window)

    yield open_it
    for window, _path in opened:
        close_for_good(window)
    for _window, path in opened:
        assert not Path(f"{path}.lock").exists() or os.name == "nt", "the lock was left behind"
        assert not Path(f"{path}.writer").exists(), "the note of the lock was left behind"
        assert not Path(f"{path}-wal").exists(), "the file was not closed"


def close_for_good(window: QWidget) -> None:
    """Close a window and take it out of memory."""
    if shiboken6.isValid(window):
        window.close()
        window.deleteLater()
        settle_down()


@pytest.fixture
def gold_path(gold_file: Path, project_path: Path) -> Path:
    """A project of both seeds whose suggestions are the gold annotations, not open."""
    shutil.copyfile(gold_file, project_path)
    return project_path


@pytest.fixture
def reviewer(open_window: OpenWindow, gold_path: Path) -> Reviewer:
    """A window on the gold project; the long seed is open, its first event in focus."""
    return open_window(gold_path)


@pytest.fixture
def empty(open_window: OpenWindow, project_path: Path) -> Reviewer:
    """A window on a project without articles."""
    create_project(project_path).close()
    return open_window(project_path)
