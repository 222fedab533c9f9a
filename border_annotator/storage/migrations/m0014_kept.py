"""What files of annotations say that has no counterpart in the schema: kept with what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def upgrade(db: Database) -> None:
    """Make the column; what came in before kept nothing, and the whole of what was said is beside it."""
    db.conn.execute("ALTER TABLE adoptions ADD COLUMN kept TEXT NOT NULL DEFAULT ''")
