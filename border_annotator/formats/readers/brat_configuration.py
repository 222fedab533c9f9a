"""brat's ``annotation.conf``: which types there are, and which roles events have."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LARGEST = 2_000_000
"""Bytes of the largest file of types that is read."""

_SECTION = re.compile(r"\[(\w+)\]\s*$")
# Only from the beginning of a word, and all of it at once: a role's types may be a word of thousands of letters.
_ROLE = re.compile(r"(?<![^\s,:?*+{}<>])([^\s,:?*+{}<>]++)(?:[?*+]|\{[^}]*\})*\s*:")


@dataclass(frozen=True, slots=True)
class Configuration:
    """The types of a project, without their hierarchy; ``events`` leads from a type to its roles."""

    entities: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    events: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    attributes: tuple[str, ...] = ()


def read_configuration(path: Path) -> Configuration | None:
    """The types that a file declares; ``None`` where there is no such file that can be read."""
    try:
        with path.open("rb") as file:
            source = file.read(LARGEST).decode("utf-8", "replace")
    except OSError:
        return None
    entities, relations, attributes = [], [], []
    events: dict[str, tuple[str, ...]] = {}
    for section, name, rest in _declared(source):
        if section == "entities":
            entities.append(name)
        elif section == "relations":
            relations.append(name)
        elif section == "events":
            events[name] = tuple(_ROLE.findall(rest))
        elif section == "attributes":
            attributes.append(name)
    return Configuration(tuple(entities), tuple(relations), events, tuple(attributes))


def _declared(source: str) -> Iterator[tuple[str, str, str]]:
    """Each type with its section and what is said of it."""
    section = ""
    for line in source.splitlines():
        words = line.strip()
        if not words or words.startswith(("#", "<", "-")):
            continue
        found = _SECTION.match(words)
        if found is not None:
            section = found.group(1).casefold()
            continue
        name, *rest = words.lstrip("!").split(None, 1)
        yield section, name, rest[0] if rest else ""
