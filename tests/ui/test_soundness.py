"""A large file is looked through beside the window, and damage is told with the way out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QPushButton

from border_annotator.services.soundness import is_due
from border_annotator.storage import stopping, trust
from border_annotator.ui.backups.backup_list import BackupList
from border_annotator.ui.jobs.soundness_job import KEPT
from tests.spoiled import spoil
from tests.ui.conftest import close_for_good

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.ui.main_window import MainWindow
    from tests.ui.conftest import OpenWindow


@pytest.fixture(autouse=True)
def all_files_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trust, "SMALL", 0)
    monkeypatch.setattr("border_annotator.ui.jobs.soundness_job.FIRST", 0)


def test_damage_is_told_with_a_way_to_the_backups(open_window: OpenWindow, gold_path: Path) -> None:
    spoil(gold_path, "touched")
    reviewer = open_window(gold_path)
    reviewer.wait(lambda: bool(reviewer.window.notices.shown))
    (notice,) = reviewer.window.notices.shown
    assert "border.bap is damaged (" in notice
    assert "go back to a backup (Ctrl+Shift+B)" in notice
    assert reviewer.sheet.events, "what can be read is shown"
    button = next(one for one in reviewer.window.notices.findChildren(QPushButton))
    button.click()
    assert isinstance(reviewer.overlay(), BackupList)


def test_a_sound_file_is_not_spoken_of(open_window: OpenWindow, gold_path: Path) -> None:
    reviewer = open_window(gold_path)
    job = reviewer.window.soundness
    job.look()
    while job.is_running:
        reviewer.press("A")
    reviewer.press("J")
    assert reviewer.window.notices.shown == []
    assert reviewer.message == ""


def test_a_sound_file_that_nobody_wrote_is_not_read_again_at_the_next_opening(
    open_window: OpenWindow, gold_path: Path
) -> None:
    first = open_window(gold_path).window
    _wait_until_sound(first)
    kept = first.settings.text(KEPT)
    close_for_good(first)
    again = open_window(gold_path).window
    assert not is_due(kept, gold_path), "opening and closing write nothing"
    again.settings.set(KEPT, "")
    again.soundness.begin()
    _wait_until_sound(again)


def _wait_until_sound(window: MainWindow) -> None:
    while not window.settings.text(KEPT):
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def test_closing_the_window_ends_the_look(
    open_window: OpenWindow, gold_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stopping, "INSTRUCTIONS", 1)
    reviewer = open_window(gold_path)
    job = reviewer.window.soundness
    job.look()
    close_for_good(reviewer.window)
    assert not job.is_running
