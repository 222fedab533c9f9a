"""What brat must be told of a schema before it shows annotations: ``annotation.conf`` and ``visual.conf``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.outward import FIGURE, FIGURE_LINKS, MENTION, MENTION_ROLE, SPAN
from border_annotator.domain.schema import EVENT, FIGURE_ANY, FIGURE_QUANTITY, FIGURE_TEMPORAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from border_annotator.domain.schema import Role, Schema

LISTED = frozenset(
    {
        "mention", "optional", "kind", "comparator", "change", "unit", "bound", "status", "polarity", "genericity",
        "attribution", "mode", "severity", "time_precision", "geo_precision",
    }
)  # fmt: skip
"""Attributes whose values brat can list; others are notes of their own kinds."""
_FILLERS = {FIGURE_TEMPORAL: FIGURE, FIGURE_QUANTITY: FIGURE, FIGURE_ANY: FIGURE, EVENT: "<EVENT>", SPAN: SPAN}


def annotation_conf(schema: Schema, name: Callable[[str], str]) -> str:
    """Types, roles and attributes; ``name`` spells them as brat can have them."""
    return "\n".join(_annotation_lines(schema, name)) + "\n"


def _annotation_lines(schema: Schema, name: Callable[[str], str]) -> Iterator[str]:
    yield "[entities]"
    yield from (name(label.label) for label in schema.entity_labels)
    yield from (FIGURE, SPAN, MENTION)
    yield "\n[relations]"
    yield from (f"{link}\tArg1:{FIGURE}, Arg2:{FIGURE}" for link in FIGURE_LINKS)
    yield from (f"{name(relation)}\tArg1:<EVENT>, Arg2:<EVENT>" for relation in schema.relations)
    yield "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>"
    yield "\n[events]"
    for event_type in schema.event_types:
        roles = {role.name: role for role in reversed(schema.roles(event_type.type))}
        said = [_role(role, name) for role in reversed(roles.values())]
        yield f"{name(event_type.type)}\t{', '.join([*said, f'{MENTION_ROLE}*:{MENTION}'])}"
    yield "\n[attributes]"
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
