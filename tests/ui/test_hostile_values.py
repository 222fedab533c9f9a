"""Projects of the right shape with wrong values in them: an article is opened or refused, and the window stays whole."""

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

BIG = 2**62
DEEP = "[" * 100_000 + "]" * 100_000
VALUES = {
    "rows outside of the text": "UPDATE suggestions SET start = start + 1000000, end = end + 1000000",
    "rows before the text": "UPDATE suggestions SET start = -5 WHERE kind = 'entity'",
    "rows that end before they begin": "UPDATE suggestions SET end = start - 3",
    "rows of no width": "UPDATE suggestions SET end = start",
    "rows beyond what a window counts": f"UPDATE suggestions SET end = {BIG} WHERE kind = 'entity'",
    "rows at the end of numbers": f"UPDATE suggestions SET start = {BIG}, end = {BIG} + 5 WHERE kind = 'figure'",
    "values outside of the text": (
        "UPDATE suggestions SET value = json_set(value, '$.start', 9000000, '$.end', 9000005) WHERE kind <> 'event'"
    ),
    "triggers outside of the text": (
        "UPDATE suggestions SET value = json_set(value, '$.trigger.start', 9000000, '$.trigger.end', 9000005)"
        " WHERE kind = 'event'"
    ),
    "arguments outside of the text": (
        "UPDATE suggestions SET value = json_set(value, '$.args[0]',"
        " json('{\"role\": \"place\", \"start\": 9000000, \"end\": 9000009}')) WHERE kind = 'event'"
    ),
    "mentions outside of the text": (
        "UPDATE suggestions SET value = json_set(value, '$.mentions',"
        f" json('[{{\"start\": {BIG}, \"end\": {BIG + 3}}}]')) WHERE kind = 'event'"
    ),
    "arguments that go round": (
        "UPDATE suggestions SET value = json_set(value, '$.args[0]',"
        " json('{\"role\": \"place\", \"ref\": \"' || id || '\"}')) WHERE kind = 'event'"
    ),
    "relations that go round": (
        "UPDATE suggestions SET value = json_set(value, '$.relations',"
        " json('[{\"relation\": \"repeat_of\", \"ref\": \"' || id || '\"}]')) WHERE kind = 'event'"
    ),
    "references to nothing": (
        "UPDATE suggestions SET value = json_set(value, '$.args[0]',"
        " json('{\"role\": \"place\", \"ref\": \"0123456789abcdef0123456789abcdef\"}')) WHERE kind = 'event'"
    ),
    "figures that count themselves": (
        "UPDATE suggestions SET value = json_set(value, '$.period', id, '$.of', id) WHERE kind = 'figure'"
    ),
    "another kind": "UPDATE suggestions SET kind = 'figure' WHERE kind = 'entity'",
    "a label of no schema": "UPDATE suggestions SET label = 'NOBODY', value = json_set(value, '$.label', 'NOBODY')",
    "a type of no schema": "UPDATE suggestions SET value = json_set(value, '$.type', 'No.Such') WHERE kind = 'event'",
    "values of another shape": "UPDATE suggestions SET value = '[1, null, {}]'",
    "values that say nothing": "UPDATE suggestions SET value = '{}' WHERE kind = 'figure'",
    "wrong types": "UPDATE suggestions SET value = json_set(value, '$.start', 'far', '$.id', json('[]'))",
    "deep values": f"UPDATE suggestions SET value = '{DEEP}' WHERE kind = 'event'",
    "long numbers": (
        f"UPDATE suggestions SET value = replace(value, '\"start\":', '\"start\":{'9' * 5000}') WHERE kind = 'figure'"
    ),
    "a sureness beyond all measure": "UPDATE suggestions SET confidence = 9e999",
    "long words": "UPDATE suggestions SET label = hex(zeroblob(500000)), source = hex(zeroblob(500000))",
    "a long title": "UPDATE documents SET headline = hex(zeroblob(2000000)), source = hex(zeroblob(2000000))",
    "a day of no calendar": "UPDATE documents SET published = '9999-99-99'",
    "a layout of another shape": "UPDATE documents SET layout = '[]'",
    "a layout outside of the text": (
        "UPDATE documents SET layout = json_set(layout, '$.title', json('{\"start\": 9000000, \"end\": 9000009}'),"
        " '$.segments', json('[{\"label\": \"body\", \"start\": 9000000, \"end\": 9000009}]'))"
    ),
    "a text that ends early": "UPDATE documents SET text = 'x'",
    "a text of nothing": "UPDATE documents SET text = ''",
    "a text with all controls": "UPDATE documents SET text = replace(text, ' ', char(0))",
    "a language of nobody": "UPDATE documents SET language = '../../etc/passwd'",
    "a schema of another shape": "UPDATE schemas SET source = '{}'",
    "a deep schema": f"UPDATE schemas SET source = '{DEEP}'",
    "a profile that lies": "INSERT INTO profiles SELECT l.id, position, -9, 9e999, char(10) FROM documents, layers l",
    "counts that lie": f"UPDATE readings SET suggestions = -{BIG}, events = {BIG}",
    "an index of words with rubbish": "UPDATE texts_data SET block = x'ffffffff' WHERE id > 1",
}


@pytest.mark.parametrize("statement", VALUES.values(), ids=VALUES.keys())
def test_a_window_on_wrong_values(gold_path: Path, open_window: OpenWindow, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(gold_path)) as connection:
        connection.execute(statement)
        connection.commit()
    try:
        with open_project_to_read(gold_path) as project:
            assert all(len(f"{finding.place} {finding.reason}") < 5_000_000 for finding in check(project))
            with contextlib.suppress(KnownError):
                stats(project)
    except KnownError as error:
        assert "\n" not in str(error).strip()
        return
    try:
        reviewer = open_window(gold_path)
    except KnownError as error:
        assert "\n" not in str(error).strip()
        return
    for key in ("]", "J", "A", "E", "Escape", "Ctrl+Z", "[", "Ctrl+End", "PgUp"):
        reviewer.press(key)
        settle_down()
