"""Gathering one article's annotations out of data that nobody has checked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from border_annotator.domain.foreign import (
    Attribute,
    ForeignArgument,
    ForeignArticle,
    ForeignEvent,
    ForeignRelation,
    ForeignSpan,
    Piece,
    Stand,
    Unit,
)
from border_annotator.domain.sentence import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Fields = dict[str, object]


def whole(value: object) -> int | None:
    """A whole number, also one that a table wrote as ``3.0``; ``None`` for anything else."""
    if type(value) is int:
        return value
    return int(value) if isinstance(value, float) and value.is_integer() else None


def word(value: object) -> str | None:
    """A text or a number as a text; ``None`` for anything else and for nothing."""
    if isinstance(value, str):
        return value or None
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def share(value: object) -> float | None:
    """A number, as scores are."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9 else None


def attribute(value: object) -> Attribute:
    """A plain value as it is; one that holds others as JSON."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return json.dumps(value, ensure_ascii=False)


def fields_of(value: object) -> Fields:
    """An object's fields; none for anything else."""
    return value if isinstance(value, dict) else {}


def items_of(value: object) -> list[object]:
    """A list's items; none for anything else."""
    return value if isinstance(value, list) else []


def kept(fields: Mapping[str, object], known: frozenset[str]) -> dict[str, Attribute]:
    """All fields but those that are known and read elsewhere; those of ``meta`` by their own names."""
    found = {key: attribute(value) for key, value in fields.items() if key not in known and key != "meta"}
    meta = fields.get("meta")
    if isinstance(meta, dict):
        return {key: attribute(value) for key, value in meta.items()} | found
    return found | {"meta": attribute(meta)} if meta is not None else found


class Gathering:
    """The annotations of one article while they are read; each has an id of its own.

    What cannot be kept is told in ``left_out``, with its id and the reason.
    """

    def __init__(self) -> None:
        self.spans: dict[str, ForeignSpan] = {}
        self.events: dict[str, ForeignEvent] = {}
        self.relations: dict[str, ForeignRelation] = {}
        self.left_out: list[str] = []
        self._taken: set[str] = set()

    def leave_out(self, what: str, reason: str) -> None:
        """Tell what is not taken over, and why."""
        self.left_out.append(say("{what}: {reason}", what=what, reason=reason))

    def span(
        self,
        key: object,
        label: object,
        pieces: Sequence[tuple[object, object]],
        surface: str | None = None,
        *,
        layer: str = "",
        link: str | None = None,
        confidence: float | None = None,
        attributes: Mapping[str, Attribute] | None = None,
    ) -> str | None:
        """Add a span and give its id, made up where ``key`` is none; ``None`` if it has no offsets."""
        made = self._fresh(key, "s")
        places = []
        for start, end in pieces:
            if type(start) is not int or type(end) is not int:
                start, end = whole(start), whole(end)  # noqa: PLW2901 # as a table may have written them
                if start is None or end is None:
                    self.leave_out(made, say("its offsets are not numbers"))
                    return None
            places.append(Piece(start, end))
        name = label if type(label) is str and label else word(label)
        if not places or name is None:
            self.leave_out(made, say("it has no offsets") if not places else say("it has no label"))
            return None
        self.spans[made] = ForeignSpan(
            made, name, tuple(places), surface, layer, link, confidence, attributes if attributes is not None else {}
        )
        return made

    def triples(self, items: list[object]) -> bool:
        """Add lists of start, end and label; whether all were such; else none is added."""
        number = len(self._taken)
        found = {}
        for item in items:
            if type(item) is not list or len(item) != 3:
                return False
            start, end, label = item
            if type(start) is not int or type(end) is not int or type(label) is not str or not label:
                return False
            number += 1
            key = f"s{number}"
            found[key] = ForeignSpan(key, label, (Piece(start, end),))
        if not found.keys().isdisjoint(self._taken):
            return False
        self.spans |= found
        self._taken.update(found)
        return True

    def event(
        self,
        key: object,
        kind: object,
        trigger: str,
        arguments: Sequence[tuple[str, str]],
        attributes: Mapping[str, Attribute] | None = None,
        confidence: float | None = None,
    ) -> str:
        """Add an event with the roles and ids of its arguments, and give its id."""
        made = self._fresh(key, "ev")
        filled = tuple(ForeignArgument(role, target) for role, target in arguments)
        self.events[made] = ForeignEvent(made, word(kind) or "event", trigger, filled, attributes or {}, confidence)
        return made

    def relation(
        self,
        key: object,
        kind: object,
        source: str | None,
        target: str | None,
        attributes: Mapping[str, Attribute] | None = None,
    ) -> None:
        """Add a relation between two ids that are there; one that leads nowhere is left out."""
        made = self._fresh(key, "r")
        name = word(kind) or "relation"
        if source is None or target is None or not (self._has(source) and self._has(target)):
            self.leave_out(made, say("the relation “{name}” leads to nothing that is in the file", name=name))
            return
        self.relations[made] = ForeignRelation(made, name, source, target, attributes or {})

    def article(
        self,
        doc_id: str,
        text: str | None,
        place: str,
        *,
        attributes: Mapping[str, Attribute],
        annotator: str | None = None,
        stand: Stand = Stand.ACCEPTED,
        note: str | None = None,
        units: tuple[Unit, ...] = tuple(Unit),
    ) -> ForeignArticle:
        """All of it as an article."""
        return ForeignArticle(
            doc_id=doc_id,
            text=text,
            place=place,
            annotator=annotator,
            stand=stand,
            units=units,
            spans=tuple(self.spans.values()),
            events=tuple(self.events.values()),
            relations=tuple(self.relations.values()),
            attributes=attributes,
            note=note,
            left_out=tuple(self.left_out),
        )

    def _has(self, key: str) -> bool:
        return key in self.spans or key in self.events

    def _fresh(self, key: object, prefix: str) -> str:
        """The id as the file has it, or the next of its kind where it has none or has had it before."""
        name = word(key)
        made = name if name is not None else f"{prefix}{len(self._taken) + 1}"
        number = len(self._taken)
        while made in self._taken:
            number += 1
            made = f"{prefix}{number}" if name is None else f"{name}-{number}"
        self._taken.add(made)
        return made
