"""Sentences of a text, without a model: what a caret steps by and a triple click takes."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from border_annotator.domain.span import Span, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

_END = re.compile(
    "(?P<mark>[.!?\u2026\u061f\u06d4]+)[\"'\u2019\u201d\u00bb\u203a)\\]]*(?=\\s|$)"
    "|[\u3002\uff01\uff1f]+[\u300d\u300f\u201d\u2019\uff09]*"
)
_WORD_BEFORE = re.compile(r"(?:^|[\s(\[\u201c\"'\u2018])([^\W\d_]+(?:\.[^\W\d_]+)*)$")
SHORT_FORMS = frozenset(
    (
        "adm",
        "al",
        "approx",
        "brig",
        "capt",
        "cf",
        "co",
        "col",
        "corp",
        "cpl",
        "dr",
        "e.g",
        "etc",
        "fig",
        "gen",
        "gov",
        "hon",
        "i.e",
        "inc",
        "jr",
        "lt",
        "ltd",
        "maj",
        "mr",
        "mrs",
        "ms",
        "mt",
        "no",
        "nr",
        "pres",
        "prof",
        "rep",
        "rev",
        "sec",
        "sen",
        "sgt",
        "sr",
        "st",
        "vs",
    )
)
"""Words whose point does not end a sentence, in small letters."""
MONTHS = frozenset(("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"))
PARAGRAPH = 5_000
"""Code points that are looked at on either side of a place; a longer paragraph is cut there."""


def sentence_at(text: str, offset: int) -> Span | None:
    """The sentence that stands at an offset, else the one before it; ``None`` in a text of white space only.

    Titles, headings and the lines of a list are sentences of their own.
    """
    found = _sentences_near(text, offset)
    if not found:
        return sentence_after(text, offset) or sentence_before(text, offset)
    return found[max(0, bisect_right([span.start for span in found], offset) - 1)]


def sentence_after(text: str, offset: int) -> Span | None:
    """The first sentence that begins after an offset."""
    place = max(0, offset)
    while place <= len(text):
        begin, stop = _paragraph(text, place)
        for span in _sentences(text, begin, stop):
            if span.start > offset:
                return span
        place = max(stop, place) + 1
    return None


def sentence_before(text: str, offset: int) -> Span | None:
    """The last sentence that begins before an offset."""
    place = offset
    while place >= 0:
        begin, stop = _paragraph(text, place)
        for span in reversed(_sentences(text, begin, stop)):
            if span.start < offset:
                return span
        place = min(begin, place) - 1
    return None


def sentences_of(text: str) -> Iterator[Span]:
    """All sentences, in their order; none overlaps another."""
    place = done = 0
    while place < len(text):
        begin, stop = _paragraph(text, place)
        for span in _sentences(text, max(begin, done), stop):
            done = span.end
            yield span
        place = max(stop, place) + 1


def _sentences_near(text: str, offset: int) -> tuple[Span, ...]:
    return _sentences(text, *_paragraph(text, offset))


def _paragraph(text: str, offset: int) -> tuple[int, int]:
    """The line that holds an offset, with those before and after it that it goes on from and into."""
    begin, stop = _line(text, offset)
    while begin > 1 and offset - begin < PARAGRAPH and _runs_on(text, begin):
        begin = _line(text, begin - 1)[0]
    while stop < len(text) - 1 and stop - offset < PARAGRAPH and _runs_on(text, stop + 1):
        stop = _line(text, stop + 1)[1]
    return begin, stop


def _line(text: str, offset: int) -> tuple[int, int]:
    begin = text.rfind("\n", max(0, offset - PARAGRAPH), offset) + 1
    if begin == 0 and offset > PARAGRAPH:
        begin = offset - PARAGRAPH
    stop = text.find("\n", offset, offset + PARAGRAPH)
    return begin, stop if stop >= 0 else min(len(text), offset + PARAGRAPH)


def _runs_on(text: str, begin: int) -> bool:
    """Whether the line that begins there goes on with a sentence of the line before, which was only broken."""
    return text[begin - 1] == "\n" and text[begin : begin + 1].islower() and text[begin - 2].isalnum()


def _sentences(text: str, begin: int, stop: int) -> tuple[Span, ...]:
    found = []
    for start, end in _cut(text[begin:stop]):
        span = trimmed(text, begin + start, begin + end)
        if span is not None:
            found.append(span)
    return tuple(found)


@lru_cache(maxsize=64)
def _cut(line: str) -> tuple[tuple[int, int], ...]:
    return tuple(_parts(line))


def _parts(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _END.finditer(line):
        if found["mark"] and _goes_on(line, found.start(), found.end()):
            continue
        yield start, found.end()
        start = found.end()
    if start < len(line):
        yield start, len(line)


def _goes_on(line: str, point: int, end: int) -> bool:
    """Whether the sentence of the mark at ``point`` goes on after ``end``."""
    following = line[end:].lstrip()
    if following[:1].islower() or following[:1] in (",", ";", ":"):
        return True
    if line[point] != ".":
        return False
    before = _WORD_BEFORE.search(line[max(0, point - 24) : point])
    if before is None:
        return False
    word = before[1].casefold()
    if word in SHORT_FORMS:
        return bool(following)
    if word in MONTHS:
        return following[:1].isdigit()
    # An initial, or an acronym before a name: “J. Smith”, “the U.S. Border Patrol”.
    return bool(following) and (len(word) == 1 or "." in word) and following[:1].isupper() and word != "i"
