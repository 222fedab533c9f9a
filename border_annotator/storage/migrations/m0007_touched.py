"""Which rows of the journal touched a thing, so that its history is read without reading the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    # It can be told from the journal at any time. The key is an annotation's, a suggestion's, a document's …
    """
CREATE TABLE touched (
  key TEXT NOT NULL,
  journal_id INTEGER NOT NULL REFERENCES journal (id),
  PRIMARY KEY (key, journal_id)
) STRICT, WITHOUT ROWID
""",
    """
INSERT OR IGNORE INTO touched SELECT json_extract(c.value, '$.key'), j.id
  FROM journal j, json_each(j.changes) c WHERE json_valid(j.changes)
""",
    # What is searched for in the journal stands in the labels, and the rest of a row is long.
    "CREATE INDEX journal_by_label ON journal (label)",
)


def upgrade(db: Database) -> None:
    """Make the table and fill it; the journal fills it from then on."""
    for statement in STATEMENTS:
        db.conn.execute(statement)
