"""GeoJSON: a feature for each event that says where it happens."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from border_annotator.domain.fitting import Fitting, fitted_once
from border_annotator.domain.loss import LossKind
from border_annotator.domain.outward import LAYOUT
from border_annotator.domain.sentence import say
from border_annotator.formats.writers.tables import EVENT_SAID, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from border_annotator.domain.foreign import ForeignArticle, ForeignEvent, ForeignSpan
    from border_annotator.domain.loss import Fitted
    from border_annotator.domain.outgoing import Outgoing, Setting

FILE = "events.geojson"
PLACE_ROLE = "place"
_OF_ARTICLE = frozenset({"text_file", "publisher", "date"})


@fitted_once
def fit_geojson(outgoing: Outgoing) -> Fitted:
    """Events with a place or a country, and the spans that they lead to."""
    fitting = Fitting(outgoing)
    fitting.drop_layout()
    for event in list(fitting.events.values()):
        if not is_located(event):
            fitting.drop_event(event.id, say("it says no place and no country"))
    needed = {argument.target for event in fitting.events.values() for argument in event.arguments}
    needed |= {event.trigger for event in fitting.events.values()}
    why = say("it is in no event that says where it happens")
    for span in list(fitting.spans.values()):
        if span.layer != LAYOUT and span.id not in needed:
            fitting.drop_span(span.id, LossKind.SPAN, why)
    fitting.keep_of_spans({"link"})
    fitting.keep_of_events(frozenset(EVENT_SAID) | {"confidence", "note"})
    fitting.drop_relations()
    fitting.keep_of_article(_OF_ARTICLE if fitting.events else frozenset())
    fitting.drop_text()
    return fitting.fitted()


def is_located(event: ForeignEvent) -> bool:
    """Whether it has a place, or the countries it happens in."""
    return bool(event.attributes.get("geo_countries")) or any(a.role == PLACE_ROLE for a in event.arguments)


def write_geojson(folder: Path, articles: Iterable[Outgoing], setting: Setting) -> Iterator[None]:
    """One file, written feature by feature.

    The word lists know names and links of places and no coordinates, so every geometry is ``null``, which RFC 7946
    has for features without a location; ``places`` holds the links to look them up by.
    """
    with (folder / FILE).open("w", encoding="utf-8", newline="\n") as file:
        file.write(
            f'{{"type": "FeatureCollection", "name": {json.dumps(setting.name, ensure_ascii=False)}, "features": ['
        )
        begin = "\n"
        for outgoing in articles:
            for feature in _features(fit_geojson(outgoing).foreign):
                file.write(begin + json.dumps(feature, ensure_ascii=False, allow_nan=False))
                begin = ",\n"
            yield
        file.write("\n]}\n")


def _features(foreign: ForeignArticle) -> Iterator[dict[str, object]]:
    spans = {span.id: span for span in foreign.spans}
    rows = {row["event_id"]: row for name, row in rows_of(foreign) if name == "events"}
    about = {name: foreign.attributes.get(name) for name in ("publisher", "text_file")}
    for event in foreign.events:
        places = [spans[a.target] for a in event.arguments if a.role == PLACE_ROLE and a.target in spans]
        countries = str(event.attributes.get("geo_countries") or "").split()
        yield {
            "type": "Feature",
            "id": f"{foreign.doc_id}/{event.id}",
            "geometry": None,
            "properties": {
                **rows[event.id],
                **about,
                "countries": countries,
                "precision": event.attributes.get("geo_precision"),
                "places": [{"name": place.surface, "link": place.link} for place in places],
                "arguments": [_argument(a.role, a.target, spans.get(a.target)) for a in event.arguments],
            },
        }


def _argument(role: str, key: str, filler: ForeignSpan | None) -> dict[str, object]:
    """A role with the span that fills it; with an id alone where another event does."""
    if filler is None:
        return {"role": role, "id": key}
    place = {"start": filler.pieces[0].start, "end": filler.pieces[-1].end, "text": filler.surface}
    return {"role": role, "id": key, "label": filler.label, "link": filler.link, **place}
