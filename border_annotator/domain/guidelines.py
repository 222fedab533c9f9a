"""The rules of annotation as entries that can be looked up: types, roles, labels, attributes, figures, rules."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from border_annotator.domain.schema import EntityLabel, EventType, Role, Schema

_TYPE = re.compile(r"^\*\*([\w.]+(?:, [\w.]+)*)\*\* [–—-] (.*?)(?=^\*\*|^#|\Z)", re.MULTILINE | re.DOTALL)
_SIGN = re.compile(r"\s([+−])\s")
_ROLES = re.compile(r"\b(?:Roles: |Same roles\.).*?(?:;|\.(?=\s|$)|$)")
_SECTION = re.compile(r"^## (\d+)\. (.*)$", re.MULTILINE)
_RULE = re.compile(r"^(\d+)\. (.*?)(?=^\d+\. |^#|^\||\Z)", re.MULTILINE | re.DOTALL)
_MARKUP = re.compile(r"\*\*(.+?)\*\*|(?<![\w*])\*(?!\s)(.+?)(?<!\s)\*(?!\w)|`(.+?)`")


@dataclass(frozen=True, slots=True)
class Guideline:
    """One entry.

    ``key`` is ``type:NAME``, ``role:NAME``, ``role:TYPE/NAME``, ``label:NAME``, ``attribute:NAME``, ``figure:NAME`` or
    ``rule:SECTION.NUMBER``. ``parts`` are further entries that belong to it, ``rules`` those that speak of it.
    """

    key: str
    title: str
    kind: str
    definition: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    parts: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    def words(self) -> str:
        """All of it as one text, to be searched."""
        facts = (f"{name} {value}" for name, value in self.facts)
        return " ".join((self.title, self.key, *self.definition, *self.examples, *self.counter_examples, *facts))


def guidelines_of(schema: Schema, written: str) -> dict[str, Guideline]:
    """The entries of a schema, with what the ``written`` guidelines (Markdown) say of them; the order is theirs.

    A schema whose types the guidelines do not know gets entries from its own descriptions alone.
    """
    sections = _sections(written)
    told = {name: found for text in sections.values() for name, found in _told_types(text)}
    rows = {name: cells for text in sections.values() for name, cells in _table_rows(text)}
    entries = [_of_type(event_type, schema, told.get(event_type.type)) for event_type in schema.event_types]
    for event_type in schema.event_types:
        entries += [_of_role(role, schema, event_type) for role in event_type.roles]
    entries += [_of_role(role, schema, None) for role in schema.common_roles]
    entries += [_of_label(label, rows.get(label.label)) for label in schema.entity_labels]
    entries += _of_attributes(schema, rows)
    entries += _of_figures(schema, rows)
    rules = list(_rules(sections))
    return {entry.key: _with_rules(entry, rules) for entry in entries} | {rule.key: rule for rule in rules}


def role_key(type_name: str, role: Role, schema: Schema) -> str:
    """The key of a role of an event type."""
    return f"role:{role.name}" if role in schema.common_roles else f"role:{type_name}/{role.name}"


def found(entries: Mapping[str, Guideline], typed: str) -> list[Guideline]:
    """The entries that hold every typed word, those that have them in their title first."""
    words = typed.casefold().split()
    hits = []
    for place, entry in enumerate(entries.values()):
        title, whole = entry.title.casefold(), entry.words().casefold()
        if all(word in whole for word in words):
            missing = sum(word not in title for word in words)
            hits.append((missing, not title.startswith(tuple(words) or ""), place, entry))
    return [entry for _missing, _late, _place, entry in sorted(hits, key=lambda hit: hit[:3])]


def plain(text: str) -> str:
    """Markdown on one line without its marks."""
    return _MARKUP.sub(lambda m: m[1] or m[2] or m[3], " ".join(text.split()))


def _of_type(event_type: EventType, schema: Schema, told: _Told | None) -> Guideline:
    definition = [event_type.description] if event_type.description else []
    if told is not None and told.definition:
        definition.append(told.definition)
    facts = [("Group", event_type.group), ("Usual severity", str(event_type.default_severity))]
    if event_type.modes:
        facts.append(("Mode", ", ".join(mode.replace("_", " ") for mode in event_type.modes)))
    return Guideline(
        f"type:{event_type.type}",
        event_type.label,
        "Event type",
        tuple(definition),
        told.examples if told else (),
        told.counter_examples if told else (),
        tuple(facts),
        tuple(role_key(event_type.type, role, schema) for role in schema.roles(event_type.type)),
    )


def _of_role(role: Role, schema: Schema, owner: EventType | None) -> Guideline:
    names = {label.label: label.name for label in schema.entity_labels}
    words = {"SPAN": "any words", "EVENT": "another event", "FIGURE:temporal": "a time", "FIGURE:quantity": "a number"}
    takes = ", ".join(words.get(fill) or names.get(fill, fill) for fill in role.fills)
    rule = "Required: left empty when the text does not say it." if role.required else "Filled when the text says it."
    many = "Several fillers." if role.repeat else "One filler."
    name = role.name.replace("_", " ").capitalize()
    return Guideline(
        f"role:{owner.type}/{role.name}" if owner else f"role:{role.name}",
        name,
        f"Role of {owner.label}" if owner else "Role of every event",
        (role.description,) if role.description else (),
        facts=(("Takes", takes), ("Rule", f"{rule} {many}")),
        parts=tuple(f"label:{fill}" for fill in role.fills if fill in names),
    )


def _of_label(label: EntityLabel, cells: tuple[str, ...] | None) -> Guideline:
    definition = [label.description] if label.description else []
    facts: list[tuple[str, str]] = []
    if cells:
        facts.append(("Covers", cells[0]))
        if len(cells) > 1 and cells[1]:
            facts.append(("Link", cells[1]))
    return Guideline(f"label:{label.label}", label.name, "Entity label", tuple(definition), facts=tuple(facts))


def _of_attributes(schema: Schema, rows: Mapping[str, tuple[str, ...]]) -> Iterator[Guideline]:
    for name, values in schema.attributes.items():
        told = rows.get(name) or rows.get(name.partition("_")[0])
        said = (("Values", ", ".join(str(value).replace("_", " ") for value in values)),)
        title = name.replace("_", " ").capitalize()
        yield Guideline(f"attribute:{name}", title, "Attribute of an event", told or (), facts=said)


def _of_figures(schema: Schema, rows: Mapping[str, tuple[str, ...]]) -> Iterator[Guideline]:
    values = {
        "kind": schema.figure_kinds,
        "comparator": schema.comparators,
        "change": schema.changes,
        "unit": schema.units,
        "bound": schema.bounds,
    }
    for name in ("kind", "value", "comparator", "change", "unit", "counted", "period", "of_total", "repeat_of", "norm"):
        told = next((cells for key, cells in rows.items() if name in re.split(r"\W+", key)), ())
        facts = (("Values", ", ".join(values[name]).replace("_", " ")),) if values.get(name) else ()
        if told or facts:
            title = name.replace("_", " ").capitalize()
            yield Guideline(f"figure:{name}", title, "Field of a figure or time", told, facts=facts)


@dataclass(frozen=True, slots=True)
class _Told:
    definition: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


def _told_types(text: str) -> Iterator[tuple[str, _Told]]:
    for match in _TYPE.finditer(text):
        first, *rest = _SIGN.split(f" {' '.join(match[2].split())}")
        definition = plain(_ROLES.sub("", first)).strip(" ;")
        signed = list(zip(rest[::2], rest[1::2], strict=True))
        told = _Told(
            definition[:1].upper() + definition[1:],
            tuple(plain(words) for sign, words in signed if sign == "+"),
            tuple(plain(words) for sign, words in signed if sign == "−"),
        )
        for name in match[1].split(", "):
            yield name, told


def _table_rows(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The rows of all tables by their first cell; “A / B” stands for two rows whose cells are shared out likewise."""
    for line in text.splitlines():
        if not line.startswith("|") or set(line) <= set("|-: "):
            continue
        names, *cells = (cell.strip() for cell in line.strip().strip("|").split("|"))
        split = names.split(" / ")
        for place, name in enumerate(split):
            own = [cell.split(" / ") for cell in cells]
            yield name, tuple(plain(c[place] if len(c) == len(split) else " / ".join(c)) for c in own)


def _sections(written: str) -> dict[str, str]:
    marks = list(_SECTION.finditer(written))
    ends = [*(mark.start() for mark in marks[1:]), len(written)] if marks else []
    return {f"{mark[1]}|{mark[2]}": written[mark.end() : end] for mark, end in zip(marks, ends, strict=True)}


def _rules(sections: Mapping[str, str]) -> Iterator[Guideline]:
    for heading, text in sections.items():
        number, _, title = heading.partition("|")
        for match in _RULE.finditer(text):
            key = f"rule:{number}.{match[1]}"
            yield Guideline(key, f"Rule {number}.{match[1]}", plain(title), (plain(match[2]),))


def _with_rules(entry: Guideline, rules: list[Guideline]) -> Guideline:
    """The entry with the rules that name it."""
    kind, _, name = entry.key.partition(":")
    names = {name.rpartition(".")[2] if kind == "type" else name.rpartition("/")[2]}
    if kind == "role":
        names = {name.rpartition("/")[2].replace("_", " ")}
    flags = re.IGNORECASE if kind == "type" else re.NOFLAG
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(names))) + r")s?\b", flags)
    return replace(entry, rules=tuple(rule.key for rule in rules if pattern.search(" ".join(rule.definition))))
