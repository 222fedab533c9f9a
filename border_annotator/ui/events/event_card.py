"""The event in focus as a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from border_annotator.domain.worksheet import State
from border_annotator.ui.actions.keys import KEYS
from border_annotator.ui.events.looks import GLYPHS, TRIGGER_WIDTH, glyphs_of_notes, words_of_notes
from border_annotator.ui.events.rows_area import EDGE, RowsArea, restyle
from border_annotator.ui.text.meaning import said_confidence
from border_annotator.ui.theme.elided_label import ElidedLabel
from border_annotator.ui.theme.flow_layout import FlowLayout
from border_annotator.ui.theme.plain_label import plain_label
from border_annotator.ui.theme.plain_tip import plain_tip
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent

    from border_annotator.domain.note import Note
    from border_annotator.ui.events.card_rows import CardRow
    from border_annotator.ui.theme.theme import Theme

BUTTONS = (
    ("event.confirm", "confirm", "Confirm"),
    ("event.edit", "edit", "Edit"),
    ("event.type", "type", "Type"),
    ("event.reject", "reject", "Reject"),
)


class EventCard(QFrame):
    """Shows all of the event in focus, with what can be done."""

    clicked = Signal(str)
    """The event's id."""
    chip_clicked = Signal(str)
    """The id of the annotation that a chip stands for."""
    asked = Signal(str)
    """The id of an action that a button stands for."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.event_id = ""
        self._theme = theme
        self._group: str | None = None
        self._words = ""
        self._keys = -1
        self.setObjectName("card")
        self.setProperty("focused", "true")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._number = plain_label(look="quiet", wraps=False)
        self._glyph = plain_label(look="quiet", wraps=False)
        self._glyph.setFixedWidth(14)
        self._type = ElidedLabel("")
        self._trigger = ElidedLabel("")
        self._trigger.setObjectName("trigger")
        self._sure = plain_label(look="quiet", wraps=False)
        self._why = ElidedLabel("")
        self._why.setObjectName("summary")
        self._note_glyphs = plain_label(look="noted", wraps=False)
        self._note_words = plain_label(look="noted", wraps=False)
        self._note_words.setWordWrap(True)
        self.area = RowsArea(theme)
        self.area.chip_clicked.connect(self._on_chip)
        self._buttons: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 7, 10, 7)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(7)
        for label in (self._glyph, self._type, self._trigger, self._note_glyphs, self._sure, self._number):
            head.addWidget(label, 1 if label is self._trigger else 0)
        column.addLayout(head)
        beside = QVBoxLayout()
        beside.setContentsMargins(-EDGE, 0, -EDGE, 0)
        beside.addWidget(self.area)
        column.addLayout(beside)
        column.addWidget(self._note_words)
        column.addWidget(self._why)
        column.addLayout(self._make_buttons())

    def show_event(
        self,
        event_id: str,
        state: State,
        badge: str,
        group: str,
        trigger: str,
        sure: tuple[float, str] | None,
        rows: Sequence[CardRow],
    ) -> None:
        """Show an event; the same card shows one after the other."""
        self.event_id = event_id
        if self._keys != KEYS.version:
            self.show_keys()
        glyph, meaning = GLYPHS[state][0], tr(GLYPHS[state][1])
        self._words = f"{badge}: {trigger}, {meaning}"
        self._glyph.setText(glyph)
        self._glyph.setToolTip(plain_tip(meaning.capitalize()))
        restyle(self._glyph, "saved" if state is State.CONFIRMED else "quiet")
        if group != self._group:
            self._group = group
            self._type.setStyleSheet(
                f"background: {self._theme.group(group).name()}; color: {self._theme.on_fill.name()};"
                " border-radius: 4px; padding: 2px 6px; font-weight: 600; font-size: 12px;"
            )
        self._type.say(badge)
        self._trigger.say(trigger)
        self._trigger.setMinimumWidth(min(TRIGGER_WIDTH, self._trigger.sizeHint().width()))
        is_open = state is State.SUGGESTED
        confidence, reason = sure if sure is not None and is_open else (0.0, "")
        self._sure.setText(f"{confidence:.2f}" if sure is not None and is_open else "")
        self._why.say(tr("Why: {reason}", reason=reason) if reason else "")
        said = said_confidence(confidence, reason) if sure is not None and is_open else ""
        for label in (self._sure, self._why):
            label.setToolTip(plain_tip(said))
            label.setVisible(bool(label.text()))
        self.area.show_rows(rows)
        for action, button in self._buttons.items():
            button.setVisible(is_open or action != "event.confirm")

    def show_keys(self) -> None:
        """Say the present keys on the buttons."""
        self._keys = KEYS.version
        for action, _name, english in BUTTONS:
            word, key = tr(english), KEYS.shown(action)
            self._buttons[action].setText(f"{word}  {key}".rstrip())
            self._buttons[action].setToolTip(f"{word} ({key})" if key else word)

    def set_number(self, number: int) -> None:
        """Say which event of the article it is."""
        self._number.setText(str(number))
        self.setAccessibleName(f"{number}. {self._words}")

    def set_notes(self, notes: Sequence[Note]) -> None:
        """Show what was written down about the event: a glyph in the head, and all of it below the rows."""
        words = words_of_notes(notes)
        self._note_glyphs.setText(glyphs_of_notes(notes))
        self._note_glyphs.setToolTip(plain_tip(words))
        self._note_words.setText(words)
        for label in (self._note_glyphs, self._note_words):
            label.setVisible(bool(words))

    def _make_buttons(self) -> FlowLayout:
        row = FlowLayout(gap=4)
        row.setContentsMargins(0, 4, 0, 0)
        for action, name, _english in BUTTONS:
            button = QPushButton()
            button.setObjectName(name)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, wanted=action: self.asked.emit(wanted))
            row.addWidget(button)
            self._buttons[action] = button
        self.show_keys()
        return row

    def _on_chip(self, item_id: str) -> None:
        self.clicked.emit(self.event_id)
        self.chip_clicked.emit(item_id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on the card puts the event in focus."""
        self.clicked.emit(self.event_id)
        super().mouseReleaseEvent(event)
