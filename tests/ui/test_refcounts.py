"""What PySide6 does to Python itself: ``None`` must not be used up, and no module be read twice.

Why PySide6 6.12 is left out on Python 3.11 (see pyproject.toml): there each of 1,000 calls of ``setPosition`` takes one
reference to ``None`` too many (5,211 before, 4,211 after; with 6.11.3 both 5,136), and about 5,000 calls later Python
aborts with "none_dealloc". Run with 6.12.0 on 3.11, this test fails after the first 500 moves.
From Python 3.12 on ``None`` cannot be used up.
"""

from __future__ import annotations

import builtins
import importlib
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.ui.reviewer import Reviewer

MOVES = 100_000
FIRST = 500
SLACK = 100
"""References that other work may take or give back meanwhile."""


def test_a_hundred_thousand_caret_moves_use_up_no_none(reviewer: Reviewer) -> None:
    view = reviewer.article
    cursor, length = view.textCursor(), len(reviewer.sheet.document.text)
    before = sys.getrefcount(None)
    for moves in (FIRST, MOVES):  # the few first, so that a test fails where Python would abort
        for move in range(moves):
            cursor.setPosition(move % length)
        view.setTextCursor(cursor)
        assert abs(sys.getrefcount(None) - before) < SLACK
    reviewer.press("J", "A", "Ctrl+Z")
    assert reviewer.edits_on_disk == 2


def test_no_module_is_read_as_source_when_it_is_imported() -> None:
    importlib.import_module("border_annotator.ui")
    assert builtins.__import__ is not getattr(builtins, "__feature_import__", None)
