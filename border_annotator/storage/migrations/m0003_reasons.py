"""Why each suggestion was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def upgrade(db: Database) -> None:
    """Make the column; suggestions of earlier runs have no reason."""
    db.conn.execute("ALTER TABLE suggestions ADD COLUMN reason TEXT NOT NULL DEFAULT ''")
