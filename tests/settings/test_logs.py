"""The log file, and that it is never in the way."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from border_annotator.settings import logs, paths

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

log = logging.getLogger("border_annotator.test")


@pytest.fixture(autouse=True)
def _closed_afterwards() -> Iterator[None]:
    yield
    logs.stop_logging()


def test_nothing_is_written_before_there_is_something(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "log_file", lambda: tmp_path / "a.log")
    assert logs.start_logging() == tmp_path / "a.log"
    assert logs.start_logging() == tmp_path / "a.log"
    assert list(tmp_path.iterdir()) == []
    log.warning("ž once")
    assert (tmp_path / "a.log").read_text("utf-8").count("ž once") == 1


def test_old_logs_are_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "log_file", lambda: tmp_path / "a.log")
    monkeypatch.setattr(logs, "LARGEST", 200)
    logs.start_logging()
    for number in range(50):
        log.warning("line %d", number)
    assert len(list(tmp_path.iterdir())) == logs.OLDER_FILES + 1


def test_a_log_that_cannot_be_written_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(paths, "log_file", lambda: tmp_path / "missing" / "a.log")
    logs.start_logging()
    log.warning("nobody reads this")
    assert capfd.readouterr() == ("", "")
