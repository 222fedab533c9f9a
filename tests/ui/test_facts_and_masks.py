"""The facts of an article and its boilerplate, from the keyboard: what is asked, what follows, what comes back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.document import PublicationDate
from border_annotator.domain.edit import Edit, change_of
from border_annotator.domain.facts import facts_of
from border_annotator.domain.figure import Figure
from border_annotator.domain.worksheet import State
from border_annotator.services import annotate
from border_annotator.ui.dialogs.date_editor import DateEditor
from border_annotator.ui.text.page_layout import PageLayout
from tests.ui.conftest import close_for_good

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.domain.document import Layout
    from tests.ui.conftest import OpenWindow
    from tests.ui.reviewer import Reviewer

READ_ALSO = "(Read Also"
LINE = "Recently, Latvia"


def chips(reviewer: Reviewer) -> list[str]:
    row = reviewer.window.facts._row
    items = (row.itemAt(k) for k in range(row.count()))
    widgets = (item.widget() for item in items if item is not None)
    return [w.accessibleName() or w.text() for w in widgets if isinstance(w, QLabel | QPushButton)]


def published(reviewer: Reviewer) -> PublicationDate:
    return reviewer.sheet.document.layout.published


def start_of(reviewer: Reviewer, words: str) -> int:
    return reviewer.sheet.document.text.index(words)


def is_masked(reviewer: Reviewer, words: str) -> bool:
    start = start_of(reviewer, words)
    return any(part.span.start <= start < part.span.end for part in reviewer.sheet.document.layout.boilerplate)


def doubt(reviewer: Reviewer, note: str) -> None:
    """Let the date be in doubt, as reading the article could have left it."""
    before = facts_of(reviewer.sheet.document)
    layout: Layout = replace(before.layout, published=replace(before.layout.published, suspect=True, note=note))
    edit = Edit("doubt", (change_of(before.document_id, before, replace(before, layout=layout)),))
    annotate.apply(reviewer.session.project, edit)
    reviewer.session.reload()


class TestDate:
    def test_it_is_set_and_all_times_follow(self, reviewer: Reviewer) -> None:
        assert chips(reviewer)[0] == "Publication date not found — set it  D"
        weeks = reviewer.item("the past two weeks", figure=True)
        assert isinstance(weeks.value, Figure)
        assert weeks.value.start_date is None
        reviewer.press("D")
        assert "No date was found" in reviewer.window.facts_form.notes[0]
        reviewer.answer("10 Nov 2023")
        assert chips(reviewer)[0] == "Published 2023-11-10, set by you"
        again = reviewer.sheet.find(weeks.id)
        assert again is not None
        assert isinstance(again.value, Figure)
        assert str(again.value.end_date) == "2023-11-10"
        assert "times follow" in reviewer.window.status.saved_words
        assert reviewer.edits_on_disk == 1
        row = reviewer.window.queue.model.row_at(0)
        assert row is not None
        assert str(row.published) == "2023-11-10"
        reviewer.press("Ctrl+Z")
        assert reviewer.sheet.find(weeks.id) == weeks
        assert chips(reviewer)[0].startswith("Publication date not found")
        reviewer.press("Ctrl+Shift+Z")
        assert reviewer.sheet.find(weeks.id) == again

    def test_it_is_there_after_a_restart(self, open_window: OpenWindow, gold_path: Path) -> None:
        first = open_window(gold_path)
        first.press("A", "D")
        first.answer("2023-11-10")
        close_for_good(first.window)
        second = open_window(gold_path)
        assert str(published(second).value) == "2023-11-10"
        second.press("Ctrl+Z")
        assert published(second).value is None
        second.press("Ctrl+Z")
        assert second.focused.is_open

    @pytest.mark.parametrize("written", ["soon", "03/04/2023", "2023-02-31"])
    def test_what_is_no_date_is_said_and_nothing_is_lost(self, reviewer: Reviewer, written: str) -> None:
        reviewer.press("D")
        reviewer.answer(written)
        assert reviewer.overlay() is reviewer.window.facts_form
        assert reviewer.window.facts_form.reason
        assert reviewer.edits_on_disk == 0
        reviewer.answer("2023-11-10")
        assert reviewer.overlay() is None
        assert str(published(reviewer).value) == "2023-11-10"

    def test_none_takes_it_away(self, reviewer: Reviewer) -> None:
        reviewer.press("]", "D")
        assert reviewer.line == "2023-11-05"
        reviewer.answer("none")
        assert published(reviewer) == PublicationDate(None, "reviewer")
        assert chips(reviewer)[0] == "No publication date"

    def test_a_doubt_is_seen_and_settled(self, reviewer: Reviewer) -> None:
        reviewer.press("]")
        doubt(reviewer, "the events were reported in August.")
        assert chips(reviewer)[0] == "⚠ Published 2023-11-05? Check it  D"
        reviewer.press("D")
        (note,) = reviewer.window.facts_form.notes
        assert note == (
            "Found in the date line: “2023-11-05”. It is in doubt. The events were reported in August."
            " Enter keeps it and settles the doubt."
        )
        reviewer.press("Return")
        assert not published(reviewer).suspect
        assert chips(reviewer)[0] == "Published 2023-11-05"

    def test_times_set_by_hand_stay(self, reviewer: Reviewer) -> None:
        reviewer.press("]")
        friday = reviewer.item("Friday", figure=True)
        reviewer.put_caret(anchor_of(friday.value).start)
        reviewer.press("V")
        assert reviewer.line == "from 2023-11-10"
        reviewer.answer("from 18 Aug 2023")
        corrected = reviewer.sheet.find(friday.id)
        assert corrected is not None
        assert corrected.state is State.CORRECTED
        reviewer.press("D")
        reviewer.answer("2023-12-01")
        again = reviewer.sheet.find(friday.id)
        assert again is not None
        assert again.value == corrected.value
        assert reviewer.message == (
            "The other times follow the new date; 1 time keeps the dates that were set by hand."
        )

    def test_dates_that_make_no_sense_are_said(self, reviewer: Reviewer) -> None:
        reviewer.press("]")
        reviewer.put_caret(anchor_of(reviewer.item("Friday", figure=True).value).start)
        reviewer.press("V")
        reviewer.answer("2023-11-12 to 2023-11-10")
        editor = reviewer.overlay()
        assert isinstance(editor, DateEditor)
        assert "comes before" in editor.reason
        assert reviewer.edits_on_disk == 0


class TestForm:
    def test_every_field_is_reached_by_the_tabulator(self, reviewer: Reviewer) -> None:
        form = reviewer.window.facts_form
        reviewer.press("]", "D")
        for place in (1, 2, 3, 0, 1):
            reviewer.press("Tab")
            assert form.lines[place].hasFocus()
        reviewer.press("Shift+Tab")
        assert form.lines[0].hasFocus()
        reviewer.press("Tab", "Ctrl+A")
        reviewer.type("The Lithuanian government announced today")
        reviewer.press("Tab", "Ctrl+A")
        reviewer.type("LSM")
        reviewer.press("Tab", "Ctrl+A")
        reviewer.type("latvian")
        reviewer.press("Return")
        assert reviewer.overlay() is None
        document = reviewer.sheet.document
        assert (document.title, document.source, document.language) == (
            "The Lithuanian government announced today",
            "LSM",
            "lv",
        )
        assert chips(reviewer)[1] == "Latvian: names, figures and dates only"
        assert reviewer.edits_on_disk == 1
        reviewer.press("Ctrl+Z")
        assert reviewer.sheet.document.title is None
        assert chips(reviewer)[1] == "English"

    def test_escape_changes_nothing(self, reviewer: Reviewer) -> None:
        reviewer.press("D", "Tab")
        reviewer.type("something else")
        reviewer.press("Escape")
        assert reviewer.overlay() is None
        assert reviewer.edits_on_disk == 0
        assert reviewer.article.hasFocus()

    def test_letters_are_letters_in_every_field(self, reviewer: Reviewer) -> None:
        reviewer.press("D")
        for line in reviewer.window.facts_form.lines:
            reviewer.press("Ctrl+A")
            reviewer.type("axjkdb]")
            assert line.text() == "axjkdb]"
            reviewer.press("Tab")
        assert reviewer.edits_on_disk == 0

    def test_a_click_on_the_date_opens_it(self, reviewer: Reviewer) -> None:
        reviewer.button("Publication date").click()
        assert reviewer.overlay() is reviewer.window.facts_form


def bars_beside(reviewer: Reviewer) -> int:
    """How many lines of the article are set as boilerplate."""
    page = reviewer.article.document().documentLayout()
    assert isinstance(page, PageLayout)
    blocks = (reviewer.article.document().findBlockByNumber(k) for k in range(reviewer.article.document().blockCount()))
    return sum(page.look_of(block).is_boilerplate for block in blocks)


class TestMask:
    def test_a_line_is_unmasked_and_can_be_annotated(self, reviewer: Reviewer) -> None:
        start = start_of(reviewer, READ_ALSO)
        top = reviewer.article.verticalScrollBar().value()
        bars = bars_beside(reviewer)
        reviewer.put_caret(start + 2)
        reviewer.press("B")
        assert not is_masked(reviewer, READ_ALSO)
        assert bars_beside(reviewer) == bars - 1
        assert reviewer.article.caret() == start + 2
        assert abs(reviewer.article.verticalScrollBar().value() - top) < reviewer.article.height()
        assert reviewer.window.job.is_running
        reviewer.window.job.close()
        reviewer.select("Anti-Nazi Resistance")
        reviewer.press("L")
        reviewer.answer("armed group")
        assert reviewer.item("Anti-Nazi Resistance").state is State.ADDED
        reviewer.press("Ctrl+Z", "Ctrl+Z")
        assert is_masked(reviewer, READ_ALSO)
        assert bars_beside(reviewer) == bars
        reviewer.select("Anti-Nazi Resistance")
        reviewer.press("L")
        reviewer.answer("armed group")
        assert "That is boilerplate" in reviewer.message

    def test_the_model_reads_the_line_and_every_verdict_stays(self, reviewer: Reviewer) -> None:
        confirmed = reviewer.focused.id
        reviewer.press("A")
        start = start_of(reviewer, READ_ALSO)
        reviewer.put_caret(start)
        reviewer.press("B")
        reviewer.wait(lambda: not reviewer.window.job.is_running, 60_000)
        line = next(s.span for s in reviewer.sheet.document.layout.segments if s.span.start == start)
        inside = [item for item in reviewer.sheet.items if line.contains(anchor_of(item.value))]
        assert any(anchor_of(i.value).text_in(reviewer.sheet.document.text) == "Lithuania" for i in inside)
        kept = reviewer.sheet.find(confirmed)
        assert kept is not None
        assert kept.state is State.CONFIRMED
        reviewer.press("Ctrl+Z")
        assert is_masked(reviewer, READ_ALSO)
        assert not any(line.overlaps(anchor_of(item.value)) for item in reviewer.sheet.items)
        assert reviewer.window.queue.model.row_at(0) is not None

    def test_a_line_with_suggestions_alone_is_masked_at_once(self, reviewer: Reviewer) -> None:
        before = reviewer.sheet
        reviewer.put_caret(start_of(reviewer, LINE))
        reviewer.press("B")
        assert is_masked(reviewer, LINE)
        assert len(reviewer.sheet.events) < len(before.events)
        assert not reviewer.window.job.is_running
        reviewer.press("Ctrl+Z")
        assert reviewer.sheet == before

    def test_a_line_with_own_annotations_asks(self, reviewer: Reviewer) -> None:
        reviewer.go_to_event("surge")
        reviewer.press("A")
        before = reviewer.sheet
        reviewer.put_caret(start_of(reviewer, LINE))
        reviewer.press("B")
        overlay = reviewer.overlay()
        assert overlay is reviewer.window.chooser
        assert overlay.accessibleName() == "This line holds 1 event and 1 entity of yours"
        reviewer.answer("leave")
        assert reviewer.sheet == before
        reviewer.press("B", "Return")
        assert is_masked(reviewer, LINE)
        assert reviewer.edits_on_disk == 2
        reviewer.press("Ctrl+Z")
        assert reviewer.sheet == before

    def test_where_there_is_no_line_it_is_said(self, reviewer: Reviewer) -> None:
        reviewer.press("]")
        reviewer.put_caret(3)
        reviewer.press("B")
        assert "date line" in reviewer.message
        assert reviewer.edits_on_disk == 0


class TestRuns:
    def test_an_article_is_read_again(self, reviewer: Reviewer) -> None:
        reviewer.press("A")
        kept = reviewer.sheet.events[0]
        waiting = reviewer.sheet.events[1].id
        reviewer.press("Ctrl+Shift+P")
        reviewer.wait(lambda: not reviewer.window.job.is_running, 60_000)
        assert reviewer.sheet.find(waiting) is None
        assert reviewer.sheet.find(kept.id) == kept

    def test_what_could_not_be_labelled_is_said(self, open_window: OpenWindow, gold_path: Path) -> None:
        from border_annotator.services.project import create_project
        from tests.gold_suggestions import import_seeds

        path = gold_path.with_name("failed.bap")
        with create_project(path) as project:
            import_seeds(project)
            with project.file.transaction():
                for document_id in project.documents.ids():
                    project.suggestions.add_failure(document_id, "It is too long.")
        reviewer = open_window(path)
        assert not reviewer.window.job.is_running
        assert "It is too long. " in reviewer.window.events._empty.text().replace("\n", " ")
        assert "Ctrl+Shift+P tries again" in reviewer.window.events._empty.text()
        job = reviewer.window.job
        job._failures = [(reviewer.sheet.document.id, "It is too long.")]
        job.failed.emit(job._said_failures())
        assert reviewer.message.startswith("“Lithuania Bolsters")
        assert "It is too long. Ctrl+P tries again." in reviewer.message
        reviewer.press("Ctrl+P")
        assert job.is_running
        reviewer.wait(lambda: not job.is_running, 60_000)
        assert reviewer.sheet.events
