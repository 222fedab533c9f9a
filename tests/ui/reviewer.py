"""A reviewer's hands and eyes for the tests of the window: real keys into a real window, and what it shows then."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.event import Event
from border_annotator.domain.figure import Figure
from border_annotator.domain.span import Span
from border_annotator.ui.dialogs.overlay import Overlay
from border_annotator.ui.events.event_card import EventCard
from border_annotator.ui.notes.note_editor import NoteEditor

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.ui.main_window import MainWindow


class Reviewer:
    """Works in one window as a person would: presses keys, types, looks."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window
        self.session = window.session
        self.article = window.article

    # Hands

    def press(self, *keys: str, settle: bool = True) -> None:
        """Press keys one after the other in whatever has the keyboard: ``press("J", "Ctrl+Shift+Right")``."""
        for key in keys:
            combination = pressed(key)
            QTest.keyClick(
                QApplication.focusWidget() or self.window, combination.key(), combination.keyboardModifiers()
            )
            if settle:
                settle_down()

    def type(self, text: str) -> None:
        """Type a text letter by letter."""
        target = QApplication.focusWidget()
        assert target is not None, "nothing has the keyboard"
        QTest.keyClicks(target, text)
        settle_down()

    def answer(self, text: str) -> None:
        """Type into the open overlay and press Enter."""
        assert self.overlay() is not None, f"nothing asks; the window says: {self.message}"
        self.line = text
        self.press("Return")

    def put_caret(self, offset: int) -> None:
        """Put the caret somewhere, as a click does."""
        cursor = self.article.textCursor()
        cursor.setPosition(qt_position(self.sheet.document.text, offset))
        self.article.setTextCursor(cursor)

    def select(self, words: str, *, nth: int = 0) -> Span:
        """Select words of the article by keys alone: the caret before them, then Shift and an arrow to their end.

        Keys go by what a reader takes for one character, so a combining mark after the words comes with them.
        """
        text, start = self.sheet.document.text, -1
        for _k in range(nth + 1):
            start = text.index(words, start + 1)
        self.put_caret(start)
        block = self.article.textCursor().block()
        key = "Shift+Left" if block.textDirection() is Qt.LayoutDirection.RightToLeft else "Shift+Right"
        moves = 0
        while self.article.textCursor().selectionEnd() < qt_position(text, start + len(words)):
            self.press(key, settle=False)
            moves += 1
            assert moves <= len(words) * 2, "the selection does not grow"
        return Span(start, start + len(words))

    # Eyes

    @property
    def sheet(self) -> Worksheet:
        """The open article."""
        assert self.session.sheet is not None, "no article is open"
        return self.session.sheet

    @property
    def focused(self) -> Item:
        """The event in focus."""
        item = self.session.focused_item
        assert item is not None, "no event is in focus"
        return item

    @property
    def event(self) -> Event:
        """The value of the event in focus."""
        assert isinstance(self.focused.value, Event)
        return self.focused.value

    @property
    def place(self) -> int | None:
        """The place of the event in focus among the article's events."""
        ids = [item.id for item in self.sheet.events]
        return ids.index(self.session.focused_event) if self.session.focused_event else None

    @property
    def message(self) -> str:
        """The sentence over the article, if one is shown."""
        return self.window.message.text() if self.window.message.isVisible() else ""

    @property
    def status(self) -> str:
        """Everything that the line at the bottom says."""
        labels = self.window.status.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def overlay(self) -> Overlay | None:
        """The overlay that is open."""
        shown = [overlay for overlay in self.window.findChildren(Overlay) if overlay.isVisible()]
        assert len(shown) < 2, "two overlays are open"
        return shown[0] if shown else None

    @property
    def line(self) -> str:
        """What stands in the open overlay's line."""
        overlay = self.overlay()
        assert overlay is not None
        return overlay.page.toPlainText() if isinstance(overlay, NoteEditor) else overlay.line.text()

    @line.setter
    def line(self, text: str) -> None:
        self.press("Ctrl+A", "Delete")
        self.type(text)

    @property
    def choices(self) -> list[str]:
        """What the chooser offers."""
        found = self.window.chooser.findChild(QListWidget)
        assert isinstance(found, QListWidget)
        return [found.item(k).text() for k in range(found.count())]

    @property
    def choice(self) -> str:
        """The marked choice."""
        found = self.window.chooser.findChild(QListWidget)
        assert isinstance(found, QListWidget)
        return found.currentItem().text() if found.currentRow() >= 0 else ""

    def card(self) -> EventCard:
        """The card of the event in focus."""
        card = self.window.events.card(self.focused.id)
        assert isinstance(card, EventCard)
        return card

    def words_of_card(self) -> str:
        """Everything that the card of the event in focus says."""
        return "\n".join(label.toolTip() + "\n" + label.text() for label in self.card().findChildren(QLabel))

    def item(self, words: str, *, figure: bool = False) -> Item:
        """The live entity or figure of those words."""
        for item in self.sheet.live():
            if not isinstance(item.value, Event) and isinstance(item.value, Figure) == figure:
                span = anchor_of(item.value)
                if span.text_in(self.sheet.document.text) == words:
                    return item
        raise LookupError(words)

    def go_to_event(self, trigger: str) -> Item:
        """Press J until the event with that trigger is in focus."""
        for _k in range(len(self.sheet.events) + 1):
            if self.event.trigger.text_in(self.sheet.document.text) == trigger:
                return self.focused
            self.press("J")
        raise LookupError(trigger)

    def button(self, words: str) -> QPushButton:
        """The button that begins with those words; one that is in sight goes before others."""
        buttons = self.window.findChildren(QPushButton)
        fitting = [b for b in buttons if b.text().startswith(words) or b.accessibleName().startswith(words)]
        return next((b for b in fitting if b.isVisible()), fitting[0])

    def wait(self, until: Callable[[], bool], milliseconds: int = 20_000) -> None:
        """Let the window work until something holds."""
        self.qtbot.waitUntil(until, timeout=milliseconds)

    def on_disk(self, query: str, *values: str) -> list[tuple[object, ...]]:
        """What another program reads in the project's file at this moment."""
        return rows(self.session.project.path, query, *values)

    @property
    def edits_on_disk(self) -> int:
        """How many edits another program sees in the file."""
        return int(str(self.on_disk("SELECT count(*) FROM journal")[0][0]))

    def verdict(self, item_id: str) -> str | None:
        """The verdict on a suggestion, as another program reads it."""
        found = self.on_disk("SELECT verdict FROM decisions WHERE suggestion_id = ?", item_id)
        return str(found[0][0]) if found else None


def pressed(key: str) -> QKeyCombination:
    """The key with its modifiers that a name like ``Ctrl+K`` stands for."""
    combination: QKeyCombination = QKeySequence(key)[0]  # type: ignore[index] # the stubs forget it
    return combination


def rows(path: Path, query: str, *values: str) -> list[tuple[object, ...]]:
    """Read a project with a connection of its own that cannot write."""
    with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(query, values).fetchall()


def qt_position(text: str, offset: int) -> int:
    """An offset in UTF-16 units, told by the encoder and not by the program under test."""
    return len(text[:offset].encode("utf-16-le")) // 2


def settle_down() -> None:
    """Let everything happen that is due: timers of zero, deletions, pictures."""
    application = QApplication.instance()
    if application is None:
        return
    for _round in range(3):
        application.processEvents()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
