"""What a correction most likely says: places, times and links to choose from with one key, the likeliest first."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import EventGeo
from border_annotator.domain.figure import Figure
from border_annotator.domain.sentences import sentence_at
from border_annotator.domain.worksheet import State
from border_annotator.services.places import CODE, countries_near, countries_of_link, place_by_arguments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.event import Event
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.worksheet import Item, Worksheet

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
FEW_COUNTRIES = 3
EXACT = ("country", "border", "locality", "point", "admin")
"""How exact a place mostly is, the most frequent first."""
NO_PLACE = ("unknown", "country", "multi_country")
"""What of a place says nothing of how exact it is beyond its countries."""
PREFIXES = {
    "COUNTRY": "iso", "NATIONALITY": "iso", "MILITARY": "mil", "GOVERNMENT": "gov", "PLACE": "place",
    "INFRASTRUCTURE": "place", "CROSSING_POINT": "bcp", "BORDER_AGENCY": "agency", "INTL_ORG": "org",
    "ARMED_GROUP": "group", "CIVIL_ORG": "ngo", "PERSON": "person", "ROLE": "gov", "LAW_DOC": "law",
    "OPERATION": "op", "BORDER": "border",
}  # fmt: skip
"""What the links of each entity label begin with."""
BY_COUNTRY = frozenset({"iso", "mil", "gov"})


def likely_places(schema: Schema, sheet: Worksheet, event: Event) -> list[EventGeo]:
    """Places that an event may be at instead of the one that it says, each once."""
    now, known = event.geo, schema.values("geo_precision")
    by_roles = place_by_arguments(event, sheet)
    near = [code for code in countries_near(sheet, event) if (code,) != now.countries][:FEW_COUNTRIES]
    exact = now.precision if now.precision not in NO_PLACE else "country"
    own = [EventGeo(now.countries, precision) for precision in _exact_for(now.countries)]
    others = [EventGeo((code,), exact) for code in near[:2]]
    found = [by_roles, *own[:1], *others[:1], *own[1:2], EventGeo(), *own[2:3], *others[1:], *own[3:]]
    found += [EventGeo(tuple(sorted({*now.countries, code})), "multi_country") for code in near if now.countries]
    found += [EventGeo(tuple(sorted({*now.countries, *near})), "multi_country")]
    found += [EventGeo((code,), precision) for code in near for precision in (exact, *EXACT)]
    allowed = (geo for geo in dict.fromkeys(found) if geo.precision in known)
    return [geo for geo in allowed if geo != now and (geo.countries or geo == EventGeo())]


def _exact_for(countries: tuple[str, ...]) -> tuple[str, ...]:
    return ("multi_country", *EXACT[:2]) if len(countries) > 1 else (*EXACT, "border_section")


def likely_links(sheet: Worksheet, item: Item) -> list[str]:
    """What a name may stand for: what the same words stand for elsewhere, what the article's other names do."""
    entity, text = item.value, sheet.document.text
    if not isinstance(entity, Entity):
        return []
    words = " ".join(entity.span.text_in(text).casefold().split())
    others = [
        other.value
        for other in sheet.entities
        if other.id != item.id and isinstance(other.value, Entity) and other.state is not State.REJECTED
    ]
    others.sort(key=lambda other: abs(other.span.start - entity.span.start))
    same = [other.link for other in others if " ".join(anchor_of(other).text_in(text).casefold().split()) == words]
    alike = [other.link for other in others if other.label == entity.label]
    countries = dict.fromkeys(code for other in others for code in countries_of_link(other.link))
    composed = list(_composed(PREFIXES.get(entity.label, ""), list(countries), _office(words)))
    found = [*same, *_taking_turns(alike, composed), *_own_words(entity, words)]
    return [link for link in dict.fromkeys(found) if link and link != entity.link]


def likely_counted(sheet: Worksheet, figure: Figure) -> list[str]:
    """What a figure may count: the words after it and in its sentence, and what other figures of the article count."""
    from border_annotator.nlp.word_forms import singular

    text = sheet.document.text
    sentence = sentence_at(text, figure.span.start) or figure.span
    near = sentence_at(text, figure.span.end) or sentence
    after = _WORD.findall(text[figure.span.end : near.end].casefold())
    around = _WORD.findall(sentence.text_in(text).casefold())
    phrases = [" ".join(after[k : k + size]) for k in range(2) for size in (1, 2, 3)]
    phrases += [" ".join(around[k : k + size]) for size in (1, 2, 3) for k in range(len(around) + 1 - size)]
    said = [singular(phrase) for phrase in phrases if phrase]
    nearest = sorted(sheet.figures, key=lambda item: abs(item.start - figure.span.start))
    others = [item.value.counted for item in nearest if isinstance(item.value, Figure)]
    found = [*said[:3], *_taking_turns(others, said[3:6]), *said[6:]]
    return [counted for counted in dict.fromkeys(found) if counted and counted != figure.counted]


def counting(figure: Figure, counted: str) -> Figure:
    """A figure that counts something else; its unit follows where it was that of what it counted."""
    from border_annotator.nlp.counted_nouns import unit_of

    words = " ".join(counted.split()) or None
    follows = figure.kind == "count" and figure.unit == unit_of(figure.counted)
    return replace(figure, counted=words, unit=unit_of(words) if follows and words else figure.unit)


def whole_link(value: Annotation, written: str) -> str:
    """The link that a person means who leaves out what all links of an entity's label begin with: “kena”."""
    from border_annotator.nlp.name_lists import slug

    word = written.strip()
    prefix = PREFIXES.get(value.label, "") if isinstance(value, Entity) else ""
    if not word or is_whole_link(word) or not prefix:
        return word
    if prefix not in (*BY_COUNTRY, "border"):
        return f"{prefix}:{slug(word)}"
    if any(c.isspace() for c in word):
        return word
    # “lt-interior” is “gov:LT-interior”, “by-lt” is “border:BY-LT”.
    return f"{prefix}:{word.upper() if prefix == 'border' else word[:CODE].upper() + word[CODE:]}"


def is_whole_link(written: str) -> bool:
    """Whether a link is written in full, with what all links of its kind begin with."""
    return ":" in written


def _composed(prefix: str, countries: list[str], office: str) -> Iterator[str]:
    if prefix in BY_COUNTRY:
        for code in countries:
            yield from (
                (f"{prefix}:{code}", f"{prefix}:{code}-{office}")
                if prefix != "iso" and office
                else (f"{prefix}:{code}",)
            )
    elif prefix == "border":
        yield from (f"border:{'-'.join(sorted(pair))}" for pair in combinations(countries[:4], 2))


def _office(words: str) -> str:
    """What part of a government words name: “interior” of “the Interior Ministry”."""
    from border_annotator.nlp.name_lists import slug

    return slug(" ".join(word for word in words.split() if word not in ("the", "of", "ministry", "department")))


def _taking_turns(one: list[str | None], other: list[str]) -> Iterator[str | None]:
    ones = list(dict.fromkeys(one))
    for k in range(max(len(ones), len(other))):
        yield from ones[k : k + 1]
        yield from other[k : k + 1]


def _own_words(entity: Entity, words: str) -> Iterator[str]:
    from border_annotator.nlp.name_lists import slug

    prefix = PREFIXES.get(entity.label, "")
    if prefix and prefix not in ("iso", "mil", "gov", "border") and slug(words):
        yield f"{prefix}:{slug(words)}"
