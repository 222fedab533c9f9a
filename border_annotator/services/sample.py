"""The sample project: two articles to look round with."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.services.import_documents import import_documents
from border_annotator.services.project import SUFFIX, create_project, open_file, open_project
from border_annotator.settings import paths
from border_annotator.storage.project_facts import ProjectFacts
from border_annotator.storage.project_file import remove

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.services.project import Project


def sample_path() -> Path:
    """Where the sample project is, or will be."""
    return paths.data_folder() / f"sample{SUFFIX}"


def open_sample(*, program: str = "the window") -> Project:
    """Open the sample project; it is made on the first call, and completed when an earlier call was cut short.

    What a user did in it stays. Raises ``KnownError`` when it is open elsewhere or cannot be made.
    """
    path = sample_path()
    if path.exists() and not _is_whole(path, program):
        remove(path)
    project = open_project(path, program=program) if path.exists() else create_project(path, program=program)
    try:
        with contextlib.closing(import_documents(project, [paths.seeds_folder()])) as steps:
            for step in steps:
                if step.is_bad:
                    raise KnownError(
                        "The sample article {file} cannot be used: {reason}.", file=step.path.name, reason=step.reason
                    )
    except BaseException:
        project.close()
        raise
    return project


def _is_whole(path: Path, program: str) -> bool:
    """Whether its making came as far as the schema; what is not even that holds nobody's work."""
    if path.stat().st_size == 0:
        return False
    with contextlib.closing(open_file(path, program)[0]) as file:
        return ProjectFacts(file).has_begun()
