"""Presses, actions and seconds of the keystroke-level model."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from border_annotator.domain.keystrokes import KEY, MENTAL, Effort, Log, Press


def test_a_way_of_the_caret_is_one_action_and_typed_letters_are_none() -> None:
    log = Log()
    for _k in range(3):
        log.press(Press.MOVE, 1, 0.01)
    log.press(Press.COMMAND, 0, 0.02)
    for _k in range(4):
        log.press(Press.LETTER, 0, 0.0)
    done = log.take()
    assert (done.presses, done.actions, done.commands, done.moves, done.typed, done.modifiers) == (8, 2, 1, 3, 4, 3)
    assert done.seconds == pytest.approx(KEY * 11 + MENTAL * 2 + 0.05)
    assert done.longest == pytest.approx(0.02)
    assert log.take() == Effort()


def test_arriving_begins_another_action() -> None:
    log = Log()
    log.press(Press.MOVE, 0, 0.0)
    log.arrive()
    log.press(Press.MOVE, 0, 0.0)
    assert log.take().actions == 2


@given(st.lists(st.tuples(st.sampled_from(Press), st.integers(0, 3))))
def test_parts_add_up(presses: list[tuple[Press, int]]) -> None:
    whole, parts, total = Log(), Log(), Effort()
    for kind, held in presses:
        whole.press(kind, held, 0.0)
        parts.press(kind, held, 0.0)
        total += parts.take()
    done = whole.take()
    assert (
        (done.presses, done.modifiers) == (total.presses, total.modifiers) == (len(presses), sum(h for _, h in presses))
    )
    assert done.actions <= total.actions
