"""Everything that was done, step by step: who, when, what was before and what after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.edit import change_to_plain
from border_annotator.services import timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.domain.worksheet import Worksheet
    from border_annotator.services.project import Project
    from border_annotator.services.timeline import StepDetails
    from border_annotator.storage.journal import Headline

PAGE = 200
SHEETS = 40
"""Worksheets that are kept at hand: neighbouring steps are mostly of one article."""


@dataclass(frozen=True, slots=True)
class ToldStep:
    """A step: its line in the journal, its differences in words, and its changes as the journal keeps them."""

    headline: Headline
    details: StepDetails
    changes: tuple[dict[str, object], ...]


def told_steps(project: Project, event_id: str | None = None, most: int | None = None) -> Iterator[ToldStep]:
    """The steps of a project, or of one event, the newest first; with ``most`` no more than so many."""
    sheets: dict[str, Worksheet | None] = {}
    for count, headline in enumerate(_headlines(project, event_id)):
        if count == most:
            return
        entry = project.journal.entry(headline.id)
        if entry is None:
            continue
        if len(sheets) > SHEETS:
            sheets.clear()
        details = timeline.details(project, headline.id, sheets)
        yield ToldStep(headline, details, tuple(map(change_to_plain, entry.edit.changes)))


def _headlines(project: Project, event_id: str | None) -> Iterator[Headline]:
    if event_id is not None:
        yield from timeline.of_event(project, event_id)
        return
    for skip in range(0, timeline.length(project), PAGE):
        yield from timeline.page(project, skip, PAGE)
