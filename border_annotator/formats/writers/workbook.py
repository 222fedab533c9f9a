"""The same tables as one workbook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.formats.writers.csv_tables import fit_tables
from border_annotator.formats.writers.tables import TABLES, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from border_annotator.domain.outgoing import Outgoing, Setting
    from border_annotator.formats.writers.tables import Cell

FILE = "tables.xlsx"
MOST_ROWS, LONGEST_CELL = 1_048_576, 32_767
"""What a sheet and a cell can hold."""
# A workbook is XML, and takes “_x0041_” for the letter with that number.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


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
            for name, row in rows_of(fit_tables(outgoing).foreign):
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
        book.save(folder / FILE)


def _writable(cell: Cell) -> Cell:
    return _UNWRITABLE.sub(" ", cell)[:LONGEST_CELL] if isinstance(cell, str) else cell
