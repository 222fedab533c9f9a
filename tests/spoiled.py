"""Damaging one table of a project, as a disk does."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def spoil(project: Path, table: str) -> None:
    """Overwrite the first page of a table with what is no page."""
    with contextlib.closing(sqlite3.connect(project)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with project.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\x5a" * size)
