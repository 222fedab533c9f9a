"""What a window does first: it shows an article, looks for the model, and lets it label what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from border_annotator.domain.errors import KnownError
from border_annotator.services.correct import prepare
from border_annotator.services.prelabel import model_in_use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from border_annotator.ui.main_window import MainWindow

SOON = 400
"""Milliseconds after which the window is there and nobody has pressed a key yet."""


def begin(window: MainWindow) -> None:
    """Open the first article and let the work begin."""
    no_model = _show_model(window)
    window.session.begin_to_open(window.queue.first_article())
    window.article.setFocus()
    QTimer.singleShot(SOON, window, lambda: _go_on(window, prepare()))
    if no_model is not None:
        window.message.say(no_model)
        return
    # After the first picture of the window, so that it is there at once.
    if window.session.project.documents.ids_to_prelabel():
        QTimer.singleShot(0, window, lambda: window.job.start(window.settings.text("model") or None))


def _go_on(window: MainWindow, steps: Iterator[None]) -> None:
    """One step more when the window has nothing else to do, until there is none."""
    if next(steps, steps) is None:
        QTimer.singleShot(0, window, lambda: _go_on(window, steps))


def _show_model(window: MainWindow) -> str | None:
    """Say which model is in use; gives the sentence that says why there is none."""
    try:
        model = model_in_use(window.settings.text("model") or None)
    except KnownError as error:
        window.status.show_model(str(error))
        return str(error)
    window.status.show_model(model.sentence)
    window.facts.set_model(model)
    return None
