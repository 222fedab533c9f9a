"""A project of an earlier shape keeps all that was done in it."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from border_annotator.domain.layer import ReviewState
from border_annotator.domain.sentence import Sentence
from border_annotator.services import facts, history, notes, review
from border_annotator.services.check import check
from border_annotator.services.project import open_project
from border_annotator.services.queue import entry_of, settle
from border_annotator.services.search import articles_with
from border_annotator.storage.migrations import NEWEST
from border_annotator.storage.search import SearchStore
from tests.gold_suggestions import sheet_of

if TYPE_CHECKING:
    from pathlib import Path

OF_FACTS = 5
"""The step that lets facts be edited."""


def forget_search_and_queue(connection: sqlite3.Connection) -> None:
    """Bring a file back to the shape before its queue had columns and its texts an index."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_stales'")
    for trigger in [*(row[0] for row in found), "document_added"]:
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute("DROP INDEX documents_by_text")
    later = ("unread", "quarantine", "adoptions", "versions", "originals", "provenance", "bands", "signatures")
    for table in (*later, "unindexed", "texts", "stale_profiles", "profiles"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("DROP INDEX documents_in_queue")
    (made,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'reviews'").fetchone()
    connection.execute("ALTER TABLE reviews RENAME TO later")
    connection.execute(made.replace('"reviews"', "reviews").replace(" 'in_progress',", ""))
    connection.execute("INSERT INTO reviews SELECT * FROM later")
    connection.execute("DROP TABLE later")
    connection.execute("ALTER TABLE journal DROP COLUMN sentence")
    connection.execute("DELETE FROM _sqlite_migrations WHERE name >= 'm0008_queue'")
    connection.execute("PRAGMA user_version = 7")


def test_before_the_queue_had_columns_and_the_texts_an_index(gold_file: Path, project_path: Path) -> None:
    project_path.write_bytes(gold_file.read_bytes())
    with open_project(project_path) as project:
        review.mark(project, sheet_of(project), ReviewState.SKIPPED, "a reason")
        review.confirm(project, sheet_of(project, "003"), sheet_of(project, "003").events[0].id)
        settle(project, 60)
        before = [entry_of(project, document_id) for document_id in project.documents.ids()]
    with contextlib.closing(sqlite3.connect(project_path)) as connection:
        forget_search_and_queue(connection)
        connection.commit()
    with open_project(project_path) as project:
        assert sheet_of(project).review.reason == "a reason"
        assert history.undo_label(project) is not None
        assert all(not isinstance(step.label, Sentence) for step in project.journal.page(0, 9))
        assert SearchStore(project.file).left_to_index() == 2
        assert articles_with(project, "border") == []
        assert list(check(project)) == []
        assert [entry_of(project, document_id) for document_id in project.documents.ids()] == before
        while settle(project, 0).has_more:
            assert list(check(project)) == []
        assert articles_with(project, "border") == [1, 2]
        assert [entry_of(project, document_id) for document_id in project.documents.ids()] == before
        assert list(check(project)) == []


def test_before_facts_could_be_edited(gold_file: Path, project_path: Path) -> None:
    project_path.write_bytes(gold_file.read_bytes())
    with open_project(project_path) as project:
        review.confirm(project, sheet_of(project), sheet_of(project).events[0].id)
        before = sheet_of(project)
    with contextlib.closing(sqlite3.connect(project_path)) as connection:
        forget_search_and_queue(connection)
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
