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

# A segment is read in parts of at most this many characters: a model's memory grows with the length of a text.
LONGEST_PIECE = 6_000
# Nobody writes a longer sentence; the time that one takes grows with the square of its length.
LONGEST_SENTENCE = 2_000
# What goes on for longer without any white space is no word; a tokenizer would try every beginning and end of it.
LONGEST_WORD = 400
LONGEST_GAP = 100

_ENDLESS = re.compile(rf"(?<!\S)\S{{{LONGEST_WORD + 1},}}|\s{{{LONGEST_GAP + 1},}}")
SENTENCE_END = re.compile(r"[.!?][”\"’')\]]{0,4}\s+(?=[^\W\d_a-zß-ÿ]|[“„«\"\d])")
_JOINER = "\u200d"
# Half of a character of two halves: no model can read it, and no stored article holds one.
_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the article that is read on its own: one segment, or a part of a very long one."""

    span: Span
    label: str
    text: str


def pieces_of(document: Document) -> Iterator[Piece]:
    """The pieces of an article in its order; everything but its date header and its boilerplate is in one of them.

    A segment of more than ``LONGEST_PIECE`` characters is cut at the end of a sentence. A sentence of more than
    ``LONGEST_SENTENCE`` is cut at white space, a word of more than ``LONGEST_WORD`` anywhere. Nothing is left out, but
    what lies across a cut is not found.
    """
    text = document.text
    for segment in document.layout.segments:
        if segment.label == "date_header":
            continue
        for begin, end in _stretches(text, segment.span):
            span = trimmed(text, begin, end)
            if span is not None:
                # A paragraph of several lines is read as one: a line break is no end of anything in it.
                words = span.text_in(text).replace("\n", " ")
                yield Piece(span, segment.label, _HALF.sub("\ufffd", words))


def _stretches(text: str, span: Span) -> Iterator[tuple[int, int]]:
    position = span.start
    for match in _ENDLESS.finditer(text, span.start, span.end):
        yield from _parts(text, position, match.start())
        if not match[0][0].isspace():
            yield from _parts_of_word(text, *match.span())
        position = match.end()
    yield from _parts(text, position, span.end)


def _parts(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    while begin < end:
        cut = _cut(text, begin, end)
        yield begin, cut
        begin = cut


def _cut(text: str, begin: int, end: int) -> int:
    """Where the piece ends that begins at an offset."""
    most = min(end, begin + LONGEST_PIECE)
    reached = begin
    for match in SENTENCE_END.finditer(text, begin, most):
        if match.end() - reached > LONGEST_SENTENCE:
            break
        reached = match.end()
    if most == end and end - reached <= LONGEST_SENTENCE:
        return end
    if reached > begin:
        return reached
    least, most = begin + LONGEST_SENTENCE // 2, begin + LONGEST_SENTENCE
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
