"""The panel on the right: the events of the open article as cards."""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from border_annotator.domain.annotation import references_of
from border_annotator.domain.event import Event
from border_annotator.ui.actions.keys import key
from border_annotator.ui.events.brief_card import BriefCard
from border_annotator.ui.events.card_rows import CardRow, rows_of
from border_annotator.ui.events.event_card import EventCard
from border_annotator.ui.events.mend_letters import lettered, mend_letters
from border_annotator.ui.events.rows_area import restyle
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from border_annotator.domain.note import Note
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.worksheet import Item, State, Worksheet
    from border_annotator.services.likely_mends import Mend
    from border_annotator.ui.events.rows_area import RowsArea
    from border_annotator.ui.theme.theme import Theme

MOST = 12
"""Cards that are shown at once: an article with thousands of events opens as fast as one with a few. Who scrolls to
the last of them gets as many more."""
AHEAD = 3
"""Cards that stay before the one in focus when the shown ones move on."""

ROUNDS = 2
"""How often cards are laid out: the first time tells how wide they are, the second how high they are then."""

Card = EventCard | BriefCard
Signature = tuple[str, "State", str, str, tuple[float, str] | None, tuple[CardRow, ...], bool, str]


class EventPanel(QScrollArea):
    """Keeps one card an event, in reading order, and makes anew only the cards that say something else now."""

    event_chosen = Signal(str)
    item_chosen = Signal(str)
    asked = Signal(str)
    """The id of an action that a card's button stands for."""
    edit_asked = Signal(str)
    """The id of a row of the event in focus that is to be edited."""
    clear_asked = Signal(str, object)
    """The id of a row of the event in focus and the place of what is to go, ``None`` for whatever stands there."""
    not_stated_asked = Signal(str)
    """The id of a role's row."""
    dropped = Signal(str, object)
    """The id of a role's row and the ``Span`` that was dropped on it."""
    letter_typed = Signal(str)
    """A letter that stands, or could stand, on something in the rows of the event in focus."""
    walk_begun = Signal()
    """The rows are walked by keys from now on."""
    walk_ended = Signal()
    """The rows are not walked by keys any more."""

    def __init__(self, schema: Schema, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("events")
        self.setAccessibleName(tr("Events"))
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
        self._cards: list[tuple[Signature, Card]] = []
        self._focus_card: EventCard | None = None
        self._known: dict[str, tuple[tuple[object, ...], Signature]] = {}
        self._first, self._most = 0, MOST
        self.verticalScrollBar().valueChanged.connect(self._show_more)
        self.notes: Mapping[str, Sequence[Note]] = {}
        """The notes on events, by the event's id; they are shown with the next sheet."""
        self._shown: tuple[Worksheet | None, str | None, bool, str | None] = (None, None, True, None)
        self._waiting: str | None = None
        self._is_open = False
        self._walked: tuple[str, str | None, int] | None = None
        self.letters: dict[str, Mend] = {}
        """What each letter changes on the event in focus while its rows are walked."""

    def set_theme(self, theme: Theme) -> None:
        """Change the colours; the cards follow with the next ``show_sheet``."""
        self._theme = theme
        if self._focus_card is not None:
            self._cards = [(signature, card) for signature, card in self._cards if card is not self._focus_card]
            self._drop(self._focus_card)
            self._focus_card = None

    def show_sheet(
        self,
        sheet: Worksheet | None,
        focused_event: str | None,
        *,
        is_prelabelled: bool = True,
        failure: str | None = None,
    ) -> None:
        """Show the events of a worksheet with one in focus; ``failure`` is why the model could not read it."""
        self._remember_mark()
        before = self._shown[0]
        if sheet is None or before is None or sheet.document.id != before.document.id:
            self._first, self._most = 0, MOST
            self._known.clear()
        self._shown = sheet, focused_event, is_prelabelled, failure
        if self._walked is not None and self._walked[0] != focused_event:
            self._walked = None
        self.letters = self._letters_of(sheet, focused_event) if self._walked is not None else {}
        items = sheet.events if sheet else ()
        first = self._first_shown(items, focused_event)
        shown = items[first : first + self._most]
        self._set_cards([self._signature(item, sheet, focused_event) for item in shown if sheet], first)
        self._say_more(self._earlier, first, tr("earlier"))
        self._say_more(self._later, len(items) - first - len(shown), tr("later"))
        self._say_empty(sheet, failure, is_prelabelled=is_prelabelled)
        self._go_on_walking()
        area = self._area()
        if self._walked is None and area is not None and area.hasFocus():
            self.walk_ended.emit()
        self._reveal(focused_event)

    def lay_out(self) -> None:
        """Give new cards their places now: Qt would paint all, find out how high they are, and paint all again."""
        card = self._focus_card
        inside = (card.area, card) if card is not None and not card.isHidden() else ()
        for _inner_first in range(ROUNDS):
            for widget in (*inside, self._inside, self.viewport()):
                QCoreApplication.sendPostedEvents(widget, QEvent.Type.LayoutRequest.value)

    def _set_cards(self, wanted: Sequence[Signature], first: int) -> None:
        """Show these cards, of which the first is the article's event at the place ``first``."""
        kept = {signature[0]: (signature, card) for signature, card in self._cards}
        same = {s[0]: kept.pop(s[0])[1] for s in wanted if kept.get(s[0], (None,))[0] == s}
        # Cards that are of no use any more say something else: to make new ones takes longest.
        free = [card for _signature, card in kept.values() if isinstance(card, BriefCard)]
        cards = [(signature, same.get(signature[0]) or self._card(signature, free)) for signature in wanted]
        for unused in free:
            self._drop(unused)
        if self._focus_card is not None and not any(card is self._focus_card for _signature, card in cards):
            self._column.removeWidget(self._focus_card)
            self._focus_card.hide()
        for place, (_signature, card) in enumerate(cards, start=1):
            if self._column.indexOf(card) != place + 1:  # after the two lines above
                self._column.removeWidget(card)
                self._column.insertWidget(place + 1, card)
                if card.isHidden():
                    card.show()
            card.set_number(first + place)
            card.set_notes(self.notes.get(card.event_id, ()))
        self._cards = cards
        self._first = first

    # The rows of the event in focus

    def walk(self) -> None:
        """Show all rows of the event in focus and let the keys go through them."""
        focused = self._shown[1]
        if focused is not None:
            self._walked = self._walked or (focused, None, 0)
            self._show_again()
            self.walk_begun.emit()

    def end_walk(self) -> None:
        """Show what the card says, and nothing more."""
        if self._walked is not None:
            self._walked = None
            self._show_again()
            self.walk_ended.emit()

    @property
    def is_walked(self) -> bool:
        """Whether the keys go through the rows."""
        return self._walked is not None

    @property
    def marked_row(self) -> str | None:
        """The id of the row that the keys are at."""
        area = self._area()
        marked = area.marked if area is not None and self._walked is not None else None
        return marked[0] if marked else None

    @property
    def waiting_row(self) -> str | None:
        """The id of the row that is shown to wait."""
        return self._waiting

    def set_waiting(self, row_id: str | None, *, at_once: bool = True) -> None:
        """Say on a row that it waits for what fills it, ``None`` when none does; at once, or with the next sheet."""
        if row_id != self._waiting:
            self._waiting = row_id
            if at_once:
                self._show_again()

    def open_roles(self, *, is_open: bool) -> None:
        """Show all rows of the event in focus while something is dragged, so that it can be dropped on any role."""
        if is_open != self._is_open:
            self._is_open = is_open
            self._show_again()

    def _show_again(self) -> None:
        sheet, focused, is_prelabelled, failure = self._shown
        self.show_sheet(sheet, focused, is_prelabelled=is_prelabelled, failure=failure)

    def letters_if_walked(self) -> dict[str, Mend]:
        """The letters that stand, or would stand, on what can be changed on the event in focus."""
        sheet, focused = self._shown[:2]
        return self.letters if self._walked is not None else self._letters_of(sheet, focused)

    def _letters_of(self, sheet: Worksheet | None, focused_event: str | None) -> dict[str, Mend]:
        item = sheet.find(focused_event) if sheet is not None and focused_event is not None else None
        if sheet is None or item is None or not isinstance(item.value, Event):
            return {}
        if not self._schema.has_type(item.value.type):
            return {}
        before = self.letters if self._walked is not None else {}
        return mend_letters(self._schema, sheet, item.id, item.value, before)

    def _area(self) -> RowsArea | None:
        card = self.card(self._shown[1]) if self._shown[1] is not None else None
        return card.area if card is not None else None

    def _remember_mark(self) -> None:
        area = self._area()
        if self._walked is not None and area is not None and area.marked is not None:
            self._walked = (self._walked[0], *area.marked)

    def _go_on_walking(self) -> None:
        """The card may be a new one: the mark is where it was, and the keys are there unless a row waits."""
        area = self._area()
        if self._walked is not None and area is not None:
            area.begin(self._walked[1], self._walked[2], has_keys=self._waiting is None)

    def _first_shown(self, items: tuple[Item, ...], focused_event: str | None) -> int:
        """Where the shown cards begin: where they did, unless the event in focus is near their edge or outside."""
        last = max(0, len(items) - self._most)
        focus = next((k for k, item in enumerate(items) if item.id == focused_event), 0)
        first = min(self._first, last)
        has_room_before = first == 0 or focus > first
        has_room_after = first == last or focus < first + self._most - 1
        return first if has_room_before and has_room_after else max(0, min(focus - AHEAD, last))

    def _show_more(self, scrolled: int) -> None:
        """More cards for who scrolls to the end of those that are there."""
        count = len(self._shown[0].events) if self._shown[0] is not None else 0
        is_at_end = scrolled == self.verticalScrollBar().maximum() > 0
        if is_at_end and self._first + self._most < count and self.underMouse():
            self._most += MOST
            self._show_again()

    def _say_more(self, label: QLabel, count: int, where: str) -> None:
        label.setVisible(count > 0)
        label.setText(
            tr_count(
                "{count} {where} event: J and K go there",
                "{count} {where} events: J and K go there",
                count,
                where=where,
            )
        )

    def shown(self) -> list[str]:
        """The ids of the events whose cards are there."""
        return [card.event_id for _signature, card in self._cards]

    def more_words(self) -> str:
        """What is said of the events whose cards are not there."""
        return " ".join(label.text() for label in (self._earlier, self._later) if not label.isHidden())

    def card(self, event_id: str) -> Card | None:
        """The card of an event."""
        return next((card for _signature, card in self._cards if card.event_id == event_id), None)

    def _signature(self, item: Item, sheet: Worksheet, focused_event: str | None) -> Signature:
        """What an event's card says; for one that is not in focus it is known as long as all of it is the same."""
        if item.id == focused_event:
            return self._signature_of(item, sheet, is_focused=True)
        said_by = (item, *(sheet.find(key) for key in references_of(item.value)), sheet.document, self._theme)
        known = self._known.get(item.id)
        if known is not None and len(known[0]) == len(said_by) and all(map(is_, known[0], said_by)):
            return known[1]
        signature = self._signature_of(item, sheet, is_focused=False)
        self._known[item.id] = (said_by, signature)
        return signature

    def _signature_of(self, item: Item, sheet: Worksheet, *, is_focused: bool) -> Signature:
        event = item.value
        if not isinstance(event, Event):
            raise TypeError("only events have cards")
        rows = rows_of(
            event,
            sheet,
            self._schema,
            with_empty=is_focused,
            is_whole=is_focused and (self._walked is not None or self._is_open),
            waiting=self._waiting if is_focused else None,
        )
        if is_focused and self.letters:
            rows = lettered(rows, self.letters, event, sheet, self._schema)
        trigger = " ".join(event.trigger.text_in(sheet.document.text).split())
        origin = item.suggestion
        sure = (origin.confidence, origin.reason or origin.source) if origin else None
        return item.id, item.state, event.type, trigger, sure, rows, is_focused, self._theme.name

    def _card(self, signature: Signature, free: list[BriefCard]) -> Card:
        event_id, state, type_name, trigger, sure, rows, is_focused, _theme = signature
        known = self._schema.event_type(type_name) if self._schema.has_type(type_name) else None
        badge, group = (known.label, known.group) if known else (type_name, type_name)
        if not is_focused:
            brief = free.pop() if free else self._new_brief_card()
            brief.show_event(event_id, state, badge, group, trigger, sure, rows, self._theme)
            return brief
        if self._focus_card is None:
            self._focus_card = self._new_focus_card()
        self._focus_card.show_event(event_id, state, badge, group, trigger, sure, rows)
        return self._focus_card

    def _drop(self, card: Card) -> None:
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _new_brief_card(self) -> BriefCard:
        card = BriefCard(self._theme)
        card.clicked.connect(self.event_chosen)
        return card

    def _new_focus_card(self) -> EventCard:
        card = EventCard(self._theme)
        card.clicked.connect(self.event_chosen)
        card.chip_clicked.connect(self.item_chosen)
        card.asked.connect(self.asked)
        card.area.edit_asked.connect(self.edit_asked)
        card.area.clear_asked.connect(self.clear_asked)
        card.area.not_stated_asked.connect(self.not_stated_asked)
        card.area.dropped.connect(self.dropped)
        card.area.letter_typed.connect(self.letter_typed)
        card.area.left.connect(self.end_walk)
        return card

    def _say_empty(self, sheet: Worksheet | None, failure: str | None, *, is_prelabelled: bool) -> None:
        self._empty.setVisible(not self._cards)
        if self._cards:
            return
        restyle(self._empty, "attention" if failure else "quiet")
        if sheet is None:
            self._empty.setText(tr("The events of an article appear here."))
        elif failure:
            self._empty.setText(
                tr(
                    "No suggestions for this article. {failure}\n{key} tries again. You can also begin by hand: select"
                    " a trigger, press {new}.",
                    failure=failure,
                    key=key("document.prelabel"),
                    new=key("event.new"),
                )
            )
        elif not is_prelabelled:
            self._empty.setText(
                tr(
                    "This article is not labelled yet. You can begin by hand: select a trigger, press {new}.",
                    new=key("event.new"),
                )
            )
        else:
            self._empty.setText(
                tr(
                    "No event in this article. Select a trigger in the text and press {new} to add one.",
                    new=key("event.new"),
                )
            )

    def _reveal(self, event_id: str | None) -> None:
        card = self.card(event_id) if event_id else None
        if card is not None:
            # Once the new card has its size; a card that is gone by then is not looked for.
            QTimer.singleShot(0, card, lambda: self._bring_into_sight(card))

    def _bring_into_sight(self, card: Card) -> None:
        if card.area is None or self._walked is None:
            self.ensureWidgetVisible(card, 0, 24)
            return
        # Its letters are read from the top on, and its rows have just grown.
        self.lay_out()
        self.ensureVisible(0, card.y() + min(card.height(), self.viewport().height()), 0, 0)
        self.ensureVisible(0, card.y(), 0, 8)
        rect = card.area.rect_of_mark()
        place = card.area.mapTo(self._inside, rect.center())
        self.ensureVisible(place.x(), place.y(), 0, rect.height())
