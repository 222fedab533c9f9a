"""Exporting from the window, by real keys into real files."""

from __future__ import annotations

import dataclasses
import json
import os
import shlex
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from border_annotator.domain.data_set import TextUse
from border_annotator.domain.splits import Shares
from border_annotator.services import export_dataset as exporting
from border_annotator.services.articles import Source
from border_annotator.services.export_formats import EXPORT_FORMATS
from border_annotator.services.project import open_project_to_read
from border_annotator.ui.exporting.options import Option
from tests.formats.writers.written import set_format

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from pathlib import Path

    from PySide6.QtCore import QUrl

    from border_annotator.domain.outgoing import Outgoing, Setting
    from border_annotator.ui.exporting.export_page import ExportPage
    from border_annotator.ui.exporting.flow import ExportFlow
    from tests.ui.conftest import OpenWindow
    from tests.ui.reviewer import Reviewer


MINUTE = 60_000
"""Milliseconds that a busy machine may need to load what reads words."""


def flow(reviewer: Reviewer) -> ExportFlow:
    return reviewer.window.exporting.flow


def page(reviewer: Reviewer) -> ExportPage:
    return flow(reviewer).page


def looked(reviewer: Reviewer) -> None:
    """Wait until the page has said everything about what is chosen."""
    reviewer.wait(lambda: flow(reviewer).lost is not None, MINUTE)


def begin(reviewer: Reviewer, *answers: tuple[str, str]) -> None:
    """Open the page and answer some of its questions: a letter, and what is typed."""
    reviewer.press("Ctrl+E")
    for letter, typed in answers:
        reviewer.press(letter)
        reviewer.answer(typed)


def into(reviewer: Reviewer, folder: Path) -> None:
    """Choose the folder by typing."""
    reviewer.press("O")
    reviewer.answer("write")
    reviewer.answer(str(folder))


def write(reviewer: Reviewer) -> None:
    """Press Enter, and wait for the files."""
    reviewer.press("Return")
    reviewer.wait(lambda: not reviewer.window.exporting.is_busy)


def rows(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_what_is_shown_before_anything_is_written(reviewer: Reviewer, tmp_path: Path) -> None:
    begin(reviewer, ("F", "hugging"), ("A", "machines"))
    looked(reviewer)
    shown = page(reviewer)
    assert shown.isVisible()
    assert "2 of 2 articles go out" in shown.told.text()
    assert shown.record_told.text() == "The first record, as data.jsonl would hold it"
    assert '"id": "000_4649726c9b6e0d0e"' in shown.record.document().firstBlock().text()
    assert shown.lost.text().startswith(("✓ jsonl carries", "! jsonl cannot"))
    assert shown.command.text().endswith("--format jsonl --layer suggestions")
    reviewer.press("Escape")
    assert not shown.isVisible()
    assert QApplication.focusWidget() is reviewer.article
    assert not list(tmp_path.rglob("*.jsonl"))


def test_the_whole_way_by_keys(reviewer: Reviewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    class Services:
        @staticmethod
        def openUrl(url: QUrl) -> None:  # noqa: N802 - Qt's name
            opened.append(url.toLocalFile())

    monkeypatch.setattr("border_annotator.ui.exporting.flow.QDesktopServices", Services)
    out = tmp_path / "a new & odd, 'quoted' folder"
    begin(reviewer, ("F", "jsonl"), ("A", "machines"))
    into(reviewer, out)
    write(reviewer)
    outcome = flow(reviewer).outcome
    assert outcome.isVisible()
    assert outcome.told.text().startswith("Exported 2 articles with 1")
    listed = [outcome.line_of(place).words for place in outcome.model.places]
    assert sorted(listed) == sorted(p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file())
    assert [row["id"] for row in rows(out / "data.jsonl")] == ["000_4649726c9b6e0d0e", "003_3cc3049288d45523"]
    assert "Exported 2 articles" in reviewer.window.status.saved_words
    reviewer.press("O")
    assert opened == [str(out)]
    reviewer.press("C")
    assert shlex.split(QGuiApplication.clipboard().text())[3] == str(out)
    reviewer.press("Return")
    assert reviewer.article.isVisible()


ANSWERS = (
    ("F", "conll", "format_name", "conll"),
    ("A", "undecided", "source", Source.BOTH),
    ("R", "reviewer layer", "layer", "reviewer"),
    ("Y", "COUNTRY", "types", frozenset({"COUNTRY"})),
    ("T", "persons", "text_use", TextUse.REDACTED),
    ("T", "offsets", "text_use", TextUse.OFFSETS),
    ("V", "70/15/15", "shares", Shares(0.7, 0.15, 0.15)),
    ("V", "60/20/20", "shares", Shares(0.6, 0.2, 0.2)),
    ("Z", "a seed", "seed", "a seed"),
    ("K", "written", "with_card", True),
)


def test_every_option_by_its_letter(reviewer: Reviewer) -> None:
    begin(reviewer)
    for letter, typed, field, value in ANSWERS:
        before = page(reviewer).options.words_of(Option(letter))
        reviewer.press(letter)
        reviewer.answer(typed)
        assert getattr(flow(reviewer).choosing.choice, field) == value
        assert page(reviewer).options.words_of(Option(letter)) != before
        assert page(reviewer).isVisible()
    reviewer.press(Option.MARK.value)
    assert not flow(reviewer).choosing.choice.with_mark
    assert page(reviewer).options.words_of(Option.MARK).startswith("other programs")


@pytest.mark.parametrize(
    ("answers", "words", "chosen"),
    [
        ((("S", "done"),), "Done", 0),
        ((("S", "to review"),), "To review", 2),
        ((("S", "words in the text"), ("", "VSAT")), "with VSAT", 1),
        ((("S", "published from"), ("", "2023-11")), "from 2023-11-01", 1),
        ((("S", "without a date"),), "without a date", 1),
        ((("S", "title"), ("", "bolsters")), "“bolsters” in the title", 1),
        ((("S", "entity: a label"), ("", "iso:LV")), "iso:LV", 2),
    ],
)
def test_articles_are_chosen_as_in_the_queue(
    reviewer: Reviewer, answers: tuple[tuple[str, str], ...], words: str, chosen: int
) -> None:
    begin(reviewer)
    for letter, typed in answers:
        if letter:
            reviewer.press(letter)
        reviewer.answer(typed)
    looked(reviewer)
    assert words in page(reviewer).options.words_of(Option.ARTICLES)
    assert page(reviewer).told.text().endswith(f"{chosen} of 2 articles go out.")
    assert page(reviewer).may_write == (chosen > 0)
    if not chosen:
        assert "Nothing fits" in page(reviewer).record_told.text()
        reviewer.press("Return")
        assert not reviewer.window.exporting.is_busy


def test_as_the_queue_is_filtered(reviewer: Reviewer) -> None:
    reviewer.press("/")
    reviewer.type("bolsters")
    reviewer.press("Escape", "Escape")
    reviewer.window.queue.set_filter(dataclasses.replace(reviewer.window.queue.filter, title="bolsters"))
    begin(reviewer, ("S", "as the queue"))
    assert flow(reviewer).choosing.choice.queue.title == "bolsters"


def test_every_format_has_a_first_record(reviewer: Reviewer) -> None:
    begin(reviewer, ("A", "machines"))
    for name in (known.name for known in EXPORT_FORMATS if known.name != "parquet"):
        reviewer.press("F")
        reviewer.answer(name)
        looked(reviewer)
        assert flow(reviewer).choosing.choice.format_name == name
        assert 200 < page(reviewer).record.document().characterCount() < 9_000, name


def test_offsets_alone_where_a_format_has_none_are_refused_at_once(reviewer: Reviewer) -> None:
    begin(reviewer, ("T", "offsets"), ("F", "conll"))
    reviewer.wait(lambda: "made of the words" in page(reviewer).lost.text())
    assert not page(reviewer).may_write
    reviewer.press("T")
    assert any("made of the words" in choice for choice in reviewer.choices)
    reviewer.answer("whole")
    looked(reviewer)
    assert page(reviewer).may_write


def test_each_loss_opens_its_article_at_the_place(reviewer: Reviewer) -> None:
    begin(reviewer, ("F", "conll"), ("A", "machines"))
    looked(reviewer)
    lost = flow(reviewer).lost
    assert lost is not None
    assert f"{lost.total:,} things" in page(reviewer).lost.text()
    reviewer.press("L")
    losses = flow(reviewer).losses
    counted = [int(losses.line_of(place).right.replace(",", "")) for place in losses.model.places]
    assert sum(counted) == lost.total
    losses.line.setFocus()
    reviewer.type("role place")
    reviewer.press("Return")
    marked = losses.marked()
    assert marked is not None
    sort, found = lost.rows()[marked]
    assert sort.kind == "role"
    reviewer.press("Return")
    assert losses.model.rowCount() == found.count
    assert f"{found.count:,} place" in losses.told.text()
    at = found.examples[-1]
    reviewer.press("End", "Return")
    assert reviewer.article.isVisible()
    assert reviewer.sheet.document.id == at.document_id
    assert at.span is not None
    assert reviewer.article.selection() == at.span
    reviewer.press("Ctrl+E")
    assert losses.isVisible()
    reviewer.press("Escape", "Escape")
    assert page(reviewer).isVisible()


def test_a_loss_of_a_redacted_text_opens_at_its_annotation(reviewer: Reviewer) -> None:
    begin(reviewer, ("F", "conll"), ("A", "machines"), ("T", "persons"))
    looked(reviewer)
    reviewer.press("L")
    losses = flow(reviewer).losses
    losses.line.setFocus()
    reviewer.type("mention")
    reviewer.press("Return", "Return", "Return")
    assert reviewer.article.isVisible()
    assert reviewer.article.selection() is not None


def test_what_was_chosen_last_is_chosen_again(open_window: OpenWindow, gold_path: Path, tmp_path: Path) -> None:
    reviewer = open_window(gold_path)
    begin(reviewer, ("F", "jsonl"), ("A", "machines"), ("V", "50/0/50"))
    into(reviewer, tmp_path / "out")
    write(reviewer)
    assert "that stay together" in flow(reviewer).outcome.told.text()
    choice = flow(reviewer).choosing.choice
    reviewer.window.close()
    again = open_window(gold_path)
    again.press("Ctrl+E")
    assert flow(again).choosing.choice == choice
    assert flow(again).choosing.out == tmp_path / "out"


def test_the_folder_of_a_dialog(reviewer: Reviewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "found"))
    begin(reviewer, ("O", "look for"))
    assert flow(reviewer).choosing.out == tmp_path / "found"
    assert page(reviewer).options.words_of(Option.FOLDER) == str(tmp_path / "found")


def test_by_the_mouse_alone(reviewer: Reviewer, tmp_path: Path) -> None:
    QTest.mouseClick(reviewer.button("Export…"), Qt.MouseButton.LeftButton)
    flow(reviewer).choosing.choose_folder(tmp_path / "out")
    QTest.mouseClick(reviewer.button("Format: native"), Qt.MouseButton.LeftButton)
    assert reviewer.overlay() is not None
    reviewer.answer("geojson")
    looked(reviewer)
    QTest.mouseClick(reviewer.button("Write"), Qt.MouseButton.LeftButton)
    reviewer.wait(lambda: not reviewer.window.exporting.is_busy)
    assert (tmp_path / "out" / "events.geojson").is_file()


def test_tab_goes_through_all_options(reviewer: Reviewer) -> None:
    begin(reviewer)
    looked(reviewer)
    met = []
    for _k in range(14):
        focus = QApplication.focusWidget()
        assert focus is not None
        met.append(focus.accessibleName())
        reviewer.press("Tab")
    assert [name.split(":")[0] for name in met[:10]] == [
        "Format",
        "Into folder",
        "Articles",
        "Annotations",
        "Reviewer",
        "Types",
        "Text",
        "Splits",
        "Seed",
        "Card",
    ]
    assert "The first record" in met
    assert all(met), met


def test_a_folder_that_cannot_be_written_is_told(reviewer: Reviewer, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("not a folder", encoding="utf-8")
    begin(reviewer)
    into(reviewer, tmp_path / "taken")
    write(reviewer)
    assert "taken" in flow(reviewer).outcome.told.text()
    assert "as it was" in flow(reviewer).outcome.nothing.text()
    reviewer.press("A")
    assert page(reviewer).isVisible()


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("name", ["native", "doccano"])
def test_a_stopped_export_leaves_what_was_there(
    reviewer: Reviewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    out = tmp_path / "out"
    begin(reviewer, ("F", name))
    into(reviewer, out)
    write(reviewer)
    before = files_in(out)
    whole = exporting.export_dataset

    def slow(*given: object) -> Generator[object, None, object]:
        steps = whole(*given)  # type: ignore[arg-type] # what the job gives
        yield next(steps)
        reviewer.window.exporting.flow.job._stop.wait(20)
        return (yield from steps)

    monkeypatch.setattr("border_annotator.ui.exporting.export_job.export_dataset", slow)
    reviewer.press("A", "A")
    reviewer.answer("machines")
    reviewer.press("Return")
    assert flow(reviewer).outcome.isVisible()
    assert "Work on meanwhile" in reviewer.button("Work").text()
    reviewer.press("Escape")
    reviewer.wait(lambda: not reviewer.window.exporting.is_busy)
    assert "stopped" in flow(reviewer).outcome.told.text()
    assert files_in(out) == before


def test_a_failed_proof_is_told_and_the_old_files_stay(
    reviewer: Reviewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, out = set_format("doccano"), tmp_path / "out"
    begin(reviewer, ("F", "doccano"), ("A", "machines"))
    into(reviewer, out)
    write(reviewer)
    before = files_in(out)

    def harmed(folder: Path, articles: Iterable[Outgoing], setting: Setting) -> Iterator[None]:
        yield from whole.write(folder, articles, setting)
        file = folder / "doccano.jsonl"
        file.write_text(file.read_text("utf-8").replace("COUNTRY", "PLACE", 1), encoding="utf-8")

    monkeypatch.setattr(exporting, "format_for", lambda _choice: dataclasses.replace(whole, write=harmed))
    reviewer.press("A")
    with reviewer.qtbot.captureExceptions() as caught:
        reviewer.press("Return")
        reviewer.wait(lambda: bool(caught))
    assert "failed its proof" in flow(reviewer).outcome.title.text()
    assert "nothing was replaced" in flow(reviewer).outcome.told.text()
    assert files_in(out) == before
    assert not reviewer.window.exporting.is_busy


def test_work_goes_on_while_files_are_written(reviewer: Reviewer, tmp_path: Path) -> None:
    begin(reviewer)
    into(reviewer, tmp_path / "out")
    reviewer.press("Return", "Return", settle=False)
    reviewer.press("A")
    assert reviewer.edits_on_disk == 1
    reviewer.wait(lambda: not reviewer.window.exporting.is_busy)
    assert "Exported 2 articles" in reviewer.window.status.saved_words
    assert len(list((tmp_path / "out").glob("*.json"))) == 2


def test_exporting_while_the_project_is_read_only(open_window: OpenWindow, gold_path: Path, tmp_path: Path) -> None:
    with open_project_to_read(gold_path) as project:
        names = project.documents.ids()
    gold_path.chmod(0o444)
    try:
        reviewer = open_window(gold_path)
        begin(reviewer, ("F", "jsonl"))
        into(reviewer, tmp_path / "out")
        write(reviewer)
        assert len(rows(tmp_path / "out" / "data.jsonl")) == len(names)
    finally:
        gold_path.chmod(0o644)
    assert os.access(gold_path, os.W_OK)


def test_nothing_of_the_export_is_loaded_at_the_start(reviewer: Reviewer) -> None:
    assert "flow" not in reviewer.window.exporting.__dict__
