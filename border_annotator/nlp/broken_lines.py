"""Paragraphs that a page breaks into several lines: hard-wrapped text, and sentences cut in two.

Standard library only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# What a page was wrapped at: shorter lines are lists, longer ones are paragraphs.
NARROWEST, WIDEST = 45, 110
# Lines that follow each other before anybody can tell that they were wrapped, and the part of them that has to begin
# with a small letter.
_FEWEST_WRAPPED = 3
_SMALL_PART = 0.3
# A line was full when the next word would have made it this much shorter than the widest one, or longer.
_SLACK = 2
# What is cut in two is longer than a label, and what goes on is no label either.
_SHORTEST_CUT = 25
_SHORTEST_LAST = 60
_FEWEST_WORDS = 4

_ENDED = re.compile(r"[.!?:;…][”\"’')\]»]*$")
_STOPPED = re.compile(r"[.!?][”\"’')\]»]*$")
_GOES_ON = re.compile(r"(?!by )[^\W\d_A-Z][^\W\d_’'-]*[,;]?\s")
_ITEM = re.compile(r"[-–—•*▪●◦·‣]\s|\(?\d{1,2}[.)]\s")
_SAID = re.compile(r"[-–—]\s?(?:said|says|wrote|writes|added|adds|told|explained|stressed|tweeted|posted)\b")
_OPEN = re.compile(
    r"(?:,|\b(?:that|the|an?|of|and|or|to|in|on|at|for|with|from|by|as|has|have|had|is|are|was|were|will|which|who))$"
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line that is not empty, without the white space at its edges; ``apart``: an empty one is above."""

    start: int
    text: str
    apart: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def with_lines_joined(text: str) -> str:
    """``text`` with a space for each line break inside a paragraph; every other character stays where it is.

    A break is inside a paragraph when the page is wrapped at some width, when a line stops without an end and the next
    one goes on with a small letter, or when the next one says whose words these were.
    """
    if "\n" not in text:
        return text
    rows = _rows(text)
    wrapped = _widths(rows)
    parts: list[str] = []
    position = 0
    for index in range(len(rows) - 1):
        here, below = rows[index], rows[index + 1]
        if _is_inside(here, below, wrapped[index] if wrapped[index] == wrapped[index + 1] else 0, first=index == 0):
            parts += [text[position : here.end], text[here.end : below.start].replace("\n", " ")]
            position = below.start
    return "".join([*parts, text[position:]]) if parts else text


def _rows(text: str) -> list[_Row]:
    rows: list[_Row] = []
    position, apart = 0, True
    for line in text.split("\n"):
        words = line.strip()
        if words:
            rows.append(_Row(position + line.index(words[0]), words, apart))
        apart = not words
        position += len(line) + 1
    return rows


def _widths(rows: list[_Row]) -> list[int]:
    """For each line the width that its block was wrapped at; 0 where nothing tells that it was."""
    widths = [0] * len(rows)
    begin = 0
    for index in range(1, len(rows) + 1):
        if index < len(rows) and not rows[index].apart:
            continue
        block = rows[begin:index]
        width = max((len(row.text) for row in block), default=0)
        small = sum(row.text[0].islower() for row in block[1:])
        if (
            len(block) >= _FEWEST_WRAPPED
            and NARROWEST <= width <= WIDEST
            and small >= _SMALL_PART * (len(block) - 1)
            and small > 1
        ):
            widths[begin:index] = [width] * len(block)
        begin = index
    return widths


def _is_inside(here: _Row, below: _Row, width: int, *, first: bool) -> bool:
    """Whether the break between two lines is inside a paragraph."""
    if _SAID.match(below.text):
        return not first
    if _ITEM.match(below.text):
        return False
    if width and not below.apart:
        return len(here.text) + 1 + len(below.text.split(maxsplit=1)[0]) > width - _SLACK
    if len(here.text) < _SHORTEST_CUT and not _OPEN.search(here.text):
        return False
    if _ENDED.search(here.text) or not _GOES_ON.match(below.text):
        return False
    stopped = bool(_STOPPED.search(below.text))
    enough = len(below.text.split(maxsplit=_FEWEST_WORDS)) >= _FEWEST_WORDS
    if not below.apart:
        return stopped or enough
    if _OPEN.search(here.text):
        return enough
    # Across an empty line only running text goes on, and never the title.
    return not first and stopped and len(below.text) >= _SHORTEST_LAST
