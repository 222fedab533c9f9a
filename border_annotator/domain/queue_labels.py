"""Which articles have which types of events, labels and links: the part of the queue's columns with many values."""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class QueueLabels:
    """For every label the places of the articles that have it, and the other way round.

    A label is one line of a profile: ``t:`` and a type of event, ``e:`` and a label of entities, ``f:`` and a kind of
    figures, ``l:`` and a link.
    """

    def __init__(self, size: int, rows: Iterable[tuple[int, str]] = ()) -> None:
        self._known: dict[str, tuple[str, ...]] = {"": ()}
        self._of: list[tuple[str, ...]] = [()] * size
        self._postings: dict[str, array[int]] = {}
        postings = self._postings
        for place, lines in rows:
            labels = self._of[place] = self._read(lines)
            for label in labels:
                if label not in postings:
                    postings[label] = array("l")
                postings[label].append(place)

    def put(self, place: int, lines: str) -> None:
        """Say what an article has now."""
        while place >= len(self._of):
            self._of.append(())
        before, labels = self._of[place], self._read(lines)
        if before == labels:
            return
        self._of[place] = labels
        for label in set(before) - set(labels):
            posting = self._postings[label]
            del posting[bisect_left(posting, place)]
        for label in set(labels) - set(before):
            insort(self._postings.setdefault(label, array("l")), place)

    def has(self, place: int, labels: frozenset[str]) -> bool:
        """Whether an article has any of some labels."""
        return place < len(self._of) and not labels.isdisjoint(self._of[place])

    def mask(self, labels: Iterable[str], size: int) -> bytearray:
        """Which articles have any of some labels."""
        mask = bytearray(size)
        for label in labels:
            for place in self._postings.get(label, ()):
                mask[place] = 1
        return mask

    def counts(self, prefixes: tuple[str, ...], mask: bytearray | None) -> Iterator[tuple[str, int]]:
        """How many of the articles that a mask leaves have each label with such a beginning."""
        for label, posting in self._postings.items():
            if label.startswith(prefixes):
                count = len(posting) if mask is None else sum(map(mask.__getitem__, posting))
                if count:
                    yield label, count

    def _read(self, lines: str) -> tuple[str, ...]:
        known = self._known.get(lines)
        if known is None:
            # One text for one label, however many articles have it.
            found: list[str] = []
            for line in lines.split("\n"):
                if line not in self._known:
                    self._known[line] = (line,)
                found += self._known[line]
            known = self._known[lines] = tuple(dict.fromkeys(found))
        return known
