"""Repairs of boundaries through the one door: sound, corrected, undone, and still pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from border_annotator.domain.annotation import anchor_of, new_id, references_of, spans_of
from border_annotator.domain.boundary import Edge, Unit
from border_annotator.domain.entity import Entity
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Argument, Event
from border_annotator.domain.span import Span, trimmed
from border_annotator.domain.worksheet import State
from border_annotator.services import create, history
from border_annotator.services.boundaries import move_boundary
from border_annotator.services.check import check
from tests.gold_suggestions import sheet_of, suggest

if TYPE_CHECKING:
    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.services.project import Project


def spot(sheet: Worksheet, words: str) -> Span:
    start = sheet.document.text.index(words)
    return Span(start, start + len(words))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_repairs_leave_a_sound_article(gold_project: Project, data: st.DataObject) -> None:
    sheet = sheet_of(gold_project)
    edits = 0
    before_all = sheet.items
    item = data.draw(st.sampled_from(sheet.live()))
    pointing = {other.id for other in sheet.referring_to(item.id)}
    try:
        for _step in range(6):
            part = data.draw(st.sampled_from(spans_of(sheet.find(item.id).value)))  # type: ignore[union-attr]
            edge, unit = data.draw(st.sampled_from(list(Edge))), data.draw(st.sampled_from(list(Unit)))
            outward = data.draw(st.booleans())
            try:
                changes = move_boundary(gold_project, sheet, item.id, edge, unit, outward=outward, part=part)
            except KnownError:
                assert sheet_of(gold_project).items == sheet.items, "what is refused changes nothing"
                continue
            edits += 1
            assert item.id in changes.annotations
            sheet = sheet_of(gold_project)
            after = sheet.find(item.id)
            assert after is not None
            assert after.state is (
                State.CONFIRMED if after.suggestion and after.value == after.suggestion.value else State.CORRECTED
            )
            for span in spans_of(after.value):
                assert span == trimmed(sheet.document.text, span.start, span.end)
                assert not sheet.document.layout.is_masked(span)
            assert references_of(after.value) == references_of(item.value)
            # What the mark has grown over makes room for it, also where it pointed at the mark.
            still = pointing & {other.id for other in sheet.live()}
            assert {other.id for other in sheet.referring_to(item.id)} >= still
    finally:
        # Also where the example ends in the midst: the next one begins with the same project.
        for _step in range(edits):
            history.undo(gold_project)
    assert sheet_of(gold_project).items == before_all


def test_it_makes_room_as_a_new_mark_does(project_with_seeds: Project) -> None:
    project = project_with_seeds
    sheet = sheet_of(project)
    one, other = Entity(new_id(), spot(sheet, "deploy"), "PLACE"), Entity(new_id(), spot(sheet, "additional"), "PLACE")
    event = Event(new_id(), "Crossing.Attempt", spot(sheet, "troops"), arguments=(Argument("place", ref=one.id),))
    suggest(project, sheet.document.id, [one, other, event])
    text = sheet.document.text
    gap = text[one.span.end : other.span.start].split()
    for _word in [*gap, "additional"]:
        move_boundary(project, sheet_of(project), one.id, Edge.END, Unit.WORD, outward=True)
    sheet = sheet_of(project)
    found, taken = sheet.find(one.id), sheet.find(other.id)
    assert found is not None
    assert taken is not None
    assert anchor_of(found.value).end == other.span.end
    assert taken.state is State.REJECTED, "its place is taken"
    assert [item.id for item in sheet.referring_to(one.id)] == [event.id]
    history.undo(project)
    again = sheet_of(project).find(other.id)
    assert again is not None
    assert again.state is State.SUGGESTED


def test_it_does_not_overlap_what_the_reviewer_has_marked(project_with_seeds: Project) -> None:
    project = project_with_seeds
    sheet = sheet_of(project)
    create.add_entity(project, sheet, "PLACE", spot(sheet, "additional"))
    entity_id, _ = create.add_entity(project, sheet_of(project), "PLACE", spot(sheet, "10,000"))
    sheet = sheet_of(project)
    for _word in sheet.document.text[spot(sheet, "additional").end : spot(sheet, "10,000").start].split():
        move_boundary(project, sheet_of(project), entity_id, Edge.START, Unit.WORD, outward=True)
    with pytest.raises(KnownError, match="is marked there already"):
        move_boundary(project, sheet_of(project), entity_id, Edge.START, Unit.WORD, outward=True)
    assert not list(check(project))


def test_a_rejected_mark_and_one_that_is_gone(gold_project: Project) -> None:
    from border_annotator.services import review

    item = sheet_of(gold_project).entities[0]
    review.reject(gold_project, sheet_of(gold_project), item.id)
    with pytest.raises(KnownError, match="was rejected"):
        move_boundary(gold_project, sheet_of(gold_project), item.id, Edge.END, Unit.WORD, outward=True)
    with pytest.raises(KnownError, match="not there any more"):
        move_boundary(gold_project, sheet_of(gold_project), new_id(), Edge.END, Unit.WORD, outward=True)
    event = sheet_of(gold_project).events[0]
    with pytest.raises(KnownError, match="not there any more"):
        move_boundary(
            gold_project, sheet_of(gold_project), event.id, Edge.END, Unit.WORD, outward=True, part=Span(0, 1)
        )


def test_two_events_of_a_type_do_not_share_a_trigger(project_with_seeds: Project) -> None:
    project = project_with_seeds
    sheet = sheet_of(project)
    both = spot(sheet, "deploy an")
    create.add_event(project, sheet, "Force.Deployment", both)
    short = Span(both.start, both.start + len("deploy"))
    event_id, _ = create.add_event(project, sheet_of(project), "Force.Deployment", short)
    with pytest.raises(KnownError, match="that very trigger"):
        move_boundary(project, sheet_of(project), event_id, Edge.END, Unit.WORD, outward=True)
