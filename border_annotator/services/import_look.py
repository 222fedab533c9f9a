"""A closer look at files before they come in: the columns of a table, and what repairing garbled letters would do."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from border_annotator.formats.articles.cleaning import repairs
from border_annotator.formats.articles.column_look import ColumnLook, look_at_columns
from border_annotator.formats.articles.draft import Draft
from border_annotator.formats.articles.files import read_file
from border_annotator.services.import_sources import sources_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from border_annotator.formats.articles.draft import Choices
    from border_annotator.services.import_plan import ImportChoices, Where

MOST_LOOKED_AT = 200
"""Files that are opened to find one with columns."""
MOST_REPAIRS = 20


def columns_of(paths: Iterable[Path], choices: ImportChoices) -> tuple[Path, ColumnLook] | None:
    """The first table, workbook or JSON file of some files and folders, and what its columns are.

    Raises ``KnownError`` for a path that is not there, and for a file that cannot be read.
    """
    for source in sources_of(paths)[:MOST_LOOKED_AT]:
        if source.left_out is None:
            found = look_at_columns(source.path, choices.reading)
            if found is not None:
                return source.path, found
    return None


def repairs_of(where: Where, choices: ImportChoices) -> list[tuple[str, str]]:
    """The lines of an article that repairing garbled letters changes, each before and after; none where it does not.

    Raises ``KnownError`` when the file cannot be read.
    """
    text = _text(where, replace(choices.reading, repairs_mojibake=False), choices.format_name)
    return [(repair.before, repair.after) for repair in islice(repairs(text), MOST_REPAIRS)]


def _text(where: Where, reading: Choices, format_name: str | None) -> str:
    for found in read_file(where.path, reading, format_name):
        is_it = (found.member, found.result.place) == (where.member, where.place)
        if is_it and isinstance(found.result, Draft):
            return found.result.text
    return ""
