"""Giving a project's schema labels, types and roles that it does not have."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from border_annotator.domain.mapping import ANY_TYPE, Becomes
from border_annotator.domain.schema import EVENT, FIGURE_ANY, SPAN
from border_annotator.domain.schema_reading import read_schema
from border_annotator.storage.project_facts import ProjectFacts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from border_annotator.domain.mapping import LabelMapping
    from border_annotator.domain.schema import Schema
    from border_annotator.services.project import Project

Plain = dict[str, object]
NAME = "schema.json"
DESCRIPTION = "Came with imported annotations."


def extended(schema: Schema, mapping: LabelMapping) -> Schema:
    """The schema with every name that a mapping is to give it; the same one where it has them all.

    A new role takes whatever fills it: any entity, figure, event or bare words. Raises ``KnownError`` where a name
    can be no name of a schema.
    """
    labels = [name for name in _wanted(mapping, Becomes.ENTITY) if not schema.has_label(name)]
    types = [name for name in _wanted(mapping, Becomes.EVENT) if not schema.has_type(name)]
    roles = _wanted_roles(schema, mapping, types)
    if not labels and not types and not roles:
        return schema
    plain = json.loads(schema.source)
    plain["entity_labels"] += [{"label": name, "name": name, "description": DESCRIPTION} for name in labels]
    takers = [*(label["label"] for label in plain["entity_labels"]), SPAN, EVENT, FIGURE_ANY]
    severity = 1 if 1 in schema.attributes["severity"] else schema.attributes["severity"][0]
    for name in types:
        fresh: Plain = {"type": name, "label": name, "description": DESCRIPTION, "default_severity": severity}
        plain["event_types"].append(fresh)
    by_type = {found["type"]: found for found in plain["event_types"]}
    for type_name, role in roles:
        made = {"name": role, "fills": takers, "required": False, "repeat": True, "description": DESCRIPTION}
        by_type[type_name].setdefault("roles", []).append(made)
    return read_schema(json.dumps(plain, ensure_ascii=False, indent=1), NAME)


def extend_schema(project: Project, mapping: LabelMapping) -> bool:
    """Give the project's schema every name that a mapping is to give it; tells whether there was any.

    What was annotated before is as it was. Raises ``KnownError`` as ``extended`` does.
    """
    schema = extended(project.schema, mapping)
    if schema is project.schema:
        return False
    facts = ProjectFacts(project.file)
    with project.file.transaction():
        facts.put_in_force(schema.source, schema.sha256, facts.schema_source()[0])
    project.schema = schema
    return True


def _wanted(mapping: LabelMapping, becomes: Becomes) -> Iterable[str]:
    rules = (*mapping.labels.values(), *mapping.types.values())
    return dict.fromkeys(name for rule in rules if rule.extends and rule.becomes is becomes for name in rule.names)


def _wanted_roles(schema: Schema, mapping: LabelMapping, fresh: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Types and roles that they do not have, by what the foreign types become."""
    common = {role.name for role in schema.common_roles}
    known = {*(kind.type for kind in schema.event_types), *fresh}
    found: dict[tuple[str, str], None] = {}
    for (foreign, _role), rule in mapping.roles.items():
        owners = [mapping.type(foreign).name] if foreign != ANY_TYPE else sorted(set(fresh))
        if not rule.extends or rule.name in common:
            continue
        for owner in owners:
            has = schema.has_type(owner) and schema.role(owner, rule.name) is not None
            if owner in known and not has:
                found[owner, rule.name] = None
    return found
