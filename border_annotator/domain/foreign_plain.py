"""Foreign annotations as plain data, as a project keeps what a file said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.foreign import (
    ForeignArgument,
    ForeignArticle,
    ForeignEvent,
    ForeignRelation,
    ForeignSpan,
    Piece,
    Stand,
)
from border_annotator.domain.sentence import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from border_annotator.domain.fields import Fields
    from border_annotator.domain.foreign import Attribute

Plain = dict[str, object]


def foreign_to_plain(article: ForeignArticle) -> Plain:
    """The article without its text; what is empty is left out."""
    return _filled(
        {
            "doc_id": article.doc_id,
            "text_file": article.text_file,
            "place": article.place,
            "language": article.language,
            "title": article.title,
            "annotator": article.annotator,
            "stand": article.stand.value,
            "spans": [span_to_plain(span) for span in article.spans],
            "events": [event_to_plain(event) for event in article.events],
            "relations": [relation_to_plain(relation) for relation in article.relations],
            "attributes": dict(article.attributes),
            "note": article.note,
            "left_out": list(article.left_out),
        }
    )


def foreign_from_plain(fields: Fields) -> ForeignArticle:
    """The article that plain data describes, without a text; raises ``ShapeError``."""
    return ForeignArticle(
        doc_id=fields.text_or_none("doc_id") or "",
        text=None,
        text_file=fields.text_or_none("text_file"),
        place=fields.text_or_none("place") or "",
        language=fields.text_or_none("language"),
        title=fields.text_or_none("title"),
        annotator=fields.text_or_none("annotator"),
        stand=Stand(fields.word("stand", frozenset(Stand))),
        spans=tuple(span_from_plain(span) for span in fields.items("spans")),
        events=tuple(event_from_plain(event) for event in fields.items("events")),
        relations=tuple(relation_from_plain(relation) for relation in fields.items("relations")),
        attributes=attributes_from_plain(fields),
        note=fields.text_or_none("note"),
        left_out=fields.texts("left_out"),
    )


def span_to_plain(span: ForeignSpan) -> Plain:
    """The stretch; what is empty is left out."""
    pieces = [{"start": piece.start, "end": piece.end} for piece in span.pieces]
    plain: Plain = {"id": span.id, "label": span.label, "pieces": pieces}
    if not (span.id and span.label and pieces):
        plain = _filled(plain)
    # Most have no more than these; a file may have a million of them.
    if span.surface:
        plain["surface"] = span.surface
    if span.layer:
        plain["layer"] = span.layer
    if span.link:
        plain["link"] = span.link
    if span.confidence is not None:
        plain["confidence"] = span.confidence
    if span.attributes:
        plain["attributes"] = dict(span.attributes)
    if span.note:
        plain["note"] = span.note
    return plain


def span_from_plain(fields: Fields) -> ForeignSpan:
    """The stretch that plain data describes; raises ``ShapeError``."""
    return ForeignSpan(
        id=fields.text_or_none("id") or "",
        label=fields.text_or_none("label") or "",
        pieces=tuple(Piece(piece.integer("start"), piece.integer("end")) for piece in fields.items("pieces")),
        surface=fields.text_or_none("surface"),
        layer=fields.text_or_none("layer") or "",
        link=fields.text_or_none("link"),
        confidence=_confidence(fields),
        attributes=attributes_from_plain(fields),
        note=fields.text_or_none("note"),
    )


def event_to_plain(event: ForeignEvent) -> Plain:
    """The event; what is empty is left out."""
    return _filled(
        {
            "id": event.id,
            "type": event.type,
            "trigger": event.trigger,
            "arguments": [{"role": argument.role, "target": argument.target} for argument in event.arguments],
            "attributes": dict(event.attributes),
            "confidence": event.confidence,
            "note": event.note,
        }
    )


def event_from_plain(fields: Fields) -> ForeignEvent:
    """The event that plain data describes; raises ``ShapeError``."""
    return ForeignEvent(
        id=fields.text_or_none("id") or "",
        type=fields.text_or_none("type") or "",
        trigger=fields.text_or_none("trigger") or "",
        arguments=tuple(ForeignArgument(a.text("role"), a.text("target")) for a in fields.items("arguments")),
        attributes=attributes_from_plain(fields),
        confidence=_confidence(fields),
        note=fields.text_or_none("note"),
    )


def relation_to_plain(relation: ForeignRelation) -> Plain:
    """The relation; what is empty is left out."""
    return _filled(
        {
            "id": relation.id,
            "type": relation.type,
            "source": relation.source,
            "target": relation.target,
            "attributes": dict(relation.attributes),
        }
    )


def relation_from_plain(fields: Fields) -> ForeignRelation:
    """The relation that plain data describes; raises ``ShapeError``."""
    return ForeignRelation(
        id=fields.text_or_none("id") or "",
        type=fields.text_or_none("type") or "",
        source=fields.text_or_none("source") or "",
        target=fields.text_or_none("target") or "",
        attributes=attributes_from_plain(fields),
    )


def _filled(plain: Plain) -> Plain:
    return {key: value for key, value in plain.items() if value is not None and value not in ("", [], {})}


def _confidence(fields: Fields) -> float | None:
    number = fields.number_or_none("confidence")
    return None if number is None else float(number)


def attributes_from_plain(fields: Fields) -> Mapping[str, Attribute]:
    """What stands under ``attributes``; raises ``ShapeError``."""
    found = fields.fields_or_none("attributes")
    return {} if found is None else {name: _attribute(found, name) for name in found.keys()}  # noqa: SIM118


def _attribute(fields: Fields, name: str) -> Attribute:
    if name not in fields:
        return None
    for kind, read in ((str, fields.text), (bool, fields.flag), ((int, float), fields.number_or_none)):
        if fields.holds(name, kind):
            value: Attribute = read(name)
            return value
    raise fields.wrong(name, say("must be a text, a number, true or false"))
