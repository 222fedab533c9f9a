"""A fault of the program: the window lives on, what is open is safe, and a report can be copied."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from border_annotator.services.check import check
from border_annotator.services.project import open_project_to_read
from border_annotator.settings import paths
from border_annotator.ui.errors import unexpected
from border_annotator.ui.errors.report_panel import ReportPanel
from border_annotator.ui.jobs.stepwise import Stepwise

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.ui.reviewer import Reviewer

WORDS = "KeyError of “Silene”"


@pytest.fixture
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """The log is not what is tested, and an error in it would fail the test."""
    quiet = logging.getLogger("tests.quiet")
    quiet.disabled = True
    monkeypatch.setattr(unexpected, "log", quiet)


def fault() -> None:
    try:
        raise RuntimeError(WORDS)
    except RuntimeError as error:
        unexpected._tell(type(error), error, error.__traceback__)


@pytest.mark.usefixtures("_quiet")
def test_a_report_is_copied_with_or_without_its_words(reviewer: Reviewer) -> None:
    fault()
    assert "Every edit that was shown as saved is on disk." in reviewer.message
    assert "Ctrl+Shift+F1 shows a report" in reviewer.message
    reviewer.press("Ctrl+Shift+F1")
    panel = reviewer.overlay()
    assert isinstance(panel, ReportPanel)
    assert "Silene" not in panel.text.toPlainText()
    reviewer.press("Return")
    reviewer.press("Space")
    copied = QApplication.clipboard().text()
    assert "RuntimeError" in copied
    assert "Silene" not in copied
    reviewer.press("Ctrl+Shift+F1")
    panel.with_words.click()
    panel.copy.click()
    assert WORDS in QApplication.clipboard().text()
    reviewer.press("Ctrl+Shift+F1")
    assert "Silene" not in panel.text.toPlainText(), "it is asked anew each time"
    reviewer.press("Escape", "A")
    assert reviewer.message == ""
    assert reviewer.edits_on_disk == 1


@pytest.mark.usefixtures("_quiet")
def test_what_is_open_is_rescued_first(reviewer: Reviewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "data_folder", lambda: tmp_path)
    reviewer.press("A")
    path = reviewer.session.project.path
    away = path.with_name("away")
    path.rename(away)
    fault()
    away.rename(path)
    (rescued,) = (tmp_path / "rescued").iterdir()
    assert str(rescued) in reviewer.message
    with open_project_to_read(rescued) as project:
        assert len(list(project.journal.entries())) == 1
        assert list(check(project)) == []


def test_long_work_that_breaks_is_over(qtbot: QtBot) -> None:
    def broken() -> Generator[object, None, None]:
        yield 1
        raise RuntimeError(WORDS)

    work: Stepwise[None] = Stepwise()
    ended: list[bool] = []
    work.ended.connect(lambda: ended.append(True))
    with qtbot.captureExceptions() as raised:
        work.start(broken(), lambda _: ended.append(False))
        qtbot.waitUntil(lambda: bool(ended))
    assert [str(error) for _kind, error, _trace in raised] == [WORDS]
    assert ended == [True]
    assert not work.is_running
