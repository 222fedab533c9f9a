"""Corrections and additions: what they change, what they take along, and what they refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.annotation import new_id
from border_annotator.domain.entity import Entity
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Argument, Event
from border_annotator.domain.figure import Figure
from border_annotator.domain.schema import FIGURE_QUANTITY, FIGURE_TEMPORAL, SPAN
from border_annotator.domain.span import Span
from border_annotator.domain.worksheet import State
from border_annotator.services import correct, create, figure_fields, history, review
from border_annotator.services.check import check
from tests.gold_suggestions import sheet_of, suggest

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.services.project import Project


def spot(sheet: Worksheet, words: str) -> Span:
    start = sheet.document.text.index(words)
    return Span(start, start + len(words))


def event_of(project: Project, event_id: str) -> Event:
    return correct.found_event(sheet_of(project), event_id)[1]


@pytest.fixture
def work(project_with_seeds: Project) -> tuple[Project, Worksheet, Entity, Figure, Event]:
    """Seed 003 with an entity, a figure and an event that uses both."""
    sheet = sheet_of(project_with_seeds)
    troops = Entity(new_id(), spot(sheet, "troops"), "PEOPLE", "NOM")
    number = Figure(new_id(), spot(sheet, "10,000"), "count", value=10000, comparator="eq", change="none")
    event = Event(
        new_id(),
        "Crossing.Attempt",
        spot(sheet, "deploy an"),
        arguments=(Argument("person", ref=troops.id), Argument("count", ref=number.id)),
        mode="surge",
    )
    suggest(project_with_seeds, sheet.document.id, [troops, number, event])
    return project_with_seeds, sheet_of(project_with_seeds), troops, number, event


Work = tuple["Project", "Worksheet", Entity, Figure, Event]


class TestChangeType:
    def test_arguments_stay_where_they_fit(self, work: Work) -> None:
        project, sheet, troops, number, event = work
        correct.change_type(project, sheet, event.id, "Crossing.Entry")
        changed = event_of(project, event.id)
        assert changed.type == "Crossing.Entry"
        assert Argument("count", ref=number.id) in changed.arguments
        assert {a.ref for a in changed.arguments} <= {troops.id, number.id}
        assert changed.severity == project.schema.event_type("Crossing.Entry").default_severity
        assert changed.mode is None or changed.mode in project.schema.event_type("Crossing.Entry").modes
        history.undo(project)
        assert sheet_of(project).items == sheet.items

    def test_the_same_type(self, work: Work) -> None:
        project, sheet, _, _, event = work
        with pytest.raises(KnownError, match="It is Crossing attempt already"):
            correct.change_type(project, sheet, event.id, event.type)

    def test_an_unknown_type(self, work: Work) -> None:
        project, sheet, _, _, event = work
        with pytest.raises(KnownError, match="is not an event type"):
            correct.change_type(project, sheet, event.id, "Nothing")


class TestAttributes:
    @pytest.mark.parametrize(
        ("attribute", "value"),
        [
            ("status", "denied"),
            ("polarity", "negative"),
            ("genericity", "generic"),
            ("attribution", "contested"),
            ("severity", "4"),
            ("mode", "individual"),
        ],
    )
    def test_each(self, work: Work, attribute: str, value: str) -> None:
        project, sheet, _, _, event = work
        correct.set_attribute(project, sheet, event.id, attribute, value)
        assert str(getattr(event_of(project, event.id), attribute)) == value
        assert correct.found_event(sheet_of(project), event.id)[0].state is State.CORRECTED

    def test_the_mode_can_be_taken_away(self, work: Work) -> None:
        project, sheet, _, _, event = work
        correct.set_attribute(project, sheet, event.id, "mode", "")
        assert event_of(project, event.id).mode is None

    @pytest.mark.parametrize(
        ("attribute", "value"),
        [("status", "perhaps"), ("severity", "9"), ("mode", "full"), ("colour", "red"), ("geo_precision", "point")],
    )
    def test_what_is_refused(self, work: Work, attribute: str, value: str) -> None:
        project, sheet, _, _, event = work
        with pytest.raises(KnownError, match="choose one of"):
            correct.set_attribute(project, sheet, event.id, attribute, value)


class TestRoles:
    def test_a_filler_that_does_not_fit(self, work: Work) -> None:
        project, sheet, troops, _, event = work
        with pytest.raises(KnownError, match="cannot be a count"):
            correct.fill_role(project, sheet, event.id, "count", troops.id)

    def test_a_filler_that_was_rejected(self, work: Work) -> None:
        project, sheet, troops, _, event = work
        review.reject(project, sheet, troops.id)
        with pytest.raises(KnownError, match="was rejected: restore it first"):
            correct.fill_role(project, sheet_of(project), event.id, "person", troops.id)

    def test_an_unknown_role(self, work: Work) -> None:
        project, sheet, troops, _, event = work
        with pytest.raises(KnownError, match="has no role “closer”"):
            correct.fill_role(project, sheet, event.id, "closer", troops.id)

    def test_itself(self, work: Work) -> None:
        project, sheet, _, _, event = work
        with pytest.raises(KnownError, match="role of its own"):
            correct.fill_role(project, sheet, event.id, "reason", event.id)

    def test_its_own_trigger_is_just_text(self, work: Work) -> None:
        project, sheet, _, _, event = work
        correct.fill_role_from_text(project, sheet, event.id, "reason", event.trigger)
        assert event_of(project, event.id).fillers("reason") == (Argument("reason", span=event.trigger),)

    def test_twice(self, work: Work) -> None:
        project, sheet, troops, _, event = work
        with pytest.raises(KnownError, match="fills person already"):
            correct.fill_role(project, sheet, event.id, "person", troops.id)

    def test_a_role_that_does_not_repeat_gets_a_new_filler(self, work: Work) -> None:
        project, sheet, _, _, event = work
        first, second = spot(sheet, "today"), spot(sheet, "from Friday")
        correct.fill_role_from_text(project, sheet, event.id, "announced", first)
        correct.fill_role_from_text(
            project, sheet_of(project), event.id, "announced", Span(second.start + 5, second.end)
        )
        assert len(event_of(project, event.id).fillers("announced")) == 1

    @pytest.mark.parametrize("label", ["GOVERNMENT", FIGURE_QUANTITY, SPAN, "nonsense"])
    def test_a_label_that_the_role_does_not_take(self, work: Work, label: str) -> None:
        project, sheet, _, _, event = work
        before = sheet.items
        with pytest.raises(KnownError, match="cannot be a person"):
            correct.fill_role_from_text(project, sheet, event.id, "person", spot(sheet, "commercial"), label)
        assert sheet_of(project).items == before

    def test_what_is_marked_is_used(self, work: Work) -> None:
        project, sheet, troops, _, _ = work
        role = project.schema.role("Crossing.Attempt", "person")
        assert role is not None
        word, inside = troops.span, Span(troops.span.start + 1, troops.span.start + 3)
        around = Span(troops.span.start - 10, troops.span.end + 10)
        for span in (word, inside, around):
            there = correct.filler_at(sheet, role, span)
            assert there is not None
            assert there.id == troops.id
        assert correct.filler_at(sheet, role, spot(sheet, "commercial")) is None

    def test_an_overlapping_suggestion_in_another_role_moves_along(self, work: Work) -> None:
        project, sheet, troops, _, event = work
        longer = Span(troops.span.start, troops.span.end + 7)
        correct.fill_role_from_text(project, sheet, event.id, "origin", longer, "NATIONALITY")
        changed = event_of(project, event.id)
        made = changed.fillers("origin")[0].ref
        assert changed.fillers("person") == (Argument("person", ref=made),)
        assert correct.found_event(sheet_of(project), event.id)[0].is_reviewed
        item = sheet_of(project).find(troops.id)
        assert item is not None
        assert item.state is State.REJECTED

    def test_clearing(self, work: Work) -> None:
        project, sheet, troops, number, event = work
        correct.clear_argument(project, sheet, event.id, Argument("person", ref=troops.id))
        assert event_of(project, event.id).arguments == (Argument("count", ref=number.id),)
        with pytest.raises(KnownError, match="has no such person"):
            correct.clear_argument(project, sheet_of(project), event.id, Argument("person", ref=troops.id))


class TestLabelsAndFigures:
    def test_a_role_that_does_not_take_the_label_is_emptied(self, work: Work) -> None:
        project, sheet, troops, number, event = work
        review.confirm(project, sheet, event.id)
        correct.set_label(project, sheet_of(project), troops.id, "EQUIPMENT")
        assert event_of(project, event.id).arguments == (Argument("count", ref=number.id),)

    def test_an_event_confirmed_later_leaves_it_out(self, work: Work) -> None:
        project, sheet, troops, number, event = work
        correct.set_label(project, sheet, troops.id, "EQUIPMENT")
        review.confirm(project, sheet_of(project), event.id)
        assert event_of(project, event.id).arguments == (Argument("count", ref=number.id),)

    @pytest.mark.parametrize(("label", "sentence"), [("PEOPLE", "It is People already"), ("X", "not an entity label")])
    def test_what_is_refused(self, work: Work, label: str, sentence: str) -> None:
        project, sheet, troops, _, _ = work
        with pytest.raises(KnownError, match=sentence):
            correct.set_label(project, sheet, troops.id, label)

    def test_a_quantity(self, work: Work) -> None:
        project, sheet, troops, number, _ = work
        correct.set_quantity(project, sheet, number.id, "about 300")
        item = sheet_of(project).find(number.id)
        assert item is not None
        assert isinstance(item.value, Figure)
        assert (item.value.value, item.value.comparator) == (300, "approx")
        for key, written in ((number.id, "rubbish"), (troops.id, "40")):
            with pytest.raises(KnownError):
                correct.set_quantity(project, sheet_of(project), key, written)


class TestAdding:
    def test_an_event(self, work: Work) -> None:
        project, sheet, *_ = work
        key, changes = create.add_event(project, sheet, "Force.Deployment", spot(sheet, "deployment"))
        assert changes.annotations == {key}
        assert event_of(project, key).severity == project.schema.event_type("Force.Deployment").default_severity
        with pytest.raises(KnownError, match="on that trigger already"):
            create.add_event(project, sheet_of(project), "Force.Deployment", spot(sheet, "deployment"))

    def test_an_entity_where_one_is_marked(self, work: Work) -> None:
        project, sheet, troops, _, event = work
        review.confirm(project, sheet, event.id)
        with pytest.raises(KnownError, match="is marked there already: remove it first"):
            create.add_entity(project, sheet_of(project), "PEOPLE", troops.span)

    def test_a_figure_beside_an_entity(self, work: Work) -> None:
        project, sheet, troops, *_ = work
        key, _ = create.add_figure(project, sheet, troops.span)
        assert sheet_of(project).find(key) is not None
        assert sheet_of(project).find(troops.id) is not None

    @pytest.mark.parametrize(
        ("words", "sentence"), [("date 2023-11-05", "date line"), ("2023", "date line"), (None, "outside the article")]
    )
    def test_where_nothing_may_be_annotated(self, work: Work, words: str | None, sentence: str) -> None:
        project, sheet, _, _, event = work
        end = len(sheet.document.text)
        span = spot(sheet, words) if words else Span(end - 2, end + 1)
        with pytest.raises(KnownError, match=sentence):
            create.add_entity(project, sheet, "PEOPLE", span)
        with pytest.raises(KnownError, match=sentence):
            create.add_figure(project, sheet, span)
        with pytest.raises(KnownError, match=sentence):
            create.add_event(project, sheet, "Force.Deployment", span)
        with pytest.raises(KnownError, match=sentence):
            correct.set_trigger(project, sheet, event.id, span)
        with pytest.raises(KnownError, match=sentence):
            correct.fill_role_from_text(project, sheet, event.id, "reason", span)

    def test_an_unknown_label_or_type(self, work: Work) -> None:
        project, sheet, *_ = work
        with pytest.raises(KnownError, match="not an entity label"):
            create.add_entity(project, sheet, "X", spot(sheet, "commercial"))
        with pytest.raises(KnownError, match="not an event type"):
            create.add_event(project, sheet, "X", spot(sheet, "commercial"))

    def test_the_trigger_moves(self, work: Work) -> None:
        project, sheet, _, _, event = work
        correct.set_trigger(project, sheet, event.id, spot(sheet, "plans"))
        assert event_of(project, event.id).trigger == spot(sheet, "plans")


class TestWhatATextBecomes:
    """In a role that takes figures and plain text alike."""

    @pytest.fixture
    def arrest(self, work: Work) -> tuple[Project, str]:
        project, sheet, *_ = work
        return project, create.add_event(project, sheet, "Legal.Arrest", spot(sheet, "imprisonment"))[0]

    def filler(self, project: Project, event_id: str, words: str, label: str | None = None) -> Argument:
        sheet = sheet_of(project)
        correct.fill_role_from_text(project, sheet, event_id, "penalty", spot(sheet, words), label)
        return event_of(project, event_id).fillers("penalty")[-1]

    def test_a_number_is_a_figure(self, arrest: tuple[Project, str]) -> None:
        project, event_id = arrest
        assert self.filler(project, event_id, "two").ref is not None

    def test_words_are_text(self, arrest: tuple[Project, str]) -> None:
        project, event_id = arrest
        assert self.filler(project, event_id, "imprisonment of a Polish journalist").span is not None

    def test_words_are_a_figure_when_that_is_asked_for(self, arrest: tuple[Project, str]) -> None:
        project, event_id = arrest
        assert self.filler(project, event_id, "expulsion", FIGURE_QUANTITY).ref is not None

    def test_words_are_no_time_even_when_that_is_asked_for(self, arrest: tuple[Project, str]) -> None:
        project, event_id = arrest
        with pytest.raises(KnownError, match="“expulsion” cannot be a penalty"):
            self.filler(project, event_id, "expulsion", FIGURE_TEMPORAL)

    def test_labels_of_steps_stand_on_one_line(self, work: Work) -> None:
        project, sheet, *_ = work
        span = spot(sheet, "onwards.\n\nThis move")
        create.add_entity(project, sheet, "PEOPLE", span)
        assert history.undo_label(project) == "Add People “onwards. This move”"


@pytest.mark.parametrize("verb", ["label", "link", "level"])
def test_a_change_of_what_waits_takes_its_place_as_confirming_does(project_with_seeds: Project, verb: str) -> None:
    project = project_with_seeds
    sheet = sheet_of(project)
    start = sheet.document.text.index("additional")
    long, short = Span(start, start + len("additional")), Span(start, start + 4)
    waiting, other = Entity(new_id(), long, "PLACE"), Entity(new_id(), short, "PLACE")
    suggest(project, sheet.document.id, [waiting, other])
    changes: dict[str, Callable[[], object]] = {
        "label": lambda: correct.set_label(project, sheet_of(project), waiting.id, "PERSON"),
        "link": lambda: correct.set_link(project, sheet_of(project), waiting.id, "iso:LT"),
        "level": lambda: figure_fields.set_mention_level(project, sheet_of(project), waiting.id, "NOM"),
    }
    change = changes[verb]
    change()
    states = {item.id: item.state for item in sheet_of(project).items}
    assert states == {waiting.id: State.CORRECTED, other.id: State.REJECTED}
    history.undo(project)
    create.add_entity(project, sheet_of(project), "PLACE", short)
    before = sheet_of(project).items
    with pytest.raises(KnownError, match="marked there already"):
        change()
    assert sheet_of(project).items == before
    assert not list(check(project))
