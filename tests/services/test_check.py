"""Whatever is damaged in a project is found, and a sound one is left in peace."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from border_annotator.domain.layer import ReviewState
from border_annotator.domain.span import Span
from border_annotator.services import correct, create, facts, history, masking, review
from border_annotator.services.check import Finding, check
from border_annotator.services.project import open_project, open_project_to_read
from border_annotator.services.worksheets import read_worksheet
from tests.gold_suggestions import gold_project


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project after some work, with undo and redo."""
    path = tmp_path_factory.mktemp("edited") / "p.bap"
    gold_project(path)
    with open_project(path) as project:
        first, second = project.documents.ids()
        sheet = read_worksheet(project, first)
        review.confirm(project, sheet, sheet.events[0].id)
        review.confirm(project, read_worksheet(project, first), sheet.events[1].id)
        history.undo(project)
        history.undo(project)
        history.redo(project)
        correct.set_attribute(project, read_worksheet(project, first), sheet.events[0].id, "status", "occurred")
        review.reject(project, read_worksheet(project, first), sheet.entities[0].id)
        create.add_event(project, read_worksheet(project, second), "Crossing.Entry", Span(30, 40))
        now = read_worksheet(project, second)
        facts.set_facts(project, now, replace(facts.written_facts(now.document), published="2024-05-15"))
        sheet = read_worksheet(project, first)
        start = sheet.document.text.index("Recently, Latvia")
        masking.mask(project, sheet, masking.masking_at(sheet, start, start))
        review.mark(project, read_worksheet(project, second), ReviewState.DONE)
        history.undo(project)
    return path


@pytest.fixture
def path(edited: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(edited, tmp_path / "p.bap"))


def found_in(path: Path) -> list[Finding]:
    with open_project_to_read(path) as project:
        return list(check(project))


def test_a_sound_project(path: Path) -> None:
    assert found_in(path) == []


ONE = "WHERE id = (SELECT min(id) FROM {} WHERE kind = 'event' AND id NOT IN (SELECT suggestion_id FROM renewed))"
"""What stands for ``@one suggestion`` and ``@one annotation`` below."""
DAMAGES = {
    "text": ("UPDATE documents SET text = replace(text, 'Latvia', 'Latvja')", "its hash differs"),
    "layout": ("UPDATE documents SET layout = '{'", "the layout cannot be read"),
    "layout outside": (
        "UPDATE documents SET layout = json_set(layout, '$.segments[0].end', 99999)",
        "the layout has the span 1-99999",
    ),
    "no JSON": ("UPDATE suggestions SET value = '[' @one suggestion", "cannot be read"),
    "row": ("UPDATE suggestions SET start = start + 1 @one suggestion", "is not what its row says"),
    "offset": (
        ("UPDATE suggestions SET end = 99999, value = json_set(value, '$.trigger.end', 99999) @one suggestion"),
        "-99999, the text",
    ),
    "boilerplate": (
        (
            "UPDATE suggestions SET start = 1060, end = 1065, value = json_set(value, '$.start', 1060, '$.end', 1065)"
            " WHERE id = (SELECT s.id FROM suggestions s JOIN documents d ON d.id = s.document_id"
            " WHERE kind = 'entity' AND d.file_name LIKE '000%' ORDER BY s.start LIMIT 1)"
        ),
        "lies in boilerplate or a date header (1060-1065)",
    ),
    "type": (
        "UPDATE annotations SET label = 'X.Y', value = json_set(value, '$.type', 'X.Y') @one annotation",
        "has the type X.Y|is of the type X.Y",
    ),
    "role": (
        "UPDATE suggestions SET value = json_set(value, '$.args[0].role', 'captain') WHERE kind = 'event'",
        "has the role captain",
    ),
    "filler": (
        "UPDATE suggestions SET value = json_set(value, '$.args[0].role', 'time') WHERE kind = 'event'",
        "as time, which does not take it",
    ),
    "reference": (
        "UPDATE suggestions SET value = json_set(value, '$.args[0].ref', 'nowhere') WHERE kind = 'event'",
        "refers to nowhere, which is not there",
    ),
    "label": (
        "UPDATE suggestions SET label = 'SHIP', value = json_set(value, '$.label', 'SHIP') WHERE kind = 'entity'",
        "has the label SHIP",
    ),
    "layer": (
        "UPDATE annotations SET value = json_set(value, '$.severity', 3, '$.note', 'x') @one annotation",
        "stored differently from what the journal says",
    ),
    "removed": ("DELETE FROM annotations", "is in the journal, but not stored"),
    "never written": (
        (
            "INSERT INTO annotations SELECT l.id, s.id, s.document_id, s.kind, s.label, s.start, s.end, s.value"
            " FROM suggestions s, layers l WHERE s.kind = 'figure' AND s.id NOT IN (SELECT id FROM annotations)"
        ),
        "is stored, but the journal never wrote it",
    ),
    "decision": ("UPDATE decisions SET verdict = 'rejected'", "decision"),
    "journal": ("UPDATE journal SET changes = '[' WHERE id = 1", "cannot be read"),
    "journal order": ("DELETE FROM history WHERE journal_id = 1", "is missing in the history"),
    "history": ("UPDATE history SET state = 'undone' WHERE state = 'applied'", "is undone in the history, by the"),
    "undo of nothing": ("UPDATE journal SET subject = 3 WHERE action = 'undo'", "is the undo of a row"),
    "tallies": ("UPDATE tallies SET annotations = annotations + 1", "the number of annotations in the queue"),
    "facts": ("UPDATE documents SET language = 'xx'", "are stored differently from what the journal says"),
    "headline": ("UPDATE documents SET headline = 'x'", "the queue shows another title or date"),
    "published": ("UPDATE documents SET published = '1999-01-01'", "the queue shows another title or date"),
    "renewed": ("DELETE FROM renewed", "do not count from the publication date"),
    "masked": ("DELETE FROM masked", "lies in boilerplate"),
    "masked wrongly": ("UPDATE masked SET is_hidden = 1 - is_hidden", "wrongly"),
    "readings": ("UPDATE readings SET events = 0", "the number of suggestions in the queue"),
    "foreign key": ("UPDATE suggestions SET run_id = 'nowhere'", "refers to a missing row of runs"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_found(path: Path, name: str) -> None:
    damage, words = DAMAGES[name]
    for table in ("suggestion", "annotation"):
        damage = damage.replace(f"@one {table}", ONE.format(f"{table}s"))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute(damage).rowcount > 0
        connection.commit()
    reasons = [finding.reason for finding in found_in(path)]
    assert any(word in reason for reason in reasons for word in words.split("|")) or any(
        words in finding.place for finding in found_in(path)
    ), reasons


def test_a_file_that_is_damaged_itself(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'suggestions'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    raw = bytearray(path.read_bytes())
    raw[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(raw)
    found = found_in(path)
    assert any(finding.place == "file" for finding in found)
