"""Gold articles, and copies of them that are wrong in every way that is counted."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from border_annotator.domain.agreement import agreement_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Argument, Event, EventGeo
from border_annotator.domain.figure import Figure
from border_annotator.domain.pairing import pair_off
from border_annotator.domain.span import Span
from border_annotator.formats.readers.native import read_native_file

if TYPE_CHECKING:
    from border_annotator.domain.agreement import Agreement
    from border_annotator.domain.article import Article

GOLD = Path(__file__).parent / "gold"


def gold_articles() -> list[Article]:
    return [read_native_file(path) for path in sorted(GOLD.glob("*.json"))]


def compare(gold: Article, found: Article) -> Agreement:
    """What the comparison of two articles counts."""
    return agreement_of(pair_off(gold, found))


def damaged(article: Article, seed: int) -> Article:
    """A prediction that is wrong in all the ways that are counted, always the same ones for a seed."""
    dice = random.Random(f"{article.doc_id} {seed}")  # noqa: S311 - not for secrets

    def moved(span: Span) -> Span:
        start = max(0, span.start + dice.choice((0, 0, 0, 1, -3)))
        return Span(start, min(article.n_chars, max(start + 1, span.end + dice.choice((0, 0, 0, 2, -1, 40)))))

    entities = [
        replace(
            entity,
            span=moved(entity.span),
            label=dice.choice((entity.label, entity.label, entity.label, "PLACE")),
            mention=dice.choice((entity.mention, "NAM")),
            link=dice.choice((entity.link, None)),
        )
        for entity in article.entities
        if dice.random() < 0.8
    ]
    entities += [Entity("x1", Span(1100, 1106), "COUNTRY"), Entity("x2", Span(2, 9), "PLACE", "NOM")]
    figures = [
        replace(
            figure,
            span=moved(figure.span),
            kind=dice.choice((figure.kind, figure.kind, "count", "date")),
            value=dice.choice((figure.value, figure.value, 7)),
            comparator=dice.choice((figure.comparator, figure.comparator, "approx")),
            change=dice.choice((figure.change, figure.change, "none")),
            counted=dice.choice((figure.counted, "person", None)),
            norm=dice.choice((figure.norm, figure.norm, "P9D")),
            start_date=dice.choice((figure.start_date, None)),
        )
        for figure in article.figures
        if dice.random() < 0.8
    ]
    figures.append(Figure("x3", Span(2740, 2744), "count", value=3, comparator="eq", change="none", counted="event"))
    kept = {entity.id for entity in entities} | {figure.id for figure in figures}
    events = []
    for event in article.events:
        if dice.random() < 0.15:
            continue
        arguments = [
            replace(argument, role=dice.choice((argument.role, argument.role, "place")))
            for argument in event.arguments
            if argument.ref is None or argument.ref in kept or dice.random() < 0.3
        ]
        events.append(
            replace(
                event,
                type=dice.choice(
                    (event.type, event.type, event.type, "Incident.Death", f"{event.type.split('.')[0]}.Entry")
                ),
                trigger=dice.choice((moved(event.trigger), *event.mentions)),
                mentions=event.mentions if dice.random() < 0.5 else (),
                arguments=tuple(arguments),
                status=dice.choice((event.status, "occurred")),
                polarity=dice.choice((event.polarity, "positive")),
                severity=dice.choice((event.severity, 0, 4)),
                time=dice.choice((event.time, replace(event.time, norm="2020"))),
                mode=dice.choice((event.mode, None)),
                genericity=dice.choice((event.genericity, event.genericity, "generic")),
                attribution=dice.choice((event.attribution, "narrator")),
                geo=dice.choice((event.geo, event.geo, EventGeo(("PL",), "border"))),
            )
        )
        if event.mentions and dice.random() < 0.6:
            events.append(replace(event, id=f"{event.id}d", trigger=event.mentions[0], mentions=()))
    events.append(
        Event("ev98", "Incident.Violence", Span(1100, 1106), arguments=(Argument("victim", span=Span(5, 9)),))
    )
    boilerplate = tuple(replace(line, span=moved(line.span)) for line in article.layout.boilerplate)
    title, published = article.layout.title, article.layout.published
    layout = replace(
        article.layout,
        boilerplate=boilerplate,
        title=dice.choice((title, moved(title))) if title else None,
        published=dice.choice((published, replace(published, value=None))),
    )
    return replace(article, entities=tuple(entities), figures=tuple(figures), events=tuple(events), layout=layout)
