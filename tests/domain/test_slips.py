"""The list of errors: nothing to say of the gold itself, one slip for one fault, under its cause."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from border_annotator.domain.agreement import agreement_of
from border_annotator.domain.event import Argument, EventGeo, EventTime
from border_annotator.domain.event_slips import event_slips
from border_annotator.domain.pairing import pair_off
from border_annotator.domain.slips import Slip, entity_slips, figure_slips, layout_slips
from border_annotator.domain.span import Span
from tests.damage import damaged, gold_articles

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.domain.article import Article

ARTICLES = gold_articles()


def slips(gold: Article, found: Article) -> list[Slip]:
    pairing = pair_off(gold, found)
    return [*entity_slips(pairing), *figure_slips(pairing), *event_slips(pairing), *layout_slips(pairing)]


def test_gold_has_no_slips() -> None:
    for article in ARTICLES:
        assert slips(article, article) == []


def _entity(article: Article, **fields: object) -> Article:
    first = next(k for k, e in enumerate(article.entities) if e.mention == "NAM" and e.label == "COUNTRY")
    changed = replace(article.entities[first], **fields)  # type: ignore[arg-type]
    return replace(article, entities=(*article.entities[:first], changed, *article.entities[first + 1 :]))


def _figure(article: Article, *, temporal: bool, **fields: object) -> Article:
    first = next(k for k, f in enumerate(article.figures) if f.is_temporal == temporal and f.kind != "clock")
    changed = replace(article.figures[first], **fields)  # type: ignore[arg-type]
    return replace(article, figures=(*article.figures[:first], changed, *article.figures[first + 1 :]))


def _event(article: Article, **fields: object) -> Article:
    first = _certain(article)
    changed = replace(article.events[first], **fields)  # type: ignore[arg-type]
    return replace(article, events=(*article.events[:first], changed, *article.events[first + 1 :]))


def _certain(article: Article) -> int:
    """An event that counts, that no other one points at and that has a role."""
    fillers = {a.ref for e in article.events for a in e.arguments}
    return next(k for k, e in enumerate(article.events) if not e.optional and e.arguments and e.id not in fillers)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda a: _entity(a, label="PLACE"), ("entity", "wrong label", "COUNTRY → PLACE")),
        (lambda a: _entity(a, link="iso:XX"), ("entity", "wrong link", "iso:LT → iso:XX")),
        (lambda a: _figure(a, temporal=False, value=999, minimum=None), ("figure", "wrong value", None)),
        (lambda a: _figure(a, temporal=False, comparator="at_most"), ("figure", "wrong comparator", None)),
        (lambda a: _figure(a, temporal=False, change="decrease"), ("figure", "wrong change", None)),
        (lambda a: _figure(a, temporal=False, counted="balloon"), ("figure", "wrong counted", None)),
        (lambda a: _figure(a, temporal=True, norm="1999", start_date=None), ("figure", "wrong date", None)),
        (lambda a: _event(a, type="Aid.Assistance"), ("event", "wrong type", None)),
        (lambda a: _event(a, status="denied"), ("event", "wrong status", None)),
        (lambda a: _event(a, geo=EventGeo(("AQ",), "border")), ("event", "wrong countries", None)),
        (lambda a: _event(a, time=EventTime("1999")), ("event", "wrong time", None)),
        (lambda a: _event(a, arguments=a.events[_certain(a)].arguments[1:]), ("role", "missing", None)),
        (
            lambda a: _event(a, arguments=(*a.events[_certain(a)].arguments, Argument("reason", span=Span(0, 1)))),
            ("role", "spurious", None),
        ),
        (
            lambda a: replace(a, events=a.events[: _certain(a)] + a.events[_certain(a) + 1 :]),
            ("event", "missed", None),
        ),
        (
            lambda a: replace(a, layout=replace(a.layout, boilerplate=())),
            ("layout", "boilerplate missed", None),
        ),
    ],
)  # fmt: skip
def test_one_fault_is_one_slip_under_its_cause(
    change: Callable[[Article], Article], expected: tuple[str, str, str | None]
) -> None:
    article = ARTICLES[0]
    found = [s for s in slips(article, change(article)) if (s.part, s.cause) == expected[:2]]
    assert found
    if expected[2] is not None:
        assert [s.detail for s in found] == [expected[2]]


def test_a_moved_role_is_told_from_a_missing_one() -> None:
    article = ARTICLES[0]
    event = article.events[_certain(article)]
    moved = (replace(event.arguments[0], role="topic"), *event.arguments[1:])
    found = [s for s in slips(article, _event(article, arguments=moved)) if s.part == "role"]
    assert [(s.cause, s.detail) for s in found] == [("wrong role", f"{event.type}: {event.arguments[0].role} → topic")]


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(ARTICLES), st.integers(0, 10_000))
def test_slips_add_up_to_the_figures(article: Article, seed: int) -> None:
    pairing = pair_off(article, damaged(article, seed))
    total = agreement_of(pairing)
    causes = Counter((s.part, s.cause) for s in slips(article, pairing.found))
    event, entity = total.counts["event"], total.counts["entity_overlap"]
    assert causes["event", "missed"] + causes["event", "wrong type"] == event.missed
    assert causes["entity", "missed"] + causes["entity", "wrong label"] == entity.missed
    assert causes["entity", "spurious"] <= entity.wrong
    assert causes["event", "repeated"] == total.repeated
    assert causes["figure", "missed"] == total.counts["figure_overlap"].missed
    assert causes["figure", "spurious"] == total.counts["figure_overlap"].wrong
    assert causes["layout", "annotated in boilerplate"] == total.masked
    roles = total.counts["argument"]
    told = causes["role", "wrong role"] + causes["role", "wrong filler"]
    assert told + causes["role", "missing"] + causes["role", "lost with its event"] == roles.missed
    assert told + causes["role", "spurious"] + causes["role", "of a spurious event"] == roles.wrong
    for name in ("status", "polarity", "severity"):
        share = total.shares.get(name)
        assert causes["event", f"wrong {name}"] == (share.total - share.right if share else 0)
