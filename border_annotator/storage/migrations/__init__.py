"""The steps that bring a project file to the newest shape, in order; each has a file of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.storage.migrations import (
    m0001_foundation,
    m0002_gazetteer,
    m0003_reasons,
    m0004_failed_readings,
    m0005_facts,
    m0006_notes,
    m0007_touched,
    m0008_queue,
    m0009_search,
    m0010_sentences,
    m0011_beginnings,
    m0012_provenance,
    m0013_adoptions,
    m0014_kept,
)

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

STEPS = (
    m0001_foundation.upgrade,
    m0002_gazetteer.upgrade,
    m0003_reasons.upgrade,
    m0004_failed_readings.upgrade,
    m0005_facts.upgrade,
    m0006_notes.upgrade,
    m0007_touched.upgrade,
    m0008_queue.upgrade,
    m0009_search.upgrade,
    m0010_sentences.upgrade,
    m0011_beginnings.upgrade,
    m0012_provenance.upgrade,
    m0013_adoptions.upgrade,
    m0014_kept.upgrade,
)
NEWEST = len(STEPS)
"""The ``user_version`` of a file that has every step."""


def migrate(connection: sqlite3.Connection) -> None:
    """Apply the steps that a file does not have yet, each in one transaction together with its record."""
    from sqlite_utils import Database, Migrations

    migrations = Migrations("border_annotator")
    for number, step in enumerate(STEPS, start=1):

        def upgrade(db: Database, /, number: int = number, step: m0001_foundation.Step = step) -> None:
            step(db)
            db.conn.execute(f"PRAGMA user_version = {number}")

        migrations(name=step.__module__.rpartition(".")[2])(upgrade)
    migrations.apply(Database(connection))
