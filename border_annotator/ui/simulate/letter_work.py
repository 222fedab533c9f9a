"""Mending an event by the letters that stand on the rows of its card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.event import Argument, Event, EventGeo, EventTime, Relation
from border_annotator.domain.keystrokes import Press

if TYPE_CHECKING:
    from collections.abc import Iterable

    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Item
    from border_annotator.ui.simulate.desk import Desk

    Value = Argument | Span | Relation | EventGeo | EventTime

ENOUGH = 2
"""From so many letters on it is worth to walk the rows: the key that begins it is pressed once."""


class LetterWork:
    """What a reviewer reads and types on the rows of the card in focus."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def mend(self, wanted: Event, item: Item, field: str) -> bool:
        """Mend one thing of a field by its letter, where it has one and the rows are worth walking."""
        desk, event = self._desk, item.value
        if not isinstance(event, Event):
            return False
        if not desk.window.events.is_walked:
            whole = len(set(self._letters(self._all_wrong(wanted, event, item))))
            if whole < ENOUGH or not desk.hands.has_key("event.edit"):
                return False
        mine = self._letters(self._wrong(wanted, event, item, field))
        if not mine:
            return False
        if not desk.window.events.is_walked:
            desk.hands.do("event.edit")
        desk.hands.type(mine[0], Press.LETTER)
        return True

    def _letters(self, values: Iterable[Value]) -> list[str]:
        by_value = {mend.value: letter for letter, mend in self._desk.window.events.letters_if_walked().items()}
        return [by_value[value] for value in values if value in by_value]

    def _all_wrong(self, wanted: Event, event: Event, item: Item) -> list[Value]:
        fields = {lack.field for lack in self._desk.lacks(wanted.id)}
        return [value for field in fields for value in self._wrong(wanted, event, item, field)]

    def _wrong(self, wanted: Event, event: Event, item: Item, field: str) -> list[Value]:
        """What has to go from a field, or to come into it."""
        paired = self._desk.paired
        match field:
            case "arguments":
                return self._wrong_arguments(wanted, event, item)
            case "mentions":
                return [*_differing(event.mentions, wanted.mentions)]
            case "relations":
                should = [Relation(relation.type, paired.get(relation.target, "")) for relation in wanted.relations]
                return [*_differing(event.relations, should)]
            case "geo":
                return [wanted.geo]
            case "time":
                return [wanted.time]
        return []

    def _wrong_arguments(self, wanted: Event, event: Event, item: Item) -> list[Value]:
        desk, schema = self._desk, self._desk.window.session.project.schema
        should = [a if a.ref is None else Argument(a.role, ref=desk.paired.get(a.ref, a.ref)) for a in wanted.arguments]
        kept = desk.as_confirmed(item)
        there = kept.arguments if isinstance(kept, Event) else event.arguments
        come = [argument for argument in should if argument not in there]
        once = {a.role for a in come if (role := schema.role(event.type, a.role)) is not None and not role.repeat}
        gone = [argument for argument in there if argument not in should and argument.role not in once]
        return [*gone, *come]


def _differing(now: Iterable[Span | Relation], should: Iterable[Span | Relation]) -> list[Span | Relation]:
    before, after = tuple(now), tuple(should)
    return [*(value for value in before if value not in after), *(value for value in after if value not in before)]
