"""A look at the columns of a table, or the paths in JSON: what they are called, and what is in the first rows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.formats.articles.archive import MAGIC, opened_archive
from border_annotator.formats.articles.columns import guessed
from border_annotator.formats.articles.draft import Refusal
from border_annotator.formats.articles.files import JSON, TABLE, container_of
from border_annotator.formats.articles.json_articles import articles_in, flat
from border_annotator.formats.articles.registry import HEAD
from border_annotator.formats.articles.spreadsheet import rows_of_workbook
from border_annotator.formats.articles.table import LOOKED_AT, names_of, rows_of_table
from border_annotator.formats.readers.json_values import values_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

    from border_annotator.formats.articles.draft import Choices


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """The names of columns or paths, the first rows by them, and which column holds which field.

    ``guess`` is what the names and the rows tell, ``taken`` the same with what the user chose.
    """

    names: tuple[str, ...]
    samples: tuple[Mapping[str, str], ...]
    guess: Mapping[str, str]
    taken: Mapping[str, str]


def look_at_columns(path: Path, choices: Choices) -> ColumnLook | None:
    """Look at a file; ``None`` for one without columns. Raises ``KnownError`` when it cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
            file.seek(0)
            if head.startswith(MAGIC):
                return _of_rows(rows_of_workbook(file), choices) if _is_workbook(file) else None
            container = container_of(head, path.name)
            if container is TABLE:
                return _of_rows(rows_of_table(file, choices), choices)
            return _of_objects(file, choices) if container is JSON else None
    except OSError as error:
        raise KnownError(
            "{path} cannot be read ({reason}): check its name and its rights.", path=path, reason=error.strerror
        ) from None


def _is_workbook(file: BinaryIO) -> bool:
    with opened_archive(file) as archive:
        is_one = "xl/workbook.xml" in archive.namelist()
    file.seek(0)
    return is_one


def _of_rows(rows: Iterator[tuple[int, object] | Refusal], choices: Choices) -> ColumnLook:
    cells = [row[1] for row in islice(rows, LOOKED_AT) if not isinstance(row, Refusal)]
    listed = [[str(cell) for cell in row] for row in cells if isinstance(row, list | tuple)]
    names, has_names = names_of(listed, choices)
    samples = tuple(dict(zip(names, row, strict=False)) for row in listed[has_names:])
    return _look(tuple(names), samples, choices)


def _of_objects(file: BinaryIO, choices: Choices) -> ColumnLook:
    found = (one for one in values_in(file) if not isinstance(one, Refusal))
    objects = (value for one in found for _place, value in articles_in(*one, choices))
    samples = tuple(flat(value) for value in islice(objects, LOOKED_AT))
    names = tuple(dict.fromkeys(name for sample in samples for name in sample))
    return _look(names, samples, choices)


def _look(names: tuple[str, ...], samples: tuple[Mapping[str, str], ...], choices: Choices) -> ColumnLook:
    guess = guessed(names, samples)
    return ColumnLook(names, samples, guess, guess | {k: v for k, v in choices.columns.items() if v in names})
