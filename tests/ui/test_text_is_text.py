"""Words from anywhere are shown as they are: no markup is followed, no picture is loaded, nothing turns round."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import sqlite3
from itertools import cycle
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTextEdit, QWidget

from border_annotator.ui.theme.plain_tip import plain_tip, tame
from tests.ui.states import STATES, enter

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.conftest import OpenWindow
    from tests.ui.reviewer import Reviewer

MARKUP = "<img src='http://evil.example/x.png'><b>B</b><a href='file:///etc/passwd'>go</a>&lt;"
TURNING = "\u202egnp.exe\u2067\u001b[31m\u009b"
HOSTILE = MARKUP + TURNING
TURNED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
ESCAPED = re.compile(r"<p style='white-space:pre-wrap'>[^<]*</p>", re.DOTALL)
TAG = re.compile(r"<\s*[a-zA-Z/!?]|&\w+;")
ROWS = 12


@pytest.fixture
def hostile(gold_path: Path, tmp_path: Path, open_window: OpenWindow) -> Reviewer:
    """A window on a project in which every word that can be is hostile."""
    with contextlib.closing(sqlite3.connect(gold_path)) as connection:
        for key, text in connection.execute("SELECT id, text FROM documents").fetchall():
            letters = list(text)
            for start, end in connection.execute("SELECT start, end FROM suggestions WHERE document_id = ?", (key,)):
                letters[start:end] = [letter for letter, _ in zip(cycle(MARKUP), range(end - start), strict=False)]
            connection.execute("UPDATE documents SET text = ? WHERE id = ?", ("".join(letters), key))
        connection.execute("UPDATE documents SET headline = ?, source = ?", (HOSTILE, HOSTILE))
        connection.execute("UPDATE documents SET file_name = file_name || ?", (HOSTILE,))
        connection.execute("UPDATE layers SET name = ?", (HOSTILE,))
        connection.execute("UPDATE suggestions SET reason = ?, source = ?", (HOSTILE, HOSTILE))
        said = json.dumps(MARKUP)[1:-1]
        connection.execute('UPDATE suggestions SET value = replace(value, \'"link":"\', ?)', (f'"link":"{said}',))
        connection.execute(
            'UPDATE schemas SET source = replace(replace(source, \'"description": "\', ?), \'"definition": "\', ?)',
            (f'"description": "{said}', f'"definition": "{said}'),
        )
        ((source,),) = connection.execute("SELECT source FROM schemas").fetchall()
        of_source = hashlib.sha256(source.encode()).hexdigest()
        connection.execute("UPDATE schemas SET sha256 = ?", (of_source,))
        connection.execute("UPDATE runs SET schema_sha256 = ?", (of_source,))
        connection.execute("UPDATE project SET value = ? WHERE key = 'schema'", (of_source,))
        connection.execute("DELETE FROM unindexed")
        connection.commit()
    path = tmp_path / "a<b>&amp;\u202epab.bap"
    gold_path.rename(path)
    return open_window(path)


def faults(reviewer: Reviewer) -> set[str]:
    """Whatever in the window could be taken for markup, or steers what stands beside it."""
    found: set[str] = set()
    window = reviewer.window
    title = window.windowTitle()
    if TURNED.search(title):
        found.add(f"window title {title!r}")
    for widget in (window, *window.findChildren(QWidget)):
        found |= {f"{_called(widget)}: {tip!r}" for tip in (widget.toolTip(), widget.whatsThis()) if not _is_plain(tip)}
        if isinstance(widget, QLabel) and not _is_safe(widget):
            found.add(f"{_called(widget)} takes markup: {widget.text()!r}")
        if isinstance(widget, QTextEdit) and _has_markup(widget):
            found.add(f"{_called(widget)} has markup in it")
        if isinstance(widget, QAbstractItemView):
            found |= {f"{_called(widget)}: {tip!r}" for tip in _tips(widget) if not _is_plain(tip)}
    for action in window.findChildren(QAction):
        if not _is_plain(action.toolTip()) or not _is_plain(action.statusTip()):
            found.add(f"action {action.text()!r}: {action.toolTip()!r}")
    return found


def _is_safe(label: QLabel) -> bool:
    takes_markup = label.textFormat() is not Qt.TextFormat.PlainText and bool(label.text() or label.isVisible())
    return not (takes_markup or label.openExternalLinks() or TURNED.search(label.text()))


def _called(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()}"


def _is_plain(tip: str) -> bool:
    return ESCAPED.fullmatch(tip) is not None or not (TAG.search(tip) or TURNED.search(tip))


def _tips(view: QAbstractItemView) -> list[str]:
    model = view.model()
    indices = [model.index(row, 0) for row in range(min(ROWS, model.rowCount()))]
    roles = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.WhatsThisRole, Qt.ItemDataRole.StatusTipRole)
    return [tip for index in indices for role in roles if isinstance(tip := index.data(role), str)]


def _has_markup(edit: QTextEdit) -> bool:
    block = edit.document().begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            form = pieces.fragment().charFormat()
            if form.isAnchor() or form.isImageFormat():
                return True
            pieces += 1
        block = block.next()
    return False


@pytest.mark.parametrize("part", range(4))
def test_no_state_of_the_window_takes_words_for_markup(hostile: Reviewer, part: int) -> None:
    for state in list(STATES)[part::4]:
        enter(hostile, state)
        assert faults(hostile) == set(), state
        hostile.press("Escape", "Escape", "Escape")
        if state == "panels hidden":
            hostile.press("F8", "F9")


def test_what_a_reviewer_writes_and_what_goes_wrong(hostile: Reviewer) -> None:
    hostile.press("Q")
    hostile.answer(MARKUP)
    hostile.press("J", "Ctrl+Shift+Q")
    assert faults(hostile) == set()
    hostile.press("Escape", "Ctrl+H")
    assert faults(hostile) == set()
    hostile.press("Escape")
    hostile.window.tell_problem(f"{HOSTILE} cannot be read: check its rights.")
    assert MARKUP in hostile.message
    assert faults(hostile) == set()
    for offset in range(0, 2_000, 37):
        hostile.put_caret(offset)
        assert faults(hostile) == set(), offset


def test_taming() -> None:
    assert tame("Latvia closes\nits border: 10 °C, “now”") == "Latvia closes\nits border: 10 °C, “now”"
    assert tame("الحدود مغلقة \u200fגבול") == "الحدود مغلقة \u200fגבול"
    assert tame("a\u202eb\u2066c\u2069") == "abc"
    assert tame("a\x1b[31mb\x9bc\x00") == "a\ufffd[31mb\ufffdc\ufffd"
    assert plain_tip("<b>x") == "<p style='white-space:pre-wrap'>&lt;b&gt;x</p>"
