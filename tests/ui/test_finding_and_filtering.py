"""The queue's filters and the searches, by keys alone."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from border_annotator.domain.entity import Entity
from border_annotator.domain.queue_filter import Facet, QueueFilter, Sort, Stand
from border_annotator.domain.queue_index import Entry
from border_annotator.services.queue import read_queue_beside
from border_annotator.ui.queue import queue_model
from tests.ui.reviewer import settle_down

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pytest

    from tests.ui.conftest import OpenWindow
    from tests.ui.reviewer import Reviewer

LONG, SHORT = "000", "003"


def watched(model: QAbstractItemModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)


def choose(reviewer: Reviewer, *answers: str) -> None:
    reviewer.press("Ctrl+Alt+Q")
    for answer in answers:
        reviewer.answer(answer)


def names(reviewer: Reviewer) -> list[str]:
    project = reviewer.session.project
    return [project.documents.get(key).file_name[:3] for key in reviewer.window.queue.filtered_ids()]


def found(reviewer: Reviewer) -> None:
    """Let a search come to its end, and the edit before it."""
    reviewer.wait(lambda: reviewer.session.busy is None and not reviewer.window.search.is_searching)
    settle_down()


# The queue


def test_typed_words_filter_titles_at_once_and_escape_goes_back(reviewer: Reviewer) -> None:
    tester = watched(reviewer.window.queue.model)
    reviewer.press("/")
    reviewer.type("lithuanian gov")
    assert names(reviewer) == [SHORT]
    assert reviewer.sheet.document.file_name.startswith(LONG), "the open article stays open"
    reviewer.press("Return")
    assert reviewer.sheet.document.file_name.startswith(SHORT)
    assert QApplication.focusWidget() is reviewer.article
    reviewer.press("/", "Escape")
    assert names(reviewer) == [LONG, SHORT]
    reviewer.press("Escape")
    assert QApplication.focusWidget() is reviewer.article
    del tester


def test_arrows_step_through_the_list_from_the_filter_line(reviewer: Reviewer) -> None:
    reviewer.press("/", "Down")
    assert reviewer.sheet.document.file_name.startswith(SHORT)
    reviewer.press("Up")
    assert reviewer.sheet.document.file_name.startswith(LONG)


def test_filters_are_chosen_by_typing_shown_as_chips_and_cleared(reviewer: Reviewer) -> None:
    queue = reviewer.window.queue
    choose(reviewer, "without a date")
    assert names(reviewer) == [LONG]
    assert queue.filters.chip_words() == ["without a date ×"]
    choose(reviewer, "state: to review")
    assert queue.filters.chip_words() == ["To review ×", "without a date ×", "Clear all"]
    reviewer.button("without a date").click()
    assert names(reviewer) == [LONG, SHORT]
    choose(reviewer, "published from", "2023-11")
    assert names(reviewer) == [SHORT]
    choose(reviewer, "published until", "2023-10")
    assert names(reviewer) == []
    choose(reviewer, "clear all")
    assert names(reviewer) == [LONG, SHORT]
    assert queue.filter.is_everything


def test_a_day_that_is_none_is_refused_in_the_prompt(reviewer: Reviewer) -> None:
    choose(reviewer, "published from", "soon")
    assert "is no day" in reviewer.window.prompt.reason
    reviewer.press("Escape")
    assert reviewer.window.queue.filter.is_everything


def test_types_entities_and_words_of_the_text_filter(reviewer: Reviewer) -> None:
    counts = reviewer.window.queue.model.counts(Facet.TYPE)
    only = next(label for label, count in sorted(counts.items()) if count == 1)
    choose(reviewer, "event type: " + reviewer.session.project.schema.event_type(only[2:]).label)
    assert len(names(reviewer)) == 1
    choose(reviewer, "clear all")
    choose(reviewer, "entity: a label", "iso:")
    assert names(reviewer)
    assert len(reviewer.window.queue.filter.of(Facet.ENTITY)) == 1
    choose(reviewer, "clear all")
    choose(reviewer, "words in the text", 'ziobro OR "')
    assert names(reviewer) == []
    assert "No article fits" in reviewer.window.queue._empty.text()
    choose(reviewer, "words in the text", '"border guard service"')
    assert LONG in names(reviewer)


def test_orders(reviewer: Reviewer) -> None:
    choose(reviewer, "newest")
    assert names(reviewer) == [SHORT, LONG]
    assert reviewer.window.queue.filter.sort is Sort.NEWEST
    choose(reviewer, "most suggestions")
    assert names(reviewer) == [LONG, SHORT]
    choose(reviewer, "least sure")
    assert sorted(names(reviewer)) == [LONG, SHORT]


def test_next_follows_the_filtered_order(reviewer: Reviewer) -> None:
    choose(reviewer, "newest")
    reviewer.press("]")
    assert "last article" in reviewer.message
    reviewer.press("[")
    assert reviewer.sheet.document.file_name.startswith(SHORT)


def test_what_falls_out_of_the_filter_stays_until_it_is_left(reviewer: Reviewer) -> None:
    tester = watched(reviewer.window.queue.model)
    choose(reviewer, "state: to review")
    reviewer.press("A")
    assert names(reviewer) == [LONG, SHORT]
    reviewer.press("]")
    assert names(reviewer) == [SHORT]
    reviewer.press("Ctrl+Z")
    assert names(reviewer) == [LONG, SHORT]
    assert reviewer.window.queue.current_id() == reviewer.sheet.document.id
    del tester


def test_filter_and_order_are_there_at_the_next_start(open_window: OpenWindow, gold_path: Path) -> None:
    first = open_window(gold_path)
    choose(first, "newest")
    choose(first, "without a date")
    first.press("/")
    first.type("lith")
    first.window.close()
    again = open_window(gold_path)
    wanted = again.window.queue.filter
    assert (wanted.sort, wanted.is_undated, wanted.title) == (Sort.NEWEST, True, "lith")
    assert names(again) == [LONG]
    assert again.sheet.document.file_name.startswith(LONG)
    assert again.window.queue.filters.line.text() == "lith"


def test_counts_stand_beside_the_filters(reviewer: Reviewer) -> None:
    reviewer.press("A", "Ctrl+Alt+Q")
    states = [choice for choice in reviewer.choices if "State:" in choice]
    assert [choice.split()[-1] for choice in states] == ["1", "1", "0", "0"]
    reviewer.press("Escape")


def test_a_row_says_itself(reviewer: Reviewer) -> None:
    model = reviewer.window.queue.model
    said = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "To review" in said
    assert "18 events wait" in said
    reviewer.press("A")
    assert "In progress" in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_large_queue_is_read_beside_the_window(
    open_window: OpenWindow, gold_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_model, "FEW", 1)
    reviewer = open_window(gold_path)
    model = reviewer.window.queue.model
    tester = watched(model)
    reviewer.wait(lambda: model.has_labels and reviewer.session.sheet is not None)
    assert names(reviewer) == [LONG, SHORT]
    choose(reviewer, "words in the text", "latvia border")
    reviewer.wait(lambda: model._found is not None)
    assert LONG in names(reviewer)
    choose(reviewer, "clear all")
    reviewer.press("A")
    assert model.counts(Facet.STATE)[Stand.IN_PROGRESS] == 1
    reviewer.window.queue.refresh(frozenset())
    reviewer.wait(lambda: not model.is_loading)
    assert model.counts(Facet.STATE)[Stand.IN_PROGRESS] == 1
    del tester


def test_the_first_article_is_there_before_a_large_queue_is_read(
    open_window: OpenWindow, gold_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_model, "FEW", 1)
    go_on = threading.Event()

    def slowly(path: Path, layer_id: str, wanted: QueueFilter) -> Iterator[object]:
        go_on.wait()
        yield from read_queue_beside(path, layer_id, wanted)

    monkeypatch.setattr(queue_model, "read_queue_beside", slowly)
    reviewer = open_window(gold_path)
    try:
        assert reviewer.window.queue.model.is_loading
        assert reviewer.sheet.document.file_name.startswith(LONG)
        reviewer.press("A")
        assert reviewer.edits_on_disk == 1
    finally:
        go_on.set()
    model = reviewer.window.queue.model
    reviewer.wait(lambda: model.has_labels)
    assert names(reviewer) == [LONG, SHORT]
    assert reviewer.window.queue.current_id() == reviewer.sheet.document.id
    assert model.counts(Facet.STATE)[Stand.IN_PROGRESS] == 1


def test_entries_hold_what_the_queue_needs() -> None:
    assert Entry._fields[:2] == ("document_id", "position")


# In the article


def test_find_steps_round_and_leaves_the_hit_selected(reviewer: Reviewer) -> None:
    bar = reviewer.window.find_bar
    reviewer.press("Ctrl+F")
    reviewer.type("LATVIA")
    text = reviewer.sheet.document.text
    total = text.casefold().count("latvia")
    assert bar.count_words == f"1 of {total}"
    reviewer.press("Return", "F3")
    assert bar.count_words == f"3 of {total}"
    reviewer.press("Shift+F3", "Shift+Return", "Shift+Return")
    assert bar.count_words == f"{total} of {total}"
    reviewer.press("Escape")
    assert not bar.isVisible()
    assert QApplication.focusWidget() is reviewer.article
    selected = reviewer.article.selection()
    assert selected is not None
    assert selected.start == text.casefold().rindex("latvia")
    assert selected.text_in(text) == "Latvia"


def test_whole_words_and_nothing(reviewer: Reviewer) -> None:
    bar = reviewer.window.find_bar
    reviewer.press("Ctrl+F")
    reviewer.type("latvia")
    parts = bar.count_words
    reviewer.press("Tab")
    QTest.keyClick(bar.whole, Qt.Key.Key_Space)
    settle_down()
    assert bar.whole.isChecked()
    assert bar.count_words != parts
    reviewer.press("Ctrl+F")
    reviewer.type("no such words")
    assert bar.count_words == "no hit"
    reviewer.press("Return", "Escape")
    assert not bar.isVisible()


def test_the_selection_is_looked_for(reviewer: Reviewer) -> None:
    reviewer.select("border guards")
    reviewer.press("Ctrl+F")
    assert reviewer.window.find_bar.line.text() == "border guards"
    assert reviewer.window.find_bar.count_words.startswith("1 of")
    reviewer.press("Escape")


def test_f3_without_a_search_says_so(reviewer: Reviewer) -> None:
    reviewer.press("F3")
    assert "Ctrl+F" in reviewer.message


# Everywhere


def searched(reviewer: Reviewer, words: str) -> None:
    reviewer.press("Ctrl+Shift+F")
    reviewer.press("Ctrl+A")
    reviewer.type(words)
    reviewer.press("Return")
    found(reviewer)


def test_enter_opens_the_article_at_the_hit_and_the_list_is_kept(reviewer: Reviewer) -> None:
    page = reviewer.window.search
    tester = watched(page.model)
    searched(reviewer, "government")
    rows = page.model.rowCount()
    assert rows > 1
    last = page.model.hit_at(rows - 1)
    assert last is not None
    reviewer.press("End", "Return")
    assert reviewer.sheet.document.id == last.document_id
    assert reviewer.article.selection() == last.span
    assert reviewer.article.isVisible()
    assert QApplication.focusWidget() is reviewer.article
    reviewer.press("Left", "Ctrl+Shift+F")
    assert page.isVisible()
    assert page.model.rowCount() == rows
    reviewer.press("Escape")
    assert reviewer.article.isVisible()
    del tester


def test_letters_in_the_list_do_nothing_to_the_article_behind(reviewer: Reviewer) -> None:
    searched(reviewer, "border")
    before = reviewer.edits_on_disk
    reviewer.press("J", "T", "N", "L", "D", "1", "Z")
    assert reviewer.edits_on_disk == before
    assert reviewer.overlay() is None
    assert reviewer.window.search.isVisible()


def test_ticked_hits_are_marked_in_one_step(reviewer: Reviewer) -> None:
    page = reviewer.window.search
    searched(reviewer, "security")
    choices: Callable[[], int] = lambda: len(page.model.ticked_hits())  # noqa: E731 - read twice
    reviewer.press("Space", "Down", "Space")
    assert choices() == 2
    reviewer.press("A")
    assert choices() == page.model.rowCount()
    reviewer.press("A")
    assert choices() == 0
    reviewer.press("A", "M")
    reviewer.answer("entity: person")
    reviewer.wait(lambda: reviewer.overlay() is not None)
    assert "Mark" in reviewer.choice
    before = reviewer.edits_on_disk
    reviewer.press("Return")
    found(reviewer)
    assert reviewer.edits_on_disk == before + 1
    assert page.model.counts().get("e:PERSON", 0) > 0
    persons = [i for i in reviewer.sheet.entities if isinstance(i.value, Entity) and i.value.label == "PERSON"]
    assert persons
    reviewer.press("Ctrl+Z")
    assert reviewer.edits_on_disk == before + 2
    assert not [i for i in reviewer.sheet.entities if isinstance(i.value, Entity) and i.value.label == "PERSON"]


def test_marks_are_removed_and_fillers_are_told(reviewer: Reviewer) -> None:
    searched(reviewer, "Lithuania")
    reviewer.press("A", "X")
    reviewer.answer("country")
    reviewer.wait(lambda: reviewer.overlay() is not None)
    title = reviewer.window.chooser.accessibleName()
    assert "roles of events" in title
    before = reviewer.edits_on_disk
    reviewer.press("Return")
    found(reviewer)
    assert reviewer.edits_on_disk == before + 1


def test_marks_are_removed_with_a_reason(reviewer: Reviewer) -> None:
    searched(reviewer, "Lithuania")
    reviewer.press("A", "X")
    reviewer.answer("country")
    reviewer.wait(lambda: reviewer.overlay() is not None)
    reviewer.answer("wrong span")
    found(reviewer)
    reasons = reviewer.on_disk("SELECT DISTINCT reason FROM decisions WHERE verdict = 'rejected'")
    assert reasons == [("wrong span",)]
    reviewer.press("Ctrl+Z")
    assert reviewer.on_disk("SELECT count(*) FROM decisions") == [(0,)]


def test_hits_of_one_label_are_shown_alone(reviewer: Reviewer) -> None:
    page = reviewer.window.search
    tester = watched(page.model)
    searched(reviewer, "Latvia")
    whole = page.model.rowCount()
    row = next(k for k in range(page.labels.count()) if page.labels.itemData(k) == "e:COUNTRY")
    page.labels.setFocus()
    for _k in range(row):
        QTest.keyClick(page.labels, Qt.Key.Key_Down)
    settle_down()
    assert 0 < page.model.rowCount() <= whole
    hits = [page.model.hit_at(k) for k in range(page.model.rowCount())]
    assert all(hit is not None and "e:COUNTRY" in hit.labels for hit in hits)
    del tester


def test_only_the_filtered_queue(reviewer: Reviewer) -> None:
    page = reviewer.window.search
    choose(reviewer, "without a date")
    searched(reviewer, "border")
    page.within.click()
    found(reviewer)
    hits = [page.model.hit_at(k) for k in range(page.model.rowCount())]
    assert {hit.document_id for hit in hits if hit} == {reviewer.sheet.document.id}


def test_anything_can_be_typed(reviewer: Reviewer) -> None:
    for typed in ('"', '"a" AND (', "*", "text:x -", "NEAR(a b)"):
        searched(reviewer, typed)
        assert not reviewer.message
