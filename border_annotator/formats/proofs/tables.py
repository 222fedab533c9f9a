"""The tables of an export, read back from their files and from the workbook."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from typing import TYPE_CHECKING

from border_annotator.domain.sentence import say
from border_annotator.formats.articles.draft import Refusal
from border_annotator.formats.proofs.table_rows import RowError, TableReader
from border_annotator.formats.writers.csv_tables import fused
from border_annotator.formats.writers.tables import TABLES
from border_annotator.formats.writers.workbook import FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import TextIO

    from openpyxl.worksheet.worksheet import Worksheet

    from border_annotator.domain.foreign import ForeignArticle
    from border_annotator.formats.proofs.table_rows import Row

LONGEST_CELL = 1_000_000_000


def read_csv_folder(folder: Path) -> Iterator[ForeignArticle | Refusal]:
    """The articles of the files, or why a row is none of this program's."""
    csv.field_size_limit(LONGEST_CELL)
    with ExitStack() as files:
        opened = {
            name: files.enter_context((folder / f"{name}.csv").open(encoding="utf-8-sig", newline=""))
            for name in TABLES
        }
        yield from _articles({name: _rows_of_file(file) for name, file in opened.items()})


def _rows_of_file(file: TextIO) -> Iterator[Row]:
    for row in csv.DictReader(file, strict=True):
        yield {column: fused(cell) for column, cell in row.items()}


def read_xlsx_folder(folder: Path) -> Iterator[ForeignArticle | Refusal]:
    """The articles of the workbook, or why a row is none of this program's."""
    from openpyxl import load_workbook

    book = load_workbook(folder / FILE, read_only=True)
    try:
        yield from _articles({name: _rows_of_sheet(book[name]) for name in TABLES})
    finally:
        book.close()


def _rows_of_sheet(sheet: Worksheet) -> Iterator[Row]:
    rows = sheet.iter_rows(values_only=True)
    names = [str(cell) for cell in next(rows, ())]
    for cells in rows:
        # A sheet stores no empty cells behind the last that is not.
        padded = [*cells, *(None for _ in range(len(names) - len(cells)))]
        yield {
            name: cell if cell is None or isinstance(cell, str | int | float) else str(cell)
            for name, cell in zip(names, padded, strict=True)
        }


def _articles(tables: Mapping[str, Iterable[Row]]) -> Iterator[ForeignArticle | Refusal]:
    try:
        yield from TableReader(tables).articles()
    except (RowError, ValueError, KeyError, csv.Error) as error:
        yield Refusal(say("a row is not as it was written ({reason})", reason=str(error)[:200]))
