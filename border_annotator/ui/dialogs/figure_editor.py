"""Editing a quantity: all that a figure can say, with one line that reads “approx. 300 persons, additional”."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.domain.wording import said_figure
from border_annotator.services.written_details import WrongFieldsError
from border_annotator.services.written_figures import (
    FIELDS,
    LINKS,
    closed_lists,
    counted_elsewhere,
    link_words,
    read_line,
    read_quantity_fields,
    written_quantity,
)
from border_annotator.ui.dialogs.fields_editor import EditorField, FieldsEditor
from border_annotator.ui.said import told
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from border_annotator.domain.figure import Figure
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.worksheet import Worksheet

LINE = "line"


class FigureEditor(FieldsEditor):
    """The line on top and the lines below say the same, whichever is typed in."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, 1 + len(FIELDS))
        self._figure: Figure | None = None
        self._schema: Schema | None = None
        self._links: Mapping[str, str] = {}

    def edit(
        self, sheet: Worksheet, figure: Figure, schema: Schema, then: Callable[[Figure], Mapping[str, str] | None]
    ) -> None:
        """Let the user edit a quantity; ``then`` takes it and says by field what is wrong, or ``None``."""
        self._figure, self._schema = figure, schema
        self._links = link_words(sheet, figure)
        lists = closed_lists(schema)
        shown = written_quantity(figure, self._links)
        names = _names()
        fields = [EditorField(LINE, tr("In one line"), said_figure(figure), hint=tr("approx. 300 persons, additional"))]
        for key in FIELDS:
            offers = lists.get(key, ())
            offers = ("", *offers) if key in ("comparator", "change", "unit") else offers
            if key == "counted":
                offers = counted_elsewhere(sheet, figure)
            if key in LINKS:
                offers = tuple(self._links.values())
            fields.append(EditorField(key, names[key], shown[key], tuple(offer for offer in offers if offer)))
        surface = " ".join(figure.span.text_in(sheet.document.text).split())
        self.preview.setText("")
        self._say(figure)

        def put(values: dict[str, str]) -> Mapping[str, str] | None:
            try:
                changed = self._read(values)
            except WrongFieldsError as error:
                return error.reasons
            except KnownError as error:
                return {LINE: told(error)}
            return then(changed)

        self.ask(tr("Figure “{words}”", words=surface), fields, put)

    def follow(self, edited: str) -> None:
        """Let the line on top and the lines below say the same."""
        if self._figure is None or self._schema is None:
            return
        values = self.values()
        try:
            if edited == LINE:
                base = read_quantity_fields(self._figure, values, self._links, self._schema)
                changed = read_line(base, values[LINE], self._schema)
                written = written_quantity(changed, self._links)
                self.put({key: words for key, words in written.items() if key not in (*LINKS, "note")})
            else:
                changed = read_quantity_fields(self._figure, values, self._links, self._schema)
                self.put({LINE: said_figure(changed)})
        except KnownError:
            self.preview.setText("…")  # said beside its line once Enter is pressed
            return
        self._say(changed)

    def _read(self, values: Mapping[str, str]) -> Figure:
        if self._figure is None or self._schema is None:
            raise KnownError("No figure is being edited.")
        changed = read_quantity_fields(self._figure, values, self._links, self._schema)
        if values[LINE].strip() != said_figure(changed):
            # What was typed there last was read into the lines below, unless nothing could be told from it.
            read_line(changed, values[LINE], self._schema)
        return changed

    def _say(self, figure: Figure) -> None:
        more = [tr("doubtful")] if figure.optional else []
        self.preview.setText(" · ".join([f"→ {said_figure(figure)}", *more]))


def _names() -> dict[str, str]:
    return {
        "kind": tr("Kind"),
        "value": tr("Value"),
        "min": tr("Least"),
        "max": tr("Most"),
        "comparator": tr("Comparator"),
        "change": tr("Change"),
        "unit": tr("Unit"),
        "counted": tr("Counted thing"),
        "period": tr("Period"),
        "of_total": tr("Of total"),
        "repeat_of": tr("Repeat of"),
        "superseded_by": tr("Corrected by"),
        "note": tr("Note"),
    }
