"""The time-line: every step in words, pages of any journal at once, and any earlier state of an event restored."""

from __future__ import annotations

import contextlib
import datetime
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from border_annotator.domain.edit import Edit, change_of
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Event
from border_annotator.domain.layer import Review, ReviewState
from border_annotator.domain.worksheet import State
from border_annotator.services import correct, create, history, notes, review, timeline
from border_annotator.services.check import check
from border_annotator.services.project import create_project
from border_annotator.storage.journal import Action
from tests import gold_suggestions
from tests.gold_suggestions import import_seeds, suggest_gold

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.services.project import Project


def sheet_of(project: Project) -> Worksheet:
    return gold_suggestions.sheet_of(project, "000")


def told(project: Project, step_id: int) -> list[tuple[str, str, str]]:
    return [(d.what, d.before, d.after) for d in timeline.details(project, step_id).differences]


def newest(project: Project) -> int:
    return timeline.page(project, 0, 1)[0].id


def test_before_and_after_in_words(gold_project: Project) -> None:
    event = sheet_of(gold_project).events[0]
    review.confirm(gold_project, sheet_of(gold_project), event.id)
    lines = told(gold_project, newest(gold_project))
    assert ("Deployment “dispatch”", "waits for a verdict", "confirmed") in lines
    correct.set_attribute(gold_project, sheet_of(gold_project), event.id, "status", "denied")
    lines = told(gold_project, newest(gold_project))
    assert ("Deployment “dispatch”: status", "planned", "denied") in lines
    assert isinstance(event.value, Event)
    argument = next(a for a in event.value.arguments if a.role == "force")
    correct.clear_argument(gold_project, sheet_of(gold_project), event.id, argument)
    ((what, before, after),) = told(gold_project, newest(gold_project))
    assert what == "Deployment “dispatch”: force"
    assert "border guards" in before
    assert after == "nothing"
    details = timeline.details(gold_project, newest(gold_project))
    assert details.event_id == event.id
    assert details.document_id == sheet_of(gold_project).document.id


def test_notes_facts_names_and_states_are_told(gold_project: Project) -> None:
    sheet = sheet_of(gold_project)
    notes.write_note(gold_project, notes.on_article(sheet), "look again")
    assert told(gold_project, newest(gold_project)) == [("Note", "nothing", "there")]
    review.mark(gold_project, sheet, ReviewState.SKIPPED, "not about borders")
    review.mark(gold_project, sheet_of(gold_project), ReviewState.OPEN)
    lines = told(gold_project, newest(gold_project))
    assert ("The article's state: state", "skipped", "open") in lines
    assert ("The article's state: reason", "not about borders", "nothing") in lines


def test_who_when_and_what_was_undone(gold_project: Project) -> None:
    start = datetime.datetime.now(datetime.UTC)
    event = sheet_of(gold_project).events[0]
    review.confirm(gold_project, sheet_of(gold_project), event.id)
    history.undo(gold_project)
    undo, edit = timeline.page(gold_project, 0, 9)
    assert (undo.action, edit.action) == (Action.UNDO, Action.EDIT)
    assert edit.is_undone
    assert edit.who == gold_project.layer.name
    assert start <= edit.at <= undo.at <= datetime.datetime.now(datetime.UTC)
    assert timeline.local(edit.at) == edit.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    assert [step.id for step in timeline.of_event(gold_project, event.id)] == [undo.id, edit.id]


def test_search_takes_what_is_typed_as_it_is(gold_project: Project) -> None:
    event = sheet_of(gold_project).events[0]
    review.confirm(gold_project, sheet_of(gold_project), event.id)
    assert len(timeline.found(gold_project, "CONFIRM dispatch")) == 1
    for typed in ("confirm%dispatch", "c_nfirm", "\\", "100%"):
        assert timeline.found(gold_project, typed) == []


def test_an_event_is_restored_and_that_is_undone(gold_project: Project) -> None:
    event = sheet_of(gold_project).events[0]
    review.confirm(gold_project, sheet_of(gold_project), event.id)
    confirmed = newest(gold_project)
    correct.set_attribute(gold_project, sheet_of(gold_project), event.id, "status", "denied")
    denied = sheet_of(gold_project)
    correct.change_type(gold_project, denied, event.id, "Force.Exercise")
    review.reject(gold_project, sheet_of(gold_project), event.id, "wrong type")
    rejected = newest(gold_project)
    timeline.restore(gold_project, sheet_of(gold_project), event.id, confirmed)
    item = sheet_of(gold_project).find(event.id)
    assert item is not None
    assert (item.state, item.value) == (State.CONFIRMED, event.value)
    timeline.restore(gold_project, sheet_of(gold_project), event.id, rejected)
    item = sheet_of(gold_project).find(event.id)
    assert item is not None
    assert item.state is State.REJECTED
    timeline.restore(gold_project, sheet_of(gold_project), event.id, confirmed, before=True)
    item = sheet_of(gold_project).find(event.id)
    assert item is not None
    assert item.state is State.SUGGESTED
    for _k in range(5):
        history.undo(gold_project)
    item = sheet_of(gold_project).find(event.id)
    assert item is not None
    assert item.value == denied.find(event.id).value  # type: ignore[union-attr]
    assert list(check(gold_project)) == []


def test_an_own_event_that_was_removed_comes_back(gold_project: Project) -> None:
    sheet = sheet_of(gold_project)
    event_id, _changes = create.add_event(gold_project, sheet, "Force.Exercise", sheet.events[3].value.trigger)  # type: ignore[union-attr]
    made = newest(gold_project)
    review.reject(gold_project, sheet_of(gold_project), event_id)
    assert sheet_of(gold_project).find(event_id) is None
    timeline.restore(gold_project, sheet_of(gold_project), event_id, made)
    assert sheet_of(gold_project).find(event_id) is not None
    with pytest.raises(KnownError, match="like that now"):
        timeline.restore(gold_project, sheet_of(gold_project), event_id, made)
    timeline.restore(gold_project, sheet_of(gold_project), event_id, made, before=True)
    assert sheet_of(gold_project).find(event_id) is None


def test_what_is_gone_since_is_left_out(gold_project: Project) -> None:
    event = sheet_of(gold_project).events[0]
    review.confirm(gold_project, sheet_of(gold_project), event.id)
    confirmed = newest(gold_project)
    assert isinstance(event.value, Event)
    gone = next(a.ref for a in event.value.arguments if a.role == "force" and a.ref)
    review.reject(gold_project, sheet_of(gold_project), gone)
    correct.set_attribute(gold_project, sheet_of(gold_project), event.id, "status", "denied")
    timeline.restore(gold_project, sheet_of(gold_project), event.id, confirmed)
    item = sheet_of(gold_project).find(event.id)
    assert item is not None
    assert isinstance(item.value, Event)
    assert item.value.status == event.value.status
    assert gone not in {argument.ref for argument in item.value.arguments}
    assert list(check(gold_project)) == []


verbs = st.lists(
    st.tuples(st.sampled_from(["confirm", "reject", "restore", "status", "type", "undo", "redo"]), st.integers(0, 3)),
    min_size=1,
    max_size=12,
)


def do(project: Project, event_id: str, verb: str, number: int) -> None:
    sheet = sheet_of(project)
    status = ("occurred", "planned", "denied", "alleged")[number]
    type_name = project.schema.event_types[number].type
    verbs_: dict[str, Callable[[], object]] = {
        "confirm": lambda: review.confirm(project, sheet, event_id),
        "reject": lambda: review.reject(project, sheet, event_id),
        "restore": lambda: review.restore(project, sheet, event_id),
        "status": lambda: correct.set_attribute(project, sheet, event_id, "status", status),
        "type": lambda: correct.change_type(project, sheet, event_id, type_name),
        "undo": lambda: history.undo(project),
        "redo": lambda: history.redo(project),
    }
    with contextlib.suppress(KnownError):
        verbs_[verb]()


def state_of(project: Project, event_id: str) -> tuple[State, object]:
    item = sheet_of(project).find(event_id)
    assert item is not None
    return item.state, item.value if item.state is not State.REJECTED else None


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(verbs)
def test_every_state_that_ever_was_can_be_restored(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    with create_project(tmp_path_factory.mktemp("t") / "t.bap") as project:
        import_seeds(project)
        suggest_gold(project)
        event_id = sheet_of(project).events[0].id
        seen: dict[int, object] = {}
        for verb, number in steps:
            do(project, event_id, verb, number)
            of_it = timeline.of_event(project, event_id)
            if of_it:
                seen[of_it[0].id] = state_of(project, event_id)
        for step_id, expected in seen.items():
            # One that is like that now cannot be restored, and need not be.
            with contextlib.suppress(KnownError):
                timeline.restore(project, sheet_of(project), event_id, step_id)
            assert state_of(project, event_id) == expected
        assert list(check(project)) == []


def test_a_hundred_thousand_steps(project_path: Path) -> None:
    with create_project(project_path) as project:
        import_seeds(project)
        document_id = project.documents.ids()[0]
        states = (Review(document_id, ReviewState.OPEN), Review(document_id, ReviewState.DONE))
        edit = Edit("Mark as done", (change_of(document_id, *states),))
        back = Edit("Reopen", (change_of(document_id, *reversed(states)),))
        with project.file.transaction():
            for k in range(100_000):
                project.journal.append(project.layer.id, back if k % 2 else edit, Action.EDIT)
        assert timeline.length(project) == 100_000
        floor = min(_seconds(lambda: timeline.page(project, 0, 128)) for _k in range(5))
        deep = min(_seconds(lambda: timeline.page(project, 99_000, 128)) for _k in range(5))
        assert deep < 5 * floor + 0.005, "a page at the end is read as fast as the first one"
        assert [step.id for step in timeline.page(project, 99_990, 128)] == list(range(10, 0, -1))
        assert min(_seconds(lambda: timeline.found(project, "reopen")) for _k in range(3)) < 0.5
        assert len(timeline.found(project, "reopen")) == 50_000


def _seconds(what: object) -> float:
    start = time.process_time()
    what()  # type: ignore[operator]
    return time.process_time() - start
