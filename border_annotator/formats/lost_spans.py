"""Looking for spans that do not stand where their offsets say."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from border_annotator.domain.sentence import Sentence, say
from border_annotator.domain.span import Span
from border_annotator.formats.surfaces import fits, placed_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from border_annotator.domain.foreign import ForeignSpan
    from border_annotator.formats.aligned import Places
    from border_annotator.formats.countings import Ruler, Ways

NEAR = 40
"""Code points on either side of its place in which a surface is looked for."""
CLEARLY = 4
"""How many times farther than the nearest place the next one must be for the nearest to be the one."""
MOST_LOOKED_FOR = 300
"""Surfaces that are looked for in the whole text."""
SHORTEST = 3
"""Letters of a surface that can tell how far a text is moved as a whole."""
MOST_PLACES = 5


class Search:
    """Finds single spans again: counted in another way, moved with the others, or a little beside their place."""

    def __init__(self, text: str, ruler: Ruler, ways: Ways, lost: Sequence[ForeignSpan]) -> None:
        self._text = text
        self._ruler = ruler
        self._ways = ways
        self._left = MOST_LOOKED_FOR
        self._shift = self._shared_shift(lost)

    def found(self, span: ForeignSpan) -> tuple[Places | None, Sentence]:
        """Where the span stands, ``None`` if nowhere for sure, and what is to be told about it."""
        if not span.pieces or any(piece.start >= piece.end for piece in span.pieces) or span.surface == "":
            return None, say("is empty: it covers no character")
        if span.surface is None:
            return None, say(
                "ends at {end}, the text has {length} characters",
                end=str(max(piece.end for piece in span.pieces)),
                length=str(len(self._text)),
            )
        for ruler in self._ways:
            places = placed_by(ruler, span, len(self._text))
            if places is not None and fits(places, span.surface, self._text):
                return places, say("counts {what}, other than the rest", what=ruler.counting.told())
        if self._shift:
            places = self._moved(span, self._shift)
            if places is not None:
                return places, say("stood {distance} characters away, as others do", distance=str(self._shift))
        return self._near(span)

    def everywhere(self, span: ForeignSpan) -> Places:
        """The first places in the whole text where the surface stands."""
        if not span.surface or not span.surface.strip() or self._left <= 0:
            return ()
        self._left -= 1
        return tuple(Span(*found.span()) for found in islice(_pattern(span.surface).finditer(self._text), MOST_PLACES))

    def _shared_shift(self, lost: Sequence[ForeignSpan]) -> int:
        """How far most lost spans stand from their places, from those whose surface stands only once; else 0."""
        shifts: Counter[int] = Counter()
        for span in lost[:MOST_LOOKED_FOR]:
            if span.surface is None or len(span.surface) < SHORTEST or len(span.pieces) != 1:
                continue
            place = self._text.find(span.surface)
            if place >= 0 and self._text.find(span.surface, place + 1) < 0:
                shifts[place - self._ruler.start(span.pieces[0].start)] += 1
        if not shifts:
            return 0
        shift, times = shifts.most_common(1)[0]
        return shift if times > 1 and 2 * times > shifts.total() else 0

    def _moved(self, span: ForeignSpan, distance: int) -> Places | None:
        """The span that far from its place, if its surface stands there."""
        places = []
        for piece in span.pieces:
            start, end = self._ruler.start(piece.start) + distance, self._ruler.end(piece.end) + distance
            if not 0 <= start < end <= len(self._text):
                return None
            places.append(Span(start, end))
        return tuple(places) if fits(tuple(places), span.surface or "", self._text) else None

    def _near(self, span: ForeignSpan) -> tuple[Places | None, Sentence]:
        """The place near its own where the surface stands, if it is the only one, or much the nearest."""
        surface = span.surface or ""
        start = self._ruler.start(span.pieces[0].start)
        near = sorted(self._candidates(span, start), key=lambda places: abs(places[0].start - start))
        if not near:
            there = self._text[max(0, start) : max(0, start) + 40]
            if not there:
                return None, say(
                    "begins at {start}, the text has {length} characters, and “{surface}” does not stand at its end",
                    start=str(span.pieces[0].start),
                    length=str(len(self._text)),
                    surface=surface[:40],
                )
            return None, say(
                "the text has “{found}” there, and “{surface}” stands nowhere near", found=there, surface=surface[:40]
            )
        distances = [abs(places[0].start - start) for places in near]
        if len(near) > 1 and distances[1] < CLEARLY * max(1, distances[0]):
            return None, say(
                "“{surface}” stands at {count} places near, none of them clearly the one",
                surface=surface[:40],
                count=str(len(near)),
            )
        return near[0], say("stood {distance} characters away", distance=str(near[0][0].start - start))

    def _candidates(self, span: ForeignSpan, start: int) -> Iterator[Places]:
        surface = span.surface or ""
        if len(span.pieces) == 1:
            begin = max(0, start - NEAR)
            window = self._text[begin : max(0, start) + NEAR + 2 * len(surface)]
            if not surface.strip():
                return
            for found in _pattern(surface).finditer(window):
                if found.start() + begin <= start + NEAR:
                    yield (Span(found.start() + begin, found.end() + begin),)
            return
        for distance in range(-NEAR, NEAR + 1):
            places = self._moved(span, distance)
            if places is not None:
                yield places


def _pattern(surface: str) -> re.Pattern[str]:
    """What finds a surface in any Unicode form and with any white space between its words."""
    forms = dict.fromkeys((surface, unicodedata.normalize("NFC", surface), unicodedata.normalize("NFD", surface)))
    return re.compile("|".join(r"\s+".join(map(re.escape, form.split())) for form in forms))
