"""Turning events into the gold's, by keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.errors import BugError
from border_annotator.domain.event import Argument, Event
from border_annotator.domain.keystrokes import Press
from border_annotator.domain.schema import SPAN, filler_word
from border_annotator.domain.words import reads_as_prose
from border_annotator.ui.actions.annotate_actions import DETAIL
from border_annotator.ui.actions.declared import ROLE_KEYS
from border_annotator.ui.actions.role_actions import filler_choices, filler_offers, key_of_filler, span_of_key
from border_annotator.ui.actions.say_actions import NO_MODE, says
from border_annotator.ui.session import next_open
from border_annotator.ui.simulate.desk import OutOfReachError
from border_annotator.ui.simulate.fewest_letters import fewest_letters
from border_annotator.ui.simulate.letter_work import LetterWork
from border_annotator.ui.simulate.row_work import RowWork

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.domain.differences import Difference
    from border_annotator.domain.schema import Role
    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Item
    from border_annotator.ui.dialogs.chooser import Choice
    from border_annotator.ui.simulate.desk import Desk
    from border_annotator.ui.text.hints import Offer

ATTRIBUTES = frozenset({"status", "polarity", "genericity", "attribution", "mode", "severity"})
MOST_TURNS = 6
"""How often a key is pressed that goes on to the next of a few values."""
FIRST = ("type", "trigger")
"""What is set before all else: another type takes arguments, mode and severity along."""
LEADING = ("status", "polarity", "arguments")
"""What is set next: the severity, the place and the time follow it."""


class EventWork:
    """What a reviewer does with one event."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rows = RowWork(desk)
        self._letters = LetterWork(desk)
        self._hopeless: set[tuple[str, Argument]] = set()

    def focus(self, item: Item) -> None:
        """Bring an event into focus with the fewest keys."""
        desk = self._desk
        session, events = desk.window.session, desk.sheet.events
        ids = [event.id for event in events]
        while session.focused_event != item.id:
            before = session.focused_event
            focused = session.focused_item
            if focused is not None and not focused.is_open and next_open(desk.sheet, focused.id) == item.id:
                desk.hands.do("event.confirm")  # on a judged event it goes to the next one that waits
            else:
                here = ids.index(before) if before in ids else -1
                desk.hands.do("event.next" if ids.index(item.id) > here else "event.previous")
            if session.focused_event == before:
                raise OutOfReachError(desk.message() or "the event does not come into focus")

    def make(self, gold_id: str) -> None:
        """Make the event that nothing stands for."""
        desk, wanted = self._desk, self._event(gold_id)
        desk.select(wanted.trigger)
        desk.ask("event.new")
        desk.choose(wanted.type)

    def confirm(self, item: Item) -> None:
        """Confirm the event in focus."""
        self.focus(item)
        self._desk.hands.do("event.confirm")

    def remove(self, item: Item) -> None:
        """Reject an event."""
        self.focus(item)
        self._desk.hands.do("event.reject")

    def mend(self, gold_id: str, lack: Difference) -> None:
        """Mend one field of an event."""
        desk, wanted, item = self._desk, self._event(gold_id), self._desk.item(gold_id)
        if item is None:
            raise BugError("there is nothing to mend")
        self.focus(item)
        if lack.field == "type":
            desk.ask("event.type")
            desk.choose(wanted.type)
        elif lack.field == "trigger":
            trigger = anchor_of(item.value)
            desk.caret_to((trigger.start,))
            if not desk.repair(trigger, wanted.trigger):
                desk.select(wanted.trigger)
                desk.hands.do("event.trigger")
        elif lack.field in ATTRIBUTES:
            self._say(lack.field, getattr(wanted, lack.field))
        elif self._letters.mend(wanted, item, lack.field):
            return
        elif lack.field == "arguments":
            self._mend_arguments(wanted, item)
        else:
            self._rows.mend(wanted, item, lack.field)

    def _say(self, attribute: str, value: object) -> None:
        """Set an attribute by its own key, which may have to be pressed again, or from the list of all."""
        desk, action = self._desk, says(attribute, str(value))
        if not action or not desk.hands.has_key(action):
            desk.ask("event.attribute")
            desk.choose(f"{attribute}={value}")
        elif attribute == "mode":
            desk.ask(action)
            desk.choose(str(value) if value is not None else NO_MODE)
        else:
            for _k in range(MOST_TURNS):
                desk.hands.do(action)
                focused = desk.window.session.focused_item
                if focused is None or str(getattr(focused.value, attribute)) == str(value):
                    break

    def _event(self, gold_id: str) -> Event:
        value = self._desk.wanted[gold_id]
        if not isinstance(value, Event):
            raise BugError("that is no event")
        return value

    def _mend_arguments(self, wanted: Event, item: Item) -> None:
        """Take out or fill in one argument."""
        desk = self._desk
        value = desk.as_confirmed(item)
        if not isinstance(value, Event):
            raise BugError("that is no event")
        should = [self._here(argument) for argument in wanted.arguments]
        for argument in value.arguments:
            if argument not in should and not self._gives_way(argument, should, value):
                self._clear(item, argument)
                return
        for gold, argument in zip(wanted.arguments, should, strict=True):
            if argument in value.arguments or (wanted.id, gold) in self._hopeless:
                continue
            self._fill(gold, argument)
            desk.look()
            now = desk.item(wanted.id)
            if now is None or not isinstance(now.value, Event) or self._here(gold) not in now.value.arguments:
                self._hopeless.add((wanted.id, gold))
                raise OutOfReachError(desk.message() or f"{gold.role} becomes something else")
            return
        raise OutOfReachError("the other roles cannot be filled")

    def _clear(self, item: Item, argument: Argument) -> None:
        """Take one argument out: by its role's key and its letters where it is in sight, else from the list of all."""
        desk, action = self._desk, self._digit(argument.role)
        label = self._label(argument.role, key_of_filler(argument))
        if action is not None and label is not None and len(label) <= 2:
            self._fill_hinted(action, key_of_filler(argument))
            return
        desk.ask("event.clear_role")
        event = item.value
        desk.choose(str(event.arguments.index(argument)) if isinstance(event, Event) else "")

    def _label(self, role_name: str, key: str) -> str | None:
        """The letters that stand on something when a role waits, as far as it is in sight."""
        return next((label for label, offer in self._labels(role_name).items() if offer.key == key), None)

    def _labels(self, role_name: str) -> dict[str, Offer]:
        """All the letters that stand in the text when a role waits."""
        desk, role = self._desk, self._role(role_name)
        focused = desk.window.session.focused_item
        if role is None or focused is None or not isinstance(focused.value, Event):
            return {}
        event_id, event, sheet = focused.id, focused.value, desk.sheet
        return desk.window.cards.wait.hints.labelled(lambda seen: filler_offers(sheet, event_id, event, role, seen))

    def _fill_hinted(self, action: str, key: str) -> None:
        """Press the key of a role, and type the letters that then stand on what fills it, or is to go."""
        desk = self._desk
        desk.drop_selection()
        desk.hands.do(action)
        desk.pick(key)

    def _gives_way(self, argument: Argument, should: list[Argument], value: Event) -> bool:
        """Whether filling the role anew takes the argument's place."""
        role = self._desk.window.session.project.schema.role(value.type, argument.role)
        wanted = [other for other in should if other.role == argument.role]
        return role is not None and not role.repeat and bool(wanted)

    def _here(self, argument: Argument) -> Argument:
        """A gold argument with the id of what stands for its filler."""
        if argument.ref is None:
            return argument
        return Argument(argument.role, ref=self._desk.paired.get(argument.ref, argument.ref))

    def _fill(self, gold: Argument, argument: Argument) -> None:
        """Fill a role in the way that takes the fewest keys."""
        desk = self._desk
        filler = desk.wanted[gold.ref] if gold.ref is not None else None
        there = desk.item(gold.ref) if gold.ref is not None else None
        if isinstance(filler, Event) and there is None:
            raise OutOfReachError("the event that fills the role is not there")
        ways: list[tuple[int, Callable[[], None]]] = []
        if not isinstance(filler, Event):
            span = gold.span if filler is None else anchor_of(there.value if there is not None else filler)
            if span is None:
                raise BugError("an argument is a reference or a span")
            cost = desk.keys_to_select(span)
            if cost is not None:
                ways.append((cost + 1, lambda: self._fill_selected(argument.role, span, is_bare=filler is None)))
        if there is not None:
            ways += self._ways_to(argument.role, there)
        elif span is not None:
            ways += self._ways_by_words(argument.role, span, is_bare=filler is None)
        if not ways:
            raise OutOfReachError("the filler is not reached")
        min(ways, key=lambda way: way[0])[1]()

    def _fill_selected(self, role_name: str, span: Span, *, is_bare: bool) -> None:
        """Fill a role with words; where they could become something else, say what they are first."""
        desk = self._desk
        desk.select(span)
        action, role = self._digit(role_name), self._role(role_name)
        is_prose = reads_as_prose(span.text_in(desk.text))
        if not is_bare and is_prose and role is not None and role.takes(SPAN):
            self._mark(span)
            desk.select(span)
        if is_bare and not is_prose and role is not None and set(role.fills) != {SPAN}:
            desk.ask("event.role")
            desk.choose(f"{role_name}{DETAIL}{SPAN}")
        elif action is not None:
            desk.hands.do(action)
        else:
            desk.ask("event.role")
            desk.choose(role_name)

    def _mark(self, span: Span) -> None:
        """Mark the selection as the entity that the gold has there."""
        found = (value for value in self._desk.wanted.values() if isinstance(value, Entity) and value.span == span)
        label = next((value.label for value in found), None)
        if label is not None:
            self._desk.ask("entity.label")
            self._desk.choose(label)

    def _ways_by_words(self, role_name: str, span: Span, *, is_bare: bool) -> list[tuple[int, Callable[[], None]]]:
        """Ways to fill a role by the letters on one of the words, whose ends are moved then."""
        desk, action, role = self._desk, self._digit(role_name), self._role(role_name)
        if action is None or role is None or (is_bare and role.entity_labels):
            return []
        if reads_as_prose(span.text_in(desk.text)) and not is_bare:
            return []
        ways: list[tuple[int, Callable[[], None]]] = []
        for label, offer in self._labels(role_name).items():
            strokes = desk.keys_to_repair(offer.span, span) if offer.span.overlaps(span) else None
            if strokes is not None and not offer.is_on and span_of_key(offer.key) is not None:
                cost = 1 + len(label) + len(strokes) + desk.has_selection
                ways.append((cost, partial(self._fill_with_word, action, offer, span)))
        return ways

    def _fill_with_word(self, action: str, offer: Offer, span: Span) -> None:
        self._fill_hinted(action, offer.key)
        if self._desk.caret == offer.span.start:
            self._desk.repair(offer.span, span)

    def _ways_to(self, role_name: str, there: Item) -> list[tuple[int, Callable[[], None]]]:
        """Ways to fill a role with what is marked already: the caret to it, or its letters."""
        desk, action, role = self._desk, self._digit(role_name), self._role(role_name)
        focused = desk.window.session.focused_item
        if role is None or focused is None:
            return []
        choices = self._choices(role_name)
        letters = fewest_letters(choices, there.id)
        ways: list[tuple[int, Callable[[], None]]] = []
        label = self._label(role_name, there.id) if action is not None else None
        if label is not None and action is not None:
            ways.append((1 + len(label) + desk.has_selection, lambda: self._fill_hinted(action, there.id)))
        if letters is not None:
            opening = 2 if action is not None else 4
            ways.append((opening + len(letters[0]) + letters[1] + 1, lambda: self._fill_typed(role_name, there)))
        # The caret means the shortest mark there that the role takes.
        span = anchor_of(there.value)
        places = [k for k in range(span.start, span.end + 1) if self._meant_at(k, role, focused.id) == there.id]
        cost = desk.keys_to_caret(places) if places and action is not None else None
        if cost is not None and action is not None:
            ways.append((cost + 2, lambda: self._fill_at_caret(action, places)))
        return ways

    def _meant_at(self, place: int, role: Role, event_id: str) -> str | None:
        touched = [
            (len(anchor_of(other.value)), k, other.id)
            for k, other in enumerate(self._desk.sheet.live())
            if anchor_of(other.value).start <= place <= anchor_of(other.value).end
            and other.id != event_id
            and role.takes(filler_word(other.value))
        ]
        shortest = [found for found in touched if found[0] == min(touched)[0]]
        return shortest[0][2] if len(shortest) == 1 else None

    def _fill_at_caret(self, action: str, places: list[int]) -> None:
        desk = self._desk
        desk.caret_to(places)
        desk.hands.do(action)
        desk.hands.key("Return", Press.COMMAND)

    def _fill_typed(self, role_name: str, there: Item) -> None:
        desk, action = self._desk, self._digit(role_name)
        if action is None:
            desk.ask("event.role")
            desk.choose(role_name)
            desk.choose(there.id)
            return
        desk.drop_selection()
        desk.hands.do(action)
        desk.hands.key("Space", Press.LETTER)
        desk.choose(there.id)

    def _choices(self, role_name: str) -> list[Choice]:
        desk = self._desk
        focused, role = desk.window.session.focused_item, self._role(role_name)
        event = focused.value if focused is not None else None
        if focused is None or role is None or not isinstance(event, Event):
            raise BugError("no event is in focus")
        return filler_choices(desk.sheet, focused.id, event, role)

    def _role(self, role_name: str) -> Role | None:
        """The role of that name that the event in focus has."""
        session = self._desk.window.session
        event = session.focused_item.value if session.focused_item is not None else None
        return session.project.schema.role(event.type, role_name) if isinstance(event, Event) else None

    def _digit(self, role_name: str) -> str | None:
        """The action whose key fills a role of the event in focus; ``None`` where none has a key."""
        focused = self._desk.window.session.focused_item
        if focused is None or not isinstance(focused.value, Event):
            return None
        schema = self._desk.window.session.project.schema
        names = [role.name for role in schema.roles(focused.value.type)]
        place = names.index(role_name) if role_name in names else len(ROLE_KEYS)
        action = ROLE_KEYS[place] if place < len(ROLE_KEYS) else None
        return action if action is not None and self._desk.hands.has_key(action) else None
