"""Columns of tables, what repairing letters changes, and a folder whose articles come in by themselves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog

from border_annotator.services.project import create_project
from tests.ui.reviewer import settle_down
from tests.ui.test_importing import STORY, finish, no_model, preview, shown

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.ui.importing.columns_form import ColumnsForm
    from tests.ui.conftest import OpenWindow
    from tests.ui.reviewer import Reviewer

__all__ = ["no_model"]
BODY = "Border guards closed the crossing on Friday evening, the ministry of the interior said on its page."


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table whose columns tell nothing by their names."""
    path = tmp_path / "table.csv"
    path.write_text(f"a;b;c\nFirst news;{BODY};2023-11-03\nSecond news;{BODY} Again.;2023-11-04\n", encoding="utf-8")
    return path


def open_columns(reviewer: Reviewer) -> ColumnsForm:
    reviewer.press("O")
    reviewer.answer("columns")
    form = reviewer.window.importing.flow.options.columns
    reviewer.wait(form.isVisible)
    return form


def test_columns_are_chosen_with_a_look_at_the_rows(empty: Reviewer, table: Path) -> None:
    empty.window.importing.show_plan([table])
    page = preview(empty)
    assert [line.right.partition(" · ")[0] for line in shown(page)] == ["no date", "no date"]
    form = open_columns(empty)
    assert form.values()["text"] == "b"
    assert f"Text: {BODY[:50]}" in form.sample
    empty.press("Tab")
    empty.type("a")
    assert "Title: First news" in form.sample
    empty.press("Tab", "Tab", "Tab", "Tab")
    empty.type("zzz")
    empty.press("Return")
    assert "no column “zzz”" in form.reason
    empty.press("Ctrl+A")
    empty.type("c")
    empty.press("Return")
    empty.wait(lambda: not form.isVisible())
    preview(empty)
    empty.wait(lambda: page.model.rowCount() == 2)
    assert [(line.words, line.right.partition(" · ")[0]) for line in shown(page)] == [
        ("First news", "2023-11-03"),
        ("Second news", "2023-11-04"),
    ]
    assert "title=a, published=c" in page.options_told.text()
    empty.press("Return")
    finish(empty)
    assert empty.on_disk("SELECT count(*) FROM documents") == [(2,)]


def test_paths_in_json(empty: Reviewer, tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps({"article": {"said": BODY, "top": "News"}}) + "\n", encoding="utf-8")
    empty.window.importing.show_plan([path])
    preview(empty)
    form = open_columns(empty)
    assert form.offers_of("text") == ("article.said", "article.top")
    empty.press("Escape", "Escape")


def test_nothing_has_columns(empty: Reviewer, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    empty.window.importing.show_plan([tmp_path / "a.txt"])
    preview(empty)
    empty.press("O")
    empty.answer("columns")
    empty.wait(lambda: "no table" in empty.message)
    empty.press("Escape")


def test_before_and_after_a_repair(empty: Reviewer, tmp_path: Path) -> None:
    garbled = "Les garde-frontières ont fermé le passage à Šalčininkai".encode().decode("cp1252", "replace")
    (tmp_path / "garbled.txt").write_text(f"{garbled}\n\nLa frontiÃ¨re est fermÃ©e.\n", encoding="utf-8")
    empty.window.importing.show_plan([tmp_path / "garbled.txt"])
    page = preview(empty)
    assert "garbled" in shown(page)[0].below
    assert shown(page)[0].warns
    empty.press("2", "3", "R")
    empty.wait(lambda: "+  La frontière est fermée." in page.details.document().toRawText())
    empty.press("O")
    empty.answer("garbled")
    preview(empty)
    empty.press("1", "Return")
    finish(empty)
    assert "La frontière est fermée." in empty.sheet.document.text


def test_what_appears_in_a_folder_comes_in(empty: Reviewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("border_annotator.ui.importing.folder_watch.SOON", 5)
    folder = tmp_path / "watched & more"
    folder.mkdir()
    (folder / "one.txt").write_text(STORY.format(name="Narva", day=3, count=30), encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    empty.press("Ctrl+Alt+W")
    watch = empty.window.importing.watch
    assert watch.folder == folder
    assert empty.window.actions_by_id["project.watch"].isChecked()
    assert empty.button("Watching watched").isVisible()
    empty.wait(lambda: empty.window.queue.model.rowCount() == 1)
    (folder / "two.txt").write_text("Kena opens\n\nThe bridge of Kena is open again for lorries.", encoding="utf-8")
    empty.wait(lambda: empty.window.queue.model.rowCount() == 2)
    finish(empty)
    assert "Left out" not in empty.message
    empty.press("Ctrl+Alt+W")
    settle_down()
    assert empty.window.importing.watch.folder is None
    assert "Watching" not in empty.status
    assert empty.window.settings.text("watched") == ""


def test_a_folder_is_watched_again_after_a_restart(
    open_window: OpenWindow, project_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("border_annotator.ui.importing.folder_watch.SOON", 5)
    folder = tmp_path / "watched"
    folder.mkdir()
    create_project(project_path).close()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    first = open_window(project_path)
    first.press("Ctrl+Alt+W")
    first.press("Ctrl+Q")
    (folder / "meanwhile.txt").write_text(BODY, encoding="utf-8")
    again = open_window(project_path)
    again.wait(lambda: again.window.queue.model.rowCount() == 1)
    finish(again)
    again.press("Ctrl+Alt+W")


def test_annotations_in_a_watched_folder_come_in_as_suggestions_by_its_mapping(
    empty: Reviewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("border_annotator.ui.importing.folder_watch.SOON", 5)
    folder = tmp_path / "watched"
    folder.mkdir()
    rules = 'format = "border-mapping/1"\n[labels.Widget]\nentity = "PLACE"\n'
    (folder / "mapping.toml").write_text(rules, encoding="utf-8")
    start = BODY.index("Narva") if "Narva" in BODY else 0
    line = {"text": BODY, "label": [[start, start + 5, "Widget"]], "id": 1}
    (folder / "made.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    empty.press("Ctrl+Alt+W")
    empty.wait(lambda: empty.on_disk("SELECT label FROM suggestions") == [("PLACE",)])
    finish(empty)
    assert empty.on_disk("SELECT count(*) FROM documents") == [(1,)]
    assert not empty.window.importing.flow.adoption.mapping.isVisible()
    empty.press("Ctrl+Alt+W")


def test_a_version_gets_the_annotations_of_the_earlier_article(reviewer: Reviewer, tmp_path: Path) -> None:
    reviewer.press("A")
    before = reviewer.sheet
    text = before.document.text.replace("Lithuania Bolsters", "Lithuania now bolsters", 1)
    (tmp_path / "newer.txt").write_text(text, encoding="utf-8")
    reviewer.window.importing.show_plan([tmp_path / "newer.txt"])
    page = preview(reviewer)
    assert shown(page)[0].state == "≈ version"
    reviewer.press("O")
    reviewer.answer("earlier one")
    assert "carries annotations over" in page.options_told.text()
    reviewer.press("Return")
    finish(reviewer)
    reviewer.wait(lambda: "carried over" in reviewer.window.status.saved_words)
    (version,) = reviewer.on_disk("SELECT document_id FROM versions")
    carried = reviewer.session.project.suggestions.in_force(str(version[0]))
    assert {s.value.id for s in carried}.isdisjoint({item.id for item in before.items})
    assert len(carried) > 3
