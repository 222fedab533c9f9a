"""What reviewers say about documents: what that means for suggestions, kept beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLES = """
-- From which publication date the times count that a run found in a document.
CREATE TABLE anchors (
  run_id TEXT NOT NULL REFERENCES runs (id),
  document_id TEXT NOT NULL REFERENCES documents (id),
  published TEXT,
  PRIMARY KEY (run_id, document_id)
) STRICT, WITHOUT ROWID;
INSERT INTO anchors SELECT DISTINCT s.run_id, s.document_id, d.published
  FROM suggestions s JOIN documents d ON d.id = s.document_id;

-- What a suggestion says since the publication date is another one than its run counted from. It can be told from
-- the suggestion and the document at any time.
CREATE TABLE renewed (
  suggestion_id TEXT PRIMARY KEY REFERENCES suggestions (id),
  document_id TEXT NOT NULL REFERENCES documents (id),
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX renewed_by_document ON renewed (document_id);

-- Suggestions that touch boilerplate or a date header, as the document's layout is now; hidden are those that stand
-- in it. It can be told from the suggestions and the layout at any time.
CREATE TABLE masked (
  document_id TEXT NOT NULL REFERENCES documents (id),
  suggestion_id TEXT NOT NULL REFERENCES suggestions (id),
  is_hidden INTEGER NOT NULL,
  PRIMARY KEY (document_id, suggestion_id)
) STRICT, WITHOUT ROWID;
"""


def upgrade(db: Database) -> None:
    """Make the tables."""
    for statement in TABLES.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)
