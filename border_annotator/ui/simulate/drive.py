"""Opening the real window for the simulated reviewer, offscreen and on projects of its own."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from border_annotator.domain.errors import BugError
from border_annotator.services.project import open_project, open_project_to_read
from border_annotator.services.rehearsal import gold_for, rehearsal_project, unread
from border_annotator.services.rehearsal_results import Rehearsal
from border_annotator.settings import paths
from border_annotator.settings.store import Settings
from border_annotator.ui.main_window import MainWindow
from border_annotator.ui.simulate.article_work import ArticleReview
from border_annotator.ui.simulate.desk import Desk
from border_annotator.ui.simulate.hands import Hands, settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.domain.article import Article
    from border_annotator.services.rehearsal_results import ArticleWork

OFFSCREEN = "offscreen"
SIZE = (1500, 950)
"""The window of the rehearsal in pixels, the same as that of the benchmarks, whatever screen there is."""
SHORTCUTS_WAKE = 100
"""Rounds of events after which a window that was shown is the active one."""


def rehearse(project: Path, gold: Path, tell: Callable[[str], None] = lambda _words: None) -> Rehearsal:
    """Review the articles of a project that there is gold for, once from the suggestions and once from nothing.

    The project is only read; ``tell`` hears a sentence for each article. Raises ``KnownError``.
    """
    with open_project_to_read(project) as opened, tempfile.TemporaryDirectory() as folder:
        paired = gold_for(opened, gold)
        ids = [document_id for document_id, _ in paired.articles]
        places = [Path(folder) / "reviewed.bap", Path(folder) / "nothing.bap"]
        for place, with_suggestions in zip(places, (True, False), strict=True):
            rehearsal_project(opened, place, ids, with_suggestions=with_suggestions)
        warnings = tuple((name, "no model has read it yet") for name in unread(opened, ids))
        _application()
        reviewed = _review(places[0], paired.articles, lambda words: tell(f"from suggestions: {words}"))
        nothing = _review(places[1], paired.articles, lambda words: tell(f"from nothing: {words}"))
    return Rehearsal(tuple(reviewed), tuple(nothing), paired.left_out, warnings)


def _application() -> None:
    if QApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = OFFSCREEN
        application = QApplication(["border-annotator"])
        application.setStyle("Fusion")


def _review(place: Path, articles: tuple[tuple[str, Article], ...], tell: Callable[[str], None]) -> list[ArticleWork]:
    # The user's own keys count, and nothing of the user's settings is changed.
    own, settings = paths.settings_file(), place.with_suffix(".settings")
    if own.is_file():
        shutil.copyfile(own, settings)
    chosen = Settings(settings)
    chosen.set("backup_minutes", 0)  # nobody needs a copy of what is thrown away
    window = MainWindow(open_project(place, program="the simulated reviewer"), chosen)
    try:
        window.resize(*SIZE)
        window.show()
        window.activateWindow()
        _until_active(window)
        done = []
        for document_id, gold in articles:
            # Which article comes first is the queue's business and no work of the reviewer's.
            window.session.open_document(document_id)
            settle()
            work = ArticleReview(Desk(window, Hands(window), gold)).do()
            done.append(work)
            tell(f"{work.doc_id}: {work.effort.presses:,} key presses, {len(work.unreached)} things not reached")
        return done
    finally:
        window.close()
        window.deleteLater()
        settle()


def _until_active(window: MainWindow) -> None:
    for _k in range(SHORTCUTS_WAKE):
        settle()
        if QApplication.activeWindow() is window:
            window.article.setFocus()
            settle()
            return
    raise BugError("the window does not become active")
