"""Choosing which articles go out: as the queue is filtered, by the same filters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.ui.dialogs.chooser import Choice
from border_annotator.ui.queue.filter_chooser import FilterChooser
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.domain.queue_filter import Facet, QueueFilter
    from border_annotator.ui.exporting.choosing import Choosing
    from border_annotator.ui.main_window import MainWindow


class _Outgoing:
    """What is chosen, and how many articles there are of each value."""

    def __init__(self, choosing: Choosing, window: MainWindow) -> None:
        self._choosing = choosing
        self._window = window

    @property
    def filter(self) -> QueueFilter:
        return self._choosing.choice.queue

    @property
    def counted(self) -> _Outgoing:
        return self

    @property
    def has_labels(self) -> bool:
        return self._window.queue.model.has_labels

    def counts(self, facet: Facet) -> dict[str, int]:
        return self._window.queue.model.counts_of(self.filter, facet)

    def count_undated(self) -> int:
        return self._window.queue.model.count_undated_of(self.filter)

    def set_filter(self, wanted: QueueFilter) -> None:
        self._choosing.choose_articles(wanted)

    def refuse(self, sentence: str) -> None:
        self._window.session.refused.emit(sentence)


class ArticleChooser(FilterChooser):
    """Asks which articles go out."""

    def __init__(self, choosing: Choosing, window: MainWindow) -> None:
        super().__init__(_Outgoing(choosing, window), window.session.project.schema, window.chooser, window.prompt)
        self._window = window

    def ask(self) -> None:
        """Offer every filter."""
        self.choose(tr("Which articles go out"), tr("Type a state, a source, a language, a day"))

    def others(self) -> Sequence[Choice]:
        """The queue's own filter, and words in the title, for which the queue has a line of its own."""
        choices = [Choice("title", tr("Words in the title or the source…"), self.filtered.filter.title)]
        if not self._window.queue.filter.is_everything:
            choices.insert(0, Choice("queue", tr("As the queue is filtered now")))
        return choices

    def take_other(self, what: str, _value: str) -> bool:
        """One of these was chosen."""
        if what == "queue":
            self.filtered.set_filter(self._window.queue.filter)
        elif what == "title":
            self._prompt.ask(tr("Words in the title or the source"), self.filtered.filter.title, self._take_title)
        else:
            return False
        return True

    def _take_title(self, written: str) -> None:
        self.filtered.set_filter(replace(self.filtered.filter, title=written.strip()))
