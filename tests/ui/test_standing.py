"""A project that somebody else holds, or that lies in a shared folder, or that was just updated."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton

from border_annotator.domain.layer import ReviewState
from border_annotator.services import review
from border_annotator.services.project import open_project
from border_annotator.storage.migrations import NEWEST
from border_annotator.ui.app import Windows, create_window
from border_annotator.ui.notices import Notices
from tests.gold_suggestions import sheet_of
from tests.ui.conftest import close_for_good

if TYPE_CHECKING:
    from tests.ui.conftest import OpenWindow
    from tests.ui.reviewer import Reviewer

DATABASES = Path(__file__).parents[1] / "databases"


def test_a_second_window_says_who_holds_the_project_and_reads(open_window: OpenWindow, gold_path: Path) -> None:
    with open_project(gold_path, program="border-annotator import") as holder:
        reviewer = open_window(gold_path)
        (said,) = reviewer.window.notices.shown
        assert f"is open in border-annotator import (process {os.getpid()}, since" in said
        assert "reading only" in said
        assert "reading only" in reviewer.window.windowTitle()
        before = reviewer.sheet
        for keys in ("A", "X", "Ctrl+Z", "Ctrl+Shift+A", "Ctrl+Return", "Shift+Q"):
            reviewer.window.message.clear_message()
            reviewer.press(keys)
            if keys != "Ctrl+Z":
                assert "open for reading only" in reviewer.message, keys
        assert reviewer.sheet == before
        assert holder.journal.length() == 0
        reviewer.window.importing.start_import([gold_path])
        assert "open for reading only" in reviewer.message
        reviewer.press("Ctrl+P")
        assert "open for reading only" in reviewer.message
        # What the holder writes is seen.
        review.mark(holder, sheet_of(holder, "000"), ReviewState.DONE)
        review.mark(holder, sheet_of(holder), ReviewState.DONE)
        reviewer.wait(lambda: reviewer.sheet.review.state is ReviewState.DONE)


def test_when_it_is_free_it_can_be_edited(open_window: OpenWindow, gold_path: Path) -> None:
    holder = open_project(gold_path)
    reviewer = open_window(gold_path)
    windows = Windows(reviewer.window)
    try:
        button = next(b for b in reviewer.window.notices.findChildren(QPushButton) if b.text() == "Try to edit")
        button.click()
        assert windows.window is reviewer.window
        assert "is open in the window" in reviewer.message
        holder.close()
        button.click()
        assert windows.window is not reviewer.window
        assert windows.window.notices.shown == []
        assert windows.window.session.project.file.is_writable
    finally:
        holder.close()
        close_for_good(windows.window)


@pytest.mark.usefixtures("qtbot")
def test_for_reading_only_because_it_is_wanted(gold_path: Path) -> None:
    window = create_window(gold_path, read_only=True)
    window.show()
    assert "open for reading only" in window.notices.shown[0]
    with open_project(gold_path) as project:
        assert project.file.is_writable, "it holds nothing"
    close_for_good(window)


def test_the_risk_of_a_shared_folder_is_said_once(open_window: OpenWindow, gold_path: Path, tmp_path: Path) -> None:
    shared = tmp_path / "Dropbox" / "work"
    shared.mkdir(parents=True)
    path = Path(shutil.copy(gold_path, shared / "team.bap"))
    first = open_window(path)
    (said,) = first.window.notices.shown
    assert "a folder that Dropbox keeps in step" in said
    first.button("Close this notice").click()
    assert first.window.notices.shown == []
    assert not first.window.notices.isVisible()
    close_for_good(first.window)
    assert open_window(path).window.notices.shown == []


def test_an_update_says_where_the_copy_is(open_window: OpenWindow, project_path: Path) -> None:
    shutil.copyfile(DATABASES / f"schema-{NEWEST - 1}.bap", project_path)
    reviewer = open_window(project_path)
    (said,) = reviewer.window.notices.shown
    assert "before-update.bap" in said


@pytest.mark.parametrize("width", [940, 1440])
def test_a_notice_takes_no_more_than_its_lines(reviewer: Reviewer, width: int) -> None:
    notices = reviewer.window.notices
    assert isinstance(notices, Notices)
    assert notices.height() == 0 or not notices.isVisible()
    notices.add("A short sentence.")
    reviewer.window.resize(width, 700)
    reviewer.press("Down")
    assert 20 < notices.height() < 60
