"""What a text tells is the same whoever reads it, here or in another process, in the order of the texts."""

from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING

from border_annotator.nlp import reading_ahead
from border_annotator.nlp.reading_ahead import read_ahead
from border_annotator.nlp.text_facts import read_text_facts

if TYPE_CHECKING:
    import pytest

TEXTS = [f"A title\n\nGuards stopped {k} people near Silene on Monday, officials in Riga said." for k in range(9)]


def named(text: str) -> tuple[str, str] | None:
    return (text, "a.txt") if "people" in text else None


def test_the_first_ones_are_left_to_the_caller_and_the_rest_is_read_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("FEW", 2), ("AT_ONCE", 3), ("MOST_PROCESSES", 1)):
        monkeypatch.setattr(reading_ahead, name, value)
    items = [*TEXTS[:4], "no text", *TEXTS[4:]]
    found = list(read_ahead(iter(items), named))
    assert [item for item, _facts in found] == items
    assert [facts for _item, facts in found[:2]] == [None, None]
    for item, facts in found[2:]:
        assert facts == (read_text_facts(item, "a.txt") if "people" in item else None)
    assert multiprocessing.active_children() == []


def test_a_process_that_dies_costs_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("FEW", 0), ("AT_ONCE", 2), ("MOST_PROCESSES", 1)):
        monkeypatch.setattr(reading_ahead, name, value)
    reading = read_ahead(iter(TEXTS), named)
    came = [next(reading)[0]]
    for child in multiprocessing.active_children():
        child.kill()
        child.join()
    rest = list(reading)
    assert came + [item for item, _facts in rest] == TEXTS
    assert rest[-1][1] is None
