"""Export, other projects, pre-labelling, and closing in the midst of it."""

from __future__ import annotations

import json
import multiprocessing
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog

from border_annotator.domain.errors import BugError, KnownError
from border_annotator.services.export_articles import ExportStep
from border_annotator.services.prelabel import PrelabelStep
from border_annotator.services.project import Project, create_project, open_project
from border_annotator.ui.app import create_window
from tests.gold_suggestions import import_seeds, suggest
from tests.ui.conftest import close_for_good

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.ui.conftest import OpenWindow
    from tests.ui.reviewer import Reviewer

MINUTE = 60_000


def test_export_writes_what_was_reviewed(reviewer: Reviewer, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    reviewer.press("A", "A")
    event = reviewer.sheet.events[0]
    reviewer.window.exporting.start_export(out)
    reviewer.press("A", settle=False)  # the window goes on while files are written
    reviewer.wait(lambda: not reviewer.window.exporting.is_busy)
    assert "Exported 2 articles" in reviewer.window.exporting.flow.outcome.told.text()
    written = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(out.iterdir())]
    assert len(written) == 2
    assert event.value.id in json.dumps(written[0])


def test_export_into_a_file_is_refused_with_a_reason(reviewer: Reviewer, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("not a folder", encoding="utf-8")
    reviewer.window.exporting.start_export(tmp_path / "taken")
    reviewer.wait(lambda: not reviewer.window.exporting.is_busy)
    assert "taken" in reviewer.message


@pytest.mark.parametrize(("key", "dialog"), [("Ctrl+O", "getOpenFileName"), ("Ctrl+N", "getSaveFileName")])
def test_another_project_is_asked_for(
    reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch, key: str, dialog: str
) -> None:
    wanted: list[object] = []
    reviewer.window.project_asked.connect(wanted.append)
    monkeypatch.setattr(QFileDialog, dialog, lambda *_: ("/somewhere/other.bap", ""))
    reviewer.press(key)
    assert wanted == [(Path("/somewhere/other.bap"), key == "Ctrl+N")]


def test_a_project_that_is_open_cannot_be_opened_again(reviewer: Reviewer) -> None:
    with pytest.raises(KnownError, match="is open in the window"):
        open_project(reviewer.session.project.path)


def test_closed_before_it_was_shown(qtbot: QtBot, project_path: Path) -> None:
    with create_project(project_path) as project:
        import_seeds(project)
    window = create_window(project_path)
    window.close()
    qtbot.wait(0)
    assert not window.job.is_running
    close_for_good(window)


def test_model_labels_a_new_project_in_the_window(open_window: OpenWindow, project_path: Path) -> None:
    with create_project(project_path) as project:
        import_seeds(project)
    reviewer = open_window(project_path)
    reviewer.wait(lambda: reviewer.window.job.is_running)
    reviewer.press("]", "[")
    reviewer.wait(lambda: "Pre-labelling" in reviewer.status)  # how far it is can be seen
    reviewer.press("Ctrl+P")
    assert "under way" in reviewer.message
    reviewer.press("Ctrl+K")
    reviewer.type("conf")
    reviewer.wait(lambda: not reviewer.window.job.is_running, 2 * MINUTE)
    assert reviewer.line == "conf", "typing is not disturbed by what comes in"
    reviewer.press("Escape")
    assert "Pre-labelled 2 articles" in reviewer.window.status.saved_words
    assert len(reviewer.sheet.events) > 1
    reviewer.press("A")
    assert reviewer.edits_on_disk == 1
    reviewer.press("Ctrl+P")
    reviewer.wait(lambda: "labelled already" in reviewer.window.status.saved_words)


def test_articles_that_come_in_during_a_run_are_labelled_after_it(
    reviewer: Reviewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[list[str]] = []

    def labelled(project: Project, **_how: object) -> Iterator[PrelabelStep]:
        waiting = project.documents.ids_to_prelabel()
        read.append(waiting)
        for k, document_id in enumerate(waiting, start=1):
            yield PrelabelStep(k - 1, len(waiting))
            suggest(project, document_id, [])
            yield PrelabelStep(k, len(waiting), (document_id,))

    monkeypatch.setattr("border_annotator.services.prelabel.prelabel", labelled)
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"Guards closed crossing {name}.", encoding="utf-8")
    reviewer.window.importing.start_import([tmp_path / "one.txt"])
    reviewer.wait(lambda: bool(read))
    reviewer.window.importing.start_import([tmp_path / "two.txt"])
    reviewer.wait(lambda: not reviewer.window.job.is_running and not reviewer.window.importing.is_busy)
    assert [len(waiting) for waiting in read] == [1, 1]
    assert reviewer.message == ""
    assert reviewer.session.project.documents.ids_to_prelabel() == []


def test_an_export_that_breaks_off_is_not_called_finished(
    reviewer: Reviewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Iterator[ExportStep]:
        yield ExportStep("a", 1, 2)
        raise BugError("it does not read back")

    monkeypatch.setattr("border_annotator.ui.exporting.export_job.export_dataset", broken)
    with reviewer.qtbot.captureExceptions() as caught:
        reviewer.window.exporting.start_export(tmp_path)
        reviewer.wait(lambda: bool(caught))
    assert not reviewer.window.exporting.is_busy
    assert "Exported" not in reviewer.window.status.saved_words


def test_closing_while_the_model_works_leaves_nothing(open_window: OpenWindow, project_path: Path) -> None:
    with create_project(project_path) as project:
        import_seeds(project)
    reviewer = open_window(project_path)
    reviewer.wait(lambda: bool(multiprocessing.active_children()))
    workers = [child.pid for child in multiprocessing.active_children()]
    reviewer.press("Ctrl+Q")
    assert not multiprocessing.active_children()
    for worker in workers:
        assert worker is not None
        with pytest.raises(OSError):  # noqa: PT011 - which error it is differs between systems
            os.kill(worker, 0)
    assert threading.active_count() == len(threading.enumerate())
    assert not Path(f"{project_path}.lock").exists() or os.name == "nt"
    with open_project(project_path) as project:
        assert len(project.documents.ids()) == 2


def test_cancel_stops_the_model(open_window: OpenWindow, project_path: Path) -> None:
    with create_project(project_path) as project:
        import_seeds(project)
    reviewer = open_window(project_path)
    reviewer.wait(lambda: "Pre-labelling" in reviewer.status)
    reviewer.button("Cancel").click()
    assert not reviewer.window.job.is_running
    assert "stopped" in reviewer.window.status.saved_words
    assert not multiprocessing.active_children()
    assert "Pre-labelling 0" not in reviewer.status


@pytest.mark.parametrize("kind", ["import", "export"])
def test_closing_while_files_are_read_or_written(reviewer: Reviewer, tmp_path: Path, kind: str) -> None:
    if kind == "import":
        for k in range(20):
            (tmp_path / f"{k}.txt").write_text(f"Guards closed {k} crossings on Friday.", encoding="utf-8")
        reviewer.window.importing.start_import([tmp_path])
    else:
        reviewer.window.exporting.start_export(tmp_path / "out")
    reviewer.press("Ctrl+Q")
    assert not reviewer.window.exporting.is_busy
    assert not reviewer.window.importing.is_busy
