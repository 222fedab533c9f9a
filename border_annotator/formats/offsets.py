"""Laying foreign annotations on a stored text: the unit of their offsets is found out, never believed.

Every span of an article is asked, not the first. A span whose surface stands a little beside its place is moved
there, and that is told; one whose surface stands nowhere near is kept apart with the reason.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.foreign import Unit
from border_annotator.domain.sentence import say
from border_annotator.domain.span import Span
from border_annotator.formats.aligned import Aligned, Evidence, Places, Quarantined, Repaired
from border_annotator.formats.countings import Counting, Ruler, Ways, rulers
from border_annotator.formats.lost_spans import Search
from border_annotator.formats.surfaces import at_words, fits, fold_of, folded, placed_by, without_edges

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from border_annotator.domain.foreign import ForeignArticle, ForeignSpan
    from border_annotator.domain.sentence import Sentence

MOST_ASKED = 5_000
"""Spans that are asked how an article's offsets count; of more, as many from all over it."""
MORE = 2
"""How many more spans must begin and end at words for another unit than the format's own to be believed."""


def align(article: ForeignArticle, text: str) -> Aligned:
    """Where every span of an article stands in ``text``, the article's text as it is stored."""
    if article.text is None or article.text == text:
        straight = _straight(article, text)
        if straight is not None:
            return straight
    ways = Ways(rulers(article.text, text, article.units))
    spans = article.spans if next(iter(ways)).sure else _with_surfaces(article)
    said = _some([span for span in spans if span.surface is not None])
    if said:
        ruler, agreed = _by_surfaces(ways, said, text)
        evidence, asked = Evidence.SURFACES, len(said)
    else:
        bare = _some(spans)
        ruler, agreed = _by_edges(_usual(ways, article.text, text), bare, text)
        evidence, asked = Evidence.WORD_EDGES, len(bare)
    placing = _Placing(text, ruler, ways)
    placing.place(spans)
    return Aligned(
        placing.spans,
        ruler.counting,
        evidence,
        agreed,
        asked,
        repaired=tuple(placing.repaired),
        quarantined=tuple(placing.quarantined),
    )


def _straight(article: ForeignArticle, text: str) -> Aligned | None:
    """All spans where the file says, if that is right for every one in the unit that is likeliest."""
    unit = article.units[0]
    is_ascii = text.isascii()
    if unit is not Unit.CODE_POINTS and not (is_ascii or (unit is Unit.UTF16 and _is_narrow(text))):
        return None
    is_same = is_ascii and article.text is not None
    length = len(text)
    placed: dict[str, Places] = {}
    said = 0
    for span in article.spans:
        if len(span.pieces) != 1 or span.id in placed:
            return None
        start, end = span.pieces[0].start, span.pieces[0].end
        if not 0 <= start < end <= length:
            return None
        surface = span.surface
        if surface is not None:
            if end - start != len(surface) or text[start:end] != surface:
                return None
            said += 1
        elif not is_same and not at_words(text, start, end):
            return None
        placed[span.id] = (Span(start, end),)
    evidence = Evidence.SURFACES if said else Evidence.SAME if is_same else Evidence.WORD_EDGES
    asked = said or len(article.spans)
    return Aligned(placed, Counting(unit), evidence, asked, asked)


def _is_narrow(text: str) -> bool:
    """Whether no character takes two UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text)


def _some(spans: Sequence[ForeignSpan]) -> Sequence[ForeignSpan]:
    return spans[:: len(spans) // MOST_ASKED + 1]


def _with_surfaces(article: ForeignArticle) -> tuple[ForeignSpan, ...]:
    """The spans with what they cover in the file's own text, which is not the stored one."""
    source = article.text or ""
    own = align(article, source).spans
    return tuple(
        replace(span, surface=" ".join(place.text_in(source) for place in own[span.id]))
        if span.surface is None and span.id in own
        else span
        for span in article.spans
    )


def _by_surfaces(ways: Ways, spans: Sequence[ForeignSpan], text: str) -> tuple[Ruler, int]:
    """The way of counting that puts most spans on their surfaces, and how many it does."""
    folds = {span.id: folded(span.surface or "") for span in spans}
    best: tuple[int, int] = (-1, -1)
    chosen: Ruler | None = None
    for ruler in ways:
        exact = alike = 0
        for span in spans:
            places = placed_by(ruler, span, len(text))
            if places is None or span.surface is None:
                continue
            if fits(places, span.surface, text):
                exact += 1
            elif fold_of(places, span.surface, text) == folds[span.id]:
                alike += 1
        if chosen is None or (exact + alike, exact) > best:
            chosen, best = ruler, (exact + alike, exact)
        if exact == len(spans):
            break
    if chosen is None:
        raise ValueError("no way of counting")
    return chosen, best[0]


def _usual(ways: Ways, source: str | None, text: str) -> Iterator[Ruler]:
    """The ways that edges of words are evidence enough for."""
    for ruler in ways:
        counting = ruler.counting
        is_odd = counting.mark or counting.two_for_line_ends
        if counting.form is not None or (is_odd and source == text):
            return
        yield ruler


def _by_edges(ways: Iterator[Ruler], spans: Sequence[ForeignSpan], text: str) -> tuple[Ruler, int]:
    """The way of counting that lets spans begin and end at words: the likeliest, unless another is much better."""
    first = best = next(ways)
    agreed, impossible = _edges(first, spans, text)
    most, wrong = agreed, impossible
    for ruler in ways:
        if most == len(spans):
            break
        good, not_possible = _edges(ruler, spans, text)
        if good > most:
            best, most, wrong = ruler, good, not_possible
    if most - agreed >= MORE or (impossible > 0 and wrong == 0 and most > agreed):
        return best, most
    return first, agreed


def _edges(ruler: Ruler, spans: Sequence[ForeignSpan], text: str) -> tuple[int, int]:
    """How many spans begin and end at words, and how many cannot be so counted."""
    good = impossible = 0
    for span in spans:
        places = placed_by(ruler, span, len(text))
        if places is None or any(ruler.divides(piece.start) or ruler.divides(piece.end) for piece in span.pieces):
            impossible += 1
        elif all(at_words(text, place.start, place.end) for place in places):
            good += 1
    return good, impossible


class _Placing:
    """Puts spans where one way of counting says, and looks for those that are not there."""

    def __init__(self, text: str, ruler: Ruler, ways: Ways) -> None:
        self._text = text
        self._ruler = ruler
        self._ways = ways
        self.spans: dict[str, Places] = {}
        self.repaired: list[Repaired] = []
        self.quarantined: list[Quarantined] = []

    def place(self, spans: Sequence[ForeignSpan]) -> None:
        """Each span into ``spans``, and told where it was moved; or into ``quarantined``."""
        lost: list[ForeignSpan] = []
        seen: set[str] = set()
        for span in spans:
            if span.id in seen:
                self._keep_apart(span, say("its id stands twice in the article"))
            elif not self._stands(span):
                lost.append(span)
            seen.add(span.id)
        search = Search(self._text, self._ruler, self._ways, lost)
        for span in lost:
            found, reason = search.found(span)
            if found is None:
                self._keep_apart(span, reason, search.everywhere(span))
            else:
                self._move(span, found, reason)

    def _stands(self, span: ForeignSpan) -> bool:
        """Whether the span was put where the file says."""
        places = placed_by(self._ruler, span, len(self._text))
        if places is None:
            return False
        if span.surface is None:
            if any(self._ruler.divides(piece.start) or self._ruler.divides(piece.end) for piece in span.pieces):
                self._move(span, places, say("its end lay inside a character"))
            else:
                self.spans[span.id] = places
            return True
        if not fits(places, span.surface, self._text):
            if fold_of(places, span.surface, self._text) != folded(span.surface):
                return False
            places = without_edges(places, self._text)
        self.spans[span.id] = places
        return True

    def _move(self, span: ForeignSpan, places: Places, reason: Sentence) -> None:
        self.spans[span.id] = places
        self.repaired.append(Repaired(span.id, span.label, span.surface, span.pieces, places, reason))

    def _keep_apart(self, span: ForeignSpan, reason: Sentence, places: Places = ()) -> None:
        self.quarantined.append(Quarantined(span.id, span.label, span.surface, span.pieces, reason, places))
