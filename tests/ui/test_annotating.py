"""Correcting and adding by keys: types, triggers, roles, attributes, figures, entities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.figure import Figure
from border_annotator.domain.span import Span
from border_annotator.domain.worksheet import State

if TYPE_CHECKING:
    from tests.ui.reviewer import Reviewer


def test_type_is_changed_by_typing(reviewer: Reviewer) -> None:
    event = reviewer.focused.id
    reviewer.press("T")
    reviewer.answer("exercise")
    assert reviewer.event.type == "Force.Exercise"
    assert reviewer.focused.id == event
    assert reviewer.verdict(event) == "corrected"
    assert reviewer.on_disk("SELECT label FROM annotations WHERE id = ?", event) == [("Force.Exercise",)]
    reviewer.press("Ctrl+Z")
    assert reviewer.event.type == "Force.Deployment"
    assert reviewer.verdict(event) is None


def test_type_list_leaves_out_the_present_one(reviewer: Reviewer) -> None:
    reviewer.press("T")
    assert len(reviewer.choices) == len(reviewer.session.project.schema.event_types) - 1
    reviewer.type("no such type")
    assert reviewer.choices == []
    reviewer.press("Return")
    assert reviewer.overlay() is not None, "nothing to choose, so nothing happens"
    reviewer.press("Escape")
    assert reviewer.edits_on_disk == 0


def test_trigger_is_set_from_a_keyboard_selection(reviewer: Reviewer) -> None:
    event = reviewer.focused.id
    span = reviewer.select("Support")
    assert reviewer.article.selection() == span
    reviewer.press("G")
    assert reviewer.event.trigger == span
    assert reviewer.on_disk("SELECT start, end FROM annotations WHERE id = ?", event) == [(span.start, span.end)]


def test_selection_by_words_leaves_white_space_out(reviewer: Reviewer) -> None:
    start = reviewer.sheet.document.text.index("Security Support")
    reviewer.put_caret(start)
    reviewer.press("Ctrl+Shift+Right", "Ctrl+Shift+Right")
    assert reviewer.article.selection() == Span(start, start + len("Security Support"))


def test_trigger_wants_a_selection(reviewer: Reviewer) -> None:
    reviewer.press("G")
    assert "press G" in reviewer.message
    assert reviewer.edits_on_disk == 0


def test_boilerplate_takes_no_trigger(reviewer: Reviewer) -> None:
    reviewer.select("Subscribe")
    reviewer.press("G")
    assert "boilerplate" in reviewer.message
    assert reviewer.edits_on_disk == 0


def test_role_is_filled_from_a_selection(reviewer: Reviewer) -> None:
    item = reviewer.item("Latvia")
    assert isinstance(item.value, Entity)
    reviewer.put_caret(item.value.span.start)
    reviewer.press("Ctrl+Shift+Right")
    assert reviewer.article.selection() == item.value.span
    before = {(a.role, a.ref) for a in reviewer.event.arguments}
    reviewer.press("R")
    reviewer.answer("place")
    added = {(a.role, a.ref) for a in reviewer.event.arguments} - before
    assert added == {("place", item.id)}, "what is marked there is used"
    assert reviewer.verdict(item.id) == "confirmed"


def test_role_is_filled_with_new_text(reviewer: Reviewer) -> None:
    reviewer.select("Amidst")
    reviewer.press("R")
    reviewer.answer("reason")
    fillers = reviewer.event.fillers("reason")
    assert len(fillers) == 1
    assert reviewer.edits_on_disk == 1


def test_role_is_filled_from_the_list(reviewer: Reviewer) -> None:
    reviewer.go_to_event("surge")
    reviewer.press("R")
    reviewer.answer("origin")
    assert reviewer.choices, "the second list is open"
    wanted = reviewer.choices[0]
    reviewer.press("Return")
    assert reviewer.overlay() is None
    filler = reviewer.sheet.find(reviewer.event.fillers("origin")[0].ref or "")
    assert filler is not None
    assert wanted.startswith(anchor_of(filler.value).text_in(reviewer.sheet.document.text))
    assert wanted.partition(" · ")[0].strip() in reviewer.words_of_card()


def test_role_is_cleared(reviewer: Reviewer) -> None:
    before = reviewer.event.arguments
    reviewer.press("C")
    assert len(reviewer.choices) == len(before) + len(reviewer.event.mentions) + len(reviewer.event.relations)
    reviewer.answer("host")
    assert [a.role for a in reviewer.event.arguments] == [a.role for a in before if a.role != "host"]
    assert reviewer.focused.state is State.CORRECTED
    reviewer.press("Ctrl+Z")
    assert reviewer.event.arguments == before


def test_clearing_wants_a_filled_role(reviewer: Reviewer) -> None:
    reviewer.select("bolster")
    reviewer.press("N")
    reviewer.answer("deployment")
    reviewer.press("C")
    assert "no filled role" in reviewer.message


def test_attributes_are_set_by_typing(reviewer: Reviewer) -> None:
    event = reviewer.focused.id
    for typed, attribute, value in (
        ("occurred", "status", "occurred"),
        ("negative", "polarity", "negative"),
        ("generic", "genericity", "generic"),
        ("severity 3", "severity", 3),
        ("narrator", "attribution", "narrator"),
    ):
        reviewer.press("S")
        reviewer.answer(typed)
        assert reviewer.focused.id == event
        assert getattr(reviewer.event, attribute) == value, typed
        assert str(value) in reviewer.words_of_card() or value == "narrator"
    assert reviewer.edits_on_disk == 5


def test_typing_the_present_value_sets_no_other_one(reviewer: Reviewer) -> None:
    before = reviewer.event
    assert before.status == "planned"
    reviewer.press("S")
    reviewer.answer("planned")
    assert reviewer.event == before


def test_figure_value_is_edited(reviewer: Reviewer) -> None:
    figure = next(i for i in reviewer.sheet.figures if isinstance(i.value, Figure) and not i.value.is_temporal)
    reviewer.put_caret(anchor_of(figure.value).start)
    reviewer.press("V")
    reviewer.answer("at least 40")
    found = reviewer.sheet.find(figure.id)
    assert found is not None
    assert isinstance(found.value, Figure)
    assert (found.value.value, found.value.comparator) == (40, "at_least")
    assert reviewer.verdict(figure.id) == "corrected"


def test_wrong_value_keeps_the_prompt_open_with_a_reason(reviewer: Reviewer) -> None:
    figure = next(i for i in reviewer.sheet.figures if isinstance(i.value, Figure) and not i.value.is_temporal)
    reviewer.put_caret(anchor_of(figure.value).start)
    reviewer.press("V")
    prompt = reviewer.window.cards.figure_editor
    for wrong in ("plenty of", "", "12-10", "1e999", "40 x 3", "-"):
        reviewer.answer(wrong)
        assert reviewer.overlay() is prompt, f"“{wrong}” was taken"
        assert reviewer.edits_on_disk == 0
        assert prompt.reason, f"no word on what is wrong with “{wrong}”"
        reviewer.type("1")
        assert not prompt.reason, "the reason goes with the next letter"
    reviewer.answer("about 300")
    assert reviewer.overlay() is None
    assert reviewer.edits_on_disk == 1


def test_one_figure_of_several_is_chosen(reviewer: Reviewer) -> None:
    reviewer.put_caret(0)
    reviewer.press("V")
    if reviewer.overlay() is reviewer.window.chooser:
        reviewer.press("Return")
    assert reviewer.overlay() is reviewer.window.cards.figure_editor
    assert reviewer.line, "the present value stands in the line"
    reviewer.answer("7")
    assert reviewer.edits_on_disk == 1


def test_new_event_comes_into_focus(reviewer: Reviewer) -> None:
    count = len(reviewer.sheet.events)
    span = reviewer.select("Bolsters")
    reviewer.press("N")
    reviewer.answer("assistance")
    assert reviewer.event.trigger == span
    assert reviewer.event.type == "Aid.Assistance"
    assert reviewer.focused.state is State.ADDED
    assert len(reviewer.sheet.events) == count + 1
    reviewer.press("X")
    assert len(reviewer.sheet.events) == count, "what was added by hand is removed, not kept as rejected"
    reviewer.press("Ctrl+Z")
    assert reviewer.event.trigger == span


def test_selection_is_labelled_as_an_entity(reviewer: Reviewer) -> None:
    span = reviewer.select("Amidst")
    reviewer.press("L")
    reviewer.answer("operation")
    found = [i for i in reviewer.sheet.entities if anchor_of(i.value) == span]
    assert [item.state for item in found] == [State.ADDED]


def test_entity_at_the_caret_gets_another_label(reviewer: Reviewer) -> None:
    item = reviewer.item("Latvia")
    reviewer.put_caret(anchor_of(item.value).start)
    reviewer.press("L")
    reviewer.answer("place")
    found = reviewer.sheet.find(item.id)
    assert found is not None
    assert isinstance(found.value, Entity)
    assert found.value.label == "PLACE"


def test_selection_is_marked_as_a_figure(reviewer: Reviewer) -> None:
    text = reviewer.sheet.document.text
    taken = [anchor_of(item.value) for item in reviewer.sheet.figures]
    words = next(w for w in text.split() if w.isdigit() and not _taken(text, w, taken)) if _free(text, taken) else "two"
    span = reviewer.select(words)
    reviewer.press("F")
    if reviewer.message:
        assert "marked" in reviewer.message
    else:
        assert span in [anchor_of(item.value) for item in reviewer.sheet.figures]


def _taken(text: str, word: str, taken: list[Span]) -> bool:
    start = text.index(word)
    return any(span.start < start + len(word) and start < span.end for span in taken)


def _free(text: str, taken: list[Span]) -> bool:
    return any(word.isdigit() and not _taken(text, word, taken) for word in text.split())
