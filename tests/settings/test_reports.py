"""Reports and logs tell where something went wrong, and hold no word of an article or an annotation."""

from __future__ import annotations

import logging
import os
import stat
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.errors import KnownError, StaleEdit
from border_annotator.domain.span import Span
from border_annotator.settings import logs, paths, reports
from border_annotator.settings.reports import keep, report_of

if TYPE_CHECKING:
    from collections.abc import Iterator

QUOTED = "guards opened fire near Silene"  # what an article may say


@pytest.fixture(autouse=True)
def _closed_afterwards() -> Iterator[None]:
    yield
    logs.stop_logging()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paths, "log_file", lambda: tmp_path / "a.log")
    return tmp_path


def failed() -> BaseException:
    """An error with one before it, both of which quote an article."""
    try:
        try:
            Span(0, 5).text_in(None)  # type: ignore[arg-type] # it is to fail inside the program
        except TypeError as error:
            raise KnownError("“{quoted}” cannot be kept.", quoted=QUOTED) from error
    except KnownError:
        try:
            raise RuntimeError(QUOTED)
        except RuntimeError as error:
            return error
    raise AssertionError


def private(path: Path) -> bool:
    return os.name != "posix" or stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_report_says_where_and_not_what(folder: Path) -> None:
    report = report_of(failed())
    kept = keep(report)
    assert kept is not None
    text = kept.read_text("utf-8")
    assert text == report.text(with_words=False)
    for word in ("RuntimeError", "KnownError", "TypeError", str(Path("border_annotator", "domain", "span.py"))):
        assert word in text
    for word in (QUOTED, "Silene", str(folder), f"{Path.home()}{os.sep}"):
        assert word not in text
    assert QUOTED in report.text(with_words=True)
    assert private(kept)


def test_some_are_kept(folder: Path) -> None:
    report = report_of(failed())
    written = [keep(report) for _time in range(reports.KEPT + 3)]
    assert sorted(folder.iterdir()) == written[-reports.KEPT :]


def test_where_none_can_be_written_nothing_else_breaks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "log_file", lambda: folder / "missing" / "a.log")
    assert keep(report_of(failed())) is None


def test_the_log_says_where_and_not_what(folder: Path) -> None:
    logs.start_logging()
    log = logging.getLogger("border_annotator.test")
    error = failed()
    log.error("unexpected", exc_info=(type(error), error, error.__traceback__))
    log.warning("%s", StaleEdit(f"Confirm Attack “{QUOTED}”"))
    log.warning("%s and %s", ValueError(QUOTED), 12)
    text = (folder / "a.log").read_text("utf-8")
    assert QUOTED not in text
    assert "RuntimeError" in text
    assert "“{edit}” was not applied" in text
    assert "ValueError and 12" in text
    assert private(folder / "a.log")
    assert QUOTED in "".join(traceback.format_exception(error)), "Python itself would have said it"
