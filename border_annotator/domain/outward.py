"""An article as other tools know such things: labelled spans, events and relations, and back again.

Every writer of a foreign format starts from this shape, so that one thing has one name in all of them. What a
reviewer rejected, notes on the article and the program's own ids are the native format's alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.article import is_reference
from border_annotator.domain.figure import figure_to_plain
from border_annotator.domain.foreign import (
    Attribute,
    ForeignArgument,
    ForeignArticle,
    ForeignEvent,
    ForeignRelation,
    ForeignSpan,
    Piece,
    Stand,
    Unit,
)
from border_annotator.domain.layer import ReviewState

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from border_annotator.domain.article import Article, Origin
    from border_annotator.domain.entity import Entity
    from border_annotator.domain.event import Event
    from border_annotator.domain.figure import Figure
    from border_annotator.domain.kept import Kept
    from border_annotator.domain.span import Span

ENTITIES, FIGURES, TRIGGERS, MENTIONS, ARGUMENTS, LAYOUT = (
    "entities",
    "figures",
    "triggers",
    "mentions",
    "arguments",
    "layout",
)
"""The layers of the spans."""
FIGURE, MENTION, SPAN, SEGMENT, BOILERPLATE, TITLE, DATE = (
    "FIGURE",
    "MENTION",
    "SPAN",
    "SEGMENT",
    "BOILERPLATE",
    "TITLE",
    "DATE",
)
"""The labels of spans that are neither entities nor triggers; ``SPAN`` fills a role that no annotation fills."""
MENTION_ROLE = "mention"
"""The role in which an event's further mentions stand."""
FIGURE_LINKS = ("period", "of_total", "repeat_of", "superseded_by")
"""How a figure may point at another one: relations of these types."""
OWN = frozenset({FIGURE, MENTION, SPAN, SEGMENT, BOILERPLATE, TITLE, DATE})


def outward(article: Article, text: str) -> ForeignArticle:
    """The article with its text as spans, events and relations; offsets are code points."""
    spans: list[ForeignSpan] = [_entity(entity, text, article.origins.get(entity.id)) for entity in article.entities]
    relations: list[ForeignRelation] = []
    for figure in article.figures:
        spans.append(_figure(figure, text, article.origins.get(figure.id)))
        relations += _figure_links(figure)
    events = []
    for event in article.events:
        spans += _event_spans(event, text)
        events.append(_event(event, article.origins.get(event.id)))
        relations += [
            ForeignRelation(f"{event.id}-r{number}", relation.type, event.id, relation.target)
            for number, relation in enumerate(event.relations, start=1)
        ]
    spans += _layout(article, text)
    if not article.kept.is_empty:
        spans, events = _with_kept(article.kept, spans, events)
        relations += article.kept.relations
    title = article.layout.title
    return ForeignArticle(
        doc_id=article.doc_id,
        text=text,
        text_file=article.text_file,
        language=article.language,
        title=title.text_in(text) if title else None,
        annotator=article.layer,
        stand=_stand(article),
        units=(Unit.CODE_POINTS,),
        spans=tuple(spans),
        events=tuple(events),
        relations=tuple(relations),
        attributes=_about(article),
    )


def _with_kept(
    kept: Kept, spans: list[ForeignSpan], events: list[ForeignEvent]
) -> tuple[list[ForeignSpan], list[ForeignEvent]]:
    """What foreign files say besides: of annotations that are there, and by themselves."""
    said = kept.attributes
    spans = [
        replace(s, link=_link_of(s, said[s.id]), attributes=_more(s, said[s.id])) if s.id in said else s for s in spans
    ]
    hosts = [replace(e, arguments=(*e.arguments, *kept.roles.get(e.id, ()))) for e in events]
    hosts = [replace(e, attributes=_more(e, said[e.id])) if e.id in said else e for e in hosts]
    return [*spans, *kept.spans], [*hosts, *kept.events]


def _link_of(span: ForeignSpan, said: Mapping[str, Attribute]) -> str | None:
    link = said.get("link")
    return link if span.link is None and isinstance(link, str) else span.link


def _more(one: ForeignSpan | ForeignEvent, said: Mapping[str, Attribute]) -> dict[str, Attribute]:
    """The attributes with those that are kept; one that is called like one of ours is told from it by its name."""
    own = one.attributes
    is_link = isinstance(one, ForeignSpan) and one.link is None
    kept = {f"kept_{n}" if n in own else n: value for n, value in said.items() if n != "link" or not is_link}
    return {**own, **kept}


def _stand(article: Article) -> Stand:
    if article.review is ReviewState.SKIPPED:
        return Stand.SKIPPED
    return Stand.PREDICTED if article.layer == "suggestions" else Stand.ACCEPTED


def _about(article: Article) -> dict[str, Attribute]:
    date = article.layout.published
    about: dict[str, Attribute] = {
        "text_file": article.text_file,
        "text_sha256": article.text_sha256,
        "n_chars": article.n_chars,
        "publisher": article.publisher,
        "date": date.value.isoformat() if date.value else None,
        "date_basis": date.basis,
        "date_suspect": date.suspect or None,
        "date_note": date.note,
        "layer": article.layer,
        "review": article.review.value if article.review else None,
    }
    return {name: value for name, value in about.items() if value is not None}


def _span(
    key: str,
    label: str,
    place: Span,
    text: str,
    layer: str,
    attributes: dict[str, Attribute] | None = None,
    note: str | None = None,
) -> ForeignSpan:
    piece = Piece(place.start, place.end)
    return ForeignSpan(
        key, label, (piece,), text[place.start : place.end], layer, attributes=attributes or {}, note=note
    )


def _entity(entity: Entity, text: str, origin: Origin | None) -> ForeignSpan:
    attributes: dict[str, Attribute] = {"mention": entity.mention}
    if entity.optional:
        attributes["optional"] = True
    return ForeignSpan(
        id=entity.id,
        label=entity.label,
        pieces=(Piece(entity.span.start, entity.span.end),),
        surface=entity.span.text_in(text),
        layer=ENTITIES,
        link=entity.link,
        confidence=origin.confidence if origin else None,
        attributes=attributes | _said(origin),
        note=entity.note,
    )


def _said(origin: Origin | None) -> dict[str, Attribute]:
    if origin is None:
        return {}
    said: dict[str, Attribute] = {"source": origin.source}
    if origin.reason:
        said["reason"] = origin.reason
    return said


def _figure(figure: Figure, text: str, origin: Origin | None) -> ForeignSpan:
    plain = figure_to_plain(figure)
    for key in ("id", "start", "end", "note", "of_total", "repeat_of", "superseded_by"):
        plain.pop(key, None)
    if figure.period is not None and is_reference(figure.period):
        del plain["period"]
    return ForeignSpan(
        id=figure.id,
        label=FIGURE,
        pieces=(Piece(figure.span.start, figure.span.end),),
        surface=figure.span.text_in(text),
        layer=FIGURES,
        confidence=origin.confidence if origin else None,
        attributes=_scalars(plain) | _said(origin),
        note=figure.note,
    )


def _scalars(plain: dict[str, object]) -> dict[str, Attribute]:
    return {key: value for key, value in plain.items() if isinstance(value, str | int | float | bool)}


def _figure_links(figure: Figure) -> Iterator[ForeignRelation]:
    for name in FIGURE_LINKS:
        target = getattr(figure, name)
        if target is not None and (name != "period" or is_reference(target)):
            yield ForeignRelation(f"{figure.id}-{name}", name, figure.id, target)


def _event_spans(event: Event, text: str) -> Iterator[ForeignSpan]:
    yield _span(f"{event.id}-t", event.type, event.trigger, text, TRIGGERS)
    for number, mention in enumerate(event.mentions, start=1):
        yield _span(f"{event.id}-m{number}", MENTION, mention, text, MENTIONS)
    for number, argument in enumerate(event.arguments, start=1):
        if argument.span is not None:
            yield _span(f"{event.id}-a{number}", SPAN, argument.span, text, ARGUMENTS)


def _event(event: Event, origin: Origin | None) -> ForeignEvent:
    arguments = [
        ForeignArgument(argument.role, argument.ref or f"{event.id}-a{number}")
        for number, argument in enumerate(event.arguments, start=1)
    ]
    arguments += [
        ForeignArgument(MENTION_ROLE, f"{event.id}-m{number}") for number, _ in enumerate(event.mentions, start=1)
    ]
    return ForeignEvent(
        id=event.id,
        type=event.type,
        trigger=f"{event.id}-t",
        arguments=tuple(arguments),
        attributes=_event_attributes(event) | _said(origin),
        confidence=origin.confidence if origin else None,
        note=event.note,
    )


def _event_attributes(event: Event) -> dict[str, Attribute]:
    time, geo = event.time, event.geo
    flat: dict[str, object] = {
        "status": event.status,
        "polarity": event.polarity,
        "genericity": event.genericity,
        "attribution": event.attribution,
        "mode": event.mode,
        "severity": event.severity,
        "time_norm": time.norm,
        "time_start": time.start_date.isoformat() if time.start_date else None,
        "time_end": time.end_date.isoformat() if time.end_date else None,
        "time_precision": time.precision,
        "time_basis": time.basis,
        "geo_countries": " ".join(geo.countries) or None,
        "geo_precision": geo.precision,
        "not_stated": " ".join(event.not_stated) or None,
        "optional": event.optional or None,
    }
    return _scalars(flat)


def _layout(article: Article, text: str) -> Iterator[ForeignSpan]:
    layout = article.layout
    if layout.title is not None:
        yield _span("title", TITLE, layout.title, text, LAYOUT)
    if layout.published.span is not None:
        yield _span("date", DATE, layout.published.span, text, LAYOUT)
    for number, segment in enumerate(layout.segments, start=1):
        yield _span(f"seg{number}", SEGMENT, segment.span, text, LAYOUT, {"kind": segment.label})
    for number, part in enumerate(layout.boilerplate, start=1):
        yield _span(f"boil{number}", BOILERPLATE, part.span, text, LAYOUT, {"kind": part.kind})
