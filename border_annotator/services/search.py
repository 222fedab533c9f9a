"""Looking for words in the whole project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.finding import read_query
from border_annotator.storage.project_file import ProjectFile
from border_annotator.storage.search import SearchStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from border_annotator.domain.finding import Query
    from border_annotator.services.project import Project


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
