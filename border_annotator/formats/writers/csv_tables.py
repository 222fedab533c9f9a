"""CSV tables for analysts: a file for events, one row each, and files for what the events are made of."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from typing import TYPE_CHECKING

from border_annotator.domain.fitting import Fitting, fitted_once
from border_annotator.formats.writers.tables import (
    ARTICLE_SAID,
    ENTITY_SAID,
    EVENT_SAID,
    FIGURE_SAID,
    TABLES,
    rows_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from border_annotator.domain.loss import Fitted
    from border_annotator.domain.outgoing import Outgoing, Setting
    from border_annotator.formats.writers.tables import Cell

# The signs of full width are the same to a spreadsheet in Japanese.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_OF_ANY = frozenset({"confidence", "note", "link"})
_OF_SPANS = frozenset({*ENTITY_SAID, *FIGURE_SAID}) | _OF_ANY
_OF_EVENTS = frozenset(EVENT_SAID) | _OF_ANY


@fitted_once
def fit_tables(outgoing: Outgoing) -> Fitted:
    """All annotations; the text itself, the layout and who proposed an annotation have no column."""
    return in_tables(outgoing).fitted()


def in_tables(outgoing: Outgoing) -> Fitting:
    """What has a column."""
    fitting = Fitting(outgoing, holds_kept=False)
    fitting.drop_layout()
    fitting.keep_of_spans(_OF_SPANS)
    fitting.keep_of_events(_OF_EVENTS)
    fitting.keep_of_article(frozenset(ARTICLE_SAID))
    fitting.drop_text()
    return fitting


def write_csv(folder: Path, articles: Iterable[Outgoing], setting: Setting) -> Iterator[None]:
    """A file for each table, in UTF-8; no cell is taken for a formula."""
    encoding = "utf-8-sig" if setting.with_mark else "utf-8"
    with ExitStack() as files:
        writers = {}
        for name, columns in TABLES.items():
            file = files.enter_context((folder / f"{name}.csv").open("w", encoding=encoding, newline=""))
            writers[name] = csv.DictWriter(file, columns)
            writers[name].writeheader()
        for outgoing in articles:
            for name, row in rows_of(fit_tables(outgoing).foreign):
                writers[name].writerow({column: defused(cell) for column, cell in row.items()})
            yield


def defused(cell: Cell) -> Cell:
    """The cell, with an apostrophe before what a spreadsheet would calculate.

    One more is put before those that a text has there of its own, so that ``fused`` gives it back.
    """
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip("'").startswith(_FORMULA) else cell


def fused(cell: str) -> str:
    """A text as it was before ``defused``."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell
