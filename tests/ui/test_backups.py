"""Backups in the window: by themselves, by keys, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from border_annotator.domain.errors import KnownError
from border_annotator.services.backups import back_up, backups_folder, list_backups
from border_annotator.services.check import check
from border_annotator.services.project import open_project_to_read
from border_annotator.settings.paths import settings_file
from border_annotator.settings.store import Settings
from border_annotator.storage.backups import Why
from border_annotator.ui.app import Windows
from border_annotator.ui.backups.backup_list import BackupList
from tests.ui.conftest import close_for_good

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.ui.reviewer import Reviewer


def shown(reviewer: Reviewer) -> BackupList:
    found = reviewer.overlay()
    assert isinstance(found, BackupList)
    return found


def whys(path: Path) -> list[Why]:
    return [listed.backup.why for listed in list_backups(path)]


def test_a_backup_is_made_by_itself_when_something_has_changed(reviewer: Reviewer) -> None:
    job, path = reviewer.window.backups, reviewer.session.project.path
    job.look()
    reviewer.wait(lambda: not job.is_running)
    assert whys(path) == [Why.BY_ITSELF]
    job.look()
    reviewer.wait(lambda: not job.is_running)
    assert len(whys(path)) == 1
    reviewer.press("A")
    job.look()
    reviewer.wait(lambda: not job.is_running)
    assert len(whys(path)) == 2
    assert reviewer.message == ""


def test_keys_work_while_a_backup_is_made(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    job = reviewer.window.backups
    monkeypatch.setattr("border_annotator.storage.backups.AT_ONCE", 1)
    job.make()
    while job.is_running:
        reviewer.press("A")
    reviewer.wait(lambda: "Backup made and checked" in reviewer.window.status.saved_words or not job.is_running)
    (listed,) = list_backups(reviewer.session.project.path)
    with open_project_to_read(listed.backup.path) as opened:
        assert list(check(opened)) == []


def test_closing_in_the_midst_leaves_nothing_half_done(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("border_annotator.storage.backups.AT_ONCE", 1)
    reviewer.press("Ctrl+B", settle=False)
    reviewer.press("Ctrl+Q")
    folder = backups_folder(reviewer.session.project.path)
    assert {path.suffix for path in folder.iterdir()} <= {".txt", ".bap"}


def test_why_there_is_no_backup_is_said_once(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise KnownError("There is no room: make some.")

    monkeypatch.setattr("border_annotator.ui.jobs.backup_job.back_up_if_changed", full)
    job = reviewer.window.backups
    job.look()
    reviewer.wait(lambda: reviewer.message == "There is no room: make some.")
    reviewer.window.message.clear_message()
    job.look()
    reviewer.wait(lambda: not job.is_running)
    reviewer.press("Down")
    assert reviewer.message == ""


def test_the_list_says_what_differs_and_goes_back(reviewer: Reviewer) -> None:
    path = reviewer.session.project.path
    windows = Windows(reviewer.window)
    try:
        reviewer.press("A", "Ctrl+B")
        reviewer.wait(lambda: "Backup made and checked" in reviewer.window.status.saved_words)
        reviewer.press("X", "Ctrl+Shift+B")
        reviewer.wait(lambda: shown(reviewer).model.rowCount() == 1)
        reviewer.wait(lambda: "Would go: 1 step" in shown(reviewer).told)
        row = shown(reviewer).current()
        assert row is not None
        assert "asked for" in row.right
        assert "2 articles" in row.below
        assert "Reject" in shown(reviewer).told
        reviewer.press("Return")
        assert reviewer.edits_on_disk == 2, "it is asked for twice"
        reviewer.press("Return")
        reviewer.wait(lambda: windows.window is not reviewer.window)
        assert windows.window.session.project.journal.length() == 1
        assert "kept" in windows.window.message.text()
        assert windows.window.isVisible()
        assert whys(path) == [Why.BEFORE_RESTORE, Why.ASKED]
    finally:
        close_for_good(windows.window)


def test_nothing_to_go_back_to(reviewer: Reviewer) -> None:
    reviewer.press("A", "Ctrl+B")
    reviewer.wait(lambda: "Backup made and checked" in reviewer.window.status.saved_words)
    reviewer.press("Ctrl+Shift+B")
    reviewer.wait(lambda: shown(reviewer).model.rowCount() == 1)
    reviewer.wait(lambda: "It holds the same" in shown(reviewer).told)
    reviewer.press("Return", "Return")
    assert reviewer.overlay() is not None
    reviewer.type("1999")
    assert shown(reviewer).model.rowCount() == 0
    reviewer.press("Return")


def test_a_restore_that_fails_leaves_the_window_as_it_was(reviewer: Reviewer) -> None:
    path = reviewer.session.project.path
    made = back_up(path)
    reviewer.press("A")
    made.path.write_bytes(made.path.read_bytes()[:50_000])
    reviewer.window.going_back.restore(made)
    reviewer.wait(lambda: not reviewer.window.going_back.is_busy and "damaged" in reviewer.message)
    assert reviewer.window.places.isEnabled()
    reviewer.window.article.setFocus()
    reviewer.press("A")
    assert reviewer.edits_on_disk == 2


def test_how_often_and_how_much_room(reviewer: Reviewer) -> None:
    job = reviewer.window.backups
    assert job.minutes == 10
    reviewer.press("Ctrl+Shift+B")
    assert "10 minutes after a change" in shown(reviewer).custom
    reviewer.button("How often…").click()
    reviewer.answer("30")
    assert "30 minutes after a change" in shown(reviewer).custom
    assert job.minutes == 30
    reviewer.button("How often…").click()
    reviewer.answer("never")
    assert "No backup is made by itself" in shown(reviewer).custom
    assert job.minutes == 0
    reviewer.button("How much room…").click()
    reviewer.answer("16,000")
    assert "16,000 MB together" in shown(reviewer).custom
    kept = Settings(settings_file())
    assert (kept.number("backup_minutes"), kept.number("backup_megabytes")) == (0, 16_000)


def test_another_folder(reviewer: Reviewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = tmp_path / "backups of mine"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(chosen))
    reviewer.press("Ctrl+Shift+B")
    reviewer.button("Other folder…").click()
    assert Settings(settings_file()).text("backup_folder") == str(chosen)
    reviewer.button("Back up now").click()
    reviewer.wait(lambda: shown(reviewer).model.rowCount() == 1)
    assert whys(reviewer.session.project.path) == [Why.ASKED]
    assert len(list(chosen.iterdir())) == 1
