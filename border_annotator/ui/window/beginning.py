"""What a window does first: it shows an article, looks for the model, and lets it label what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from border_annotator.domain.errors import KnownError
from border_annotator.services.correct import prepare
from border_annotator.services.models import model_in_use
from border_annotator.ui.jobs.beside import Beside
from border_annotator.ui.said import said, told
from border_annotator.ui.window.standing import tell_standing

if TYPE_CHECKING:
    from border_annotator.ui.main_window import MainWindow

SOON = 400
"""Milliseconds after which the window is there and nobody has pressed a key yet."""


def begin(window: MainWindow) -> Beside:
    """Open the first article and let the work begin; gives what is still being loaded beside it."""
    no_model = _show_model(window)
    tell_standing(window)
    window.backups.begin()
    window.soundness.begin()
    first = window.queue.first_article()
    window.session.begin_to_open(first)
    if first is None:
        window.places.begin_here()
    else:
        window.article.setFocus()
    # Loading patterns is work of tenths of a second that cannot be parted.
    loading = Beside(window)
    QTimer.singleShot(SOON, window, lambda: None if window.is_closed else loading.start(prepare))
    QTimer.singleShot(SOON, window, window.importing.begin)
    if no_model is not None:
        window.message.say(no_model)
    elif window.session.project.file.is_writable and window.session.project.documents.is_any_to_prelabel():
        # After the first picture of the window, so that it is there at once.
        QTimer.singleShot(0, window, lambda: window.job.start(window.settings.text("model") or None))
    return loading


def _show_model(window: MainWindow) -> str | None:
    """Say which model is in use; gives the sentence that says why there is none."""
    try:
        model = model_in_use(window.settings.text("model") or None)
    except KnownError as error:
        window.status.show_model(told(error))
        return told(error)
    window.status.show_model(said(model.sentence))
    window.facts.set_model(model)
    return None
