"""Editing a time: how it got its dates, a calendar, and one key for a day, week, month, year earlier or later."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QWidget

from border_annotator.domain.errors import KnownError
from border_annotator.services.written_dates import YEARS, said_dates, with_dates
from border_annotator.services.written_details import WrongFieldsError
from border_annotator.services.written_figures import closed_lists
from border_annotator.services.written_times import (
    FIELDS,
    moved,
    norm_of,
    read_time_fields,
    reasoning,
    said_days,
    written_time_fields,
)
from border_annotator.ui.dialogs.fields_editor import EditorField, FieldsEditor
from border_annotator.ui.said import said, told
from border_annotator.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QKeyEvent

    from border_annotator.domain.figure import Figure
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.worksheet import Worksheet

DATES = "dates"
STEPS = {
    (Qt.Key.Key_Up, False): ("day", -1),
    (Qt.Key.Key_Down, False): ("day", 1),
    (Qt.Key.Key_Up, True): ("week", -1),
    (Qt.Key.Key_Down, True): ("week", 1),
    (Qt.Key.Key_PageUp, False): ("month", -1),
    (Qt.Key.Key_PageDown, False): ("month", 1),
    (Qt.Key.Key_PageUp, True): ("year", -1),
    (Qt.Key.Key_PageDown, True): ("year", 1),
}
"""What a key, alone or with Shift, does to the dates."""
LONGEST = 62
"""Days that are marked in the calendar at most."""


class DateEditor(FieldsEditor):
    """The line of dates and the lines below say the same; the calendar shows what they say."""

    wide = 740

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, len(FIELDS), columns=1)
        self._figure: Figure | None = None
        self._sheet: Worksheet | None = None
        self._schema: Schema | None = None
        self._marked: list[QDate] = []
        self.calendar = QCalendarWidget()
        self.calendar.setObjectName("calendar")
        self.calendar.setAccessibleName(tr("Calendar"))
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setMinimumDate(QDate(YEARS[0], 1, 1))
        self.calendar.setMaximumDate(QDate(YEARS[1] - 1, 12, 31))
        self.calendar.setMinimumWidth(300)
        # The keyboard stays in the lines, whose keys move the dates; a click here chooses a day.
        for part in (self.calendar, *self.calendar.findChildren(QWidget)):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.calendar.clicked.connect(self._on_day)
        self.beside.addWidget(self.calendar, 0, Qt.AlignmentFlag.AlignTop)

    def edit(
        self, sheet: Worksheet, figure: Figure, schema: Schema, then: Callable[[Figure], Mapping[str, str] | None]
    ) -> None:
        """Let the user edit a time; ``then`` takes it and says by field what is wrong, or ``None``."""
        self._figure, self._sheet, self._schema = figure, sheet, schema
        lists, shown, names = closed_lists(schema), written_time_fields(figure), _names()
        examples = {
            DATES: tr("2023-11-10 · 3 May 2024 to 5 May 2024 · from … · until … · none"),
            "norm": "2023-11, P2W",
        }
        fields = [EditorField(k, names[k], shown[k], lists.get(k, ()), examples.get(k, "")) for k in FIELDS]
        surface = " ".join(figure.span.text_in(sheet.document.text).split())
        self.above.setText(said(reasoning(sheet, figure)))

        def put(values: dict[str, str]) -> Mapping[str, str] | None:
            try:
                changed = read_time_fields(figure, values, schema)
            except WrongFieldsError as error:
                return error.reasons
            return then(changed)

        self._show(figure)
        keys = tr("↑ ↓ a day · Shift+↑ ↓ a week · PgUp PgDn a month · Shift+PgUp PgDn a year · Enter saves · Esc")
        self.ask(tr("Dates of “{words}”", words=surface), fields, put, keys)

    def on_key(self, event: QKeyEvent) -> bool:
        """The keys that move the dates, in the line of dates."""
        is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        step = STEPS.get((Qt.Key(event.key()), is_shifted))
        if step is not None and (self.line.hasFocus() or step[0] in ("month", "year")):
            self._move(*step)
            return True
        return super().on_key(event)

    def follow(self, edited: str) -> None:
        """Let the dates say the same in every line, and the calendar show them."""
        values = self.values()
        now = self._read({**values, DATES: ""} if edited == DATES else values)
        if now is None:
            return
        if edited == DATES:
            try:
                now = with_dates(now, values[DATES])
            except KnownError:
                self.preview.setText("…")
                return
            self.put({key: words for key, words in written_time_fields(now).items() if key != DATES})
        elif edited in ("start", "end"):
            if now.start_date and now.end_date and now.kind in ("date", "date_range"):
                self.put({"norm": norm_of(now.start_date, now.end_date)})
            self.put({DATES: said_dates(now)})
        elif edited == "bound":
            self.put({DATES: said_dates(now)})
        self._show(now)

    def _move(self, step: str, amount: int) -> None:
        now = self._read()
        if now is None or self._sheet is None:
            return
        try:
            changed = moved(now, step, amount, self._sheet.document.layout.published.value)
        except KnownError as error:
            self.say_wrong({DATES: told(error)})
            return
        self._put(changed)

    def _on_day(self, day: QDate) -> None:
        now = self._read()
        chosen = datetime.date(day.year(), day.month(), day.day())
        if now is not None:
            self._put(with_dates(now, chosen.isoformat()))
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, changed: Figure) -> None:
        self.put(written_time_fields(changed))
        self.say_wrong({})
        self._show(changed)

    def _read(self, values: Mapping[str, str] | None = None) -> Figure | None:
        if self._figure is None or self._schema is None:
            return None
        try:
            return read_time_fields(self._figure, values or self.values(), self._schema)
        except WrongFieldsError:
            self.preview.setText("…")  # said beside its line once Enter is pressed
            return None

    def _show(self, figure: Figure) -> None:
        """What the lines say now, in words and in the calendar."""
        norm = f" · {figure.norm}" if figure.norm else ""
        self.preview.setText(f"→ {said(said_days(figure)) or tr('no dates')}{norm}")
        for day in self._marked:
            self.calendar.setDateTextFormat(day, QTextCharFormat())
        self._marked = []
        start, end = figure.start_date or figure.end_date, figure.end_date or figure.start_date
        published = self._sheet.document.layout.published.value if self._sheet is not None else None
        weekday = QTextCharFormat()
        weekday.setForeground(self.palette().brush(QPalette.ColorRole.Text))
        for number in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(number, weekday)
        if start is None or end is None:
            shown = published or datetime.datetime.now(tz=datetime.UTC).date()
            self.calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
            return
        look = QTextCharFormat()
        look.setBackground(self.palette().brush(QPalette.ColorRole.Highlight))
        look.setForeground(self.palette().brush(QPalette.ColorRole.HighlightedText))
        for k in range(min((end - start).days + 1, LONGEST)):
            day = QDate(start.year, start.month, start.day).addDays(k)
            self.calendar.setDateTextFormat(day, look)
            self._marked.append(day)
        self.calendar.setSelectedDate(QDate(start.year, start.month, start.day))


def _names() -> dict[str, str]:
    return {
        DATES: tr("Dates"),
        "kind": tr("Kind"),
        "norm": tr("Norm"),
        "start": tr("First day"),
        "end": tr("Last day"),
        "bound": tr("Bound"),
        "basis": tr("Basis"),
        "comparator": tr("Comparator"),
        "min": tr("Least"),
        "max": tr("Most"),
        "note": tr("Note"),
    }
