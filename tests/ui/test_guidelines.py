"""F1 opens the entry of what is at hand beside the work, and takes the keyboard from nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from border_annotator.domain.guidelines import found, guidelines_of, role_key
from border_annotator.services import notes
from border_annotator.services.guidelines import read_guidelines
from border_annotator.settings import paths
from tests.ui.reviewer import settle_down

if TYPE_CHECKING:
    from border_annotator.domain.schema import Schema
    from border_annotator.ui.help.guide_panel import GuidePanel
    from tests.ui.reviewer import Reviewer


def panel(reviewer: Reviewer) -> GuidePanel:
    shown = reviewer.window.guide.panel
    assert shown is not None
    return shown


def test_every_name_of_the_schema_has_an_entry_with_a_definition(schema: Schema) -> None:
    entries = guidelines_of(schema, paths.guidelines_file().read_text(encoding="utf-8"))
    for event_type in schema.event_types:
        entry = entries[f"type:{event_type.type}"]
        assert entry.definition
        assert entry.examples, event_type.type
        assert entry.counter_examples, event_type.type
        for role in schema.roles(event_type.type):
            assert entries[role_key(event_type.type, role, schema)].facts
    for label in schema.entity_labels:
        assert entries[f"label:{label.label}"].definition
    assert all(set(entry.parts) | set(entry.rules) <= entries.keys() for entry in entries.values())
    marks = [entry.key for entry in entries.values() if "**" in entry.words() or "`" in entry.words()]
    assert marks == []


def test_a_schema_of_ones_own_is_explained_by_its_descriptions(schema: Schema) -> None:
    entries = guidelines_of(schema, "")
    assert entries["type:Crossing.Entry"].definition
    assert entries["type:Crossing.Entry"].examples == ()


def test_search_finds_titles_first(schema: Schema) -> None:
    entries = guidelines_of(schema, paths.guidelines_file().read_text(encoding="utf-8"))
    assert found(entries, "pushback")[0].key == "type:Crossing.Pushback"
    assert "type:Crossing.Pushback" in [entry.key for entry in found(entries, "turned individual procedure")]
    assert found(entries, "no such word anywhere") == []


def test_the_event_in_focus_is_explained_and_the_work_goes_on(reviewer: Reviewer) -> None:
    reviewer.press("F1")
    assert panel(reviewer).isVisible()
    assert panel(reviewer).key == f"type:{reviewer.event.type}"
    assert "Counter-examples" in panel(reviewer).shown()
    assert QApplication.focusWidget() is reviewer.article
    first = reviewer.focused.id
    reviewer.press("A")
    assert reviewer.verdict(first) == "confirmed"


def test_the_label_at_the_caret(reviewer: Reviewer) -> None:
    reviewer.put_caret(reviewer.item("Latvia").value.span.start)  # type: ignore[union-attr]
    reviewer.press("F1")
    assert panel(reviewer).key == "label:COUNTRY"
    reviewer.put_caret(reviewer.item("164", figure=True).value.span.start)  # type: ignore[union-attr]
    reviewer.press("F1")
    assert panel(reviewer).key == "figure:kind"


@pytest.mark.parametrize(
    ("opener", "typed", "key"),
    [
        ("T", "pushback", "type:Crossing.Pushback"),
        ("R", "force", "role:Force.Deployment/force"),
        ("R", "place", "role:place"),
        ("S", "planned", "attribute:status"),
    ],
)
def test_the_marked_choice_is_explained_and_can_still_be_taken(
    reviewer: Reviewer, opener: str, typed: str, key: str
) -> None:
    reviewer.press(opener)
    reviewer.type(typed)
    reviewer.press("F1")
    assert panel(reviewer).key == key
    assert reviewer.overlay() is reviewer.window.chooser
    reviewer.press("Return")
    assert reviewer.overlay() is None or reviewer.line == ""


def test_labels_of_the_chooser(reviewer: Reviewer) -> None:
    reviewer.select("bolster")
    reviewer.press("L")
    reviewer.type("operation")
    reviewer.press("F1")
    assert panel(reviewer).key == "label:OPERATION"


def test_a_second_time_goes_to_the_search_and_escape_closes(reviewer: Reviewer) -> None:
    reviewer.press("F1", "F1")
    assert panel(reviewer).line.hasFocus()
    reviewer.type("temporary protection")
    reviewer.press("Return")
    assert panel(reviewer).key == "type:Policy.TemporaryProtection"
    reviewer.type("axq?[")
    assert reviewer.edits_on_disk == 0, "letters of the search are letters"
    reviewer.press("Escape")
    assert not panel(reviewer).isVisible()
    assert QApplication.focusWidget() is reviewer.article


def test_what_belongs_to_it_can_be_followed_and_left_again(reviewer: Reviewer) -> None:
    reviewer.press("F1")
    key = panel(reviewer).key
    next(b for b in panel(reviewer).findChildren(QPushButton) if b.text() == "Force").click()
    assert panel(reviewer).key == "role:Force.Deployment/force"
    next(b for b in panel(reviewer).findChildren(QPushButton) if b.text() == "Back").click()
    assert panel(reviewer).key == key


def test_notes_are_the_projects_and_are_undone(reviewer: Reviewer) -> None:
    reviewer.press("F1")
    reviewer.button("Add a note").click()
    reviewer.answer("rotations count as one")
    settle_down()
    project = reviewer.session.project
    assert [note.text for note in notes.guideline_notes(project)] == ["rotations count as one"]
    assert "rotations count as one" in panel(reviewer).shown()
    reviewer.article.setFocus()
    reviewer.press("Ctrl+Z")
    assert notes.guideline_notes(project) == []
    assert "rotations" not in panel(reviewer).shown()


def test_in_a_narrow_window_the_queue_makes_room_and_comes_back(reviewer: Reviewer) -> None:
    reviewer.window.resize(1024, 700)
    settle_down()
    reviewer.press("F1")
    assert not reviewer.window.queue.isVisible()
    assert reviewer.article.width() > 350
    reviewer.window.guide.close()
    assert reviewer.window.queue.isVisible()


def test_without_the_written_rules_there_is_the_schema(
    reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(paths, "guidelines_file", lambda: paths.resources_folder() / "nothing.md")
    read_guidelines.__globals__["_read"].cache_clear()
    reviewer.press("F1")
    assert panel(reviewer).key == f"type:{reviewer.event.type}"
    assert "cannot be read" in caplog.text
    read_guidelines.__globals__["_read"].cache_clear()
