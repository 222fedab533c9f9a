"""A crash in a library, in a real process, and what the next window says of it."""

from __future__ import annotations

import faulthandler
import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton

from border_annotator.settings import paths
from border_annotator.settings.native_crashes import NAME, take_crash
from border_annotator.ui.errors.report_panel import ReportPanel
from border_annotator.ui.errors.unexpected import tell_of_crash
from tests.cli.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.conftest import OpenWindow

CRASHING = """
import faulthandler, sys
from PySide6.QtCore import QTimer
from border_annotator.ui import app
from border_annotator.__main__ import main

class Doomed(app.Windows):
    def __init__(self, window):
        super().__init__(window)
        QTimer.singleShot(0, window, self.press_a_key)

    def press_a_key(self):
        self.window.session.perform(lambda project, sheet: review.confirm(project, sheet, sheet.events[0].id))
        faulthandler._sigsegv()

from border_annotator.services import review
app.Windows = Doomed
sys.exit(main())
"""


@pytest.mark.skipif(not hasattr(faulthandler, "_sigsegv"), reason="Python was built without it")
def test_a_crash_is_told_at_the_next_start(open_window: OpenWindow, gold_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", CRASHING, str(gold_path)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert ended.returncode not in (0, 1, 2, 70), ended.stderr
    crash = paths.log_file().with_name(NAME)
    assert os.name != "posix" or stat.S_IMODE(crash.stat().st_mode) == 0o600
    reviewer = open_window(gold_path)
    assert reviewer.edits_on_disk == 1, "what was shown as saved is on disk"
    tell_of_crash(reviewer.window)
    (notice,) = reviewer.window.notices.shown
    assert "came to a sudden end the last time" in notice
    assert "Every edit that was shown as saved is on disk" in notice
    reviewer.window.notices.findChildren(QPushButton)[0].click()
    panel = reviewer.overlay()
    assert isinstance(panel, ReportPanel)
    told = panel.text.toPlainText()
    assert "Fatal Python error: Segmentation fault" in told
    assert "in press_a_key" in told
    assert str(ROOT) not in told, "a path names the user"
    assert reviewer.window.notices.shown == []
    assert crash.read_bytes() == b""
    kept = list(crash.parent.glob("fault-*.txt"))
    assert [file.read_text("utf-8").strip() for file in kept] == [told.strip()]
    assert take_crash() is None, "it is told once"


def test_without_a_crash_nothing_is_told(open_window: OpenWindow, gold_path: Path) -> None:
    reviewer = open_window(gold_path)
    tell_of_crash(reviewer.window)
    paths.log_file().with_name(NAME).write_text("Windows fatal exception: code 0x8001010d\n")
    tell_of_crash(reviewer.window)
    assert reviewer.window.notices.shown == []
