"""Notes and flags from the keyboard, and where they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from border_annotator.domain.note import About
from border_annotator.services import notes
from border_annotator.ui.notes.note_list import NoteList

if TYPE_CHECKING:
    from border_annotator.domain.note import Note
    from tests.ui.reviewer import Reviewer


def there(reviewer: Reviewer) -> list[Note]:
    return notes.all_notes(reviewer.session.project)


def facts(reviewer: Reviewer) -> str:
    return "\n".join(button.accessibleName() for button in reviewer.window.facts.findChildren(QPushButton))


def listed(reviewer: Reviewer) -> NoteList:
    found = reviewer.overlay()
    assert isinstance(found, NoteList)
    return found


def test_q_notes_the_event_and_judges_nothing(reviewer: Reviewer) -> None:
    event = reviewer.focused
    reviewer.press("Q")
    reviewer.answer("who sent them?")
    (note,) = there(reviewer)
    assert (note.about, note.subject, note.text) == (About.EVENT, event.id, "who sent them?")
    assert reviewer.focused == event, "still suggested, still in focus"
    assert "¶ 1 note" in facts(reviewer)
    assert "¶ who sent them?" in reviewer.words_of_card()
    reviewer.press("J")
    brief = reviewer.window.events.card(event.id)
    assert brief is not None
    assert "¶ who sent them?" in brief.toolTip()
    reviewer.press("K", "Q")
    assert reviewer.line == "who sent them?"
    reviewer.answer("the ministry")
    assert [note.text for note in there(reviewer)] == ["the ministry"]
    reviewer.press("Ctrl+Z", "Ctrl+Z")
    assert there(reviewer) == []
    assert "note" not in facts(reviewer)


def test_the_queue_shows_which_articles_have_notes(reviewer: Reviewer) -> None:
    queue, article = reviewer.window.queue, reviewer.sheet.document.id
    before = queue.grab().toImage()
    reviewer.press("Shift+Q")
    assert queue._delegate.notes[article].asks == 1
    assert queue.grab().toImage() != before
    reviewer.press("Ctrl+Z")
    assert queue._delegate.notes == {}


def test_an_unchanged_note_is_no_edit(reviewer: Reviewer) -> None:
    reviewer.press("Q")
    reviewer.answer("once")
    edits = reviewer.edits_on_disk
    reviewer.press("Q", "Return")
    assert reviewer.edits_on_disk == edits


def test_a_selection_and_the_article(reviewer: Reviewer) -> None:
    span = reviewer.select("bolster")
    reviewer.press("Shift+Q")
    (flag,) = there(reviewer)
    assert (flag.about, flag.span, flag.asks) == (About.SPAN, span, True)
    assert "⚑ Ask someone" in facts(reviewer)
    reviewer.press("Shift+Q")
    assert there(reviewer) == []
    reviewer.press("Alt+Q")
    reviewer.answer("odd source")
    reviewer.press("Alt+Shift+Q")
    (note,) = there(reviewer)
    assert (note.about, note.text, note.asks) == (About.ARTICLE, "odd source", True)


def test_nothing_written_stays_open_and_says_why(reviewer: Reviewer) -> None:
    reviewer.press("Q", "Return")
    assert reviewer.window.note_editor.reason == "Write a few words, or press Escape."
    reviewer.press("Escape")
    assert there(reviewer) == []


def test_the_list_goes_to_each(reviewer: Reviewer) -> None:
    first, article = reviewer.focused.id, reviewer.sheet.document.id
    reviewer.press("Q")
    reviewer.answer("first")
    reviewer.press("]", "J")
    other = reviewer.focused.id
    reviewer.press("Shift+Q")
    reviewer.press("Ctrl+Shift+Q")
    assert listed(reviewer).model.rowCount() == 2
    reviewer.answer("first")
    assert reviewer.sheet.document.id == article
    assert reviewer.focused.id == first
    reviewer.press("Ctrl+Shift+Q")
    listed(reviewer)._asks.click()
    assert listed(reviewer).model.rowCount() == 1
    reviewer.press("Return")
    assert reviewer.focused.id == other


def test_the_list_changes_settles_and_removes(reviewer: Reviewer) -> None:
    reviewer.press("Q")
    reviewer.answer("one")
    reviewer.press("Ctrl+Shift+Q")
    reviewer.button("Flag or settle").click()
    assert there(reviewer)[0].asks
    reviewer.button("Change…").click()
    reviewer.answer("two")
    assert [note.text for note in there(reviewer)] == ["two"]
    reviewer.press("Ctrl+Shift+Q")
    reviewer.button("Remove").click()
    assert there(reviewer) == []
    assert "no note yet" in listed(reviewer).nothing.text()
    reviewer.press("Escape", "Ctrl+Z")
    assert [note.text for note in there(reviewer)] == ["two"]


def test_a_guideline_note_leads_to_the_guideline(reviewer: Reviewer) -> None:
    reviewer.press("F1")
    reviewer.button("Add a note").click()
    reviewer.answer("as agreed in May")
    reviewer.window.guide.close()
    reviewer.press("J", "Ctrl+Shift+Q", "Return")
    shown = reviewer.window.guide.panel
    assert shown is not None
    assert shown.isVisible()
    assert shown.key == "type:Force.Deployment"


def test_a_note_has_as_many_lines_as_it_takes(reviewer: Reviewer) -> None:
    reviewer.press("Q")
    reviewer.type("who sent them?")
    reviewer.press("Shift+Return", "Tab", "Shift+Tab")
    reviewer.type("and when?")
    assert there(reviewer) == [], "the editor is still open"
    reviewer.press("Return")
    assert [note.text for note in there(reviewer)] == ["who sent them?\nand when?"]
    reviewer.press("Q")
    assert reviewer.line == "who sent them?\nand when?"
    reviewer.press("Escape")
    assert reviewer.overlay() is None
    reviewer.press("Ctrl+Z")
    assert there(reviewer) == []


def test_a_note_on_a_passage_is_seen_and_heard_there(reviewer: Reviewer) -> None:
    article = reviewer.window.article
    span = reviewer.select("bolster")
    reviewer.press("Escape")
    before = article.grab().toImage()
    reviewer.select("bolster")
    reviewer.press("Q")
    reviewer.answer("a strong word")
    reviewer.press("Escape")
    assert article.grab().toImage() != before
    reviewer.put_caret(span.start + 2)
    assert "¶ a strong word" in reviewer.window.status.here_words
    assert "¶ a strong word" in article.accessibleDescription()
    reviewer.select("bolster")
    reviewer.press("Shift+Q", "Escape")
    reviewer.put_caret(span.start + 2)
    assert "⚑ a strong word" in reviewer.window.status.here_words
    reviewer.put_caret(span.end + 5)
    assert "strong word" not in reviewer.window.status.here_words
    reviewer.press("Ctrl+Z", "Ctrl+Z")
    assert there(reviewer) == []
    reviewer.put_caret(span.start)
    assert "strong word" not in reviewer.window.status.here_words
    reviewer.put_caret(0)
    assert article.noted.at(span.start) == []
