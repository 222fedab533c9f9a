"""Starting: fresh processes, ours against a bare Qt window."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path

from tests.bench.measuring import Line, timed

ROOT = Path(__file__).parents[2]
REPEATS = 5

PAINTED = """
class Seen(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, application.quit)
        return False
seen = Seen()
"""

BARE = f"""
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit
application = QApplication(sys.argv)
{PAINTED}
window, text = QMainWindow(), QTextEdit()
window.setCentralWidget(text)
window.resize(1440, 900)
text.viewport().installEventFilter(seen)
window.show()
application.exec()
"""

OURS = f"""
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from border_annotator.ui.app import create_window
application = QApplication(sys.argv)
{PAINTED}
window = create_window(Path(sys.argv[1]))
window.article.viewport().installEventFilter(seen)
window.show()
application.exec()
window.close()
assert "spacy" not in sys.modules, "spaCy is imported at start-up"
"""

IMPORTS = """
import sys
import border_annotator.ui.app
assert "spacy" not in sys.modules, "spaCy is imported with the window"
assert "numpy" not in sys.modules, "numpy is imported with the window"
assert "border_annotator.formats" not in sys.modules, "formats of files are imported with the window"
"""

BARE_IMPORTS = """
import sqlite3, json
from PySide6.QtCore import QObject
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication
"""


def starts(project: Path) -> list[Line]:
    """From the start of a process to the first picture, and to the end of the imports.

    Modules are compiled once, as they are where the program is used: whatever the shell says of Python's cache.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(project.parent / "compiled")
    ours, bare = both(OURS, BARE, str(project))
    imports, bare_imports = both(IMPORTS, BARE_IMPORTS)
    return [
        Line("process start to painted and closed, project open", ours, bare, note="floor: QMainWindow with QTextEdit"),
        Line("process start to ui imported, without spaCy", imports, bare_imports, note="floor: Qt and sqlite3"),
    ]


def both(one: str, other: str, *arguments: str) -> tuple[float, float]:
    """The medians of two programs that take turns, so that a busy moment meets both."""
    found: tuple[list[float], list[float]] = ([], [])
    for repeat in range(REPEATS + 1):
        for k, program in enumerate((one, other)):
            taken = timed(lambda program=program: run(program, *arguments))  # type: ignore[misc]
            if repeat:
                found[k].append(taken)
    return statistics.median(found[0]), statistics.median(found[1])


def run(program: str, *arguments: str) -> None:
    """Run a program in a fresh process; raises when it fails."""
    subprocess.run([sys.executable, "-c", program, *arguments], check=True, cwd=ROOT, stderr=subprocess.DEVNULL)
