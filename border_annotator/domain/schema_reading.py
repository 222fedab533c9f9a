"""From a schema file's text to a ``Schema``, or to an error that names the place and the reason."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError, ShapeError
from border_annotator.domain.fields import Fields, showable
from border_annotator.domain.figure import TEMPORAL_KINDS
from border_annotator.domain.schema import (
    FIGURE_ANY,
    FIGURE_QUANTITY,
    FIGURE_TEMPORAL,
    FILLER_WORDS,
    EntityLabel,
    EventType,
    Role,
    Schema,
)
from border_annotator.domain.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FORMAT = "border-events-schema/1"
QUANTITY_KINDS = frozenset({"count", "percent", "money", "measure", "ordinal", "ratio"})
# The program itself speaks of these values (a suggestion's default, a denied event): every schema must have them.
NEEDED_ATTRIBUTES = {
    "status": ("occurred", "planned"),
    "polarity": ("positive", "negative"),
    "genericity": ("specific",),
    "attribution": ("narrator",),
    "geo_precision": ("unknown",),
    "time_precision": ("unknown",),
    "time_basis": ("none",),
}


def read_schema(source: str, name: str) -> Schema:
    """The schema that ``source`` (JSON text) describes.

    ``name`` is the file's name, for the message. Raises ``KnownError`` that says the file, the place in it and
    the reason.
    """
    try:
        raw = json.loads(source, object_pairs_hook=_object_without_repeated_keys)
        return _schema(Fields(raw, ""), source)
    except json.JSONDecodeError as error:
        raise KnownError(
            "{name}, line {line}: not valid JSON ({reason}).", name=name, line=error.lineno, reason=error.msg
        ) from None
    except ValueError:  # a number of thousands of digits
        raise KnownError("{name}: holds a number that is too long to read.", name=name) from None
    except RecursionError:
        raise KnownError("{name}: nested too deeply to be a schema.", name=name) from None
    except ShapeError as error:
        raise KnownError(
            "{name}: {place} {reason}.", name=name, place=error.place or "the whole file", reason=error.reason
        ) from None


def _object_without_repeated_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise ShapeError(showable(key), say("is given twice in one object"))
        found[key] = value
    return found


def _schema(fields: Fields, source: str) -> Schema:
    if fields.text("format") != FORMAT:
        raise fields.wrong("format", say("must be “{FORMAT}”", FORMAT=FORMAT))
    labels = tuple(
        EntityLabel(f.text("label"), f.text("name"), f.text_or_none("description") or "")
        for f in _filled(fields, "entity_labels")
    )
    label_names = _unique((label.label for label in labels), fields, "entity_labels")
    for name in label_names:
        if not name.strip() or name in FILLER_WORDS or name.startswith("@"):
            raise fields.wrong("entity_labels", say("has “{name}”, which cannot be a label's name", name=name))
    sets = _label_sets(fields.fields("label_sets"), label_names) if "label_sets" in fields else {}
    common = tuple(_role(role, sets, label_names) for role in fields.items("common_roles"))
    types = tuple(_event_type(f, sets, label_names) for f in _filled(fields, "event_types"))
    _unique((event_type.type for event_type in types), fields, "event_types")
    for event_type in types:
        _unique((role.name for role in event_type.roles + common), fields, f"event_types, {event_type.type}")
    figures = fields.fields("figures")
    quantity_kinds, temporal_kinds = figures.texts("quantity_kinds"), figures.texts("temporal_kinds")
    _known(figures, "quantity_kinds", quantity_kinds, QUANTITY_KINDS)
    _known(figures, "temporal_kinds", temporal_kinds, TEMPORAL_KINDS)
    attributes = _attributes(fields.fields("attributes"))
    for k, event_type in enumerate(types):
        if event_type.default_severity not in attributes["severity"]:
            allowed = ", ".join(str(value) for value in attributes["severity"])
            raise fields.wrong(f"event_types[{k}].default_severity", say("is not one of {allowed}", allowed=allowed))
    return Schema(
        version=fields.text_or_none("version") or "",
        sha256=hashlib.sha256(source.encode()).hexdigest(),
        source=source,
        entity_labels=labels,
        mention_levels=fields.texts("mention_levels") or ("NAM", "NOM"),
        link_prefixes=fields.texts("link_prefixes"),
        common_roles=common,
        event_types=types,
        attributes=attributes,
        figure_kinds=quantity_kinds + temporal_kinds,
        comparators=figures.texts("comparator"),
        changes=figures.texts("change"),
        units=figures.texts("units"),
        bounds=figures.texts("bound"),
        relations=fields.texts("event_relations"),
        segment_labels=fields.texts("segment_labels"),
        boilerplate_kinds=fields.texts("boilerplate_kinds"),
    )


def _filled(fields: Fields, key: str) -> list[Fields]:
    items = fields.items(key)
    if not items:
        raise fields.wrong(key, say("must be a list with at least one entry"))
    return items


def _unique(names: Iterable[str], fields: Fields, key: str) -> frozenset[str]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise fields.wrong(key, say("has “{name}” twice", name=name))
        seen.add(name)
    return frozenset(seen)


def _known(fields: Fields, key: str, words: tuple[str, ...], known: frozenset[str]) -> None:
    for word in words:
        if word not in known:
            raise fields.wrong(
                key, say("has “{word}”, which is not one of {choices}", word=word, choices=", ".join(sorted(known)))
            )


def _label_sets(fields: Fields, labels: frozenset[str]) -> dict[str, tuple[str, ...]]:
    sets = {}
    for name in fields.keys():  # noqa: SIM118 - Fields is no mapping
        if not name.startswith("@"):
            raise fields.wrong(name, say("must begin with @"))
        sets[name] = fields.texts(name)
        for word in sets[name]:
            if word not in labels and word not in FILLER_WORDS:
                raise fields.wrong(name, say("names “{word}”, which is not an entity label", word=word))
    return sets


def _role(fields: Fields, sets: Mapping[str, tuple[str, ...]], labels: frozenset[str]) -> Role:
    opened: list[str] = []
    for word in fields.texts("fills"):
        if word not in sets and word not in labels and word not in FILLER_WORDS:
            raise fields.wrong(
                "fills", say("names “{word}”, which is neither an entity label nor a label set", word=word)
            )
        for filler in sets.get(word, (word,)):
            opened.extend((FIGURE_QUANTITY, FIGURE_TEMPORAL) if filler == FIGURE_ANY else (filler,))
    if not opened:
        raise fields.wrong("fills", say("must name at least one thing that may fill the role"))
    return Role(
        name=_name(fields, "name"),
        fills=tuple(dict.fromkeys(opened)),
        required=fields.flag("required"),
        repeat=fields.flag("repeat"),
        description=fields.text_or_none("description") or "",
    )


def _event_type(fields: Fields, sets: Mapping[str, tuple[str, ...]], labels: frozenset[str]) -> EventType:
    name = _name(fields, "type")
    return EventType(
        type=name,
        label=fields.text_or_none("label") or name,
        group=fields.text_or_none("group") or name.split(".", maxsplit=1)[0],
        key=fields.text_or_none("key") or "",
        description=fields.text_or_none("description") or "",
        modes=fields.texts("modes"),
        default_severity=fields.integer("default_severity") if "default_severity" in fields else 1,
        roles=tuple(_role(role, sets, labels) for role in fields.items("roles")),
    )


def _name(fields: Fields, key: str) -> str:
    name = fields.text(key)
    if not name.strip():
        raise fields.wrong(key, say("must not be empty"))
    return name


def _attributes(fields: Fields) -> dict[str, tuple[str | int, ...]]:
    found: dict[str, tuple[str | int, ...]] = {}
    for name in fields.keys():  # noqa: SIM118 - Fields is no mapping
        found[name] = fields.integers(name) if name == "severity" else fields.texts(name)
    if not found.get("severity"):
        raise fields.wrong("severity", say("must be a list of whole numbers"))
    for name, needed in NEEDED_ATTRIBUTES.items():
        for value in needed:
            if value not in found.get(name, ()):
                raise fields.wrong(name, say("must have the value “{value}”", value=value))
    return found
