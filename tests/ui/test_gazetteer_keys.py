"""The project's own names from the keyboard: what a correction offers, and the list of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.entity import Entity
from border_annotator.services.gazetteer import gazetteer_entries

if TYPE_CHECKING:
    from border_annotator.domain.gazetteer_entry import GazetteerEntry
    from tests.ui.reviewer import Reviewer


def entries(reviewer: Reviewer) -> list[GazetteerEntry]:
    return gazetteer_entries(reviewer.session.project)


def link_of(reviewer: Reviewer, words: str) -> str | None:
    value = reviewer.item(words).value
    assert isinstance(value, Entity)
    return value.link


def correct_link(reviewer: Reviewer, words: str, link: str) -> None:
    reviewer.put_caret(anchor_of(reviewer.item(words).value).start)
    reviewer.press("I")
    reviewer.answer(link)


class TestOffer:
    def test_a_corrected_link_is_offered_and_taken(self, reviewer: Reviewer) -> None:
        correct_link(reviewer, "Minsk regime", "gov:BY-minsk")
        assert link_of(reviewer, "Minsk regime") == "gov:BY-minsk"
        assert reviewer.message.startswith("Add “Minsk regime” as Government · gov:BY-minsk")
        assert reviewer.message.endswith("to the project's gazetteer? Y adds it.")
        assert reviewer.article.hasFocus()
        reviewer.press("Y")
        (entry,) = entries(reviewer)
        assert (entry.name, entry.label, entry.link) == ("Minsk regime", "GOVERNMENT", "gov:BY-minsk")
        assert reviewer.message == ""
        assert "Add Government “Minsk regime” to the gazetteer" in reviewer.window.status.saved_words
        reviewer.press("Ctrl+Z")
        assert entries(reviewer) == []
        assert link_of(reviewer, "Minsk regime") == "gov:BY-minsk"

    def test_an_added_name_is_offered(self, reviewer: Reviewer) -> None:
        reviewer.select("Allied")
        reviewer.press("L")
        reviewer.answer("Armed group")
        assert reviewer.message.startswith("Add “Allied” as Armed group")

    def test_it_waits_for_nobody(self, reviewer: Reviewer) -> None:
        correct_link(reviewer, "Minsk regime", "gov:BY-minsk")
        reviewer.press("A")
        assert reviewer.message == ""
        reviewer.put_caret(0)
        reviewer.press("Y")
        assert "Nothing is offered" in reviewer.message
        assert entries(reviewer) == []

    def test_what_the_gazetteer_knows_is_not_offered(self, reviewer: Reviewer) -> None:
        correct_link(reviewer, "Minsk regime", "gov:BY-minsk")
        reviewer.press("Y")
        reviewer.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Shift+Z")
        assert reviewer.message == ""

    def test_a_link_that_is_none_is_said(self, reviewer: Reviewer) -> None:
        correct_link(reviewer, "Minsk regime", "not a link")
        assert "is not a link" in reviewer.message
        assert reviewer.edits_on_disk == 0

    def test_the_name_at_the_caret_is_asked_about(self, reviewer: Reviewer) -> None:
        reviewer.put_caret(anchor_of(reviewer.item("VSAT").value).start)
        reviewer.press("Y")
        form = reviewer.window.gazetteer_form
        assert [line.text() for line in form.lines] == ["VSAT", "Border agency", "agency:lt-vsat", ""]
        reviewer.press("End")
        reviewer.type("; Sienos tarnyba")
        reviewer.press("Tab", "Tab", "Tab")
        reviewer.type("lt")
        reviewer.press("Return")
        (entry,) = entries(reviewer)
        assert entry.names == ("VSAT", "Sienos tarnyba")
        assert entry.country == "LT"


class TestList:
    def test_a_name_is_added_changed_and_removed(self, reviewer: Reviewer) -> None:
        reviewer.press("Ctrl+G")
        assert reviewer.choices == ["Add a name…   the project has none yet"]
        reviewer.press("Return")
        reviewer.type("Kena; Kena checkpoint")
        reviewer.press("Tab")
        reviewer.type("harbour")
        reviewer.press("Return")
        assert "is no label: write one of Country" in reviewer.window.gazetteer_form.reason
        reviewer.press("Ctrl+A")
        reviewer.type("crossing point")
        reviewer.press("Return")
        (entry,) = entries(reviewer)
        assert (entry.names, entry.label, entry.link) == (("Kena", "Kena checkpoint"), "CROSSING_POINT", "bcp:kena")
        reviewer.press("Ctrl+G")
        reviewer.answer("kena")
        reviewer.answer("change")
        reviewer.press("Tab", "Tab", "Ctrl+A")
        reviewer.type("bcp:by-lt-kena")
        reviewer.press("Return")
        (changed,) = entries(reviewer)
        assert (changed.id, changed.link) == (entry.id, "bcp:by-lt-kena")
        reviewer.press("Ctrl+G")
        assert reviewer.choices[1] == "Kena   Crossing point · bcp:by-lt-kena"
        reviewer.answer("kena")
        reviewer.answer("remove")
        assert entries(reviewer) == []
        reviewer.press("Ctrl+Z")
        assert entries(reviewer) == [changed]
        reviewer.press("Ctrl+Z", "Ctrl+Z")
        assert entries(reviewer) == []

    def test_it_works_without_an_article(self, empty: Reviewer) -> None:
        empty.press("Ctrl+G", "Return")
        empty.type("Kena")
        empty.press("Tab")
        empty.type("crossing point")
        empty.press("Return")
        assert [entry.name for entry in entries(empty)] == ["Kena"]
        assert empty.session.sheet is None
        empty.press("Ctrl+Z")
        assert entries(empty) == []
