"""What the labels, types, roles and attributes of a foreign file mean in a project's schema."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from border_annotator.domain.figure import TEMPORAL_KINDS
from border_annotator.domain.outward import FIGURE_LINKS, MENTION_ROLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from border_annotator.domain.schema import Schema

ANY_TYPE = "*"
"""Stands for every event type in the rules of roles."""

TIME_FIELDS = ("time_norm", "time_start", "time_end", "time_precision", "time_basis")
GEO_FIELDS = ("geo_countries", "geo_precision")
OF_EVENTS = ("status", "polarity", "genericity", "attribution", "severity", "mode")
OF_FIGURES = ("kind", "value", "min", "max", "comparator", "change", "unit", "counted", "period")
OF_TIMES = ("norm", "start_date", "end_date", "basis", "bound")
EVENT_FIELDS = (*OF_EVENTS, *TIME_FIELDS, *GEO_FIELDS, "not_stated", "optional", "note")
ENTITY_FIELDS = ("mention", "link", "optional", "note")
FIGURE_FIELDS = (*OF_FIGURES, *OF_TIMES, "optional", "note")
ATTRIBUTE_FIELDS = tuple(dict.fromkeys(EVENT_FIELDS + ENTITY_FIELDS + FIGURE_FIELDS))
"""The fields of annotations that a foreign attribute can fill; one of another kind of annotation is told."""


class Becomes(StrEnum):
    """What a labelled stretch or an event of a foreign file becomes; ``WORDS`` only fill the roles of events."""

    ENTITY = "entity"
    FIGURE = "figure"
    TIME = "time"
    EVENT = "event"
    WORDS = "words"
    KEPT = "keep"
    LEFT_OUT = "leave_out"


class Guess(StrEnum):
    """How a rule was found."""

    CHOSEN = "chosen"
    SAME = "same name"
    FOLDED = "same letters"
    USUAL = "usual meaning"
    USE = "how it is used"
    NONE = "no counterpart"


@dataclass(frozen=True, slots=True)
class Rule:
    """What one label, type, role or relation becomes.

    ``names`` are, for an entity, the labels that it may get: of several the one that the program's own name lists know
    for the words, else the first of them that is usual. For an event its type. For a figure or a time its kind, none
    where the words tell it. For a role or a relation the one name it has here, none where it is left out. With
    ``extends`` the schema gets the name first, where it does not have it.
    """

    becomes: Becomes
    names: tuple[str, ...] = ()
    guess: Guess = Guess.CHOSEN
    extends: bool = False

    @property
    def name(self) -> str:
        """The first of the names, empty when there is none."""
        return self.names[0] if self.names else ""


@dataclass(frozen=True, slots=True)
class AttributeRule:
    """Which field an attribute goes ``into``, and what its values are called there; ``None`` keeps it as it is."""

    into: str | None
    values: Mapping[str, str] = field(default_factory=dict)
    guess: Guess = Guess.CHOSEN


KEPT = Rule(Becomes.KEPT, guess=Guess.NONE)
NO_ROLE = Rule(Becomes.KEPT, guess=Guess.NONE)
OWN_NAME = Rule(Becomes.KEPT, guess=Guess.SAME)


@dataclass(frozen=True)
class LabelMapping:
    """The rules for a file or for many: of labels of stretches, types of events, roles, relations and attributes.

    ``roles`` are keyed by the foreign type (or ``ANY_TYPE``) and the foreign role; a relation from a stretch that
    becomes an event is a role too. ``relations`` are those between two events, or between two figures. ``annotators``
    say what the layers of those who made the annotations are called here.
    """

    labels: Mapping[str, Rule] = field(default_factory=dict)
    types: Mapping[str, Rule] = field(default_factory=dict)
    roles: Mapping[tuple[str, str], Rule] = field(default_factory=dict)
    relations: Mapping[str, Rule] = field(default_factory=dict)
    attributes: Mapping[str, AttributeRule] = field(default_factory=dict)
    annotators: Mapping[str, Rule] = field(default_factory=dict)

    def label(self, name: str) -> Rule:
        """What a stretch of that label becomes; one that no rule speaks of is kept as it is."""
        return self.labels.get(name, KEPT)

    def type(self, name: str) -> Rule:
        """What an event of that type becomes; a rule for a label of that name that makes events holds too."""
        rule = self.types.get(name)
        if rule is None and (found := self.labels.get(name)) is not None and found.becomes is Becomes.EVENT:
            rule = found
        return rule or KEPT

    def role(self, type_name: str, role: str) -> Rule:
        """What a role of an event of that type becomes."""
        return self.roles.get((type_name, role)) or self.roles.get((ANY_TYPE, role)) or NO_ROLE

    def relation(self, name: str) -> Rule:
        """What a relation between two events becomes."""
        return self.relations.get(name, KEPT)

    def attribute(self, name: str) -> AttributeRule:
        """Which field an attribute fills."""
        return self.attributes.get(name, AttributeRule(None, guess=Guess.NONE))

    def annotator(self, name: str) -> Rule:
        """What the layer of an annotator is called; one that no rule speaks of keeps the name."""
        return self.annotators.get(name, OWN_NAME)

    def over(self, other: LabelMapping) -> LabelMapping:
        """These rules, and those of ``other`` for what they do not speak of."""
        return LabelMapping(
            {**other.labels, **self.labels},
            {**other.types, **self.types},
            {**other.roles, **self.roles},
            {**other.relations, **self.relations},
            {**other.attributes, **self.attributes},
            {**other.annotators, **self.annotators},
        )

    def part(self, labels: Iterable[str], types: Iterable[str], attributes: Iterable[str]) -> LabelMapping:
        """The rules for some labels, types and attributes alone, with the roles of those types, and all relations."""
        wanted = {*types, *labels}
        return LabelMapping(
            {label: self.labels[label] for label in labels if label in self.labels},
            {name: self.types[name] for name in types if name in self.types},
            {key: rule for key, rule in self.roles.items() if key[0] == ANY_TYPE or key[0] in wanted},
            self.relations,
            {name: self.attributes[name] for name in attributes if name in self.attributes},
        )

    def keeping_unknown(self, schema: Schema) -> LabelMapping:
        """These rules, where every name that the schema does not have (yet) means “keep as it is”."""
        return LabelMapping(
            {label: _known(rule, schema) for label, rule in self.labels.items()},
            {name: _known(rule, schema) for name, rule in self.types.items()},
            self.roles,
            self.relations,
            self.attributes,
            self.annotators,
        )

    def problems(self, schema: Schema) -> Iterator[str]:
        """What of these rules the schema does not have and is not told to get, in words."""
        for what, rules in (("label", self.labels), ("type", self.types)):
            for label, rule in rules.items():
                for name in rule.names:
                    if not rule.extends and not _has(schema, rule.becomes, name):
                        yield f"{what} {label}: “{name}” is no {rule.becomes.value} of the schema"
        names = {role.name for kind in schema.event_types for role in schema.roles(kind.type)} | {MENTION_ROLE}
        for (type_name, role), rule in self.roles.items():
            if rule.names and not rule.extends and rule.name not in names:
                yield f"role {role} of {type_name}: “{rule.name}” is no role of the schema"
        for relation, rule in self.relations.items():
            if rule.names and rule.name not in (*schema.relations, *FIGURE_LINKS):
                yield f"relation {relation}: “{rule.name}” is no relation of the schema"


def _has(schema: Schema, becomes: Becomes, name: str) -> bool:
    if becomes is Becomes.ENTITY:
        return schema.has_label(name)
    if becomes is Becomes.EVENT:
        return schema.has_type(name)
    is_time = becomes is Becomes.TIME
    return name in schema.figure_kinds and (name in TEMPORAL_KINDS) is is_time


def _known(rule: Rule, schema: Schema) -> Rule:
    names = tuple(name for name in rule.names if _has(schema, rule.becomes, name))
    if names == rule.names or rule.becomes in (Becomes.KEPT, Becomes.LEFT_OUT):
        return rule
    if names or rule.becomes in (Becomes.FIGURE, Becomes.TIME):
        return replace(rule, names=names)
    return replace(KEPT, guess=rule.guess)
