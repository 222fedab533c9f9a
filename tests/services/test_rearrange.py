"""Duplicating, splitting and merging events, and “not stated”: what must hold whatever is chosen."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from border_annotator.domain.annotation import annotation_from_plain, annotation_to_plain, kind_of, references_of
from border_annotator.domain.edit import Changes, value_to_plain
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Argument, Event, Relation
from border_annotator.domain.fields import Fields
from border_annotator.domain.layer import Verdict
from border_annotator.domain.schema import filler_word
from border_annotator.domain.validation import problems
from border_annotator.domain.worksheet import State, Worksheet
from border_annotator.services import correct, event_details, history, rearrange, review
from border_annotator.services.check import check
from border_annotator.services.project import Project, open_project
from border_annotator.storage.plain_json import to_json
from tests.gold_suggestions import sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import DrawFn

    from border_annotator.domain.span import Span

Verb = Callable[[Project, Worksheet], Changes]
numbers = st.integers(min_value=0, max_value=10_000)


@pytest.fixture(scope="module")
def reviewed(gold_file: Path) -> Iterator[Project]:
    """The short seed with half of its events confirmed; every test leaves it as it was."""
    folder = Path(tempfile.mkdtemp())
    path = folder / "cards.bap"
    shutil.copyfile(gold_file, path)
    with open_project(path) as project:
        for item in sheet_of(project).events[::2]:
            review.confirm(project, sheet_of(project), item.id)
        yield project
    shutil.rmtree(folder)


def layer(project: Project) -> dict[str, str]:
    sheet = sheet_of(project)
    found = {a.id: to_json(value_to_plain(a)) for a in project.layers.annotations(project.layer.id, sheet.document.id)}
    return found | {key: to_json(value_to_plain(d)) for key, d in sheet.decisions.items()}


def events_of(sheet: Worksheet) -> list[Event]:
    return [item.value for item in sheet.events if isinstance(item.value, Event)]


def must_hold(project: Project) -> None:
    """References lead somewhere, arguments fit the schema, answers are no fillers, values survive the way to a file."""
    sheet = sheet_of(project)
    for item in sheet.items:
        if not item.is_reviewed:
            continue
        for reference in references_of(item.value):
            target = sheet.find(reference)
            assert target is None or target.state is not State.REJECTED, "points at something rejected"
        if not isinstance(item.value, Event):
            continue
        event = item.value
        assert all(sheet.find(reference) is not None for reference in references_of(event))
        assert event.id not in references_of(event)
        assert event.trigger not in event.mentions
        assert len(set(event.arguments)) == len(event.arguments)
        assert not {a.role for a in event.arguments} & set(event.not_stated)
        for argument in event.arguments:
            role = project.schema.role(event.type, argument.role)
            filler = sheet.find(argument.ref) if argument.ref else None
            assert role is not None
            assert role.takes(filler_word(filler.value if filler else None))
            assert role.repeat or len(event.fillers(role.name)) == 1
        plain = annotation_to_plain(event)
        assert annotation_from_plain(kind_of(event), Fields(plain, "")) == event
    assert [finding.reason for finding in check(project)] == []


def there_and_back(project: Project, verb: Verb) -> bool:
    """Run a verb: all must hold after it, undo gives the same layer, redo what the verb gave."""
    before = layer(project)
    try:
        verb(project, sheet_of(project))
    except KnownError:
        assert layer(project) == before, "what is refused changes nothing"
        return False
    must_hold(project)
    after = layer(project)
    if after == before:
        return False
    history.undo(project)
    assert layer(project) == before
    history.redo(project)
    assert layer(project) == after
    history.undo(project)
    return True


@st.composite
def partings(draw: DrawFn) -> tuple[int, list[int]]:
    return draw(numbers), draw(st.lists(st.integers(0, 2), min_size=30, max_size=30))


once = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@once
@given(which=numbers)
def test_a_duplicate_says_the_same_and_is_another(reviewed: Project, which: int) -> None:
    events = events_of(sheet_of(reviewed))
    chosen = events[which % len(events)]
    made: list[str] = []

    def duplicate(project: Project, sheet: Worksheet) -> Changes:
        event_id, changes = rearrange.duplicate_event(project, sheet, chosen.id)
        made.append(event_id)
        item = sheet_of(project).find(event_id)
        assert item is not None
        assert isinstance(item.value, Event)
        plain, other = annotation_to_plain(item.value), annotation_to_plain(chosen)
        assert {**plain, "id": ""} == {**other, "id": ""}
        return changes

    assert there_and_back(reviewed, duplicate)


@once
@given(parting=partings())
def test_a_split_loses_nothing(reviewed: Project, parting: tuple[int, list[int]]) -> None:
    which, places = parting
    events = events_of(sheet_of(reviewed))
    chosen = events[which % len(events)]
    things: list[Argument | Span] = [*chosen.arguments, *chosen.mentions]
    going = [thing for thing, place in zip(things, places, strict=False) if place]
    shared = [thing for thing, place in zip(things, places, strict=False) if place == 2]

    def split(project: Project, sheet: Worksheet) -> Changes:
        event_id, changes = rearrange.split_event(
            project,
            sheet,
            chosen.id,
            rearrange.Parting(
                tuple(a for a in chosen.arguments if a in going),
                tuple(m for m in chosen.mentions if m in going),
                tuple(shared),
            ),
        )
        now = sheet_of(project)
        first, second = now.find(chosen.id), now.find(event_id)
        assert first is not None
        assert second is not None
        assert isinstance(first.value, Event)
        assert isinstance(second.value, Event)
        assert set(first.value.arguments) | set(second.value.arguments) == set(chosen.arguments)
        spans = {*first.value.mentions, *second.value.mentions, second.value.trigger, first.value.trigger}
        assert spans == {*chosen.mentions, chosen.trigger}
        assert set(second.value.arguments) == {thing for thing in going if isinstance(thing, Argument)}
        return changes

    assert there_and_back(reviewed, split) == bool(going)


@once
@given(one=numbers, two=numbers)
def test_a_merger_keeps_what_both_say(reviewed: Project, one: int, two: int) -> None:
    events = events_of(sheet_of(reviewed))
    first, other = events[one % len(events)], events[two % len(events)]

    def merge(project: Project, sheet: Worksheet) -> Changes:
        changes = rearrange.merge_events(project, sheet, first.id, other.id)
        now = sheet_of(project)
        item, gone = now.find(first.id), now.find(other.id)
        assert item is not None
        assert isinstance(item.value, Event)
        assert gone is None or gone.state is State.REJECTED
        assert {other.trigger, *other.mentions, *first.mentions} <= {*item.value.mentions, item.value.trigger}
        kept = {a for a in first.arguments if a.ref != other.id}
        assert kept <= set(item.value.arguments)
        if first.type == other.type:
            repeated = {
                a
                for a in other.arguments
                if (role := project.schema.role(first.type, a.role)) and role.repeat and a.ref != first.id
            }
            assert repeated <= set(item.value.arguments)
        return changes

    assert there_and_back(reviewed, merge) == (first.id != other.id)


@once
@given(which=numbers, role_number=numbers)
def test_not_stated_empties_a_role_and_answers_it(reviewed: Project, which: int, role_number: int) -> None:
    events = events_of(sheet_of(reviewed))
    chosen = events[which % len(events)]
    roles = reviewed.schema.roles(chosen.type)
    role = roles[role_number % len(roles)]

    def answer(project: Project, sheet: Worksheet) -> Changes:
        changes = event_details.say_not_stated(project, sheet, chosen.id, role.name)
        item = sheet_of(project).find(chosen.id)
        assert item is not None
        assert isinstance(item.value, Event)
        assert item.value.fillers(role.name) == ()
        assert item.value.not_stated == (role.name,)
        said = [p.reason for p in problems(sheet_of(project), project.schema) if p.annotation_id == chosen.id]
        assert not any(f": {role.name} is empty" in reason for reason in said)
        return changes

    assert there_and_back(reviewed, answer)


def test_filling_takes_not_stated_back(gold_project: Project) -> None:
    sheet = sheet_of(gold_project)
    event = next(e for e in events_of(sheet) if e.fillers("place") or e.fillers("authority"))
    argument = event.arguments[0]
    event_details.say_not_stated(gold_project, sheet, event.id, argument.role)
    sheet = sheet_of(gold_project)
    filler = argument.ref or ""
    correct.fill_role(gold_project, sheet, event.id, argument.role, filler)
    item = sheet_of(gold_project).find(event.id)
    assert item is not None
    assert isinstance(item.value, Event)
    assert item.value.not_stated == ()
    assert item.value.fillers(argument.role)


def test_not_stated_said_again_is_taken_back(gold_project: Project) -> None:
    event = events_of(sheet_of(gold_project))[0]
    for expected in (("instigator",), ()):
        role = gold_project.schema.roles(event.type)[-1].name
        event_details.say_not_stated(gold_project, sheet_of(gold_project), event.id, role)
        item = sheet_of(gold_project).find(event.id)
        assert item is not None
        assert isinstance(item.value, Event)
        assert bool(item.value.not_stated) == bool(expected)


def test_another_type_keeps_only_the_answers_that_it_has_roles_for(gold_project: Project) -> None:
    event = next(e for e in events_of(sheet_of(gold_project)) if e.type == "Crossing.Attempt")
    event_details.say_not_stated(gold_project, sheet_of(gold_project), event.id, "instigator")
    event_details.say_not_stated(gold_project, sheet_of(gold_project), event.id, "reason")
    correct.change_type(gold_project, sheet_of(gold_project), event.id, "Force.Exercise")
    item = sheet_of(gold_project).find(event.id)
    assert item is not None
    assert isinstance(item.value, Event)
    assert item.value.not_stated == ("reason",)


def test_who_points_at_a_merged_event_points_at_the_other(gold_project: Project) -> None:
    events = events_of(sheet_of(gold_project))
    one, two, three = events[0], events[1], events[2]
    for event in (one, two, three):
        review.confirm(gold_project, sheet_of(gold_project), event.id)
    event_details.add_relation(gold_project, sheet_of(gold_project), three.id, Relation("contrast", two.id))
    rearrange.merge_events(gold_project, sheet_of(gold_project), one.id, two.id)
    item = sheet_of(gold_project).find(three.id)
    assert item is not None
    assert isinstance(item.value, Event)
    assert Relation("contrast", one.id) in item.value.relations
    decision = sheet_of(gold_project).decisions[two.id]
    assert (decision.verdict, decision.reason) == (Verdict.REJECTED, rearrange.MERGED)
    must_hold(gold_project)
