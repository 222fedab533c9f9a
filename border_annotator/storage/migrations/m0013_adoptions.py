"""Annotations that came from elsewhere: from which file, what it said, and what of it could not be placed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    # One set of annotations on one document, as suggestions of a run or in a layer: what the file said, whole, and
    # which annotation each thing of it became.
    """
CREATE TABLE adoptions (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id),
  layer_id TEXT REFERENCES layers (id),
  run_id TEXT REFERENCES runs (id),
  file_name TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  format TEXT NOT NULL,
  at TEXT NOT NULL,
  said TEXT NOT NULL,
  became TEXT NOT NULL
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX adoptions_by_document ON adoptions (document_id)",
    # What could not be placed, until somebody places it or discards it. A set whose article was not found belongs to
    # no adoption.
    """
CREATE TABLE quarantine (
  id TEXT PRIMARY KEY,
  adoption_id TEXT REFERENCES adoptions (id),
  file_name TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  format TEXT NOT NULL,
  doc_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('span', 'event', 'article')),
  foreign_id TEXT NOT NULL,
  label TEXT NOT NULL,
  surface TEXT NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  reason TEXT NOT NULL,
  value TEXT NOT NULL,
  mapping TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID
""",
    # Documents whose suggestions all came from elsewhere: no model has read them. It can be told from the readings
    # and the adoptions at any time.
    """
CREATE TABLE unread (
  document_id TEXT PRIMARY KEY REFERENCES documents (id)
) STRICT, WITHOUT ROWID
""",
)


def upgrade(db: Database) -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        db.conn.execute(statement)
