"""Articles without the names of persons, for whoever may not hand them on: each name becomes the same word everywhere.

What goes is what is annotated as a person, every other place where the article says one of these names, and the
byline. A person whom nobody has annotated stays: nothing here finds names by itself, and whoever hands the data on must
know it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from border_annotator.domain.document import Boilerplate, Layout, Segment
from border_annotator.domain.folding import folded
from border_annotator.domain.kept import Kept
from border_annotator.domain.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from border_annotator.domain.article import Article
    from border_annotator.domain.entity import Entity
    from border_annotator.domain.event import Event

PERSON = "PERSON"
BYLINE = "byline"
LETTERS = 6
"""Letters of a person's code: of a thousand persons two have the same one in one of two thousand data sets."""
SHORTEST = 2
"""Letters that a word may have and still be no name to be looked for by itself."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Redacted:
    """An article without names.

    ``persons`` is how many there were, ``places`` how many passages were replaced. The annotations of ``article`` lie
    on ``text``; what people wrote themselves (notes, reasons) and what is kept of
    foreign files is left out, since nobody knows whom it names.
    """

    article: Article
    text: str
    persons: int
    places: int


def redacted(article: Article, text: str, secret: bytes) -> Redacted:
    """The article with every person's name replaced by ``Person`` and a code.

    The code depends on the name (or the link) and the ``secret`` alone, so that a person is the same in all articles of
    a project, and nobody without the secret can try out names.
    """
    people = _People([e for e in article.entities if e.label == PERSON], text, secret)
    bylines = [s.span for s in article.layout.segments if s.label == BYLINE]
    found = _without_overlaps(
        [*((span, "[byline]") for span in bylines), *((span, people.word_for(span)) for span in people.places)]
    )
    shift = _Shift(found)
    fresh = shift.applied(text)
    article = replace(
        article,
        doc_id=people.clean(article.doc_id),
        text_file=people.clean(article.text_file),
        text_sha256=hashlib.sha256(fresh.encode()).hexdigest(),
        n_chars=len(fresh),
        layout=_moved_layout(article.layout, shift),
        entities=tuple(people.unnamed(replace(e, span=shift.moved(e.span), note=None)) for e in article.entities),
        figures=tuple(replace(f, span=shift.moved(f.span), note=None) for f in article.figures),
        events=tuple(_moved_event(event, shift) for event in article.events),
        origins={key: replace(origin, reason="") for key, origin in article.origins.items()},
        notes=(),
        kept=Kept(),
        rejections=tuple(
            replace(r, span=shift.moved(r.span), reason=None, origin=replace(r.origin, reason=""))
            for r in article.rejections
        ),
    )
    return Redacted(article, fresh, people.count, len(found))


class _People:
    """Who is named in an article, where, and what stands for each."""

    def __init__(self, entities: Iterable[Entity], text: str, secret: bytes) -> None:
        self._text = text
        self._secret = secret
        self._who: dict[Span, str] = {}
        linked: dict[str, str] = {}
        named = [(entity, _words(entity.span.text_in(text))) for entity in entities]
        for entity, words in named:
            if entity.link is not None and words:
                linked.setdefault(" ".join(words), entity.link)
        # A surname alone is the person whose longer name ends with it, where there is only one.
        longer = {" ".join(words) for _entity, words in named if len(words) > 1}
        self._names: dict[str, str] = {}
        for entity, words in named:
            name = " ".join(words)
            full = {other for other in longer if len(words) == 1 and other.split()[-1:] == words}
            whole = full.pop() if len(full) == 1 else name
            who = entity.link or linked.get(whole) or whole
            self._who[entity.span] = who
            if name:
                self._names[name] = who
        for whole in longer:
            surname = whole.split()[-1]
            if len(surname) > SHORTEST and sum(other.split()[-1] == surname for other in longer) == 1:
                self._names.setdefault(surname, self._names[whole])
        self._find_more()

    @property
    def count(self) -> int:
        """How many persons there are."""
        return len(set(self._who.values()))

    @property
    def places(self) -> list[Span]:
        """Every place where one of them is named."""
        return list(self._who)

    def word_for(self, span: Span) -> str:
        """What takes the place of the name there."""
        return f"Person {self._code(self._who[span])}"

    def unnamed(self, entity: Entity) -> Entity:
        """The entity with a link that names nobody."""
        link = entity.link
        if link is None or not link.startswith("person:"):
            return entity
        return replace(entity, link=f"person:{self._code(link).lower()}")

    def clean(self, name: str) -> str:
        """A name of a file in which none of these people is named."""
        words = set(_words(name.replace("_", " ")))
        told = {word for known in self._names for word in known.split() if len(word) > SHORTEST}
        if not words & told:
            return name
        stem, dot, ending = name.rpartition(".")
        code = self._code(name).lower()
        return f"article-{code}{dot}{ending}" if stem and len(ending) <= len("jsonl") else f"article-{code}"

    def _find_more(self) -> None:
        """Where else the text says one of the names, with a capital as names have."""
        words = [(folded(m.group()), Span(*m.span())) for m in _WORD.finditer(self._text) if not m.group().islower()]
        by_first: dict[str, list[tuple[list[str], str]]] = {}
        for name, who in self._names.items():
            parts = name.split()
            by_first.setdefault(parts[0], []).append((parts, who))
        for k, (word, span) in enumerate(words):
            for parts, who in by_first.get(word, ()):
                last = words[k : k + len(parts)]
                if [found for found, _span in last] == parts:
                    whole = Span(span.start, last[-1][1].end)
                    if len(whole) <= len(" ".join(parts)) + 3 * len(parts):
                        self._who.setdefault(whole, who)

    def _code(self, who: str) -> str:
        digest = hmac.digest(self._secret, folded(who).encode(), "sha256")
        return base64.b32encode(digest)[:LETTERS].decode()


class _Shift:
    """Leads from a text to the text in which some stretches are replaced."""

    def __init__(self, found: list[tuple[Span, str]]) -> None:
        self._found = found
        self._starts = [span.start for span, _word in found]
        self._before: list[int] = []
        moved = 0
        for span, word in found:
            self._before.append(moved)
            moved += len(word) - len(span)
        self._before.append(moved)

    def applied(self, text: str) -> str:
        """The text with everything replaced."""
        parts, end = [], 0
        for span, word in self._found:
            parts += [text[end : span.start], word]
            end = span.end
        return "".join((*parts, text[end:]))

    def moved(self, span: Span) -> Span:
        """Where a span lies afterwards; one that begins or ends in what is replaced takes all of it in."""
        return Span(self._place(span.start, is_end=False), self._place(span.end, is_end=True))

    def _place(self, offset: int, *, is_end: bool) -> int:
        k = bisect_right(self._starts, offset - is_end) - 1
        if k < 0:
            return offset
        span, word = self._found[k]
        if offset - is_end < span.end:
            return span.start + self._before[k] + (len(word) if is_end else 0)
        return offset + self._before[k + 1]


def _without_overlaps(found: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """The stretches in their order, of those that overlap the one that begins first and is the longest."""
    kept: list[tuple[Span, str]] = []
    for span, word in sorted(found, key=lambda one: (one[0].start, -one[0].end)):
        if not kept or span.start >= kept[-1][0].end:
            kept.append((span, word))
        elif span.end > kept[-1][0].end:
            kept[-1] = (Span(kept[-1][0].start, span.end), kept[-1][1])
    return kept


def _moved_layout(layout: Layout, shift: _Shift) -> Layout:
    published = layout.published
    return Layout(
        title=shift.moved(layout.title) if layout.title is not None else None,
        published=replace(published, span=shift.moved(published.span) if published.span is not None else None),
        segments=tuple(Segment(s.label, shift.moved(s.span)) for s in layout.segments),
        boilerplate=tuple(Boilerplate(b.kind, shift.moved(b.span)) for b in layout.boilerplate),
    )


def _moved_event(event: Event, shift: _Shift) -> Event:
    return replace(
        event,
        trigger=shift.moved(event.trigger),
        mentions=tuple(shift.moved(mention) for mention in event.mentions),
        arguments=tuple(a if a.span is None else replace(a, span=shift.moved(a.span)) for a in event.arguments),
        note=None,
    )


def _words(text: str) -> list[str]:
    return [folded(word) for word in _WORD.findall(text)]
