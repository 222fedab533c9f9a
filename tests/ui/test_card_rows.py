"""Walking the rows of a card by keys: everything that an event can hold is set there."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Event, EventGeo, EventTime
from border_annotator.ui.events.card_rows import ATTRIBUTES
from border_annotator.ui.events.rows_area import RowsArea

if TYPE_CHECKING:
    from tests.ui.reviewer import Reviewer


def go_to_row(reviewer: Reviewer, row: str) -> None:
    """Press E, then Down until a row is marked."""
    if not reviewer.window.events.is_walked:
        reviewer.press("E")
    reviewer.press("Home")
    for _k in range(40):
        if reviewer.window.events.marked_row == row:
            return
        reviewer.press("Down")
    raise LookupError(row)


def names_of_rows(reviewer: Reviewer) -> list[str]:
    labels = [label for label in reviewer.card().findChildren(QLabel) if label.isVisible()]
    return [label.text() for label in labels if label.objectName() == "roleName"]


def edit_row(reviewer: Reviewer, row: str) -> None:
    go_to_row(reviewer, row)
    reviewer.press("Return")


def at_attempts(reviewer: Reviewer) -> None:
    reviewer.go_to_event("attempts")


def test_e_shows_every_row_and_e_again_only_what_is_said(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    calm, rows = reviewer.words_of_card(), names_of_rows(reviewer)
    assert "Polarity" not in calm
    assert "Instigator" not in calm
    reviewer.press("E")
    whole = reviewer.words_of_card()
    for role in reviewer.session.project.schema.roles(reviewer.event.type):
        assert role.name.replace("_", " ").capitalize() in whole
    for name in ("When", "Where", "Status", "Polarity", "Genericity", "Attribution", "Mode", "Severity"):
        assert name in whole
    for name in ("Mentions", "Relations", "Doubtful", "Note"):
        assert name in whole
    assert isinstance(QApplication.focusWidget(), RowsArea)
    reviewer.press("E")
    assert names_of_rows(reviewer) == rows
    assert QApplication.focusWidget() is reviewer.article


def test_escape_goes_back_to_the_text(reviewer: Reviewer) -> None:
    reviewer.press("E", "Escape")
    assert not reviewer.window.events.is_walked
    assert QApplication.focusWidget() is reviewer.article
    assert reviewer.edits_on_disk == 0


def test_the_arrows_stop_at_the_ends_and_a_reader_hears_the_row(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    reviewer.press("E", "Up")
    area = reviewer.card().area
    assert area is not None
    assert reviewer.window.events.marked_row == "role:person"
    assert area.accessibleName().startswith("Person: ")
    reviewer.press("End", "Down")
    assert reviewer.window.events.marked_row == "note"


def test_keys_of_actions_work_while_the_rows_are_walked(reviewer: Reviewer) -> None:
    event = reviewer.focused.id
    reviewer.press("E", "Down", "A")
    assert reviewer.verdict(event) == "confirmed"
    assert reviewer.focused.id != event
    assert not reviewer.window.events.is_walked, "the next event is shown calmly"


@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_every_value_of_an_attribute_can_be_set(reviewer: Reviewer, attribute: str) -> None:
    at_attempts(reviewer)
    schema = reviewer.session.project.schema
    modes = schema.event_type(reviewer.event.type).modes
    for value in modes if attribute == "mode" else schema.values(attribute):
        edit_row(reviewer, attribute)
        reviewer.answer(value.replace("_", " "))
        assert str(getattr(reviewer.event, attribute)) == value
        assert reviewer.window.events.marked_row == attribute, "the walk goes on where it was"


def test_delete_takes_an_attribute_back_to_the_usual(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    edit_row(reviewer, "polarity")
    reviewer.answer("negative")
    reviewer.press("Delete")
    assert reviewer.event.polarity == "positive"
    go_to_row(reviewer, "mode")
    reviewer.press("Delete")
    assert reviewer.event.mode is None
    reviewer.press("Delete")
    assert "nothing to clear" in reviewer.message


def test_a_role_row_waits_and_the_walk_goes_on(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    edit_row(reviewer, "role:origin")
    assert reviewer.window.cards.wait.row == "role:origin"
    reviewer.press("Space")
    reviewer.answer("belarus")
    assert len(reviewer.event.fillers("origin")) == 1
    assert reviewer.window.events.is_walked
    assert isinstance(QApplication.focusWidget(), RowsArea)
    assert reviewer.window.events.marked_row == "role:origin"


def test_a_dash_on_a_role_row_says_not_stated_and_delete_takes_it_back(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    go_to_row(reviewer, "role:origin")
    reviewer.press("-")
    assert list(reviewer.event.not_stated) == ["origin"]
    reviewer.press("Delete")
    assert list(reviewer.event.not_stated) == []


def test_the_time_is_written(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    edit_row(reviewer, "time")
    reviewer.answer("write")
    reviewer.press("Ctrl+A")
    reviewer.type("from 2023-11-10")
    reviewer.press("Return")
    day = datetime.date(2023, 11, 10)
    basis = reviewer.event.time.basis
    assert reviewer.event.time == EventTime("2023-11-10/", day, None, "range", basis)
    edit_row(reviewer, "time")
    reviewer.answer("write")
    reviewer.press("Tab")
    reviewer.type("XXXX-09-10/2025-03")
    reviewer.press("Tab")
    reviewer.type("rang")
    reviewer.press("Tab")
    reviewer.type("undersp")
    reviewer.press("Return")
    assert reviewer.event.time == EventTime("XXXX-09-10/2025-03", day, None, "range", "underspecified")


def test_the_time_comes_from_the_article(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    edit_row(reviewer, "time")
    reviewer.answer("march 2025")
    assert reviewer.event.time.end_date == datetime.date(2025, 3, 31)
    go_to_row(reviewer, "time")
    reviewer.press("Delete")
    assert reviewer.event.time == EventTime()


def test_filling_the_time_role_dates_the_event(reviewer: Reviewer) -> None:
    reviewer.go_to_event("signed")
    assert reviewer.event.time == EventTime()
    edit_row(reviewer, "role:time")
    reviewer.press("M")
    reviewer.answer("march 2025")
    assert reviewer.event.time.end_date == datetime.date(2025, 3, 31)
    reviewer.press("Delete")
    assert reviewer.event.time == EventTime(), "the time goes with what it came from"


def test_only_wrong_lines_complain(reviewer: Reviewer) -> None:
    edit_row(reviewer, "time")
    reviewer.answer("write")
    reviewer.press("Ctrl+A")
    reviewer.type("someday")
    reviewer.press("Tab", "Tab")
    reviewer.type("xyz")
    reviewer.press("Return")
    form = reviewer.window.cards.form
    assert set(form.wrong) == {"dates", "precision"}
    assert reviewer.edits_on_disk == 0
    reviewer.press("Escape")


def test_the_place_is_written_by_code_or_name(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    edit_row(reviewer, "geo")
    reviewer.press("Ctrl+A")
    reviewer.type("Lithuania, lv")
    reviewer.press("Return")
    assert reviewer.event.geo == EventGeo(("LT", "LV"), "border"), "a precision that was set stays"
    edit_row(reviewer, "geo")
    reviewer.type("multi")
    reviewer.press("Return")
    assert reviewer.event.geo == EventGeo(("LT", "LV"), "multi_country")
    edit_row(reviewer, "geo")
    reviewer.press("Ctrl+A")
    reviewer.type("Atlantis")
    reviewer.press("Return")
    assert "no country" in reviewer.message
    assert reviewer.event.geo == EventGeo(("LT", "LV"), "multi_country")


def test_mentions_are_added_and_removed(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    span = reviewer.select("significant surge")
    edit_row(reviewer, "mentions")
    assert list(reviewer.event.mentions) == [span]
    reviewer.put_caret(0)
    edit_row(reviewer, "mentions")
    assert reviewer.window.cards.wait.row == "mentions"
    other = reviewer.select("recorded")
    reviewer.press("Return")
    assert sorted(reviewer.event.mentions) == sorted([span, other])
    go_to_row(reviewer, "mentions")
    reviewer.press("Right", "Delete")
    assert len(reviewer.event.mentions) == 1


def test_a_relation_is_chosen_and_removed(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    before = reviewer.event.relations
    edit_row(reviewer, "relations")
    reviewer.answer("contrast labeled")
    added = [relation for relation in reviewer.event.relations if relation not in before]
    assert [relation.type for relation in added] == ["contrast"]
    target = reviewer.sheet.find(added[0].target)
    assert target is not None
    assert isinstance(target.value, Event)
    assert target.value.trigger.text_in(reviewer.sheet.document.text) == "labeled"
    reviewer.press("End", "Up", "Up", "Right", "Delete")
    assert reviewer.event.relations == before


def test_doubtful_and_note(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    edit_row(reviewer, "optional")
    assert "doubtful, not scored" in reviewer.words_of_card()
    assert reviewer.event.optional is True
    reviewer.press("Delete")
    assert "doubtful, not scored" not in reviewer.words_of_card()
    edit_row(reviewer, "note")
    reviewer.answer("a note that travels")
    assert reviewer.event.note == "a note that travels"
    assert "a note that travels" in reviewer.words_of_card()
    reviewer.press("E")
    assert "a note that travels" in reviewer.words_of_card(), "what there is to say is always said"
    go_to_row(reviewer, "note")
    reviewer.press("Delete")
    assert reviewer.event.note is None


def test_an_entity_is_a_noun_doubtful_and_noted(reviewer: Reviewer) -> None:
    item = reviewer.item("Latvia")
    assert isinstance(item.value, Entity)
    for words in ("common noun", "doubtful"):
        reviewer.put_caret(item.value.span.start)
        reviewer.press("L")
        reviewer.answer(words)
    reviewer.press("L")
    reviewer.answer("note")
    reviewer.answer("seen twice")
    found = reviewer.sheet.find(item.id)
    assert found is not None
    value = found.value
    assert isinstance(value, Entity)
    assert (value.mention, value.optional, value.note, value.link) == ("NOM", True, "seen twice", item.value.link)


# Rearranging


def test_o_duplicates_and_goes_there(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    event, count = reviewer.event, len(reviewer.sheet.events)
    reviewer.press("O")
    assert len(reviewer.sheet.events) == count + 1
    assert reviewer.event.id != event.id
    assert reviewer.event.arguments == event.arguments
    reviewer.press("Ctrl+Z")
    assert len(reviewer.sheet.events) == count


def test_p_splits(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    event = reviewer.event
    roles = [argument.role for argument in event.arguments]
    reviewer.press("P", "Return")
    assert "Space" in reviewer.window.cards.parting.reason
    reviewer.press("Space", "Down", "Space", "Space", "Return")
    assert reviewer.overlay() is None
    second = reviewer.event
    assert second.id != event.id
    assert [argument.role for argument in second.arguments] == roles[:2]
    first = reviewer.sheet.find(event.id)
    assert first is not None
    assert isinstance(first.value, Event)
    assert [argument.role for argument in first.value.arguments] == roles[1:]


def test_m_merges_with_the_chosen_one(reviewer: Reviewer) -> None:
    at_attempts(reviewer)
    event, count = reviewer.event, len(reviewer.sheet.events)
    reviewer.press("M")
    assert reviewer.choices[0].startswith("Crossing attempt"), "those of its type come first"
    reviewer.answer("surge")
    assert len(reviewer.sheet.events) == count - 1
    assert reviewer.focused.id == event.id
    text = reviewer.sheet.document.text
    assert "surge" in [mention.text_in(text) for mention in reviewer.event.mentions]
    assert any(argument.role == "person" for argument in reviewer.event.arguments)


def test_an_event_without_anything_to_split_says_so(reviewer: Reviewer) -> None:
    reviewer.select("bolster")
    reviewer.press("N")
    reviewer.answer("exercise")
    reviewer.press("P")
    assert "neither fillers nor mentions" in reviewer.message
