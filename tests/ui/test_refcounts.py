"""Moving the caret for a long time must not use up Python's ``None``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.ui.reviewer import Reviewer

MOVES = 100_000
SLACK = 1_000
"""References that other work may take or give back meanwhile."""


def test_a_hundred_thousand_caret_moves_leave_none_alone(reviewer: Reviewer) -> None:
    view = reviewer.article
    cursor, length = view.textCursor(), len(reviewer.sheet.document.text)
    before = sys.getrefcount(None)
    for move in range(MOVES):
        cursor.setPosition(move % length)
    view.setTextCursor(cursor)
    after = sys.getrefcount(None)
    reviewer.press("J", "A", "Ctrl+Z")
    assert abs(after - before) < SLACK
    assert reviewer.edits_on_disk == 2
