"""Agreement between annotations, held against numbers that the reference scorer gives for the same data."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from border_annotator.domain.agreement import Agreement, compare
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Argument, Event
from border_annotator.domain.figure import Figure
from border_annotator.domain.matching import Count, Share, same_counted, same_number
from border_annotator.domain.span import Span
from border_annotator.formats.readers.native import read_native_file

if TYPE_CHECKING:
    from border_annotator.domain.article import Article

GOLD = Path(__file__).parents[1] / "gold"


def gold_articles() -> list[Article]:
    return [read_native_file(path) for path in sorted(GOLD.glob("*.json"))]


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
            comparator=dice.choice((figure.comparator, "eq")),
            counted=dice.choice((figure.counted, "person", None)),
            norm=dice.choice((figure.norm, figure.norm, "P9D")),
            start_date=dice.choice((figure.start_date, None)),
        )
        for figure in article.figures
        if dice.random() < 0.8
    ]
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
                type=dice.choice((event.type, event.type, event.type, "Incident.Death")),
                trigger=dice.choice((moved(event.trigger), *event.mentions)),
                mentions=event.mentions if dice.random() < 0.5 else (),
                arguments=tuple(arguments),
                status=dice.choice((event.status, "occurred")),
                polarity=dice.choice((event.polarity, "positive")),
                severity=dice.choice((event.severity, 0, 4)),
                time=dice.choice((event.time, replace(event.time, norm="2020"))),
                mode=dice.choice((event.mode, None)),
            )
        )
        if event.mentions and dice.random() < 0.6:
            events.append(replace(event, id=f"{event.id}d", trigger=event.mentions[0], mentions=()))
    events.append(Event("ev98", "Incident.Violence", Span(600, 610), arguments=(Argument("victim", span=Span(5, 9)),)))
    boilerplate = tuple(replace(line, span=moved(line.span)) for line in article.layout.boilerplate)
    layout = replace(article.layout, boilerplate=boilerplate)
    return replace(article, entities=tuple(entities), figures=tuple(figures), events=tuple(events), layout=layout)


def agreement(seed: int) -> Agreement:
    total = Agreement()
    for article in gold_articles():
        total += compare(article, damaged(article, seed))
    return total


# What the reference scorer gives for the same articles: right, wrong, missed; and right, total.
REFERENCE = {
    1: {
        "entity_exact": (24, 41, 52),
        "entity_overlap": (56, 10, 20),
        "entity_exact_all": (31, 60, 70),
        "entity_overlap_all": (72, 19, 29),
        "figure_exact": (3, 17, 19),
        "figure_overlap": (20, 0, 2),
        "figure_correct": (4, 7, 7),
        "temporal_correct": (6, 4, 5),
        "event": (17, 11, 10),
        "event_strict": (17, 14, 10),
        "event_untyped": (25, 6, 2),
        "argument": (46, 45, 56),
        "boilerplate_chars": (395, 3, 1),
    },
    2: {
        "entity_exact": (17, 45, 59),
        "entity_overlap": (47, 19, 29),
        "entity_exact_all": (23, 69, 78),
        "entity_overlap_all": (62, 30, 39),
        "figure_exact": (4, 15, 18),
        "figure_overlap": (19, 0, 3),
        "figure_correct": (2, 7, 9),
        "temporal_correct": (6, 4, 5),
        "event": (19, 10, 8),
        "event_strict": (19, 16, 8),
        "event_untyped": (25, 9, 2),
        "argument": (42, 48, 60),
        "boilerplate_chars": (395, 43, 1),
    },
}
REFERENCE_SHARES = {
    1: {
        "entity_link": (25, 56),
        "temporal_norm": (6, 9),
        "figure_value": (6, 11),
        "figure_comparator": (10, 11),
        "figure_change": (11, 11),
        "figure_counted": (5, 10),
        "status": (12, 17),
        "polarity": (17, 17),
        "genericity": (17, 17),
        "attribution": (17, 17),
        "severity": (9, 17),
        "geo_countries": (17, 17),
        "geo_precision": (17, 17),
        "mode": (7, 17),
        "severity_within_1": (11, 17),
        "time": (11, 17),
        "non_factual": (1, 4),
        "title": (2, 2),
        "date": (2, 2),
    },
    2: {
        "entity_link": (26, 47),
        "figure_value": (5, 10),
        "figure_comparator": (10, 10),
        "figure_change": (10, 10),
        "figure_counted": (3, 9),
        "temporal_norm": (6, 9),
        "status": (15, 19),
        "polarity": (19, 19),
        "genericity": (19, 19),
        "attribution": (19, 19),
        "severity": (9, 19),
        "geo_countries": (19, 19),
        "geo_precision": (19, 19),
        "mode": (10, 19),
        "severity_within_1": (16, 19),
        "time": (11, 19),
        "non_factual": (3, 5),
        "title": (2, 2),
        "date": (2, 2),
    },
}


def test_headlines_agree_with_the_reference_scorer() -> None:
    for seed, expected in REFERENCE.items():
        counts = agreement(seed).counts
        assert {name: (c.right, c.wrong, c.missed) for name, c in counts.items()} == expected


def test_attributes_agree_with_the_reference_scorer() -> None:
    for seed, expected in REFERENCE_SHARES.items():
        shares = agreement(seed).shares
        assert {name: (s.right, s.total) for name, s in shares.items()} == expected


def test_gold_agrees_with_itself() -> None:
    for article in gold_articles():
        found = compare(article, article)
        assert {count.f1 for count in found.counts.values()} == {1.0}
        assert {share.accuracy for share in found.shares.values()} == {1.0}
        assert (found.masked, found.repeated, found.articles) == (0, 0, 1)


def test_nothing_found() -> None:
    article = gold_articles()[0]
    found = compare(article, replace(article, entities=(), figures=(), events=()))
    assert found.counts["event"].f1 == 0
    assert found.counts["argument"].right == 0
    assert found.counts["entity_exact"].missed == sum(e.mention == "NAM" for e in article.entities)


def test_optional_items_cost_nothing_and_earn_nothing() -> None:
    article = gold_articles()[0]
    without = replace(article, events=tuple(event for event in article.events if not event.optional))
    assert len(without.events) < len(article.events)
    assert compare(article, without).counts["event"] == compare(article, article).counts["event"]


def test_a_repeated_event_counts_in_the_strict_figure_only() -> None:
    article = gold_articles()[0]
    event = next(event for event in article.events if event.mentions and not event.optional)
    twice = replace(
        article, events=(*article.events, replace(event, id="ev99", trigger=event.mentions[0], mentions=()))
    )
    found = compare(article, twice)
    assert found.counts["event"].wrong == 0
    assert found.counts["event_strict"].wrong == 1
    assert found.repeated == 1


def test_breakdowns_add_up_to_their_headlines() -> None:
    found = agreement(1)
    for name, parts in found.by_name.items():
        assert sum(parts.values(), Count()) == found.counts[name], name


def test_what_is_proposed_in_boilerplate_is_counted() -> None:
    article = gold_articles()[0]
    span = article.layout.boilerplate[0].span
    leaked = replace(
        article,
        entities=(*article.entities, Entity("x", Span(span.start, span.start + 3), "PLACE")),
        figures=(*article.figures, Figure("y", Span(span.end - 1, span.end), "count")),
    )
    assert compare(article, leaked).masked == 2


@pytest.mark.parametrize(
    ("count", "scores"),
    [
        (Count(), (1.0, 1.0, 1.0)),
        (Count(missed=2), (0.0, 0.0, 0.0)),
        (Count(wrong=2), (0.0, 0.0, 0.0)),
        (Count(3, 1, 3), (0.75, 0.5, 0.6)),
    ],
)
def test_scores_of_a_count(count: Count, scores: tuple[float, float, float]) -> None:
    assert (count.precision, count.recall, count.f1) == pytest.approx(scores)


def test_shares() -> None:
    assert Share().accuracy is None
    assert (Share(1, 2) + Share(1, 2)).accuracy == 0.5


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("border guard", "guards", True),
        ("migrant", "police officer", False),
        ("person", "people", True),
        ("people", "migrant", False),
        ("countries", "country", True),
        ("irregular crossing", "crossing", True),
        (None, "migrant", False),
    ],
)
def test_what_is_counted(one: str | None, other: str | None, *, same: bool) -> None:
    assert same_counted(one, other) is same


def test_numbers() -> None:
    assert same_number(1000, 1000.5)
    assert not same_number(0, 0.5)
    assert same_number(None, None)
    assert not same_number(None, 0)
