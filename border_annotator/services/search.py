"""Looking for words in the whole project."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

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

    ``is_cut`` says that there is more than will ever be told.
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


def search_beside(path: Path, layer_id: str, typed: str, within: Collection[str] | None = None) -> Iterator[Found]:
    """Every hit in every article, or in those ``within``, in the order of import, through a connection of its own.

    It may run in a thread. Something is told every ``BATCH`` hits or ``AT_ONCE`` articles and at the end.
    """
    query = read_query(typed)
    file = ProjectFile.open_read_only(path)
    try:
        store = SearchStore(file)
        positions = _positions(store, query)
        if within is not None:
            inside = store.positions_of(within)
            positions = [position for position in positions if position in inside]
        waiting: list[Hit] = []
        told = 0
        for read, (document_id, headline, text) in enumerate(store.texts(positions), start=1):
            spans = query.spans_in(text)
            marks = store.marks(layer_id, document_id) if spans else []
            waiting += [_hit(document_id, headline, text, span, marks) for span in spans]
            if read % AT_ONCE and len(waiting) < BATCH:
                continue
            told += len(waiting)
            is_cut = told >= MOST_HITS
            yield Found(tuple(waiting), read, len(positions), is_cut)
            if is_cut:
                return
            waiting = []
        yield Found(tuple(waiting), len(positions), len(positions))
    finally:
        file.close()


def left_to_index(project: Project) -> int:
    """How many articles of an earlier version a search does not know yet."""
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


def _positions(store: SearchStore, query: Query) -> list[int]:
    if not query.wanted:
        return []
    match = query.match
    unparted = [word for term in query.wanted if term.is_unparted for word in term.words]
    found = store.positions(match) if match else None
    if unparted:
        holding = store.positions_holding(unparted)
        known = None if found is None else set(found)
        found = [position for position in holding if known is None or position in known]
    return found or []
