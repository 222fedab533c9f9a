"""Articles with very many events, and what a window remembers from the last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from border_annotator.domain.annotation import new_id
from border_annotator.domain.event import Event
from border_annotator.domain.span import Span
from border_annotator.services import worksheets
from border_annotator.services.import_documents import import_documents
from border_annotator.services.project import create_project
from border_annotator.services.worksheets import read_worksheet
from border_annotator.storage import queue as storage_queue
from border_annotator.ui.events.event_panel import MOST
from border_annotator.ui.theme.row_list import RowList
from tests.gold_suggestions import gold_project, suggest

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.ui.conftest import OpenWindow
    from tests.ui.reviewer import Reviewer

COUNT = 300


def crowded(path: Path, folder: Path) -> None:
    """A project of one article with an event on every word."""
    text = "A title\n\n" + " ".join(f"word{number}" for number in range(COUNT)) + ".\n"
    article = folder / "crowded.txt"
    article.write_text(text, encoding="utf-8")
    with create_project(path) as project:
        for _step in import_documents(project, [article]):
            pass
        starts = [text.index(f"word{number}") for number in range(COUNT)]
        events = [Event(new_id(), "Crossing.Attempt", Span(start, start + 4)) for start in starts]
        suggest(project, project.documents.ids()[0], events)


def test_only_some_cards_are_made_and_the_keys_reach_all(
    open_window: OpenWindow, project_path: Path, tmp_path: Path
) -> None:
    crowded(project_path, tmp_path)
    reviewer = open_window(project_path)
    panel = reviewer.window.events
    assert len(panel.shown()) == MOST
    assert "later" in panel.more_words()
    for _press in range(MOST + 5):
        reviewer.press("J", settle=False)
    events = reviewer.sheet.events
    assert reviewer.session.focused_event == events[MOST + 5].id
    assert panel.card(events[MOST + 5].id) is not None
    assert len(panel.shown()) == MOST
    assert "earlier" in panel.more_words()
    reviewer.press("A")
    assert reviewer.session.focused_event == events[MOST + 6].id
    reviewer.press("Ctrl+Z")
    assert reviewer.session.focused_event == events[MOST + 5].id


def test_a_click_on_an_article_leaves_the_keys_with_the_text(open_window: OpenWindow, project_path: Path) -> None:
    gold_project(project_path)
    reviewer = open_window(project_path)
    listed = reviewer.window.queue.findChild(RowList)
    assert isinstance(listed, RowList)
    rect = listed.visualRect(listed.model().index(1, 0))
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=rect.center() + QPoint(0, 2))
    opened = reviewer.sheet.document.id
    assert reviewer.window.queue.current_id() == opened
    reviewer.press("Down", "PgDown")
    assert reviewer.window.queue.current_id() == opened == reviewer.sheet.document.id


def test_the_next_window_opens_what_was_begun_where_the_last_one_was(
    open_window: OpenWindow, project_path: Path
) -> None:
    gold_project(project_path)
    reviewer = open_window(project_path)
    reviewer.press("]", "A")
    begun = reviewer.sheet.document.id
    reviewer.window.resize(940, 620)  # what the offscreen screen has room for
    reviewer.window.close()
    again = open_window(project_path)
    assert again.sheet.document.id == begun
    assert (again.window.width(), again.window.height()) == (940, 620)


def test_a_filter_that_is_cleared_marks_the_open_article_again(open_window: OpenWindow, project_path: Path) -> None:
    from border_annotator.domain.queue_filter import Stand

    gold_project(project_path)
    reviewer = open_window(project_path)
    queue, opened = reviewer.window.queue, reviewer.sheet.document.id
    queue.show_stand(Stand.DONE)
    assert queue.current_id() is None
    queue.show_stand(None)
    assert queue.current_id() == opened


def test_a_long_article_is_read_in_steps_while_the_one_before_stays_open(
    reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worksheets, "LONG", 10)
    monkeypatch.setattr(worksheets, "STEP", 5)
    first, second = reviewer.session.project.documents.ids()
    reviewer.press("Ctrl+Down", settle=False)
    assert reviewer.sheet.document.id == first
    reviewer.press("A", settle=False)  # what is done now is done on what is seen
    confirmed = [item for item in reviewer.sheet.events if not item.is_open]
    assert len(confirmed) == 1
    reviewer.wait(lambda: reviewer.sheet.document.id == second)
    assert reviewer.sheet == read_worksheet(reviewer.session.project, second)
    assert reviewer.session.focused_event == reviewer.sheet.events[0].id
    reviewer.press("Ctrl+Up", settle=False)
    reviewer.press("Ctrl+Z")
    assert reviewer.sheet.document.id == first, "undo shows where it was, whatever was being opened"
    reviewer.press("Ctrl+Down", settle=False)
    reviewer.window.close()


def test_the_profile_of_a_large_article_is_worked_out_beside(
    reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage_queue, "MANY", 10)
    reviewer.press("A", "J", "A")
    reviewer.wait(lambda: not reviewer.on_disk("SELECT 1 FROM stale_profiles"))
    project = reviewer.session.project
    store = storage_queue.QueueStore(project.file)
    assert store.wrong_profiles(project.layer.id) == []
    waiting = reviewer.on_disk("SELECT waiting FROM profiles ORDER BY position")[0][0]
    assert waiting == sum(item.is_open for item in reviewer.sheet.items)
