"""A project of an earlier shape keeps all that was done in it."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from border_annotator.services import facts, history, notes, review
from border_annotator.services.check import check
from border_annotator.services.project import open_project
from border_annotator.storage.migrations import NEWEST
from tests.gold_suggestions import sheet_of

if TYPE_CHECKING:
    from pathlib import Path

OF_FACTS = 5
"""The step that lets facts be edited."""


def test_before_facts_could_be_edited(gold_file: Path, project_path: Path) -> None:
    project_path.write_bytes(gold_file.read_bytes())
    with open_project(project_path) as project:
        review.confirm(project, sheet_of(project), sheet_of(project).events[0].id)
        before = sheet_of(project)
    with contextlib.closing(sqlite3.connect(project_path)) as connection:
        for table in ("anchors", "renewed", "masked"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("DROP INDEX journal_by_label")
        for table in ("touched", "notes"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name >= 'm0005_facts'")
        connection.execute(f"PRAGMA user_version = {OF_FACTS - 1}")
        connection.commit()
    with open_project(project_path) as project:
        assert project.file.db.conn.execute("PRAGMA user_version").fetchone() == (NEWEST,)
        assert sheet_of(project) == before
        written = facts.written_facts(before.document)
        facts.set_facts(project, before, facts.Written("none", written.title, written.publisher, written.language))
        assert sheet_of(project) != before
        history.undo(project)
        assert sheet_of(project) == before
        assert list(check(project)) == []
        events = sheet_of(project).events
        notes.ask_someone(project, notes.on_event(project, sheet_of(project), events[0].id))
        assert len(project.journal.touching(events[0].id)) == 1
        assert list(check(project)) == []
