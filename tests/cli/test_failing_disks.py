"""A disk that fails under a command: one line, nothing half-done, and the same command works when the cause is gone."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from border_annotator.services.check import check
from border_annotator.services.gazetteer import gazetteer_entries
from border_annotator.services.project import open_project_to_read
from tests.cli.conftest import said
from tests.crashes.disk import OK, WatchedDisk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Run
    from tests.crashes.disk import Request


class FailingAfter:
    """Answers a kind of request with an error from the n-th one on, until it is mended."""

    def __init__(self) -> None:
        self.what, self.code, self.left = "", OK, 0

    def fail(self, what: str, code: int, after: int) -> None:
        """From now on."""
        self.what, self.code, self.left = what, code, after

    def before(self, request: Request) -> int:
        if request.what != self.what:
            return OK
        self.left -= 1
        return OK if self.left >= 0 else self.code

    def after(self, request: Request) -> None:
        """Nothing to do."""


@pytest.fixture
def failing() -> Iterator[FailingAfter]:
    disk = WatchedDisk()
    disk.watcher = failing = FailingAfter()
    yield failing
    disk.stop()


FAULTS = {
    "full": ("write", sqlite3.SQLITE_FULL, "is full: make room"),
    "read-only": ("write", sqlite3.SQLITE_READONLY, "cannot be written"),
    "broken": ("write", sqlite3.SQLITE_IOERR_WRITE, "check the disk"),
    "not synced": ("sync", sqlite3.SQLITE_IOERR_FSYNC, "check the disk"),
    "not readable": ("read", sqlite3.SQLITE_IOERR_READ, "check the disk"),
}


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("after", [0, 1, 7])
def test_one_line_and_nothing_half_done(
    inside: Run, project: Path, failing: FailingAfter, name: str, after: int
) -> None:
    what, code, words = FAULTS[name]
    command = ("gazetteer", "add", project, "Silene", "--label", "PLACE")
    failing.fail(what, code, after)
    result = inside(*command)
    failing.fail("", OK, 0)
    if result.returncode != 0:
        assert words in said(result, 2)
        assert inside(*command).returncode == 0
    with open_project_to_read(project) as opened:
        assert [entry.name for entry in gazetteer_entries(opened)] == ["Silene"]
        assert list(check(opened)) == []
