"""How marks look: legible where they overlap, each state told without colour, no label over another or over text."""

from __future__ import annotations

import dataclasses
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QImage

from border_annotator.domain.annotation import anchor_of, new_id
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Argument, Event
from border_annotator.domain.figure import Figure
from border_annotator.domain.span import Span
from border_annotator.domain.worksheet import State
from border_annotator.services.import_documents import import_documents
from border_annotator.services.project import create_project
from border_annotator.ui.text.labels import spread
from border_annotator.ui.text.lanes import MOST_LANES, lanes_of, touching
from border_annotator.ui.text.marks import Look, Mark
from border_annotator.ui.text.painting import Placed, placed_labels
from border_annotator.ui.theme.plain_tip import plain_tip
from tests.gold_suggestions import suggest
from tests.ui.reviewer import qt_position, settle_down

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.conftest import OpenWindow
    from tests.ui.reviewer import Reviewer

TEXT = (
    "The ministry of the interior of Lithuania and what it said about KenaMedininkai on one very long day\n\n"
    "Yesterday Kena, Vilnius, Medininkai, Latvia, Estonia and 1,500 guards were named; gypsy quip jumpy.\n"
)
NAMES = ("ministry of the interior of Lithuania", "Lithuania", "Kena", "Medininkai", "Vilnius", "Latvia", "Estonia")

marks = st.builds(
    lambda k, start, length, look: Mark(str(k), start, start + length, look, State.SUGGESTED),
    st.integers(0, 10**9),
    st.integers(0, 60),
    st.integers(1, 25),
    st.sampled_from([Look.ENTITY, Look.TIME, Look.QUANTITY, Look.TRIGGER]),
)


@given(st.lists(marks, max_size=12))
def test_marks_that_overlap_have_lanes_of_their_own(found: list[Mark]) -> None:
    lanes = lanes_of(found)
    for (one, mine), (other, its) in combinations(zip(found, lanes, strict=True), 2):
        if one.start < other.end and other.start < one.end:
            assert mine != its or mine == MOST_LANES - 1
            if one.look is Look.TRIGGER and other.look is not Look.TRIGGER:
                assert mine < its or its == MOST_LANES - 1
    assert all(lane == 0 for lane in lanes) or any(
        one.start < other.end and other.start < one.end for one, other in combinations(found, 2)
    ), "a mark alone lies next to its letters"


def test_the_longer_of_two_lies_farther_out_and_its_box_holds_the_other() -> None:
    outer = Mark("a", 0, 20, Look.ENTITY, State.SUGGESTED)
    inner = Mark("b", 8, 20, Look.ENTITY, State.SUGGESTED)
    assert lanes_of([outer, inner]) == [1, 0]
    boxes = [
        Placed(mark, [QRectF(10.0 * mark.start, 0, 10.0 * (mark.end - mark.start), 20)], lane).box(0, 1.0)
        for mark, lane in ((outer, 1), (inner, 0))
    ]
    assert boxes[0].contains(boxes[1])
    assert boxes[0].right() > boxes[1].right(), "also where they end at one place"


def test_touching_marks_leave_a_gap() -> None:
    one, other = Mark("a", 0, 4, Look.ENTITY, State.SUGGESTED), Mark("b", 4, 9, Look.TRIGGER, State.SUGGESTED)
    assert touching([one, other]) == [(False, True), (True, False)]
    left = Placed(one, [QRectF(0, 0, 40, 20)], 0, (False, True)).box(0, 1.0)
    right = Placed(other, [QRectF(40, 0, 50, 20)], 0, (True, False)).box(0, 1.0)
    assert right.left() - left.right() >= 1.5


@given(
    st.lists(st.tuples(st.floats(-50, 900), st.floats(1, 400)), max_size=12).map(sorted),
    st.floats(60, 900),
)
def test_labels_of_a_line_never_overlap_and_stay_on_the_page(wanted: list[tuple[float, float]], room: float) -> None:
    found = spread(wanted, room)
    assert len(found) == len(wanted)
    for (left, width), (_wish, whole) in zip(found, wanted, strict=True):
        assert left >= 0
        assert left + width <= room + 0.001
        assert 0 < width <= whole
    for (left, width), (right, _width) in pairwise(found):
        assert left + width < right
    if len(wanted) == 1 and 0 <= wanted[0][0] <= room - wanted[0][1]:
        assert found[0] == wanted[0], "nothing moves without need"


@pytest.fixture
def crowded(open_window: OpenWindow, project_path: Path, tmp_path: Path) -> Reviewer:
    """An article in which one event has fillers side by side, nested, touching, and in a title of two lines."""
    (tmp_path / "crowded.txt").write_text(TEXT, encoding="utf-8")
    with create_project(project_path) as project:
        for _step in import_documents(project, [tmp_path / "crowded.txt"]):
            pass
        (document_id,) = project.documents.ids()
        text = project.documents.get(document_id).text
        entities = []
        for name in NAMES:
            start = text.index(name)
            entities.append(Entity(new_id(), Span(start, start + len(name)), "PLACE"))
        start = text.index("1,500")
        count = Figure(new_id(), Span(start, start + 5), "count", value=1500, comparator="approx", counted="guard")
        start = text.index("named")
        roles = ("place", "origin", "destination", "agent", "force", "reason", "participant")
        event = Event(
            new_id(),
            "Force.Deployment",
            Span(start, start + 5),
            arguments=(
                *(Argument(role, ref=entity.id) for role, entity in zip(roles, entities, strict=True)),
                Argument("count", ref=count.id),
            ),
        )
        suggest(project, document_id, [*entities, count, event])
    return open_window(project_path)


@pytest.mark.parametrize("zoom", [50, 70, 100, 160, 300])
def test_labels_stand_over_no_letter_and_no_other_label(crowded: Reviewer, zoom: int) -> None:
    window, view = crowded.window, crowded.article
    window.resize(1024, 700)
    window.settings.set("zoom", zoom)
    window.look.put_on()
    settle_down()
    start = TEXT.index("1,500")
    crowded.put_caret(start + 1)
    labels, letters = [], []
    block = view.document().begin()
    while block.isValid():
        labels += view.labels_in(block)
        top = view.document().documentLayout().blockBoundingRect(block).top() - view.verticalScrollBar().value()
        layout = block.layout()
        for number in range(layout.lineCount()):
            for run in layout.lineAt(number).glyphRuns():
                for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True):
                    ink = run.rawFont().boundingRect(glyph)
                    origin = QPointF(layout.position().x(), top)
                    letters.append(ink.translated(place + origin))
        block = block.next()
    found = placed_labels(labels, view.viewport().width(), zoom / 100)
    assert len(found) == len(NAMES) + 2, "each role, and what the figure means"
    assert "about 1,500 guards" in [label.words for label in found] or zoom > 200
    for label in found:
        assert view.viewport().rect().left() <= label.room.left()
        assert label.room.right() <= view.viewport().width() + 0.01
        for ink in letters:
            assert not label.room.intersects(ink.adjusted(0.3, 0.3, -0.3, -0.3)), (label.words, label.room, ink)
    for one, other in combinations(found, 2):
        assert not one.room.intersects(other.room), (one.words, other.words)


def test_a_box_ends_with_the_last_letter_of_a_wrapped_line(crowded: Reviewer) -> None:
    crowded.window.resize(1024, 700)
    settle_down()
    view = crowded.article
    block = view.document().begin()
    line = block.layout().lineAt(0)
    last = line.textStart() + line.textLength()
    assert TEXT[last - 1] == " "
    first, second = view.rects_of(block, 0, last + 5)[:2]
    (letters,) = view.rects_of(block, 0, last - 1)
    assert first.right() == pytest.approx(letters.right(), abs=3), "a space is wider"
    assert second.width() > 0


MIXED = {
    "arabic": ("Kena الحدود مغلقة 2023 today", "الحدود مغلقة 2023"),
    "arabic and latin": ("The words الحدود مغلقة today were read", "مغلقة today"),
    "in hebrew": ("הגבול סגור Narva 120 היום", "Narva 120"),
    "hebrew and digits": ("The גבול 2023 סגור is open", "The גבול"),
    "emoji": ("Guards 👮🏽\u200d♀️👩\u200d👩\u200d👧 closed 📌 it", "👩\u200d👩\u200d👧 closed"),
    "combining": ("Ge\u0301orgie A\u030angstro\u0308m closed", "A\u030angstro\u0308m"),
    "fixed spaces": ("About 1\u00a0000\u202fguards closed it", "1\u00a0000\u202fguards"),
    "cjk": ("立陶宛关闭了边境。Narva 過境點", "边境"),
}


@pytest.mark.parametrize("name", MIXED)
def test_painted_columns_are_those_of_the_stored_offsets(
    open_window: OpenWindow, project_path: Path, tmp_path: Path, name: str
) -> None:
    line, words = MIXED[name]
    (tmp_path / "mixed.txt").write_text(f"A title\n\n{line}\n", encoding="utf-8")
    with create_project(project_path) as project:
        for _step in import_documents(project, [tmp_path / "mixed.txt"]):
            pass
        (document_id,) = project.documents.ids()
        text = project.documents.get(document_id).text
        start = text.index(words)
        suggest(project, document_id, [Entity(new_id(), Span(start, start + len(words)), "PLACE")])
    reviewer = open_window(project_path)
    view, sheet = reviewer.article, reviewer.sheet
    begin, stop = qt_position(text, start), qt_position(text, start + len(words))
    block = view.document().findBlock(begin)
    first = begin - block.position()
    line_of_text = block.layout().lineForTextPosition(first)
    height = view.rects_of(block, begin, stop)[0]
    view.clearFocus()
    settle_down()
    with_mark = view.viewport().grab().toImage()
    view.show_sheet(dataclasses.replace(sheet, items=()), None)
    settle_down()
    without = view.viewport().grab().toImage()
    painted = {
        x
        for x in range(with_mark.width())
        if any(
            with_mark.pixelColor(x, y) != without.pixelColor(x, y)
            for y in range(int(height.top()), int(height.bottom()) + 3)
        )
    }
    left = block.layout().position().x()
    stored: set[int] = set()
    for run in line_of_text.glyphRuns(first, stop - begin):
        box = run.boundingRect()
        stored |= set(range(round(left + box.left()), round(left + box.right())))
    assert stored
    assert painted >= {x for x in stored if x - 1 in stored and x + 1 in stored}
    assert all(x in stored or any(near in stored for near in range(x - 3, x + 4)) for x in painted)


def picture(reviewer: Reviewer, words: str) -> QImage:
    """What is painted at some words, in grey."""
    text, view = reviewer.sheet.document.text, reviewer.article
    reviewer.put_caret(0)
    view.clearFocus()
    settle_down()
    start = text.index(words)
    block = view.document().findBlock(qt_position(text, start))
    (rect,) = view.rects_of(block, qt_position(text, start), qt_position(text, start + len(words)))
    area = QRect(round(rect.left()), round(rect.top()) - 1, round(rect.width()), round(rect.height()) + 4)
    return view.viewport().grab(area).toImage().convertToFormat(QImage.Format.Format_Grayscale8)


def changes_along(image: QImage, y: int) -> int:
    """How often a row of pixels goes from dark to light or back."""
    row = [image.pixelColor(x, y).lightness() for x in range(2, image.width() - 2)]
    middle = (min(row) + max(row)) / 2
    if max(row) - min(row) < 12:
        return 0
    return sum((one < middle) != (other < middle) for one, other in pairwise(row))


def underline(image: QImage) -> list[int]:
    return [changes_along(image, y) for y in range(image.height() - 6, image.height())]


def test_the_states_of_a_name_are_told_without_colour(crowded: Reviewer) -> None:
    def entity(state: State) -> None:
        item = next(i for i in crowded.sheet.items if anchor_of(i.value).start == TEXT.index("Vilnius"))
        assert item.state is state

    entity(State.SUGGESTED)
    suggested = picture(crowded, "Vilnius")
    assert max(underline(suggested)) >= 8, "dashes"
    crowded.put_caret(TEXT.index("Vilnius") + 1)
    crowded.press("Shift+A")
    entity(State.CONFIRMED)
    confirmed = picture(crowded, "Vilnius")
    assert max(underline(confirmed)) <= 2, "a whole line"
    crowded.put_caret(TEXT.index("Vilnius") + 1)
    crowded.press("L")
    crowded.answer("country")
    entity(State.CORRECTED)
    corrected = picture(crowded, "Vilnius")
    width = corrected.width()
    corner = [corrected.pixelColor(width - 2, y).lightness() for y in range(4)]
    before = [confirmed.pixelColor(width - 2, y).lightness() for y in range(4)]
    assert min(corner) < min(before) - 30, "a mark in the corner"
    crowded.put_caret(TEXT.index("Vilnius") + 1)
    crowded.press("Shift+X")
    entity(State.REJECTED)
    gone = picture(crowded, "Vilnius")
    crowded.press("H")
    struck = picture(crowded, "Vilnius")
    assert gone != struck
    middles = [
        sum(struck.pixelColor(x, y).lightness() < 190 for x in range(struck.width())) / struck.width()
        for y in range(struck.height())
    ]
    assert max(middles) > 0.95, "a line through it"


def test_a_figure_says_what_it_means_while_the_caret_is_in_it(crowded: Reviewer) -> None:
    view = crowded.article
    block = view.document().findBlock(TEXT.index("1,500"))
    assert all(label.is_role for label in view.labels_in(block))
    crowded.put_caret(TEXT.index("1,500") + 2)
    assert [label.words for label in view.labels_in(block) if not label.is_role] == ["about 1,500 guards"]
    crowded.put_caret(TEXT.index("guards") + 2)
    assert all(label.is_role for label in view.labels_in(block))


def test_every_mark_of_an_overlap_answers_the_mouse(crowded: Reviewer) -> None:
    view = crowded.article
    start = TEXT.index("Lithuania")
    block = view.document().findBlock(start)
    point = view.rects_of(block, start, start + 9)[0].center().toPoint()
    assert len(view.marks_at(point)) == 2


def test_a_date_says_how_it_was_resolved_on_focus_and_on_hover(reviewer: Reviewer) -> None:
    reviewer.press("]")
    item = next(
        item
        for item in reviewer.sheet.figures
        if isinstance(item.value, Figure) and item.value.basis == "relative" and item.value.start_date
    )
    assert isinstance(item.value, Figure)
    reviewer.put_caret(item.start)
    reviewer.window.at_caret.bring_to(item)
    view = reviewer.article
    block = view.document().findBlock(view.textCursor().position())
    (label,) = [label.words for label in view.labels_in(block) if not label.is_role]
    surface = item.anchor.text_in(reviewer.sheet.document.text)
    assert label.startswith(f"“{surface}” + published 2023-11-05")
    assert f"→ {item.value.start_date}" in label
    assert label in view.meaning(item.id)


def test_an_event_says_on_hover_what_it_holds(crowded: Reviewer) -> None:
    words = crowded.article.meaning(crowded.focused.id)
    assert words.startswith("Deployment: occurred, positive")
    assert "Count: 1,500 · about 1,500 guards" in words
    assert "Suggested, waits for your verdict" in words
    assert "Why: " in words


def test_a_tip_shows_what_looks_like_a_web_page_as_it_is() -> None:
    assert plain_tip("a < b & <b>bold</b>") == (
        "<p style='white-space:pre-wrap'>a &lt; b &amp; &lt;b&gt;bold&lt;/b&gt;</p>"
    )
    assert plain_tip("Country · iso:LV\nSuggested") == "Country · iso:LV\nSuggested"
