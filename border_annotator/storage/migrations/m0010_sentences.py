"""What the words of a step were made of, so that a window can say them in another language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def upgrade(db: Database) -> None:
    """Add the column; steps of earlier versions keep their English words alone."""
    db.conn.execute("ALTER TABLE journal ADD COLUMN sentence TEXT")
