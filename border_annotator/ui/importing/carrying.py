"""Annotations of an article, suggested on its new versions: a version at a time from the event loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from border_annotator.services.carry_over import carry_over
from border_annotator.ui.jobs.stepwise import Stepwise
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from border_annotator.ui.main_window import MainWindow


class Carrying(QObject):
    """Carries annotations over after an import; each version is one transaction."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._total = self._added = self._lost = 0
        self._work: Stepwise[None] = Stepwise(self)
        self._work.stepped.connect(
            lambda done: window.status.show_work(tr("Carrying annotations over"), done, self._total)
        )
        self._work.failed.connect(window.session.refused)
        self._work.ended.connect(self._on_end)
        window.status.cancel_asked.connect(self._work.cancel)

    def start(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Carry over from the first of each pair to the second."""
        if pairs:
            self._total, self._added, self._lost = len(pairs), 0, 0
            self._work.start(self._steps(pairs), lambda _nothing: None)

    def close(self) -> None:
        """Stop, before the project is closed."""
        self._work.ended.disconnect(self._on_end)
        self._work.cancel()

    def _steps(self, pairs: Sequence[tuple[str, str]]) -> Generator[object, None, None]:
        for number, (earlier, version) in enumerate(pairs, start=1):
            done = carry_over(self._window.session.project, earlier, version)
            self._added += done.added
            self._lost += len(done.told)
            yield number

    def _on_end(self) -> None:
        window = self._window
        window.status.show_work("", 0, 0)
        words = tr_count("{count} annotation was carried over", "{count} annotations were carried over", self._added)
        if self._lost:
            words += tr_count(", {count} did not fit", ", {count} did not fit", self._lost)
        window.status.say_saved(words)
        window.session.reload()
        window.queue.refresh(frozenset())
