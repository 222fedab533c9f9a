"""Prodigy's JSON lines: spans, relations between tokens, and the annotator's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.foreign import ForeignArticle, Stand
from border_annotator.domain.sentence import say
from border_annotator.formats.articles.draft import Refusal
from border_annotator.formats.readers.gathering import Gathering, fields_of, items_of, kept, share, whole, word
from border_annotator.formats.readers.json_values import json_values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from border_annotator.domain.foreign import Attribute
    from border_annotator.formats.readers.gathering import Fields

ANSWERS = {"accept": Stand.ACCEPTED, "reject": Stand.REJECTED, "ignore": Stand.SKIPPED}
UNLABELLED = "token"
"""The label of a word that only relations lead to."""
_KNOWN = frozenset({"text", "tokens", "spans", "relations", "answer"})
_OF_SPAN = frozenset({"start", "end", "token_start", "token_end", "label", "text", "id", "kb_id", "score", "type"})


def is_prodigy(value: object) -> bool:
    """Whether a line is a task of Prodigy's: a text with an answer, its hashes, or relations between tokens."""
    fields = fields_of(value)
    if not isinstance(fields.get("text"), str):
        return False
    relations = [fields_of(item) for item in items_of(fields.get("relations"))]
    spans = [fields_of(item) for item in items_of(fields.get("spans"))]
    return (
        "_input_hash" in fields
        or "_task_hash" in fields
        or fields.get("answer") in tuple(ANSWERS)
        or any("head" in item and "child" in item for item in relations)
        or any("token_start" in item for item in spans)
    )


def read_prodigy(path: Path) -> Iterator[ForeignArticle | Refusal]:
    """Every task's text with its spans and relations, and what was answered."""
    for found in json_values(path):
        if isinstance(found, Refusal):
            yield found
            continue
        place, value = found
        fields = fields_of(value)
        text = fields.get("text")
        if not isinstance(text, str):
            yield Refusal(say("has no text"), place)
            continue
        yield _Task(fields, text).article(place, path.stem)


class _Task:
    """One line, with its tokens."""

    def __init__(self, fields: Fields, text: str) -> None:
        self._fields = fields
        self._text = text
        self._tokens = [fields_of(token) for token in items_of(fields.get("tokens"))]
        self._gathered = Gathering()
        self._at: dict[tuple[int, int, str], str] = {}
        self._by_token: dict[int, str] = {}

    def article(self, place: str, stem: str) -> ForeignArticle:
        """The annotations of the task."""
        fields = self._fields
        for item in items_of(fields.get("spans")):
            self._span(fields_of(item))
        for item in items_of(fields.get("relations")):
            self._relation(fields_of(item))
        attributes = kept(fields, _KNOWN)
        answer = fields.get("answer", "accept")
        stand = ANSWERS.get(answer, Stand.SKIPPED) if isinstance(answer, str) else Stand.SKIPPED
        return self._gathered.article(
            word(attributes.get("doc_id")) or word(attributes.get("id")) or f"{stem} {place}",
            self._text,
            place,
            attributes=attributes,
            annotator=word(fields.get("_annotator_id")) or word(fields.get("_session_id")),
            stand=stand,
        )

    def _span(self, item: Fields, label: object = None) -> str | None:
        first, last = whole(item.get("token_start")), whole(item.get("token_end"))
        start, end = item.get("start"), item.get("end")
        if start is None and first is not None and last is not None:
            start, end = self._token(first).get("start"), self._token(last).get("end")
        extra: dict[str, Attribute] = kept(item, _OF_SPAN) if not item.keys() <= _OF_SPAN else {}
        made = self._gathered.span(
            item.get("id"),
            item.get("label") or label,
            ((start, end),),
            self._surface(item, first, last),
            link=word(item.get("kb_id")),
            confidence=share(item.get("score")),
            attributes=extra,
        )
        if made is not None:
            span = self._gathered.spans[made]
            self._at.setdefault((span.pieces[0].start, span.pieces[0].end, span.label), made)
            if last is not None:
                self._by_token.setdefault(last, made)
        return made

    def _surface(self, item: Fields, first: int | None, last: int | None) -> str | None:
        """What the tokens of a span say, or the span itself."""
        said = item.get("text")
        if isinstance(said, str):
            return said
        if first is None or last is None or not 0 <= first <= last < len(self._tokens):
            return None
        parts: list[str] = []
        ended: int | None = None
        for token in self._tokens[first : last + 1]:
            text, start = token.get("text"), whole(token.get("start"))
            if not isinstance(text, str):
                return None
            if parts and (start is None or ended is None or start > ended):
                parts.append(" ")
            parts.append(text)
            ended = whole(token.get("end"))
        return "".join(parts)

    def _token(self, number: int) -> Fields:
        return self._tokens[number] if 0 <= number < len(self._tokens) else {}

    def _relation(self, item: Fields) -> None:
        head = self._end_of(item.get("head"), fields_of(item.get("head_span")))
        child = self._end_of(item.get("child"), fields_of(item.get("child_span")))
        self._gathered.relation(item.get("id"), item.get("label"), head, child)

    def _end_of(self, token: object, span: Fields) -> str | None:
        """The id of the span that a relation leads to: the one it repeats, or the one that its token ends."""
        key = word(span.get("id"))
        if key is not None and key in self._gathered.spans:
            return key  # two spans may have the same place and label
        start, end = whole(span.get("start")), whole(span.get("end"))
        if start is not None and end is not None:
            known = self._at.get((start, end, word(span.get("label")) or UNLABELLED))
            if known is not None:
                return known
        number = whole(token)
        if number is not None and number in self._by_token:
            return self._by_token[number]
        if start is not None:
            return self._span(span, UNLABELLED)
        if number is None or not self._token(number):
            return None
        found = self._token(number)
        return self._span(
            {"start": found.get("start"), "end": found.get("end"), "token_start": number, "token_end": number},
            UNLABELLED,
        )
