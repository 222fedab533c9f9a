"""Doccano's JSON lines: sequence labels, entities with relations, labels of whole texts, in all versions' shapes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.foreign import Attribute, ForeignArticle, Unit
from border_annotator.domain.sentence import say
from border_annotator.formats.articles.draft import Refusal
from border_annotator.formats.readers.gathering import Gathering, fields_of, items_of, kept, whole, word
from border_annotator.formats.readers.json_values import json_values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from border_annotator.formats.readers.gathering import Fields

UNITS = (Unit.CODE_POINTS, Unit.GRAPHEMES, Unit.UTF16, Unit.BYTES)
LABELS = ("label", "labels", "entities", "annotations")
"""The keys under which versions of doccano keep spans, or labels of the whole text."""
COMMENTS = ("Comments", "comments")
_KNOWN = frozenset({"text", "data", "relations", *LABELS, *COMMENTS})


def is_doccano(value: object) -> bool:
    """Whether a line is doccano's: a text with labels that are lists, or with its comments."""
    fields = fields_of(value)
    if not isinstance(fields.get("text", fields.get("data")), str):
        return False
    items = [item for key in LABELS for item in items_of(fields.get(key))]
    return (
        any(_is_span(item) for item in items)
        or any(key in fields and isinstance(fields[key], list) for key in COMMENTS)
        or (isinstance(fields.get("label"), list) and all(isinstance(item, str) for item in items))
    )


def _is_span(item: object) -> bool:
    if isinstance(item, list):
        return len(item) == 3 and whole(item[0]) is not None and whole(item[1]) is not None
    return "start_offset" in fields_of(item)


def read_doccano(path: Path) -> Iterator[ForeignArticle | Refusal]:
    """Every line's text with its spans and relations; labels and comments of the whole text as attributes."""
    for found in json_values(path):
        if isinstance(found, Refusal):
            yield found
            continue
        place, value = found
        fields = fields_of(value)
        text = fields.get("text", fields.get("data"))
        if not isinstance(text, str):
            yield Refusal(say("has no text"), place)
            continue
        yield from _by_user(_article(fields, text, place, path.stem))


def _by_user(article: ForeignArticle) -> Iterator[ForeignArticle]:
    """The article, or one for each user where several people's spans stand on one line, as old versions wrote them."""
    users = dict.fromkeys(word(span.attributes.get("user")) for span in article.spans)
    if len(users) < 2 or None in users:
        yield replace(article, annotator=next(iter(users))) if users else article
        return
    owner = {span.id: word(span.attributes.get("user")) for span in article.spans}
    lost = [
        say("{what}: {reason}", what=link.id, reason=say("it leads from one user's span to another's"))
        for link in article.relations
        if owner[link.source] != owner[link.target]
    ]
    article = replace(article, left_out=(*article.left_out, *lost))
    for user in users:
        spans = tuple(span for span in article.spans if owner[span.id] == user)
        own = tuple(link for link in article.relations if owner[link.source] == owner[link.target] == user)
        yield replace(article, annotator=user, spans=spans, relations=own)
        article = replace(article, left_out=())


def _article(fields: Fields, text: str, place: str, stem: str) -> ForeignArticle:
    gathered = Gathering()
    attributes = kept(fields, _KNOWN)
    for key in LABELS:
        if key in fields:
            attributes |= _labels(gathered, key, fields[key])
    for item in items_of(fields.get("relations")):
        relation = fields_of(item)
        gathered.relation(
            _numbered("r", relation.get("id")),
            relation.get("type", relation.get("label")),
            _numbered("", relation.get("from_id")),
            _numbered("", relation.get("to_id")),
        )
    comments = [said for key in COMMENTS for said in items_of(fields.get(key))]
    return ForeignArticle(
        doc_id=word(attributes.get("doc_id")) or word(fields.get("id")) or f"{stem} {place}",
        text=text,
        place=place,
        units=UNITS,
        spans=tuple(gathered.spans.values()),
        relations=tuple(gathered.relations.values()),
        attributes=attributes,
        note="\n".join(_comment(said) for said in comments) or None,
        left_out=tuple(gathered.left_out),
    )


def _labels(gathered: Gathering, key: str, value: object) -> dict[str, Attribute]:
    """Spans into ``gathered``; labels of the whole text are given back as attributes."""
    if isinstance(value, list) and gathered.triples(value):
        return {}
    of_text: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, list) and len(item) == 3:
            gathered.span(None, item[2], ((item[0], item[1]),))
        elif isinstance(item, dict) and ("start_offset" in item or "start" in item):
            start, end = item.get("start_offset", item.get("start")), item.get("end_offset", item.get("end"))
            gathered.span(item.get("id"), item.get("label"), ((start, end),), attributes=_user(item))
        elif (label := word(item) or word(fields_of(item).get("label"))) is not None:
            of_text.append(label)
        elif item is not None:
            gathered.leave_out(say("an item of “{key}”", key=key), say("it is neither a span nor a label"))
    return {key: "; ".join(of_text)} if of_text else {}


def _user(item: Fields) -> dict[str, Attribute]:
    user = word(item.get("user")) if "user" in item else None
    return {"user": user} if user is not None else {}


def _numbered(prefix: str, key: object) -> str | None:
    """An id of the file; relations have their own numbers, which those of entities repeat."""
    name = word(key)
    return prefix + name if name is not None else None


def _comment(value: object) -> str:
    return word(value) or word(fields_of(value).get("text")) or str(value)
