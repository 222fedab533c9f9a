"""Articles in any script and of any length: what is painted stands where the offsets say."""

from __future__ import annotations

import dataclasses
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetricsF, QTextCursor
from PySide6.QtWidgets import QPushButton

from border_annotator.domain.annotation import anchor_of, new_id
from border_annotator.domain.entity import Entity
from border_annotator.domain.span import Span
from border_annotator.services.import_documents import import_documents
from border_annotator.services.project import create_project
from border_annotator.ui.text.offsets import shown_text
from tests.gold_suggestions import suggest
from tests.ui.reviewer import qt_position

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.ui.text.article_view import ArticleView
    from tests.ui.conftest import OpenWindow
    from tests.ui.reviewer import Reviewer

TEXTS = {
    "emoji": "📌 Guards 👮🏽‍♀️ closed 🚧 the Narva crossing 🛂 on Friday.\n\n🇱🇹 Narva again 📌📌 Narva.",
    "combining": "Ge\u0301orgie closed the Narva\u0301 crossing; o\u0302\u0301 Narva, and A\u030angstro\u0308m Narva.",
    "nbsp": "About 1\u00a0000\u00a0guards\u00a0closed\u202fthe Narva\u00a0crossing.\u00a0Narva\u2007again.",
    "cjk": "立陶宛关闭了边境。Narva 𠀀𠀁 過境點 Narva 關閉。",
    "rtl": "الحدود مغلقة. Narva\n\nהגבול סגור 📌 Narva\n\nThe border \u202bNarva\u202c is closed.",
    "separators": "One line\u2028Narva two\u2029three 📌 Narva\u000bfour\u000cNarva\u0085five Narva\u001cNarva.",
    "odd ends": "\ufeffNarva\ufeff 📌 Narva\tNarva \u200bNarva\u200d Narva\u00ad📌",
}


def open_text(open_window: OpenWindow, path: Path, folder: Path, text: str) -> Reviewer:
    """A window on a project of one article, in which every “Narva” is suggested as a place."""
    file = folder / "article.txt"
    file.write_bytes(text.encode())
    with create_project(path) as project:
        for step in import_documents(project, [file]):
            assert step.document_id is not None, step.reason
        document_id = project.documents.ids()[0]
        stored = project.documents.get(document_id).text
        suggest(project, document_id, [Entity(new_id(), span, "PLACE") for span in places(stored)])
    return open_window(path)


def places(text: str, word: str = "Narva") -> list[Span]:
    found, start = [], text.find(word)
    while start >= 0:
        found.append(Span(start, start + len(word)))
        start = text.find(word, start + 1)
    return found


@pytest.mark.parametrize("name", TEXTS)
def test_rectangles_stand_where_qt_puts_the_characters(
    open_window: OpenWindow, project_path: Path, tmp_path: Path, name: str
) -> None:
    reviewer = open_text(open_window, project_path, tmp_path, TEXTS[name])
    text, view = reviewer.sheet.document.text, reviewer.article
    spans = places(text)
    assert len(spans) >= 2
    for span in spans:
        start, end = qt_position(text, span.start), qt_position(text, span.end)
        block = view.document().findBlock(start)
        rects = view.rects_of(block, start, end)
        assert len(rects) == 1
        if name == "rtl":
            # Where directions meet, a caret has two places; those between the letters have one.
            inner = [caret_x(view, place) for place in range(start + 1, end)]
            assert all(rects[0].left() < x < rects[0].right() for x in inner)
            set_in = [found.format.font() for found in block.layout().formats() if found.length >= len("Narva")]
            width = QFontMetricsF((set_in or [view.document().defaultFont()])[0]).horizontalAdvance("Narva")
            assert rects[0].width() == pytest.approx(width, abs=1.5)
        else:
            edges = sorted((caret_x(view, start), caret_x(view, end)))
            assert rects[0].left() == pytest.approx(edges[0], abs=1.01)
            assert rects[0].right() == pytest.approx(edges[1], abs=1.01)
        marks = view.marks_at(rects[0].center().toPoint())
        assert [(mark.start, mark.end) for mark in marks] == [(start, end)]


def caret_x(view: ArticleView, position: int) -> int:
    cursor = QTextCursor(view.document())
    cursor.setPosition(position)
    return view.cursorRect(cursor).center().x()


@pytest.mark.parametrize("name", TEXTS)
def test_selection_by_keys_is_what_the_words_say(
    open_window: OpenWindow, project_path: Path, tmp_path: Path, name: str
) -> None:
    reviewer = open_text(open_window, project_path, tmp_path, TEXTS[name])
    text = reviewer.sheet.document.text
    for nth, span in enumerate(places(text)):
        assert reviewer.select("Narva", nth=nth) == span
        selected = reviewer.article.selection()
        assert selected is not None
        assert selected.start == span.start
        assert selected.text_in(text) in ("Narva", "Narva\u0301", "Narva\u200d", "Narva\ufeff")
    last = places(text)[-1]
    entity = next(item for item in reviewer.sheet.entities if anchor_of(item.value) == last)
    reviewer.press("Shift+A")
    assert reviewer.verdict(entity.id) == "confirmed"
    assert reviewer.on_disk("SELECT start, end FROM annotations") == [(last.start, last.end)]


@pytest.mark.parametrize("name", TEXTS)
def test_qt_holds_as_many_units_as_the_text(
    open_window: OpenWindow, project_path: Path, tmp_path: Path, name: str
) -> None:
    reviewer = open_text(open_window, project_path, tmp_path, TEXTS[name])
    text = reviewer.sheet.document.text
    # Qt counts one more, for the end of the last block.
    assert reviewer.article.document().characterCount() - 1 == qt_position(text, len(text))
    assert len(shown_text(text)) == len(text)


def test_clicks_and_carets_never_split_a_character(open_window: OpenWindow, project_path: Path, tmp_path: Path) -> None:
    reviewer = open_text(open_window, project_path, tmp_path, TEXTS["emoji"])
    text = reviewer.sheet.document.text
    for unit in range(qt_position(text, len(text)) + 1):
        cursor = reviewer.article.textCursor()
        cursor.setPosition(unit)
        reviewer.article.setTextCursor(cursor)
        assert qt_position(text, reviewer.article.caret()) in (unit, unit - 1)


def test_a_span_over_several_lines_has_a_rectangle_a_line(
    open_window: OpenWindow, project_path: Path, tmp_path: Path
) -> None:
    text = "📌 " + "border guards closed the crossing " * 30 + "\n\nNarva Narva"
    reviewer = open_text(open_window, project_path, tmp_path, text)
    view = reviewer.article
    block = view.document().findBlock(3)
    rects = view.rects_of(block, 3, 3 + 600)
    assert len(rects) > 3
    assert all(lower.top() > upper.bottom() for upper, lower in pairwise(rects))


def test_a_very_long_article(open_window: OpenWindow, project_path: Path, tmp_path: Path) -> None:
    paragraph = "Guards 📌 closed the Narva crossing and dispatched 120 troops to the border on Friday. " * 6
    text = "\n\n".join([paragraph] * (300_000 // len(paragraph) + 1))
    assert len(text) >= 300_000
    reviewer = open_text(open_window, project_path, tmp_path, text)
    assert len(reviewer.sheet.entities) == len(places(text)) > 3_000
    span = reviewer.select("Narva", nth=3_000)
    rects = reviewer.article.rects_of(
        reviewer.article.document().findBlock(qt_position(text, span.start)),
        qt_position(text, span.start),
        qt_position(text, span.end),
    )
    assert reviewer.article.viewport().rect().contains(rects[0].center().toPoint()), "the caret is in view"
    began = time.perf_counter()
    reviewer.press("Shift+A", "Ctrl+Z", "PgDown", "PgUp")
    assert time.perf_counter() - began < 20, "no step takes seconds"
    reviewer.select("dispatched", nth=2_000)
    reviewer.press("N")
    reviewer.answer("deployment")
    assert reviewer.event.trigger.text_in(text) == "dispatched"
    reviewer.press("A", "T")
    reviewer.answer("exercise")
    assert reviewer.event.type == "Force.Exercise"


def test_a_highlight_says_what_it_means(reviewer: Reviewer) -> None:
    item = reviewer.item("Latvia")
    reviewer.put_caret(anchor_of(item.value).start)
    point = reviewer.article.cursorRect().center() + QPoint(4, 0)
    marks = reviewer.article.marks_at(point)
    said = [reviewer.article.meaning(mark.item_id) for mark in marks]
    assert any(words.startswith("Country") and "Suggested" in words and "Confidence 0.90" in words for words in said)
    assert any("Why: annotated by hand\ntwice" in words for words in said)


def test_a_card_says_why_the_event_is_suggested(reviewer: Reviewer) -> None:
    words = reviewer.words_of_card()
    assert "Why: annotated by hand" in words
    assert "about 90 of 100 like it are right" in words


def test_worksheets_never_change_under_the_view(reviewer: Reviewer) -> None:
    sheet = reviewer.sheet
    items = sheet.items
    reviewer.press("A")
    assert reviewer.sheet is not sheet
    assert sheet.items == items
    with pytest.raises(dataclasses.FrozenInstanceError):
        sheet.items = ()  # type: ignore[misc]


def test_the_window_says_what_is_proposed_in_a_language_without_a_model(
    open_window: OpenWindow, project_path: Path, tmp_path: Path
) -> None:
    text = "Vyriausybė uždarė Narva ir pranešė, kad jis bus uždarytas iki mėnesio pabaigos, o ne tik savaitę."
    reviewer = open_text(open_window, project_path, tmp_path, text)
    (button,) = [
        b for b in reviewer.window.facts.findChildren(QPushButton) if b.accessibleName().startswith("Lithuanian")
    ]
    assert button.accessibleName() == "Lithuanian: names, figures and dates only"
    assert "no language model" in button.toolTip()
