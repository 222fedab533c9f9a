"""A new run over articles that a reviewer has worked on: decisions stay, nothing is proposed twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Self

import pytest

from border_annotator.domain.annotation import Kind, anchor_of, kind_of, label_of, new_id, references_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Argument, Event
from border_annotator.domain.layer import ReviewState
from border_annotator.domain.span import Span
from border_annotator.domain.worksheet import State
from border_annotator.nlp.labelling_process import Labelled
from border_annotator.services import correct, create, history, review
from border_annotator.services import prelabel as prelabelling
from border_annotator.services.prelabel import AHEAD, prelabel
from border_annotator.services.project import open_project_to_read
from tests.gold_suggestions import gold_of, sheet_of, suggest

if TYPE_CHECKING:
    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.document import Document
    from border_annotator.domain.gazetteer_entry import GazetteerEntry
    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.services.project import Project

A, B, C = Span(1119, 1125), Span(1200, 1210), Span(1300, 1310)


def label_anew(project: Project) -> Worksheet:
    """Let a new run find the very same things again."""
    document = sheet_of(project).document
    suggest(project, document.id, gold_of(document.file_name))
    return sheet_of(project)


def marks(sheet: Worksheet) -> list[tuple[str, int, int, str]]:
    """What is on a worksheet, whatever its ids."""
    found = (item.value for item in sheet.items)
    return sorted((kind_of(v).value, anchor_of(v).start, anchor_of(v).end, label_of(v)) for v in found)


def no_pointer_dangles(sheet: Worksheet) -> bool:
    return all(sheet.find(reference) is not None for item in sheet.items for reference in references_of(item.value))


def test_without_decisions_everything_is_replaced(gold_project: Project) -> None:
    before = sheet_of(gold_project)
    after = label_anew(gold_project)
    assert marks(after) == marks(before)
    assert not {item.id for item in after.items} & {item.id for item in before.items}


def test_decisions_stay_and_nothing_is_proposed_twice(gold_project: Project) -> None:
    before = sheet_of(gold_project)
    confirmed, rejected = before.events[0].id, before.events[1].id
    review.confirm(gold_project, before, confirmed)
    review.reject(gold_project, sheet_of(gold_project), rejected, "no")
    worked = sheet_of(gold_project)
    after = label_anew(gold_project)
    assert marks(after) == marks(before)
    assert no_pointer_dangles(after)
    for item in worked.items:
        if not item.is_open:
            assert after.find(item.id) == item
    row = gold_project.documents.queue_row(gold_project.layer.id, after.document.id)
    assert row.suggestions_open == sum(item.is_open for item in after.items)
    assert row.events_open == sum(item.is_open for item in after.events)


def test_new_events_use_the_reviewers_mentions(project_with_seeds: Project) -> None:
    document_id = sheet_of(project_with_seeds).document.id
    person = Entity(new_id(), A, "PEOPLE")
    suggest(project_with_seeds, document_id, [person])
    review.confirm(project_with_seeds, sheet_of(project_with_seeds), person.id)
    again = replace(person, id=new_id(), span=Span(A.start, A.end + 2))
    event = Event(new_id(), "Crossing.Attempt", B, arguments=(Argument("person", ref=again.id),))
    suggest(project_with_seeds, document_id, [again, event])
    sheet = sheet_of(project_with_seeds)
    assert sheet.find(again.id) is None
    found = sheet.find(event.id)
    assert found is not None
    assert references_of(found.value) == (person.id,)


def test_a_mention_with_another_label_is_not_forced_into_a_role(project_with_seeds: Project) -> None:
    document_id = sheet_of(project_with_seeds).document.id
    person = Entity(new_id(), A, "PEOPLE")
    suggest(project_with_seeds, document_id, [person])
    correct.set_label(project_with_seeds, sheet_of(project_with_seeds), person.id, "EQUIPMENT")
    again = replace(person, id=new_id())
    event = Event(new_id(), "Crossing.Attempt", B, arguments=(Argument("person", ref=again.id),))
    suggest(project_with_seeds, document_id, [again, event])
    sheet = sheet_of(project_with_seeds)
    assert [item.value for item in sheet.entities] == [replace(person, label="EQUIPMENT")]
    found = sheet.find(event.id)
    assert found is not None
    assert references_of(found.value) == ()


def test_a_corrected_label_does_not_bring_the_old_one_back(gold_project: Project) -> None:
    sheet = sheet_of(gold_project)
    entity, event = sheet.entities[0], sheet.events[0]
    correct.set_label(gold_project, sheet, entity.id, "EQUIPMENT")
    correct.change_type(gold_project, sheet_of(gold_project), event.id, "Hybrid.Activity")
    before = marks(sheet_of(gold_project))
    assert marks(label_anew(gold_project)) == before


def test_what_was_added_is_not_proposed(gold_project: Project) -> None:
    sheet = sheet_of(gold_project)
    entity = sheet.entities[0]
    review.reject(gold_project, sheet, entity.id)
    added, _ = create.add_entity(gold_project, sheet_of(gold_project), label_of(entity.value), anchor_of(entity.value))
    after = label_anew(gold_project)
    assert [item.id for item in after.entities if anchor_of(item.value) == anchor_of(entity.value)] == [added]
    assert no_pointer_dangles(after)


def test_undo_after_a_new_run(gold_project: Project) -> None:
    before = sheet_of(gold_project)
    review.confirm_rest(gold_project, before, {Kind.EVENT})
    label_anew(gold_project)
    history.undo(gold_project)
    assert marks(sheet_of(gold_project)) == marks(before)
    assert all(item.is_open for item in sheet_of(gold_project).items)


def test_redo_after_a_new_run(gold_project: Project) -> None:
    review.confirm_rest(gold_project, sheet_of(gold_project), {Kind.EVENT})
    worked = sheet_of(gold_project)
    history.undo(gold_project)
    after = label_anew(gold_project)
    assert marks(after) == marks(worked)
    history.redo(gold_project)
    again = sheet_of(gold_project)
    assert marks(again) == marks(worked)
    assert [item.state for item in again.events] == [State.CONFIRMED] * len(again.events)
    assert no_pointer_dangles(again)


def test_an_event_that_a_confirmed_one_points_at_stays(project_with_seeds: Project) -> None:
    document_id = sheet_of(project_with_seeds).document.id
    person = Entity(new_id(), C, "PEOPLE")
    inner = Event(new_id(), "Crossing.Attempt", A, arguments=(Argument("person", ref=person.id),))
    outer = Event(new_id(), "Diplomacy.Accusation", B, arguments=(Argument("content", ref=inner.id),))
    suggest(project_with_seeds, document_id, [person, inner, outer])
    review.confirm(project_with_seeds, sheet_of(project_with_seeds), outer.id)
    suggest(project_with_seeds, document_id, [])
    sheet = sheet_of(project_with_seeds)
    assert {item.id: item.state for item in sheet.items} == {
        person.id: State.SUGGESTED,
        inner.id: State.SUGGESTED,
        outer.id: State.CONFIRMED,
    }


class FakePool:
    """Stands in for the labelling processes; the gold annotations come back one document at a time."""

    failing: tuple[str, ...] = ()
    blames = False
    alive = 0

    def __init__(
        self, schema_source: str, wanted_model: str | None, workers: int, entries: list[GazetteerEntry]
    ) -> None:
        assert schema_source
        assert wanted_model is None
        assert workers >= 1
        assert entries == []
        self._waiting: list[Document] = []
        self.most = AHEAD * workers
        self.model = self
        self.name, self.version, self.sentence = "gold", "1", "The gold annotations."
        FakePool.alive += 1

    @property
    def outstanding(self) -> int:
        assert len(self._waiting) <= self.most
        return len(self._waiting)

    def submit(self, document: Document) -> None:
        self._waiting.append(document)

    def collect(self, wait: float) -> list[Labelled]:
        assert wait >= 0
        document = self._waiting.pop(0)
        if document.file_name.startswith(self.failing):
            return [Labelled(document.id, (), "It could not be read.", 0.0, self.blames)]
        from border_annotator.domain.suggestion import Suggestion

        found: list[Annotation] = gold_of(document.file_name)
        return [Labelled(document.id, tuple(Suggestion(document.id, v, "gold", 0.9) for v in found), None, 0.0)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        FakePool.alive -= 1


@pytest.fixture
def fake_pool(monkeypatch: pytest.MonkeyPatch) -> type[FakePool]:
    monkeypatch.setattr(prelabelling, "WorkerPool", FakePool)
    monkeypatch.setattr(FakePool, "failing", ("no document",))
    return FakePool


class TestSteps:
    @pytest.mark.parametrize("workers", [0, 1, 3])
    def test_all_of_them(self, project_with_seeds: Project, fake_pool: type[FakePool], workers: int) -> None:
        steps = list(prelabel(project_with_seeds, workers=workers))
        assert [(step.done, step.total) for step in steps] == [(0, 2), (1, 2), (2, 2)]
        assert [key for step in steps for key in step.documents] == project_with_seeds.documents.ids()
        assert steps[0].rate is None
        assert steps[-1].left == 0
        documents = project_with_seeds.documents.ids()
        assert all(project_with_seeds.suggestions.in_force(key) for key in documents)
        assert fake_pool.alive == 0

    def test_nothing_to_do(self, project_with_seeds: Project, fake_pool: type[FakePool]) -> None:
        list(prelabel(project_with_seeds))
        (step,) = prelabel(project_with_seeds)
        assert (step.done, step.total) == (0, 0)
        assert len(list(prelabel(project_with_seeds, redo=True))) == 3
        assert fake_pool.alive == 0

    def test_an_article_that_cannot_be_read_is_marked_and_left_out_until_it_is_asked_for(
        self, project_with_seeds: Project, fake_pool: type[FakePool], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        documents, layer_id = project_with_seeds.documents, project_with_seeds.layer.id
        first, second = documents.ids()
        with monkeypatch.context() as failing:
            failing.setattr(fake_pool, "failing", ("000",))
            failing.setattr(fake_pool, "blames", True)
            list(prelabel(project_with_seeds))
        assert documents.queue_row(layer_id, first).failure == "It could not be read."
        assert documents.queue_row(layer_id, second).failure is None
        assert documents.ids_to_prelabel() == []
        assert not documents.is_any_to_prelabel()
        assert documents.ids_given_up() == [first]
        assert [step.total for step in prelabel(project_with_seeds)] == [0]
        assert [step.documents for step in prelabel(project_with_seeds, retry=True)] == [(), (first,)]
        assert documents.queue_row(layer_id, first).failure is None
        assert documents.ids_given_up() == []

    def test_only_some(self, project_with_seeds: Project, fake_pool: type[FakePool]) -> None:
        list(prelabel(project_with_seeds))
        second = project_with_seeds.documents.ids()[1]
        steps = list(prelabel(project_with_seeds, only=[second]))
        assert [step.documents for step in steps] == [(), (second,)]
        assert fake_pool.alive == 0

    def test_a_failure_leaves_the_document_for_the_next_time(
        self, project_with_seeds: Project, fake_pool: type[FakePool], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(fake_pool, "failing", ("000",))
        steps = list(prelabel(project_with_seeds))
        first, second = project_with_seeds.documents.ids()
        assert steps[1].failures == ((first, "It could not be read."),)
        assert steps[2].documents == (second,)
        assert project_with_seeds.documents.ids_to_prelabel() == [first]

    def test_stopping_keeps_what_is_finished(self, project_with_seeds: Project, fake_pool: type[FakePool]) -> None:
        steps = prelabel(project_with_seeds)
        next(steps)
        next(steps)
        steps.close()
        assert fake_pool.alive == 0
        assert len(project_with_seeds.documents.ids_to_prelabel()) == 1

    def test_edits_between_two_steps(self, gold_project: Project, fake_pool: type[FakePool]) -> None:
        done = gold_project.documents.ids()
        for step in prelabel(gold_project, redo=True):
            for key in step.documents:
                done.remove(key)
            review.mark(gold_project, sheet_of(gold_project, "003"), ReviewState.DONE)
            review.confirm_rest(gold_project, sheet_of(gold_project, "003"), set(Kind))
        assert done == []
        assert {item.state for item in sheet_of(gold_project, "003").items} == {State.CONFIRMED}
        assert fake_pool.alive == 0

    def test_a_project_for_reading(self, project_with_seeds: Project, fake_pool: type[FakePool]) -> None:
        with (
            open_project_to_read(project_with_seeds.path) as reader,
            pytest.raises(KnownError, match="for reading only"),
        ):
            list(prelabel(reader))
        assert fake_pool.alive == 0
