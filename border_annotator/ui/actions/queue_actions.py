"""Keys for the queue: the filter line, and the chooser of sorts and filters with its counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.queue_filter import Sort
from border_annotator.ui.dialogs.chooser import Choice
from border_annotator.ui.queue.filter_chooser import FilterChooser
from border_annotator.ui.queue.filter_words import SORTS
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from border_annotator.domain.schema import Schema
    from border_annotator.ui.dialogs.chooser import Chooser
    from border_annotator.ui.dialogs.value_prompt import ValuePrompt
    from border_annotator.ui.queue.queue_panel import QueuePanel


class QueueActions(FilterChooser):
    """Sorts and filters the queue by typing."""

    def __init__(self, queue: QueuePanel, schema: Schema, chooser: Chooser, prompt: ValuePrompt) -> None:
        super().__init__(queue, schema, chooser, prompt)
        self._queue = queue

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        return {
            "queue.filter": self._queue.focus_filter,
            "queue.choose": lambda: self.choose(tr("Sort and filter the queue"), tr("Type an order or a filter")),
        }

    def others(self) -> Sequence[Choice]:
        """Every order."""
        return [
            Choice(
                f"sort:{sort.value}",
                tr("Sort: {order}", order=tr(words)),
                tr("now") if sort is self._queue.filter.sort else "",
            )
            for sort, words in SORTS.items()
        ]

    def take_other(self, what: str, value: str) -> bool:
        """An order was chosen."""
        if what != "sort":
            return False
        self._queue.set_filter(replace(self._queue.filter, sort=Sort(value)))
        return True
