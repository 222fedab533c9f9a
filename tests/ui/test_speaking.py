"""The article for those who hear it: what Qt's accessibility says of the text and of the span at the caret."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAccessible

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.span import Span
from border_annotator.ui.text import speaking
from border_annotator.ui.text.speaking import said_selection
from tests.ui.reviewer import qt_position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QAccessibleInterface

    from tests.ui.reviewer import Reviewer


@pytest.fixture(autouse=True)
def screen_reader() -> Iterator[None]:
    """Let Qt believe that somebody listens."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is announced; it goes to Qt all the same."""
    said: list[str] = []
    to_qt = speaking.announce

    def announce(article: object, words: str) -> None:
        said.append(words)
        to_qt(article, words)  # type: ignore[arg-type]

    monkeypatch.setattr(speaking, "announce", announce)
    return said


def interface(reviewer: Reviewer) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(reviewer.article)
    assert found is not None
    return found


def description(reviewer: Reviewer) -> str:
    return interface(reviewer).text(QAccessible.Text.Description)


def test_the_article_is_a_text_with_a_name_a_caret_and_a_selection(reviewer: Reviewer) -> None:
    found, text = interface(reviewer), reviewer.sheet.document.text
    assert found.role() == QAccessible.Role.EditableText
    assert found.text(QAccessible.Text.Name) == "Article"
    assert found.state().focused
    words = found.textInterface()
    assert words.characterCount() == qt_position(text, len(text))
    start = text.index("dispatch")
    reviewer.put_caret(start)
    assert words.cursorPosition() == qt_position(text, start)
    assert words.text(start, start + len("dispatch")) == "dispatch"
    reviewer.press("W")
    assert words.selectionCount() == 1
    assert not words.characterRect(start).isEmpty()


def test_the_label_and_the_state_of_the_span_at_the_caret_are_spoken(reviewer: Reviewer, heard: list[str]) -> None:
    item = reviewer.item("Latvia")
    reviewer.put_caret(reviewer.sheet.document.text.index("recently") + 1)
    assert description(reviewer) == ""
    heard.clear()
    reviewer.put_caret(anchor_of(item.value).start + 1)
    assert description(reviewer).startswith("Country “Latvia” · iso:LV · suggested · 0.90")
    assert heard == [description(reviewer)]
    reviewer.press("Right")
    assert len(heard) == 1, "the same mark is not said again with every letter"
    reviewer.press("Shift+A")
    assert "confirmed" in description(reviewer)
    assert heard[-1] == description(reviewer), "and its new state is"


def test_steps_through_the_marks_say_each_of_them(reviewer: Reviewer, heard: list[str]) -> None:
    reviewer.put_caret(0)
    heard.clear()
    for _k in range(12):
        reviewer.press("Alt+Right")
        item = reviewer.window.at_caret.item()
        assert item is not None
        assert item.anchor.text_in(reviewer.sheet.document.text).split()[0] in heard[-1]
        assert item.state.value in heard[-1]
    assert len(heard) == 12


def test_the_roles_in_the_event_in_focus_are_spoken(reviewer: Reviewer) -> None:
    argument = next(argument for argument in reviewer.event.arguments if argument.ref)
    filler = reviewer.sheet.find(argument.ref or "")
    assert filler is not None
    reviewer.window.at_caret.bring_to(filler)
    roles = description(reviewer).rpartition(" · ")[2]
    assert roles.endswith(" of the event in focus")
    assert argument.role.replace("_", " ") in roles


def test_a_trigger_is_spoken_as_what_it_triggers(reviewer: Reviewer, heard: list[str]) -> None:
    reviewer.press("J")
    assert heard[-1].startswith("Trigger of ")
    assert "suggested" in description(reviewer)


def test_a_selection_is_described_by_its_words(reviewer: Reviewer) -> None:
    span = reviewer.select("Security Support")
    assert span
    assert description(reviewer) == "“Security Support” · 2 words · 16 characters"
    assert reviewer.window.status.here_words == description(reviewer)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("👮🏽\u200d♀️ guard", "“👮🏽\u200d♀️ guard” · 2 words · 7 characters"),
        ("Ge\u0301orgie", "“Ge\u0301orgie” · 1 word · 7 characters"),
        ("a\n b", "“a b” · 2 words · 4 characters"),
        (
            "word " * 40 + "end",
            "“word word word word word word … word word word word word end” · 41 words · 203 characters",
        ),
    ],
)
def test_what_is_said_of_a_selection(text: str, said: str) -> None:
    assert said_selection(text, Span(0, len(text))) == said
