"""Bringing what is open to safety after a fault of the program."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from border_annotator.services.project import SUFFIX, save_copy
from border_annotator.settings import paths

if TYPE_CHECKING:
    from pathlib import Path

    from border_annotator.services.project import Project

FOLDER = "rescued"


def rescue(project: Project) -> Path | None:
    """Where a copy of an open project was saved; ``None`` when all of it is safe on disk in its own file.

    Raises ``KnownError`` when a copy is needed and cannot be made.
    """
    if project.file.is_in_place:
        return None
    folder = paths.data_folder() / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{project.path.stem} {datetime.datetime.now(datetime.UTC):%Y%m%dT%H%M%S%f}{SUFFIX}"
    save_copy(project, path)
    return path
