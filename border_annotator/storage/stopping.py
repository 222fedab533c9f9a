"""Ending a long statement of SQLite when somebody has changed their mind."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Watch = Callable[[int, int], None]
    """Is told how much of how much is done, and raises to stop."""

INSTRUCTIONS = 20_000
"""Steps of SQLite between two looks at whether to go on; where it looks at pages, a step is a page."""


def watch_nothing(_done: int, _total: int) -> None:
    """For who needs no progress."""


@contextlib.contextmanager
def stoppable(connection: sqlite3.Connection, watch: Watch) -> Iterator[None]:
    """A block whose long statements end when ``watch`` raises, with what it raises; so they do at Ctrl+C."""
    raised: list[BaseException] = []

    def ask() -> int:
        try:
            watch(1, 1)
        except BaseException as error:  # noqa: BLE001 - SQLite takes a number only; it is raised again below
            raised.append(error)
        return len(raised)

    connection.set_progress_handler(ask, INSTRUCTIONS)
    try:
        yield
    except sqlite3.OperationalError:
        if raised:
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)
