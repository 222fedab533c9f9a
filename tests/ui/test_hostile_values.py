"""Projects of the right shape with wrong values in them: each article is opened or refused, and the window goes on."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.errors import KnownError
from border_annotator.services.check import check
from border_annotator.services.project import open_project_to_read
from border_annotator.services.stats import stats
from tests.ui.reviewer import settle_down

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.conftest import OpenWindow

LONGEST = 5_000_000
BIG = 2**62
DEEP = "[" * 100_000 + "]" * 100_000
VALUES = {
    "rows outside of the text": "UPDATE suggestions SET start = start + 1000000, end = end + 1000000",
    "rows before the text": "UPDATE suggestions SET start = -5 WHERE kind = 'entity'",
    "rows beyond what a window counts": f"UPDATE suggestions SET end = {BIG} WHERE kind = 'entity'",  # noqa: S608 - all words are ours
    "values outside of the text": (
        "UPDATE suggestions SET value = json_set(value, '$.start', 9000000, '$.end', 9000005) WHERE kind <> 'event'"
    ),
    "triggers outside of the text": (
        "UPDATE suggestions SET value = json_set(value, '$.trigger.start', 9000000, '$.trigger.end', 9000005)"
        " WHERE kind = 'event'"
    ),
    "arguments outside of the text": (
        "UPDATE suggestions SET value = json_set(value, '$.args[0]',"
        ' json(\'{"role": "place", "start": 9000000, "end": 9000009}\')) WHERE kind = \'event\''
    ),
    "arguments that go round": (
        "UPDATE suggestions SET value = json_set(value, '$.args[0]',"
        ' json(\'{"role": "place", "ref": "\' || id || \'"}\')) WHERE kind = \'event\''
    ),
    "relations that go round": (
        "UPDATE suggestions SET value = json_set(value, '$.relations',"
        ' json(\'[{"type": "repeat_of", "target": "\' || id || \'"}]\')) WHERE kind = \'event\''
    ),
    "figures that count themselves": (
        "UPDATE suggestions SET value = json_set(value, '$.period', id, '$.of', id) WHERE kind = 'figure'"
    ),
    "another kind": "UPDATE suggestions SET kind = 'figure' WHERE kind = 'entity'",
    "values that say nothing": "UPDATE suggestions SET value = '{}' WHERE kind = 'figure'",
    "deep values": f"UPDATE suggestions SET value = '{DEEP}' WHERE kind = 'event'",  # noqa: S608 - all words are ours
    "a sureness beyond all measure": "UPDATE suggestions SET confidence = 9e999",
    "long words": "UPDATE suggestions SET label = hex(zeroblob(500000)), source = hex(zeroblob(500000))",
    "a long title": "UPDATE documents SET headline = hex(zeroblob(2000000)), source = hex(zeroblob(2000000))",
    "a day of no calendar": "UPDATE documents SET published = '9999-99-99'",
    "a layout of another shape": "UPDATE documents SET layout = '[]'",
    "a layout outside of the text": (
        "UPDATE documents SET layout = json_set(layout, '$.title', json('{\"start\": 9000000, \"end\": 9000009}'),"
        ' \'$.segments\', json(\'[{"label": "body", "start": 9000000, "end": 9000009}]\'))'
    ),
    "a text that ends early": "UPDATE documents SET text = 'x'",
    "a text with all controls": "UPDATE documents SET text = replace(text, ' ', char(0))",
    "a language of nobody": "UPDATE documents SET language = '../../etc/passwd'",
    "a schema of another shape": "UPDATE schemas SET source = '{}'",
    "counts that lie": f"UPDATE readings SET suggestions = -{BIG}, events = {BIG}",  # noqa: S608 - all words are ours
    "an index of words with rubbish": "UPDATE texts_data SET block = x'ffffffff' WHERE id > 1",
}


@pytest.mark.parametrize("statement", VALUES.values(), ids=VALUES.keys())
def test_a_window_on_wrong_values(gold_path: Path, open_window: OpenWindow, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(gold_path)) as connection:
        connection.execute(statement)
        connection.commit()
    with contextlib.suppress(KnownError), open_project_to_read(gold_path) as project:
        assert all(len(f"{finding.place} {finding.reason}") < LONGEST for finding in check(project))
        stats(project)
    with contextlib.suppress(KnownError):
        reviewer = open_window(gold_path)
        for key in ("]", "J", "A", "E", "Escape", "Ctrl+Z", "[", "Ctrl+End", "PgUp"):
            reviewer.press(key)
            settle_down()
