"""Articles in the rows of an Excel workbook."""

from __future__ import annotations

import datetime
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.formats.articles.archive import opened_whole
from border_annotator.formats.articles.draft import Draft, Refusal
from border_annotator.formats.articles.table import MOST_COLUMNS, articles_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any, BinaryIO

    from border_annotator.domain.sentence import Sentence
    from border_annotator.formats.articles.draft import Choices

MOST_ROWS = 1_048_576
"""Rows that a sheet can have."""


def read_workbook(file: BinaryIO, choices: Choices) -> Iterator[Draft | Refusal]:
    """The article of each row of each sheet with a column that looks like a text.

    Places are rows as the program that made it counts them, with the sheet's name where there are several. Formulas
    count as what they came to. Raises ``KnownError`` for a workbook that cannot be opened or has no such sheet.
    """
    sheets = list(_book(file).worksheets)
    failures: list[tuple[str, Sentence]] = []
    found = False
    for sheet in sheets:
        sheet.reset_dimensions()  # what a file says of its size need not be true
        try:
            for article in articles_of(_rows(sheet), choices, None):
                found = True
                yield _in_sheet(article, sheet.title) if len(sheets) > 1 else article
        except KnownError as error:
            failures.append((sheet.title, error.sentence))
    if failures and not found:
        raise KnownError(failures[0][1])
    for title, reason in failures:
        yield Refusal(reason, f"sheet {title}")


def rows_of_workbook(file: BinaryIO) -> Iterator[tuple[int, Sequence[str]] | Refusal]:
    """The numbered rows of the first sheet."""
    sheet = _book(file).worksheets[0]
    sheet.reset_dimensions()
    yield from _rows(sheet)


def _book(file: BinaryIO) -> Any:  # noqa: ANN401 - openpyxl has no types
    import openpyxl

    opened_whole(file)
    file.seek(0)
    # openpyxl takes no entities and no documents from elsewhere while defusedxml is installed, which it is.
    if not openpyxl.DEFUSEDXML:
        raise KnownError("cannot be read without the library defusedxml: install it")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)


def _in_sheet(article: Draft | Refusal, title: str) -> Draft | Refusal:
    return replace(article, place=f"{title}, {article.place}")


def _rows(sheet: Any) -> Iterator[tuple[int, Sequence[str]] | Refusal]:  # noqa: ANN401 - openpyxl has no common type for its sheets
    rows = sheet.iter_rows(values_only=True)
    for number in range(1, MOST_ROWS + 1):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            row = next(rows, None)
        if row is None:
            return
        yield number, [_text(cell) for cell in row[:MOST_COLUMNS]]


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(sep=" ")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
