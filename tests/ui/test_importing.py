"""Bringing articles in: by keys, from the clipboard, by dropping them; the preview, the run, and what was left out."""

from __future__ import annotations

import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from border_annotator.domain.errors import KnownError
from border_annotator.services.import_plan import Action
from border_annotator.settings.paths import seeds_folder
from tests.ui.reviewer import settle_down

if TYPE_CHECKING:
    from border_annotator.ui.importing.drops import Drops
    from border_annotator.ui.importing.lines import Line
    from border_annotator.ui.importing.list_page import ListPage
    from border_annotator.ui.importing.preview_page import PreviewPage
    from tests.ui.reviewer import Reviewer

STORY = (
    "Guards close crossing {name}\n\n2023-11-0{day}\n\n"
    "Border guards closed the crossing of {name} on Friday evening after {count} people had tried to pass it without"
    " documents. The ministry of the interior said that the crossing would stay closed until the end of the month, and"
    " that lorries should take the road through the south instead. Nobody was hurt, a spokeswoman told reporters.\n"
)


@pytest.fixture(autouse=True)
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pre-labelling says that there is no model, so that an import ends with the import."""

    def none(_wanted: str | None) -> None:
        raise KnownError("There is no model.")

    monkeypatch.setattr("border_annotator.ui.actions.project_actions.model_in_use", none)
    monkeypatch.setattr("border_annotator.ui.window.beginning.model_in_use", none)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles, the first once more with another last sentence and once more as it is, and a file that is bad."""
    made = tmp_path / "incoming"
    made.mkdir()
    first = STORY.format(name="Narva", day=3, count=30)
    (made / "a-narva.txt").write_text(first, encoding="utf-8")
    (made / "b-narva-again.txt").write_text(first.replace("Nobody was hurt", "No one was hurt"), encoding="utf-8")
    (made / "c-narva-copy.txt").write_text(first.replace("\n", "\r\n"), encoding="utf-8")
    (made / "d-kena.txt").write_text("Kena opens\n\nThe bridge of Kena is open again for lorries.\n", encoding="utf-8")
    (made / "e-empty.txt").write_bytes(b"")
    return made


def preview(reviewer: Reviewer) -> PreviewPage:
    """The preview, when everything has been read."""
    page = reviewer.window.importing.flow.preview
    reviewer.wait(lambda: page.isVisible() and not page.is_reading)
    settle_down()
    return page


def shown(page: ListPage) -> list[Line]:
    return [page.rows.line_of(place) for place in page.model.places]


def states(page: ListPage) -> dict[str, str]:
    """How every file stands."""
    found = [(line, line.words if "left out" in line.state else line.below) for line in shown(page)]
    return {Path(place.rpartition(" · ")[2]).name: line.state for line, place in found}


def is_busy(reviewer: Reviewer) -> bool:
    return reviewer.window.importing.is_busy


def finish(reviewer: Reviewer) -> None:
    reviewer.wait(lambda: not reviewer.window.importing.is_busy)
    settle_down()


def choose(monkeypatch: pytest.MonkeyPatch, paths: list[Path]) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path) for path in paths], ""))


# The way in


def shows(drops: Drops) -> bool:
    return drops.is_shown


def test_files_are_shown_before_anything_is_written(empty: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, sorted(seeds_folder().glob("*.txt")))
    empty.press("Ctrl+I")
    page = preview(empty)
    assert QApplication.focusWidget() is page.list
    assert [line.state for line in shown(page)] == ["✓ comes in"] * 2
    assert "2 articles come in" in page.told.text()
    assert "2023" in shown(page)[1].right
    assert empty.on_disk("SELECT count(*) FROM documents") == [(0,)]
    empty.press("Return")
    finish(empty)
    assert empty.window.queue.model.rowCount() == 2
    assert "Imported 2 articles" in empty.window.status.saved_words
    assert not page.isVisible()
    assert empty.sheet.document.file_name.startswith("000_"), "the first article is open"


def test_nothing_is_written_when_it_is_given_up(empty: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(seeds_folder()))
    empty.press("Ctrl+Shift+I")
    page = preview(empty)
    empty.press("Escape")
    assert not page.isVisible()
    assert not empty.window.importing.is_busy
    assert empty.on_disk("SELECT count(*) FROM documents") == [(0,)]
    assert empty.window.places.stack.currentIndex() == 1


def test_the_same_folder_twice_adds_nothing(empty: Reviewer) -> None:
    for _round in range(2):
        empty.window.importing.show_plan([seeds_folder()])
        preview(empty)
        empty.press("Return")
        finish(empty)
    assert empty.on_disk("SELECT count(*) FROM documents") == [(2,)]


def test_a_text_from_the_clipboard(empty: Reviewer) -> None:
    QGuiApplication.clipboard().setText("Crossing closed\n\nGuards closed the crossing 🛂 on Friday.")
    empty.press("Ctrl+Shift+V")
    page = preview(empty)
    assert shown(page)[0].words == "Crossing closed"
    folder = empty.window.importing.flow._paths[0].parent
    assert folder.exists()
    empty.press("Return")
    finish(empty)
    assert "crossing 🛂 on" in empty.sheet.document.text
    assert empty.sheet.document.file_name.startswith("Clipboard ")
    assert not folder.exists(), "nothing of it stays outside the project"


def test_an_empty_clipboard_is_told(empty: Reviewer) -> None:
    QGuiApplication.clipboard().clear()
    empty.press("Ctrl+V")
    assert "no text in the clipboard" in empty.message


def test_files_from_the_clipboard(empty: Reviewer) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in sorted(seeds_folder().glob("*.txt"))])
    QGuiApplication.clipboard().setMimeData(data)
    empty.press("Ctrl+V")
    assert len(shown(preview(empty))) == 2
    empty.press("Escape")


def entering(point: QPoint, data: QMimeData) -> QDragEnterEvent:
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # newer versions of Qt want another kind of point
        return QDragEnterEvent(point, copy, data, left, Qt.KeyboardModifier.NoModifier)


def test_what_is_dropped(empty: Reviewer) -> None:
    window, drops, nothing = empty.window, empty.window.importing.drops, Qt.KeyboardModifier.NoModifier
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(seeds_folder()))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entered = entering(QPoint(300, 300), data)
    QApplication.sendEvent(window, entered)
    assert entered.isAccepted()
    assert shows(drops), "it can be seen that it may be dropped"
    QApplication.sendEvent(window, QDragLeaveEvent())
    settle_down()
    assert not shows(drops)
    QApplication.sendEvent(window, entering(QPoint(300, 300), data))
    assert drops._sign is not None
    QApplication.sendEvent(drops._sign, QDropEvent(QPointF(30, 30), copy, data, left, nothing))
    assert not shows(drops)
    assert len(shown(preview(empty))) == 2
    empty.press("Escape")


def test_what_cannot_be_dropped(empty: Reviewer) -> None:
    data = QMimeData()
    data.setImageData(None)
    QApplication.sendEvent(empty.window, entering(QPoint(9, 9), data))
    assert not shows(empty.window.importing.drops)


# The preview


def test_the_preview_tells_duplicates_and_what_is_left_out(empty: Reviewer, folder: Path) -> None:
    empty.window.importing.show_plan([folder])
    page = preview(empty)
    assert states(page) == {
        "a-narva.txt": "✓ comes in",
        "b-narva-again.txt": "≈ version",
        "c-narva-copy.txt": "– skipped",
        "d-kena.txt": "✓ comes in",
        "e-empty.txt": "! left out",
    }
    assert "% the same as incoming/a-narva.txt" in shown(page)[1].below
    assert "the same text as incoming/a-narva.txt" in shown(page)[2].below
    empty.press("Down")
    assert "% the same as" in page.details.document().firstBlock().next().next().next().text()
    empty.press("4")
    assert len(shown(page)) == 2
    empty.press("5")
    assert [line.below for line in shown(page)] == ["the file is empty"] or "empty" in shown(page)[0].below
    empty.press("1", "/")
    assert QApplication.focusWidget() is page.line
    empty.type("kena")
    empty.press("Return")
    assert [line.words for line in shown(page)] == ["Kena opens"]
    empty.press("/", "Escape", "Escape")
    assert len(shown(page)) == 5
    empty.press("Escape")


def test_one_key_decides_for_one_and_for_all_of_a_kind(empty: Reviewer, folder: Path) -> None:
    empty.window.importing.show_plan([folder])
    page, flow = preview(empty), empty.window.importing.flow
    empty.press("Down", "S")
    assert [line.state for line in shown(page)][:2] == ["✓ comes in", "– skipped"]
    empty.press("Down", "V")
    assert shown(page)[2].state == "≈ version"
    empty.press("K")
    assert shown(page)[2].state == "✓ comes in"
    empty.press("Down", "Shift+S")
    assert [line.state for line in shown(page)] == [
        "– skipped", "– skipped", "✓ comes in", "– skipped", "! left out",
    ]  # fmt: skip
    empty.press("Shift+K", "V")
    assert "nothing to link it to" in empty.message
    empty.press("Down", "K")
    assert "no article" in empty.message
    assert {Path(where.path).name: action for where, action in flow._plan.decisions.items()} == {
        "b-narva-again.txt": Action.SKIP,
        "c-narva-copy.txt": Action.KEEP,
    }
    empty.press("Return")
    finish(empty)
    names = {name for (name,) in empty.on_disk("SELECT file_name FROM documents")}
    assert names == {"a-narva.txt", "c-narva-copy.txt", "d-kena.txt"}


def test_the_same_file_never_comes_in_twice(empty: Reviewer, folder: Path) -> None:
    empty.window.importing.start_import([folder / "a-narva.txt"])
    finish(empty)
    empty.window.importing.show_plan([folder / "a-narva.txt"])
    page = preview(empty)
    assert shown(page)[0].state == "– skipped"
    empty.press("K")
    assert "twice" in empty.message
    assert page.model.rowCount() == 1
    empty.press("Return")
    assert not empty.window.importing.is_busy, "there is nothing to import"
    empty.press("Escape")


def test_other_options_make_another_plan(empty: Reviewer, folder: Path) -> None:
    empty.window.importing.show_plan([folder])
    page = preview(empty)
    empty.press("O")
    empty.answer("likeness")
    empty.answer("40")
    assert "from 50 to 100" in empty.window.prompt.reason
    empty.answer("100 %")
    preview(empty)
    empty.wait(lambda: page.model.rowCount() == 5)
    assert shown(page)[1].state == "✓ comes in", "it is no version any more"
    assert "100 %" in page.options_told.text()
    empty.press("O")
    empty.answer("duplicates")
    empty.answer("all come in")
    preview(empty)
    empty.wait(lambda: page.model.rowCount() == 5)
    assert shown(page)[2].state == "✓ comes in"
    assert shown(page)[2].below.startswith("the same text")
    for wanted in ("letters and their accents", "garbled", "around", "original files"):
        empty.press("O")
        empty.answer(wanted)
        preview(empty)
    assert "keeps the original files" in page.options_told.text()
    empty.press("O")
    empty.answer("encoding")
    empty.answer("windows-1257")
    preview(empty)
    assert "windows-1257" in page.options_told.text()
    empty.press("Escape")


def test_a_path_that_is_not_there_is_told(empty: Reviewer, tmp_path: Path) -> None:
    empty.window.importing.show_plan([tmp_path / "gone.txt"])
    empty.wait(lambda: "gone.txt is not there" in empty.message)
    assert not empty.window.importing.flow.preview.isVisible()


def test_a_plan_of_very_many_articles_stays_quick(empty: Reviewer, folder: Path) -> None:
    from dataclasses import replace

    empty.window.importing.show_plan([folder])
    page, flow = preview(empty), empty.window.importing.flow
    one = flow._plan.steps[0]
    steps = [replace(one, where=replace(one.where, place=f"row {k}")) for k in range(100_000)]
    for start in range(0, len(steps), 256):
        page.take(steps[start : start + 256])
    began = time.process_time()
    empty.press("End", "S")
    spent = time.process_time() - began
    assert page.marked() == 100_004
    assert "– skipped" in page.line_of(100_004).state
    assert spent < 0.5, spent
    empty.press("Escape")


# The run


def test_what_was_left_out_is_listed_and_can_be_opened_again(empty: Reviewer, folder: Path) -> None:
    (folder / "f-late.txt").write_text("Late\n\nLate it was when guards came to the river.", encoding="utf-8")
    empty.window.importing.show_plan([folder])
    preview(empty)
    empty.press("Return")
    summary = empty.window.importing.flow.summary
    assert summary.isVisible()
    finish(empty)
    assert {line.words for line in shown(summary)} == {"c-narva-copy.txt", "e-empty.txt"}
    assert "1 as a version" in summary.told.text()
    empty.press("C")
    copied = QGuiApplication.clipboard().text().splitlines()
    assert len(copied) == 2, copied
    assert all("\t" in line for line in copied)
    empty.press("Return")
    assert not summary.isVisible()
    assert empty.sheet.document.file_name == "a-narva.txt"
    empty.press("Ctrl+Alt+I")
    assert summary.isVisible()
    assert QApplication.focusWidget() is summary.list
    empty.press("Escape")
    assert not summary.isVisible()


def test_nothing_was_imported_so_far(reviewer: Reviewer) -> None:
    reviewer.press("Ctrl+Alt+I")
    assert "Nothing was imported" in reviewer.message


def test_bad_files_are_named_and_stop_nothing(empty: Reviewer, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text("Guards closed the border crossing on Friday.", encoding="utf-8")
    empty.window.importing.start_import([tmp_path / "empty.txt", tmp_path / "good.txt"])
    finish(empty)
    assert empty.window.queue.model.rowCount() == 1
    assert "empty.txt" in empty.message
    assert "Ctrl+Alt+I lists them" in empty.message
    empty.window.importing.start_import([tmp_path / "gone.txt"])
    finish(empty)
    assert "gone.txt is not there" in empty.message


def test_one_import_at_a_time(empty: Reviewer) -> None:
    empty.window.importing.start_import([seeds_folder()])
    empty.window.importing.start_import([seeds_folder()])
    assert "under way" in empty.message
    empty.press("Ctrl+V")
    assert "under way" in empty.message or "no text" in empty.message
    finish(empty)
    assert empty.window.queue.model.rowCount() == 2


def many(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        words = STORY.format(name=f"Crossing{number * 7919}", day=number % 9 + 1, count=number)
        (folder / f"{number:04}.txt").write_text(words, encoding="utf-8")
    return folder


def test_escape_stops_and_what_is_finished_stays(empty: Reviewer, tmp_path: Path) -> None:
    folder = many(tmp_path / "many", 300)
    empty.window.importing.show_plan([folder])
    empty.press("Return", settle=False)
    summary = empty.window.importing.flow.summary
    empty.wait(lambda: summary.outcome.imported > 3)
    assert "Importing" in empty.status
    empty.press("Escape")
    assert not is_busy(empty)
    stored = int(str(empty.on_disk("SELECT count(*) FROM documents")[0][0]))
    assert stored == summary.outcome.imported < 300
    assert "stopped" in summary.told.text()
    assert "Importing" not in empty.status
    empty.press("Escape")
    # The same once more goes on where it was stopped.
    empty.window.importing.start_import([folder])
    finish(empty)
    assert empty.on_disk("SELECT count(*) FROM documents") == [(300,)]


def test_the_window_goes_on_while_articles_come_in(reviewer: Reviewer, tmp_path: Path) -> None:
    folder = many(tmp_path / "many", 40)
    reviewer.window.importing.start_import([folder])
    reviewer.press("A", settle=False)
    assert reviewer.edits_on_disk == 1
    reviewer.wait(lambda: "Importing" in reviewer.status)
    finish(reviewer)
    reviewer.press("X")
    assert reviewer.edits_on_disk == 2
    assert reviewer.window.queue.model.rowCount() == 42


def test_work_goes_on_meanwhile(empty: Reviewer, tmp_path: Path) -> None:
    folder = many(tmp_path / "many", 200)
    empty.window.importing.show_plan([folder])
    preview(empty)
    empty.press("Return", settle=False)
    empty.press("Return", settle=False)
    assert not empty.window.importing.flow.summary.isVisible()
    assert is_busy(empty)
    empty.wait(lambda: empty.button("Cancel").isVisible())
    empty.button("Cancel").click()
    assert not is_busy(empty)
    assert "goes on" in empty.message


@pytest.mark.usefixtures("empty")
def test_an_empty_project_begins_at_the_one_thing_to_do() -> None:
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Import articles…  Ctrl+I"
