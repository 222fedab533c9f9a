"""An index of all words of all texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    # The texts stand in the documents alone; case and accents do not count.
    """
CREATE VIRTUAL TABLE texts USING fts5 (
  text, content = 'documents', content_rowid = 'position', tokenize = 'unicode61 remove_diacritics 2'
)""",
    # What is not in the index yet: documents of earlier versions, indexed a few at a time while nothing else happens.
    """
CREATE TABLE unindexed (
  position INTEGER PRIMARY KEY REFERENCES documents (position)
) STRICT""",
    "INSERT INTO unindexed SELECT position FROM documents",
    # Texts never change and are never removed, so what comes in is all that the index must follow. A trigger may not
    # write the index itself, since the file's own statements are not trusted with virtual tables.
    """
CREATE TRIGGER document_added AFTER INSERT ON documents BEGIN
  INSERT INTO unindexed VALUES (NEW.position) ON CONFLICT DO NOTHING; END""",
)


def upgrade(db: Database) -> None:
    """Make the index; it is empty for documents that are there already."""
    for statement in STATEMENTS:
        db.conn.execute(statement)
