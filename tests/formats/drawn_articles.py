"""Articles drawn at random: any annotations at all, which need not make sense, on text that is hard on offsets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from border_annotator.domain.annotation import Annotation, Kind
from border_annotator.domain.article import Article, Origin, Rejection, numbered
from border_annotator.domain.document import Boilerplate, Document, Layout, PublicationDate, Segment
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Argument, Event, EventGeo, EventTime, Relation
from border_annotator.domain.figure import Figure
from border_annotator.domain.layer import ReviewState
from border_annotator.domain.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

# Emoji with modifiers, right-to-left letters and marks, combining accents, and what a widget would turn into a space.
LETTERS = "ab Z9\n\u00a0\u200f\u202e🚨👩‍✈️עברית العربية é\u0301\ufeff“”"
words = st.text(st.sampled_from(LETTERS) | st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
numbers = st.none() | st.integers(-(10**9), 10**9) | st.floats(allow_nan=False, allow_infinity=False)
dates = st.none() | st.dates()
plain_names = st.sampled_from(("COUNTRY", "PEOPLE", "place", "count", "Crossing.Pushback", "part_of", "LT", "BY"))


@st.composite
def articles(draw: st.DrawFn, names: st.SearchStrategy[str] = words) -> tuple[Article, str]:
    """An article and its text; labels, types, roles and codes are ``names``."""
    text = draw(st.text(st.sampled_from(LETTERS), min_size=2, max_size=60))

    def span() -> Span:
        start = draw(st.integers(0, len(text) - 1))
        return Span(start, draw(st.integers(start + 1, len(text))))

    ids = [f"{number:032x}" for number in draw(st.lists(st.integers(1, 2**100), unique=True, min_size=1, max_size=9))]
    maybe = st.none() | words
    annotations = [draw(st.sampled_from((_entity, _figure, _event)))(draw, key, span, ids, maybe, names) for key in ids]
    fresh = numbered(annotations)
    day = draw(dates)
    layout = Layout(
        title=draw(st.sampled_from((None, span()))),
        published=PublicationDate(
            day, draw(words), draw(st.sampled_from((None, span()))), draw(st.booleans()), draw(maybe)
        ),
        segments=(Segment(draw(words), span()),),
        boilerplate=(Boilerplate(draw(words), span()),),
    )
    document = Document("d", "a.txt", "0", text, layout)
    article = Article(
        doc_id=draw(words),
        text_file=draw(words),
        text_sha256=document.text_sha256,
        n_chars=len(text),
        layout=layout,
        language=draw(words),
        publisher=draw(maybe),
        entities=fresh.entities,
        figures=fresh.figures,
        events=fresh.events,
        layer=draw(maybe),
        review=draw(st.sampled_from((None, *ReviewState))),
        uids=fresh.uids,
        origins={
            key: Origin(draw(words), draw(st.floats(0, 1)), draw(st.just("") | words)) for key in list(fresh.uids)[:3]
        },
        rejections=tuple(
            Rejection(key, draw(st.sampled_from(Kind)), draw(words), span(), draw(maybe), Origin(draw(words), 0.5))
            for key in draw(st.lists(words, max_size=2))
        ),
    )
    return article, text


def _entity(
    draw: st.DrawFn,
    key: str,
    span: Callable[[], Span],
    _ids: list[str],
    maybe: st.SearchStrategy[str | None],
    names: st.SearchStrategy[str],
) -> Annotation:
    return Entity(key, span(), draw(names), draw(words), draw(maybe), draw(st.booleans()), draw(maybe))


def _figure(
    draw: st.DrawFn,
    key: str,
    span: Callable[[], Span],
    ids: list[str],
    maybe: st.SearchStrategy[str | None],
    _names: st.SearchStrategy[str],
) -> Annotation:
    ref = st.none() | st.sampled_from(ids)
    start, end = sorted((draw(st.dates()), draw(st.dates())))
    return Figure(
        id=key,
        span=span(),
        kind=draw(st.sampled_from(("count", "date", "duration"))),
        value=draw(numbers),
        minimum=draw(numbers),
        maximum=draw(numbers),
        comparator=draw(maybe),
        change=draw(maybe),
        unit=draw(maybe),
        counted=draw(maybe),
        period=draw(ref | st.sampled_from(("P3D", "2024-05"))),
        of_total=draw(ref),
        repeat_of=draw(ref),
        superseded_by=draw(ref),
        norm=draw(maybe),
        start_date=draw(st.sampled_from((None, start))),
        end_date=draw(st.sampled_from((None, end))),
        basis=draw(maybe),
        bound=draw(maybe),
        optional=draw(st.booleans()),
        note=draw(maybe),
    )


def _event(
    draw: st.DrawFn,
    key: str,
    span: Callable[[], Span],
    ids: list[str],
    maybe: st.SearchStrategy[str | None],
    names: st.SearchStrategy[str],
) -> Annotation:
    return Event(
        id=key,
        type=draw(names),
        trigger=span(),
        mentions=(span(),),
        arguments=(Argument(draw(names), ref=draw(st.sampled_from(ids))), Argument(draw(names), span=span())),
        status=draw(words),
        polarity=draw(words),
        genericity=draw(words),
        attribution=draw(words),
        mode=draw(maybe),
        severity=draw(st.integers(0, 4)),
        time=EventTime(draw(maybe), draw(dates), draw(dates), draw(words), draw(words)),
        geo=EventGeo(tuple(draw(st.lists(names, max_size=2))), draw(words)),
        not_stated=tuple(draw(st.lists(names, max_size=2))),
        relations=(Relation(draw(names), draw(st.sampled_from(ids))),),
        optional=draw(st.booleans()),
        note=draw(maybe),
    )
