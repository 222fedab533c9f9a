"""The layers and features by which INCEpTION knows our annotations, in each of its formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.foreign import ForeignSpan
from border_annotator.domain.kept import FEATURE, packed

if TYPE_CHECKING:
    from border_annotator.domain.foreign import ForeignEvent

ENTITY, EVENT, LINK = "webanno.custom.Entity", "webanno.custom.Event", "webanno.custom.EventArgumentsLink"
"""Entities, figures and bare spans; events on their triggers; what fills an event's roles."""
RELATION = {ENTITY: "webanno.custom.FigureRelation", EVENT: "webanno.custom.EventRelation"}
"""The layers of relations, by what they relate."""
LABEL, EVENT_TYPE, RELATION_TYPE, IDENTIFIER = "label", "eventType", "value", "identifier"
ENTITY_FEATURES = (
    LABEL, IDENTIFIER, "mention", "optional", "kind", "number", "min", "max", "comparator", "change", "unit",
    "counted", "period", "norm", "start_date", "end_date", "basis", "bound", "source", "reason", "confidence", "note",
    FEATURE,
)  # fmt: skip
EVENT_FEATURES = (
    EVENT_TYPE, "status", "polarity", "genericity", "attribution", "mode", "severity", "time_norm", "time_start",
    "time_end", "time_precision", "time_basis", "geo_countries", "geo_precision", "not_stated", "optional", "source",
    "reason", "confidence", "note", FEATURE,
)  # fmt: skip


def inception_name(name: str) -> str:
    """A feature called “value” is a label there, so a figure's is called otherwise."""
    return "number" if name == "value" else name


def features_of(one: ForeignSpan | ForeignEvent) -> dict[str, str]:
    """All that is said about an annotation as texts, under the features' names; nothing where there is no value."""
    label = {LABEL: one.label, IDENTIFIER: one.link} if isinstance(one, ForeignSpan) else {EVENT_TYPE: one.type}
    known = ENTITY_FEATURES if isinstance(one, ForeignSpan) else EVENT_FEATURES
    own = one.attributes if one.attributes.keys() <= set(known) else packed(one.attributes, known)
    said = {**own, **label, "confidence": one.confidence, "note": one.note}
    return {
        name: "true" if value is True else str(value)
        for name, value in said.items()
        if value is not None and value is not False
    }
