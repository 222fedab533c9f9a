"""What brat must be told of a schema before it shows annotations: ``annotation.conf`` and ``visual.conf``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from border_annotator.domain.kept import LAYER as KEPT
from border_annotator.domain.outward import FIGURE, FIGURE_LINKS, MENTION, MENTION_ROLE, SPAN
from border_annotator.domain.schema import EVENT, FIGURE_ANY, FIGURE_QUANTITY, FIGURE_TEMPORAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from border_annotator.domain.foreign import ForeignArticle
    from border_annotator.domain.schema import Role, Schema

LISTED = frozenset(
    {
        "mention", "optional", "kind", "comparator", "change", "unit", "bound", "status", "polarity", "genericity",
        "attribution", "mode", "severity", "time_precision", "geo_precision",
    }
)  # fmt: skip
"""Attributes whose values brat can list; others are notes of their own kinds."""
_FILLERS = {FIGURE_TEMPORAL: FIGURE, FIGURE_QUANTITY: FIGURE, FIGURE_ANY: FIGURE, EVENT: "<EVENT>", SPAN: SPAN}


@dataclass
class Seen:
    """The names of foreign files that articles keep, which brat must know as well."""

    labels: dict[str, None] = field(default_factory=dict)
    relations: dict[str, None] = field(default_factory=dict)
    events: dict[str, dict[str, None]] = field(default_factory=dict)
    flags: dict[str, None] = field(default_factory=dict)

    def see(self, foreign: ForeignArticle) -> None:
        """Take in the names of an article."""
        triggers = {event.trigger for event in foreign.events}
        for span in foreign.spans:
            if span.layer == KEPT and span.id not in triggers:
                self.labels.setdefault(span.label)
        for relation in foreign.relations:
            self.relations.setdefault(relation.type)
        for event in foreign.events:
            self.events.setdefault(event.type, {}).update(dict.fromkeys(a.role for a in event.arguments))
        for said in (*(s.attributes for s in foreign.spans), *(e.attributes for e in foreign.events)):
            self.flags.update(dict.fromkeys(name for name, value in said.items() if value is True))


def annotation_conf(schema: Schema, name: Callable[[str], str], seen: Seen | None = None) -> str:
    """Types, roles and attributes; ``name`` spells them as brat can have them, ``seen`` are others to be known."""
    return "\n".join(_annotation_lines(schema, name, seen or Seen())) + "\n"


def _annotation_lines(schema: Schema, name: Callable[[str], str], seen: Seen) -> Iterator[str]:
    own = {name(label.label) for label in schema.entity_labels} | {FIGURE, SPAN, MENTION}
    types = {name(event_type.type) for event_type in schema.event_types}
    links = {*FIGURE_LINKS, *(name(relation) for relation in schema.relations)}
    yield "[entities]"
    yield from (label for label in seen.labels if label not in own)
    yield from (name(label.label) for label in schema.entity_labels)
    yield from (FIGURE, SPAN, MENTION)
    yield "\n[relations]"
    yield from (f"{link}\tArg1:{FIGURE}, Arg2:{FIGURE}" for link in FIGURE_LINKS)
    yield from (f"{name(relation)}\tArg1:<EVENT>, Arg2:<EVENT>" for relation in schema.relations)
    yield from (f"{kind}\tArg1:<ANY>, Arg2:<ANY>" for kind in seen.relations if kind not in links)
    yield "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>"
    yield "\n[events]"
    for event_type in schema.event_types:
        roles = {role.name: role for role in reversed(schema.roles(event_type.type))}
        said = [_role(role, name) for role in reversed(roles.values())]
        yield f"{name(event_type.type)}\t{', '.join([*said, f'{MENTION_ROLE}*:{MENTION}'])}"
    for kind, filled in seen.events.items():
        if kind not in types:
            yield f"{kind}\t{', '.join(f'{role}*:<ANY>' for role in filled)}".rstrip()
    yield "\n[attributes]"
    yield from (f"{flag}\tArg:<ANY>" for flag in seen.flags if flag != "optional")
    modes = dict.fromkeys(mode for event_type in schema.event_types for mode in event_type.modes)
    entities = "|".join(name(label.label) for label in schema.entity_labels)
    yield "optional\tArg:<ANY>"
    yield f"mention\tArg:{entities}, Value:{'|'.join(schema.mention_levels)}"
    for attribute, values in (
        ("kind", schema.figure_kinds),
        ("comparator", schema.comparators),
        ("change", schema.changes),
        ("unit", schema.units),
        ("bound", schema.bounds),
    ):
        yield f"{attribute}\tArg:{FIGURE}, Value:{'|'.join(values)}"
    for attribute in schema.attributes:
        if attribute in LISTED:
            yield f"{attribute}\tArg:<EVENT>, Value:{'|'.join(schema.values(attribute))}"
    if modes:
        yield f"mode\tArg:<EVENT>, Value:{'|'.join(modes)}"


def _role(role: Role, name: Callable[[str], str]) -> str:
    fillers = dict.fromkeys(_FILLERS.get(filler) or name(filler) for filler in role.fills)
    return f"{name(role.name)}{'*' if role.repeat else '?'}:{'|'.join(fillers)}"


def visual_conf(schema: Schema, name: Callable[[str], str]) -> str:
    """How types are called on the screen."""
    lines = ["[labels]"]
    lines += [f"{name(label.label)} | {label.name}" for label in schema.entity_labels]
    lines += [f"{name(event_type.type)} | {event_type.label}" for event_type in schema.event_types]
    return (
        "\n".join([*lines, "", "[drawing]", "SPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken"])
        + "\n"
    )
