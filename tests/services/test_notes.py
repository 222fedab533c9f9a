"""Notes and flags: they confirm nothing, are undone like all else, and travel with the export."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.errors import KnownError, StaleEdit
from border_annotator.domain.note import About, NoteCount
from border_annotator.domain.span import Span
from border_annotator.formats.readers.native import read_native_file
from border_annotator.services import history, notes, review
from border_annotator.services.check import check
from border_annotator.services.export_dataset import export_dataset
from tests.gold_suggestions import sheet_of

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.services.project import Project


def test_a_note_confirms_nothing(gold_project: Project) -> None:
    sheet = sheet_of(gold_project)
    event = sheet.events[0]
    notes.write_note(gold_project, notes.on_event(gold_project, sheet, event.id), "who is meant?")
    notes.ask_someone(gold_project, notes.on_event(gold_project, sheet, event.id))
    assert sheet_of(gold_project) == sheet
    (note,) = notes.notes_of(gold_project, sheet.document.id)
    assert (note.text, note.asks, note.span) == ("who is meant?", True, anchor_of(event.value))
    assert notes.note_counts(gold_project) == {sheet.document.id: NoteCount(1, 1)}
    assert list(check(gold_project)) == []


def test_written_again_changed_settled_removed_and_undone(gold_project: Project) -> None:
    sheet = sheet_of(gold_project)
    subject = notes.on_span(sheet, Span(1, 10))
    notes.ask_someone(gold_project, subject)
    notes.write_note(gold_project, subject, "  first\nsecond  ")
    notes.write_note(gold_project, subject, "third")
    notes.ask_someone(gold_project, subject)
    found = notes.note_on(gold_project, subject)
    assert found is not None
    assert (found.text, found.asks) == ("third", False)
    notes.write_note(gold_project, subject, "")
    assert notes.note_on(gold_project, subject) is None
    labels = []
    while (changes := history.undo(gold_project)) is not None:
        labels.append(changes.label.split("“")[0].strip())
    assert labels == ["Remove a note on the passage", "Settle the question about", "Change the note on",
                      "Change the note on", "Ask someone about"]  # fmt: skip
    assert notes.all_notes(gold_project) == []


def test_without_words_there_is_no_note_and_too_many_are_refused(gold_project: Project) -> None:
    subject = notes.on_article(sheet_of(gold_project))
    for text in ("", " \n "):
        with pytest.raises(KnownError, match="needs words"):
            notes.write_note(gold_project, subject, text)
    with pytest.raises(KnownError, match="too long"):
        notes.write_note(gold_project, subject, "x" * (notes.LONGEST + 1))


def test_a_note_that_changed_meanwhile_is_not_removed(gold_project: Project) -> None:
    subject = notes.on_article(sheet_of(gold_project))
    notes.write_note(gold_project, subject, "one")
    old = notes.note_on(gold_project, subject)
    assert old is not None
    notes.write_note(gold_project, subject, "two")
    with pytest.raises(StaleEdit):
        notes.remove_note(gold_project, old)


def test_a_note_stays_when_its_event_is_gone(gold_project: Project) -> None:
    sheet = sheet_of(gold_project)
    event = sheet.events[0]
    notes.write_note(gold_project, notes.on_event(gold_project, sheet, event.id), "wrong?")
    review.reject(gold_project, sheet, event.id)
    (note,) = notes.notes_of(gold_project, sheet.document.id)
    assert note.span == anchor_of(event.value)
    assert list(check(gold_project)) == []


def test_exported_with_the_article_and_read_back(gold_project: Project, tmp_path: Path) -> None:
    sheet = sheet_of(gold_project)
    kept, other = sheet.events[0], sheet.events[1]
    review.confirm(gold_project, sheet, kept.id)
    notes.write_note(gold_project, notes.on_event(gold_project, sheet, kept.id), "kept")
    notes.write_note(gold_project, notes.on_event(gold_project, sheet, other.id), "only suggested")
    notes.ask_someone(gold_project, notes.on_span(sheet, Span(1, 10)))
    notes.write_note(gold_project, notes.on_article(sheet), "of the whole")
    notes.write_note(gold_project, notes.on_guideline("type:Crossing.Entry", "Irregular entry"), "boats too")
    steps = list(export_dataset(gold_project, tmp_path))
    path = next(step.path for step in steps if step.document_id == sheet.document.id)
    assert path is not None
    article = read_native_file(path, sheet.document.text)
    assert [(note.about, note.text, note.asks) for note in article.notes] == [
        (About.EVENT, "kept", False),
        (About.EVENT, "only suggested", False),
        (About.SPAN, "", True),
        (About.ARTICLE, "of the whole", False),
    ]
    raw = json.loads(path.read_text(encoding="utf-8"))
    assert [note.get("ref", "") for note in raw["notes"]][:2] == ["ev1", other.id]
    assert raw["notes"][2]["text"] == sheet.document.text[1:10]
    written = (tmp_path / "guideline-notes.md").read_text(encoding="utf-8")
    assert "type:Crossing.Entry" in written
    assert "boats too" in written


def test_no_notes_no_file_of_them(gold_project: Project, tmp_path: Path) -> None:
    list(export_dataset(gold_project, tmp_path))
    assert not (tmp_path / "guideline-notes.md").exists()
    assert all("notes" not in json.loads(path.read_text(encoding="utf-8")) for path in tmp_path.glob("*.json"))


def test_damage_is_found(gold_project: Project) -> None:
    sheet = sheet_of(gold_project)
    notes.write_note(gold_project, notes.on_span(sheet, Span(1, 10)), "here")
    connection = gold_project.file.db.conn
    with gold_project.file.transaction():
        connection.execute("UPDATE notes SET asks = 1")
        connection.execute("DELETE FROM touched")
    reasons = [finding.reason for finding in check(gold_project)]
    assert any("is not what its row says" in reason for reason in reasons)
    assert any("not found by what they touched" in reason for reason in reasons)
