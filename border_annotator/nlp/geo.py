"""Where an event happens: the countries and how precisely the text tells (guidelines, sections 4.1 and 10, rule 10)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.event import EventGeo
from border_annotator.nlp.gazetteer import noun_set
from border_annotator.nlp.name_lists import find_names, folded, place_types

if TYPE_CHECKING:
    from collections.abc import Iterable

    from border_annotator.domain.entity import Entity
    from border_annotator.domain.event import Event
    from border_annotator.nlp.fillers import Stage

_PLACE_ROLES = ("place", "host", "destination", "crossing_point")
# Whose country counts when no place is named, the first that has one; types that are not listed use ``_ACTORS``.
_ACTORS = ("authority", "sender", "provider", "participant", "party", "perpetrator", "force")
_PARTIES: dict[str, tuple[str, ...]] = {
    "Diplomacy.Support": ("supported",),
    "Hybrid.Activity": ("target",),
    "Policy.Measure": ("authority", "counterpart", "affected"),
    "Crossing.Attempt": (),
    "Crossing.Entry": (),
    "Incident.Violence": (),
    "Diplomacy.Accusation": ("accused", "accuser"),
}
# Types that happen at the border unless the text says where (“pushed back”, “attempts”).
_AT_THE_BORDER = frozenset(
    {"Crossing.Pushback", "Crossing.Attempt", "Crossing.Smuggling", "BorderControl.Closure", "BorderControl.Reopening",
     "BorderControl.Barrier", "BorderControl.Checks"}
)  # fmt: skip
_RANK = ("CROSSING_POINT", "PLACE", "BORDER", "INFRASTRUCTURE", "COUNTRY")
_LEADING = 0.27
_MEASURED = frozenset({"length"})
# Types of places that are no point on a map.
_WIDE = frozenset({"region", "area", "sea", "route"})


@dataclass(frozen=True, slots=True)
class Filler:
    """An entity in a role, with the country that it belongs to (ISO code, ``""`` when it is not known)."""

    role: str
    entity: Entity
    country: str
    words: str


def main_country(stages: Iterable[Stage]) -> str:
    """The country that the document is about: whose institutions, places and name it uses most; ``""`` for none.

    A country that people only come from, or that lies across the border, counts little.
    """
    votes: Counter[str] = Counter()
    for stage in stages:
        weight = 2 if stage.label in {"title", "dateline", "lead"} else 1
        for mention, entity in stage.names:
            if len(mention.country) != 2:
                continue
            before = stage.text[max(0, entity.span.start - stage.offset - 6) : entity.span.start - stage.offset]
            across = before.casefold().endswith(("from ", "with ", "into ", "to "))
            share = {"GOVERNMENT": 3, "BORDER_AGENCY": 3, "MILITARY": 3, "COUNTRY": 2, "PLACE": 2}.get(entity.label, 1)
            votes[mention.country] += weight * (1 if across else share)
    best, most = votes.most_common(1)[0] if votes else ("", 0)
    # An article about many countries is about none of them.
    return best if most >= _LEADING * sum(votes.values()) else ""


def geo_of(event: Event, fillers: list[Filler], nearby: str) -> EventGeo:
    """Countries and precision from the event's fillers; ``nearby`` is the country that its surroundings speak of."""
    places = [f for f in fillers if f.role in _PLACE_ROLES and not (f.role == "destination" and _goes_out(event))]
    countries = _countries(event, fillers, places, nearby)
    precision = _precision(event, places)
    if precision == "unknown" and countries:
        precision = "border" if event.type in _AT_THE_BORDER else "country"
        precision = "border_section" if event.type == "BorderControl.Barrier" else precision
    if len(countries) > 1 and precision in {"country", "unknown"}:
        precision = "multi_country"
    return EventGeo(countries, precision)


def _goes_out(event: Event) -> bool:
    """Where people are returned to is not where that happens."""
    return event.type in {"Crossing.Pushback", "Policy.Measure"}


def _countries(event: Event, fillers: list[Filler], places: list[Filler], nearby: str) -> tuple[str, ...]:
    if event.type == "Aid.Assistance" and not places:
        helped = [c for role in ("recipient", "provider") for f in fillers if f.role == role for c in _codes(f)[:1]]
        return tuple(helped[:1]) or _one(nearby)
    acting = [c for role in _PARTIES.get(event.type, _ACTORS) for f in fillers if f.role == role for c in _codes(f)]
    if event.type == "Diplomacy.Accusation":
        return tuple(sorted(set(acting))) or _one(nearby)
    inside = [f for f in places if f.role in {"destination", "host"} and f.entity.label != "BORDER"]
    found = [c for f in inside for c in _codes(f)]
    found = found or [c for f in places if f.entity.label != "BORDER" for c in _codes(f)]
    for border in (f for f in places if f.entity.label == "BORDER"):
        found = found or list(_own_side(border, acting, nearby))
    return tuple(sorted(set(found or acting))) or _one(nearby)


def _codes(filler: Filler) -> list[str]:
    return [code for code in filler.country.split("+") if code]


def _one(country: str) -> tuple[str, ...]:
    return (country,) if country else ()


def _own_side(border: Filler, acting: list[str], nearby: str) -> tuple[str, ...]:
    """The side that speaks: who acts there, the one not named in “border with Belarus”, else the first one named."""
    link = (border.entity.link or "").removeprefix("border:").split("/")[0]
    sides = set(link.replace("+", "-").split("-")) - {""}
    named = [name.name.country for name in find_names(border.words)]
    if any(country in sides for country in acting):
        return tuple(sorted({country for country in acting if country in sides}))
    if named and " with " in border.words:
        return tuple(sorted(sides - set(named))) or _one(nearby if nearby not in named else "")
    if nearby and nearby not in sides and len(sides) < 2:
        return (nearby,)  # “the Turkish border”, as Bulgaria speaks of it
    if named and named[0] in sides and nearby not in sides:
        return (named[0],)
    return (nearby,) if nearby in sides else tuple(sorted(sides))


def _precision(event: Event, places: list[Filler]) -> str:
    if any(argument.role in _MEASURED for argument in event.arguments):
        return "border_section"
    ranked = sorted(places, key=lambda f: _RANK.index(f.entity.label) if f.entity.label in _RANK else 9)
    if not ranked:
        return "unknown"
    label = ranked[0].entity.label
    if label == "CROSSING_POINT":
        return "border" if event.mode == "full" else "point"
    if label == "PLACE":
        return place_precision(ranked[0].words)
    if label == "INFRASTRUCTURE" and ranked[0].role == "crossing_point":
        return "point"  # an airport, a bridge
    return {"BORDER": "border", "INFRASTRUCTURE": "border", "COUNTRY": "country"}.get(label, "unknown")


def place_precision(words: str) -> str:
    """How precise a place’s name is: rivers run along borders, provinces are ``admin``, the rest are towns."""
    name = folded(words)
    kind = place_types().get(name)
    if name in noun_set("rivers") or name.endswith(" river") or kind == "river":
        return "border"
    last = name.split()[-1] if name else ""
    admin = kind in _WIDE or name in noun_set("provinces") or last in noun_set("province_words")
    return "admin" if admin else "locality"
