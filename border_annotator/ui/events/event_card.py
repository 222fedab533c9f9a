"""The event in focus as a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from border_annotator.domain.worksheet import State
from border_annotator.ui.actions.keys import KEYS
from border_annotator.ui.events.looks import GLYPHS, TRIGGER_WIDTH
from border_annotator.ui.events.rows_area import EDGE, RowsArea
from border_annotator.ui.text.meaning import said_confidence
from border_annotator.ui.theme.elided_label import ElidedLabel
from border_annotator.ui.theme.flow_layout import FlowLayout
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent

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

    def __init__(
        self,
        event_id: str,
        state: State,
        badge: str,
        group: str,
        trigger: str,
        sure: tuple[float, str] | None,
        rows: Sequence[CardRow],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.event_id = event_id
        self.setObjectName("card")
        self.setProperty("focused", "true")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._number = _label("", "quiet")
        self._words = f"{badge}: {trigger}, {GLYPHS[state][1]}"
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 7, 10, 7)
        column.setSpacing(6)
        column.addLayout(self._head(state, badge, group, trigger, sure, theme))
        self.area = RowsArea(rows, theme)
        self.area.chip_clicked.connect(self._on_chip)
        beside = QVBoxLayout()
        beside.setContentsMargins(-EDGE, 0, -EDGE, 0)
        beside.addWidget(self.area)
        column.addLayout(beside)
        if sure is not None and state is State.SUGGESTED and sure[1]:
            column.addWidget(_why(*sure))
        column.addLayout(self._buttons(state))

    def set_number(self, number: int) -> None:
        """Say which event of the article it is."""
        self._number.setText(str(number))
        self.setAccessibleName(f"{number}. {self._words}")

    def _head(
        self, state: State, badge: str, group: str, trigger: str, sure: tuple[float, str] | None, theme: Theme
    ) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(7)
        glyph, meaning = GLYPHS[state]
        mark = _label(glyph, "saved" if state is State.CONFIRMED else "quiet")
        mark.setToolTip(meaning.capitalize())
        mark.setFixedWidth(14)
        row.addWidget(mark)
        type_label = ElidedLabel(badge)
        type_label.setStyleSheet(
            f"background: {theme.group(group).name()}; color: {theme.on_fill.name()}; border-radius: 4px;"
            " padding: 2px 6px; font-weight: 600; font-size: 12px;"
        )
        row.addWidget(type_label)
        words = ElidedLabel(trigger)
        words.setObjectName("trigger")
        words.setMinimumWidth(min(TRIGGER_WIDTH, words.sizeHint().width()))
        row.addWidget(words, 1)
        if sure is not None and state is State.SUGGESTED:
            confidence, reason = sure
            figure = _label(f"{confidence:.2f}", "quiet")
            figure.setToolTip(said_confidence(confidence, reason))
            row.addWidget(figure)
        row.addWidget(self._number)
        return row

    def _buttons(self, state: State) -> FlowLayout:
        row = FlowLayout(gap=5)
        row.setContentsMargins(0, 4, 0, 0)
        for action, name, english in BUTTONS:
            if action == "event.confirm" and state is not State.SUGGESTED:
                continue
            word, key = tr(english), KEYS.shown(action)
            button = QPushButton(f"{word}  {key}".rstrip())
            button.setObjectName(name)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(f"{word} ({key})" if key else word)
            button.clicked.connect(lambda _checked=False, wanted=action: self.asked.emit(wanted))
            row.addWidget(button)
        return row

    def _on_chip(self, item_id: str) -> None:
        self.clicked.emit(self.event_id)
        self.chip_clicked.emit(item_id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on the card puts the event in focus."""
        self.clicked.emit(self.event_id)
        super().mouseReleaseEvent(event)


def _why(confidence: float, reason: str) -> ElidedLabel:
    """Why it was suggested, on one line; the tooltip has all of it."""
    label = ElidedLabel(tr("Why: {reason}", reason=reason))
    label.setObjectName("summary")
    label.setToolTip(said_confidence(confidence, reason))
    return label


def _label(words: str, look: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setObjectName(look)
    return label
