"""Our event types and precisions in ACLED's words (guidelines, section 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from border_annotator.domain.foreign import ForeignEvent

_STRATEGIC, _OTHER = "Strategic developments", "Other"
_TYPES = {
    "Crossing.Detention": (_STRATEGIC, "Arrests"),
    "BorderControl.Closure": (_STRATEGIC, _OTHER),
    "BorderControl.Reopening": (_STRATEGIC, _OTHER),
    "BorderControl.Barrier": (_STRATEGIC, _OTHER),
    "BorderControl.Checks": (_STRATEGIC, _OTHER),
    "Force.Deployment": (_STRATEGIC, "Change to group/activity"),
    "Policy.Measure": (_STRATEGIC, _OTHER),
    "Diplomacy.Agreement": (_STRATEGIC, "Agreement"),
    "Legal.Arrest": (_STRATEGIC, "Arrests"),
    "Incident.Violence": ("Violence against civilians", "Attack"),
    "Hybrid.Activity": (_STRATEGIC, _OTHER),
}
_TIME = {"day": 1, "week": 2, "month": 3, "quarter": 3, "year": 3}
_PLACE = {"point": 1, "locality": 1, "admin": 2, "border_section": 2, "border": 3, "country": 3, "multi_country": 3}
_NOT_YET = frozenset({"planned", "hypothetical", "denied"})


def acled_type(event_type: str, mode: str) -> tuple[str | None, str | None]:
    """ACLED's event and sub-event type; ``None`` where it has none that would always be right."""
    if event_type == "Force.Deployment" and mode == "presence":
        return _STRATEGIC, "Headquarters or base established"
    return _TYPES.get(event_type, (None, None))


def time_precision(precision: str) -> int | None:
    """1 for a day, 2 for a week, 3 for a month and more."""
    return _TIME.get(precision)


def place_precision(precision: str) -> int | None:
    """1 for a place, 2 for a part of a country or a border, 3 for a whole one."""
    return _PLACE.get(precision)


def is_for_acled(event: ForeignEvent) -> bool:
    """Whether it happened: what is planned, hypothetical, denied or negative belongs in no file like ACLED's."""
    said = event.attributes
    return said.get("status") not in _NOT_YET and said.get("polarity") != "negative"
