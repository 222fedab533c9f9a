"""Laying one version of a text on another: which stretches of the one stand where in the other."""

from __future__ import annotations

import re
from bisect import bisect_right
from difflib import SequenceMatcher
from itertools import accumulate
from typing import TYPE_CHECKING

from border_annotator.domain.span import Span, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_PAIRS = 4_000_000
"""Pairs of words, or of lines, that are compared at most; what has more counts as wholly changed."""
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_BLANKS = re.compile(r"\s+")

Block = tuple[int, int, int, int]
"""A stretch of the one and of the other that are the same but for blanks: start and end in each."""


class TextAlignment:
    """Where the parts of ``old`` stand in ``new``; lines first, then the words of lines that differ.

    Words are the same when their letters are; white space is the same whatever it is made of.
    """

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new
        self._blocks = list(_joined(_blocks(old, new)))
        self._starts = [block[0] for block in self._blocks]

    @property
    def share(self) -> float:
        """How much of the old text stands in the new one, from 0 to 1."""
        return sum(block[1] - block[0] for block in self._blocks) / len(self._old) if self._old else 0.0

    def carried(self, span: Span) -> Span | None:
        """Where a stretch of the old text stands in the new one with the same words; ``None`` where it does not."""
        first, last = self._at(span.start), self._at(span.end - 1)
        if first is None or last is None:
            return None
        found = trimmed(self._new, first, last + 1)
        if found is None or _said(found.text_in(self._new)) != _said(span.text_in(self._old)):
            return None
        return found

    def _at(self, place: int) -> int | None:
        """Where a character of the old text stands in the new one."""
        number = bisect_right(self._starts, place) - 1
        if number < 0:
            return None
        start, end, other, other_end = self._blocks[number]
        if place >= end:
            return None
        # Blanks at its end may be of another length than those of the other text.
        return min(other + place - start, other_end - 1)


def _said(text: str) -> str:
    return _BLANKS.sub(" ", text.strip())


def _blocks(old: str, new: str) -> Iterator[Block]:
    """Every stretch that is the same, in order."""
    if old == new:
        yield 0, len(old), 0, len(new)
        return
    ours, theirs = _LINES.findall(old), _LINES.findall(new)
    starts, others = _offsets(ours), _offsets(theirs)
    for tag, a, b, c, d in _opcodes([_said(line) for line in ours], [_said(line) for line in theirs]):
        if tag == "equal":
            for one, other in zip(range(a, b), range(c, d), strict=True):
                yield from _words(ours[one], theirs[other], starts[one], others[other])
        elif tag == "replace":
            yield from _words(old[starts[a] : starts[b]], new[others[c] : others[d]], starts[a], others[c])


def _words(old: str, new: str, start: int, other: int) -> Iterator[Block]:
    if old == new:
        yield start, start + len(old), other, other + len(new)
        return
    ours, theirs = _WORDS.findall(old), _WORDS.findall(new)
    starts, others = _offsets(ours), _offsets(theirs)
    plain = ([_BLANKS.sub(" ", word) for word in words] for words in (ours, theirs))
    for tag, a, b, c, d in _opcodes(*plain):
        if tag == "equal":
            for one, two in zip(range(a, b), range(c, d), strict=True):
                yield start + starts[one], start + starts[one + 1], other + others[two], other + others[two + 1]


def _opcodes(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """What is the same, beginning with what both have at their ends, which costs nothing to find."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    inside = old[head : len(old) - tail], new[head : len(new) - tail]
    found = [("equal", 0, head, 0, head)]
    if len(inside[0]) * len(inside[1]) <= MOST_PAIRS:
        matched = SequenceMatcher(None, *inside, autojunk=False).get_opcodes()
        found += [(tag, a + head, b + head, c + head, d + head) for tag, a, b, c, d in matched]
    return [*found, ("equal", len(old) - tail, len(old), len(new) - tail, len(new))]


def _offsets(parts: Sequence[str]) -> list[int]:
    return [0, *accumulate(map(len, parts))]


def _joined(blocks: Iterator[Block]) -> Iterator[Block]:
    """Blocks of the same length in both that follow one another as one."""
    last: Block | None = None
    for block in blocks:
        if block[0] == block[1]:
            continue
        if last is not None and _goes_on(last, block):
            last = (last[0], block[1], last[2], block[3])
            continue
        if last is not None:
            yield last
        last = block
    if last is not None:
        yield last


def _goes_on(last: Block, block: Block) -> bool:
    is_next = (last[1], last[3]) == (block[0], block[2])
    return is_next and all(one[1] - one[0] == one[3] - one[2] for one in (last, block))
