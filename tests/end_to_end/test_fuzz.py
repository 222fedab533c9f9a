"""Every reader of foreign bytes gives a result or one sentence, in bounded time and memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def said_by(module: str, folder: Path, *arguments: str) -> list[str]:
    """What a fuzzer says that has found nothing."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HYPOTHESIS_STORAGE_DIRECTORY": str(folder)}
    command = [sys.executable, "-m", f"tests.end_to_end.{module}", str(folder), *arguments]
    ran = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    assert ran.returncode == 0, ran.stderr[-5_000:]
    return ran.stdout.split()


@pytest.mark.parametrize(("command", "examples"), [("evaluate", 20), ("simulate", 3)])
def test_broken_gold_is_compared_or_refused(tmp_path: Path, command: str, examples: int) -> None:
    assert said_by("fuzzed_gold", tmp_path, command, str(examples))[0] == command


def test_foreign_bytes_are_read_or_refused(tmp_path: Path) -> None:
    assert said_by("fuzzed_readers", tmp_path) == ["native", "schema", "any_bytes", "chosen", "project"]
