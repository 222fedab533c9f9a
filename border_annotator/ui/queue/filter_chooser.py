"""Choosing which articles are meant, by typing: every filter with how many articles it would leave."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from border_annotator.domain.errors import KnownError
from border_annotator.domain.queue_filter import Facet, QueueFilter, Stand
from border_annotator.services.queue import day_of
from border_annotator.ui.dialogs.chooser import Choice
from border_annotator.ui.queue.filter_line import without
from border_annotator.ui.queue.filter_words import FACETS, chips, said_value
from border_annotator.ui.said import told
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.domain.schema import Schema
    from border_annotator.ui.dialogs.chooser import Chooser
    from border_annotator.ui.dialogs.value_prompt import ValuePrompt

MOST_VALUES = 300
"""Values of a facet that are offered, those of most articles first."""


class Counts(Protocol):
    """How many articles fit, of those that fit the other parts of a filter."""

    @property
    def has_labels(self) -> bool:
        """Whether types and entities can be counted already."""

    def counts(self, facet: Facet) -> dict[str, int]:
        """How many have each value."""

    def count_undated(self) -> int:
        """How many have no date."""


class Filtered(Protocol):
    """Something with a filter that can be changed."""

    @property
    def filter(self) -> QueueFilter:
        """What is chosen."""

    @property
    def counted(self) -> Counts:
        """How many articles there are of each value."""

    def set_filter(self, wanted: QueueFilter) -> None:
        """Choose something else."""

    def refuse(self, sentence: str) -> None:
        """Say why something cannot be chosen now."""


class FilterChooser:
    """Asks what of something is meant; a kind of it says what else can be chosen beside its filters."""

    def __init__(self, filtered: Filtered, schema: Schema, chooser: Chooser, prompt: ValuePrompt) -> None:
        self.filtered = filtered
        self._schema = schema
        self._chooser = chooser
        self._prompt = prompt

    def others(self) -> Sequence[Choice]:
        """What else can be chosen."""
        return ()

    def take_other(self, _what: str, _value: str) -> bool:
        """Something else was chosen; false when it was not one of the others."""
        return False

    def choose(self, title: str, hint: str) -> None:
        """Offer every filter with how many articles it would leave."""
        wanted = self.filtered.filter
        choices = [
            Choice(f"clear:{key}", tr("Clear: {words}", words=words)) for key, words in chips(self._schema, wanted)
        ]
        if not wanted.is_everything:
            choices.append(Choice("clear", tr("Clear all filters")))
        choices += self.others()
        choices += self._values(Facet.STATE, [stand.value for stand in Stand])
        choices += self._values(Facet.TYPE)
        choices += self._values(Facet.LANGUAGE)
        choices += [
            Choice("pick:source", tr("Source…"), _number(len(self.filtered.counted.counts(Facet.SOURCE)))),
            Choice("pick:entity", tr("Entity: a label or a linked name…")),
            Choice("ask:text", tr("Words in the text…")),
            Choice("ask:since", tr("Published from…")),
            Choice("ask:until", tr("Published until…")),
            Choice("undated", tr("Without a date"), _number(self.filtered.counted.count_undated())),
        ]
        self._chooser.ask(title, choices, self._take, hint)

    def _values(self, facet: Facet, fixed: list[str] | None = None) -> list[Choice]:
        counts, chosen = self.filtered.counted.counts(facet), self.filtered.filter.of(facet)
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
        wanted = self.filtered.filter
        what, _colon, value = key.partition(":")
        if self.take_other(what, value):
            return
        if what == "clear":
            self.filtered.set_filter(without(wanted, value) if value else wanted.cleared())
        elif what == "undated":
            self.filtered.set_filter(replace(wanted, is_undated=not wanted.is_undated, since=None, until=None))
        elif what == "pick":
            self._pick(Facet(value))
        elif what == "ask":
            self._ask(value)
        else:
            self.filtered.set_filter(wanted.toggled(Facet(what), value))

    def _pick(self, facet: Facet) -> None:
        if facet is Facet.ENTITY and not self.filtered.counted.has_labels:
            self.filtered.refuse(tr("The entities are still being read: try again in a moment."))
            return
        self._chooser.ask(tr(FACETS[facet]), self._values(facet), self._take, tr("Type to find"))

    def _ask(self, part: str) -> None:
        wanted = self.filtered.filter
        if part == "text":

            def put_text(typed: str) -> str | None:
                self.filtered.set_filter(replace(self.filtered.filter, text=typed.strip()))
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
            self.filtered.set_filter(_bounded(self.filtered.filter, found, is_end=is_end))
            return None

        title = tr("Published until") if is_end else tr("Published from")
        self._prompt.ask(title, day.isoformat() if day else "", put_day, tr("2023-11-05, 2023-11 or 2023"))


def _bounded(wanted: QueueFilter, day: object, *, is_end: bool) -> QueueFilter:
    changes = {"until" if is_end else "since": day, "is_undated": False}
    return replace(wanted, **changes)  # type: ignore[arg-type] # one of the two days


def _number(count: int) -> str:
    return f"{count:,}"
