"""Bringing articles into a project."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.services.duplicates import Duplicates
from border_annotator.services.import_plan import Action, ImportChoices, candidates
from border_annotator.services.intake import FOUND_AT_ONCE, store

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping, Sequence
    from pathlib import Path

    from border_annotator.services.duplicates import Duplicate
    from border_annotator.services.import_plan import Candidate, Reached, Where
    from border_annotator.services.project import Project

MOST_AT_ONCE = 64
"""Articles that are stored in one transaction; the first one by itself, so that something is there at once."""
LONGEST_AT_ONCE = 0.1
"""Seconds after which those that were read are stored, however few they are."""


@dataclass(frozen=True, slots=True)
class ImportStep:
    """What became of one article, or of a file that gave none: imported as ``document_id``, or left out for a reason.

    It is on disk when this is given. ``member`` and ``place`` tell where in the file it stands. ``version_of`` is the
    duplicate that it was linked to, ``annotations`` the format of a file that holds some.
    """

    where: Where
    reached: Reached
    document_id: str | None = None
    reason: str | None = None
    duplicate: Duplicate | None = None
    version_of: Duplicate | None = None
    is_expected: bool = False
    annotations: str | None = None

    @property
    def path(self) -> Path:
        """The file."""
        return self.where.path

    @property
    def done(self) -> int:
        """Which file this is, counted from 1."""
        return self.reached.file

    @property
    def total(self) -> int:
        """How many files there are."""
        return self.reached.files

    @property
    def is_known(self) -> bool:
        """Whether it was left out because the project holds the same already."""
        return self.document_id is None and self.duplicate is not None

    @property
    def is_bad(self) -> bool:
        """Whether it was left out for a reason that the user should look at."""
        return self.document_id is None and self.duplicate is None and not self.is_expected


def import_documents(
    project: Project,
    paths: Iterable[Path],
    choices: ImportChoices | None = None,
    decisions: Mapping[Where, Action] | None = None,
) -> Generator[ImportStep, None, None]:
    """Import files and folders, a few articles in each transaction, telling of every one when it is on disk.

    One bad file never stops the rest; what the project holds already is left out, so that the same import once more
    adds nothing, and goes on where one was stopped. Stop by not asking for the next step: what is finished stays.
    ``decisions`` overrule what the plan proposes. Raises ``KnownError`` for a path that is not there, and when the
    project is open for reading only.
    """
    project.file.must_be_writable()
    choices = choices or ImportChoices()
    duplicates = Duplicates(project, choices.threshold)
    duplicates.sign_stored()
    waiting: list[Candidate] = []
    at_once, began, stored = 1, time.monotonic(), 0
    for candidate in candidates(paths, choices, duplicates, decisions):
        waiting.append(candidate)
        if candidate.taken is not None:
            duplicates.expect(candidate.taken)
        if len(waiting) >= at_once or time.monotonic() - began > LONGEST_AT_ONCE:
            yield from store_some(project, waiting, stored)
            stored += len(waiting)
            duplicates.forget()
            waiting.clear()
            at_once, began = min(2 * at_once, MOST_AT_ONCE), time.monotonic()
    yield from store_some(project, waiting, stored)


def read_incoming(
    project: Project,
    paths: Iterable[Path],
    choices: ImportChoices,
    decisions: Mapping[Where, Action] | None = None,
) -> Generator[Candidate, None, None]:
    """The reading half of an import, for who stores beside it with ``store_some``; nothing is written.

    ``project`` may be open for reading only, and must not be the one that is written through.
    """
    duplicates = Duplicates(project, choices.threshold)
    for candidate in candidates(paths, choices, duplicates, decisions):
        if candidate.taken is not None:
            duplicates.expect(candidate.taken)
        yield candidate


def signing(project: Project) -> Generator[None, None, None]:
    """What an import does first, a little with each step: sign documents of earlier versions of the program."""
    yield from Duplicates(project).signing()


def store_some(project: Project, waiting: Sequence[Candidate], before: int = 0) -> list[ImportStep]:
    """Store what is to be stored of some candidates, in one transaction; ``before`` counts those of the same import."""
    if any(candidate.taken for candidate in waiting):
        with project.file.transaction():
            for candidate in waiting:
                if candidate.taken is not None:
                    is_one_of_many = before >= FOUND_AT_ONCE
                    store(project, candidate.taken, _version_of(candidate), is_one_of_many=is_one_of_many)
    return [_told(candidate) for candidate in waiting]


def _version_of(candidate: Candidate) -> Duplicate | None:
    return candidate.duplicate if candidate.action is Action.VERSION else None


def _told(candidate: Candidate) -> ImportStep:
    is_choice = candidate.incoming is not None and candidate.taken is None and candidate.duplicate is None
    return ImportStep(
        candidate.where,
        candidate.reached,
        document_id=candidate.taken.document.id if candidate.taken else None,
        reason=candidate.reason,
        duplicate=candidate.duplicate,
        version_of=_version_of(candidate),
        is_expected=candidate.is_expected or is_choice,
        annotations=candidate.annotations,
    )
