"""Verdicts: what each does to the layer, to the suggestion and to what points at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.annotation import Kind, new_id, references_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Argument, Event, Relation
from border_annotator.domain.figure import Figure
from border_annotator.domain.layer import ReviewState, Verdict
from border_annotator.domain.span import Span
from border_annotator.domain.worksheet import Item, State
from border_annotator.services import correct, create, history, review
from tests.gold_suggestions import sheet_of, suggest

if TYPE_CHECKING:
    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.services.project import Project

# In the body of seed 003, away from its boilerplate and date.
A, B, C, D = Span(1119, 1125), Span(1200, 1210), Span(1300, 1310), Span(1330, 1335)


def sheet_with(project: Project, *values: Annotation) -> Worksheet:
    """Seed 003 with nothing but these suggestions."""
    suggest(project, sheet_of(project).document.id, values)
    return sheet_of(project)


def state_of(project: Project, annotation_id: str) -> State:
    item = sheet_of(project).find(annotation_id)
    assert item is not None
    return item.state


def event_of(project: Project, annotation_id: str) -> Event:
    item = sheet_of(project).find(annotation_id)
    assert item is not None
    assert isinstance(item.value, Event)
    return item.value


def people(span: Span = A) -> Entity:
    return Entity(new_id(), span, "PEOPLE", "NOM")


def attempt(*arguments: Argument, span: Span = B, relations: tuple[Relation, ...] = ()) -> Event:
    return Event(new_id(), "Crossing.Attempt", span, arguments=arguments, relations=relations)


def test_confirming_an_event_accepts_what_it_points_at(gold_project: Project) -> None:
    sheet = sheet_of(gold_project)
    event = max(sheet.events, key=lambda item: len(references_of(item.value)))
    changes = review.confirm(gold_project, sheet, event.id)
    after = sheet_of(gold_project)
    for reference in references_of(event.value):
        target = sheet.find(reference)
        assert target is not None
        expected = State.SUGGESTED if isinstance(target.value, Event) else State.CONFIRMED
        assert state_of(gold_project, reference) is expected
    assert changes.documents == {sheet.document.id}
    assert {item.id for item in after.items if item.is_reviewed} == changes.annotations == changes.decisions
    history.undo(gold_project)
    assert sheet_of(gold_project).items == sheet.items


def test_confirming_twice(gold_project: Project) -> None:
    sheet = sheet_of(gold_project)
    review.confirm(gold_project, sheet, sheet.events[0].id)
    with pytest.raises(KnownError, match="is confirmed already"):
        review.confirm(gold_project, sheet_of(gold_project), sheet.events[0].id)


def test_what_is_confirmed_makes_room_as_what_is_added_does(gold_project: Project) -> None:
    short, long = people(A), people(Span(A.start, A.end + 9))
    sheet_with(gold_project, short, long)
    review.confirm(gold_project, sheet_of(gold_project), long.id)
    assert (state_of(gold_project, short.id), state_of(gold_project, long.id)) == (State.REJECTED, State.CONFIRMED)
    review.restore(gold_project, sheet_of(gold_project), short.id)
    with pytest.raises(KnownError, match="is marked there already"):
        review.confirm(gold_project, sheet_of(gold_project), short.id)


def test_nothing_that_overlaps_is_confirmed_with_the_rest(gold_project: Project) -> None:
    short, long, apart = people(A), people(Span(A.start + 2, A.end + 9)), people(C)
    number = Figure(new_id(), Span(A.start + 1, A.end), "count", value=3.0)
    sheet_with(gold_project, short, long, apart, number)
    review.confirm_rest(gold_project, sheet_of(gold_project), tuple(Kind))
    states = [state_of(gold_project, value.id) for value in (short, long, apart, number)]
    assert sorted(states[:2]) == [State.CONFIRMED, State.REJECTED]
    assert states[2:] == [State.CONFIRMED, State.CONFIRMED]


def test_the_rest_leaves_waiting_what_stands_in_the_place_of_the_reviewers_own(gold_project: Project) -> None:
    first, second = people(A), people(Span(A.start, A.end + 9))
    sheet_with(gold_project, first, second)
    review.confirm(gold_project, sheet_of(gold_project), first.id)
    review.restore(gold_project, sheet_of(gold_project), second.id)
    review.confirm_rest(gold_project, sheet_of(gold_project), tuple(Kind))
    assert (state_of(gold_project, first.id), state_of(gold_project, second.id)) == (State.CONFIRMED, State.SUGGESTED)


def test_an_event_points_at_the_reviewers_own_in_the_place_of_what_waits(gold_project: Project) -> None:
    own, other = people(A), people(Span(A.start, A.end + 9))
    event = attempt(Argument("person", ref=other.id))
    sheet_with(gold_project, own, other, event)
    review.confirm(gold_project, sheet_of(gold_project), own.id)
    review.restore(gold_project, sheet_of(gold_project), other.id)
    review.confirm(gold_project, sheet_of(gold_project), event.id)
    assert event_of(gold_project, event.id).arguments == (Argument("person", ref=own.id),)
    assert state_of(gold_project, other.id) is State.REJECTED


def test_confirming_everything_is_one_step(gold_project: Project) -> None:
    sheet = sheet_of(gold_project)
    review.confirm_rest(gold_project, sheet, set(Kind))
    assert {item.state for item in sheet_of(gold_project).items} == {State.CONFIRMED}
    assert history.undo_label(gold_project) == f"Confirm {len(sheet.items)} suggestions"
    history.undo(gold_project)
    assert history.undo_label(gold_project) is None
    assert sheet_of(gold_project).items == sheet.items


def test_an_argument_that_was_rejected_does_not_come_back(project_with_seeds: Project) -> None:
    person, other = people(), people(C)
    event = attempt(Argument("person", ref=person.id), Argument("person", ref=other.id))
    sheet = sheet_with(project_with_seeds, person, other, event)
    review.reject(project_with_seeds, sheet, person.id)
    review.confirm(project_with_seeds, sheet_of(project_with_seeds), event.id)
    assert event_of(project_with_seeds, event.id).arguments == (Argument("person", ref=other.id),)
    assert state_of(project_with_seeds, event.id) is State.CORRECTED
    assert state_of(project_with_seeds, person.id) is State.REJECTED


def test_rejecting_what_confirmed_events_use(project_with_seeds: Project) -> None:
    person = people()
    first = attempt(Argument("person", ref=person.id))
    second = attempt(Argument("person", ref=person.id), span=C)
    review.confirm_rest(project_with_seeds, sheet_with(project_with_seeds, person, first, second), {Kind.EVENT})
    review.reject(project_with_seeds, sheet_of(project_with_seeds), person.id, "not people")
    assert event_of(project_with_seeds, first.id).arguments == ()
    assert event_of(project_with_seeds, second.id).arguments == ()
    assert sheet_of(project_with_seeds).decisions[person.id].reason == "not people"
    history.undo(project_with_seeds)
    assert event_of(project_with_seeds, first.id) == first
    assert state_of(project_with_seeds, first.id) is State.CONFIRMED


def test_removing_what_was_added(project_with_seeds: Project) -> None:
    event = attempt()
    sheet = sheet_with(project_with_seeds, event)
    correct.fill_role_from_text(project_with_seeds, sheet, event.id, "person", A, "PEOPLE")
    added = event_of(project_with_seeds, event.id).arguments[0].ref
    assert added is not None
    assert state_of(project_with_seeds, added) is State.ADDED
    review.reject(project_with_seeds, sheet_of(project_with_seeds), added)
    assert sheet_of(project_with_seeds).find(added) is None
    assert event_of(project_with_seeds, event.id) == event
    assert history.undo_label(project_with_seeds) == "Remove People “" + A.text_in(sheet.document.text) + "”"


def test_events_that_point_at_each_other(project_with_seeds: Project) -> None:
    one, two = new_id(), new_id()
    first = Event(one, "Diplomacy.Accusation", A, arguments=(Argument("content", ref=two),))
    second = Event(two, "Crossing.Attempt", B, arguments=(Argument("reason", ref=one),))
    sheet = sheet_with(project_with_seeds, first, second)
    review.confirm(project_with_seeds, sheet, one)
    assert event_of(project_with_seeds, one) == first
    assert state_of(project_with_seeds, two) is State.SUGGESTED
    review.confirm(project_with_seeds, sheet_of(project_with_seeds), two)
    review.reject(project_with_seeds, sheet_of(project_with_seeds), one)
    assert event_of(project_with_seeds, two).arguments == ()


def test_figures_in_a_circle_and_in_a_long_chain(project_with_seeds: Project) -> None:
    keys = [new_id() for _ in range(600)]
    chain = [
        Figure(key, Span(400 + k, 401 + k), "count", value=k, comparator="eq", repeat_of=keys[(k + 1) % len(keys)])
        for k, key in enumerate(keys)
    ]
    sheet = sheet_with(project_with_seeds, *chain)
    review.confirm(project_with_seeds, sheet, keys[0])
    assert {item.state for item in sheet_of(project_with_seeds).items} == {State.CONFIRMED}


def test_a_period_given_as_a_norm_stays(project_with_seeds: Project) -> None:
    figure = Figure(new_id(), A, "count", value=40, comparator="eq", period="P3D")
    review.confirm(project_with_seeds, sheet_with(project_with_seeds, figure), figure.id)
    item = sheet_of(project_with_seeds).find(figure.id)
    assert item is not None
    assert item.value == figure
    assert item.state is State.CONFIRMED


def test_pointers_at_nothing_are_dropped(project_with_seeds: Project) -> None:
    event = attempt(Argument("person", ref=new_id()), relations=(Relation("part_of", new_id()),))
    figure = Figure(new_id(), A, "count", value=1, comparator="eq", period=new_id(), of_total=new_id())
    review.confirm_rest(project_with_seeds, sheet_with(project_with_seeds, event, figure), set(Kind))
    assert [references_of(item.value) for item in sheet_of(project_with_seeds).items] == [(), ()]


class TestRestore:
    def test_a_rejected_suggestion_waits_again(self, gold_project: Project) -> None:
        sheet = sheet_of(gold_project)
        review.reject(gold_project, sheet, sheet.events[0].id, "no")
        review.restore(gold_project, sheet_of(gold_project), sheet.events[0].id)
        assert sheet_of(gold_project).items == sheet.items
        history.undo(gold_project)
        assert sheet_of(gold_project).decisions[sheet.events[0].id].verdict is Verdict.REJECTED

    def test_what_waits_already(self, gold_project: Project) -> None:
        sheet = sheet_of(gold_project)
        with pytest.raises(KnownError, match="waits already"):
            review.restore(gold_project, sheet, sheet.events[0].id)

    def test_what_was_added(self, gold_project: Project) -> None:
        key, _ = create.add_entity(gold_project, sheet_of(gold_project), "PEOPLE", Span(960, 970))
        with pytest.raises(KnownError, match="was added by hand"):
            review.restore(gold_project, sheet_of(gold_project), key)

    def test_a_label_goes_back_and_roles_that_do_not_take_it_are_emptied(self, project_with_seeds: Project) -> None:
        country = Entity(new_id(), A, "COUNTRY", link="iso:LT")
        event = attempt()
        sheet = sheet_with(project_with_seeds, country, event)
        correct.set_label(project_with_seeds, sheet, country.id, "PEOPLE")
        correct.fill_role(project_with_seeds, sheet_of(project_with_seeds), event.id, "person", country.id)
        review.restore(project_with_seeds, sheet_of(project_with_seeds), country.id)
        assert event_of(project_with_seeds, event.id).arguments == ()
        assert state_of(project_with_seeds, country.id) is State.SUGGESTED

    def test_what_events_use_stays_in_use(self, project_with_seeds: Project) -> None:
        person = people()
        event = attempt(Argument("person", ref=person.id))
        review.confirm(project_with_seeds, sheet_with(project_with_seeds, person, event), event.id)
        review.restore(project_with_seeds, sheet_of(project_with_seeds), person.id)
        assert state_of(project_with_seeds, person.id) is State.SUGGESTED
        assert event_of(project_with_seeds, event.id) == event


def test_the_mention_in_the_place_of_a_rejected_one_takes_over(project_with_seeds: Project) -> None:
    person = people(Span(1119, 1122))
    event = attempt(Argument("person", ref=person.id))
    sheet = sheet_with(project_with_seeds, person, event)
    longer, _ = create.add_entity(project_with_seeds, sheet, "PEOPLE", Span(1119, 1130))
    assert state_of(project_with_seeds, person.id) is State.REJECTED
    assert sheet_of(project_with_seeds).decisions[person.id].reason == "replaced"
    review.confirm(project_with_seeds, sheet_of(project_with_seeds), event.id)
    assert event_of(project_with_seeds, event.id).arguments == (Argument("person", ref=longer),)


def test_correcting_what_was_rejected_takes_it_back(project_with_seeds: Project) -> None:
    person = people()
    sheet = sheet_with(project_with_seeds, person)
    review.reject(project_with_seeds, sheet, person.id)
    correct.set_label(project_with_seeds, sheet_of(project_with_seeds), person.id, "PERSON")
    assert state_of(project_with_seeds, person.id) is State.CORRECTED


def test_reviews(gold_project: Project) -> None:
    sheet = sheet_of(gold_project)
    assert not sheet.has_review
    review.mark(gold_project, sheet, ReviewState.SKIPPED, "not news")
    assert sheet_of(gold_project).review.reason == "not news"
    row = gold_project.documents.queue_row(gold_project.layer.id, sheet.document.id)
    assert row.state is ReviewState.SKIPPED
    assert not row.is_started
    history.undo(gold_project)
    assert not sheet_of(gold_project).has_review


def test_what_is_not_there(gold_project: Project) -> None:
    for verb in (review.confirm, review.reject, review.restore):
        with pytest.raises(KnownError, match="is not there any more"):
            verb(gold_project, sheet_of(gold_project), "nothing")


def test_items_tell_what_they_are(gold_project: Project) -> None:
    sheet = sheet_of(gold_project)
    item: Item = sheet.figures[0]
    assert review.named(gold_project, sheet, item).endswith(f"“{item.value.span.text_in(sheet.document.text)}”")  # type: ignore[union-attr]  # it is a figure
