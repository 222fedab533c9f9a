"""A project that is too damaged to be opened: the window says so, and one key saves what can be read of it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton

from border_annotator.domain.errors import DamagedFile
from border_annotator.services import recover
from border_annotator.services.check import check
from border_annotator.services.project import open_project
from border_annotator.ui.actions.recover_actions import free_name
from border_annotator.ui.app import Windows
from border_annotator.ui.errors.recovery_panel import RecoveryPanel
from tests.ui.conftest import close_for_good

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.storage.salvage import Tell
    from tests.ui.reviewer import Reviewer

PAGE = 4096


@pytest.fixture
def damaged(gold_file: Path, tmp_path: Path) -> Path:
    """A project of which pages are gone, so that it cannot be opened."""
    path = tmp_path / "broken.bap"
    raw = bytearray(gold_file.read_bytes())
    raw[2 * PAGE : 5 * PAGE] = bytes(3 * PAGE)
    path.write_bytes(raw)
    with pytest.raises(DamagedFile):
        open_project(path)
    return path


def panel(reviewer: Reviewer) -> RecoveryPanel:
    overlay = reviewer.overlay()
    assert isinstance(overlay, RecoveryPanel)
    return overlay


def test_one_key_saves_it_and_enter_opens_what_was_saved(reviewer: Reviewer, damaged: Path) -> None:
    before, windows = damaged.read_bytes(), Windows(reviewer.window)
    try:
        reviewer.window.project_asked.emit((damaged, False))
        assert windows.window is reviewer.window
        assert "is damaged" in reviewer.message
        assert "Ctrl+Alt+R saves what can be read" in reviewer.message
        reviewer.press("Ctrl+Alt+R")
        reviewer.wait(lambda: isinstance(reviewer.overlay(), RecoveryPanel))
        new = damaged.with_name("broken recovered.bap")
        assert new.is_file()
        assert damaged.read_bytes() == before
        assert panel(reviewer).losses.toPlainText()
        words = [button.text() for button in panel(reviewer).findChildren(QPushButton)]
        assert words == ["Open it  Enter", "Leave  Esc"]
        reviewer.press("Return")
        assert windows.window is not reviewer.window
        assert windows.window.session.project.path == new
        assert list(check(windows.window.session.project)) == []
    finally:
        close_for_good(windows.window)


def test_given_up_it_leaves_nothing_behind(reviewer: Reviewer, damaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    windows, begun, go_on = Windows(reviewer.window), threading.Event(), threading.Event()
    carry_out = recover.recover

    def slow(path: Path, new: Path, tell: Tell) -> recover.Recovery:
        begun.set()
        assert go_on.wait(20)
        return carry_out(path, new, tell)

    monkeypatch.setattr("border_annotator.ui.actions.recover_actions.recover", slow)
    there = set(damaged.parent.iterdir())
    reviewer.window.project_asked.emit((damaged, False))
    reviewer.press("Ctrl+Alt+R")
    assert begun.wait(20)
    reviewer.button("Cancel").click()
    go_on.set()
    reviewer.wait(lambda: not reviewer.window.recovering.is_running)
    assert "nothing was written" in reviewer.message
    assert reviewer.overlay() is None
    assert set(damaged.parent.iterdir()) == there
    assert windows.window is reviewer.window


def test_a_name_that_is_taken_is_not_taken_again(tmp_path: Path) -> None:
    path = tmp_path / "broken.bap"
    assert free_name(path).name == "broken recovered.bap"
    free_name(path).touch()
    assert free_name(path).name == "broken recovered 2.bap"
