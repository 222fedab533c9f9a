"""A mapping of labels as a file that people can read and change (TOML)."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError, ShapeError
from border_annotator.domain.fields import Fields
from border_annotator.domain.mapping import ATTRIBUTE_FIELDS, AttributeRule, Becomes, Guess, LabelMapping, Rule
from border_annotator.domain.sentence import say
from border_annotator.formats.atomic_file import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

FORMAT = "border-mapping/1"
LARGEST = 4_000_000
"""Bytes of a mapping file; one with a thousand labels has a hundredth of that."""
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_NAMED = (Becomes.ENTITY, Becomes.FIGURE, Becomes.TIME, Becomes.EVENT)
_HEAD = """\
# What labels, types, roles and attributes of a file mean in the project's schema.
# labels and types: entity, figure, time or event with a name (of several entity labels the one that the words are
# known by), words = true for what only fills roles, keep = true to keep them as they are, leave_out = true;
# extend = true adds the name to the schema.
# roles: the role's name here, or false to leave it out; "*" stands for every type. guess says how a rule was found.
# attributes: the field they go into; under values what each value is called there, "" to keep it as it is.
# annotators: the name of their layer here, or false to leave their work out.
"""


def read_mapping(path: Path) -> LabelMapping:
    """The mapping in a file; raises ``KnownError`` that names the file, the place in it and the reason."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise KnownError(
            "{path} cannot be read ({reason}): check its name and its rights.", path=path, reason=error.strerror
        ) from None
    if len(raw) > LARGEST:
        raise KnownError("{file}: too large to be a mapping.", file=path.name)
    try:
        return mapping_from_text(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise KnownError("{file}: not a text in UTF-8, so it cannot be a mapping.", file=path.name) from None
    except tomllib.TOMLDecodeError as error:
        raise KnownError("{file}: not valid TOML ({reason}).", file=path.name, reason=error) from None
    except (RecursionError, ValueError):
        raise KnownError("{file}: nested too deeply or with too long a number.", file=path.name) from None
    except ShapeError as error:
        raise KnownError(
            "{file}: {place} {reason}.", file=path.name, place=error.place or "the whole file", reason=error.reason
        ) from None


def write_mapping(path: Path, mapping: LabelMapping, open_values: Mapping[str, Sequence[str]] | None = None) -> None:
    """Write a mapping into a file, which is wholly there or as it was; raises ``KnownError``.

    ``open_values`` are values of attributes that mean nothing yet: each stands there as a line to be filled in.
    """
    write_atomically(path, mapping_to_text(mapping, open_values))


def mapping_from_text(source: str) -> LabelMapping:
    """The mapping that a text holds; raises ``ShapeError`` and ``tomllib.TOMLDecodeError``."""
    fields = Fields(tomllib.loads(source), "")
    if fields.text("format") != FORMAT:
        raise fields.wrong("format", say("must be “{FORMAT}”", FORMAT=FORMAT))
    roles: dict[tuple[str, str], Rule] = {}
    for type_name, found in _tables(fields, "roles"):
        for role in found.keys():  # noqa: SIM118 - Fields is no mapping
            roles[type_name, role] = _name_rule(found, role)
    relations, annotators = fields.fields_or_none("relations"), fields.fields_or_none("annotators")
    return LabelMapping(
        {label: _rule(found) for label, found in _tables(fields, "labels")},
        {name: _rule(found) for name, found in _tables(fields, "types")},
        roles,
        {name: _name_rule(relations, name) for name in relations.keys()} if relations else {},  # noqa: SIM118
        {name: _attribute_rule(found) for name, found in _tables(fields, "attributes")},
        {name: _name_rule(annotators, name) for name in annotators.keys()} if annotators else {},  # noqa: SIM118
    )


def mapping_to_text(mapping: LabelMapping, open_values: Mapping[str, Sequence[str]] | None = None) -> str:
    """The mapping as a text that ``mapping_from_text`` reads back equal; see ``write_mapping``."""
    lines = [_HEAD, f"format = {_text(FORMAT)}"]
    for name, rules in (("labels", mapping.labels), ("types", mapping.types)):
        for label in sorted(rules):
            lines += ["", f"[{name}.{_key(label)}]", *_rule_lines(rules[label])]
    for type_name in sorted({key[0] for key in mapping.roles}):
        lines += ["", f"[roles.{_key(type_name)}]"]
        for (owner, role), rule in sorted(mapping.roles.items()):
            if owner == type_name:
                lines.append(f"{_key(role)} = {_name_value(rule)}")
    for name, rules in (("relations", mapping.relations), ("annotators", mapping.annotators)):
        if rules:
            lines += ["", f"[{name}]"]
            lines += [f"{_key(key)} = {_name_value(rule)}" for key, rule in sorted(rules.items())]
    for name, attribute in sorted(mapping.attributes.items()):
        lines += ["", f"[attributes.{_key(name)}]", *_attribute_lines(attribute)]
        waiting = (open_values or {}).get(name, ())
        if attribute.values or waiting:
            lines += ["", f"[attributes.{_key(name)}.values]"]
            lines += [f"{_key(value)} = {_text(meant)}" for value, meant in sorted(attribute.values.items())]
            lines += [f"# {_key(value)} = {_text('')}" for value in waiting]
    return "\n".join(lines) + "\n"


def _tables(fields: Fields, key: str) -> Iterator[tuple[str, Fields]]:
    table = fields.fields_or_none(key)
    for name in table.keys() if table is not None else ():
        yield name, table.fields(name)  # type: ignore[union-attr] # it is there, or it has no keys


def _rule(fields: Fields) -> Rule:
    guess, extends = _guess(fields), fields.flag("extend")
    for becomes in (Becomes.KEPT, Becomes.LEFT_OUT, Becomes.WORDS):
        if fields.flag(becomes.value):
            return Rule(becomes, guess=guess)
    for becomes in _NAMED:
        if becomes.value in fields:
            return Rule(becomes, _names(fields, becomes), guess, extends)
    raise fields.wrong("", say("must say entity, figure, time, event, words, keep or leave_out"))


def _names(fields: Fields, becomes: Becomes) -> tuple[str, ...]:
    names = fields.texts(becomes.value) if fields.holds(becomes.value, list) else (fields.text(becomes.value),)
    names = tuple(name for name in names if name)
    if not names and becomes in (Becomes.ENTITY, Becomes.EVENT):
        raise fields.wrong(becomes.value, say("must name at least one"))
    return names


def _name_rule(fields: Fields, key: str) -> Rule:
    """A role's or a relation's rule: its name, ``false``, or a table of both with more."""
    if fields.holds(key, bool):
        if fields.flag(key):
            raise fields.wrong(key, say("must be a name, or false to leave it out"))
        return Rule(Becomes.LEFT_OUT)
    if fields.holds(key, dict):
        found = fields.fields(key)
        if found.flag("keep"):
            return Rule(Becomes.KEPT, guess=_guess(found))
        if found.flag("leave_out"):
            return Rule(Becomes.LEFT_OUT, guess=_guess(found))
        return Rule(Becomes.EVENT, (found.text("name"),), _guess(found), found.flag("extend"))
    return Rule(Becomes.EVENT, (fields.text(key),))


def _attribute_rule(fields: Fields) -> AttributeRule:
    where = fields.text_or_none("field") or None
    if where is not None and where not in ATTRIBUTE_FIELDS:
        raise fields.wrong("field", say("must be one of {choices}", choices=", ".join(ATTRIBUTE_FIELDS)))
    values = fields.fields_or_none("values")
    named = {value: values.text(value) for value in values.keys()} if values else {}  # noqa: SIM118
    return AttributeRule(where, named, _guess(fields))


def _guess(fields: Fields) -> Guess:
    return Guess(fields.word("guess", frozenset(Guess))) if "guess" in fields else Guess.CHOSEN


def _rule_lines(rule: Rule) -> Iterator[str]:
    if rule.becomes in _NAMED:
        names = [_text(name) for name in rule.names]
        yield f"{rule.becomes.value} = {names[0] if len(names) == 1 else '[' + ', '.join(names) + ']'}"
    else:
        yield f"{rule.becomes.value} = true"
    if rule.extends:
        yield "extend = true"
    yield from _guess_lines(rule.guess)


def _name_value(rule: Rule) -> str:
    if rule.becomes is Becomes.LEFT_OUT and rule.guess is Guess.CHOSEN:
        return "false"
    if rule.names and rule.guess is Guess.CHOSEN and not rule.extends:
        return _text(rule.name)
    parts = [f"name = {_text(rule.name)}"] if rule.names else [f"{rule.becomes.value} = true"]
    parts += ["extend = true"] if rule.extends else []
    return "{ " + ", ".join([*parts, *_guess_lines(rule.guess)]) + " }"


def _attribute_lines(rule: AttributeRule) -> Iterator[str]:
    if rule.into is not None:
        yield f"field = {_text(rule.into)}"
    yield from _guess_lines(rule.guess)


def _guess_lines(guess: Guess) -> list[str]:
    return [] if guess is Guess.CHOSEN else [f"guess = {_text(guess.value)}"]


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _text(text: str) -> str:
    """A basic string: JSON writes the same, but for one control character that TOML wants written out."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
