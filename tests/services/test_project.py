"""Projects over their whole life: made, closed, opened by another process, undone there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.annotation import Kind
from border_annotator.domain.layer import ReviewState
from border_annotator.services import history, review
from border_annotator.services.project import open_project, open_project_to_read
from border_annotator.storage.project_facts import ProjectFacts
from tests.gold_suggestions import sheet_of

if TYPE_CHECKING:
    from border_annotator.domain.schema import Schema
    from border_annotator.services.project import Project

ROOT = Path(__file__).parents[2]

UNDO_ELSEWHERE = """
import sys
from pathlib import Path
from border_annotator.services import history
from border_annotator.services.project import open_project
with open_project(Path(sys.argv[1])) as project:
    while (label := history.undo_label(project)) is not None:
        history.undo(project)
        print(label)
"""


def test_undo_in_another_process_after_closing(gold_file: Path, project_path: Path) -> None:
    project_path.write_bytes(gold_file.read_bytes())
    with open_project(project_path) as project:
        untouched = {seed: sheet_of(project, seed).items for seed in ("000", "003")}
        review.confirm_rest(project, sheet_of(project, "000"), set(Kind))
        review.reject(project, sheet_of(project), sheet_of(project).events[0].id, "no")
        review.mark(project, sheet_of(project), ReviewState.DONE)
        worked = {seed: sheet_of(project, seed) for seed in ("000", "003")}
    said = subprocess.run(
        [sys.executable, "-c", UNDO_ELSEWHERE, str(project_path)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    ).stdout.splitlines()
    assert [line.split()[0] for line in said] == ["Mark", "Reject", "Confirm"]
    with open_project(project_path) as project:
        assert {seed: sheet_of(project, seed).items for seed in ("000", "003")} == untouched
        for _ in range(3):
            history.redo(project)
        assert {seed: sheet_of(project, seed) for seed in ("000", "003")} == worked


def test_the_schema_is_kept_as_it_was(project: Project, schema: Schema) -> None:
    with open_project_to_read(project.path) as reader:
        assert reader.schema == schema
        assert reader.layer == project.layer
    name, source = ProjectFacts(project.file).schema_source()
    assert name == "border_events.json"
    assert source == schema.source


def test_a_project_closes_itself(project_path: Path, gold_file: Path) -> None:
    project_path.write_bytes(gold_file.read_bytes())
    with pytest.raises(ZeroDivisionError), open_project(project_path):
        raise ZeroDivisionError
    open_project(project_path).close()


def test_the_queue_counts_what_the_worksheets_show(gold_project: Project) -> None:
    review.confirm(gold_project, sheet_of(gold_project), sheet_of(gold_project).events[0].id)
    review.reject(gold_project, sheet_of(gold_project), sheet_of(gold_project).entities[-1].id)
    ids = gold_project.documents.ids()
    for row in gold_project.documents.queue_rows(gold_project.layer.id, ids).values():
        sheet = sheet_of(gold_project, row.file_name[:3])
        assert row == gold_project.documents.queue_row(gold_project.layer.id, row.document_id)
        assert row.is_prelabelled
        assert row.headline == sheet.document.headline
        assert row.published == sheet.document.layout.published.value
        assert row.suggestions_open == sum(item.is_open for item in sheet.items)
        assert row.events_open == sum(item.is_open for item in sheet.events)
        assert row.annotations == sum(item.is_reviewed for item in sheet.items)
        assert row.is_started == sheet.is_started
    with pytest.raises(KeyError):
        gold_project.documents.queue_row(gold_project.layer.id, "nothing")
    with pytest.raises(KeyError):
        gold_project.documents.get("nothing")


def test_nothing_counts_rows_one_by_one(gold_project: Project) -> None:
    """The plans of what is asked after every edit: keys and indexes only, beside the list of documents itself."""
    from border_annotator.storage.documents import QUEUE

    connection = gold_project.file.db.conn
    plan = connection.execute(f"EXPLAIN QUERY PLAN {QUEUE}", {"layer": "x"}).fetchall()
    assert [row[3] for row in plan if "SCAN" in row[3]] == ["SCAN d"]
    asked = [
        f"{QUEUE} WHERE d.id = 'x'".replace(":layer", "'x'"),
        "SELECT max(journal_id) FROM history WHERE layer_id = 'x' AND state = 'applied'",
        "SELECT * FROM annotations WHERE document_id = 'x' AND layer_id = 'x' ORDER BY start, id",
        "SELECT * FROM decisions WHERE document_id = 'x' AND layer_id = 'x'",
        "SELECT * FROM suggestions s JOIN readings g USING (document_id) WHERE s.document_id = 'x'",
    ]
    for query in asked:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
        assert not [row[3] for row in plan if row[3].startswith("SCAN")], query
