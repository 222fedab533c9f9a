"""Which documents could not be pre-labelled, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLE = """
-- Documents that a run gave up. The row goes when a later run reads the document.
CREATE TABLE failed_readings (
  document_id TEXT PRIMARY KEY REFERENCES documents (id),
  reason TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""


def upgrade(db: Database) -> None:
    """Make the table."""
    db.conn.execute(TABLE)
