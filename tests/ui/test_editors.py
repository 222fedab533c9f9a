"""The editors of quantities and of times."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.figure import Figure
from tests.ui.reviewer import settle_down

if TYPE_CHECKING:
    from border_annotator.ui.dialogs.date_editor import DateEditor
    from border_annotator.ui.dialogs.figure_editor import FigureEditor
    from tests.ui.reviewer import Reviewer


def open_figure(reviewer: Reviewer, words: str) -> str:
    """Put the caret into a figure and press V; returns the figure's id."""
    item = reviewer.item(words, figure=True)
    reviewer.put_caret(anchor_of(item.value).start)
    reviewer.press("V")
    return item.id


def figure(reviewer: Reviewer, figure_id: str) -> Figure:
    item = reviewer.sheet.find(figure_id)
    assert item is not None
    assert isinstance(item.value, Figure)
    return item.value


def quantities(reviewer: Reviewer) -> FigureEditor:
    return reviewer.window.cards.figure_editor


def times(reviewer: Reviewer) -> DateEditor:
    return reviewer.window.cards.date_editor


def go_to_line(reviewer: Reviewer, editor: FigureEditor | DateEditor, key: str) -> None:
    """Press Tab until a line has the keyboard."""
    wanted = editor.lines[list(editor.values()).index(key)]
    for _k in editor.lines:
        if wanted.hasFocus():
            return
        reviewer.press("Tab")
    raise LookupError(key)


def write(reviewer: Reviewer, editor: FigureEditor | DateEditor, key: str, text: str) -> None:
    go_to_line(reviewer, editor, key)
    reviewer.press("Ctrl+A", "Delete")
    if text:
        reviewer.type(text)


# Quantities


def test_one_line_says_it_all(reviewer: Reviewer) -> None:
    key = open_figure(reviewer, "164")
    assert reviewer.line == "164 border crossing attempts"
    reviewer.line = "approx. 300 persons, additional"
    values = quantities(reviewer).values()
    assert (values["value"], values["comparator"], values["unit"]) == ("300", "approx", "person")
    assert "about 300 people, additional" in quantities(reviewer).preview.text()
    reviewer.press("Return")
    found = figure(reviewer, key)
    assert (found.value, found.comparator, found.change) == (300, "approx", "additional")
    assert (found.unit, found.counted) == ("person", "person")
    assert found.period is not None, "what the line does not say stays"
    assert reviewer.edits_on_disk == 1
    reviewer.press("Ctrl+Z")
    assert figure(reviewer, key).value == 164


def test_the_lines_write_the_one_line(reviewer: Reviewer) -> None:
    open_figure(reviewer, "164")
    write(reviewer, quantities(reviewer), "value", "52")
    assert quantities(reviewer).values()["line"] == "52 border crossing attempts"


def test_a_range(reviewer: Reviewer) -> None:
    key = open_figure(reviewer, "164")
    reviewer.answer("150-170")
    found = figure(reviewer, key)
    assert (found.value, found.minimum, found.maximum, found.comparator) == (None, 150, 170, "between")


@pytest.mark.parametrize(
    ("line", "text", "attribute", "expected"),
    [
        ("kind", "ord", "kind", "ordinal"),
        ("value", "1,250", "value", 1250),
        ("min", "100", "minimum", 100),
        ("max", "2.5", "maximum", 2.5),
        ("comparator", "all", "comparator", "all_but"),
        ("change", "dec", "change", "decrease"),
        ("unit", "facil", "unit", "facility"),
        ("counted", "crossing point", "counted", "crossing point"),
        ("period", "P3D", "period", "P3D"),
        ("period", "", "period", None),
        ("note", "seen twice", "note", "seen twice"),
    ],
)
def test_every_field_is_set(reviewer: Reviewer, line: str, text: str, attribute: str, expected: object) -> None:
    key = open_figure(reviewer, "164")
    write(reviewer, quantities(reviewer), line, text)
    reviewer.press("Return")
    assert reviewer.overlay() is None, quantities(reviewer).wrong
    assert getattr(figure(reviewer, key), attribute) == expected
    assert reviewer.edits_on_disk == 1


@pytest.mark.parametrize("field", ["of_total", "repeat_of", "superseded_by"])
def test_another_figure_is_chosen_by_typing(reviewer: Reviewer, field: str) -> None:
    key = open_figure(reviewer, "20")
    write(reviewer, quantities(reviewer), field, "164")
    reviewer.press("Return")
    assert reviewer.overlay() is None
    assert getattr(figure(reviewer, key), field) == reviewer.item("164", figure=True).id


def test_an_offer_is_taken_with_the_arrows(reviewer: Reviewer) -> None:
    key = open_figure(reviewer, "20")
    go_to_line(reviewer, quantities(reviewer), "of_total")
    reviewer.press("Down", "Down", "Tab")
    chosen = quantities(reviewer).values()["of_total"]
    assert chosen
    reviewer.press("Return")
    assert figure(reviewer, key).of_total is not None


def test_only_wrong_fields_complain_and_nothing_is_lost(reviewer: Reviewer) -> None:
    open_figure(reviewer, "164")
    editor = quantities(reviewer)
    write(reviewer, editor, "value", "many")
    write(reviewer, editor, "unit", "parsec")
    write(reviewer, editor, "of_total", "no such figure")
    write(reviewer, editor, "counted", "boat")
    reviewer.press("Return")
    assert set(editor.wrong) == {"value", "unit", "of_total"}
    assert editor.lines[list(editor.values()).index("value")].hasFocus(), "the first wrong one has the keyboard"
    assert reviewer.edits_on_disk == 0
    assert editor.values()["counted"] == "boat"
    reviewer.press("Ctrl+A")
    reviewer.type("7")
    assert "value" not in editor.wrong, "the reason goes with the next letter"


def test_between_wants_both_ends(reviewer: Reviewer) -> None:
    open_figure(reviewer, "164")
    write(reviewer, quantities(reviewer), "comparator", "between")
    reviewer.press("Return")
    assert "between" in quantities(reviewer).reason
    assert reviewer.edits_on_disk == 0


def test_nothing_changed_is_no_edit(reviewer: Reviewer) -> None:
    open_figure(reviewer, "164")
    reviewer.press("Tab", "Tab", "Return")
    assert reviewer.edits_on_disk == 0


def test_a_quantity_that_becomes_a_time_leaves_the_roles_that_do_not_take_it(reviewer: Reviewer) -> None:
    reviewer.go_to_event("attempts")
    reviewer.press("A", "K")
    key = open_figure(reviewer, "164")
    write(reviewer, quantities(reviewer), "kind", "date")
    reviewer.press("Return")
    found = figure(reviewer, key)
    assert (found.kind, found.value, found.unit) == ("date", None, None)
    assert key not in [argument.ref for argument in reviewer.event.arguments]


# Times


@pytest.fixture
def friday(reviewer: Reviewer) -> str:
    """The editor is open on “Friday” of the second article; its id."""
    reviewer.press("]")
    return open_figure(reviewer, "Friday")


def test_the_reasoning_is_shown(reviewer: Reviewer, friday: str) -> None:
    assert friday
    words = times(reviewer).above.text()
    assert words == "“Friday” + published 2023-11-05 (Sunday) → 2023-11-10 (Friday) onwards"
    assert times(reviewer).calendar.selectedDate() == QDate(2023, 11, 10)


def test_a_time_without_a_publication_date_says_so(reviewer: Reviewer) -> None:
    open_figure(reviewer, "the past two weeks")
    assert "publication date, which is not known" in times(reviewer).above.text()


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("Down", "2023-11-11"),
        ("Up", "2023-11-09"),
        ("Shift+Down", "2023-11-17"),
        ("Shift+Up", "2023-11-03"),
        ("PgDown", "2023-12-10"),
        ("PgUp", "2023-10-10"),
        ("Shift+PgDown", "2024-11-10"),
        ("Shift+PgUp", "2022-11-10"),
    ],
)
def test_one_key_moves_the_date(reviewer: Reviewer, friday: str, key: str, expected: str) -> None:
    reviewer.press(key)
    assert reviewer.line == f"from {expected}"
    assert expected in times(reviewer).preview.text()
    assert times(reviewer).calendar.selectedDate().toString("yyyy-MM-dd") == expected
    assert reviewer.edits_on_disk == 0
    reviewer.press("Return")
    found = figure(reviewer, friday)
    day = datetime.date.fromisoformat(expected)
    assert (found.start_date, found.end_date, found.norm, found.bound) == (day, day, expected, "from")
    assert reviewer.edits_on_disk == 1


def test_events_that_were_dated_by_it_follow(reviewer: Reviewer) -> None:
    reviewer.press("]")
    reviewer.go_to_event("close")
    reviewer.press("A", "K")
    open_figure(reviewer, "Friday")
    reviewer.press("Down", "Return")
    reviewer.go_to_event("close")
    assert reviewer.event.time.start_date == datetime.date(2023, 11, 11)


def test_a_day_is_clicked_in_the_calendar(reviewer: Reviewer, friday: str) -> None:
    calendar = times(reviewer).calendar
    view = calendar.findChild(QTableView)
    assert view is not None
    model = view.model()
    cells = [model.index(row, column) for row in range(1, 7) for column in range(7)]
    cell = next(index for index in cells if index.data() == 15)
    place = view.visualRect(cell).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    settle_down()
    assert reviewer.line.endswith("2023-11-15")
    reviewer.press("Return")
    assert figure(reviewer, friday).start_date == datetime.date(2023, 11, 15)


@pytest.mark.parametrize(
    ("line", "text", "attribute", "expected"),
    [
        ("norm", "XXXX-11-10", "norm", "XXXX-11-10"),
        ("start", "2023-11-01", "start_date", datetime.date(2023, 11, 1)),
        ("end", "", "end_date", None),
        ("bound", "unt", "bound", "until"),
        ("bound", "", "bound", None),
        ("basis", "expl", "basis", "explicit"),
        ("kind", "dur", "kind", "duration"),
        ("comparator", "at_l", "comparator", "at_least"),
        ("note", "", "note", None),
    ],
)
def test_every_field_of_a_time_is_set(
    reviewer: Reviewer, friday: str, line: str, text: str, attribute: str, expected: object
) -> None:
    before = figure(reviewer, friday)
    write(reviewer, times(reviewer), line, text)
    reviewer.press("Return")
    assert reviewer.overlay() is None, times(reviewer).wrong
    found = figure(reviewer, friday)
    assert getattr(found, attribute) == expected
    others = {"kind", "basis", "comparator", "note", "bound"} - {attribute}
    assert all(getattr(found, name) == getattr(before, name) for name in others)


def test_a_period_is_typed_and_the_lines_follow(reviewer: Reviewer, friday: str) -> None:
    reviewer.line = "3 May 2024 to 5 May 2024"
    values = times(reviewer).values()
    assert (values["start"], values["end"], values["norm"]) == ("2024-05-03", "2024-05-05", "2024-05-03/2024-05-05")
    assert values["kind"] == "date_range"
    assert "3 days" in times(reviewer).preview.text()
    reviewer.press("Return")
    assert figure(reviewer, friday).end_date == datetime.date(2024, 5, 5)


def test_a_norm_that_is_written_stays_when_the_dates_are_another(reviewer: Reviewer, friday: str) -> None:
    reviewer.line = "none"
    write(reviewer, times(reviewer), "norm", "XXXX-09-10")
    reviewer.press("Return")
    found = figure(reviewer, friday)
    assert (found.norm, found.start_date, found.end_date) == ("XXXX-09-10", None, None)


def test_no_such_day(reviewer: Reviewer, friday: str) -> None:
    reviewer.line = "30 February 2024"
    reviewer.press("Return")
    assert set(times(reviewer).wrong) == {"dates"}
    assert reviewer.edits_on_disk == 0
    reviewer.press("Escape")
    assert figure(reviewer, friday).start_date == datetime.date(2023, 11, 10)


def test_whole_months_and_years_stay_whole(reviewer: Reviewer) -> None:
    key = open_figure(reviewer, "March 2025")
    reviewer.press("PgUp")
    assert times(reviewer).values()["norm"] == "2025-02"
    assert times(reviewer).values()["end"] == "2025-02-28"
    reviewer.press("Shift+PgUp", "Return")
    found = figure(reviewer, key)
    assert (found.norm, found.end_date) == ("2024-02", datetime.date(2024, 2, 29))
