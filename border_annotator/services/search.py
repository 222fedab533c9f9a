"""Looking for words in the whole project."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.domain.finding import read_query
from border_annotator.storage.project_file import ProjectFile
from border_annotator.storage.search import SearchStore

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from border_annotator.domain.finding import Query
    from border_annotator.domain.span import Span
    from border_annotator.services.project import Project

CONTEXT = 90
"""Characters of context on either side of a hit."""
BATCH = 200
"""Hits after which they are told."""
AT_ONCE = 100
"""Articles after which something is told, also where nothing was found: who waits may have left."""
FIRST = 50
"""Hits after which those of the best articles are told: more than a window shows of them."""
BEST = 25
"""Articles that are told first."""
RANKED = 5_000
"""Articles among which the best are looked for: the newest that fit."""
MOST_HITS = 20_000
"""A search ends after so many hits: nobody reads more, and fewer words find fewer."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that were found: where, with what stands before and after on one line, and how they are marked.

    ``labels`` are those of ``QueueLabels``: ``t:`` and the type of an event whose trigger is there, ``e:`` and an
    entity's label, ``f:`` and a figure's kind.
    """

    document_id: str
    headline: str
    span: Span
    before: str
    words: str
    after: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a search has found since it told last, and how far it is.

    Of the best articles, which come first, ``read`` and ``articles`` are 0: their number is not known yet. ``is_cut``
    says that there is more than will ever be told.
    """

    hits: tuple[Hit, ...]
    read: int
    articles: int
    is_cut: bool = False


def articles_with(project: Project, typed: str) -> list[int]:
    """The positions of the articles that hold what was typed; none when nothing was typed that could be held."""
    return _positions(SearchStore(project.file), read_query(typed))


def articles_with_beside(path: Path, typed: str) -> Iterator[list[int]]:
    """The same through a connection of its own, for a thread."""
    file = ProjectFile.open_read_only(path)
    try:
        yield _positions(SearchStore(file), read_query(typed))
    finally:
        file.close()


class Search:
    """Every hit in every article, or in those ``within``: first in the best articles, then in the order of import.

    ``results`` reads through a connection of its own and may run in a thread; ``stop`` may be called from another one.
    """

    def __init__(self, path: Path, layer_id: str, typed: str, within: Collection[str] | None = None) -> None:
        self._path, self._layer_id, self._within = path, layer_id, within
        self._query = read_query(typed)
        self._file: ProjectFile | None = None
        self._is_stopped = False

    def stop(self) -> None:
        """Let ``results`` end at once."""
        self._is_stopped = True
        file = self._file
        if file is not None:
            file.interrupt()

    def results(self) -> Iterator[Found]:
        """What is found, told every ``BATCH`` hits or ``AT_ONCE`` articles and at the end.

        The hits of the best articles come first, every ``FIRST`` of them.
        """
        self._file = file = ProjectFile.open_read_only(self._path)
        try:
            for found in self._results(SearchStore(file)):
                if self._is_stopped:
                    return
                yield found
        except KnownError:
            if not self._is_stopped:
                raise
        finally:
            self._file = None
            file.close()

    def _results(self, store: SearchStore) -> Iterator[Found]:
        inside = store.positions_of(self._within) if self._within is not None else None
        best = self._best(store, inside)
        told = 0
        waiting: list[Hit] = []
        for position in best:
            waiting += self._hits(store, position)
            if len(waiting) >= FIRST:
                yield Found(tuple(waiting), 0, 0)
                told, waiting = told + len(waiting), []
        if waiting:
            yield Found(tuple(waiting), 0, 0)
            told, waiting = told + len(waiting), []
        known = frozenset(best)
        positions = [
            position
            for position in _positions(store, self._query, is_quick=True)
            if position not in known and (inside is None or position in inside)
        ]
        articles = len(positions) + len(best)
        for read, position in enumerate(positions, start=1 + len(best)):
            waiting += self._hits(store, position)
            if read % AT_ONCE and len(waiting) < BATCH:
                continue
            told += len(waiting)
            is_cut = told >= MOST_HITS
            yield Found(tuple(waiting), read, articles, is_cut)
            if is_cut:
                return
            waiting = []
        yield Found(tuple(waiting), articles, articles)

    def _best(self, store: SearchStore, inside: Collection[int] | None) -> list[int]:
        """The positions of the best articles; a word that the index cannot help with is not ranked."""
        if not self._query.wanted or any(term.is_unparted for term in self._query.wanted):
            return []
        match = self._query.quick_match
        ranked = store.ranked(match, RANKED) if match else iter(store.newest(BEST))
        return list(islice((position for position in ranked if inside is None or position in inside), BEST))

    def _hits(self, store: SearchStore, position: int) -> Iterator[Hit]:
        document_id, headline, text = store.text(position)
        spans = self._query.spans_in(text)
        marks = store.marks(self._layer_id, document_id) if spans else []
        for span in spans:
            yield _hit(document_id, headline, text, span, marks)


def left_to_index(project: Project) -> int:
    """How many articles a search does not know yet: of an earlier version, or of a large import a moment ago."""
    return SearchStore(project.file).left_to_index()


def _hit(document_id: str, headline: str, text: str, span: Span, marks: list[tuple[int, int, str]]) -> Hit:
    before = " ".join(text[max(0, span.start - CONTEXT) : span.start].split())
    after = " ".join(text[span.end : span.end + CONTEXT].split())
    gap_before = " " if text[span.start - 1 : span.start].isspace() and before else ""
    gap_after = " " if text[span.end : span.end + 1].isspace() and after else ""
    last = bisect_left(marks, (span.end, -1, ""))
    labels = dict.fromkeys(label for _start, end, label in marks[:last] if end > span.start)
    words = " ".join(span.text_in(text).split())
    return Hit(document_id, headline, span, before + gap_before, words, gap_after + after, tuple(labels))


def _positions(store: SearchStore, query: Query, *, is_quick: bool = False) -> list[int]:
    """The positions of the articles that fit; quickly, and then a few more than that."""
    if not query.wanted:
        return []
    match = query.quick_match if is_quick else query.match
    unparted = [word for term in query.wanted if term.is_unparted for word in term.words]
    if match and not unparted:
        return store.positions(match)
    known = set(store.positions(match)) if match else None
    return [position for position in store.positions_holding(unparted) if known is None or position in known]
