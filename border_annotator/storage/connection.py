"""An open SQLite connection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class Connection:
    """What the stores read and write through.

    sqlite-utils is asked for the migrations alone: importing it brings numpy along where that is installed, which
    takes longer than all the rest of opening a project.
    """

    conn: sqlite3.Connection

    def close(self) -> None:
        """Close it; closing twice is fine."""
        self.conn.close()
