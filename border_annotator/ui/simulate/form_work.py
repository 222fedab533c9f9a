"""Filling in the editors of figures, times and places, line by line."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from border_annotator.domain.article import is_reference
from border_annotator.domain.errors import KnownError
from border_annotator.domain.keystrokes import Press
from border_annotator.domain.wording import said_figure
from border_annotator.services.written_details import WrittenTime, read_event_time, written_time
from border_annotator.services.written_figures import link_words, read_line, written_quantity
from border_annotator.services.written_times import moved, written_time_fields
from border_annotator.ui.dialogs.date_editor import DATES
from border_annotator.ui.dialogs.fields_editor import FieldsEditor
from border_annotator.ui.dialogs.figure_editor import LINE
from border_annotator.ui.simulate.desk import OutOfReachError
from border_annotator.ui.simulate.lines import count, edit_keys, fewest_for_offer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from border_annotator.domain.event import EventTime
    from border_annotator.domain.figure import Figure
    from border_annotator.ui.simulate.desk import Desk

NO_FIELDS = frozenset({LINE, DATES, "note"})
"""Lines that say what others say too, and the note, which is no part of what is annotated."""
ARROWS = {"day": ("Up", "Down"), "week": ("Shift+Up", "Shift+Down")}
PAGES = {"month": ("PgUp", "PgDown"), "year": ("Shift+PgUp", "Shift+PgDown")}
FARTHEST = 6


class FormWork:
    """What a reviewer does with an editor that is open."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def fill_figure(self, before: Figure, target: Figure) -> None:
        """Let a quantity say what ``target`` says, which has its id and its span."""
        desk, schema = self._desk, self._desk.window.session.project.schema
        names = link_words(desk.sheet, before)
        if before.is_temporal != target.is_temporal:
            self._fill({"kind": target.kind}, frozenset())
            return
        wanted = written_quantity(target, names)
        try:
            by_line = written_quantity(read_line(before, said_figure(target), schema), names)
        except KnownError:
            by_line = None
        if by_line is not None and self._cost(by_line, wanted) + self._line_cost(target) < self._cost(
            written_quantity(before, names), wanted
        ):
            self._desk.write(said_figure(target))
        self._fill(wanted, NO_FIELDS)

    def fill_time(self, before: Figure, target: Figure) -> None:
        """Let a time say what ``target`` says."""
        if before.is_temporal != target.is_temporal:
            self._fill({"kind": target.kind}, frozenset())
            return
        shown, wanted = written_time_fields(before), written_time_fields(target)
        if (shown["start"], shown["end"]) != (wanted["start"], wanted["end"]):
            arrows = self._arrows(before, target)
            letters = wanted[DATES] or "none"
            if arrows is not None and len(arrows) < len(letters):
                for key in arrows:
                    self._desk.hands.key(key, Press.LETTER)
            else:
                self._desk.write(letters)
        self._fill(wanted, NO_FIELDS)

    def fill_event_time(self, before: EventTime, target: EventTime) -> None:
        """Let an event's time be ``target``."""
        schema = self._desk.window.session.project.schema
        shown, wanted = _time_lines(before), _time_lines(target)
        wanted["dates"] = wanted["dates"] or "none"

        def read(values: Mapping[str, str]) -> object:
            return read_event_time(WrittenTime(**values), before, schema)

        self._fill_least(shown, wanted, read, target)

    # Lines

    @property
    def _editor(self) -> FieldsEditor:
        editor = self._desk.overlay()
        if not isinstance(editor, FieldsEditor):
            raise OutOfReachError("no editor is open")
        return editor

    def _fill_least(
        self,
        shown: Mapping[str, str],
        wanted: Mapping[str, str],
        read: Callable[[Mapping[str, str]], object],
        target: object,
    ) -> None:
        """Write only the lines that are needed for the rest to follow, in the cheapest way."""
        best: tuple[int, dict[str, str]] | None = None
        for size in range(1, len(wanted) + 1):
            for keys in combinations(wanted, size):
                values = {**shown, **{key: wanted[key] for key in keys}}
                try:
                    is_right = read(values) == target
                except KnownError:
                    continue
                cost = self._cost(shown, values)
                if is_right and (best is None or cost < best[0]):
                    best = (cost, values)
        self._fill(best[1] if best is not None else wanted, frozenset())

    def _fill(self, wanted: Mapping[str, str], left_out: frozenset[str]) -> None:
        """Write what differs, line by line, and save."""
        editor = self._editor
        ids = list(editor.values())
        for _k in range(2 * len(ids)):
            lacking = [k for k, key in enumerate(ids) if key in wanted and key not in left_out]
            lacking = [k for k in lacking if editor.values()[ids[k]].strip() != wanted[ids[k]]]
            if not lacking:
                break
            here = next((k for k, line in enumerate(editor.lines) if line.hasFocus()), 0)
            place = min(lacking, key=lambda k: min((k - here) % len(ids), (here - k) % len(ids)))
            self._tab(here, place, len(ids))
            self._write(ids[place], wanted[ids[place]])
        self._desk.enter()

    def _tab(self, here: int, place: int, lines: int) -> None:
        forward, back = (place - here) % lines, (here - place) % lines
        letter = self._editor.letter_of(list(self._editor.values())[place])
        if letter and min(forward, back) > 1:
            self._desk.hands.key(f"Alt+{letter.upper()}", Press.LETTER)
        else:
            for _k in range(min(forward, back)):
                self._desk.hands.key("Tab" if forward <= back else "Shift+Tab", Press.LETTER)
        focused = next((k for k, line in enumerate(self._editor.lines) if line.hasFocus()), 0)
        if focused != place:
            raise OutOfReachError("the line is not reached with the tabulator")

    def _write(self, key: str, wanted: str) -> None:
        editor, hands = self._editor, self._desk.hands
        offers = editor.offers_of(key)
        found = fewest_for_offer(offers, wanted) if wanted in offers else None
        if found is None:
            self._desk.write(wanted)
            return
        letters, downs = found
        self._desk.write(letters)
        for _k in range(downs):
            hands.key("Down", Press.LETTER)
        # The offer goes into the line when it is left or saved.
        hands.key("Tab", Press.LETTER)

    def _line_cost(self, target: Figure) -> int:
        return count(edit_keys(self._editor.lines[0].text(), said_figure(target), is_selected=True))

    def _cost(self, shown: Mapping[str, str], wanted: Mapping[str, str]) -> int:
        """About how many keys it takes to write what differs."""
        editor, cost, here = self._editor, 0, 0
        ids = list(editor.values())
        for place, key in enumerate(ids):
            if (key in NO_FIELDS and key != DATES) or key not in wanted or shown.get(key) == wanted[key]:
                continue
            found = fewest_for_offer(editor.offers_of(key), wanted[key])
            letters = len(found[0]) + found[1] if found else count(edit_keys(shown[key], wanted[key], is_selected=True))
            way = min((place - here) % len(ids), (here - place) % len(ids))
            cost += (min(way, 1) if editor.letter_of(key) else way) + letters
            here = place
        return cost

    def _arrows(self, before: Figure, target: Figure) -> list[str] | None:
        """The keys that move the dates to those of ``target``."""
        published = self._desk.sheet.document.layout.published.value
        for size in range(1, FARTHEST + 1):
            for step, keys in (ARROWS | PAGES).items():
                for direction, key in zip((-1, 1), keys, strict=True):
                    now = before
                    try:
                        for _k in range(size):
                            now = moved(now, step, direction, published)
                    except KnownError:
                        continue
                    if (now.start_date, now.end_date) == (target.start_date, target.end_date):
                        return [key] * size
        return None


def _time_lines(time: EventTime) -> dict[str, str]:
    said = written_time(time)
    return {"dates": said.dates, "norm": said.norm, "precision": said.precision, "basis": said.basis}


def as_target(before: Figure, wanted: Figure, paired: Mapping[str, str]) -> Figure:
    """A gold figure with the id and the place of the one that stands for it, and with its note.

    A link to what is not there yet stays as it is.
    """

    def link(now: str | None, should: str | None) -> str | None:
        return should if should is None or not is_reference(should) else paired.get(should, now)

    return replace(
        wanted,
        id=before.id,
        span=before.span,
        note=before.note,
        optional=before.optional,
        period=link(before.period, wanted.period),
        of_total=link(before.of_total, wanted.of_total),
        repeat_of=link(before.repeat_of, wanted.repeat_of),
        superseded_by=link(before.superseded_by, wanted.superseded_by),
    )
