"""Random edits through the real verbs, undo, redo, new runs and reopening: what must hold after every step."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from border_annotator.domain.annotation import Kind, is_id, kind_of, label_of, references_of, spans_of
from border_annotator.domain.edit import Target, Value, value_to_plain
from border_annotator.domain.entity import Entity
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Event, Relation
from border_annotator.domain.facts import facts_of
from border_annotator.domain.figure import Figure
from border_annotator.domain.layer import ReviewState
from border_annotator.domain.note import NoteCount
from border_annotator.domain.schema import filler_word
from border_annotator.domain.span import Span
from border_annotator.domain.worksheet import State
from border_annotator.services import (
    annotate,
    confirm_many,
    correct,
    create,
    event_details,
    facts,
    figure_fields,
    gazetteer,
    history,
    masking,
    notes,
    rearrange,
    review,
)
from border_annotator.services.check import check
from border_annotator.services.project import create_project, open_project
from border_annotator.services.queue import entry_of, settle
from border_annotator.services.worksheets import read_worksheet, renew_worksheet, worksheet_in_steps
from border_annotator.storage.plain_json import to_json
from border_annotator.storage.raw_rows import RawRows
from tests.gold_suggestions import gold_of, import_seeds, suggest, suggest_gold

if TYPE_CHECKING:
    from collections.abc import Generator

    from border_annotator.domain.edit import Changes, Edit
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.services.project import Project
    from border_annotator.storage.journal import Action

T = TypeVar("T")
Layer = dict[tuple[str, str], str]

numbers = st.integers(min_value=0, max_value=10_000)


def stored(project: Project) -> Layer:
    """Everything in the reviewer's layer and what is known about the documents, as text."""
    found: Layer = {}
    for document_id in project.documents.ids():
        layer = project.layer.id
        for annotation in project.layers.annotations(layer, document_id):
            found["annotation", annotation.id] = to_json(value_to_plain(annotation))
        for decision in project.layers.decisions(layer, document_id).values():
            found["decision", decision.suggestion_id] = to_json(value_to_plain(decision))
        found["facts", document_id] = to_json(value_to_plain(facts_of(project.documents.get(document_id))))
        said = project.layers.review(layer, document_id)
        if said is not None:
            found["review", document_id] = to_json(value_to_plain(said))
    for note in project.notes.all(project.layer.id):
        found["note", note.id] = to_json(value_to_plain(note))
    for entry in project.gazetteer.entries():
        found["gazetteer", entry.id] = to_json(value_to_plain(entry))
    return found


def replayed(project: Project, imported: Layer) -> Layer:
    """What the journal alone says that must be stored now, from what was there after the import."""
    found = dict(imported)
    for entry in project.journal.entries():
        for change in entry.edit.changes:
            is_annotation = change.target in (Target.ENTITY, Target.FIGURE, Target.EVENT)
            kind = "annotation" if is_annotation else change.target.value
            before = _said(change.before)
            assert found.get((kind, change.key)) == before, f"row {entry.id} does not start from what was there"
            if change.after is None:
                del found[kind, change.key]
            else:
                found[kind, change.key] = to_json(value_to_plain(change.after))
    return found


def _said(value: Value | None) -> str | None:
    return None if value is None else to_json(value_to_plain(value))


def dangling(sheet: Worksheet) -> list[str]:
    """Pointers of the reviewer's layer at nothing, or at something rejected."""
    found = []
    for item in sheet.items:
        if not item.is_reviewed:
            continue
        for reference in references_of(item.value):
            target = sheet.find(reference)
            is_norm = isinstance(item.value, Figure) and reference == item.value.period and not is_id(reference)
            if not is_norm and (target is None or target.state is State.REJECTED):
                found.append(f"{item.id} -> {reference}")
    return found


def read_in_steps(project: Project, document_id: str) -> Worksheet:
    steps = worksheet_in_steps(project, document_id)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Worksheet = end.value
            return found


def looked_at(sheet: Worksheet) -> Worksheet:
    """The worksheet once everything that it finds out when asked has been asked for."""
    assert sheet.by_id.keys() >= {item.id for item in (*sheet.events, *sheet.entities, *sheet.figures)}
    assert sheet.longest >= max((item.end - item.start for item in sheet.rejected_events), default=0)
    assert sheet.mask is sheet.mask
    return sheet


def profile_of(project: Project, document_id: str) -> tuple[int, float | None, set[str]]:
    """What the queue sorts and filters an article by; it is made new and stored on the way."""
    entry = entry_of(project, document_id)
    assert entry is not None
    settle(project, 10)
    assert entry_of(project, document_id) == entry
    return entry.waiting, entry.sureness, set(str(entry.labels).split("\n")) - {""}


def expected_profile(sheet: Worksheet) -> tuple[object, ...]:
    """The same, told from the worksheet."""
    sure = [item.suggestion.confidence for item in sheet.items if item.is_open and item.suggestion]
    letters = {Kind.EVENT: "t", Kind.ENTITY: "e", Kind.FIGURE: "f"}
    labels = {f"{letters[kind_of(item.value)]}:{label_of(item.value)}" for item in sheet.live()}
    labels |= {f"l:{item.value.link}" for item in sheet.live() if isinstance(item.value, Entity) and item.value.link}
    return len(sure), pytest.approx(sum(sure) / len(sure), abs=1e-5) if sure else None, labels


class Reviewing(RuleBasedStateMachine):
    """A reviewer at work on the two seeds."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "random.bap"
        self.project = create_project(self.path)
        import_seeds(self.project)
        suggest_gold(self.project)
        self.ids = self.project.documents.ids()
        self.imported = stored(self.project)
        self.proposed = self.all_suggestions()
        self.followed = {document_id: looked_at(read_worksheet(self.project, document_id)) for document_id in self.ids}
        self.door = annotate.write
        annotate.write = self.write_and_follow

    def write_and_follow(self, project: Project, edit: Edit, action: Action, subject: int | None = None) -> Changes:
        """The one door, and after it what the window does: the open worksheets follow what was touched."""
        changes = self.door(project, edit, action, subject)
        self.follow(changes)
        return changes

    def follow(self, changes: Changes) -> None:
        for document_id, sheet in self.followed.items():
            self.followed[document_id] = renew_worksheet(self.project, sheet, changes)

    def teardown(self) -> None:
        if hasattr(self, "door"):
            annotate.write = self.door
        if hasattr(self, "project"):
            self.project.close()
            shutil.rmtree(self.folder)

    def sheet(self, number: int) -> Worksheet:
        return read_worksheet(self.project, self.ids[number % 2])

    def item(self, sheet: Worksheet, number: int) -> Item:
        if not sheet.items:
            raise KnownError("everything is masked")
        return sheet.items[number % len(sheet.items)]

    def event(self, sheet: Worksheet, number: int) -> tuple[str, Event]:
        events = [item.value for item in sheet.items if isinstance(item.value, Event)]
        if not events:
            raise KnownError("everything is masked")
        chosen = events[number % len(events)]
        return chosen.id, chosen

    def span(self, sheet: Worksheet, number: int, length: int) -> Span:
        text = sheet.document.text
        start = number * 37 % (len(text) - 40)
        return Span(start, start + 1 + length % 30)

    @rule(doc=numbers, which=numbers)
    def confirm(self, doc: int, which: int) -> None:
        sheet = self.sheet(doc)
        with contextlib.suppress(KnownError):
            review.confirm(self.project, sheet, self.item(sheet, which).id)

    @rule(doc=numbers, kinds=st.sets(st.sampled_from(list(Kind))))
    def confirm_rest(self, doc: int, kinds: set[Kind]) -> None:
        review.confirm_rest(self.project, self.sheet(doc), kinds)

    @rule(doc=numbers, which=numbers, reason=st.sampled_from([None, "not an event", "wrong"]))
    def reject(self, doc: int, which: int, reason: str | None) -> None:
        sheet = self.sheet(doc)
        with contextlib.suppress(KnownError):
            item = self.item(sheet, which)
            review.reject(self.project, sheet, item.id, reason)
            after = self.sheet(doc).find(item.id)
            assert after is None or after.state is State.REJECTED

    @rule(doc=numbers, which=numbers)
    def restore(self, doc: int, which: int) -> None:
        sheet = self.sheet(doc)
        with contextlib.suppress(KnownError):
            review.restore(self.project, sheet, self.item(sheet, which).id)

    @rule(doc=numbers, state=st.sampled_from(list(ReviewState)))
    def mark(self, doc: int, state: ReviewState) -> None:
        review.mark(self.project, self.sheet(doc), state, "a reason" if state is ReviewState.SKIPPED else None)

    @rule(doc=numbers, which=numbers, type_number=numbers)
    def change_type(self, doc: int, which: int, type_number: int) -> None:
        sheet = self.sheet(doc)
        types = self.project.schema.event_types
        with contextlib.suppress(KnownError):
            correct.change_type(self.project, sheet, self.event(sheet, which)[0], types[type_number % len(types)].type)

    @rule(doc=numbers, which=numbers, label_number=numbers)
    def set_label(self, doc: int, which: int, label_number: int) -> None:
        sheet = self.sheet(doc)
        labels = self.project.schema.entity_labels
        with contextlib.suppress(KnownError):
            correct.set_label(self.project, sheet, self.item(sheet, which).id, labels[label_number % len(labels)].label)

    @rule(doc=numbers, which=numbers, place=numbers, length=numbers)
    def set_trigger(self, doc: int, which: int, place: int, length: int) -> None:
        sheet = self.sheet(doc)
        with contextlib.suppress(KnownError):
            correct.set_trigger(self.project, sheet, self.event(sheet, which)[0], self.span(sheet, place, length))

    @rule(doc=numbers, which=numbers, status=st.sampled_from(["denied", "planned"]))
    def set_status(self, doc: int, which: int, status: str) -> None:
        sheet = self.sheet(doc)
        with contextlib.suppress(KnownError):
            correct.set_attribute(self.project, sheet, self.event(sheet, which)[0], "status", status)

    @rule(doc=numbers, which=numbers, role_number=numbers, filler=numbers)
    def fill_role(self, doc: int, which: int, role_number: int, filler: int) -> None:
        sheet = self.sheet(doc)
        with contextlib.suppress(KnownError):
            event_id, event = self.event(sheet, which)
            roles = self.project.schema.roles(event.type)
            role = roles[role_number % len(roles)]
            correct.fill_role(self.project, sheet, event_id, role.name, self.item(sheet, filler).id)
            self.must_be_filled(doc, event_id, role.name)

    @rule(doc=numbers, which=numbers, role_number=numbers, place=numbers, length=numbers)
    def fill_role_from_text(self, doc: int, which: int, role_number: int, place: int, length: int) -> None:
        sheet = self.sheet(doc)
        with contextlib.suppress(KnownError):
            event_id, event = self.event(sheet, which)
            roles = self.project.schema.roles(event.type)
            role = roles[role_number % len(roles)]
            correct.fill_role_from_text(self.project, sheet, event_id, role.name, self.span(sheet, place, length))
            self.must_be_filled(doc, event_id, role.name)

    def must_be_filled(self, doc: int, event_id: str, role: str) -> None:
        item = self.sheet(doc).find(event_id)
        assert item is not None
        assert isinstance(item.value, Event)
        assert item.is_reviewed
        assert item.value.fillers(role)

    @rule(doc=numbers, which=numbers, argument=numbers)
    def clear_argument(self, doc: int, which: int, argument: int) -> None:
        sheet = self.sheet(doc)
        with contextlib.suppress(KnownError):
            event_id, event = self.event(sheet, which)
            if event.arguments:
                chosen = event.arguments[argument % len(event.arguments)]
                correct.clear_argument(self.project, sheet, event_id, chosen)

    @rule(doc=numbers, which=numbers, role_number=numbers)
    def say_not_stated(self, doc: int, which: int, role_number: int) -> None:
        sheet = self.sheet(doc)
        with contextlib.suppress(KnownError):
            event_id, event = self.event(sheet, which)
            roles = self.project.schema.roles(event.type)
            role = roles[role_number % len(roles)].name
            event_details.say_not_stated(self.project, sheet, event_id, role)

    @rule(doc=numbers, which=numbers)
    def duplicate(self, doc: int, which: int) -> None:
        sheet = self.sheet(doc)
        with contextlib.suppress(KnownError):
            rearrange.duplicate_event(self.project, sheet, self.event(sheet, which)[0])

    @rule(doc=numbers, which=numbers, cut=numbers, shares=st.booleans())
    def split(self, doc: int, which: int, cut: int, shares: bool) -> None:  # noqa: FBT001 - a strategy gives it
        sheet = self.sheet(doc)
        with contextlib.suppress(KnownError):
            event_id, event = self.event(sheet, which)
            arguments = event.arguments[cut % (len(event.arguments) + 1) :]
            mentions = event.mentions[cut % (len(event.mentions) + 1) :]
            parting = rearrange.Parting(arguments, mentions, arguments[:1] if shares else ())
            rearrange.split_event(self.project, sheet, event_id, parting)

    @rule(doc=numbers, which=numbers, other=numbers)
    def merge(self, doc: int, which: int, other: int) -> None:
        sheet = self.sheet(doc)
        with contextlib.suppress(KnownError):
            first, second = self.event(sheet, which)[0], self.event(sheet, other)[0]
            rearrange.merge_events(self.project, sheet, first, second)

    @rule(doc=numbers, which=numbers, other=numbers)
    def relate(self, doc: int, which: int, other: int) -> None:
        sheet = self.sheet(doc)
        with contextlib.suppress(KnownError):
            relation = Relation("part_of", self.event(sheet, other)[0])
            event_details.add_relation(self.project, sheet, self.event(sheet, which)[0], relation)

    @rule(doc=numbers, which=numbers, place=numbers, length=numbers)
    def add_mention(self, doc: int, which: int, place: int, length: int) -> None:
        sheet = self.sheet(doc)
        with contextlib.suppress(KnownError):
            span = self.span(sheet, place, length)
            event_details.add_mention(self.project, sheet, self.event(sheet, which)[0], span)

    @rule(doc=numbers, which=numbers, other=numbers, kind=st.sampled_from(["count", "date", "percent"]))
    def set_figure(self, doc: int, which: int, other: int, kind: str) -> None:
        sheet = self.sheet(doc)
        if sheet.figures:
            chosen, total = (sheet.figures[n % len(sheet.figures)] for n in (which, other))
            assert isinstance(chosen.value, Figure)
            with contextlib.suppress(KnownError):
                figure_fields.set_figure(self.project, sheet, replace(chosen.value, kind=kind, of_total=total.id))

    @rule(doc=numbers, label=st.sampled_from([None, "PLACE", "Crossing.Attempt"]), both=st.booleans())
    def confirm_many(self, doc: int, label: str | None, both: bool) -> None:  # noqa: FBT001 - a strategy gives it
        wanted = confirm_many.Wanted(None, label, 0.8)
        if both:
            prepared = finished(confirm_many.prepare_in_many(self.project, self.ids, wanted))
        else:
            prepared = confirm_many.prepare_in(self.project, self.sheet(doc), wanted)
        self.follow(finished(confirm_many.confirm_prepared(self.project, prepared)))

    @rule(doc=numbers, which=numbers, written=st.sampled_from(["40", "about 300", "10-12", "rubbish"]))
    def set_quantity(self, doc: int, which: int, written: str) -> None:
        sheet = self.sheet(doc)
        with contextlib.suppress(KnownError):
            correct.set_quantity(self.project, sheet, self.item(sheet, which).id, written)

    @rule(doc=numbers, place=numbers, length=numbers, type_number=numbers)
    def add_event(self, doc: int, place: int, length: int, type_number: int) -> None:
        sheet = self.sheet(doc)
        types = self.project.schema.event_types
        with contextlib.suppress(KnownError):
            create.add_event(self.project, sheet, types[type_number % len(types)].type, self.span(sheet, place, length))

    @rule(doc=numbers, place=numbers, length=numbers, label_number=numbers)
    def add_entity(self, doc: int, place: int, length: int, label_number: int) -> None:
        sheet = self.sheet(doc)
        labels = self.project.schema.entity_labels
        with contextlib.suppress(KnownError):
            create.add_entity(
                self.project, sheet, labels[label_number % len(labels)].label, self.span(sheet, place, length)
            )

    @rule(doc=numbers, place=numbers, length=numbers)
    def add_figure(self, doc: int, place: int, length: int) -> None:
        sheet = self.sheet(doc)
        with contextlib.suppress(KnownError):
            create.add_figure(self.project, sheet, self.span(sheet, place, length))

    @rule(number=numbers)
    def add_name(self, number: int) -> None:
        with contextlib.suppress(KnownError):
            gazetteer.add_entry(self.project, gazetteer.new_entry("PLACE", [f"Place {number % 7}"]))

    @rule(which=numbers)
    def remove_name(self, which: int) -> None:
        entries = gazetteer.gazetteer_entries(self.project)
        if entries:
            gazetteer.remove_entry(self.project, entries[which % len(entries)].id)

    def subject(self, doc: int, which: int) -> notes.NoteSubject:
        sheet = self.sheet(doc)
        kind = which % 4
        if kind == 0:
            return notes.on_event(self.project, sheet, self.event(sheet, which)[0])
        if kind == 1:
            return notes.on_span(sheet, self.span(sheet, which, doc))
        return notes.on_article(sheet) if kind == 2 else notes.on_guideline(f"type:{which % 5}", "a type")

    @rule(doc=numbers, which=numbers, text=st.sampled_from(["", "look again", " “Īss” 🚨\nand more "]))
    def write_note(self, doc: int, which: int, text: str) -> None:
        with contextlib.suppress(KnownError):
            subject = self.subject(doc, which)
            notes.write_note(self.project, subject, text)
            found = notes.note_on(self.project, subject)
            assert (found.text if found else "") == text.strip()

    @rule(doc=numbers, which=numbers)
    def ask_someone(self, doc: int, which: int) -> None:
        with contextlib.suppress(KnownError):
            subject = self.subject(doc, which)
            before = notes.note_on(self.project, subject)
            notes.ask_someone(self.project, subject)
            after = notes.note_on(self.project, subject)
            assert (after is not None and after.asks) != (before is not None and before.asks)

    @rule(which=numbers)
    def remove_note(self, which: int) -> None:
        there = notes.all_notes(self.project)
        if there:
            notes.remove_note(self.project, there[which % len(there)])

    @rule(times=st.integers(min_value=1, max_value=4))
    def undo(self, times: int) -> None:
        for _ in range(times):
            label = history.undo_label(self.project)
            changes = history.undo(self.project)
            assert (None if changes is None else changes.label) == label

    @rule(times=st.integers(min_value=1, max_value=4))
    def redo(self, times: int) -> None:
        for _ in range(times):
            label = history.redo_label(self.project)
            changes = history.redo(self.project)
            assert (None if changes is None else changes.label) == label

    @rule()
    def undo_everything_and_redo_it(self) -> None:
        before = stored(self.project)
        steps = 0
        while history.undo(self.project) is not None:
            steps += 1
        assert stored(self.project) == self.imported
        for _ in range(steps):
            assert history.redo(self.project) is not None
        assert stored(self.project) == before

    @rule()
    def reopen(self) -> None:
        before = stored(self.project)
        self.project.close()
        self.project = open_project(self.path)
        assert stored(self.project) == before

    @rule(doc=numbers, place=numbers, length=numbers)
    def mask_or_unmask(self, doc: int, place: int, length: int) -> None:
        sheet = self.sheet(doc)
        start = self.span(sheet, place, length).start
        with contextlib.suppress(KnownError):
            masking.mask(self.project, sheet, masking.masking_at(sheet, start, start + length % 400))

    @rule(doc=numbers, which=numbers)
    def unmask(self, doc: int, which: int) -> None:
        sheet = self.sheet(doc)
        boilerplate = sheet.document.layout.boilerplate
        if boilerplate:
            start = boilerplate[which % len(boilerplate)].span.start
            masking.mask(self.project, sheet, masking.masking_at(sheet, start, start))

    @rule(doc=numbers, date=st.sampled_from(["2023-11-05", "2024-05-15", "5 Aug 2023", "none"]))
    def set_date(self, doc: int, date: str) -> None:
        sheet = self.sheet(doc)
        facts.set_facts(self.project, sheet, replace(facts.written_facts(sheet.document), published=date))

    @rule(doc=numbers, place=numbers, length=numbers, publisher=st.sampled_from(["", "BNN Breaking"]))
    def set_title(self, doc: int, place: int, length: int, publisher: str) -> None:
        sheet = self.sheet(doc)
        title = self.span(sheet, place, length).text_in(sheet.document.text)
        written = replace(facts.written_facts(sheet.document), title=title, publisher=publisher, language="Latvian")
        with contextlib.suppress(KnownError):
            facts.set_facts(self.project, sheet, written)

    def all_suggestions(self) -> dict[str, str]:
        """What the machine proposed for each document as it was imported, in force and as it says it now."""
        found = {}
        for document_id in self.project.documents.ids():
            for suggestion in self.project.suggestions.in_force(document_id):
                found[suggestion.id] = to_json(value_to_plain(suggestion.value))
        return found

    @rule()
    def undo_everything_brings_the_times_back(self) -> None:
        steps = 0
        while history.undo(self.project) is not None:
            steps += 1
        now = self.all_suggestions()
        assert {key: now[key] for key in now if key in self.proposed} == {
            key: self.proposed[key] for key in self.proposed if key in now
        }
        for _ in range(steps):
            history.redo(self.project)

    @rule()
    def is_checked(self) -> None:
        found = [finding.reason for finding in check(self.project)]
        # The runs of this test leave suggestions out that others of them point at, and a suggested event may point
        # at an entity that has another label since.
        assert [words for words in found if not words.startswith("suggested") or "boilerplate" in words] == []

    @rule(doc=numbers, dropped=st.integers(min_value=1, max_value=7))
    def label_anew(self, doc: int, dropped: int) -> None:
        """A new run that finds much the same; what it leaves out differs."""
        document = self.project.documents.get(self.ids[doc % 2])
        found = [value for k, value in enumerate(gold_of(document.file_name)) if k % dropped or dropped == 1]
        suggest(self.project, document.id, found)

    def must_be_followed(self, sheet: Worksheet) -> None:
        followed = self.followed[sheet.document.id]
        if followed.reading != sheet.reading:
            return  # another run has read the article; the window reads it anew
        assert followed == sheet
        assert dict(followed.by_id) == dict(sheet.by_id)
        assert followed.live() == sheet.live()
        assert followed.events == sheet.events
        assert followed.entities == sheet.entities
        assert followed.figures == sheet.figures
        assert followed.rejected_events == sheet.rejected_events
        for start in range(0, len(sheet.document.text), 400):
            near = [item for item in sheet.items if item.start < start + 300 and item.end > start]
            assert followed.items_in(start, start + 300) == near

    @invariant()
    @precondition(lambda self: hasattr(self, "project"))
    def holds(self) -> None:
        assert replayed(self.project, self.imported) == stored(self.project)
        rows = self.project.documents.queue_rows(self.project.layer.id, self.ids)
        for document_id, row in rows.items():
            sheet = read_worksheet(self.project, document_id)
            self.must_be_followed(sheet)
            assert read_in_steps(self.project, document_id) == sheet
            assert profile_of(self.project, document_id) == expected_profile(sheet)
            assert not dangling(sheet)
            assert row.suggestions_open == sum(item.is_open for item in sheet.items)
            assert row.events_open == sum(item.is_open for item in sheet.events)
            assert row.annotations == sum(item.is_reviewed for item in sheet.items)
            assert row.decisions == len(sheet.decisions)
            assert {item.id for item in sheet.items} >= set(sheet.decisions)
            layout = sheet.document.layout
            assert row.published == layout.published.value
            assert row.headline == sheet.document.headline
            for item in sheet.live():
                assert not any(layout.is_masked(span) for span in spans_of(item.value)), item
            for item in sheet.items:
                if item.is_reviewed and isinstance(item.value, Event):
                    assert_fits_schema(self.project, sheet, item.value)
        assert RawRows(self.project.file).wrong_counts() == []
        assert RawRows(self.project.file).wrong_touches() == 0
        counts = notes.note_counts(self.project)
        for document_id in self.ids:
            there = notes.notes_of(self.project, document_id)
            expected = NoteCount(len(there), sum(note.asks for note in there))
            assert counts.get(document_id, NoteCount()) == expected

    @rule()
    def is_sound(self) -> None:
        assert self.project.file.integrity() == []


def assert_fits_schema(project: Project, sheet: Worksheet, event: Event) -> None:
    for argument in event.arguments:
        role = project.schema.role(event.type, argument.role)
        assert role is not None
        if argument.ref is not None:
            filler = sheet.find(argument.ref)
            assert filler is not None
            assert role.takes(filler_word(filler.value)), (event.type, argument.role)
        assert role.repeat or len(event.fillers(role.name)) == 1
    for name in event.not_stated:
        assert project.schema.role(event.type, name) is not None
        assert not event.fillers(name)


def finished(steps: Generator[object, None, T]) -> T:
    """What a verb that goes step by step gives at its end."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            value: T = end.value
            return value


TestReviewing = Reviewing.TestCase
# Without shrinking: a step takes milliseconds, and the steps of a failure are short enough to read as they are.
TestReviewing.settings = settings(
    max_examples=15,
    stateful_step_count=40,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
