"""Every reader of foreign bytes gives a result or one sentence, in bounded time and memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_foreign_bytes_are_read_or_refused(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HYPOTHESIS_STORAGE_DIRECTORY": str(tmp_path)}
    command = [sys.executable, "-m", "tests.end_to_end.fuzzed_readers", str(tmp_path)]
    ran = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    assert ran.returncode == 0, ran.stderr[-5_000:]
    assert ran.stdout.split() == ["native", "schema", "any_bytes", "chosen", "project"]
