"""What reviewers write down beside the annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLES = """
-- Notes and flags. A note on a guideline belongs to no document. What is counted and ordered by stands beside the
-- value; at only grows.
CREATE TABLE notes (
  layer_id TEXT NOT NULL REFERENCES layers (id),
  id TEXT NOT NULL,
  document_id TEXT NOT NULL,
  asks INTEGER NOT NULL,
  at INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (layer_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX notes_by_document ON notes (layer_id, document_id, at, asks)
"""


def upgrade(db: Database) -> None:
    """Make the table."""
    for statement in TABLES.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)
