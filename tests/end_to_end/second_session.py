"""A second sitting in a process of its own: opens a project in a window, presses Ctrl+Z, exports, tells what it sees.

``python -m tests.end_to_end.second_session PROJECT OUT`` prints one JSON object.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from border_annotator.ui.app import create_window


def main(project: Path, out: Path) -> int:
    """Run the sitting; returns the exit code."""
    application = QApplication(["second-session"])
    window = create_window(project)
    window.show()
    QTest.qWaitForWindowExposed(window)
    seen: dict[str, object] = {"undo": []}
    labels = []
    for _ in range(2):
        QTest.keyClick(window.article, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        labels.append(window.status.saved_words)
    seen["undo"] = labels
    QTest.keyClick(window.article, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    seen["redo"] = window.status.saved_words
    window.exporting.start_export(out)
    while window.exporting.is_busy:
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    seen["exported"] = sorted(path.name for path in out.iterdir())
    seen["spacy"] = "spacy" in sys.modules
    window.close()
    sys.stdout.write(json.dumps(seen))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
