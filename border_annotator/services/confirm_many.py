"""Confirming many suggestions at once: of one kind or type, above a confidence, in one article or in many."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind, kind_of, label_of
from border_annotator.domain.edit import Edit
from border_annotator.domain.layer import Decision, ReviewState, Verdict
from border_annotator.domain.sentence import say, say_count
from border_annotator.services import annotate
from border_annotator.services.draft import Draft
from border_annotator.services.review import accept_all
from border_annotator.services.worksheets import read_worksheet
from border_annotator.storage.journal import Action

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping, Sequence

    from border_annotator.domain.edit import Change, Changes
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.services.project import Project

    Part = tuple[int, tuple[Change, ...]]

UNDECIDED = (ReviewState.OPEN, ReviewState.IN_PROGRESS)
"""Articles in these states are confirmed in; what is done or skipped stays as it is."""
LEVELS = (0.95, 0.9, 0.8, 0.7, 0.5)
"""The confidences that are offered."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which waiting suggestions are meant: of a kind or of all, of a label or of all, from a confidence on."""

    kind: Kind | None = None
    label: str | None = None
    least: float = 0.0

    def means(self, item: Item) -> bool:
        """Whether a waiting item is meant."""
        if not item.is_open or item.suggestion is None or item.suggestion.confidence < self.least:
            return False
        return self.kind in (None, kind_of(item.value)) and self.label in (None, label_of(item.value))


@dataclass(frozen=True, slots=True)
class Step:
    """How far a long run is: articles or changes of all, and how many suggestions it has met so far."""

    done: int
    total: int
    met: int
    is_on_disk: bool = False
    """Whether all of it is, so that it cannot be given up any more."""


@dataclass(frozen=True)
class Waiting:
    """How many suggestions wait, by kind, label and the highest of ``LEVELS`` that they reach (0 below all)."""

    counts: Mapping[tuple[Kind, str, float], int]
    articles: int

    def of(self, wanted: Wanted) -> int:
        """How many of them are meant; ``wanted.least`` is 0 or one of ``LEVELS``."""
        return sum(
            count
            for (kind, label, level), count in self.counts.items()
            if wanted.kind in (None, kind) and wanted.label in (None, label) and level >= wanted.least
        )


@dataclass(frozen=True)
class Prepared:
    """An edit that confirms what was wanted, not made yet; ``others`` are what the confirmed ones point at."""

    edit: Edit
    confirmed: int
    others: int
    articles: int


def waiting_in(sheet: Worksheet) -> Waiting:
    """What waits in one article."""
    counts = Counter(_key(item) for item in sheet.items if item.is_open)
    return Waiting(counts, 1 if counts else 0)


def waiting_in_many(project: Project, document_ids: Sequence[str]) -> Generator[Step, None, Waiting]:
    """What waits in articles that are not done or skipped; a step is one article."""
    counts: Counter[tuple[Kind, str, float]] = Counter()
    articles = 0
    for done, document_id in enumerate(document_ids, start=1):
        sheet = read_worksheet(project, document_id)
        if sheet.review.state in UNDECIDED:
            found = Counter(_key(item) for item in sheet.items if item.is_open)
            counts += found
            articles += bool(found)
        yield Step(done, len(document_ids), counts.total())
    return Waiting(counts, articles)


def prepare_in(project: Project, sheet: Worksheet, wanted: Wanted) -> Prepared:
    """What confirming in one article would do."""
    return _prepared([_part(project, sheet, wanted)])


def prepare_in_many(project: Project, document_ids: Sequence[str], wanted: Wanted) -> Generator[Step, None, Prepared]:
    """What confirming in many articles would do; a step is one article, and nothing is written."""
    parts: list[Part] = []
    met = 0
    for done, document_id in enumerate(document_ids, start=1):
        sheet = read_worksheet(project, document_id)
        if sheet.review.state in UNDECIDED:
            parts.append(_part(project, sheet, wanted))
            met += parts[-1][0]
        yield Step(done, len(document_ids), met)
    return _prepared(parts)


def confirm_at_once(project: Project, prepared: Prepared) -> Changes:
    """Do it in one go, for what is small."""
    return annotate.apply(project, prepared.edit)


def confirm_prepared(project: Project, prepared: Prepared) -> Generator[Step, None, Changes]:
    """Do it, as one edit that is on disk at the end or not at all; a step is one change of it.

    Nothing else may be written in the meantime. Raises ``StaleEdit`` where something has changed since it was
    prepared.
    """
    total = len(prepared.edit.changes)
    steps = annotate.write_in_steps(project, prepared.edit, Action.EDIT)
    try:
        while True:
            step = next(steps)
            yield Step(step.done, total, prepared.confirmed, step.is_on_disk)
    except StopIteration as end:
        changes: Changes = end.value
        return changes
    finally:
        steps.close()


def _key(item: Item) -> tuple[Kind, str, float]:
    confidence = item.suggestion.confidence if item.suggestion else 0.0
    level = next((level for level in LEVELS if confidence >= level), 0.0)
    return kind_of(item.value), label_of(item.value), level


def _part(project: Project, sheet: Worksheet, wanted: Wanted) -> Part:
    draft = Draft(sheet, project.schema)
    taken = accept_all(draft, [item for item in sheet.items if wanted.means(item)])
    return len(taken), draft.edit("").changes


def _prepared(parts: Iterable[Part]) -> Prepared:
    changes: list[Change] = []
    confirmed = articles = judged = 0
    for taken, found in parts:
        confirmed += taken
        articles += bool(found)
        changes += found
        judged += sum(
            isinstance(change.after, Decision) and change.after.verdict is not Verdict.REJECTED for change in found
        )
    label = say_count("Confirm {count} suggestion", "Confirm {count} suggestions", confirmed)
    if articles > 1:
        label = say("{edit} in {articles} articles", edit=label, articles=articles)
    return Prepared(
        Edit(label, tuple(changes)),
        confirmed,
        judged - confirmed,
        articles,
    )
