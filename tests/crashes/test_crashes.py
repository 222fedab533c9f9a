"""A few of the kills of ``make crashes``, so that every change meets some."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.cli.conftest import ROOT

FAST = ("window: edits", "shape 5")
KILLS = 6


@pytest.mark.skipif(os.name != "posix", reason="there is no fork and no kill -9")
def test_what_was_shown_as_saved_survives_a_kill() -> None:
    # In a process of its own: one that has threads or a window cannot be split.
    result = subprocess.run(
        [sys.executable, "-m", "tests.crashes", "--kills", str(KILLS), "--only", *FAST],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    words = next(line for line in result.stdout.splitlines() if line.startswith("all kills")).split()
    assert int(words[2]) == KILLS
    assert words[4:7] == ["0", "0", "0"]
