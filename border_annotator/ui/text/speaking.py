"""What stands at the caret, in words: for the line at the bottom, and for those who hear the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from border_annotator.domain.annotation import Kind
from border_annotator.domain.characters import next_stop
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Event
from border_annotator.domain.figure import Figure
from border_annotator.domain.wording import said_figure
from border_annotator.domain.words import words_in
from border_annotator.domain.worksheet import State
from border_annotator.ui.events.looks import words_of_notes
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Item
    from border_annotator.ui.actions.at_caret import AtCaret
    from border_annotator.ui.session import Session
    from border_annotator.ui.status_bar import StatusBar
    from border_annotator.ui.text.article_view import ArticleView

QUOTED = 60
"""Characters of a selection that are said; of a longer one its beginning and its end."""
COUNTED = 2_000
"""Code points of a selection up to which its characters are counted as a reader counts them."""


def state_word(state: State) -> str:
    """A state in one or two words."""
    words = {
        State.SUGGESTED: tr("suggested"),
        State.CONFIRMED: tr("confirmed"),
        State.CORRECTED: tr("corrected"),
        State.ADDED: tr("added by hand"),
        State.REJECTED: tr("rejected"),
    }
    return words[state]


def said_selection(text: str, span: Span) -> str:
    """A selection: its words, and how many words and characters it has."""
    surface = " ".join(span.text_in(text).split())
    if len(surface) > QUOTED:
        half = QUOTED // 2 - 1
        surface = f"{surface[:half].rstrip()} … {surface[-half:].lstrip()}"
    words = tr_count("1 word", "{count} words", len(words_in(text, span.start, span.end)))
    characters = tr_count("1 character", "{count} characters", _characters(text, span))
    return f"“{surface}” · {words} · {characters}"


def said_mark(item: Item, schema: Schema, text: str) -> str:
    """A mark: what it is, its words, what they mean, and its state."""
    value = item.value
    if isinstance(value, Entity):
        name = schema.entity_label(value.label).name if schema.has_label(value.label) else value.label
        surface, more = value.span.text_in(text), value.link or ""
    elif isinstance(value, Figure):
        name = value.kind.replace("_", " ").capitalize()
        surface, more = value.span.text_in(text), said_figure(value)
    else:
        name = schema.event_type(value.type).label if schema.has_type(value.type) else value.type
        name = tr("Trigger of {type}", type=name)
        surface, more = value.trigger.text_in(text), ""
    surface = " ".join(surface.split())
    parts = [f"{name} “{surface}”"]
    if more and more not in (surface, "?"):
        parts.append(more)
    parts.append(state_word(item.state))
    if item.suggestion is not None and item.is_open:
        parts.append(f"{item.suggestion.confidence:.2f}")
    return " · ".join(parts)


def roles_of(item: Item, event: Event) -> tuple[str, ...]:
    """What an event calls an item: its roles in it, once each."""
    found = (argument.role.replace("_", " ") for argument in event.arguments if argument.ref == item.id)
    return tuple(dict.fromkeys(found))


class Speaking(QObject):
    """Says what the caret is in: in the line at the bottom, as the article's accessible description, and aloud.

    A screen reader reads the text and its selection by itself, through Qt. What it cannot know is that a name is
    marked, as what, and in which state; this is announced when the caret comes into a mark or something of it changes.
    """

    def __init__(self, session: Session, article: ArticleView, at_caret: AtCaret, status: StatusBar) -> None:
        super().__init__(article)
        self._session = session
        self._article = article
        self._at_caret = at_caret
        self._status = status
        self._said = ""
        self._mark_said = ""
        at_caret.changed.connect(self.say)
        session.sheet_changed.connect(self.say)
        session.sheet_shown.connect(self.say)
        session.focus_changed.connect(self.say)

    def say(self) -> None:
        """Say what is at the caret now, if it is something else than before."""
        self._show_normal_form()
        selection = self._of_selection()
        mark = "" if selection else self._of_mark()
        notes = "" if selection else self._of_notes()
        words = selection or " · ".join(part for part in (mark, notes) if part)
        if words == self._said:
            return
        self._said = words
        self._status.say_here(words)
        self._article.setAccessibleDescription(words)
        said = words if not selection else ""
        if said and said != self._mark_said:
            announce(self._article, said)
        self._mark_said = said

    def _show_normal_form(self) -> None:
        """What a figure means stands above it while the caret is in it."""
        sheet, item = self._session.sheet, self._at_caret.item()
        value = item.value if item is not None and item.kind is Kind.FIGURE else None
        if sheet is None or not isinstance(value, Figure) or self._article.textCursor().hasSelection():
            self._article.show_caption(None)
            return
        from border_annotator.ui.text.meaning import normal_form

        words = normal_form(value, sheet)
        self._article.show_caption(value.span if words else None, words)

    def _of_selection(self) -> str:
        sheet, selected = self._session.sheet, self._article.selection()
        return said_selection(sheet.document.text, selected) if sheet is not None and selected is not None else ""

    def _of_notes(self) -> str:
        """The notes on the passage at the caret, on one line."""
        notes = self._article.noted.at(self._article.caret()) if self._session.sheet is not None else []
        return " · ".join(" ".join(words_of_notes([note]).split()) for note in notes)

    def _of_mark(self) -> str:
        sheet, item = self._session.sheet, self._at_caret.item()
        if sheet is None or item is None:
            return ""
        words = said_mark(item, self._session.project.schema, sheet.document.text)
        focused = self._session.focused_item
        if focused is not None and isinstance(focused.value, Event):
            roles = roles_of(item, focused.value)
            if roles:
                words += " · " + tr("{role} of the event in focus", role=", ".join(roles))
        return words


def announce(article: ArticleView, words: str) -> None:
    """Let a screen reader say something at once; without one nothing happens."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(article, words))


def _characters(text: str, span: Span) -> int:
    if len(span) > COUNTED:
        return len(span)
    place, count = span.start, 0
    while place < span.end:
        place, count = next_stop(text, place), count + 1
    return count
