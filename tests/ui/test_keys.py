"""Keys can be changed: a key is pressed, who has it is said, and every place that shows keys shows the new one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from border_annotator.settings.paths import settings_file
from border_annotator.settings.store import Settings
from border_annotator.ui.actions.declared import ACTIONS
from border_annotator.ui.actions.keys import KEYS, Keys
from border_annotator.ui.help.key_editor import KeyEditor
from border_annotator.ui.help.key_sheet import KeySheet

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.conftest import OpenWindow
    from tests.ui.reviewer import Reviewer

IDS = [action.id for action in ACTIONS]


def editor(reviewer: Reviewer) -> KeyEditor:
    found = reviewer.overlay()
    assert isinstance(found, KeyEditor)
    return found


def rekey(reviewer: Reviewer, action: str, *keys: str) -> None:
    reviewer.press("Ctrl+,")
    reviewer.line = action
    reviewer.press("Return", *keys)


def test_a_free_key_does_it_at_once_and_is_kept(reviewer: Reviewer, open_window: OpenWindow) -> None:
    rekey(reviewer, "confirm event", "Ctrl+Alt+F9")
    assert "“Confirm event” has the key Ctrl+Alt+F9 now." in editor(reviewer).said
    reviewer.press("Escape")
    first = reviewer.focused.id
    reviewer.press("A")
    assert reviewer.verdict(first) is None, "the old key is free"
    reviewer.press("Ctrl+Alt+F9")
    assert reviewer.verdict(first) == "confirmed"
    path = reviewer.session.project.path
    reviewer.window.close()
    again = open_window(path)
    again.press("Ctrl+Alt+F9")
    assert again.verdict(again.sheet.events[1].id) == "confirmed"


def test_a_conflict_names_the_other_action_and_both_answers_hold(reviewer: Reviewer) -> None:
    rekey(reviewer, "confirm event", "J")
    assert "J is the key of “Next event”. Take it over?" in editor(reviewer).said
    reviewer.press("Escape")
    assert isinstance(reviewer.overlay(), KeyEditor), "only the question goes away"
    assert KEYS.of("event.confirm") == ("A",)
    reviewer.press("Return", "J", "Return")
    assert KEYS.of("event.confirm") == ("J",)
    assert KEYS.of("event.next") == ()
    reviewer.press("Escape")
    first = reviewer.focused.id
    reviewer.press("J")
    assert reviewer.verdict(first) == "confirmed"


def test_the_mouse_can_answer(reviewer: Reviewer) -> None:
    rekey(reviewer, "confirm event", "J")
    reviewer.button("Take it over").click()
    assert KEYS.of("event.confirm") == ("J",)
    reviewer.button("Reset all").click()
    assert KEYS.of("event.confirm") == ("A",)
    assert KEYS.of("event.next") == ("J",)
    reviewer.button("One more key").click()
    reviewer.press("F11")
    assert KEYS.of("event.confirm") == ("A", "F11")
    reviewer.button("No key").click()
    assert KEYS.of("event.confirm") == ()
    reviewer.button("Reset").click()
    assert KEYS.of("event.confirm") == ("A",)


@pytest.mark.parametrize("key", ["Tab", "Down", "Shift+Left", "Home"])
def test_keys_that_move_about_cannot_be_taken(reviewer: Reviewer, key: str) -> None:
    rekey(reviewer, "confirm event", key)
    assert "moves about in the window" in editor(reviewer).said
    assert KEYS.of("event.confirm") == ("A",)
    reviewer.press("F11")
    assert KEYS.of("event.confirm") == ("F11",)


def test_modifiers_alone_are_waited_through(reviewer: Reviewer) -> None:
    rekey(reviewer, "confirm event")
    for modifier in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta):
        QTest.keyClick(editor(reviewer).line, modifier)
    reviewer.press("Shift+F11")
    assert KEYS.of("event.confirm") == ("Shift+F11",)


def test_the_new_key_is_said_everywhere(reviewer: Reviewer) -> None:
    rekey(reviewer, "commands", "F12")
    rekey(reviewer, "article facts", "F11")
    rekey(reviewer, "confirm event", "F7")
    reviewer.press("Escape")
    assert reviewer.button("Commands").text() == "Commands…  F12"
    assert "(F7)" in reviewer.window.actions_by_id["event.confirm"].toolTip()
    assert [key.toString() for key in reviewer.window.actions_by_id["event.confirm"].shortcuts()] == ["F7"]
    facts = [button.accessibleName() for button in reviewer.window.facts.findChildren(QPushButton)]
    assert any("F11" in words for words in facts), facts
    reviewer.press("F12")
    assert any("Confirm event" in choice and "F7" in choice for choice in reviewer.choices)
    reviewer.press("Escape", "?")
    sheet = reviewer.overlay()
    assert isinstance(sheet, KeySheet)
    assert "F7" in sheet.shown()
    assert "A" not in sheet.shown()


def test_the_sheet_has_every_key_and_finds_them(reviewer: Reviewer) -> None:
    reviewer.press("?")
    sheet = reviewer.overlay()
    assert isinstance(sheet, KeySheet)
    said = sheet.shown()
    for action in ACTIONS:
        assert action.words.rstrip("…") in said
        assert " or ".join(action.keys) in said
    first = reviewer.focused.id
    reviewer.answer("confirm event")
    assert reviewer.overlay() is None
    assert reviewer.verdict(first) == "confirmed"


def test_what_makes_no_sense_in_the_settings_is_left_out(tmp_path: Path) -> None:
    for written in ("no json", "[1]", '{"event.confirm": ["Ctrl+Banana+Q", "A, B"]}', '{"nobody": ["F4"]}', "{}"):
        settings = Settings(tmp_path / "settings.json")
        settings.set("keys", written)
        keys = Keys()
        keys.read(settings)
        assert keys.of("event.confirm") == ("A",), written


chords = st.builds(
    lambda modifiers, key: "+".join([*modifiers, key]),
    st.sampled_from([(), ("Ctrl",), ("Shift",), ("Ctrl", "Shift"), ("Alt",)]),
    st.sampled_from([*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", *(f"F{k}" for k in range(1, 13)), "?", "]", "/", "0"]),
)
steps: st.SearchStrategy[tuple[str, str | None, list[str]]] = st.one_of(
    st.tuples(st.just("give"), st.sampled_from(IDS), st.lists(chords, max_size=3)),
    st.tuples(st.just("reset"), st.sampled_from([*IDS, None]), st.just(list[str]())),
)


@given(st.lists(steps, max_size=12))
def test_no_key_ever_has_two_actions(edits: list[tuple[str, str | None, list[str]]]) -> None:
    keys = Keys()
    for verb, action, wanted in edits:
        if verb == "give" and action is not None:
            keys.give(action, wanted)
            assert [QKeySequence(key) for key in keys.of(action)] == list(
                dict.fromkeys(QKeySequence(key) for key in wanted)
            )
        else:
            keys.reset(action)
            if action is not None:
                assert not keys.is_changed(action)
        every = [QKeySequence(key).toString() for action_id in IDS for key in keys.of(action_id)]
        assert len(every) == len(set(every))
    keys.reset()
    assert not any(map(keys.is_changed, IDS))


def test_kept_as_json_and_nothing_when_nothing_is_changed(reviewer: Reviewer) -> None:
    rekey(reviewer, "confirm event", "F11")
    assert json.loads(Settings(settings_file()).text("keys")) == {"event.confirm": ["F11"]}
    reviewer.button("Reset all").click()
    assert Settings(settings_file()).text("keys") == ""
