"""Selecting by mouse and by keys, steps of the caret, and repairs of boundaries, in a real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.span import Span
from border_annotator.domain.words import snapped
from border_annotator.domain.worksheet import State
from border_annotator.services.import_documents import import_documents
from border_annotator.services.project import create_project
from border_annotator.ui.text import speaking
from border_annotator.ui.text.caret_steps import items_at
from tests.odd_texts import PIECES
from tests.ui.reviewer import qt_position, settle_down

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.conftest import OpenWindow
    from tests.ui.reviewer import Reviewer

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Mouse:
    """A mouse over the article; its clicks come at the times that it says."""

    def __init__(self, reviewer: Reviewer) -> None:
        self._view = reviewer.article
        self._text = reviewer.sheet.document.text
        self._now = 10_000

    def point(self, offset: int, dx: int = 0) -> QPoint:
        """The point between two characters, in the middle of their line."""
        cursor = QTextCursor(self._view.document())
        cursor.setPosition(qt_position(self._text, offset))
        return self._view.cursorRect(cursor).center() + QPoint(dx, 0)

    def _send(self, kind: QEvent.Type, point: QPoint, buttons: Qt.MouseButton, keys: Qt.KeyboardModifier) -> None:
        viewport = self._view.viewport()
        event = QMouseEvent(
            kind,
            QPointF(point),
            QPointF(viewport.mapToGlobal(point)),
            Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT,
            buttons,
            keys,
        )
        event.setTimestamp(self._now)
        self._now += 40
        QApplication.sendEvent(viewport, event)

    def press(self, point: QPoint, keys: Qt.KeyboardModifier = NONE, *, is_double: bool = False) -> None:
        kind = QEvent.Type.MouseButtonDblClick if is_double else QEvent.Type.MouseButtonPress
        self._send(kind, point, LEFT, keys)

    def move(self, point: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
        self._send(QEvent.Type.MouseMove, point, LEFT, keys)

    def release(self, point: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
        self._send(QEvent.Type.MouseButtonRelease, point, Qt.MouseButton.NoButton, keys)

    def drag(self, start: int, end: int, keys: Qt.KeyboardModifier = NONE) -> None:
        self.press(self.point(start), keys)
        self.move(self.point(end), keys)
        self.release(self.point(end), keys)

    def clicks(self, offset: int, times: int) -> None:
        point = self.point(offset)
        for k in range(times):
            self.press(point, is_double=k == 1)
            self.release(point)

    def rest(self) -> None:
        """So long that the next click is a first one."""
        self._now += 5_000


@pytest.fixture
def mouse(reviewer: Reviewer) -> Mouse:
    return Mouse(reviewer)


def place(reviewer: Reviewer, words: str) -> Span:
    start = reviewer.sheet.document.text.index(words)
    return Span(start, start + len(words))


# The mouse


def test_a_drag_snaps_to_words_before_the_button_is_released(reviewer: Reviewer, mouse: Mouse) -> None:
    span = place(reviewer, "recently announced the dispatch")
    mouse.press(mouse.point(span.start + 3))
    mouse.move(mouse.point(span.end - 3))
    assert reviewer.article.selection() == span, "the button is still down"
    assert reviewer.window.status.here_words == "“recently announced the dispatch” · 4 words · 31 characters"
    mouse.move(mouse.point(span.start + 12))
    assert reviewer.article.selection() == place(reviewer, "recently announced")
    mouse.release(mouse.point(span.start + 12))
    assert reviewer.article.selection() == place(reviewer, "recently announced")


def test_a_drag_backwards_snaps_too(reviewer: Reviewer, mouse: Mouse) -> None:
    span = place(reviewer, "recently announced")
    mouse.drag(span.end - 2, span.start + 2)
    assert reviewer.article.selection() == span
    assert reviewer.article.caret() == span.start


def test_alt_selects_the_exact_characters(reviewer: Reviewer, mouse: Mouse) -> None:
    span = place(reviewer, "announced")
    mouse.drag(span.start + 2, span.end - 2, Qt.KeyboardModifier.AltModifier)
    assert reviewer.article.selection() == Span(span.start + 2, span.end - 2)
    mouse.press(mouse.point(span.start + 1))
    mouse.move(mouse.point(span.end - 1))
    assert reviewer.article.selection() == span
    mouse.move(mouse.point(span.end - 1), Qt.KeyboardModifier.AltModifier)
    assert reviewer.article.selection() == Span(span.start + 1, span.end - 1), "Alt may come late"


def test_real_presses_of_qt_select_words(reviewer: Reviewer, mouse: Mouse) -> None:
    span = place(reviewer, "recently announced")
    viewport = reviewer.article.viewport()
    QTest.mousePress(viewport, LEFT, NONE, mouse.point(span.start + 2))
    QTest.mouseMove(viewport, mouse.point(span.end - 4))
    QTest.mouseRelease(viewport, LEFT, NONE, mouse.point(span.end - 4))
    assert reviewer.article.selection() == span


def test_possessives_and_commas_stay_outside(reviewer: Reviewer, mouse: Mouse) -> None:
    text = reviewer.sheet.document.text
    start = text.index("NATO’s") if "NATO’s" in text else text.index("NATO's")
    mouse.press(mouse.point(start + 1))
    mouse.move(mouse.point(start + 3))
    assert reviewer.article.selection() == Span(start, start + 4)


def test_a_double_click_takes_the_word_and_a_triple_click_the_sentence(reviewer: Reviewer, mouse: Mouse) -> None:
    word = place(reviewer, "announced")
    mouse.clicks(word.start + 4, 2)
    assert reviewer.article.selection() == word
    mouse.rest()
    mouse.clicks(word.start + 4, 3)
    selected = reviewer.article.selection()
    assert selected is not None
    words = selected.text_in(reviewer.sheet.document.text)
    assert words.startswith("The State Border Guard Service")
    assert words.endswith(".")
    assert words.count(". ") == 0


def test_a_double_click_and_a_drag_go_by_words(reviewer: Reviewer, mouse: Mouse) -> None:
    span = place(reviewer, "recently announced the")
    point = mouse.point(span.start + 2)
    mouse.press(point)
    mouse.release(point)
    mouse.press(point, is_double=True)
    mouse.move(mouse.point(span.end - 1))
    mouse.release(mouse.point(span.end - 1))
    assert reviewer.article.selection() == span


def test_slow_clicks_are_single_ones(reviewer: Reviewer, mouse: Mouse) -> None:
    word = place(reviewer, "announced")
    mouse.clicks(word.start + 4, 2)
    mouse.rest()
    mouse.clicks(word.start + 4, 1)
    assert reviewer.article.selection() is None
    assert reviewer.article.caret() == word.start + 4


def test_shift_and_a_click_extend(reviewer: Reviewer, mouse: Mouse) -> None:
    span = place(reviewer, "recently announced the dispatch")
    mouse.clicks(span.start, 1)
    mouse.rest()
    mouse.press(mouse.point(span.end - 2), Qt.KeyboardModifier.ShiftModifier)
    mouse.release(mouse.point(span.end - 2), Qt.KeyboardModifier.ShiftModifier)
    assert reviewer.article.selection() == span


def test_a_click_in_a_mark_puts_the_caret_there(reviewer: Reviewer, mouse: Mouse) -> None:
    event = reviewer.sheet.events[1]
    assert reviewer.focused.id != event.id
    offset = anchor_of(event.value).start + 2
    mouse.clicks(offset, 1)
    assert reviewer.article.caret() == offset
    assert reviewer.article.selection() is None
    assert reviewer.focused.id == event.id


def test_a_shaking_hand_selects_nothing(reviewer: Reviewer, mouse: Mouse) -> None:
    word = place(reviewer, "announced")
    point = mouse.point(word.start + 4)
    mouse.press(point)
    mouse.move(point + QPoint(2, 1))
    mouse.release(point + QPoint(2, 1))
    assert reviewer.article.selection() is None


def test_a_drag_past_the_end_of_a_line_takes_nothing_of_the_next(reviewer: Reviewer, mouse: Mouse) -> None:
    text = reviewer.sheet.document.text
    start = text.index("recently announced")
    block = reviewer.article.document().findBlock(qt_position(text, start))
    line = block.layout().lineForTextPosition(qt_position(text, start) - block.position())
    # No emoji before it in this article: positions are offsets.
    end = block.position() + line.textStart() + line.textLength()
    last = text[:end].rstrip()
    mouse.press(mouse.point(start + 2))
    before = None
    for dx in (5, 20, 60, 200, 600):
        mouse.move(mouse.point(len(last) - 1) + QPoint(dx, 0))
        selected = reviewer.article.selection()
        assert selected is not None
        assert selected.end == len(last), "not a word of the next line, however far the mouse goes"
        assert before in (None, selected), "and it does not flicker"
        before = selected


def test_a_drag_beyond_the_page_scrolls_and_stops_with_the_button(reviewer: Reviewer, mouse: Mouse) -> None:
    reviewer.window.resize(1000, 600)
    settle_down()
    view = reviewer.article
    start = place(reviewer, "recently").start
    mouse.press(mouse.point(start + 2))
    below = QPoint(100, view.viewport().height() + 50)
    mouse.move(below)
    reviewer.wait(lambda: view.verticalScrollBar().value() > 100)
    selected = view.selection()
    assert selected is not None
    assert selected.start == start
    assert len(selected) > 200
    mouse.release(below)
    top = view.verticalScrollBar().value()
    settle_down()
    assert view.verticalScrollBar().value() == top
    assert not view._selecting.is_dragging


def test_what_was_selected_becomes_the_mark_at_the_caret(reviewer: Reviewer, mouse: Mouse) -> None:
    span = place(reviewer, "recently")
    mouse.clicks(span.start + 2, 2)
    reviewer.press("L")
    reviewer.answer("operation")
    assert reviewer.article.selection() is None, "the selection has served"
    assert reviewer.article.caret() == span.start
    reviewer.press(".")
    entity = next(item for item in reviewer.sheet.entities if anchor_of(item.value).start == span.start)
    assert anchor_of(entity.value) == place(reviewer, "recently announced")


def test_any_drag_over_any_script_selects_whole_words(
    open_window: OpenWindow, project_path: Path, tmp_path: Path
) -> None:
    (tmp_path / "scripts.txt").write_text("A title\n\n" + " ".join(PIECES) + "\n", encoding="utf-8")
    with create_project(project_path) as project:
        for _step in import_documents(project, [tmp_path / "scripts.txt"]):
            pass
    reviewer = open_window(project_path)
    mouse, view, text = Mouse(reviewer), reviewer.article, reviewer.sheet.document.text
    seen = 0
    for k in range(60):
        one, other = mouse.point(k * 37 % len(text)), mouse.point((k * 53 + 11) % len(text))
        if (one - other).manhattanLength() < 8:
            continue
        start, end = sorted((view.offset_at(one), view.offset_at(other)))
        mouse.press(one)
        mouse.move(other)
        mouse.release(other)
        mouse.rest()
        wanted = snapped(text, start, end) if start < end else None
        assert view.selection() == wanted
        seen += wanted is not None
    assert seen > 30


# The caret


def test_the_caret_steps_by_words(reviewer: Reviewer) -> None:
    span = place(reviewer, "recently announced the dispatch")
    reviewer.put_caret(span.start)
    starts = [span.start + n for n in (9, 19, 23)]
    for start in starts:
        reviewer.press("Ctrl+Right")
        assert reviewer.article.caret() == start
    for start in [*starts[-2::-1], span.start]:
        reviewer.press("Ctrl+Left")
        assert reviewer.article.caret() == start
    reviewer.press("Ctrl+Shift+Right", "Ctrl+Shift+Right")
    assert reviewer.article.selection() == place(reviewer, "recently announced")
    assert reviewer.article.caret() == span.start + 18, "the space behind a word is never taken along"
    reviewer.press("Ctrl+Shift+Left")
    assert reviewer.article.selection() == place(reviewer, "recently")
    reviewer.press("Ctrl+Shift+Left", "Ctrl+Shift+Left")
    selected = reviewer.article.selection()
    assert selected is not None
    assert selected.end == span.start - 1


def test_the_caret_goes_through_all_marks_and_back(reviewer: Reviewer) -> None:
    reviewer.put_caret(0)
    marks = [item for item in reviewer.sheet.items if item.state is not State.REJECTED]
    first_is_here = anchor_of(marks[0].value).start == 0
    seen = [reviewer.window.at_caret.item()] if first_is_here else []
    for _k in range(len(marks) - len(seen)):
        reviewer.press("Alt+Right", settle=False)
        item = reviewer.window.at_caret.item()
        assert item is not None
        assert reviewer.article.caret() == anchor_of(item.value).start
        seen.append(item)
    assert [item.id for item in seen if item] == [item.id for item in marks], "each once, nested ones too"
    reviewer.press("Alt+Right")
    assert "no mark after" in reviewer.message
    for mark in reversed(marks[:-1]):
        reviewer.press("Alt+Left", settle=False)
        item = reviewer.window.at_caret.item()
        assert item is not None
        assert item.id == mark.id
    reviewer.press("Alt+Left")
    assert "no mark before" in reviewer.message


def test_the_mark_that_was_stepped_to_is_the_one_that_is_meant(reviewer: Reviewer) -> None:
    reviewer.put_caret(anchor_of(reviewer.item("Latvia").value).start)
    reviewer.press("Alt+Right")
    item = reviewer.window.at_caret.item()
    assert item is not None
    assert item in items_at(reviewer.sheet, reviewer.article.caret())
    said = reviewer.window.status.here_words
    assert anchor_of(item.value).text_in(reviewer.sheet.document.text) in said
    assert "suggested" in said


def test_the_selection_extends_by_marks_and_sentences(reviewer: Reviewer) -> None:
    start = place(reviewer, "recently announced").start
    reviewer.put_caret(start)
    reviewer.press("Alt+Shift+Right")
    selected = reviewer.article.selection()
    assert selected == Span(start, place(reviewer, "dispatch").end)
    reviewer.put_caret(start)
    reviewer.press("Alt+Shift+Down")
    selected = reviewer.article.selection()
    assert selected is not None
    assert selected.start == start
    assert selected.text_in(reviewer.sheet.document.text).endswith(".")
    first_end = selected.end
    reviewer.press("Alt+Shift+Down")
    selected = reviewer.article.selection()
    assert selected is not None
    assert selected.end > first_end
    reviewer.put_caret(start)
    reviewer.press("Alt+Shift+Up")
    selected = reviewer.article.selection()
    assert selected is not None
    assert selected.text_in(reviewer.sheet.document.text).startswith("The State Border")


def test_the_caret_steps_by_sentences(reviewer: Reviewer) -> None:
    text = reviewer.sheet.document.text
    reviewer.put_caret(0)
    places = []
    for _k in range(8):
        reviewer.press("Alt+Down")
        places.append(reviewer.article.caret())
    assert places == sorted(set(places))
    assert all(text[p - 1].isspace() and not text[p].isspace() for p in places)
    for wanted in places[-2::-1]:
        reviewer.press("Alt+Up")
        assert reviewer.article.caret() == wanted


def test_the_caret_is_always_in_sight(reviewer: Reviewer) -> None:
    reviewer.window.resize(1000, 600)
    settle_down()
    reviewer.put_caret(0)
    view = reviewer.article
    for key in ["Alt+Down"] * 30 + ["Alt+Right"] * 15 + ["Ctrl+Right"] * 10 + ["Alt+Up"] * 25:
        reviewer.press(key, settle=False)
        assert view.viewport().rect().intersects(view.cursorRect()), key


def test_words_sentences_and_marks_are_selected_by_a_key(reviewer: Reviewer) -> None:
    reviewer.put_caret(place(reviewer, "announced").start + 3)
    reviewer.press("W")
    assert reviewer.article.selection() == place(reviewer, "announced")
    reviewer.press("W")
    assert reviewer.article.selection() == place(reviewer, "announced the")
    reviewer.press("Shift+W")
    selected = reviewer.article.selection()
    assert selected is not None
    assert len(selected) > 50
    latvia = anchor_of(reviewer.item("Latvia").value)
    reviewer.put_caret(latvia.start + 1)
    reviewer.press("Alt+W")
    assert reviewer.article.selection() == latvia


def test_the_line_at_the_bottom_says_the_mark_at_the_caret(reviewer: Reviewer) -> None:
    item = reviewer.item("Latvia")
    reviewer.put_caret(anchor_of(item.value).start + 1)
    said = reviewer.window.status.here_words
    assert said.startswith("Country “Latvia” · iso:LV · suggested · 0.90")
    reviewer.press("Shift+A")
    assert " · confirmed" in reviewer.window.status.here_words
    reviewer.put_caret(place(reviewer, "recently").start + 1)
    assert reviewer.window.status.here_words == ""


def test_escape_lets_go_of_a_selection(reviewer: Reviewer) -> None:
    span = place(reviewer, "announced")
    reviewer.put_caret(span.start)
    reviewer.press("W", "Escape")
    assert reviewer.article.selection() is None
    assert reviewer.article.caret() == span.end


def test_another_article_says_nothing_of_the_one_before(reviewer: Reviewer, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[str, str]] = []

    def announce(article: object, words: str) -> None:
        assert article is reviewer.article
        said.append((reviewer.sheet.document.id, words))

    monkeypatch.setattr(speaking, "announce", announce)
    reviewer.put_caret(anchor_of(reviewer.item("Latvia").value).start + 1)
    for _k in range(2):
        reviewer.press("]", "[")
    texts = {reviewer.sheet.document.id: reviewer.sheet.document.text}
    reviewer.press("]")
    texts[reviewer.sheet.document.id] = reviewer.sheet.document.text
    for document_id, words in said:
        surface = words.partition("“")[2].partition("”")[0]
        assert surface.split()[0] in texts[document_id]


# Boundaries


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (",", "the Latvian-Belarusian border"),
        (".", "Latvian-Belarusian border for"),
        ("<", "Belarusian border"),
        (">", "Latvian-Belarusian"),
        ("Alt+,", "e Latvian-Belarusian border"),
        ("Alt+.", "Latvian-Belarusian border f"),
        ("Alt+<", "atvian-Belarusian border"),
        ("Alt+>", "Latvian-Belarusian borde"),
    ],
)
def test_one_key_repairs_an_end(reviewer: Reviewer, key: str, words: str) -> None:
    item = reviewer.item("Latvian-Belarusian border")
    referring = [other.id for other in reviewer.sheet.referring_to(item.id)]
    reviewer.put_caret(anchor_of(item.value).start + 4)
    reviewer.press(key)
    after = reviewer.sheet.find(item.id)
    assert after is not None
    assert anchor_of(after.value).text_in(reviewer.sheet.document.text) == words
    assert after.state is State.CORRECTED
    assert reviewer.verdict(item.id) == "corrected"
    assert [other.id for other in reviewer.sheet.referring_to(item.id)] == referring
    caret = reviewer.article.caret()
    assert anchor_of(after.value).start <= caret < anchor_of(after.value).end, "the next press means the same mark"
    assert reviewer.edits_on_disk == 1
    reviewer.press("Ctrl+Z")
    undone = reviewer.sheet.find(item.id)
    assert undone is not None
    assert undone.state is State.SUGGESTED
    assert undone.value == item.value


def test_presses_are_steps_of_their_own(reviewer: Reviewer) -> None:
    item = reviewer.item("Latvian-Belarusian border")
    start = anchor_of(item.value)
    reviewer.put_caret(start.start)
    reviewer.press(".", ".", ".")
    assert reviewer.edits_on_disk == 3
    reviewer.press("Ctrl+Z")
    after = reviewer.sheet.find(item.id)
    assert after is not None
    assert anchor_of(after.value).text_in(reviewer.sheet.document.text) == "Latvian-Belarusian border for the"


def test_the_trigger_in_focus_is_repaired_from_anywhere(reviewer: Reviewer) -> None:
    event = reviewer.go_to_event("dispatch")
    reviewer.put_caret(0 if not items_at(reviewer.sheet, 0) else place(reviewer, "recently").start + 1)
    reviewer.press(".")
    assert reviewer.focused.id == event.id
    assert reviewer.event.trigger.text_in(reviewer.sheet.document.text) == "dispatch of"
    assert reviewer.focused.state is State.CORRECTED
    reviewer.press(">", "J", "K", ",")
    assert reviewer.event.trigger.text_in(reviewer.sheet.document.text) == "the dispatch"


def test_a_selection_is_what_the_keys_reshape_first(reviewer: Reviewer) -> None:
    reviewer.put_caret(place(reviewer, "announced").start)
    reviewer.press("W", ".", ",", "<", ",")
    assert reviewer.article.selection() == place(reviewer, "recently announced the")
    assert reviewer.edits_on_disk == 0


def test_a_boundary_does_not_enter_boilerplate(reviewer: Reviewer) -> None:
    text = reviewer.sheet.document.text
    masked = reviewer.sheet.document.layout.boilerplate[0].span
    reviewer.put_caret(masked.start)
    word = text[: masked.start].rstrip()
    reviewer.put_caret(len(word) - 2)
    reviewer.press("W")
    reviewer.press("L")
    reviewer.answer("place")
    before = reviewer.edits_on_disk
    for _k in range(3):
        reviewer.press(".")
    assert reviewer.edits_on_disk <= before + 1, "at most the full stop"
    assert reviewer.message


def test_a_mark_of_one_word_says_that_it_cannot_be_shorter(reviewer: Reviewer) -> None:
    reviewer.put_caret(anchor_of(reviewer.item("Latvia").value).start)
    reviewer.press(">")
    assert "One word is left" in reviewer.message
    assert reviewer.edits_on_disk == 0


def test_a_mark_that_would_take_the_place_of_another_asks_first(reviewer: Reviewer) -> None:
    item, other = reviewer.item("VSAT"), reviewer.item("State Border Guard Service")
    reviewer.put_caret(anchor_of(item.value).start)
    steps = 0
    while not reviewer.message and steps < 9:
        reviewer.press(",")
        steps += 1
    before = reviewer.edits_on_disk
    assert before == steps - 1
    assert "Service" in reviewer.message
    assert "press , again" in reviewer.message
    assert reviewer.verdict(other.id) is None
    reviewer.press("Left", "Right", ",")
    assert reviewer.edits_on_disk == before, "another look at it, another question"
    reviewer.press(",")
    assert reviewer.edits_on_disk == before + 1
    assert reviewer.verdict(other.id) == "rejected"
    reviewer.press("Ctrl+Z")
    assert reviewer.verdict(other.id) is None


def test_an_end_goes_on_to_the_end_of_the_phrase_and_of_the_sentence(reviewer: Reviewer) -> None:
    reviewer.put_caret(place(reviewer, "announced").start)
    reviewer.press("W", ")")
    assert reviewer.article.selection() == place(reviewer, "announced the dispatch")
    reviewer.press("Alt+)")
    assert reviewer.article.selection() == place(reviewer, "announced")
    reviewer.press("}")
    words = reviewer.article.selection()
    assert words is not None
    assert words.text_in(reviewer.sheet.document.text).startswith("announced the dispatch of 20 fresh")
    assert words.text_in(reviewer.sheet.document.text).endswith(".")
