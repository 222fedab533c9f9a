"""The facts of an article, corrected: what follows from them at once, what stays, and what undo brings back."""

from __future__ import annotations

import contextlib
import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Argument, Event, EventTime
from border_annotator.domain.figure import Figure
from border_annotator.domain.layer import ReviewState
from border_annotator.domain.span import Span
from border_annotator.domain.worksheet import State
from border_annotator.services import correct, create, facts, history, review
from border_annotator.services.articles import Source, read_article
from border_annotator.services.check import check
from border_annotator.services.import_documents import import_documents
from border_annotator.services.project import Project, open_project
from border_annotator.services.worksheets import read_worksheet
from border_annotator.services.written_dates import parse_date, parse_dates, said_dates, with_dates
from tests.gold_suggestions import sheet_of, suggest

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.domain.document import Layout
    from border_annotator.domain.worksheet import Worksheet

TEXT = (
    "Two posts close\n\n"
    "VILNIUS, 15 May 2024 (Reuters) - Lithuania closed two posts on Friday. Guards counted 52 people on Tuesday.\n\n"
    "Vilnius opened a camp on 3 March 2023. A fence was finished yesterday.\n"
)
A_WEEK_LATER = "2024-05-22"


def at(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def day(written: str) -> datetime.date:
    return datetime.date.fromisoformat(written)


def time(key: str, span: Span, written: str, basis: str = "relative") -> Figure:
    return Figure(key * 32, span, "date", norm=written, start_date=day(written), end_date=day(written), basis=basis)


FRIDAY = time("a", at("Friday"), "2024-05-10")
TUESDAY = time("b", at("Tuesday"), "2024-05-14")
MARCH = time("c", at("3 March 2023"), "2023-03-03", "explicit")
YESTERDAY = time("d", at("yesterday"), "2024-05-14")
CLOSED = Event(
    "1" * 32,
    "BorderControl.Closure",
    at("closed"),
    arguments=(Argument("time", ref=FRIDAY.id),),
    time=EventTime("2024-05-10", day("2024-05-10"), day("2024-05-10"), "day", "relative"),
)
FENCE = Event(
    "2" * 32,
    "BorderControl.Barrier",
    at("finished"),
    arguments=(Argument("time", ref=YESTERDAY.id),),
    time=EventTime("2024-05-14", day("2024-05-14"), day("2024-05-14"), "day", "relative"),
)


@pytest.fixture
def dated(project: Project, tmp_path: Path) -> Project:
    """A project with one article of 15 May 2024 and four times in it, of which one is explicit."""
    file = tmp_path / "two-posts.txt"
    file.write_text(TEXT, encoding="utf-8")
    for step in import_documents(project, [file]):
        assert step.document_id is not None
        suggest(project, step.document_id, [FRIDAY, TUESDAY, MARCH, YESTERDAY, CLOSED, FENCE])
    return project


def sheet(project: Project) -> Worksheet:
    return read_worksheet(project, project.documents.ids()[0])


def set_date(project: Project, written: str) -> None:
    now = sheet(project)
    facts.set_facts(project, now, replace(facts.written_facts(now.document), published=written))


def figure(project: Project, wanted: Figure) -> Figure:
    item = sheet(project).find(wanted.id)
    assert item is not None
    assert isinstance(item.value, Figure)
    return item.value


def event(project: Project, wanted: Event) -> Event:
    item = sheet(project).find(wanted.id)
    assert item is not None
    assert isinstance(item.value, Event)
    return item.value


def _spans(layout: Layout) -> list[Span]:
    return [segment.span for segment in layout.segments] + [part.span for part in layout.boilerplate]


class TestDate:
    def test_suggested_times_follow_and_come_back(self, dated: Project) -> None:
        before = sheet(dated)
        assert before.document.layout.published.value == day("2024-05-15")
        set_date(dated, A_WEEK_LATER)
        assert figure(dated, FRIDAY).start_date == day("2024-05-17")
        assert figure(dated, TUESDAY).start_date == day("2024-05-21")
        assert figure(dated, YESTERDAY).norm == "2024-05-21"
        assert figure(dated, MARCH) == MARCH
        assert event(dated, CLOSED).time.start_date == day("2024-05-17")
        assert event(dated, FENCE).time.norm == "2024-05-21"
        assert len(list(dated.journal.entries())) == 1
        history.undo(dated)
        assert sheet(dated) == before
        history.redo(dated)
        assert event(dated, CLOSED).time.start_date == day("2024-05-17")
        assert list(check(dated)) == []

    def test_reviewed_times_follow_in_the_same_step(self, dated: Project) -> None:
        review.confirm(dated, sheet(dated), CLOSED.id)
        before = sheet(dated)
        set_date(dated, A_WEEK_LATER)
        assert figure(dated, FRIDAY).start_date == day("2024-05-17")
        assert event(dated, CLOSED).time.start_date == day("2024-05-17")
        item = sheet(dated).find(CLOSED.id)
        assert item is not None
        assert item.state is State.CONFIRMED
        assert item.suggestion is not None
        assert item.suggestion.value == item.value
        history.undo(dated)
        assert sheet(dated) == before

    def test_without_a_date_relative_times_are_open(self, dated: Project) -> None:
        set_date(dated, "none")
        assert figure(dated, FRIDAY).start_date is None
        assert (figure(dated, FRIDAY).norm or "").startswith("XXXX")
        assert event(dated, CLOSED).time.start_date is None
        published = sheet(dated).document.layout.published
        assert (published.value, published.basis) == (None, facts.BY_REVIEWER)
        set_date(dated, "15 May 2024")
        assert figure(dated, FRIDAY) == FRIDAY
        assert event(dated, CLOSED) == CLOSED

    def test_what_was_set_by_hand_stays_and_this_is_said(self, dated: Project) -> None:
        review.confirm(dated, sheet(dated), CLOSED.id)
        correct.set_dates(dated, sheet(dated), FRIDAY.id, "11 May 2024")
        assert event(dated, CLOSED).time.start_date == day("2024-05-11")
        now = sheet(dated)
        written = replace(facts.written_facts(now.document), published=A_WEEK_LATER)
        assert facts.times_set_by_hand(now, written) == 1
        changes = facts.set_facts(dated, now, written)
        assert "1 time set by hand stays" in changes.label
        assert figure(dated, FRIDAY).start_date == day("2024-05-11")
        assert event(dated, CLOSED).time.start_date == day("2024-05-11")
        assert figure(dated, TUESDAY).start_date == day("2024-05-21")

    def test_an_added_time_follows(self, dated: Project) -> None:
        review.reject(dated, sheet(dated), TUESDAY.id)
        create.add_figure(dated, sheet(dated), at("on Tuesday"))
        set_date(dated, A_WEEK_LATER)
        (added,) = [item for item in sheet(dated).figures if item.state is State.ADDED]
        assert isinstance(added.value, Figure)
        assert added.value.start_date == day("2024-05-21")

    def test_a_rejected_time_follows_too(self, dated: Project) -> None:
        review.reject(dated, sheet(dated), TUESDAY.id)
        set_date(dated, A_WEEK_LATER)
        review.restore(dated, sheet(dated), TUESDAY.id)
        assert figure(dated, TUESDAY).start_date == day("2024-05-21")

    def test_an_event_that_waits_takes_the_corrected_time(self, dated: Project) -> None:
        correct.set_dates(dated, sheet(dated), YESTERDAY.id, "from 2024-05-13")
        review.confirm(dated, sheet(dated), FENCE.id)
        assert event(dated, FENCE).time.norm == "2024-05-13/"

    def test_a_run_for_the_new_date_goes_back_with_it(self, dated: Project) -> None:
        review.confirm(dated, sheet(dated), TUESDAY.id)
        set_date(dated, A_WEEK_LATER)
        again = replace(
            FRIDAY, id="e" * 32, norm="2024-05-17", start_date=day("2024-05-17"), end_date=day("2024-05-17")
        )
        suggest(dated, dated.documents.ids()[0], [again])
        assert figure(dated, again) == again
        history.undo(dated)
        assert figure(dated, again).start_date == day("2024-05-10")
        assert figure(dated, TUESDAY) == TUESDAY
        history.redo(dated)
        assert figure(dated, again) == again

    def test_it_survives_a_restart(self, dated: Project) -> None:
        review.confirm(dated, sheet(dated), CLOSED.id)
        before = sheet(dated)
        set_date(dated, A_WEEK_LATER)
        after, path = sheet(dated), dated.path
        dated.close()
        with open_project(path) as again:
            assert sheet(again) == after
            row = again.documents.queue_row(again.layer.id, after.document.id)
            assert row.published == day(A_WEEK_LATER)
            assert history.undo_label(again) == f"Set the publication date to {A_WEEK_LATER} (3 times follow)"
            history.undo(again)
            assert sheet(again) == before

    def test_exports_have_it(self, dated: Project) -> None:
        set_date(dated, A_WEEK_LATER)
        article, _, _ = read_article(dated, dated.documents.ids()[0], "x", Source.SUGGESTIONS)
        assert article.layout.published.basis == facts.BY_REVIEWER
        assert {f.start_date for f in article.figures} >= {day("2024-05-17"), day("2024-05-21")}

    def test_the_same_again_changes_nothing(self, dated: Project) -> None:
        set_date(dated, "2024-05-15")
        assert list(dated.journal.entries()) == []

    def test_a_doubt_is_settled_by_writing_the_same(self, gold_project: Project) -> None:
        now = sheet_of(gold_project)
        in_doubt = replace(now.document.layout.published, suspect=True, note="too late")
        layout = replace(now.document.layout, published=in_doubt)
        from border_annotator.domain.edit import Edit, change_of
        from border_annotator.domain.facts import facts_of
        from border_annotator.services import annotate

        before = facts_of(now.document)
        edit = Edit("x", (change_of(now.document.id, before, replace(before, layout=layout)),))
        annotate.apply(gold_project, edit)
        now = sheet_of(gold_project)
        written = facts.written_facts(now.document)
        facts.set_facts(gold_project, now, replace(written, publisher="LSM"))
        assert sheet_of(gold_project).document.layout.published.suspect
        changes = facts.set_facts(gold_project, sheet_of(gold_project), replace(written, publisher="LSM"))
        settled = sheet_of(gold_project).document.layout.published
        assert (settled.suspect, settled.basis, settled.note) == (False, "header", None)
        assert changes.label == "Set that the publication date is right"


class TestWords:
    def test_title_publisher_and_language(self, gold_project: Project) -> None:
        now = sheet_of(gold_project)
        assert now.document.title is None
        title = " ".join(now.document.text.split()[2:6])
        written = facts.Written("2023-11-05", f" {title}  ", " LSM ", "latvian")
        facts.set_facts(gold_project, now, written)
        document = sheet_of(gold_project).document
        assert (document.title, document.source, document.language) == (title, "LSM", "lv")
        assert [s.label for s in document.layout.segments][:3] == ["date_header", "title", "body"]
        row = gold_project.documents.queue_row(gold_project.layer.id, document.id)
        assert (row.headline, row.source) == (title, "LSM")
        facts.set_facts(gold_project, sheet_of(gold_project), replace(facts.written_facts(document), title=""))
        assert sheet_of(gold_project).document.title is None
        while history.undo(gold_project):
            pass
        assert sheet_of(gold_project).document == now.document

    def test_spans_of_a_new_title_stay_whole(self, gold_project: Project) -> None:
        now = sheet_of(gold_project, "000")
        old = now.document
        facts.set_facts(gold_project, now, replace(facts.written_facts(old), title="a surge in MIGRANT flow"))
        layout = sheet_of(gold_project, "000").document.layout
        assert layout.title is not None
        assert layout.title.text_in(old.text) == "A Surge in Migrant Flow"
        assert [s for s in layout.segments if s.label == "title"] == [
            s for s in layout.segments if s.span == layout.title
        ]
        assert next(s.label for s in layout.segments if s.span == old.layout.title) == "heading"
        assert sorted(_spans(layout)) == sorted(_spans(old.layout))

    @pytest.mark.parametrize(
        ("field", "value", "words"),
        [
            ("title", "no such words in it", "must stand in the article"),
            ("title", "Subscribe to BNN Breaking", "unmask that line first"),
            ("title", "x" * 500, "too long"),
            ("language", "gibberish", "is no language"),
            ("published", "soon", "is no date"),
            ("published", "5 Nov 2023 or so", "is no date"),
            ("published", "2023-02-30", "is no date"),
            ("published", "03/04/2023", "could be two days: write 2023-04-03 or 2023-03-04"),
        ],
    )
    def test_what_makes_no_sense(self, gold_project: Project, field: str, value: str, words: str) -> None:
        now = sheet_of(gold_project, "000")
        with pytest.raises(KnownError, match=words):
            facts.set_facts(gold_project, now, replace(facts.written_facts(now.document), **{field: value}))
        assert list(gold_project.journal.entries()) == []

    def test_it_is_said_where_the_date_was_found(self, gold_project: Project) -> None:
        assert facts.where_found(sheet_of(gold_project).document) == "Found in the date line: “2023-11-05”."
        assert facts.where_found(sheet_of(gold_project, "000").document) == "No date was found in the article."

    def test_decisions_and_the_review_are_left_alone(self, gold_project: Project) -> None:
        review.mark(gold_project, sheet_of(gold_project), ReviewState.DONE)
        now = sheet_of(gold_project)
        facts.set_facts(gold_project, now, replace(facts.written_facts(now.document), published="2023-08-18"))
        assert sheet_of(gold_project).review.state is ReviewState.DONE


class TestWrittenDates:
    @pytest.mark.parametrize(
        "written",
        ["2023-11-05", "5 Nov 2023", "5 November 2023", "November 5, 2023", " Nov 5 2023 ", "5th of November 2023"],
    )
    def test_one_day(self, written: str) -> None:
        assert parse_date(written) == day("2023-11-05")

    def test_numbers(self) -> None:
        assert parse_date("25.11.2023") == parse_date("11/25/2023") == day("2023-11-25")
        assert parse_date("5/5/2023") == day("2023-05-05")

    @pytest.mark.parametrize("written", ["", "none", "None", "–", " unknown "])
    def test_none(self, written: str) -> None:
        assert parse_date(written) is None

    @given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)))
    def test_every_day_is_read_back(self, wanted: datetime.date) -> None:
        for form in ("%Y-%m-%d", "%d %B %Y", "%b %d, %Y"):
            assert parse_date(wanted.strftime(form)) == wanted

    @given(st.text(max_size=30))
    def test_anything_is_a_date_or_told(self, written: str) -> None:
        with contextlib.suppress(KnownError):
            first, last, _bound = parse_dates(written)
            assert (first is None) == (last is None)

    @given(
        st.dates(datetime.date(1900, 1, 1), datetime.date(2098, 1, 1)),
        st.integers(0, 400),
        st.sampled_from(["day", "range", "from", "until"]),
    )
    def test_what_is_said_is_read_back(self, first: datetime.date, length: int, shape: str) -> None:
        last = first + datetime.timedelta(days=length)
        written = {"day": f"{first}", "range": f"{first} to {last}", "from": f"from {first}", "until": f"until {first}"}
        changed = with_dates(FRIDAY, written[shape])
        assert with_dates(replace(FRIDAY, bound=None), said_dates(changed)) == changed
        assert with_dates(changed, said_dates(changed)) == changed

    def test_no_period(self) -> None:
        with pytest.raises(KnownError, match="comes before"):
            parse_dates("2024-05-05 to 2024-05-01")
        with pytest.raises(KnownError, match="no period"):
            parse_dates("2024-05-05 to none")

    def test_a_duration_stays_one(self) -> None:
        weeks = replace(FRIDAY, kind="duration", norm="P2W")
        changed = with_dates(weeks, "2024-05-01 to 2024-05-15")
        assert (changed.kind, changed.norm, changed.start_date) == ("duration", "P2W", day("2024-05-01"))

    def test_a_quantity_has_no_dates(self, gold_project: Project) -> None:
        now = sheet_of(gold_project, "000")
        quantity = next(i for i in now.figures if isinstance(i.value, Figure) and not i.value.is_temporal)
        with pytest.raises(KnownError, match="is no time"):
            correct.set_dates(gold_project, now, quantity.id, "2024-05-05")
