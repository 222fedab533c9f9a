"""The panel on the right: the events of the open article as cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from border_annotator.domain.event import Event
from border_annotator.ui.events.card_rows import CardRow, rows_of
from border_annotator.ui.events.event_card import EventCard

if TYPE_CHECKING:
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.worksheet import Item, State, Worksheet
    from border_annotator.ui.theme.theme import Theme

MOST = 40
"""Cards that are shown at once: an article with hundreds of events opens as fast as one with a few."""
AHEAD = 12
"""Cards that stay before the one in focus when the shown ones move on."""

Signature = tuple[str, "State", str, str, tuple[float, str] | None, tuple[CardRow, ...], bool, str]


class EventPanel(QScrollArea):
    """Keeps one card an event, in reading order, and makes anew only the cards that say something else now."""

    event_chosen = Signal(str)
    item_chosen = Signal(str)
    asked = Signal(str)
    """The id of an action that a card's button stands for."""

    def __init__(self, schema: Schema, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("events")
        self.setAccessibleName("Events")
        self.setMinimumWidth(280)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # One that comes and goes would change the width after the heights of the cards are known.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._schema = schema
        self._theme = theme
        self._inside = QWidget()
        self._inside.setObjectName("eventsInside")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(12, 12, 12, 12)
        self._column.setSpacing(8)
        self._empty = QLabel()
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        self._empty.setObjectName("quiet")
        self._empty.setWordWrap(True)
        self._earlier, self._later = QLabel(), QLabel()
        for label in (self._earlier, self._later):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setObjectName("quiet")
            label.hide()
        self._column.addWidget(self._empty)
        self._column.addWidget(self._earlier)
        self._column.addWidget(self._later)
        # Not an alignment to the top: with one, Qt gives the cards too little height for their width.
        self._column.addStretch(1)
        self.setWidget(self._inside)
        self._cards: list[tuple[Signature, EventCard]] = []
        self._first = 0

    def set_theme(self, theme: Theme) -> None:
        """Change the colours; the cards follow with the next ``show_sheet``."""
        self._theme = theme

    def show_sheet(
        self,
        sheet: Worksheet | None,
        focused_event: str | None,
        *,
        is_prelabelled: bool = True,
        failure: str | None = None,
    ) -> None:
        """Show the events of a worksheet with one in focus; ``failure`` is why the model could not read it."""
        items = sheet.events if sheet else ()
        first = self._first_shown(items, focused_event)
        shown = items[first : first + MOST]
        wanted = [self._signature(item, sheet, focused_event) for item in shown if sheet]
        kept = dict(self._cards)
        cards = [
            (signature, kept.pop(signature) if signature in kept else self._card(signature)) for signature in wanted
        ]
        for card in kept.values():
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, (_signature, card) in enumerate(cards, start=1):
            if self._column.indexOf(card) != place + 1:  # after the two lines above
                self._column.insertWidget(place + 1, card)
                card.show()
            card.set_number(first + place)
        self._cards = cards
        self._first = first
        self._say_more(self._earlier, first, "earlier")
        self._say_more(self._later, len(items) - first - len(shown), "later")
        self._say_empty(sheet, failure, is_prelabelled=is_prelabelled)
        self._reveal(focused_event)

    def _first_shown(self, items: tuple[Item, ...], focused_event: str | None) -> int:
        """Where the shown cards begin: where they did, unless the event in focus is near their edge or outside."""
        last = max(0, len(items) - MOST)
        focus = next((k for k, item in enumerate(items) if item.id == focused_event), 0)
        first = min(self._first, last)
        has_room_before = first == 0 or focus > first
        has_room_after = first == last or focus < first + MOST - 1
        return first if has_room_before and has_room_after else max(0, min(focus - AHEAD, last))

    def _say_more(self, label: QLabel, count: int, where: str) -> None:
        label.setVisible(count > 0)
        label.setText(f"{count:,} {where} event{'s' if count > 1 else ''}: J and K go there")

    def shown(self) -> list[str]:
        """The ids of the events whose cards are there."""
        return [card.event_id for _signature, card in self._cards]

    def more_words(self) -> str:
        """What is said of the events whose cards are not there."""
        return " ".join(label.text() for label in (self._earlier, self._later) if not label.isHidden())

    def card(self, event_id: str) -> EventCard | None:
        """The card of an event."""
        return next((card for _signature, card in self._cards if card.event_id == event_id), None)

    def _signature(self, item: Item, sheet: Worksheet, focused_event: str | None) -> Signature:
        event = item.value
        if not isinstance(event, Event):
            raise TypeError("only events have cards")
        is_focused = item.id == focused_event
        rows = rows_of(event, sheet, self._schema, with_empty=is_focused)
        trigger = " ".join(event.trigger.text_in(sheet.document.text).split())
        origin = item.suggestion
        sure = (origin.confidence, origin.reason or origin.source) if origin else None
        return item.id, item.state, event.type, trigger, sure, rows, is_focused, self._theme.name

    def _card(self, signature: Signature) -> EventCard:
        event_id, state, type_name, trigger, sure, rows, is_focused, _theme = signature
        known = self._schema.event_type(type_name) if self._schema.has_type(type_name) else None
        badge, group = (known.label, known.group) if known else (type_name, type_name)
        card = EventCard(event_id, state, badge, group, trigger, sure, rows, self._theme, is_focused=is_focused)
        card.clicked.connect(self.event_chosen)
        card.chip_clicked.connect(self.item_chosen)
        card.asked.connect(self.asked)
        return card

    def _say_empty(self, sheet: Worksheet | None, failure: str | None, *, is_prelabelled: bool) -> None:
        self._empty.setVisible(not self._cards)
        self._empty.setObjectName("attention" if failure else "quiet")
        self._empty.style().polish(self._empty)
        if sheet is None:
            self._empty.setText("The events of an article appear here.")
        elif failure:
            self._empty.setText(
                f"No suggestions for this article. {failure}\nCtrl+Shift+P tries again. You can also begin by hand:"
                " select a trigger, press N."
            )
        elif not is_prelabelled:
            self._empty.setText("This article is not labelled yet. You can begin by hand: select a trigger, press N.")
        else:
            self._empty.setText("No event in this article. Select a trigger in the text and press N to add one.")

    def _reveal(self, event_id: str | None) -> None:
        card = self.card(event_id) if event_id else None
        if card is not None:
            # Once the new card has its size; a card that is gone by then is not looked for.
            QTimer.singleShot(0, card, lambda: self.ensureWidgetVisible(card, 0, 24))
