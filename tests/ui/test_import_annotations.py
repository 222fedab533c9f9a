"""Annotations made elsewhere: their names mapped by keys, tried, brought in, and told of line by line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.mapping import Becomes
from border_annotator.formats.mapping_file import read_mapping
from border_annotator.ui.app import Windows
from tests.ui.conftest import close_for_good
from tests.ui.reviewer import settle_down
from tests.ui.test_importing import finish, no_model, preview, shown

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.ui.importing.adoption import Adoption
    from border_annotator.ui.importing.quarantine_page import QuarantinePage
    from tests.ui.reviewer import Reviewer

__all__ = ["no_model"]
TEXT = "Guards 🛂 closed the bridge of Narva on Friday.\nNobody in Narva was hurt."


@pytest.fixture
def brat(tmp_path: Path) -> Path:
    """An article with annotations of brat: an entity, a foreign one, an event, and one that stands nowhere."""
    folder = tmp_path / "brat"
    folder.mkdir()
    (folder / "narva.txt").write_text(TEXT, encoding="utf-8")
    narva, guards, closed = TEXT.index("Narva"), TEXT.index("Guards"), TEXT.index("closed")
    lines = [
        f"T1\tLocation {narva} {narva + 5}\tNarva",
        f"T2\tWidget {guards} {guards + 6}\tGuards",
        f"T3\tClosing {closed} {closed + 6}\tclosed",
        "T4\tLocation 900 905\tTartu",
        "E1\tClosing:T3 Where:T1",
    ]
    (folder / "narva.ann").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def mapping(reviewer: Reviewer, folder: Path) -> Adoption:
    """The mapping, when the names have been read."""
    importing = reviewer.window.importing
    importing.show_plan([folder])
    page = preview(reviewer)
    assert "1 file of annotations follows" in page.told.text()
    reviewer.press("Return")
    reviewer.wait(importing.flow.adoption.mapping.isVisible)
    adoption = importing.flow.adoption
    reviewer.wait(lambda: adoption.mapping.model.rowCount() > 0)
    settle_down()
    return adoption


def names(adoption: Adoption) -> dict[str, str]:
    return {line.words: line.below for line in shown(adoption.mapping)}


def mark(reviewer: Reviewer, adoption: Adoption, words: str) -> None:
    page = adoption.mapping
    page.mark(next(k for k, line in enumerate(shown(page)) if line.words == words))
    page.give_keyboard()
    settle_down()
    assert reviewer.window.isVisible()


def test_names_are_mapped_by_typing_and_annotations_come_in_as_suggestions(empty: Reviewer, brat: Path) -> None:
    adoption = mapping(empty, brat)
    assert "PLACE" in names(adoption)["Location"]
    assert names(adoption)["Widget"] == "→ kept as it is · no counterpart"
    mark(empty, adoption, "Widget")
    empty.press("E")
    empty.answer("border agency")
    assert "→ entity BORDER_AGENCY · chosen" in names(adoption)["Widget"]
    mark(empty, adoption, "Closing")
    empty.press("E")
    empty.answer("closure")
    mark(empty, adoption, "Where of Closing")
    empty.press("E")
    empty.answer("place")
    assert names(adoption)["Where of Closing"] == "→ place · chosen"
    empty.press("T")
    result = adoption.result
    empty.wait(lambda: result.isVisible() and not result.adopted.is_running)
    assert "would come in on 1 article" in result.told.text()
    assert empty.on_disk("SELECT count(*) FROM suggestions") == [(0,)]
    empty.press("Return")
    assert adoption.mapping.isVisible()
    assert "chosen" in names(adoption)["Widget"]
    empty.press("Return")
    finish(empty)
    empty.wait(lambda: not result.adopted.is_running)
    assert result.isVisible()
    assert any("Tartu" in line.words and "quarantine" in line.state for line in shown(result))
    empty.press("Return")
    assert not result.isVisible()
    texts = {item.value.trigger.text_in(TEXT) for item in empty.sheet.events}  # type: ignore[union-attr]
    assert texts == {"closed"}
    assert empty.item("Guards").value.label == "BORDER_AGENCY"  # type: ignore[union-attr]
    empty.press("Ctrl+Alt+I")
    assert result.isVisible()


def test_what_is_kept_is_told_above_its_article(empty: Reviewer, brat: Path) -> None:
    adoption = mapping(empty, brat)
    empty.press("Return")
    finish(empty)
    empty.wait(lambda: not adoption.result.adopted.is_running)
    empty.press("Return")
    settle_down()
    chips = [label for label in empty.window.facts.findChildren(QLabel) if "kept as" in label.text()]
    assert [label.text().rpartition(": ")[2] for label in chips if label.isVisible()] == ["Widget"]
    assert "Widget: Guards" in chips[0].toolTip()


def test_values_of_attributes_are_mapped_by_typing(empty: Reviewer, brat: Path) -> None:
    with (brat / "narva.ann").open("a", encoding="utf-8") as file:
        file.write("A1\tPolarity E1 Negated\nA2\tMention T1 Blue\n")
    adoption = mapping(empty, brat)
    assert names(adoption)["Negated of Polarity"] == "→ value negative"
    assert names(adoption)["Blue of Mention"] == "→ kept as it is"
    mark(empty, adoption, "Blue of Mention")
    empty.press("X")
    assert names(adoption)["Blue of Mention"] == "→ kept as it is"
    empty.press("E")
    empty.answer("NOM")
    assert names(adoption)["Blue of Mention"] == "→ value NOM"
    mark(empty, adoption, "Negated of Polarity")
    empty.press("K")
    assert names(adoption)["Negated of Polarity"] == "→ kept as it is"
    empty.press("Return")
    finish(empty)
    empty.wait(lambda: not adoption.result.adopted.is_running)
    (value,) = empty.on_disk("SELECT value FROM suggestions WHERE kind = 'entity'")
    assert json.loads(str(value[0]))["mention"] == "NOM"
    empty.press("Return")


def test_each_annotator_has_a_layer_or_is_left_out(empty: Reviewer, tmp_path: Path) -> None:
    start = TEXT.index("Narva")
    span = {"start": start, "end": start + 5, "label": "Location"}
    lines = [
        {"text": TEXT, "spans": [span], "answer": "accept", "_annotator_id": who, "meta": {"doc_id": "n"}}
        for who in ("ann", "bob", "cid")
    ]
    path = tmp_path / "work" / "three.jsonl"
    path.parent.mkdir()
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    adoption = mapping(empty, path)
    assert names(adoption)["ann"] == "→ suggestions"
    empty.press("A")
    empty.answer("a layer for each")
    assert "layers of the annotators" in empty.button("Bring in as").text()
    assert names(adoption)["ann"] == "→ layer “ann”"
    mark(empty, adoption, "bob")
    empty.press("X")
    mark(empty, adoption, "cid")
    empty.press("E")
    empty.answer("Cidonia")
    assert [names(adoption)[who] for who in ("bob", "cid")] == ["→ left out", "→ layer “Cidonia”"]
    empty.press("Return")
    finish(empty)
    empty.wait(lambda: not adoption.result.adopted.is_running)
    held = "SELECT l.name FROM layers l JOIN annotations a ON a.layer_id = l.id ORDER BY l.name"
    assert empty.on_disk(held) == [("Cidonia",), ("ann",)]
    assert any("bob is left out" in f"{line.words} {line.below}" for line in shown(adoption.result))
    empty.press("Return")


def test_annotations_come_into_a_named_layer(empty: Reviewer, brat: Path) -> None:
    adoption = mapping(empty, brat)
    empty.press("A")
    empty.answer("Anna")
    assert "layer “Anna”" in empty.button("Bring in as").text()
    empty.press("Return")
    finish(empty)
    empty.wait(lambda: not adoption.result.adopted.is_running)
    assert ("Anna",) in empty.on_disk("SELECT name FROM layers")
    empty.press("Return")


def test_left_out_kept_saved_and_loaded(
    empty: Reviewer, brat: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    adoption = mapping(empty, brat)
    mark(empty, adoption, "Location")
    empty.press("X")
    assert names(adoption)["Location"] == "→ left out · chosen"
    kept = tmp_path / "mapping.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(kept), ""))
    empty.press("S")
    assert read_mapping(kept).label("Location").becomes is Becomes.LEFT_OUT
    mark(empty, adoption, "Location")
    empty.press("K")
    assert names(adoption)["Location"] == "→ kept as it is · chosen"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(kept), ""))
    empty.press("L")
    assert names(adoption)["Location"] == "→ left out · chosen"
    (tmp_path / "bad.toml").write_text("this is no mapping", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "bad.toml"), ""))
    empty.press("L")
    assert "bad.toml" in empty.message
    empty.press("/")
    empty.type("widget")
    empty.press("Return")
    assert list(names(adoption)) == ["Widget"]
    empty.press("Escape")
    assert not adoption.mapping.isVisible()
    assert empty.on_disk("SELECT count(*) FROM suggestions") == [(0,)]


def test_the_schema_is_extended_and_the_window_knows_it(empty: Reviewer, brat: Path) -> None:
    windows = Windows(empty.window)
    adoption = mapping(empty, brat)
    mark(empty, adoption, "Widget")
    empty.press("E")
    empty.answer("add the entity")
    assert "(new in the schema)" in names(adoption)["Widget"]
    try:
        empty.press("Return", settle=False)
        empty.wait(lambda: windows.window is not empty.window)
        settle_down()
        assert windows.window.session.project.schema.has_label("Widget")
        assert "new names" in windows.window.message.text()
    finally:
        close_for_good(windows.window)


def test_annotations_of_this_program_need_no_mapping(empty: Reviewer, tmp_path: Path) -> None:
    path = tmp_path / "label_studio.json"
    task = {"id": 1, "data": {"text": TEXT}, "annotations": [{"id": 1, "result": []}]}
    path.write_text(json.dumps([task]), encoding="utf-8")
    importing = empty.window.importing
    importing.show_plan([path])
    preview(empty)
    empty.press("Return")
    empty.wait(importing.flow.adoption.mapping.isVisible)
    page = importing.flow.adoption.mapping
    empty.wait(lambda: "nothing to map" in page.nothing.text())
    empty.press("Return")
    finish(empty)
    empty.wait(lambda: not importing.flow.adoption.result.adopted.is_running)
    assert empty.on_disk("SELECT count(*) FROM documents") == [(1,)]


# The quarantine


def quarantined(reviewer: Reviewer, folder: Path) -> QuarantinePage:
    """The quarantine of annotations two of which could not be placed."""
    words = folder / "narva.ann"
    words.write_text(words.read_text(encoding="utf-8") + "T5\tLocation 800 805\tNarva\n", encoding="utf-8")
    adoption = mapping(reviewer, folder)
    reviewer.press("Return")
    reviewer.wait(lambda: not adoption.result.adopted.is_running)
    reviewer.press("Return", "Ctrl+Alt+U")
    page = reviewer.window.importing.quarantine
    assert page.isVisible()
    return page


def test_what_is_in_quarantine_is_placed(empty: Reviewer, brat: Path) -> None:
    page = quarantined(empty, brat)
    assert {line.words for line in shown(page)} == {"Location “Tartu”", "Location “Narva”"}
    page.mark(next(k for k, line in enumerate(shown(page)) if "Narva" in line.words))
    empty.press("R")
    assert len(shown(page)) == 2
    assert "several places" in empty.message or "nowhere" in empty.message
    empty.press("Return")
    assert [choice for choice in empty.choices if "[Narva]" in choice][1].startswith("…")
    empty.press("Down", "Return")
    assert {line.words for line in shown(page)} == {"Location “Tartu”"}
    assert "Placed" in empty.window.status.saved_words
    empty.press("Return")
    empty.answer("no such words")
    assert "does not stand" in empty.message
    empty.press("Return")
    empty.answer("bridge of")
    assert "[bridge of]" in empty.choices[0]
    empty.press("Return")
    assert shown(page) == []
    assert "has its place" in page.told.text()
    empty.press("Escape")
    found = [anchor_of(item.value).text_in(TEXT) for item in empty.sheet.live() if isinstance(item.value, Entity)]
    assert sorted(found) == ["Narva", "Narva", "bridge of"]


def test_what_is_in_quarantine_is_opened_tried_and_discarded(empty: Reviewer, brat: Path) -> None:
    page = quarantined(empty, brat)
    empty.press("O")
    assert not page.isVisible()
    assert empty.sheet.document.file_name == "narva.txt"
    empty.press("Ctrl+Alt+U", "Shift+R")
    empty.wait(lambda: "of 2 that were tried again" in empty.window.status.saved_words)
    left = len(shown(page))
    empty.press("X")
    assert "for good" in empty.message
    assert len(shown(page)) == left
    empty.press("X")
    assert len(shown(page)) == left - 1
    empty.press("Shift+X", "Shift+X")
    assert shown(page) == []
    assert empty.on_disk("SELECT count(*) FROM quarantine") == [(0,)]


def test_the_quarantine_is_empty(reviewer: Reviewer) -> None:
    reviewer.press("Ctrl+Alt+U")
    page = reviewer.window.importing.quarantine
    assert "Nothing is in quarantine" in page.nothing.text()
    reviewer.press("Return", "O")
    assert "not in the project" in reviewer.message
    reviewer.press("Escape")
    assert not page.isVisible()
