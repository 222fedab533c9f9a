"""``python -m tests.bench [engine | window | queue | import | export | label-studio | growth]``: ours beside floors."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import qInstallMessageHandler, qVersion
from PySide6.QtWidgets import QApplication

from tests.bench.article_files import article_files
from tests.bench.engine import engine
from tests.bench.exporting import FORMAT_NAMES, exporting
from tests.bench.exporting import SIZES as EXPORTED
from tests.bench.growth import SIZES, growth
from tests.bench.importing import importing
from tests.bench.label_studio import label_studio
from tests.bench.material import project_of
from tests.bench.measuring import Line, table
from tests.bench.queues import queues
from tests.bench.starts import starts
from tests.bench.stores import stores
from tests.bench.views import views

PARTS = ("engine", "window", "queue", "import", "export", "label-studio", "growth")
"""What can be asked for by name; everything without a name.

After ``growth`` or ``export`` other sizes may be named, after ``export`` formats too.
"""
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
        parts = sys.argv[1:] or PARTS
        if "engine" in parts:
            _say(table(engine()))
        if "window" in parts:
            _say(table(_window(project, folder)))
        if "queue" in parts:
            _say(table(list(queues(folder))))
        if "import" in parts:
            _say(table(list(importing(folder))))
            _say(table(article_files()))
        sizes = [int(part) for part in parts if part.isdecimal()]
        if "export" in parts:
            _say(exporting(folder, sizes or EXPORTED, [part for part in parts if part in FORMAT_NAMES], _say))
        if "label-studio" in parts:
            lines, reason = label_studio(folder)
            _say(table(lines) if lines else reason)
        if "growth" in parts:
            _say(growth(sizes or SIZES, _say))


def _window(project: Path, folder: Path) -> list[Line]:
    lines = starts(project)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    lines += views(project, folder)
    lines += stores(project, folder)
    del application
    return lines


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
