"""An article in pieces that a model reads one by one, none of them so large that time or memory would grow with it.

Standard library only.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.span import Span, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.domain.document import Document

# A segment is read in parts of at most this many characters: a model's memory, and the time that a sentence without an
# end takes, grow with the length of a text.
LONGEST_PIECE = 6_000
# What goes on for longer without any white space is no word; a tokenizer would try every beginning and end of it.
LONGEST_WORD = 400
LONGEST_GAP = 100

_ENDLESS = re.compile(rf"(?<!\S)\S{{{LONGEST_WORD + 1},}}|\s{{{LONGEST_GAP + 1},}}")
_SENTENCE_END = re.compile(r"[.!?][”\"’')\]]{0,4}\s+(?=[A-ZÀ-Þ“\"])")
_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the article that is read on its own: one segment, or a part of a very long one."""

    span: Span
    label: str
    text: str


def pieces_of(document: Document) -> Iterator[Piece]:
    """The pieces of an article in its order; everything but its date header and its boilerplate is in one of them.

    A segment of more than ``LONGEST_PIECE`` characters is cut at the end of a sentence, without one at white space. A
    word of more than ``LONGEST_WORD`` is cut as well. Nothing is left out, but what lies across a cut is not found.
    """
    text = document.text
    for segment in document.layout.segments:
        if segment.label == "date_header":
            continue
        for begin, end in _stretches(text, segment.span):
            span = trimmed(text, begin, end)
            if span is not None:
                # A paragraph of several lines is read as one: a line break is no end of anything in it.
                yield Piece(span, segment.label, span.text_in(text).replace("\n", " "))


def _stretches(text: str, span: Span) -> Iterator[tuple[int, int]]:
    position = span.start
    for match in _ENDLESS.finditer(text, span.start, span.end):
        yield from _parts(text, position, match.start())
        if not match[0][0].isspace():
            yield from _parts_of_word(text, *match.span())
        position = match.end()
    yield from _parts(text, position, span.end)


def _parts(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    while end - begin > LONGEST_PIECE:
        cut = _cut(text, begin + LONGEST_PIECE // 2, begin + LONGEST_PIECE)
        yield begin, cut
        begin = cut
    yield begin, end


def _cut(text: str, least: int, most: int) -> int:
    """The last end of a sentence between two offsets, else the last white space."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, least, most)]
    if ends:
        return ends[-1]
    return next((place for place in range(most - 1, least, -1) if text[place].isspace()), most)


def _parts_of_word(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    while begin < end:
        cut = min(end, begin + LONGEST_WORD)
        while cut < end and cut > begin + LONGEST_WORD // 2 and _is_joined(text, cut):
            cut -= 1
        yield begin, cut
        begin = cut


def _is_joined(text: str, position: int) -> bool:
    """Whether the character at an offset belongs to the one before it: accents, parts of an emoji."""
    here = text[position]
    return unicodedata.category(here).startswith("M") or _JOINER in (here, text[position - 1])
