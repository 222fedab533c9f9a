"""The same tables as one workbook."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.domain.fitting import fitted_once
from border_annotator.domain.sentence import say
from border_annotator.formats.writers.csv_tables import in_tables
from border_annotator.formats.writers.tables import TABLES, rows_of
from border_annotator.formats.writers.timeless_zip import TimelessZip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from openpyxl import Workbook

    from border_annotator.domain.loss import Fitted
    from border_annotator.domain.outgoing import Outgoing, Setting
    from border_annotator.formats.writers.tables import Cell

FILE = "tables.xlsx"
MOST_ROWS, LONGEST_CELL, DIGITS = 1_048_576, 32_767, 15
"""What a sheet, a cell and a number can hold."""
# A workbook is XML, which takes a carriage return for the end of a line.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_DAY = datetime.datetime(1980, 1, 1)  # noqa: DTZ001 - without an hour, so that the same tables give the same bytes


@fitted_once
def fit_xlsx(outgoing: Outgoing) -> Fitted:
    """As in the other tables, in as many and such characters as a cell can hold."""
    fitting = in_tables(outgoing)
    fitting.rewrite(lambda text: _UNWRITABLE.sub(" ", text), say("a cell cannot hold some of its characters"))
    fitting.rewrite(lambda text: text[:LONGEST_CELL], say("a cell holds 32,767 characters at most"))
    fitting.round(DIGITS, say("a number in a cell has 15 digits"))
    return fitting.fitted()


def write_xlsx(folder: Path, articles: Iterable[Outgoing], _setting: Setting) -> Iterator[None]:
    """One file with a sheet for each table; texts are texts there, whatever they begin with."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheets = {name: book.create_sheet(name) for name in TABLES}
    counts = dict.fromkeys(TABLES, 1)
    for name, columns in TABLES.items():
        heads = [WriteOnlyCell(sheets[name], column) for column in columns]
        for head in heads:
            head.font = Font(bold=True)
        sheets[name].freeze_panes = "A2"
        sheets[name].append(heads)
    try:
        for outgoing in articles:
            for name, row in rows_of(fit_xlsx(outgoing).foreign):
                counts[name] += 1
                if counts[name] > MOST_ROWS:
                    raise KnownError("A sheet holds {count} rows at most: choose the format “csv”.", count=MOST_ROWS)
                cells = [WriteOnlyCell(sheets[name], _writable(cell)) for cell in row.values()]
                for cell in cells:
                    if isinstance(cell.value, str):
                        cell.data_type = "s"  # and never a formula
                sheets[name].append(cells)
            yield
    finally:
        # Also after a failure: only so are the files closed in which the sheets wait.
        _save(book, folder / FILE)


def _save(book: Workbook, path: Path) -> None:
    """As the library does it, without the hour."""
    from openpyxl.writer.excel import ExcelWriter

    book.properties.created = book.properties.modified = _DAY
    ExcelWriter(book, TimelessZip(path)).save()


def _writable(cell: Cell) -> Cell:
    return _UNWRITABLE.sub(" ", cell)[:LONGEST_CELL] if isinstance(cell, str) else cell
