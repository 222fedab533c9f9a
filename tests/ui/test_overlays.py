"""The chooser and the prompt: every key belongs to them while they are open, and the keyboard comes back after."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from border_annotator.domain.figure import Figure
from border_annotator.settings.store import Settings
from border_annotator.ui.actions.declared import ACTIONS
from border_annotator.ui.dialogs.chooser import Choice, matches
from border_annotator.ui.dialogs.recent import Recent
from tests.ui.reviewer import settle_down

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.conftest import OpenWindow
    from tests.ui.reviewer import Reviewer

OPENERS = ["Ctrl+K", "T", "R", "C", "S", "Ctrl+T", "?", "Ctrl+,", "Ctrl+Shift+Return", "V"]
LETTERS = "axjkuhntgrcsvlfAXnothing at all [ ] ?"


def state(reviewer: Reviewer) -> tuple[object, ...]:
    return (
        reviewer.edits_on_disk,
        reviewer.session.focused_event,
        reviewer.sheet.document.id,
        reviewer.article.shows_rejected,
        reviewer.article.document().defaultFont().pixelSize(),
        reviewer.window.isVisible(),
        reviewer.window.job.is_running,
    )


def test_letters_in_an_overlay_are_letters(reviewer: Reviewer) -> None:
    for opener in OPENERS:
        before = state(reviewer)
        reviewer.press(opener)
        overlay = reviewer.overlay()
        assert overlay is not None, opener
        reviewer.press("Ctrl+A", "Delete")
        reviewer.type(LETTERS)
        assert reviewer.overlay() is overlay
        assert reviewer.line == LETTERS
        assert state(reviewer) == before
        reviewer.press("Escape")
        assert reviewer.overlay() is None
        assert QApplication.focusWidget() is reviewer.article
        assert state(reviewer) == before


def test_no_key_of_an_action_reaches_the_article_below(reviewer: Reviewer) -> None:
    before = state(reviewer)
    reviewer.press("Ctrl+K")
    for action in ACTIONS:
        for key in action.keys:
            if key in ("Ctrl+Shift+Return", "Ctrl+Return"):
                continue
            reviewer.press(key)
            assert reviewer.overlay() is reviewer.window.chooser, key
            assert state(reviewer) == before, key
    for opener in ("Ctrl+Shift+Return", "V"):
        reviewer.press("Escape", opener, "Ctrl+Z", "Ctrl+Down", "Ctrl+P", "Ctrl+Q")
        assert reviewer.overlay() not in (None, reviewer.window.chooser), opener
        assert state(reviewer) == before


def test_escape_with_nothing_open_changes_nothing(reviewer: Reviewer) -> None:
    before = state(reviewer)
    reviewer.press("Escape")
    assert state(reviewer) == before
    assert QApplication.focusWidget() is reviewer.article


def test_keyboard_goes_back_to_the_article_after_a_choice(reviewer: Reviewer) -> None:
    reviewer.press("T")
    reviewer.answer("exercise")
    assert QApplication.focusWidget() is reviewer.article
    reviewer.press("R")
    reviewer.answer("participant")
    reviewer.press("Return")
    assert QApplication.focusWidget() is reviewer.article


def test_keyboard_comes_back_when_what_had_it_is_gone(reviewer: Reviewer) -> None:
    button = reviewer.button("Type  T")
    button.setFocus()
    reviewer.press("Space")
    assert reviewer.overlay() is reviewer.window.chooser
    reviewer.session.open_document(reviewer.sheet.document.id)
    reviewer.window.events.set_theme(reviewer.window.look.theme)
    reviewer.session.focus_event(reviewer.sheet.events[1].id)  # the card with the button is made anew
    reviewer.press("Escape")
    assert reviewer.overlay() is None
    reviewer.press("J")
    assert reviewer.place == 2


def test_a_click_elsewhere_closes_the_overlay(reviewer: Reviewer) -> None:
    reviewer.press("Ctrl+K")
    QTest.mouseClick(reviewer.article.viewport(), Qt.MouseButton.LeftButton)
    reviewer.article.setFocus(Qt.FocusReason.MouseFocusReason)
    assert reviewer.overlay() is None


def test_another_program_in_front_leaves_the_overlay_open(reviewer: Reviewer) -> None:
    reviewer.press("Ctrl+Shift+Return")
    reviewer.type("a long reas")
    line = reviewer.window.prompt.line
    for reason in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
        QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusOut, reason))
        assert reviewer.overlay() is reviewer.window.prompt
    reviewer.type("on")
    assert reviewer.line == "a long reason"


def test_the_header_replaces_a_prompt_by_the_palette(reviewer: Reviewer) -> None:
    reviewer.press("V")
    reviewer.button("Commands").click()
    assert reviewer.overlay() is reviewer.window.chooser
    reviewer.press("Escape")
    assert reviewer.overlay() is None


def test_arrows_move_the_mark_and_stop_at_the_ends(reviewer: Reviewer) -> None:
    reviewer.press("T")
    choices = reviewer.choices
    reviewer.press("Up")
    assert reviewer.choice == choices[0]
    reviewer.press("Down", "Down")
    assert reviewer.choice == choices[2]
    reviewer.press(*["PgDown"] * 5)
    assert reviewer.choice == choices[-1]
    reviewer.press("Down", "PgUp")
    assert reviewer.choice == choices[-12]


def test_a_wide_overlay_follows_the_panels_of_another_width(reviewer: Reviewer) -> None:
    reviewer.window.resize(1600, 900)
    settle_down()
    reviewer.press("?")
    for width in (1440, 1200, 1600):
        reviewer.window.resize(width, 900)
        settle_down()
        overlay, cards = reviewer.overlay(), reviewer.window.events
        assert overlay is not None
        assert overlay.geometry().right() < cards.mapTo(reviewer.window, QPoint(0, 0)).x(), width


@pytest.mark.parametrize("kind", ["quantity", "time"])
def test_an_editor_leaves_the_line_in_sight_that_it_is_about(reviewer: Reviewer, kind: str) -> None:
    reviewer.window.resize(1024, 700)
    settle_down()
    view = reviewer.article
    is_time = kind == "time"
    figures = [i for i in reviewer.sheet.figures if isinstance(i.value, Figure) and i.value.is_temporal is is_time]
    for item in figures[:4]:
        view.go_to(item.anchor)
        reviewer.window.cards.figures.edit(item)
        overlay = reviewer.overlay()
        assert overlay is not None
        line = view.rect_at(item.start).translated(view.viewport().mapTo(reviewer.window, QPoint(0, 0)))
        assert not overlay.geometry().intersects(line)
        reviewer.press("Escape")


def test_overlay_stays_inside_a_small_window(reviewer: Reviewer) -> None:
    reviewer.window.resize(700, 420)
    for opener in OPENERS:
        reviewer.press(opener)
        overlay = reviewer.overlay()
        assert overlay is not None
        assert reviewer.window.rect().contains(overlay.geometry()), opener
        reviewer.press("Escape")


@pytest.mark.parametrize(
    ("typed", "fits"),
    [("dep", True), ("DEP", True), ("force", True), ("loy", True), ("dep force", True), ("dep zzz", False), ("", True)],
)
def test_typed_words_fit_wherever_they_stand(typed: str, fits: bool) -> None:  # noqa: FBT001 - a test's parameter
    assert (matches(typed, Choice("Force.Deployment", "Deployment", "Force")) is not None) == fits


def test_a_fit_at_the_beginning_comes_first() -> None:
    better = matches("ex", Choice("b", "Exercise"))
    worse = matches("ex", Choice("a", "Next article"))
    assert better is not None
    assert worse is not None
    assert better < worse


def test_initials_and_whole_words_come_before_what_only_stands_inside() -> None:
    choices = [
        Choice("a", "Location"),
        Choice("b", "Crossing attempt", "crossing"),
        Choice("c", "Deployment", "border control, also called ca"),
        Choice("d", "Cargo seizure"),
        Choice("e", "Ca"),
    ]
    ranks = {choice.key: rank for choice in choices if (rank := matches("ca", choice)) is not None}
    assert sorted(ranks, key=lambda key: ranks[key]) == ["e", "d", "b", "c", "a"]
    assert matches("crossing att", choices[1]) == 1
    assert matches("att cross", choices[1]) is not None
    assert matches("ac", choices[1]) is None


def test_what_was_chosen_last_comes_first_also_after_a_restart(
    reviewer: Reviewer, open_window: OpenWindow, tmp_path: Path
) -> None:
    reviewer.press("T")
    usual = reviewer.choices
    reviewer.answer("exercise")
    reviewer.press("T")
    reviewer.answer("pushback")
    reviewer.press("J", "T")
    assert [choice.split()[0] for choice in reviewer.choices[:2]] == ["Pushback", "Exercise"]
    assert len(reviewer.choices) == len(usual), "and nothing is listed twice"
    reviewer.type("ex")
    assert reviewer.choice.startswith("Exercise")
    reviewer.press("Escape")
    reviewer.select("bolster")
    reviewer.press("L")
    assert not reviewer.choices[0].startswith("Pushback"), "each list has its own"
    reviewer.press("Escape")
    other = tmp_path / "other.bap"
    shutil.copyfile(reviewer.session.project.path, other)
    again = open_window(other)
    again.press("T")
    assert again.choices[0].startswith("Pushback")
    again.press("Escape")


def test_a_broken_memory_of_choices_is_no_memory(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    for broken in ("{", "[1]", '{"types": 3}', '{"types": [1, null]}'):
        settings.set("recent", broken)
        assert Recent(settings).of("types") == ()
    for key in "abcdefa":
        Recent(settings).remember("types", key)
    assert Recent(settings).of("types") == ("a", "f", "e", "d", "c")


def test_the_line_of_a_figure_stays_in_sight_whatever_the_window_does(reviewer: Reviewer) -> None:
    for width, height in ((1024, 700), (1440, 900), (1100, 720)):
        reviewer.window.resize(width, height)
        settle_down()
        if reviewer.overlay() is None:
            reviewer.press("V")
            reviewer.type("many, many")
            reviewer.press("Return")
        settle_down()
        overlay, line = reviewer.overlay(), reviewer.window.in_sight().line
        assert overlay is not None
        assert line is not None
        assert not overlay.geometry().intersects(line), (width, height)
    reviewer.press("Escape")
    assert reviewer.article.worked_on is None
