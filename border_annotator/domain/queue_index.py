"""The queue in memory: which articles fit a filter, in which order, and how many have each value.

100,000 articles are columns of numbers here, so that a filter is a few passes over bytes and never a query.
"""

from __future__ import annotations

import datetime
from array import array
from bisect import bisect_left
from collections import Counter
from functools import cache
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple, Self

from border_annotator.domain.days import stored_day
from border_annotator.domain.folding import folded
from border_annotator.domain.queue_filter import Facet, QueueFilter, Sort, Stand

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from border_annotator.domain.queue_labels import QueueLabels

LAST = 2.0
"""How sure an article counts where nothing waits: surer than everything."""
SINGLE = (Facet.STATE, Facet.SOURCE, Facet.LANGUAGE)
"""Facets of which an article has one value."""
PREFIXES = {Facet.TYPE: ("t:",), Facet.ENTITY: ("e:", "l:")}


_STATES = ("open", *Stand)


class Entry(NamedTuple):
    """One article as the queue sorts and filters it, in plain columns.

    ``labels`` are the lines of ``QueueLabels``, ``None`` while they are not known.
    """

    document_id: str
    position: int
    headline: str
    source: str | None
    published: str | None
    language: str
    state: str
    is_started: int
    waiting: int
    sureness: float | None
    labels: str | None = None


def stand_of(state: str, *, is_started: bool) -> Stand:
    """How far an article is, from the reviewer's word and from whether the reviewer has done anything on it."""
    if state in ("open", Stand.UNTOUCHED):
        return Stand.IN_PROGRESS if is_started else Stand.UNTOUCHED
    return Stand(state)


_STANDS = {(state, begun): stand_of(state, is_started=begun) for state in _STATES for begun in (False, True)}


class Columns(NamedTuple):
    """Many articles after one another, column by column; ``titles`` are lines of headline and source, one each."""

    ids: Sequence[str]
    positions: Sequence[int]
    titles: str
    sources: Sequence[str | None]
    published: Sequence[str | None]
    languages: Sequence[str]
    states: Sequence[str]
    are_started: Sequence[bool]
    waiting: Sequence[int]
    sureness: Sequence[float | None]


class _Values:
    """The values of a facet as numbers."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, name: str) -> int:
        """The number of a value, a new one when it is met for the first time."""
        found = self._numbers.get(name)
        if found is None:
            found = self._numbers[name] = len(self.names)
            self.names.append(name)
        return found

    def take(self, names: Collection[str | None]) -> Iterator[int]:
        """The numbers of many values; none is the empty one."""
        numbers = {name: self.number(name or "") for name in dict.fromkeys(names)}
        return map(numbers.__getitem__, names)

    def numbers(self, names: Iterable[str]) -> frozenset[int]:
        """The numbers of those values that any article has had."""
        return frozenset(self._numbers[name] for name in names if name in self._numbers)


class QueueIndex:
    """Answers what a filter leaves and in which order; articles are known by their place in the order of import."""

    def __init__(self, entries: Iterable[Entry] = (), *, is_whole: bool = True) -> None:
        self.is_whole = is_whole
        """Whether more is known than the articles' order and states."""
        self.ids: list[str] = []
        self._places: dict[str, int] = {}
        self._positions = array("q")
        self._titles: list[str] = []
        self._columns = {facet: array("l") for facet in SINGLE}
        self._values = {facet: _Values() for facet in SINGLE}
        self._published = array("l")
        self._waiting = array("l")
        self._sureness = array("d")
        self._labels: QueueLabels | None = None
        self._late_labels: dict[int, str] = {}
        self._orders: dict[Sort, list[int]] = {}
        self._masks: dict[Facet | str, tuple[object, bytearray]] = {}
        self._add_all(list(entries))

    @classmethod
    def of_states(
        cls, ids: Sequence[str], positions: Sequence[int], states: Mapping[str, str], begun: frozenset[str]
    ) -> Self:
        """All articles with their states alone, for the moment until the rest has been read."""
        index, count = cls(is_whole=False), len(ids)
        index.ids, index._positions = list(ids), array("q", positions)
        index._places = dict(zip(ids, range(count), strict=True))
        # Room for the rest, so that what is edited in the meantime can be followed.
        index._titles = [""] * count
        index._published, index._waiting = array("l", [0]) * count, array("l", [0]) * count
        index._sureness = array("d", [LAST]) * count
        for facet, value in ((Facet.STATE, Stand.UNTOUCHED), (Facet.SOURCE, ""), (Facet.LANGUAGE, "")):
            index._columns[facet] = array("l", [index._values[facet].number(value)]) * count
        column, values, places = index._columns[Facet.STATE], index._values[Facet.STATE], index._places
        number = cache(lambda state, is_begun: values.number(_STANDS[state, is_begun]))
        for key, state in states.items():
            if key in places:
                column[places[key]] = number(state, key in begun)
        for key in begun.difference(states).intersection(places):
            column[places[key]] = values.number(Stand.IN_PROGRESS)
        return index

    @classmethod
    def of(cls, parts: Iterable[Columns]) -> Self:
        """All articles, out of parts that come in the order of import."""
        index = cls()
        for columns in parts:
            index.take_in(columns)
        return index

    def __len__(self) -> int:
        return len(self.ids)

    def places_by_position(self) -> dict[int, int]:
        """The place of each article by its position in the project's file."""
        return {position: place for place, position in enumerate(self._positions)}

    def place_of(self, document_id: str) -> int | None:
        """The place of an article in the order of import."""
        return self._places.get(document_id)

    def places_at(self, positions: Iterable[int]) -> bytearray:
        """Which articles stand at some positions of the project's file, as a mask."""
        mask = bytearray(len(self.ids))
        for position in positions:
            place = bisect_left(self._positions, position)
            if place < len(mask) and self._positions[place] == position:
                mask[place] = 1
        return mask

    def add(self, entry: Entry) -> None:
        """Take an article in; they come in the order of import."""
        self._add_all([entry])

    def _add_all(self, entries: list[Entry]) -> None:
        if not entries:
            return
        first = len(self.ids)
        ids, positions, headlines, sources, days, languages, states, started, waiting, sureness, labels = zip(
            *entries, strict=True
        )
        titles = "\n".join(map(_line, headlines, sources))
        begun = [bool(is_begun) for is_begun in started]
        self.take_in(Columns(ids, positions, titles, sources, days, languages, states, begun, waiting, sureness))
        for place, lines in enumerate(labels, start=first):
            if lines is not None:
                self._put_labels(place, lines)

    def take_in(self, columns: Columns) -> None:
        """Take many articles in, a column after the other, which is much quicker than one after the other."""
        ids, first = columns.ids, len(self.ids)
        self.ids.extend(ids)
        self._places.update(zip(ids, range(first, first + len(ids)), strict=True))
        self._positions.extend(columns.positions)
        self._titles.extend(folded(columns.titles).split("\n"))
        stands = map(_STANDS.__getitem__, zip(columns.states, columns.are_started, strict=True))
        for facet, values in zip(SINGLE, (list(stands), columns.sources, columns.languages), strict=True):
            self._columns[facet].extend(self._values[facet].take(values))
        ordinals = {day: _ordinal(day) for day in set(columns.published)}
        self._published.extend(map(ordinals.__getitem__, columns.published))
        self._waiting.extend(columns.waiting)
        self._sureness.extend(LAST if sure is None else sure for sure in columns.sureness)
        self._orders, self._masks = {}, {}

    def replace(self, entry: Entry) -> None:
        """Follow an article that has changed; one that is not known yet is taken in."""
        place = self._places.get(entry.document_id)
        if place is None:
            self.add(entry)
            return
        self._titles[place] = _title(entry.headline, entry.source)
        for facet, value in _singles(entry):
            self._columns[facet][place] = self._values[facet].number(value)
        published, sureness = _ordinal(entry.published), LAST if entry.sureness is None else entry.sureness
        if published != self._published[place]:
            self._orders.pop(Sort.NEWEST, None)
        if sureness != self._sureness[place]:
            self._orders.pop(Sort.UNSURE, None)
        if entry.waiting != self._waiting[place]:
            self._orders.pop(Sort.MOST, None)
        self._orders.pop(Sort.LONGEST, None)
        self._published[place], self._waiting[place], self._sureness[place] = published, entry.waiting, sureness
        if entry.labels is not None:
            self._put_labels(place, entry.labels)
        for key, (wanted, mask) in self._masks.items():
            if isinstance(key, Facet) and isinstance(wanted, frozenset):
                mask[place] = self._has(place, key, wanted)
        self._masks.pop("days", None)
        self._masks.pop("title", None)

    @property
    def has_labels(self) -> bool:
        """Whether types, labels and links can be asked for."""
        return self._labels is not None

    def adopt(self, labels: QueueLabels) -> None:
        """Take types, labels and links, which are read after the rest; what has changed since then stays as it is."""
        self._labels = labels
        for place, lines in self._late_labels.items():
            labels.put(place, lines)
        self._late_labels = {}
        for facet in PREFIXES:
            self._masks.pop(facet, None)

    def first(self, order: Sequence[int]) -> str | None:
        """The article to begin with: one that was begun, else the first that waits, else the first of an order."""
        column, values = self._columns[Facet.STATE], self._values[Facet.STATE]
        for stand in (Stand.IN_PROGRESS, Stand.UNTOUCHED):
            for number in values.numbers([stand]):
                place = next((place for place in order if column[place] == number), None)
                if place is not None:
                    return self.ids[place]
        return self.ids[order[0]] if order else None

    def matching(self, wanted: QueueFilter, found: bytearray | None = None) -> list[int]:
        """The places of the articles that fit, in the filter's order; ``found`` is the mask of the text search.

        None fits as long as it cannot be told.
        """
        if not (self.is_whole or wanted.needs_states_alone):
            return []
        order = self.order(wanted.sort)
        mask = self._mask(wanted, None, found)
        if mask is None:
            return list(order)
        return list(compress(order, map(mask.__getitem__, order)))

    def matches(self, place: int, wanted: QueueFilter, found: bytearray | None = None) -> bool:
        """Whether one article fits."""
        day = self._published[place]
        if wanted.is_undated:
            if day:
                return False
        elif (wanted.since or wanted.until) and not (day and _first(wanted) <= day <= _last(wanted)):
            return False
        if found is not None and not (place < len(found) and found[place]):
            return False
        if not all(word in self._titles[place] for word in _words(wanted.title)):
            return False
        return all(self._has(place, facet, values) for facet in Facet if (values := wanted.of(facet)))

    def counts(self, wanted: QueueFilter, facet: Facet, found: bytearray | None = None) -> dict[str, int]:
        """How many articles have each value of a facet, of those that fit the filter's other parts."""
        mask = self._mask(wanted, facet, found)
        if facet in SINGLE:
            column, names = self._columns[facet], self._values[facet].names
            numbers = Counter(column if mask is None else compress(column, mask))
            return {names[number]: count for number, count in numbers.items()}
        return dict(self._labels.counts(PREFIXES[facet], mask)) if self._labels is not None else {}

    def count_undated(self, wanted: QueueFilter, found: bytearray | None = None) -> int:
        """How many articles without a date fit the filter's parts other than the dates."""
        mask = self._mask(wanted, None, found, with_days=False)
        days = self._published
        return sum(not day for day in (days if mask is None else compress(days, mask)))

    def order(self, sort: Sort) -> list[int]:
        """All places in an order."""
        if sort not in self._orders:
            places = range(len(self.ids))
            if sort is Sort.FILES:
                self._orders[sort] = list(places)
            elif sort in (Sort.NEWEST, Sort.MOST):
                # Without a call for every article; equals keep their order this way round too.
                column = self._published if sort is Sort.NEWEST else self._waiting
                self._orders[sort] = sorted(places, key=column.__getitem__, reverse=True)
            else:
                self._orders[sort] = sorted(places, key=self.key(sort))
        return self._orders[sort]

    def key(self, sort: Sort) -> Callable[[int], float]:
        """What an order goes by."""
        published, waiting, sureness = self._published, self._waiting, self._sureness
        if sort is Sort.UNSURE:
            return sureness.__getitem__
        if sort is Sort.NEWEST:
            return lambda place: -published[place]
        if sort is Sort.MOST:
            return lambda place: -waiting[place]
        if sort is Sort.LONGEST:
            column = self._columns[Facet.STATE]
            settled = self._values[Facet.STATE].numbers([Stand.DONE, Stand.SKIPPED])
            return lambda place: column[place] in settled
        return lambda place: place

    # The parts of a filter as masks

    def _mask(
        self, wanted: QueueFilter, without: Facet | None, found: bytearray | None, *, with_days: bool = True
    ) -> bytearray | None:
        """Which articles fit all parts but one facet; ``None`` for all."""
        masks = [
            self._facet_mask(facet, values) for facet in Facet if facet is not without and (values := wanted.of(facet))
        ]
        if with_days and (wanted.since or wanted.until or wanted.is_undated):
            masks.append(self._day_mask(wanted))
        if words := _words(wanted.title):
            masks.append(self._title_mask(words))
        if found is not None:
            masks.append(found.ljust(len(self.ids), b"\0"))
        if not masks:
            return None
        whole = int.from_bytes(masks[0], "little")
        for mask in masks[1:]:
            whole &= int.from_bytes(mask, "little")
        return bytearray(whole.to_bytes(len(self.ids), "little"))

    def _kept(self, key: Facet | str, wanted: object) -> bytearray | None:
        known = self._masks.get(key)
        return known[1] if known is not None and known[0] == wanted else None

    def _facet_mask(self, facet: Facet, values: frozenset[str]) -> bytearray:
        mask = self._kept(facet, values)
        if mask is None:
            if facet in SINGLE:
                numbers = self._values[facet].numbers(values)
                mask = bytearray(map(numbers.__contains__, self._columns[facet]))
            else:
                mask = self._labels.mask(values, len(self.ids)) if self._labels else bytearray(len(self.ids))
            self._masks[facet] = (values, mask)
        return mask

    def _day_mask(self, wanted: QueueFilter) -> bytearray:
        parts = (wanted.since, wanted.until, wanted.is_undated)
        mask = self._kept("days", parts)
        if mask is None:
            if wanted.is_undated:
                mask = bytearray(not day for day in self._published)
            else:
                first, last = _first(wanted), _last(wanted)
                mask = bytearray(first <= day <= last for day in self._published)
            self._masks["days"] = (parts, mask)
        return mask

    def _title_mask(self, words: tuple[str, ...]) -> bytearray:
        mask = self._kept("title", words)
        if mask is None:
            titles = self._titles
            mask = bytearray([words[0] in title for title in titles])
            for word in words[1:]:
                mask = bytearray([is_there and word in title for is_there, title in zip(mask, titles, strict=True)])
            self._masks["title"] = (words, mask)
        return mask

    def _has(self, place: int, facet: Facet, values: frozenset[str]) -> bool:
        if facet in SINGLE:
            return self._values[facet].names[self._columns[facet][place]] in values
        return self._labels is not None and self._labels.has(place, values)

    def _put_labels(self, place: int, lines: str) -> None:
        if self._labels is None:
            self._late_labels[place] = lines
        else:
            self._labels.put(place, lines)


def _line(headline: str, source: str | None) -> str:
    return f"{headline} {source or ''}".replace("\n", " ")


def _title(headline: str, source: str | None) -> str:
    return folded(_line(headline, source))


def _words(title: str) -> tuple[str, ...]:
    return tuple(sorted(set(folded(title).split())))


def _singles(entry: Entry) -> tuple[tuple[Facet, str], ...]:
    return (
        (Facet.STATE, stand_of(entry.state, is_started=bool(entry.is_started))),
        (Facet.SOURCE, entry.source or ""),
        (Facet.LANGUAGE, entry.language),
    )


def _ordinal(day: str | None) -> int:
    found = stored_day(day)
    return found.toordinal() if found else 0


def _first(wanted: QueueFilter) -> int:
    return wanted.since.toordinal() if wanted.since else 1


def _last(wanted: QueueFilter) -> int:
    return wanted.until.toordinal() if wanted.until else datetime.date.max.toordinal()
