"""Every edit that was shown as saved survives a power cut, and the test would notice if it did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.crashes.disk import WatchedDisk
from tests.crashes.power import outcomes_of
from tests.crashes.sessions import SESSIONS, Editing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.crashes.sessions import Session

EVERY = 7
"""``make crashes`` looks at every image, a test at each seventh."""


@pytest.fixture
def disk() -> Iterator[WatchedDisk]:
    watched = WatchedDisk()
    yield watched
    watched.stop()


@pytest.mark.parametrize("session", SESSIONS)
def test_nothing_shown_as_saved_is_lost(disk: WatchedDisk, tmp_path: Path, session: type[Session]) -> None:
    outcomes = list(outcomes_of(disk, session(), tmp_path, EVERY))
    assert len(outcomes) > 4
    assert [outcome for outcome in outcomes if not outcome.is_good] == []


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_it_would_be_without_a_sync_at_each_edit(disk: WatchedDisk, tmp_path: Path, synchronous: str) -> None:
    outcomes = outcomes_of(disk, Editing(synchronous), tmp_path, EVERY)
    assert any(outcome.lost for outcome in outcomes)
