"""What a foreign file says and the schema has no name for: kept beside an article's annotations as it was said."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from border_annotator.domain.foreign import ForeignArgument, ForeignSpan
from border_annotator.domain.foreign_plain import (
    attributes_from_plain,
    event_from_plain,
    event_to_plain,
    relation_from_plain,
    relation_to_plain,
    span_from_plain,
    span_to_plain,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from border_annotator.domain.fields import Fields
    from border_annotator.domain.foreign import Attribute, ForeignEvent, ForeignRelation

FEATURE = "kept"
"""Where formats with a fixed list of features hold attributes that are not on it: one text of JSON."""
LAYER = "kept"
"""The layer of kept stretches on their way out."""


@dataclass(frozen=True)
class Kept:
    """Stretches, events and relations as they were said, and what was said of annotations that came in.

    Offsets are code points of the article's text. ``attributes`` and ``roles`` are keyed by what they are said of.
    """

    spans: tuple[ForeignSpan, ...] = ()
    events: tuple[ForeignEvent, ...] = ()
    relations: tuple[ForeignRelation, ...] = ()
    attributes: Mapping[str, Mapping[str, Attribute]] = field(default_factory=dict)
    roles: Mapping[str, tuple[ForeignArgument, ...]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is kept."""
        return not (self.spans or self.events or self.relations or self.attributes or self.roles)

    def with_more(self, other: Kept) -> Kept:
        """Both; of what both have, that of ``other``."""
        spans = {one.id: one for one in (*self.spans, *other.spans)}
        events = {one.id: one for one in (*self.events, *other.events)}
        relations = {one.id: one for one in (*self.relations, *other.relations)}
        roles = {key: tuple(dict.fromkeys((*self.roles.get(key, ()), *more))) for key, more in other.roles.items()}
        return Kept(
            tuple(spans.values()),
            tuple(events.values()),
            tuple(relations.values()),
            {**self.attributes, **other.attributes},
            {**self.roles, **roles},
        )

    def under(self, names: Mapping[str, str], fresh: Callable[[], str]) -> Kept:
        """The same under an article's ids; what leads to anything that is not there goes.

        ``names`` are the article's ids of annotations by those used here, ``fresh`` gives ids for what is kept.
        """
        own = {one.id: fresh() for one in self.spans}
        hosts = [one for one in self.events if one.trigger in own]
        own |= {one.id: fresh() for one in hosts}
        at = {**names, **own}
        spans = tuple(replace(one, id=own[one.id], layer=LAYER) for one in self.spans)
        events = tuple(
            replace(one, id=own[one.id], trigger=own[one.trigger], arguments=_known(one.arguments, at)) for one in hosts
        )
        relations = tuple(
            replace(one, id=fresh(), source=at[one.source], target=at[one.target])
            for one in self.relations
            if one.source in at and one.target in at
        )
        attributes: dict[str, dict[str, Attribute]] = {}
        for key, said in self.attributes.items():
            if key in names:
                attributes.setdefault(names[key], {}).update(said)
        roles = {names[key]: _known(filled, at) for key, filled in self.roles.items() if key in names}
        return Kept(spans, events, relations, attributes, {key: filled for key, filled in roles.items() if filled})


def _known(arguments: Iterable[ForeignArgument], at: Mapping[str, str]) -> tuple[ForeignArgument, ...]:
    return tuple(ForeignArgument(one.role, at[one.target]) for one in arguments if one.target in at)


def joined(parts: Iterable[Kept]) -> Kept:
    """All of them as one."""
    whole = Kept()
    for part in parts:
        both = {key: {**whole.attributes.get(key, {}), **said} for key, said in part.attributes.items()}
        whole = replace(whole.with_more(part), attributes={**whole.attributes, **both})
    return whole


def kept_to_plain(kept: Kept) -> dict[str, object]:
    """What is kept as plain data; what is empty is left out."""
    plain: dict[str, object] = {
        "spans": [span_to_plain(one) for one in kept.spans],
        "events": [event_to_plain(one) for one in kept.events],
        "relations": [relation_to_plain(one) for one in kept.relations],
        "attributes": {key: {"attributes": dict(said)} for key, said in kept.attributes.items()},
        "roles": {key: [{"role": a.role, "target": a.target} for a in filled] for key, filled in kept.roles.items()},
    }
    return {key: value for key, value in plain.items() if value}


def kept_from_plain(fields: Fields) -> Kept:
    """What plain data describe; raises ``ShapeError``."""
    attributes, roles = fields.fields_or_none("attributes"), fields.fields_or_none("roles")
    return Kept(
        tuple(span_from_plain(one) for one in fields.items("spans")),
        tuple(event_from_plain(one) for one in fields.items("events")),
        tuple(relation_from_plain(one) for one in fields.items("relations")),
        {key: attributes_from_plain(attributes.fields(key)) for key in attributes.keys()} if attributes else {},  # noqa: SIM118
        {key: tuple(_argument(one) for one in roles.items(key)) for key in roles.keys()} if roles else {},  # noqa: SIM118
    )


def _argument(fields: Fields) -> ForeignArgument:
    return ForeignArgument(fields.text("role"), fields.text("target"))


def packed(attributes: Mapping[str, Attribute], known: Iterable[str]) -> dict[str, Attribute]:
    """The attributes for a format that has only some names: all others under ``FEATURE`` as JSON."""
    names = frozenset(known)
    if attributes.keys() <= names:
        return dict(attributes)
    other = {name: value for name, value in attributes.items() if name not in names and value is not None}
    plain = {name: value for name, value in attributes.items() if name in names}
    if not other:
        return plain
    return {**plain, FEATURE: json.dumps(other, ensure_ascii=False)}


def unpacked(attributes: Mapping[str, Attribute]) -> dict[str, Attribute]:
    """What ``packed`` has put together, one by one again."""
    said = attributes.get(FEATURE)
    try:
        other = json.loads(said) if isinstance(said, str) else None
    except (ValueError, RecursionError):
        other = None
    if not isinstance(other, dict):
        return dict(attributes)
    plain = {name: value for name, value in attributes.items() if name != FEATURE}
    return plain | {n: v for n, v in other.items() if v is None or isinstance(v, str | int | float | bool)}
