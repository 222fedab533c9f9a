"""What the queue sorts and filters by, beside the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLES = """
-- The columns of the queue without the texts, so that 100,000 rows of it are read in a moment.
CREATE INDEX documents_in_queue ON documents (position, id, headline, source, published, language);

-- What of a document the queue sorts and filters by: how many suggestions wait, how sure they are on average, and the
-- labels, types and links that live on it, one a line. It can be told from the other tables at any time.
CREATE TABLE profiles (
  layer_id TEXT NOT NULL REFERENCES layers (id),
  position INTEGER NOT NULL REFERENCES documents (position),
  waiting INTEGER NOT NULL,
  sureness REAL,
  labels TEXT NOT NULL,
  PRIMARY KEY (layer_id, position)
) STRICT, WITHOUT ROWID;

-- The documents whose profile is out of date or was never made.
CREATE TABLE stale_profiles (
  document_id TEXT PRIMARY KEY REFERENCES documents (id)
) STRICT, WITHOUT ROWID;
INSERT INTO stale_profiles SELECT document_id FROM readings UNION SELECT document_id FROM tallies;

-- A reviewer may say too that an article is in progress.
CREATE TABLE fresh_reviews (
  layer_id TEXT NOT NULL REFERENCES layers (id),
  document_id TEXT NOT NULL REFERENCES documents (id),
  state TEXT NOT NULL CHECK (state IN ('open', 'in_progress', 'done', 'skipped')),
  reason TEXT,
  PRIMARY KEY (layer_id, document_id)
) STRICT, WITHOUT ROWID;
INSERT INTO fresh_reviews SELECT layer_id, document_id, state, reason FROM reviews;
DROP TABLE reviews;
ALTER TABLE fresh_reviews RENAME TO reviews;
"""
CHANGES = (
    ("annotations", "INSERT", "NEW"),
    ("annotations", "UPDATE", "NEW"),
    ("annotations", "DELETE", "OLD"),
    ("decisions", "INSERT", "NEW"),
    ("decisions", "UPDATE", "NEW"),
    ("decisions", "DELETE", "OLD"),
    ("masked", "INSERT", "NEW"),
    ("masked", "DELETE", "OLD"),
    ("readings", "INSERT", "NEW"),
    ("readings", "UPDATE", "NEW"),
)
"""What makes a document's profile stale."""


def upgrade(db: Database) -> None:
    """Make the tables, and the triggers that keep them true."""
    for statement in TABLES.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)
    for table, event, row in CHANGES:
        stale = f"INSERT INTO stale_profiles VALUES ({row}.document_id) ON CONFLICT DO NOTHING"  # noqa: S608 - all words are ours
        db.conn.execute(f"CREATE TRIGGER {table}_{event.lower()}_stales AFTER {event} ON {table} BEGIN {stale}; END")
