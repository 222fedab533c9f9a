"""A text that is hard on offsets, with annotations that are hard on formats."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.article import Article
from border_annotator.domain.document import Layout, PublicationDate
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Argument, Event, Relation
from border_annotator.domain.figure import Figure
from border_annotator.domain.foreign import ForeignArgument, ForeignEvent, ForeignRelation, ForeignSpan, Piece
from border_annotator.domain.kept import LAYER, Kept
from border_annotator.domain.layer import ReviewState
from border_annotator.domain.span import Span
from tests.formats.writers.written import outgoing

if TYPE_CHECKING:
    from border_annotator.domain.outgoing import Outgoing

TEXT = (
    "🚨 Greek coast guard pushed back 150 migrants near Lésvos on 3 March 2020.\n"
    "👩‍✈️ Zoe\u0301 Brown denied that the coast guard pushed back anybody. 🇬🇷"
)
"""An emoji of one and of several code points, a flag, letters with their accents in one and in two."""


def _at(words: str, after: int = 0) -> Span:
    start = TEXT.index(words, after)
    return Span(start, start + len(words))


@functools.cache
def hard() -> Outgoing:
    """Names in names, names that overlap, and an event in the role of another."""
    second = TEXT.index("denied")
    entities = (
        Entity("e1", _at("Greek coast guard"), "BORDER_AGENCY", "name", "org:hcg", note="“quoted”\tand ’apart’"),
        Entity("e2", _at("Greek"), "NATIONALITY", "nominal", "GR"),
        Entity("e3", _at("guard pushed back 150"), "OPERATION", "nominal"),
        Entity("e4", _at("Lésvos"), "PLACE", "name", "place:gr-lesvos"),
        Entity("e5", _at("Zoe\u0301 Brown"), "PERSON", "name"),
        Entity("e6", _at("migrants"), "PEOPLE", "nominal"),
    )
    figures = (
        Figure("f1", _at("150"), "count", value=150, comparator="eq", unit="person", counted="e6"),
        Figure("f2", _at("3 March 2020"), "date", norm="2020-03-03"),
    )
    push = Event(
        "ev1",
        "Crossing.Pushback",
        _at("pushed back"),
        mentions=(_at("pushed back", second),),
        arguments=(
            Argument("agent", ref="e1"),
            Argument("count", ref="f1"),
            Argument("place", ref="e4"),
            Argument("time", ref="f2"),
            Argument("people", span=_at("150 migrants")),
        ),
        severity=3,
    )
    denial = Event(
        "ev2",
        "Diplomacy.Accusation",
        _at("denied"),
        arguments=(Argument("speaker", ref="e5"), Argument("content", ref="ev1")),
        relations=(Relation("about", "ev1"),),
        note="🚨 nested",
    )
    article = Article(
        "hard",
        "hard.txt",
        "",
        len(TEXT),
        Layout(None, PublicationDate(), (), ()),
        entities=entities,
        figures=figures,
        events=(push, denial),
        review=ReviewState.DONE,
    )
    return outgoing(article, TEXT)


@functools.cache
def with_kept() -> Outgoing:
    """The same with what a foreign file said and the schema has no name for."""

    def piece(words: str) -> Piece:
        place = _at(words)
        return Piece(place.start, place.end)

    kept = Kept(
        spans=(
            ForeignSpan("k1", "Weapon", (piece("anybody"),), "anybody", LAYER, attributes={"colour": "red"}),
            ForeignSpan("k2", "Trigger", (piece("denied"),), "denied", LAYER),
            ForeignSpan("k3", "Torn", (piece("Greek"), piece("migrants")), "Greek migrants", LAYER),
            ForeignSpan("k4", "Name", (piece("Brown"),), "Brown", LAYER, confidence=0.5, note="who?"),
        ),
        events=(
            ForeignEvent(
                "k5",
                "Strange",
                "k2",
                (ForeignArgument("who", "e5"), ForeignArgument("what", "k1")),
                {"mood": "bad"},
            ),
        ),
        relations=(ForeignRelation("k6", "odd", "k1", "e5"), ForeignRelation("k7", "odder", "k5", "ev1")),
        attributes={"e1": {"colour": "blue", "mention": "other"}, "ev1": {"mood": "good", "status": "odd"}},
        roles={"ev1": (ForeignArgument("with", "k1"),)},
    )
    return outgoing(replace(hard().article, kept=kept), TEXT)
