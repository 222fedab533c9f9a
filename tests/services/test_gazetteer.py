"""The project's own names: added through the one door, undone, offered from a correction, known to pre-labelling."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.annotation import Kind, kind_of, new_id
from border_annotator.domain.entity import Entity
from border_annotator.domain.errors import KnownError, StaleEdit
from border_annotator.domain.gazetteer_entry import GazetteerEntry
from border_annotator.domain.span import Span
from border_annotator.services import correct, create, history, review
from border_annotator.services.check import check
from border_annotator.services.gazetteer import (
    add_entry,
    entry_from_correction,
    find_entries,
    gazetteer_entries,
    new_entry,
    remove_entry,
)
from border_annotator.services.import_documents import import_documents
from border_annotator.services.prelabel import prelabel
from border_annotator.services.project import create_project, open_project, open_project_to_read
from border_annotator.services.worksheets import read_worksheet
from border_annotator.storage import migrations
from border_annotator.storage.project_file import APPLICATION_ID
from tests.gold_suggestions import sheet_of

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.services.project import Project


def span_of(sheet: Worksheet, words: str) -> Span:
    start = sheet.document.text.index(words)
    return Span(start, start + len(words))


def test_an_entry_is_stored_undone_and_redone(project: Project, project_path: Path) -> None:
    entry = new_entry("PLACE", [" Žalavas ", "Zalawas", "Žalavas"], country="lt")
    changes = add_entry(project, entry)
    assert changes.entries == {entry.id}
    assert not changes.documents
    stored = GazetteerEntry(entry.id, "PLACE", ("Žalavas", "Zalawas"), "place:zalavas", "LT")
    assert gazetteer_entries(project) == [stored]
    assert history.undo_label(project) == changes.label
    history.undo(project)
    assert gazetteer_entries(project) == []
    history.redo(project)
    project.close()
    with open_project(project_path) as again:
        assert gazetteer_entries(again) == [stored]
        remove_entry(again, entry.id)
        assert gazetteer_entries(again) == []
        history.undo(again)
        assert gazetteer_entries(again) == [stored]
        assert list(check(again)) == []


def test_undo_of_an_entry_that_has_changed_meanwhile_is_refused(project: Project) -> None:
    entry = new_entry("PLACE", ["Žalavas"])
    add_entry(project, entry)
    project.file.db.conn.execute("DELETE FROM gazetteer")
    with pytest.raises(StaleEdit):
        history.undo(project)


@pytest.mark.parametrize(
    ("label", "names", "link", "country", "reason"),
    [
        ("TOWN", ["Žalavas"], None, "", "not an entity label"),
        ("PLACE", ["Žalavas"], "zalavas", "", "not a link"),
        ("PLACE", ["Žalavas"], "place:two words", "", "not a link"),
        ("PLACE", ["Žalavas"], None, "Lithuania", "not a country's code"),
        ("PLACE", ["..."], None, "", "not a name"),
        ("PLACE", ["x" * 200], None, "", "not a name"),
        ("PLACE", ["  "], None, "", "needs a name"),
        ("PLACE", ["Kamenka"], None, "", "already"),
    ],
)
def test_a_bad_entry_is_refused_and_leaves_no_trace(
    project: Project, label: str, names: list[str], link: str | None, country: str, reason: str
) -> None:
    add_entry(project, new_entry("PLACE", ["Kamenka"]))
    before = gazetteer_entries(project)
    with pytest.raises(KnownError, match=reason):
        add_entry(project, new_entry(label, names, link, country))
    assert gazetteer_entries(project) == before


def test_removing_what_is_not_there(project: Project) -> None:
    with pytest.raises(KnownError, match="not in the gazetteer"):
        remove_entry(project, new_id())


def test_entries_are_found_by_name_in_any_spelling(project: Project) -> None:
    entry = new_entry("PLACE", ["Žalavas", "Zhalavas"])
    add_entry(project, entry)
    for wanted in ("zalavas", "ŽALAVAS", "zhalavas", entry.id):
        assert [found.id for found in find_entries(project, wanted)] == [entry.id]
    assert find_entries(project, "Zala") == []


def test_a_name_that_no_list_knows_is_offered_when_it_is_added(project_with_seeds: Project) -> None:
    project = project_with_seeds
    sheet = sheet_of(project, "000")
    words = "Air Defender 23"
    entity_id, _ = create.add_entity(project, sheet, "OPERATION", span_of(sheet, words))
    offered = entry_from_correction(project, sheet_of(project, "000"), entity_id)
    assert offered is not None
    assert (offered.label, offered.names, offered.link) == ("OPERATION", (words,), "op:air-defender-23")
    assert gazetteer_entries(project) == []
    add_entry(project, offered)
    assert entry_from_correction(project, sheet_of(project, "000"), entity_id) is None


@pytest.mark.parametrize(("label", "words"), [("COUNTRY", "Lithuania"), ("PEOPLE", "officers")])
def test_what_the_lists_know_and_common_nouns_are_not_offered(
    project_with_seeds: Project, label: str, words: str
) -> None:
    sheet = sheet_of(project_with_seeds, "000")
    entity_id, _ = create.add_entity(project_with_seeds, sheet, label, span_of(sheet, words))
    assert entry_from_correction(project_with_seeds, sheet_of(project_with_seeds, "000"), entity_id) is None


def test_a_corrected_label_is_offered_and_a_confirmed_one_is_not(gold_project: Project) -> None:
    sheet = sheet_of(gold_project, "000")
    entity = next(
        item for item in sheet.entities
        if isinstance(item.value, Entity) and item.value.span.text_in(sheet.document.text) == "Lithuania"
    )  # fmt: skip
    review.confirm(gold_project, sheet, entity.id)
    assert entry_from_correction(gold_project, sheet_of(gold_project, "000"), entity.id) is None
    correct.set_label(gold_project, sheet_of(gold_project, "000"), entity.id, "CIVIL_ORG")
    offered = entry_from_correction(gold_project, sheet_of(gold_project, "000"), entity.id)
    assert offered is not None
    assert (offered.label, offered.link, offered.country) == ("CIVIL_ORG", "ngo:lithuania", "LT")


def test_events_and_unknown_ids_are_not_offered(gold_project: Project) -> None:
    sheet = sheet_of(gold_project)
    event = sheet.events[0]
    assert entry_from_correction(gold_project, sheet, event.id) is None
    assert entry_from_correction(gold_project, sheet, new_id()) is None


def test_pre_labelling_and_selecting_know_the_entries(project: Project, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Officers met near Zalawas on Monday. The Blue Otter group was there.", encoding="utf-8")
    list(import_documents(project, [article]))
    add_entry(project, new_entry("PLACE", ["Žalavas", "Zalawas"], "place:zalavas", "LT"))
    add_entry(project, new_entry("ARMED_GROUP", ["Blue Otter group"]))
    for _ in prelabel(project, model="blank"):
        pass
    document_id = project.documents.ids()[0]
    sheet = read_worksheet(project, document_id)
    found = {
        (item.value.span.text_in(sheet.document.text), item.value.label, item.value.link, item.suggestion.source)
        for item in sheet.entities
        if isinstance(item.value, Entity) and item.suggestion is not None
    }
    assert ("Zalawas", "PLACE", "place:zalavas", "gazetteer:project") in found
    assert ("Blue Otter group", "ARMED_GROUP", "group:blue-otter-group", "gazetteer:project") in found
    item = next(i for i in sheet.entities if i.value.label == "PLACE")  # type: ignore[union-attr]
    review.reject(project, sheet, item.id)
    sheet = read_worksheet(project, document_id)
    entity_id, _ = create.add_entity(project, sheet, "PLACE", span_of(sheet, "Zalawas"))
    made = read_worksheet(project, document_id).find(entity_id)
    assert made is not None
    assert kind_of(made.value) is Kind.ENTITY
    assert isinstance(made.value, Entity)
    assert made.value.link == "place:zalavas"


def test_a_project_of_the_first_shape_gets_the_table(project_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", migrations.STEPS[:1])
        patch.setattr("border_annotator.storage.project_file.NEWEST", 1)
        create_project(project_path).close()
    with sqlite3.connect(project_path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    connection.close()
    with pytest.raises(KnownError, match="older version"):
        open_project_to_read(project_path)
    with open_project(project_path) as project:
        add_entry(project, new_entry("PLACE", ["Žalavas"]))
        assert len(gazetteer_entries(project)) == 1
        assert list(check(project)) == []


def test_checking_tells_of_an_entry_that_the_journal_never_wrote(project: Project) -> None:
    entry = new_entry("PLACE", ["Žalavas"])
    add_entry(project, entry)
    project.file.db.conn.execute("UPDATE gazetteer SET value = replace(value, 'PLACE', 'TOWN')")
    reasons = [finding.reason for finding in check(project)]
    assert any("not in the schema" in reason for reason in reasons)
    assert any("stored differently" in reason for reason in reasons)
