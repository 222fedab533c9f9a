"""An article from its spans, events and relations, where they are in the words of ``outward``."""

from __future__ import annotations

import hashlib
import itertools
from typing import TYPE_CHECKING

from border_annotator.domain.article import Article, Origin
from border_annotator.domain.document import Boilerplate, Layout, PublicationDate, Segment
from border_annotator.domain.entity import entity_from_plain
from border_annotator.domain.errors import ShapeError
from border_annotator.domain.event import event_from_plain
from border_annotator.domain.fields import Fields
from border_annotator.domain.figure import figure_from_plain
from border_annotator.domain.kept import LAYER as KEPT
from border_annotator.domain.layer import ReviewState
from border_annotator.domain.outward import BOILERPLATE, DATE, FIGURE, FIGURE_LINKS, MENTION_ROLE, OWN, SEGMENT, TITLE
from border_annotator.domain.sentence import say
from border_annotator.domain.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.domain.foreign import Attribute, ForeignArticle, ForeignEvent, ForeignRelation, ForeignSpan

# INCEpTION takes a feature that is called “value” for the label.
_ALIASES = {"number": "value"}
_NUMBERS = frozenset({"value", "min", "max", "severity"})
_FLAGS = frozenset({"optional", "date_suspect"})
_ALWAYS = {"status": "occurred", "polarity": "positive", "genericity": "specific", "attribution": "narrator"}


def inward(foreign: ForeignArticle) -> Article:
    """The article that ``outward`` made this of; offsets are code points and the text is at hand.

    Spans of several pieces are one where only white space parts them, as in formats that break them at line ends.
    Raises ``ShapeError`` that names the annotation.
    """
    if foreign.text is None:
        raise ShapeError(foreign.doc_id, say("has no text"))
    return _Inward(foreign, foreign.text).article()


class _Inward:
    def __init__(self, foreign: ForeignArticle, text: str) -> None:
        self._foreign = foreign
        self._text = text
        self._spans = {span.id: span for span in foreign.spans}
        self._events = {event.id for event in foreign.events}
        self._links: dict[str, list[ForeignRelation]] = {}
        for relation in foreign.relations:
            self._links.setdefault(relation.source, []).append(relation)

    def article(self) -> Article:
        foreign, about = self._foreign, self._about()
        triggers = {event.trigger for event in foreign.events}
        own = [s for s in foreign.spans if s.layer != KEPT and s.id not in triggers]
        entities = [s for s in own if s.label not in OWN]
        figures = [s for s in own if s.label == FIGURE]
        review = about.word("review", frozenset(ReviewState)) if "review" in about else None
        return Article(
            doc_id=foreign.doc_id,
            text_file=about.text_or_none("text_file") or foreign.text_file or "",
            text_sha256=hashlib.sha256(self._text.encode()).hexdigest(),
            n_chars=len(self._text),
            layout=self._layout(about),
            language=foreign.language or "en",
            publisher=about.text_or_none("publisher"),
            entities=tuple(entity_from_plain(self._plain_span(span)) for span in entities),
            figures=tuple(figure_from_plain(self._plain_figure(span)) for span in figures),
            events=tuple(event_from_plain(self._plain_event(event)) for event in foreign.events),
            layer=about.text_or_none("layer"),
            review=ReviewState(review) if review else None,
            origins=self._origins([*entities, *figures, *foreign.events]),
        )

    def _about(self) -> Fields:
        attributes = self._foreign.attributes
        return Fields({name: _typed(name, value) for name, value in attributes.items()}, self._foreign.doc_id)

    def _layout(self, about: Fields) -> Layout:
        found = [(span, self._place(span)) for span in self._foreign.spans if span.label in OWN]
        dates = [place for span, place in found if span.label == DATE]
        titles = [place for span, place in found if span.label == TITLE]
        return Layout(
            title=titles[0] if titles else None,
            published=PublicationDate(
                value=about.date_or_none("date"),
                basis=about.text_or_none("date_basis") or "none",
                span=dates[0] if dates else None,
                suspect=about.flag("date_suspect"),
                note=about.text_or_none("date_note"),
            ),
            segments=tuple(Segment(_kind(s), place) for s, place in found if s.label == SEGMENT),
            boilerplate=tuple(Boilerplate(_kind(s), place) for s, place in found if s.label == BOILERPLATE),
        )

    def _place(self, span: ForeignSpan) -> Span:
        pieces = span.pieces
        gaps = (self._text[before.end : after.start] for before, after in itertools.pairwise(pieces))
        if not pieces or any(gap.strip() for gap in gaps):
            raise ShapeError(span.id, say("is in pieces, which no annotation here can be"))
        start, end = pieces[0].start, pieces[-1].end
        if not 0 <= start < end <= len(self._text):
            raise ShapeError(span.id, say("{start}-{end} is not a span of the text", start=start, end=end))
        return Span(start, end)

    def _plain(self, one: ForeignSpan | ForeignEvent) -> dict[str, object]:
        renamed = {_ALIASES.get(name, name): value for name, value in one.attributes.items()}
        said = {name: _typed(name, value) for name, value in renamed.items()}
        return {**said, "id": one.id, "note": one.note}

    def _plain_span(self, span: ForeignSpan) -> Fields:
        place = self._place(span)
        plain = self._plain(span) | {"label": span.label, "link": span.link, "start": place.start, "end": place.end}
        return Fields(plain, span.id)

    def _plain_figure(self, span: ForeignSpan) -> Fields:
        place = self._place(span)
        links = {r.type: r.target for r in self._links.get(span.id, ()) if r.type in FIGURE_LINKS}
        return Fields(self._plain(span) | {"start": place.start, "end": place.end} | links, span.id)

    def _plain_event(self, event: ForeignEvent) -> Fields:
        if event.trigger not in self._spans:
            raise ShapeError(event.id, say("has no trigger"))
        arguments: list[dict[str, object]] = []
        mentions: list[dict[str, int]] = []
        for argument in event.arguments:
            span = self._spans.get(argument.target)
            if argument.role == MENTION_ROLE and span is not None:
                mentions.append(_offsets(self._place(span)))
            elif span is not None and span.label in OWN - {FIGURE}:
                arguments.append({"role": argument.role, **_offsets(self._place(span))})
            elif span is not None or argument.target in self._events:
                arguments.append({"role": argument.role, "ref": argument.target})
            else:
                raise ShapeError(
                    event.id, say("refers to “{reference}”, which is not there", reference=argument.target)
                )
        plain = self._plain(event)
        said = {**_ALWAYS, "severity": 1, **plain}
        plain |= {
            "type": event.type,
            "trigger": _offsets(self._place(self._spans[event.trigger])),
            "mentions": mentions,
            "args": arguments,
            "relations": [{"type": r.type, "target": r.target} for r in self._links.get(event.id, ())],
            "not_stated": _words(said.get("not_stated")),
            "attributes": said
            | {
                "time": {
                    "norm": said.get("time_norm"),
                    "start_date": said.get("time_start"),
                    "end_date": said.get("time_end"),
                    "precision": said.get("time_precision", "unknown"),
                    "basis": said.get("time_basis", "none"),
                },
                "geo": {
                    "countries": _words(said.get("geo_countries")),
                    "precision": said.get("geo_precision", "unknown"),
                },
            },
        }
        return Fields(plain, event.id)

    def _origins(self, proposed: Sequence[ForeignSpan | ForeignEvent]) -> dict[str, Origin]:
        found = {}
        for one in proposed:
            if one.confidence is not None:
                fields = Fields(dict(one.attributes), one.id)
                source, reason = fields.text_or_none("source") or "", fields.text_or_none("reason") or ""
                found[one.id] = Origin(source, one.confidence, reason)
        return found


def _typed(name: str, value: Attribute) -> Attribute:
    """A number or a truth value out of a format that has only texts."""
    if name in _NUMBERS and isinstance(value, str):
        try:
            return float(value) if any(letter in value for letter in ".eE") else int(value)
        except ValueError:
            return value
    return value.casefold() == "true" if name in _FLAGS and isinstance(value, str) else value


def _kind(span: ForeignSpan) -> str:
    return Fields(dict(span.attributes), span.id).text("kind")


def _offsets(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _words(value: object) -> list[str]:
    return value.split() if isinstance(value, str) else []
