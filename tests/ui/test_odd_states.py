"""Keys in any order and in any state: nothing breaks, and what the window shows is what the file holds."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from border_annotator.services import worksheets
from border_annotator.services.check import check
from border_annotator.services.project import open_project_to_read
from border_annotator.services.worksheets import read_worksheet
from border_annotator.ui.actions.declared import ACTIONS
from border_annotator.ui.events.event_panel import MOST
from tests.ui.reviewer import settle_down

if TYPE_CHECKING:
    from tests.ui.reviewer import Reviewer

KEYS = [key for action in ACTIONS for key in action.keys if action.id not in ("project.quit", "project.prelabel")]
MOVES = ["Right", "Left", "Down", "Up", "PgDown", "PgUp", "Home", "End", "Ctrl+End", "Ctrl+Home", "Ctrl+A", "Tab"]
SELECTIONS = ["Shift+Right", "Ctrl+Shift+Right", "Shift+Down", "Ctrl+Shift+Left", "Shift+End"]
ANSWERS = ["Return", "Escape", "Down", "a", "7", "Space", "Backspace", "Return"]
STEPS = 60


@pytest.fixture
def _no_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")


@pytest.mark.usefixtures("_no_dialogs")
@pytest.mark.parametrize("seed", range(2))
def test_keys_in_any_order_break_nothing(reviewer: Reviewer, seed: int) -> None:
    pressed: list[str] = []
    chance = random.Random(seed)  # noqa: S311 - no secret
    for _k in range(STEPS):
        if reviewer.overlay() is not None:
            key = chance.choice(ANSWERS)
        else:
            key = chance.choice(chance.choice((KEYS, KEYS, MOVES, SELECTIONS)))
        pressed.append(key)
        before = reviewer.edits_on_disk
        reviewer.press(key)
        assert reviewer.edits_on_disk - before in (0, 1), pressed
        assert QApplication.focusWidget() is not None, pressed
        assert reviewer.sheet == read_worksheet(reviewer.session.project, reviewer.sheet.document.id), pressed
        shown = {item.id for item in reviewer.sheet.events}
        cards = set(reviewer.window.events.shown())
        assert cards <= shown, pressed
        assert len(cards) == min(len(shown), MOST), pressed
        assert reviewer.session.focused_event in shown or not shown, pressed
    with open_project_to_read(reviewer.session.project.path) as project:
        assert list(check(project)) == []
    while reviewer.edits_on_disk and not reviewer.message.startswith("There is nothing to undo"):
        reviewer.press("Escape", "Ctrl+Z")
    assert reviewer.on_disk("SELECT id FROM annotations") == []
    assert reviewer.on_disk("SELECT suggestion_id FROM decisions") == []


@pytest.mark.parametrize("key", ["T", "R", "C", "S", "V", "L", "N", "Ctrl+Shift+Return"])
def test_a_question_goes_away_with_its_article(reviewer: Reviewer, key: str) -> None:
    reviewer.select("Bolsters")
    reviewer.press(key)
    assert reviewer.overlay() is not None
    reviewer.session.open_document(reviewer.session.project.documents.ids()[1])
    assert reviewer.overlay() is None
    assert QApplication.focusWidget() is reviewer.article
    reviewer.press("Return")
    assert reviewer.edits_on_disk == 0


def test_a_long_article_that_is_open_is_not_read_again(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worksheets, "LONG", 10)
    reviewer.press("J", "A")
    before = reviewer.sheet
    reviewer.session.begin_to_open(before.document.id)
    assert reviewer.sheet is before
    reviewer.press("A")
    after = reviewer.sheet
    settle_down()
    assert reviewer.sheet is after, "what was read meanwhile took its place"
