"""A folder whose new articles come in by themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from border_annotator.services.import_text import Watch
from border_annotator.ui.jobs.beside import Beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from border_annotator.settings.store import Settings

SETTING = "watched"
SOON, SLOWLY = 1_500, 15_000
"""Milliseconds until a file that appeared is looked at again, and between two looks of which nothing told."""


class FolderWatch(QObject):
    """Looks at a folder beside the window; a file is given when it has stopped growing.

    The system tells of changes where it can; on network drives it often cannot, so there is a slow look too.
    """

    found = Signal(object)
    """New files that are complete: a list of paths."""

    def __init__(self, is_free: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_free = is_free
        self._watch: Watch | None = None
        self._looking = Beside(self)
        self._looking.came.connect(self._take)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self.look)
        self._system = QFileSystemWatcher(self)
        self._system.directoryChanged.connect(lambda _path: self._soon.start())
        self._slowly = QTimer(self)
        self._slowly.setInterval(SLOWLY)
        self._slowly.timeout.connect(self.look)

    @property
    def folder(self) -> Path | None:
        """The folder that is watched."""
        return self._watch.folder if self._watch is not None else None

    def begin(self, folder: Path) -> None:
        """Watch a folder; what lies in it already is found too, and is new where the project does not hold it."""
        self.end()
        self._watch = Watch(folder)
        self._system.addPath(str(folder))
        self._slowly.start()
        self.look()

    def end(self) -> None:
        """Watch nothing."""
        self._slowly.stop()
        self._soon.stop()
        self._looking.forget()
        if self._system.directories():
            self._system.removePaths(self._system.directories())
        self._watch = None

    def close(self) -> None:
        """The same, and wait until nothing is read any more."""
        self.end()
        self._looking.stop()

    def look(self) -> None:
        """Look now, unless something is still being imported."""
        watch = self._watch
        if watch is None or self._looking.is_running or not self._is_free():
            return

        def looked() -> Iterator[object]:
            yield watch, watch.look(), watch.is_growing

        self._looking.start(looked)

    def _take(self, result: object) -> None:
        if not isinstance(result, tuple) or result[0] is not self._watch:
            return
        _watch, complete, is_growing = result
        if is_growing:
            self._soon.start()
        if complete:
            self.found.emit(complete)


def watched_folder(settings: Settings, project: Path) -> Path | None:
    """The folder that is watched for a project."""
    folder = _all(settings).get(str(project.resolve()))
    return Path(folder) if folder else None


def keep_watched(settings: Settings, project: Path, folder: Path | None) -> None:
    """Remember the folder of a project, or that there is none any more."""
    kept = _all(settings)
    kept.pop(str(project.resolve()), None)
    if folder is not None:
        kept[str(project.resolve())] = str(folder)
    settings.set(SETTING, json.dumps(kept) if kept else "")


def _all(settings: Settings) -> dict[str, str]:
    try:
        kept = json.loads(settings.text(SETTING) or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(kept, dict):
        return {}
    return {project: folder for project, folder in kept.items() if isinstance(folder, str)}
