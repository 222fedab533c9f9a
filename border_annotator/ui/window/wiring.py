"""Who hears of whom: every connection between the parts of the window, a function for each part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from border_annotator.ui.dialogs.overlay import Overlay
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from border_annotator.ui.main_window import MainWindow


def connect(window: MainWindow) -> None:
    """Connect all parts of a window."""
    for part in (_session, _queue, _text, _events, _frame, _overlays, _jobs):
        part(window)


def _session(window: MainWindow) -> None:
    session, showing = window.session, window.showing
    session.almost_open.connect(window.article.make_ready)
    session.sheet_shown.connect(showing.sheet)
    session.sheet_changed.connect(showing.changes)
    session.focus_changed.connect(showing.focus)
    session.focus_moved.connect(showing.go_to_focus)
    session.queue_changed.connect(showing.queue)
    session.saved.connect(window.status.say_saved)
    session.saved.connect(lambda _words: window.message.clear_message())
    session.refused.connect(window.message.say)
    session.troubled.connect(window.copies.tell)


def _queue(window: MainWindow) -> None:
    window.queue.chosen.connect(window.session.begin_to_open)
    window.queue.chooser_asked.connect(lambda: window.actions_by_id.run("queue.choose"))
    window.queue.left.connect(window.showing.give_keyboard_back)
    # The list is painted before its first article is read.
    window.queue.loaded.connect(lambda: QTimer.singleShot(0, window, window.showing.first))
    window.queue.failed.connect(window.message.say)
    window.search.failed.connect(window.message.say)
    window.queue.import_asked.connect(lambda: window.actions_by_id.run("project.import"))


def _text(window: MainWindow) -> None:
    window.article.clicked_at.connect(window.showing.event_at)
    window.article.zoom_asked.connect(window.view.zoom)


def _events(window: MainWindow) -> None:
    window.events.event_chosen.connect(window.session.focus_event)
    window.events.item_chosen.connect(window.showing.item)
    window.events.asked.connect(window.actions_by_id.run)
    window.cards.connect()


def _frame(window: MainWindow) -> None:
    window.showing.shown_panels()
    window.facts.asked.connect(window.actions_by_id.run)
    window.header.asked.connect(window.actions_by_id.run)
    window.files.project_asked.connect(window.project_asked)


def _overlays(window: MainWindow) -> None:
    for overlay in window.findChildren(Overlay):
        overlay.help_asked.connect(window.guide.show)


def _jobs(window: MainWindow) -> None:
    window.status.cancel_asked.connect(window.job.cancel)
    window.status.watch_asked.connect(lambda: window.actions_by_id.run("project.watch"))
    window.job.progressed.connect(window.showing.job)
    window.job.ended.connect(window.showing.job_end)
    window.job.failed.connect(window.message.say)
    window.backups.failed.connect(window.tell_problem)
    window.soundness.damaged.connect(
        lambda words: window.notices.add(words, button=tr("Backups…"), run=window.going_back.show)
    )
