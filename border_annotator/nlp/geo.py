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
    "Incident.Violence": ("perpetrator",),
    "Diplomacy.Accusation": ("accused", "accuser"),
}
# Types that happen at the border unless the text says where (“pushed back”, “attempts”, “shots were fired”).
_AT_THE_BORDER = frozenset(
    {"Crossing.Pushback", "Crossing.Attempt", "Crossing.Smuggling", "BorderControl.Closure", "BorderControl.Reopening",
     "BorderControl.Barrier", "BorderControl.Checks", "Incident.Violence"}
)  # fmt: skip
# Types that lie between the two countries named when no place is.
_BETWEEN = frozenset({"Diplomacy.Accusation", "Diplomacy.Agreement"})
# What is said is of countries, wherever it is said.
_SPOKEN = frozenset({"Diplomacy.Accusation", "Diplomacy.Support"})
_AT_HOME = frozenset({"GOVERNMENT", "BORDER_AGENCY"})
# Of several places the finest one tells where it was: “at La Restinga, on El Hierro”, “on the Evros near Lavara”.
_FINEST = ("point", "locality", "admin", "border", "country", "unknown")
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


def dateline_countries(stages: Iterable[Stage]) -> dict[int, str]:
    """Piece (by ``id``) -> the country of the dateline above it, in a document of several reports."""
    found: dict[int, str] = {}
    country, datelines = "", 0
    for stage in stages:
        if stage.label == "dateline":
            datelines += 1
            told = [mention.country for mention, _ in stage.names if len(mention.country) == 2]
            country = told[-1] if told else ""
        found[id(stage)] = country
    return {key: country for key, country in found.items() if country} if datelines > 1 else {}


def geo_of(event: Event, fillers: list[Filler], nearby: str) -> EventGeo:
    """Countries and precision from the event's fillers; ``nearby`` is the country that its surroundings speak of."""
    places = [f for f in fillers if f.role in _PLACE_ROLES and not (f.role == "destination" and _goes_out(event))]
    countries = _countries(event, fillers, places, nearby)
    precision = "unknown" if event.type in _SPOKEN else _precision(event, places)
    if precision == "unknown" and countries:
        precision = "border" if event.type in _AT_THE_BORDER else "country"
        precision = "border_section" if event.type == "BorderControl.Barrier" else precision
    union = not countries and any(f.entity.label == "INTL_ORG" for f in fillers)  # of the Union, not of a country
    if union or (len(countries) > 1 and precision in {"country", "unknown"}):
        precision = "multi_country"
    if len(countries) > 1 and event.type in _BETWEEN and not places:
        precision = "multi_country"
    return EventGeo(countries, precision)


def _goes_out(event: Event) -> bool:
    """Where people are returned to is not where that happens."""
    return event.type in {"Crossing.Pushback", "Policy.Measure"}


def _countries(event: Event, fillers: list[Filler], places: list[Filler], nearby: str) -> tuple[str, ...]:
    if event.type == "Aid.Assistance" and not places:
        helped = [c for role in ("recipient", "provider") for f in fillers if f.role == role for c in _codes(f)[:1]]
        return tuple(helped[:1]) or _one(nearby)
    acting = _acting(event, fillers)
    if event.type == "Diplomacy.Accusation":
        return tuple(sorted(set(acting))) or _one(nearby)
    inside = [f for f in places if f.role in {"destination", "host"} and f.entity.label != "BORDER"]
    found = [c for f in inside for c in _codes(f)]
    found = found or [c for f in places if f.entity.label != "BORDER" for c in _codes(f)]
    if event.type == "BorderControl.Closure" and found and acting:
        # Its own side of the point, or both when the other side shuts it (“Rabat closed the post at Ceuta”).
        found = [c for c in found if c in acting] or found + acting
    for border in (f for f in places if f.entity.label == "BORDER"):
        sides = _sides(border)
        if event.type == "Crossing.Smuggling" and len(sides) > 1:
            return tuple(sorted(sides))  # across it, so on both
        found = found or list(_own_side(border, acting, nearby))
    if not found and not acting and event.mode == "sanction":
        return ()  # “the Council adopted sanctions”: no one country’s
    return tuple(sorted(set(found or acting))) or _one(nearby)


def _acting(event: Event, fillers: list[Filler]) -> list[str]:
    """The countries of those who act; people are sent back from the country that they are sent back from."""
    roles = _PARTIES.get(event.type, _ACTORS)
    acting = [c for role in roles for f in fillers if f.role == role and _acts(event, f) for c in _codes(f)]
    if event.type == "Crossing.Pushback" and not acting and any(f.role == "destination" for f in fillers):
        acting = [c for f in fillers if f.role == "origin" and f.entity.label == "COUNTRY" for c in _codes(f)]
    return acting


def _acts(event: Event, filler: Filler) -> bool:
    """Whether it tells where it was who did it: police beat people at home, attackers come from anywhere."""
    return event.type != "Incident.Violence" or filler.entity.label in _AT_HOME


def _codes(filler: Filler) -> list[str]:
    return [code for code in filler.country.split("+") if code]


def _one(country: str) -> tuple[str, ...]:
    return (country,) if country else ()


def _sides(border: Filler) -> set[str]:
    link = (border.entity.link or "").removeprefix("border:").split("/")[0]
    return set(link.replace("+", "-").split("-")) - {""}


def _own_side(border: Filler, acting: list[str], nearby: str) -> tuple[str, ...]:
    """The side that speaks: who acts there, the one not named in “border with Belarus”, else the first one named."""
    sides = _sides(border)
    named = [name.name.country for name in find_names(border.words)]
    if any(country in sides for country in acting):
        return tuple(sorted({country for country in acting if country in sides}))
    if named and " with " in border.words:
        return tuple(sorted(sides - set(named))) or _one(nearby if nearby not in named else "")
    if acting and len(sides) < 2:
        return tuple(sorted(set(acting)))  # “Denmark prolonged checks on the German border”, “along its border”
    if nearby and nearby not in sides and len(sides) < 2:
        return (nearby,)  # “the Turkish border”, as Bulgaria speaks of it
    if named and named[0] in sides and nearby not in sides:
        return (named[0],)
    return (nearby,) if nearby in sides else tuple(sorted(sides))


def _precision(event: Event, places: list[Filler]) -> str:
    if any(argument.role in _MEASURED for argument in event.arguments):
        return "border_section"
    found = [_how_precise(event, place) for place in places]
    return min(found, key=_FINEST.index, default="unknown")


def _how_precise(event: Event, place: Filler) -> str:
    label = place.entity.label
    if label == "CROSSING_POINT":
        # “all crossings” are the border, “Pāternieki, the last one” is a point.
        return "border" if event.mode == "full" and place.entity.mention == "NOM" else "point"
    if label == "PLACE":
        if is_vague(place.entity):
            return "country"  # “the coast”, “the beaches”
        return place_precision(place.words)
    if label == "INFRASTRUCTURE" and place.role == "crossing_point":
        return "point"  # an airport, a bridge
    return {"BORDER": "border", "INFRASTRUCTURE": "border", "COUNTRY": "country"}.get(label, "unknown")


def is_vague(entity: Entity) -> bool:
    """Whether an entity is a place that its words do not tell from others: “the coast”, “the village”."""
    return entity.label == "PLACE" and entity.mention == "NOM" and entity.link is None


def place_precision(words: str) -> str:
    """How precise a place’s name is: rivers run along borders, provinces are ``admin``, the rest are towns."""
    name = folded(words)
    kind = place_types().get(name)
    if name in noun_set("rivers") or name.endswith(" river") or kind == "river":
        return "border"
    last = name.split()[-1] if name else ""
    admin = kind in _WIDE or name in noun_set("provinces") or last in noun_set("province_words")
    return "admin" if admin else "locality"
