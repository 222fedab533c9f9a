"""A first guess what foreign labels mean in a schema, from their names and from how they are used."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from border_annotator.domain import usual_meanings as usual
from border_annotator.domain.annotators import SUGGESTIONS, layer_name_of
from border_annotator.domain.article import Article
from border_annotator.domain.figure import TEMPORAL_KINDS
from border_annotator.domain.folding import folded
from border_annotator.domain.foreign import ForeignArticle, Stand
from border_annotator.domain.mapping import (
    ATTRIBUTE_FIELDS,
    KEPT,
    NO_ROLE,
    AttributeRule,
    Becomes,
    Guess,
    LabelMapping,
    Rule,
)
from border_annotator.domain.outward import FIGURE_LINKS, MENTION_ROLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from border_annotator.domain.foreign import Attribute
    from border_annotator.domain.schema import EventType, Schema

MOST_VALUES = 200
"""Different values of an attribute from which on it is taken for free text, and its values are not counted."""
_NOT_WORD = re.compile(r"[\W_]+")
_NUMBER_AT_END = re.compile(r"\d+$")


@dataclass
class Met:
    """How often each label, type, role, relation, attribute and annotator was met; grows article by article.

    ``triggers`` are labels of stretches that are the trigger of an event.
    """

    labels: Counter[str] = field(default_factory=Counter)
    triggers: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    roles: Counter[tuple[str, str]] = field(default_factory=Counter)
    relations: Counter[tuple[str, str]] = field(default_factory=Counter)
    attributes: dict[str, Counter[str]] = field(default_factory=dict)
    annotators: Counter[str] = field(default_factory=Counter)
    articles: int = 0

    def take(self, article: ForeignArticle | Article | object) -> None:
        """Count what a reader gives: of the program's own articles whose they are, as nothing of them is mapped."""
        if isinstance(article, ForeignArticle):
            self.add(article)
        elif isinstance(article, Article) and article.layer not in (None, SUGGESTIONS):
            self.annotators[article.layer] += 1

    def add(self, article: ForeignArticle) -> None:
        """Count what one article has."""
        self.articles += 1
        if article.annotator is not None and article.stand is not Stand.PREDICTED:
            self.annotators[article.annotator] += 1
        labels = {span.id: span.label for span in article.spans}
        types = {event.id: event.type for event in article.events}
        for span in article.spans:
            self.labels[span.label] += 1
            self._add_attributes(span.attributes.items())
        for event in article.events:
            self.types[event.type] += 1
            if event.trigger in labels:
                self.triggers[labels[event.trigger]] += 1
            for argument in event.arguments:
                self.roles[event.type, argument.role] += 1
            self._add_attributes(event.attributes.items())
        for relation in article.relations:
            source = types.get(relation.source) or labels.get(relation.source, "")
            self.relations[source, relation.type] += 1

    def _add_attributes(self, attributes: Iterable[tuple[str, Attribute]]) -> None:
        for name, value in attributes:
            values = self.attributes.setdefault(name, Counter())
            if len(values) < MOST_VALUES:
                values[said_value(value)] += 1


def said_value(value: Attribute) -> str:
    """A foreign value as the rules name it: ``true`` and ``false`` in small letters, nothing as no letters."""
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def guessed(met: Met, schema: Schema) -> LabelMapping:
    """The likeliest rule for everything that was met; what has no counterpart is kept as it is."""
    types = {name: _type(name, schema) for name in met.types}
    labels = {label: _label(label, met, types, schema) for label in met.labels}
    mapping = LabelMapping(labels, types)
    roles = {key: _role(mapping.type(key[0]), key[1], schema) for key in met.roles}
    relations: dict[str, Rule] = {}
    for source, name in met.relations:
        rule = mapping.type(source) if source in types else mapping.label(source)
        if rule.becomes is Becomes.EVENT:
            roles.setdefault((source, name), _role(rule, name, schema))
        relations.setdefault(name, _relation(name, schema))
    attributes = {name: _attribute(name, values, schema) for name, values in met.attributes.items()}
    annotators = {name: Rule(Becomes.EVENT, (layer_name_of(name),), Guess.SAME) for name in met.annotators}
    return LabelMapping(labels, types, roles, relations, attributes, annotators)


def completed(mapping: LabelMapping, met: Met, schema: Schema) -> LabelMapping:
    """A mapping with a guess for all that was met and that it does not speak of."""
    return mapping.over(guessed(met, schema))


def open_values(mapping: LabelMapping, met: Met, schema: Schema) -> dict[str, list[str]]:
    """The values of each attribute that mean nothing in the field that it goes into."""
    found = {}
    for name, values in met.attributes.items():
        rule = mapping.attribute(name)
        allowed = allowed_values(rule.into, schema) if rule.into is not None else None
        if allowed is not None:
            found[name] = [value for value in values if rule.values.get(value, value) not in ("", *allowed)]
    return found


def plain(name: str) -> str:
    """A name by its letters and digits alone: ``Arrest-Jail`` and ``ARREST_JAIL`` are the same."""
    return _NOT_WORD.sub("", folded(name))


def _label(label: str, met: Met, types: dict[str, Rule], schema: Schema) -> Rule:
    is_only_trigger = met.triggers[label] == met.labels[label]
    if is_only_trigger:
        return types.get(label) or Rule(Becomes.LEFT_OUT, guess=Guess.USE)
    if schema.has_label(label):
        return Rule(Becomes.ENTITY, (label,), Guess.SAME)
    event = _type(label, schema)
    if event.guess is Guess.SAME:
        return event
    word = plain(label)
    for known in schema.entity_labels:
        if word in (plain(known.label), plain(known.name)):
            return Rule(Becomes.ENTITY, (known.label,), Guess.FOLDED)
    kind = next((kind for kind in schema.figure_kinds if plain(kind) == word), None)
    if kind is not None:
        becomes = Becomes.TIME if kind in TEMPORAL_KINDS else Becomes.FIGURE
        return Rule(becomes, () if kind == "date" else (kind,), Guess.SAME if kind == label else Guess.FOLDED)
    return event if event.guess is Guess.FOLDED else _usual(word, schema) or event


def _usual(word: str, schema: Schema) -> Rule | None:
    if word in usual.LABELS:
        becomes, names = usual.LABELS[word]
        there = tuple(name for name in names if becomes is not Becomes.ENTITY or schema.has_label(name))
        if there or not names:
            return Rule(becomes, there, Guess.USUAL)
    return None


def _type(name: str, schema: Schema) -> Rule:
    if schema.has_type(name):
        return Rule(Becomes.EVENT, (name,), Guess.SAME)
    words = {plain(name), plain(_leaf(name))}
    for event_type in schema.event_types:
        if words & _names_of(event_type):
            return Rule(Becomes.EVENT, (event_type.type,), Guess.FOLDED)
    for word in (plain(_leaf(name)), plain(name)):
        for candidate in usual.TYPES.get(word, ()):
            if schema.has_type(candidate):
                return Rule(Becomes.EVENT, (candidate,), Guess.USUAL)
    return KEPT


def _leaf(name: str) -> str:
    """The last part of a name with a group before it: ``Justice:Arrest-Jail``, ``Life.Die``."""
    return re.split(r"[.:/|]", name)[-1]


def _names_of(event_type: EventType) -> frozenset[str]:
    return frozenset({plain(event_type.type), plain(_leaf(event_type.type)), plain(event_type.label)})


def _role(rule: Rule, role: str, schema: Schema) -> Rule:
    if rule.becomes is not Becomes.EVENT or not schema.has_type(rule.name):
        return NO_ROLE
    there = {known.name for known in schema.roles(rule.name)}
    if role in there:
        return Rule(Becomes.EVENT, (role,), Guess.SAME)
    word = plain(_NUMBER_AT_END.sub("", role)) or plain(role)
    if word == MENTION_ROLE:
        return Rule(Becomes.EVENT, (MENTION_ROLE,), Guess.FOLDED)
    for name in sorted(there):
        if plain(name) == word:
            return Rule(Becomes.EVENT, (name,), Guess.FOLDED)
    for name in usual.ROLES.get(word, ()):
        if name in there:
            return Rule(Becomes.EVENT, (name,), Guess.USUAL)
    return NO_ROLE


def _relation(name: str, schema: Schema) -> Rule:
    for known in (*schema.relations, *FIGURE_LINKS):
        if plain(known) == plain(name):
            return Rule(Becomes.EVENT, (known,), Guess.SAME if known == name else Guess.FOLDED)
    return KEPT


def _attribute(name: str, values: Counter[str], schema: Schema) -> AttributeRule:
    where = _FIELDS.get(plain(name)) or usual.FIELDS.get(plain(name))
    if where is None:
        return AttributeRule(None, guess=Guess.NONE)
    allowed = allowed_values(where, schema)
    if allowed is None:
        return AttributeRule(where, guess=Guess.USUAL)
    known = {plain(value): value for value in allowed}
    usually = {word: value for word, value in usual.VALUES.get(where, {}).items() if value in allowed}
    found = {}
    for value in values:
        word = plain(value)
        meant = known.get(word) or usually.get(word)
        if meant is not None:
            found[value] = meant
    return AttributeRule(where, found, Guess.USUAL)


def allowed_values(where: str, schema: Schema) -> tuple[str, ...] | None:
    """The values that a field may have; ``None`` where it takes any."""
    if where in schema.attributes:
        return schema.values(where)
    if where == "mode":
        return tuple(dict.fromkeys(mode for kind in schema.event_types for mode in kind.modes))
    closed = {
        "kind": schema.figure_kinds,
        "basis": schema.values("time_basis"),
        "optional": ("true", "false"),
        "mention": schema.mention_levels,
        "comparator": schema.comparators,
        "change": schema.changes,
        "unit": schema.units,
        "bound": schema.bounds,
    }
    return closed.get(where)


_FIELDS = {plain(name): name for name in ATTRIBUTE_FIELDS}
