"""Keys for the queue: the filter line, and the chooser of sorts and filters with its counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.domain.queue_filter import Facet, QueueFilter, Sort, Stand
from border_annotator.services.queue import day_of
from border_annotator.ui.dialogs.chooser import Choice
from border_annotator.ui.queue.filter_line import without
from border_annotator.ui.queue.filter_words import FACETS, SORTS, chips, said_value
from border_annotator.ui.said import told
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.domain.schema import Schema
    from border_annotator.ui.dialogs.chooser import Chooser
    from border_annotator.ui.dialogs.value_prompt import ValuePrompt
    from border_annotator.ui.queue.queue_panel import QueuePanel

MOST_VALUES = 300
"""Values of a facet that the chooser offers, those of most articles first."""


class QueueActions:
    """Sorts and filters the queue by typing."""

    def __init__(self, queue: QueuePanel, schema: Schema, chooser: Chooser, prompt: ValuePrompt) -> None:
        self._queue = queue
        self._schema = schema
        self._chooser = chooser
        self._prompt = prompt

    def handlers(self) -> dict[str, Callable[[], None]]:
        """What each action does."""
        return {"queue.filter": self._queue.focus_filter, "queue.choose": self.choose}

    def choose(self) -> None:
        """Offer every order and every filter with how many articles it would leave."""
        wanted = self._queue.filter
        choices = [
            Choice(f"clear:{key}", tr("Clear: {words}", words=words)) for key, words in chips(self._schema, wanted)
        ]
        if not wanted.is_everything:
            choices.append(Choice("clear", tr("Clear all filters")))
        choices += [
            Choice(f"sort:{sort.value}", tr("Sort: {order}", order=tr(words)), tr("now") if sort is wanted.sort else "")
            for sort, words in SORTS.items()
        ]
        choices += self._values(Facet.STATE, [stand.value for stand in Stand])
        choices += self._values(Facet.TYPE)
        choices += self._values(Facet.LANGUAGE)
        choices += [
            Choice("pick:source", tr("Source…"), _number(len(self._queue.model.counts(Facet.SOURCE)))),
            Choice("pick:entity", tr("Entity: a label or a linked name…")),
            Choice("ask:text", tr("Words in the text…")),
            Choice("ask:since", tr("Published from…")),
            Choice("ask:until", tr("Published until…")),
            Choice("undated", tr("Without a date"), _number(self._queue.model.count_undated())),
        ]
        self._chooser.ask(tr("Sort and filter the queue"), choices, self._take, tr("Type an order or a filter"))

    def _values(self, facet: Facet, fixed: list[str] | None = None) -> list[Choice]:
        counts, chosen = self._queue.model.counts(facet), self._queue.filter.of(facet)
        values = fixed or sorted(counts, key=lambda value: (-counts[value], value))[:MOST_VALUES]
        mark = {True: "✓ ", False: ""}
        return [
            Choice(
                f"{facet.value}:{value}",
                f"{mark[value in chosen]}{tr(FACETS[facet])}: {said_value(self._schema, facet, value)}",
                _number(counts.get(value, 0)),
            )
            for value in values
        ]

    def _take(self, key: str) -> None:
        wanted = self._queue.filter
        what, _colon, value = key.partition(":")
        if what == "clear":
            self._queue.set_filter(without(wanted, value) if value else wanted.cleared())
        elif what == "sort":
            self._queue.set_filter(replace(wanted, sort=Sort(value)))
        elif what == "undated":
            self._queue.set_filter(replace(wanted, is_undated=not wanted.is_undated, since=None, until=None))
        elif what == "pick":
            self._pick(Facet(value))
        elif what == "ask":
            self._ask(value)
        else:
            self._queue.set_filter(wanted.toggled(Facet(what), value))

    def _pick(self, facet: Facet) -> None:
        if facet is Facet.ENTITY and not self._queue.model.has_labels:
            self._queue.failed.emit(tr("The entities are still being read: try again in a moment."))
            return
        self._chooser.ask(tr(FACETS[facet]), self._values(facet), self._take, tr("Type to find"))

    def _ask(self, part: str) -> None:
        wanted = self._queue.filter
        if part == "text":

            def put_text(typed: str) -> str | None:
                self._queue.set_filter(replace(self._queue.filter, text=typed.strip()))
                return None

            hint = tr('word  "a phrase"  begin*  -without')
            self._prompt.ask(tr("Words in the text"), wanted.text, put_text, hint)
            return
        is_end = part == "until"
        day = wanted.until if is_end else wanted.since

        def put_day(typed: str) -> str | None:
            try:
                found = day_of(typed, is_end=is_end)
            except KnownError as error:
                return told(error)
            self._queue.set_filter(_bounded(self._queue.filter, found, is_end=is_end))
            return None

        title = tr("Published until") if is_end else tr("Published from")
        self._prompt.ask(title, day.isoformat() if day else "", put_day, tr("2023-11-05, 2023-11 or 2023"))


def _bounded(wanted: QueueFilter, day: object, *, is_end: bool) -> QueueFilter:
    changes = {"until" if is_end else "since": day, "is_undated": False}
    return replace(wanted, **changes)  # type: ignore[arg-type] # one of the two days


def _number(count: int) -> str:
    return f"{count:,}"
