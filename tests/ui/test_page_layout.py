"""The page is set as it is looked at: the same place is seen wherever the likely heights were wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QTextCursor

from border_annotator.ui.text.heights import Heights
from border_annotator.ui.text.offsets import shown_text
from border_annotator.ui.text.page_layout import PageLayout
from tests.ui.reviewer import settle_down
from tests.ui.test_texts import open_text

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage

    from border_annotator.ui.text.article_view import ArticleView
    from tests.ui.conftest import OpenWindow
    from tests.ui.reviewer import Reviewer


@given(
    st.lists(st.integers(1, 90), min_size=1, max_size=70),
    st.lists(st.tuples(st.integers(0, 69), st.integers(1, 400)), max_size=30),
    st.integers(-20, 9_000),
)
def test_heights_are_what_adding_up_says(heights: list[int], changes: list[tuple[int, int]], y: int) -> None:
    found = Heights(heights)
    for number, height in changes:
        if number < len(heights):
            assert found.change(number, height) == height - heights[number]
            heights[number] = height
    tops = [sum(heights[:k]) for k in range(len(heights))]
    assert [found.top(k) for k in range(len(heights))] == tops
    assert found.total == sum(heights)
    assert found.at(y) == max((k for k, top in enumerate(tops) if top <= y), default=0)


def uneven(count: int) -> str:
    """Paragraphs of which the number of characters says little: narrow, wide, headings, empty lines."""
    lines = []
    for k in range(count):
        lines += [
            "illicit illicit " * (k % 23 + 1),
            "WWW MMM " * (k % 17),
            "",
            f"Narva {k} 立陶宛关闭了边境" * (k % 9 + 1),
            "",
        ]
    return "\n".join(lines)


def open_uneven(open_window: OpenWindow, path: Path, folder: Path) -> Reviewer:
    return open_text(open_window, path, folder, uneven(120))


def laid(view: ArticleView) -> int:
    page = view.document().documentLayout()
    assert isinstance(page, PageLayout)
    return len(page._laid)


def top_of(view: ArticleView, number: int) -> float:
    """Where a block is seen in the view."""
    page = view.document().documentLayout()
    return page.blockBoundingRect(view.document().findBlockByNumber(number)).top() - view.verticalScrollBar().value()


def seen_block(view: ArticleView) -> int:
    return view.cursorForPosition(QPoint(5, 60)).block().blockNumber()


def test_only_what_is_seen_is_laid_out(open_window: OpenWindow, project_path: Path, tmp_path: Path) -> None:
    view = open_uneven(open_window, project_path, tmp_path).article
    assert 0 < laid(view) < 40
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    view.viewport().repaint()
    assert laid(view) < 80


def test_scrolling_moves_what_is_seen_by_just_so_much(
    open_window: OpenWindow, project_path: Path, tmp_path: Path
) -> None:
    view = open_uneven(open_window, project_path, tmp_path).article
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() * 2 // 3)
    view.viewport().repaint()
    for _k in range(40):
        number = seen_block(view)
        before, step = top_of(view, number), bar.pageStep() - 60
        if bar.value() <= step:
            break
        bar.setValue(bar.value() - step)
        view.viewport().repaint()
        assert abs(top_of(view, number) - before - step) <= 1.01
    bar.setValue(0)
    view.viewport().repaint()
    assert top_of(view, 0) == 20


def test_every_block_follows_the_one_before(open_window: OpenWindow, project_path: Path, tmp_path: Path) -> None:
    view = open_uneven(open_window, project_path, tmp_path).article
    page = view.document().documentLayout()
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    block, bottom = view.document().begin(), None
    while block.isValid():  # this lays out one after the other
        place = page.blockBoundingRect(block)
        assert bottom is None or abs(place.top() - bottom) < 0.01
        bottom, block = place.bottom(), block.next()
    assert bottom is not None
    assert abs(page.documentSize().height() - bottom - 20) < 0.01


def test_laying_out_above_moves_nothing_that_is_seen(
    open_window: OpenWindow, project_path: Path, tmp_path: Path
) -> None:
    view = open_uneven(open_window, project_path, tmp_path).article
    page = view.document().documentLayout()
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    view.viewport().repaint()
    number = seen_block(view)
    before = top_of(view, number)
    for earlier in range(number - 60):
        page.blockBoundingRect(view.document().findBlockByNumber(earlier))
    assert abs(top_of(view, number) - before) <= 1.01


def test_caret_goes_from_the_last_line_to_the_first(
    open_window: OpenWindow, project_path: Path, tmp_path: Path
) -> None:
    reviewer = open_uneven(open_window, project_path, tmp_path)
    view = reviewer.article
    reviewer.press("Ctrl+End")
    assert view.viewport().rect().contains(view.cursorRect().center())
    seen = view.textCursor().position()
    for _k in range(60):
        reviewer.press("Up")
        assert view.textCursor().position() < seen
        assert view.viewport().rect().contains(view.cursorRect().center())
        seen = view.textCursor().position()
    reviewer.press("Ctrl+Home")
    assert view.verticalScrollBar().value() < 30


def test_points_and_positions_agree(open_window: OpenWindow, project_path: Path, tmp_path: Path) -> None:
    view = open_uneven(open_window, project_path, tmp_path).article
    page = view.document().documentLayout()
    for position in range(0, 3_000, 7):
        cursor = QTextCursor(view.document())
        cursor.setPosition(position)
        rect = view.cursorRect(cursor)
        point = QPointF(rect.center().x() + 0.5, rect.center().y() + view.verticalScrollBar().value())
        hit = page.hitTest(point, Qt.HitTestAccuracy.FuzzyHit)
        cursor.setPosition(hit)
        again = view.cursorRect(cursor)
        assert (again.top(), abs(again.left() - rect.left()) <= 1) == (rect.top(), True)


def test_another_width_keeps_the_place(open_window: OpenWindow, project_path: Path, tmp_path: Path) -> None:
    reviewer = open_uneven(open_window, project_path, tmp_path)
    view = reviewer.article
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    view.viewport().repaint()
    top = view.cursorForPosition(QPoint(0, 0)).block().blockNumber()
    reviewer.window.resize(1000, 640)
    view.viewport().repaint()
    assert abs(view.cursorForPosition(QPoint(0, 0)).block().blockNumber() - top) <= 1
    reviewer.press("Ctrl++", "Ctrl++", "Ctrl++")
    assert abs(view.cursorForPosition(QPoint(0, 0)).block().blockNumber() - top) <= 1


def test_what_is_painted_bit_by_bit_is_what_is_painted_at_once(reviewer: Reviewer) -> None:
    view = reviewer.article
    keys = [
        "A",
        "J",
        "J",
        "X",
        "Ctrl+Z",
        "K",
        "A",
        "Ctrl+Z",
        "Ctrl+Y",
        "PgDown",
        "J",
        "A",
        "J",
        "J",
        "J",
        "A",
        "Ctrl+Z",
        "PgUp",
        "X",
        "H",
        "Shift+A",
        "PgUp",
        "H",
    ]
    view.setCursorWidth(0)  # it blinks
    for key in keys:
        reviewer.press(key)
        bit_by_bit = on_screen(view)
        view.viewport().update()
        settle_down()
        assert on_screen(view) == bit_by_bit, key


def on_screen(view: ArticleView) -> QImage:
    """The article as the screen has it, not painted for the occasion."""
    window = view.window()
    place = QRect(view.viewport().mapTo(window, QPoint(0, 0)), view.viewport().size())
    return window.screen().grabWindow(window.winId()).toImage().copy(place)


def test_a_page_that_was_set_beforehand_is_shown_as_it_is_wanted_now(reviewer: Reviewer) -> None:
    article, sheet, event, theme = reviewer.article, reviewer.sheet, reviewer.focused.id, reviewer.window.look.theme

    def shown(zoom: int, *, is_set_before_at: int | None) -> QImage:
        article.show_sheet(None, None)
        if is_set_before_at is not None:
            article.set_look(theme, is_set_before_at)
            article.make_ready(sheet.document)
        article.set_look(theme, zoom)
        article.show_sheet(sheet, event)
        settle_down()
        assert article.document().toPlainText() == shown_text(sheet.document.text)
        return article.viewport().grab().toImage()

    picture = shown(150, is_set_before_at=None)
    assert shown(150, is_set_before_at=150) == picture
    assert shown(150, is_set_before_at=100) == picture
