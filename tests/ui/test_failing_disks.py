"""A disk that fails, and a file that goes away, under a window: one sentence, nothing lost, and work goes on after."""

from __future__ import annotations

import os
import shutil
import sqlite3
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest
from PySide6.QtWidgets import QFileDialog

from border_annotator.domain.errors import DiskError, KnownError
from border_annotator.services.check import check
from border_annotator.services.prelabel import PrelabelStep
from border_annotator.services.project import create_project, open_project_to_read
from border_annotator.services.worksheets import read_worksheet
from border_annotator.settings.paths import seeds_folder
from tests.crashes.disk import OK, WatchedDisk
from tests.gold_suggestions import suggest
from tests.ui.conftest import close_for_good

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from border_annotator.services.project import Project
    from tests.crashes.disk import Request
    from tests.ui.conftest import OpenWindow
    from tests.ui.reviewer import Reviewer

needs_posix = pytest.mark.skipif(os.name != "posix", reason="elsewhere a file that is open cannot be moved")


class Failing:
    """Answers some requests to the disk with an error, while there is one."""

    def __init__(self) -> None:
        self.what = ""
        self.code = OK

    def before(self, request: Request) -> int:
        return self.code if request.what == self.what and request.path.suffix != ".old" else OK

    def after(self, request: Request) -> None:
        """Nothing to do."""


@pytest.fixture
def failing() -> Iterator[Failing]:
    disk = WatchedDisk()
    disk.watcher = failing = Failing()
    yield failing
    failing.what = ""
    disk.stop()


@pytest.fixture
def at_work(failing: Failing, open_window: OpenWindow, gold_path: Path) -> Iterator[Reviewer]:
    """A window with one edit, on a disk that can fail; the window is closed before the disk is given back."""
    del failing
    reviewer = open_window(gold_path)
    reviewer.press("A")
    yield reviewer
    path = reviewer.session.project.path
    close_for_good(reviewer.window)
    if not path.exists():
        path.with_name(f"{path.name}-wal").unlink()  # SQLite leaves it, in case that the file comes back


FAULTS = {
    "a full disk": ("write", sqlite3.SQLITE_FULL, "is full: make room"),
    "a disk that has turned read-only": ("write", sqlite3.SQLITE_READONLY, "cannot be written"),
    "an error of the disk": ("write", sqlite3.SQLITE_IOERR_WRITE, "check the disk"),
    "an error while it is synced": ("sync", sqlite3.SQLITE_IOERR_FSYNC, "check the disk"),
    "a lock that fails": ("lock", sqlite3.SQLITE_IOERR_LOCK, "check the disk"),
}


def sound(path: Path) -> bool:
    with open_project_to_read(path) as project:
        return list(check(project)) == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_failing_disk(at_work: Reviewer, failing: Failing, name: str) -> None:
    what, code, words = FAULTS[name]
    saved, focused = at_work.window.status.saved_words, at_work.focused.id
    failing.what, failing.code = what, code
    for key in ("A", "X", "Ctrl+Z"):
        at_work.press(key)
        assert words in at_work.message
        assert at_work.message.count(". ") < 2, "it is one sentence, or two short ones"
    assert at_work.window.status.saved_words == saved
    assert at_work.focused.id == focused
    failing.what = ""
    assert at_work.edits_on_disk == 1
    at_work.press("A")
    assert at_work.message == ""
    assert at_work.edits_on_disk == 2
    assert sound(at_work.session.project.path)


def test_long_work_on_a_full_disk(
    failing: Failing, open_window: OpenWindow, project_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("border_annotator.ui.window.beginning.model_in_use", Mock(side_effect=KnownError("None.")))
    monkeypatch.setattr("border_annotator.ui.actions.project_actions.model_in_use", Mock(side_effect=KnownError("-")))
    create_project(project_path).close()
    reviewer = open_window(project_path)
    files = reviewer.window.importing
    failing.what, failing.code = "write", sqlite3.SQLITE_FULL
    files.start_import([seeds_folder()])
    reviewer.wait(lambda: not files.is_busy)
    assert "is full: make room" in reviewer.message
    failing.what = ""
    files.start_import([seeds_folder()])
    reviewer.wait(lambda: not files.is_busy)
    assert reviewer.window.queue.model.rowCount() == 2
    monkeypatch.setattr("border_annotator.services.prelabel.prelabel", stores_into_a_full_disk)
    failing.what = "write"
    reviewer.window.job.start(None)
    reviewer.wait(lambda: not reviewer.window.job.is_running)
    assert "is full: make room" in reviewer.message
    failing.what = ""
    assert sound(project_path)
    close_for_good(reviewer.window)


def stores_into_a_full_disk(project: Project, **_: object) -> Iterator[PrelabelStep]:
    """Pre-labelling as far as its first article."""
    yield PrelabelStep(0, 1)
    suggest(project, project.documents.ids()[0], [])
    raise AssertionError


def test_what_cannot_be_read_back_is_read_at_the_next_edit(
    at_work: Reviewer, monkeypatch: pytest.MonkeyPatch, failing: Failing
) -> None:
    del failing

    def cannot(*_: object) -> None:
        raise DiskError("The disk cannot be read.")

    with monkeypatch.context() as broken:
        broken.setattr("border_annotator.ui.session.renew_worksheet", cannot)
        at_work.press("A")
    assert at_work.message == "The disk cannot be read."
    assert at_work.edits_on_disk == 2, "the edit itself is saved"
    at_work.press("J", "X")
    assert at_work.edits_on_disk == 3
    assert at_work.message == ""
    path, shown = at_work.session.project.path, at_work.sheet
    with open_project_to_read(path) as project:
        assert shown == read_worksheet(project, shown.document.id)


@needs_posix
@pytest.mark.parametrize("way", ["renamed", "another in its place", "folder moved"])
def test_a_file_that_goes_away_and_comes_back(at_work: Reviewer, tmp_path: Path, way: str) -> None:
    path = at_work.session.project.path
    moved = tmp_path.with_name("moved") if way == "folder moved" else path.with_suffix(".old")
    here = tmp_path if way == "folder moved" else path
    here.rename(moved)
    if way == "another in its place":
        path.write_bytes(b"something else")
    saved = at_work.window.status.saved_words
    at_work.press("A")
    assert "put it back" in at_work.message
    assert at_work.message.endswith("Ctrl+Shift+S saves a copy.")
    assert at_work.window.status.saved_words == saved
    moved.replace(here)
    at_work.press("A")
    assert at_work.message == ""
    assert at_work.edits_on_disk == 2
    assert sound(path)


@needs_posix
def test_a_file_that_was_removed_is_saved_elsewhere(
    at_work: Reviewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "elsewhere" / "saved.bap"
    copy.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(copy.with_suffix("")), ""))
    asked: list[object] = []
    at_work.window.project_asked.connect(asked.append)
    expected = at_work.sheet.events
    at_work.session.project.path.unlink()
    at_work.window.close()
    assert at_work.window.isVisible(), "nobody has been told yet"
    assert "save a copy elsewhere" in at_work.message
    at_work.press("A")
    at_work.press("Ctrl+Shift+S")
    assert asked == [(copy, False)]
    assert at_work.message == ""
    with open_project_to_read(copy) as project:
        assert read_worksheet(project, at_work.sheet.document.id).events == expected
        assert list(check(project)) == []
    at_work.press("Ctrl+Shift+S")
    assert "in use already" in at_work.message
    shutil.rmtree(copy.parent)


@needs_posix
def test_a_log_that_was_removed(at_work: Reviewer, tmp_path: Path) -> None:
    path = at_work.session.project.path
    path.with_name(f"{path.name}-wal").unlink()
    at_work.press("A")
    assert "close the project and open it again" in at_work.message
    copy = tmp_path / "as a crash would leave it.bap"
    copy.write_bytes(path.read_bytes())
    with open_project_to_read(copy) as project:
        assert len(list(project.journal.entries())) == 1, "what was shown as saved is in the file itself"
    assert at_work.window.close()
    assert sound(path)
