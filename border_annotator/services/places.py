"""Where an event is, by the names that fill its roles: its countries and how exact that is follow them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import EventGeo
from border_annotator.domain.worksheet import State

if TYPE_CHECKING:
    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.event import Event
    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.nlp.geo import Filler

NEAR = 3_000
"""Characters around a trigger in which countries are looked for."""
OF_ONE_COUNTRY = frozenset({"iso", "gov", "mil"})
CODE = 2


def placed_by_arguments(
    before: Event, after: Event, sheet: Worksheet, made: Annotation | None = None, *, is_new: bool = False
) -> Event:
    """An event whose arguments have changed, with its place as they say it now.

    A place that is not what the arguments said before was set for another reason, and stays; one that ``is_new`` and
    says nothing yet takes what they say. ``made`` is an annotation that is not on the worksheet yet.
    """
    from border_annotator.nlp.geo import geo_of

    nearby = next(iter(countries_near(sheet, before)), "")
    old, new = (geo_of(event, _fillers(event, sheet, made), nearby) for event in (before, after))
    is_open = is_new and before.geo == EventGeo()
    return replace(after, geo=new) if is_open or (old != new and before.geo == old) else after


def place_by_arguments(event: Event, sheet: Worksheet) -> EventGeo:
    """Where the event is by what fills its roles."""
    from border_annotator.nlp.geo import geo_of

    return geo_of(event, _fillers(event, sheet, None), next(iter(countries_near(sheet, event)), ""))


def countries_near(sheet: Worksheet, event: Event) -> list[str]:
    """The codes of the countries that names around an event stand for, the most frequent first."""
    found: Counter[str] = Counter()
    for item in sheet.items_in(max(0, event.trigger.start - NEAR), event.trigger.end + NEAR):
        if isinstance(item.value, Entity) and item.state is not State.REJECTED:
            found.update(countries_of_link(item.value.link))
    return [code for code, _number in found.most_common()]


def countries_of_link(link: str | None) -> tuple[str, ...]:
    """The countries that a link names by their codes: ``iso:LT``, ``gov:LT-interior``, ``border:BY-LT``."""
    prefix, _, rest = (link or "").partition(":")
    if prefix in OF_ONE_COUNTRY | {"border"}:
        first = rest.partition("/")[0] if prefix == "border" else rest
        codes = first.replace("+", "-").split("-")
        codes = codes[:1] if prefix in ("gov", "mil") else codes
        return tuple(code for code in codes if len(code) == CODE and code.isupper())
    return ()


def _fillers(event: Event, sheet: Worksheet, made: Annotation | None) -> list[Filler]:
    from border_annotator.nlp.geo import Filler
    from border_annotator.nlp.name_lists import exact_name

    found, text = [], sheet.document.text
    for argument in event.arguments:
        item = sheet.find(argument.ref or "")
        value = made if made is not None and made.id == argument.ref else item.value if item is not None else None
        if not isinstance(value, Entity):
            continue
        words = anchor_of(value).text_in(text)
        codes = countries_of_link(value.link) if value.label != "BORDER" else ()
        known = exact_name(words) if not codes and value.label != "BORDER" else None
        country = "+".join(codes) if codes else known.country if known is not None else ""
        found.append(Filler(argument.role, value, country, words))
    return found
