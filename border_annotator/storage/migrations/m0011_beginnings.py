"""An index of words that knows their beginnings too, so that ``bord*`` is found as quickly as a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    "DROP TABLE texts",
    # Without these SQLite puts the places of all words with a beginning together before it gives the first of them. It
    # makes the index three times as large, which is a tenth of a project, and a text's indexing a third of a
    # millisecond longer.
    """
CREATE VIRTUAL TABLE texts USING fts5 (
  text, content = 'documents', content_rowid = 'position', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4'
)""",
    "INSERT INTO unindexed SELECT position FROM documents WHERE true ON CONFLICT DO NOTHING",
)


def upgrade(db: Database) -> None:
    """Make the index anew; documents that are there already are indexed a few at a time while nothing else happens."""
    for statement in STATEMENTS:
        db.conn.execute(statement)
