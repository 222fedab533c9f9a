"""Gathering, while foreign annotations come in, what has no counterpart in the schema."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from border_annotator.domain.foreign import ForeignArgument, ForeignArticle, ForeignEvent, ForeignSpan, Piece
from border_annotator.domain.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from border_annotator.domain.foreign import Attribute, ForeignRelation
    from border_annotator.domain.span import Span

One = TypeVar("One", ForeignSpan, ForeignEvent)


@dataclass
class Keeper:
    """What is kept of one set; ``places`` leads from the ids of its stretches to where they stand in the text."""

    said: ForeignArticle = field(default_factory=lambda: ForeignArticle("", None))
    places: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    _spans: dict[str, None] = field(default_factory=dict)
    _events: list[ForeignEvent] = field(default_factory=list)
    _relations: list[ForeignRelation] = field(default_factory=list)
    _attributes: dict[str, dict[str, Attribute]] = field(default_factory=dict)
    _roles: dict[str, list[ForeignArgument]] = field(default_factory=dict)

    def span(self, key: str) -> None:
        """Keep a stretch, where it stands anywhere."""
        if self.places.get(key):
            self._spans[key] = None

    def overlapped(self, key: str) -> None:
        """Keep a stretch after all that could be laid and must give way, in the roles that it fills."""
        self.span(key)
        for event in self.said.events:
            for argument in event.arguments:
                if argument.target == key:
                    self.role(event.id, argument.role, key)

    def event(self, event: ForeignEvent) -> None:
        """Keep an event, with its trigger."""
        self.span(event.trigger)
        self._events.append(event)

    def role(self, key: str, role: str, target: str) -> None:
        """Keep what fills a role of an event that came in."""
        self._roles.setdefault(key, []).append(ForeignArgument(role, target))

    def relation(self, relation: ForeignRelation) -> None:
        """Keep a relation."""
        self._relations.append(relation)

    def attribute(self, key: str, name: str, value: Attribute) -> None:
        """Keep what is said of an annotation that came in."""
        self._attributes.setdefault(key, {})[name] = value

    def kept(self, made: Mapping[str, object]) -> Kept:
        """All of it; ``made`` is what came in, by the file's ids. What kept things lead to is kept as well."""
        if not (self._spans or self._events or self._relations or self._attributes or self._roles):
            return Kept()
        led_to = [a.target for event in self._events for a in event.arguments]
        led_to += [a.target for filled in self._roles.values() for a in filled]
        led_to += [key for link in self._relations for key in (link.source, link.target)]
        event_of = {event.trigger: event.id for event in self.said.events}
        for key in led_to:
            if key not in made and event_of.get(key) not in made:
                self.span(key)
        by_id = {span.id: span for span in self.said.spans}
        spans = tuple(_placed(by_id[key], self.places[key]) for key in by_id if key in self._spans)

        def at(key: str) -> str:
            return event_of[key] if key not in made and event_of.get(key) in made else key

        relations = tuple(replace(link, source=at(link.source), target=at(link.target)) for link in self._relations)
        return Kept(
            spans,
            tuple(map(_noted, self._events)),
            relations,
            dict(self._attributes),
            {key: tuple(filled) for key, filled in self._roles.items()},
        )


def _placed(span: ForeignSpan, places: Sequence[Span]) -> ForeignSpan:
    """The stretch with its offsets in the project's text."""
    span = replace(span, pieces=tuple(Piece(place.start, place.end) for place in places))
    link = span.attributes.get("link")
    if span.link is None and isinstance(link, str):
        span = replace(span, link=link, attributes=_without("link", span.attributes))
    return _noted(span)


def _noted(one: One) -> One:
    """With note and confidence where they belong; some formats know them only as attributes among others."""
    note, sure = one.attributes.get("note"), one.attributes.get("confidence")
    if one.note is None and isinstance(note, str):
        one = replace(one, note=note, attributes=_without("note", one.attributes))
    if one.confidence is None and sure is not None and (number := _number(sure)) is not None:
        one = replace(one, confidence=number, attributes=_without("confidence", one.attributes))
    return one


def _without(name: str, attributes: Mapping[str, Attribute]) -> dict[str, Attribute]:
    return {key: value for key, value in attributes.items() if key != name}


def _number(value: Attribute) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None
