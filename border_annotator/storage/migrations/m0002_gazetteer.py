"""The names that analysts add to a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

# Entries are the project's and not a layer's: what one analyst has looked up, the next one need not look up again.
TABLE = """
CREATE TABLE gazetteer (
  id TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""


def upgrade(db: Database) -> None:
    """Make the table."""
    db.conn.execute(TABLE)
