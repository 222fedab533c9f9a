"""Boilerplate that is unmasked and lines that are masked: nothing is lost, nothing is annotated where it may not be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.annotation import anchor_of, new_id, spans_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Argument, Event, Relation
from border_annotator.domain.mask import Mask, mask_of
from border_annotator.domain.span import Span, overlapping
from border_annotator.domain.worksheet import State
from border_annotator.services import create, history, masking, rearrange, review
from border_annotator.services.check import check
from border_annotator.services.stats import stats
from tests.gold_suggestions import gold_of, sheet_of, suggest

if TYPE_CHECKING:
    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.services.project import Project

SEED = "000"


def sheet(project: Project) -> Worksheet:
    return sheet_of(project, SEED)


def toggle(project: Project, start: int, end: int | None = None) -> masking.Masking:
    now = sheet(project)
    wanted = masking.masking_at(now, start, start if end is None else end)
    masking.mask(project, now, wanted)
    return wanted


def boilerplate(project: Project, number: int = 0) -> Span:
    return sheet(project).document.layout.boilerplate[number].span


def line_of(project: Project, words: str) -> Span:
    document = sheet(project).document
    start = document.text.index(words)
    return next(s.span for s in document.layout.segments if s.span.start <= start < s.span.end)


def counts_are_right(project: Project) -> bool:
    row = project.documents.queue_row(project.layer.id, sheet(project).document.id)
    items = sheet(project).items
    return row.suggestions_open == sum(item.is_open for item in items) and row.events_open == sum(
        item.is_open for item in sheet(project).events
    )


class TestUnmask:
    def test_the_line_is_part_of_the_article(self, gold_project: Project) -> None:
        before, span = sheet(gold_project).document.layout, boilerplate(gold_project)
        assert toggle(gold_project, span.start + 3).is_unmasking
        layout = sheet(gold_project).document.layout
        assert not layout.is_masked(span)
        assert next(s.label for s in layout.segments if s.span == span) == "body"
        assert list(layout.segments) == sorted(layout.segments, key=lambda s: s.span)
        create.add_entity(gold_project, sheet(gold_project), "PEOPLE", Span(span.start + 1, span.start + 5))
        history.undo(gold_project)
        history.undo(gold_project)
        assert sheet(gold_project).document.layout == before
        assert list(check(gold_project)) == []

    def test_suggestions_of_a_new_run_come_and_go_with_it(self, gold_project: Project) -> None:
        span = boilerplate(gold_project)
        toggle(gold_project, span.start)
        fresh = Entity(new_id(), Span(span.start + 1, span.start + 5), "PEOPLE")
        document = sheet(gold_project).document
        suggest(gold_project, document.id, [*gold_of(document.file_name), fresh])
        assert sheet(gold_project).find(fresh.id) is not None
        history.undo(gold_project)
        assert sheet(gold_project).find(fresh.id) is None
        assert counts_are_right(gold_project)
        waiting = stats(gold_project).suggestions["open"]
        history.redo(gold_project)
        assert sheet(gold_project).find(fresh.id) is not None
        assert stats(gold_project).suggestions["open"] == waiting + 1
        assert counts_are_right(gold_project)
        assert list(check(gold_project)) == []

    def test_a_run_never_shows_anything_in_boilerplate(self, gold_project: Project) -> None:
        span, document = boilerplate(gold_project), sheet(gold_project).document
        inside, outside = Span(span.start + 1, span.start + 5), line_of(gold_project, "Recently, Latvia")
        hidden = Entity(new_id(), inside, "PEOPLE")
        event = Event(
            new_id(),
            "Crossing.Attempt",
            Span(outside.start, outside.start + 8),
            mentions=(inside,),
            arguments=(Argument("person", ref=hidden.id), Argument("reason", span=inside)),
        )
        suggest(gold_project, document.id, [hidden, event])
        now = sheet(gold_project)
        assert now.find(hidden.id) is None
        found = now.find(event.id)
        assert found is not None
        assert spans_of(found.value) == (event.trigger,)
        assert counts_are_right(gold_project)
        review.confirm(gold_project, now, event.id)
        confirmed = sheet(gold_project).find(event.id)
        assert confirmed is not None
        assert isinstance(confirmed.value, Event)
        assert (confirmed.value.mentions, confirmed.value.arguments) == ((), ())
        assert list(check(gold_project)) == []

    def test_nothing_is_proposed_twice_after_masking_and_a_new_run(self, gold_project: Project) -> None:
        line = line_of(gold_project, "Recently, Latvia")
        first = next(i for i in sheet(gold_project).entities if line.contains(anchor_of(i.value)))
        review.confirm(gold_project, sheet(gold_project), first.id)
        history.undo(gold_project)
        before = sheet(gold_project)
        toggle(gold_project, line.start)
        document = sheet(gold_project).document
        suggest(gold_project, document.id, gold_of(document.file_name))
        toggle(gold_project, line.start)
        now = sheet(gold_project)
        assert sorted(anchor_of(i.value) for i in now.items) == sorted(anchor_of(i.value) for i in before.items)


class TestMask:
    def test_what_waits_is_hidden_and_comes_back(self, gold_project: Project) -> None:
        before, line = sheet(gold_project), line_of(gold_project, "Recently, Latvia")
        wanted = toggle(gold_project, line.start + 4)
        assert (wanted.is_unmasking, wanted.loss) == (False, "")
        now = sheet(gold_project)
        assert not any(overlapping(span, (line,)) for item in now.items for span in spans_of(item.value))
        assert len(now.items) < len(before.items)
        assert counts_are_right(gold_project)
        assert gold_project.layers.decisions(gold_project.layer.id, now.document.id) == {}
        toggle(gold_project, line.start + 4)
        assert sheet(gold_project).items == before.items
        history.undo(gold_project)
        history.undo(gold_project)
        assert sheet(gold_project) == before

    def test_own_annotations_are_named_and_come_back(self, gold_project: Project) -> None:
        line = line_of(gold_project, "Recently, Latvia")
        inside = [item for item in sheet(gold_project).events if line.contains(anchor_of(item.value))]
        review.confirm(gold_project, sheet(gold_project), inside[0].id)
        free = sheet(gold_project).document.text.index("surge", line.start)
        create.add_entity(gold_project, sheet(gold_project), "PEOPLE", Span(free, free + 5))
        before = sheet(gold_project)
        wanted = masking.masking_at(before, line.start, line.start)
        assert wanted.loss.startswith("1 event")
        assert {item.id for item in wanted.lost} == {
            item.id for item in before.items if item.is_reviewed and line.overlaps(anchor_of(item.value))
        }
        masking.mask(gold_project, before, wanted)
        assert not any(i.is_reviewed and line.overlaps(anchor_of(i.value)) for i in sheet(gold_project).items)
        assert counts_are_right(gold_project)
        assert list(check(gold_project)) == []
        history.undo(gold_project)
        assert sheet(gold_project) == before
        history.redo(gold_project)
        toggle(gold_project, line.start)
        again = sheet(gold_project)
        assert not any(item.state is State.REJECTED for item in again.items)
        assert again.find(inside[0].id) is not None

    def test_events_elsewhere_lose_what_stood_there(self, gold_project: Project) -> None:
        line, document = line_of(gold_project, "Recently, Latvia"), sheet(gold_project).document
        other = line_of(gold_project, "The State Border Guard Service")
        inside = Entity(new_id(), Span(line.start + 10, line.start + 16), "PEOPLE")
        event = Event(
            new_id(),
            "Crossing.Attempt",
            Span(other.start, other.start + 3),
            arguments=(Argument("person", ref=inside.id),),
        )
        suggest(gold_project, document.id, [inside, event])
        review.confirm(gold_project, sheet(gold_project), event.id)
        toggle(gold_project, line.start)
        found = sheet(gold_project).find(event.id)
        assert found is not None
        assert isinstance(found.value, Event)
        assert found.value.arguments == ()
        history.undo(gold_project)
        found = sheet(gold_project).find(event.id)
        assert found is not None
        assert found.value == event

    def test_a_masked_title_is_no_title(self, gold_project: Project) -> None:
        title = sheet(gold_project).document.layout.title
        assert title is not None
        toggle(gold_project, title.start)
        document = sheet(gold_project).document
        assert document.title is None
        assert gold_project.documents.queue_row(gold_project.layer.id, document.id).headline == document.headline

    def test_a_selection_masks_every_line_it_touches(self, gold_project: Project) -> None:
        first, second = line_of(gold_project, "A Surge in Migrant"), line_of(gold_project, "Recently, Latvia")
        wanted = toggle(gold_project, first.start + 3, second.start + 3)
        assert wanted.spans == (first, second)
        assert history.undo_label(gold_project) == "Mask “A Surge in Migrant Flow” and 1 more"

    def test_a_hidden_event_cannot_be_worked_on(self, gold_project: Project) -> None:
        line = line_of(gold_project, "Recently, Latvia")
        inside = next(item for item in sheet(gold_project).events if line.contains(anchor_of(item.value)))
        old = sheet(gold_project)
        toggle(gold_project, line.start)
        with pytest.raises(KnownError):
            review.confirm(gold_project, replace(old, document=sheet(gold_project).document), inside.id)

    def test_where_nothing_can_be_masked(self, gold_project: Project) -> None:
        with pytest.raises(KnownError, match="no line of text"):
            masking.masking_at(sheet(gold_project), 0, 0)
        other = sheet_of(gold_project, "003")
        with pytest.raises(KnownError, match="date line"):
            masking.masking_at(other, 3, 3)


def test_the_mask_answers_as_the_layout_does(gold_project: Project) -> None:
    for seed in ("000", "003"):
        document = sheet_of(gold_project, seed).document
        mask = mask_of(document.layout)
        for start in range(0, len(document.text) - 10, 3):
            for length in (1, 9):
                span = Span(start, start + length)
                assert mask.touches(span) == document.layout.is_masked(span)
    assert not Mask([]).touches(Span(0, 10))


def test_nothing_points_at_an_heir_that_is_masked_as_well(gold_project: Project) -> None:
    document = sheet(gold_project).document
    values = gold_of(document.file_name)
    one, *others = (value for value in values if isinstance(value, Event))
    line = line_of(gold_project, one.trigger.text_in(document.text))
    other = next(event for event in others if not event.trigger.overlaps(line))
    pointing = replace(one, relations=(Relation("response_to", other.id),))
    suggest(gold_project, document.id, [pointing if value is one else value for value in values])
    review.confirm(gold_project, sheet(gold_project), one.id)
    twin, _changes = rearrange.duplicate_event(gold_project, sheet(gold_project), other.id)
    toggle(gold_project, other.trigger.start)
    now = sheet(gold_project)
    kept = now.find(one.id)
    assert now.find(twin) is None
    assert kept is not None
    assert isinstance(kept.value, Event)
    assert kept.value.relations == ()
    history.undo(gold_project)
    back = sheet(gold_project).find(one.id)
    assert back is not None
    assert back.value == pointing
