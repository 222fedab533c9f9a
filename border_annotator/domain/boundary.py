"""Moving one end of a span by a word, a character, a phrase or a sentence."""

from __future__ import annotations

import re
from enum import Enum, auto

from border_annotator.domain.characters import next_stop, previous_stop
from border_annotator.domain.phrases import (
    phrase_end_after,
    phrase_end_inside,
    phrase_start_before,
    phrase_start_inside,
)
from border_annotator.domain.sentences import sentence_at
from border_annotator.domain.span import Span, trimmed
from border_annotator.domain.words import word_after, word_before

_GAP = re.compile(r"\n\s*\n")


class Edge(Enum):
    """The two ends of a span, in the order of the text."""

    START = auto()
    END = auto()


class Unit(Enum):
    """How far an end moves in one step."""

    WORD = auto()
    CHARACTER = auto()
    PHRASE = auto()
    SENTENCE = auto()


def moved(text: str, span: Span, edge: Edge, unit: Unit, *, outward: bool) -> Span | None:
    """The span with one end a step farther out or in; ``None`` where there is no such step.

    White space is never at an edge of it and no step by itself, no character of a reader's is cut, a span keeps at
    least one of them, and none reaches over an empty line into another paragraph.
    """
    if edge is Edge.END:
        end = _end(text, span, unit, outward=outward)
        found = trimmed(text, span.start, end) if end is not None and end > span.start else None
    else:
        start = _start(text, span, unit, outward=outward)
        found = trimmed(text, start, span.end) if start is not None and start < span.end else None
    if found is None or found == span or (outward and _GAP.search(found.text_in(text)) is not None):
        return None
    return found


def _end(text: str, span: Span, unit: Unit, *, outward: bool) -> int | None:
    if unit is Unit.CHARACTER:
        return next_stop(text, _past_space(text, span.end)) if outward else previous_stop(text, span.end)
    if unit is Unit.PHRASE:
        return phrase_end_after(text, span.end) if outward else phrase_end_inside(text, span.end)
    if unit is Unit.SENTENCE:
        if outward:
            found = sentence_at(text, _past_space(text, span.end))
            return found.end if found is not None and found.end > span.end else None
        return _sentence_start(text, span.end)
    word = word_after(text, span.end) if outward else word_before(text, span.end)
    while not outward and word is not None and word.end >= span.end:
        word = word_before(text, word.start)
    return word.end if word is not None else None


def _start(text: str, span: Span, unit: Unit, *, outward: bool) -> int | None:
    if unit is Unit.CHARACTER:
        return previous_stop(text, _before_space(text, span.start)) if outward else next_stop(text, span.start)
    if unit is Unit.PHRASE:
        return phrase_start_before(text, span.start) if outward else phrase_start_inside(text, span.start)
    if unit is Unit.SENTENCE:
        if outward:
            return _sentence_start(text, _before_space(text, span.start))
        return _sentence_end(text, span.start)
    word = word_before(text, span.start) if outward else word_after(text, span.start)
    while not outward and word is not None and word.start <= span.start:
        word = word_after(text, word.end)
    return word.start if word is not None else None


def _sentence_start(text: str, offset: int) -> int | None:
    found = sentence_at(text, max(0, offset - 1))
    return found.start if found is not None and found.start < offset else None


def _sentence_end(text: str, offset: int) -> int | None:
    found = sentence_at(text, offset)
    return found.end if found is not None else None


def _past_space(text: str, offset: int) -> int:
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset


def _before_space(text: str, offset: int) -> int:
    while offset > 0 and text[offset - 1].isspace():
        offset -= 1
    return offset
