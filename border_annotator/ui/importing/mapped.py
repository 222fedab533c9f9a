"""The names of foreign annotations with what each becomes, as rows that can be changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from border_annotator.domain.annotators import LONGEST_NAME, layer_name_of
from border_annotator.domain.figure import TEMPORAL_KINDS
from border_annotator.domain.mapping import (
    ATTRIBUTE_FIELDS,
    AttributeRule,
    Becomes,
    Guess,
    LabelMapping,
    Rule,
)
from border_annotator.domain.mapping_guess import allowed_values
from border_annotator.ui.dialogs.chooser import Choice
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.domain.mapping_guess import Met
    from border_annotator.domain.schema import Schema

KEEP, LEAVE_OUT = "keep", "leave_out"
GUESSES = {
    Guess.CHOSEN: "chosen",
    Guess.SAME: "the same name",
    Guess.FOLDED: "the same letters",
    Guess.USUAL: "its usual meaning",
    Guess.USE: "how it is used",
    Guess.NONE: "no counterpart",
}


class What(StrEnum):
    """What a foreign name is the name of."""

    LABEL = "label"
    TYPE = "event type"
    ROLE = "role"
    RELATION = "relation"
    ATTRIBUTE = "attribute"
    ANNOTATOR = "annotator"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Foreign:
    """One foreign name, ``of`` the type of a role or the attribute of a value, and how often it was met."""

    what: What
    name: str
    count: int
    of: str = ""


def foreign_names(met: Met, mapping: LabelMapping, schema: Schema) -> list[Foreign]:
    """Everything that was met and can be mapped, the most frequent of each sort first.

    The values of an attribute stand below it where it goes into a field that has a list of values.
    """
    found = [Foreign(What.ANNOTATOR, name, count) for name, count in met.annotators.most_common()]
    found += [Foreign(What.LABEL, name, count) for name, count in met.labels.most_common()]
    found += [Foreign(What.TYPE, name, count) for name, count in met.types.most_common()]
    found += [Foreign(What.ROLE, role, count, of) for (of, role), count in met.roles.most_common()]
    between: dict[str, int] = {}
    for (source, name), count in met.relations.most_common():
        if (source, name) in mapping.roles:
            found.append(Foreign(What.ROLE, name, count, source))
        else:
            between[name] = between.get(name, 0) + count
    found += [Foreign(What.RELATION, name, count) for name, count in between.items()]
    for name, values in met.attributes.items():
        found.append(Foreign(What.ATTRIBUTE, name, values.total()))
        into = mapping.attribute(name).into
        if into is not None and allowed_values(into, schema) is not None:
            found += [Foreign(What.VALUE, value, count, name) for value, count in values.most_common()]
    return found


def rule_of(mapping: LabelMapping, foreign: Foreign) -> Rule | AttributeRule:
    """The rule for a name."""
    if foreign.what is What.LABEL:
        return mapping.label(foreign.name)
    if foreign.what is What.TYPE:
        return mapping.type(foreign.name)
    if foreign.what is What.ROLE:
        return mapping.role(foreign.of, foreign.name)
    if foreign.what is What.RELATION:
        return mapping.relation(foreign.name)
    if foreign.what is What.ANNOTATOR:
        return mapping.annotator(foreign.name)
    if foreign.what is What.VALUE:
        return mapping.attribute(foreign.of)
    return mapping.attribute(foreign.name)


def with_rule(mapping: LabelMapping, foreign: Foreign, rule: Rule | AttributeRule) -> LabelMapping:
    """The mapping with another rule for a name."""
    if isinstance(rule, AttributeRule):
        name = foreign.of if foreign.what is What.VALUE else foreign.name
        return replace(mapping, attributes={**mapping.attributes, name: rule})
    if foreign.what is What.LABEL:
        return replace(mapping, labels={**mapping.labels, foreign.name: rule})
    if foreign.what is What.TYPE:
        return replace(mapping, types={**mapping.types, foreign.name: rule})
    if foreign.what is What.ROLE:
        return replace(mapping, roles={**mapping.roles, (foreign.of, foreign.name): rule})
    if foreign.what is What.ANNOTATOR:
        return replace(mapping, annotators={**mapping.annotators, foreign.name: rule})
    return replace(mapping, relations={**mapping.relations, foreign.name: rule})


def chosen_rule(mapping: LabelMapping, foreign: Foreign, key: str) -> Rule | AttributeRule:
    """The rule that the key of a choice stands for."""
    becomes, _colon, name = key.partition(":")
    if foreign.what is What.ATTRIBUTE:
        before = mapping.attribute(foreign.name)
        into = name if becomes == "into" else None
        return AttributeRule(into, before.values if into == before.into else {})
    if foreign.what is What.VALUE:
        owner = mapping.attribute(foreign.of)
        meant = "" if key == KEEP else name
        return replace(owner, values={**owner.values, foreign.name: meant}, guess=Guess.CHOSEN)
    if becomes in (KEEP, LEAVE_OUT):
        return Rule(Becomes(becomes))
    if foreign.what is What.ANNOTATOR:
        return Rule(Becomes.EVENT, (key.strip()[:LONGEST_NAME],))
    extends = becomes.startswith("new-")
    return Rule(Becomes(becomes.removeprefix("new-")), (name,) if name else (), extends=extends)


def choices_for(foreign: Foreign, mapping: LabelMapping, schema: Schema) -> list[Choice]:
    """What a name can become, with the schema's own names."""
    if foreign.what is What.ATTRIBUTE:
        return [Choice(f"into:{name}", name.replace("_", " "), tr("field")) for name in ATTRIBUTE_FIELDS] + [
            Choice(KEEP, tr("Keep as it is"), tr("it is told above the article and goes out with exports"))
        ]
    if foreign.what is What.VALUE:
        into = mapping.attribute(foreign.of).into or ""
        values = allowed_values(into, schema) or ()
        found = [Choice(f"value:{value}", value.replace("_", " "), into.replace("_", " ")) for value in values]
        return [*found, Choice(KEEP, tr("Keep as it is"), tr("it is told above the article and goes out with exports"))]
    if foreign.what is What.ANNOTATOR:
        return [Choice(layer_name_of(foreign.name), tr("A layer of that name")), Choice(LEAVE_OUT, tr("Leave out"))]
    if foreign.what is What.RELATION:
        found = [Choice(f"event:{name}", name.replace("_", " "), tr("relation")) for name in schema.relations]
        return found + _others(foreign, ())
    if foreign.what is What.ROLE:
        owner = mapping.type(foreign.of)
        owner = owner if owner.becomes is Becomes.EVENT else mapping.label(foreign.of)
        known = schema.has_type(owner.name) if owner.name else False
        roles = schema.roles(owner.name) if known else ()
        found = [Choice(f"event:{role.name}", role.name.replace("_", " "), tr("role")) for role in roles]
        return found + _others(foreign, (("new-event", tr("Add the role “{name}” to the schema", name=foreign.name)),))
    found = [
        Choice(f"event:{kind.type}", kind.label, tr("event type {type}", type=kind.type)) for kind in schema.event_types
    ]
    news = [("new-event", tr("Add the event type “{name}” to the schema", name=foreign.name))]
    if foreign.what is What.LABEL:
        entities = [
            Choice(f"entity:{one.label}", one.name, tr("entity {label}", label=one.label))
            for one in schema.entity_labels
        ]
        figures = [
            Choice(f"{'time' if kind in TEMPORAL_KINDS else 'figure'}:{kind}", kind.replace("_", " "), tr("figure"))
            for kind in schema.figure_kinds
        ]
        anything = [
            Choice("figure:", tr("A figure, the words tell which")),
            Choice("time:", tr("A time, the words tell which")),
        ]
        found = [*entities, *found, *figures, *anything]
        news.insert(0, ("new-entity", tr("Add the entity label “{name}” to the schema", name=foreign.name)))
    return found + _others(foreign, news)


def _others(foreign: Foreign, news: Sequence[tuple[str, str]]) -> list[Choice]:
    made = [Choice(f"{key}:{foreign.name}", words) for key, words in news]
    return [
        *made,
        Choice(KEEP, tr("Keep as it is"), tr("it is told above the article and goes out with exports")),
        Choice(LEAVE_OUT, tr("Leave out")),
    ]
