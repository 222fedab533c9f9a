"""``python -m tests.bench``: one table, what was measured, ours, the floor, the ratio."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import qInstallMessageHandler, qVersion
from PySide6.QtWidgets import QApplication

from tests.bench.material import project_of
from tests.bench.measuring import Line, table
from tests.bench.starts import starts
from tests.bench.stores import stores
from tests.bench.views import views

LOADED = 0.5
"""From this load for each processor on, times say little."""


def main() -> None:
    """Measure everything and print the table."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        for variable in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
            os.environ[variable] = name
        for variable in ("CONFIG", "DATA", "STATE", "CACHE"):
            os.environ[f"XDG_{variable}_HOME"] = str(folder / variable.lower())
        _say(_conditions())
        project = folder / "bench.bap"
        project_of(project, folder / "articles")
        qInstallMessageHandler(_tell)
        lines: list[Line] = starts(project)
        application = QApplication.instance() or QApplication(sys.argv[:1])
        lines += views(project)
        lines += stores(project, folder)
        _say(table(lines))
        del application


def _conditions() -> str:
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    processors = os.cpu_count() or 1
    said = f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}, {processors} processors"
    if load > LOADED * processors:
        said += f"\nOther programs are busy (load {load:.1f}): trust the ratios, not the times."
    return said


def _tell(_kind: object, _context: object, words: str) -> None:
    if "propagateSizeHints" not in words:  # what Qt's offscreen plugin says of itself
        sys.stderr.write(words + "\n")


def _say(words: str) -> None:
    sys.stdout.write(words + "\n\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
