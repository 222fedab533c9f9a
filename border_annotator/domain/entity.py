"""Entities: who and what an article names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from border_annotator.domain.fields import Fields
    from border_annotator.domain.span import Span


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention of an actor, a place or a thing.

    ``label`` is one of the schema's entity labels. ``mention`` is ``NAM`` for a proper name and ``NOM`` for a
    common noun that fills a role. ``link`` names what is mentioned (``iso:LT``, ``agency:lt-vsat``), ``None`` when
    it is not known. ``optional`` marks a doubtful mention.
    """

    id: str
    span: Span
    label: str
    mention: str = "NAM"
    link: str | None = None
    optional: bool = False
    note: str | None = None


def entity_to_plain(entity: Entity) -> dict[str, object]:
    """The entity as plain data."""
    plain: dict[str, object] = {
        "id": entity.id,
        "label": entity.label,
        "mention": entity.mention,
        "link": entity.link,
        "start": entity.span.start,
        "end": entity.span.end,
    }
    if entity.optional:
        plain["optional"] = True
    if entity.note is not None:
        plain["note"] = entity.note
    return plain


def entity_from_plain(fields: Fields) -> Entity:
    """The entity that plain data describes; raises ``ShapeError``."""
    return Entity(
        fields.text("id"),
        fields.span(),
        fields.text("label"),
        fields.text_or_none("mention") or "NAM",
        fields.text_or_none("link"),
        fields.flag("optional"),
        fields.text_or_none("note"),
    )
