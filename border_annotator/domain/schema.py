"""The event schema of a project: labels, event types, roles and attributes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from border_annotator.domain.entity import Entity
from border_annotator.domain.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from border_annotator.domain.annotation import Annotation

SPAN = "SPAN"
EVENT = "EVENT"
FIGURE_TEMPORAL = "FIGURE:temporal"
FIGURE_QUANTITY = "FIGURE:quantity"
FIGURE_ANY = "FIGURE:any"
FILLER_WORDS = frozenset({SPAN, EVENT, FIGURE_TEMPORAL, FIGURE_QUANTITY, FIGURE_ANY})


@dataclass(frozen=True, slots=True)
class EntityLabel:
    """One kind of entity."""

    label: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Role:
    """A slot of an event.

    ``fills`` holds what may fill it, with the schema's label sets already opened: entity labels, ``SPAN``, ``EVENT``,
    ``FIGURE:temporal``, ``FIGURE:quantity``.
    """

    name: str
    fills: tuple[str, ...]
    required: bool
    repeat: bool
    description: str

    def takes(self, filler: str) -> bool:
        """Whether a filler word (see ``filler_word``) may fill the role."""
        return filler in self.fills

    @property
    def entity_labels(self) -> tuple[str, ...]:
        """The entity labels that may fill it, in the schema's order."""
        return tuple(word for word in self.fills if word not in FILLER_WORDS)


@dataclass(frozen=True, slots=True)
class EventType:
    """One type of event with the roles of its own."""

    type: str
    label: str
    group: str
    key: str
    description: str
    modes: tuple[str, ...]
    default_severity: int
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class Schema:
    """What may be annotated in a project; read once from a file and kept in the project as it was."""

    version: str
    sha256: str
    source: str
    entity_labels: tuple[EntityLabel, ...]
    mention_levels: tuple[str, ...]
    link_prefixes: tuple[str, ...]
    common_roles: tuple[Role, ...]
    event_types: tuple[EventType, ...]
    attributes: Mapping[str, tuple[str | int, ...]]
    figure_kinds: tuple[str, ...]
    comparators: tuple[str, ...]
    changes: tuple[str, ...]
    units: tuple[str, ...]
    bounds: tuple[str, ...]
    relations: tuple[str, ...]
    segment_labels: tuple[str, ...]
    boilerplate_kinds: tuple[str, ...]

    @cached_property
    def _types(self) -> dict[str, EventType]:
        return {event_type.type: event_type for event_type in self.event_types}

    @cached_property
    def _roles(self) -> dict[str, dict[str, Role]]:
        # A type's own role goes before a common one of the same name.
        return {name: {role.name: role for role in reversed(self.roles(name))} for name in self._types}

    @cached_property
    def _labels(self) -> dict[str, EntityLabel]:
        return {label.label: label for label in self.entity_labels}

    def has_type(self, name: str) -> bool:
        """Whether there is an event type of that name."""
        return name in self._types

    def event_type(self, name: str) -> EventType:
        """The event type of that name; raises ``KeyError``."""
        return self._types[name]

    def has_label(self, name: str) -> bool:
        """Whether there is an entity label of that name."""
        return name in self._labels

    def entity_label(self, name: str) -> EntityLabel:
        """The entity label of that name; raises ``KeyError``."""
        return self._labels[name]

    def roles(self, type_name: str) -> tuple[Role, ...]:
        """The roles of a type in the order to show them: its own, then the common ones."""
        return self._types[type_name].roles + self.common_roles

    def role(self, type_name: str, role_name: str) -> Role | None:
        """The role of that name, if the type has it."""
        return self._roles[type_name].get(role_name)

    def values(self, attribute: str) -> tuple[str, ...]:
        """The values that an attribute may take, as texts."""
        return tuple(str(value) for value in self.attributes[attribute])


def filler_word(annotation: Annotation | None) -> str:
    """What an annotation counts as when it fills a role; ``None`` stands for a bare span."""
    if annotation is None:
        return SPAN
    if isinstance(annotation, Entity):
        return annotation.label
    if isinstance(annotation, Figure):
        return FIGURE_TEMPORAL if annotation.is_temporal else FIGURE_QUANTITY
    return EVENT
