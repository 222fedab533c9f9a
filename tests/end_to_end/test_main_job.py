"""The main job from door to door: two articles in, a reviewed data set out, with a restart in the middle.

Everything is done with real key presses in a real window, on a real file, with the real model in its own process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from border_annotator.domain.event import Event
from border_annotator.domain.worksheet import State
from border_annotator.formats.readers.native import read_native
from border_annotator.services.project import create_project, open_project_to_read
from border_annotator.services.worksheets import read_worksheet
from border_annotator.settings.paths import seeds_folder
from border_annotator.ui.app import create_window

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.ui.main_window import MainWindow

MODEL_TIME = 120_000
"""Milliseconds that starting and running the language model may take on a slow machine."""
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_from_two_articles_to_a_reviewed_data_set(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "job.bap"
    create_project(path).close()
    window = create_window(path)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)

    # Both articles come in, and the model labels them in another process.
    window.importing.start_import([seeds_folder()])
    qtbot.waitUntil(lambda: not window.importing.is_busy, timeout=10_000)
    qtbot.waitUntil(lambda: _all_labelled(window), timeout=MODEL_TIME)
    QTest.keyClick(window.article, Qt.Key.Key_Down, CONTROL)
    QTest.keyClick(window.article, Qt.Key.Key_Up, CONTROL)
    sheet = _sheet(window)
    events = [item.id for item in sheet.events]
    assert len(events) >= 3, "the model proposes events in the first article"

    # Confirm the first event.
    assert window.session.focused_event == events[0]
    QTest.keyClick(window.article, Qt.Key.Key_A)
    assert _on_disk(path, events[0]) is State.CONFIRMED

    # Correct the second: another type, chosen by typing.
    assert window.session.focused_event == events[1]
    before = _event(window, events[1])
    word, wanted = ("Smuggling", "Crossing.Smuggling")
    assert before.type != wanted
    QTest.keyClick(window.article, Qt.Key.Key_T)
    QTest.keyClicks(_focus(), word)
    QTest.keyClick(_focus(), Qt.Key.Key_Return)
    assert _event(window, events[1]).type == wanted
    assert _on_disk(path, events[1]) is State.CORRECTED

    # Reject the third.
    QTest.keyClick(window.article, Qt.Key.Key_J)
    assert window.session.focused_event == events[2]
    QTest.keyClick(window.article, Qt.Key.Key_X)
    assert _on_disk(path, events[2]) is State.REJECTED

    # Add one: the title's second word becomes the trigger of an event.
    QTest.keyClick(window.article, Qt.Key.Key_Home, CONTROL)
    QTest.keyClick(window.article, Qt.Key.Key_Down)
    QTest.keyClick(window.article, Qt.Key.Key_Home)
    QTest.keyClick(window.article, Qt.Key.Key_Right, CONTROL)
    QTest.keyClick(window.article, Qt.Key.Key_Right, CONTROL | SHIFT)
    QTest.keyClick(window.article, Qt.Key.Key_N)
    QTest.keyClicks(_focus(), "Assistance")
    QTest.keyClick(_focus(), Qt.Key.Key_Return)
    added = window.session.focused_event
    assert added is not None
    assert added not in events
    assert _on_disk(path, added) is State.ADDED
    text = _sheet(window).document.text
    assert _event(window, added).trigger.text_in(text) == "Bolsters"

    # Close the program. A new process takes the last two steps back, brings one again, and exports.
    window.close()
    out = tmp_path / "data set"
    told = _second_session(path, out)
    assert told["spacy"] is False, "the window's process never loads spaCy"
    undone = told["undo"]
    assert isinstance(undone, list)
    assert "Add Assistance" in undone[0]
    assert "Reject" in undone[1]
    assert "Reject" in str(told["redo"])
    assert told["exported"] == ["000_4649726c9b6e0d0e.json", "003_3cc3049288d45523.json"]

    # What was exported is what is in the project: one confirmed, one corrected, nothing else of events.
    with open_project_to_read(path) as project:
        sheet = read_worksheet(project, project.documents.ids()[0])
        stored = [item.value for item in sheet.items if item.is_reviewed]
        article = read_native(
            (out / "000_4649726c9b6e0d0e.json").read_text(encoding="utf-8"), "000.json", sheet.document.text
        )
        exported = article.annotations()
    assert {type(a).__name__ for a in stored} >= {"Event"}
    assert sorted(_gist(a) for a in exported) == sorted(_gist(a) for a in stored)
    types = sorted(a.type for a in exported if isinstance(a, Event))
    assert len(types) == 2
    assert wanted in types


def _all_labelled(window: MainWindow) -> bool:
    project = window.session.project
    rows = project.documents.queue_rows(project.layer.id, project.documents.ids())
    return len(rows) == 2 and all(row.is_prelabelled for row in rows.values()) and not window.job.is_running


def _sheet(window: MainWindow) -> Worksheet:
    assert window.session.sheet is not None
    return window.session.sheet


def _event(window: MainWindow, event_id: str) -> Event:
    item = _sheet(window).find(event_id)
    assert item is not None
    assert isinstance(item.value, Event)
    return item.value


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _on_disk(path: Path, event_id: str) -> State:
    """The state of an event as another connection reads it from the file."""
    with open_project_to_read(path) as project:
        item = read_worksheet(project, project.documents.ids()[0]).find(event_id)
    assert item is not None
    return item.state


def _gist(annotation: object) -> str:
    """What must be equal before and after: everything but the ids, which the format numbers anew."""
    if isinstance(annotation, Event):
        roles = sorted(argument.role for argument in annotation.arguments)
        return f"{annotation.type} {annotation.trigger} {annotation.status} {annotation.polarity} {roles}"
    span, label = getattr(annotation, "span", None), getattr(annotation, "label", getattr(annotation, "kind", None))
    return f"{label} {span} {getattr(annotation, 'link', '')} {getattr(annotation, 'value', '')}"


def _second_session(path: Path, out: Path) -> dict[str, object]:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.end_to_end.second_session", str(path), str(out)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    told: dict[str, object] = json.loads(ran.stdout)
    return told
