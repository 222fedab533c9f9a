"""What annotations say, whatever format says it: for telling whether a file holds what was written into it."""

from __future__ import annotations

import functools
import hashlib
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from border_annotator.domain.foreign import ForeignSpan, Piece, Unit

if TYPE_CHECKING:
    from border_annotator.domain.foreign import ForeignArticle, ForeignEvent

Essence = tuple[Counter[object], Counter[object], Counter[object]]


def essence(foreign: ForeignArticle) -> Essence:
    """Spans, events and relations by what they say, without ids, layers and order.

    Two pieces that only white space parts are as good as one.
    """
    text = foreign.text or ""
    spans = {span.id: _span(span, text) for span in foreign.spans}
    heads = spans | {e.id: ("event", e.type, *spans[e.trigger][:2]) for e in foreign.events}
    events = Counter[object](
        (
            *heads[event.id],
            tuple(sorted(((a.role, heads[a.target]) for a in event.arguments), key=hash)),
            _said(event),
        )
        for event in foreign.events
    )
    relations = Counter[object]((r.type, heads[r.source], heads[r.target]) for r in foreign.relations)
    # Some formats say what there is to say about an event on its trigger, some on the event, some on both.
    triggers = {event.trigger for event in foreign.events}
    bare = (span[:2] if key in triggers else span for key, span in spans.items())
    return Counter(bare), events, relations


def _span(span: ForeignSpan, text: str) -> tuple[object, ...]:
    pieces: tuple[tuple[int, int], ...] = ((span.pieces[0].start, span.pieces[-1].end),)
    if len(span.pieces) > 1 and any(text[a.end : b.start].strip() for a, b in pairwise(span.pieces)):
        pieces = tuple((p.start, p.end) for p in span.pieces)
    return (pieces, span.label, _said(span))


def _said(one: ForeignSpan | ForeignEvent) -> tuple[tuple[str, str], ...]:
    """All that is said about one as texts, wherever a format has put it."""
    said = dict(one.attributes)
    if one.confidence is not None:
        said["confidence"] = one.confidence
    if one.note is not None:
        said["note"] = one.note
    if isinstance(one, ForeignSpan) and one.link is not None:
        said["link"] = one.link
    return tuple(sorted((key, _text(value)) for key, value in said.items() if not _is_nothing(value)))


def _is_nothing(value: object) -> bool:
    """Formats differ in how they say that there is nothing to say."""
    return value is None or value is False or value == ""


@functools.lru_cache(maxsize=10_000, typed=True)
def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    try:
        return str(float(str(value)) + 0.0)  # no sign to zero, which some formats lose
    except ValueError:
        return str(value)


def visible(foreign: ForeignArticle) -> str:
    """The text with plain spaces for all white space: not every format keeps what stands between sentences."""
    # Of a thousand blanks all but a few are spaces already.
    return re.sub(r"[^\S ]", " ", foreign.text or "").rstrip()


def says_nothing(foreign: ForeignArticle) -> bool:
    """Whether there is neither an annotation nor a text: some formats write no line for such an article."""
    return not (foreign.spans or foreign.events or foreign.relations or visible(foreign))


def in_code_points(foreign: ForeignArticle) -> ForeignArticle:
    """With offsets as they are here, where a format counts in UTF-16."""
    if foreign.units[0] is not Unit.UTF16:
        return foreign
    at, places = 0, {}
    for number, letter in enumerate(foreign.text or ""):
        places[at] = number
        at += 2 if letter > "\uffff" else 1
    places[at] = len(foreign.text or "")
    spans = (
        replace(span, pieces=tuple(Piece(places[piece.start], places[piece.end]) for piece in span.pieces))
        for span in foreign.spans
    )
    return replace(foreign, spans=tuple(spans), units=(Unit.CODE_POINTS,))


def fingerprint(foreign: ForeignArticle) -> bytes:
    """The same for two sets that say the same of the same text, as long as this process runs."""
    plain = in_code_points(foreign)
    # Hashes of texts differ from process to process, but take a tenth of the time of writing all of it down.
    parts = [sorted(map(hash, part.items())) for part in essence(plain)]
    if plain.text is None:
        # Nothing else in the file says what stands in a place.
        parts.append(sorted(hash((s.pieces[0].start, s.pieces[-1].end, s.surface or "")) for s in plain.spans))
    return hashlib.sha256(repr((visible(plain), parts)).encode()).digest()
