"""Turning events into the gold's, by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.errors import BugError
from border_annotator.domain.event import Argument, Event
from border_annotator.ui.session import next_open
from border_annotator.ui.simulate.desk import OutOfReachError

if TYPE_CHECKING:
    from border_annotator.domain.differences import Difference
    from border_annotator.domain.worksheet import Item
    from border_annotator.ui.simulate.desk import Desk

ATTRIBUTES = frozenset({"status", "polarity", "genericity", "attribution", "mode", "severity"})
FIRST = ("type", "trigger")
"""What is set before all else: another type takes arguments, mode and severity along."""


class EventWork:
    """What a reviewer does with one event."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
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
            desk.ask("event.attribute")
            desk.choose(f"{lack.field}={getattr(wanted, lack.field)}")
        elif lack.field == "arguments":
            self._mend_arguments(wanted, item)
        else:
            raise OutOfReachError(f"no key sets the {lack.field} of an event")

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
                desk.ask("event.clear_role")
                event = item.value
                desk.choose(str(event.arguments.index(argument)) if isinstance(event, Event) else "")
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
        desk = self._desk
        filler = desk.wanted[gold.ref] if gold.ref is not None else None
        there = desk.item(gold.ref) if gold.ref is not None else None
        if isinstance(filler, Event) and there is None:
            raise OutOfReachError("the event that fills the role is not there")
        if isinstance(filler, Event):
            desk.ask("event.role")
            desk.choose(argument.role)
            desk.choose(there.id if there else "")
            return
        span = gold.span if filler is None else anchor_of(there.value if there is not None else filler)
        if span is None:
            raise BugError("an argument is a reference or a span")
        desk.select(span)
        desk.ask("event.role")
        desk.choose(argument.role)
