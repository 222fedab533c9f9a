"""Opening a project for work, and what is said of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from border_annotator.cli.outcome import one_line, write

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.services.project import Project


def opened_for_work(path: Path, program: str) -> Project:
    """The project, open for writing; when it had to be updated, a line on stderr says where the copy of it is."""
    from border_annotator.services.project import open_project

    project = open_project(path, program=program)
    kept = project.kept_before_update
    if kept is not None:
        words = f"{path.name} was brought to the newest version; as it was before it is kept as {kept}."
        write(sys.stderr, f"border-annotator: {one_line(words)}\n")
    return project
