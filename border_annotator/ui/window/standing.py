"""How a project is open: for work or for reading only, where it lies, and what was done to it on opening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from border_annotator.services.project import stand_of
from border_annotator.services.shared_projects import risk_of, was_told, with_told
from border_annotator.ui.said import said
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from border_annotator.ui.main_window import MainWindow

LOOKS = 1_500
"""Milliseconds between two looks at whether whoever holds the project has written anything."""


def tell_standing(window: MainWindow) -> None:
    """Say in bars what is special about the project as it is open."""
    project = window.session.project
    if not project.file.is_writable:
        _read_only(window)
    elif project.kept_before_update is not None:
        window.notices.add(
            tr(
                "This project was brought to the newest version; as it was before it is kept as {path}.",
                path=project.kept_before_update,
            )
        )
    risk = risk_of(project.path)
    told = window.settings.text("risks_told")
    if risk is not None and not was_told(told, project.path):
        window.notices.add(said(risk))
        window.settings.set("risks_told", with_told(told, project.path))


def _read_only(window: MainWindow) -> None:
    project = window.session.project
    words = tr("This project is open for reading only: nothing can be changed here.")
    if window.held is not None:
        words = f"{said(window.held.sentence)} {tr('Until then it is open for reading only.')}"
    window.notices.add(words, button=tr("Try to edit"), run=lambda: window.reopen_asked.emit(""))
    window.setWindowTitle(tr("{name} (reading only) – Border Annotator", name=project.path.stem))
    window.status.say_saved(tr("Open for reading only"))
    seen = [stand_of(project)]

    def follow() -> None:
        now = stand_of(project)
        if now != seen[0]:
            seen[0] = now
            window.session.reload()
            window.session.queue_changed.emit(frozenset())

    looking = QTimer(window)
    looking.setInterval(LOOKS)
    looking.timeout.connect(follow)
    looking.start()
    window.following = looking
