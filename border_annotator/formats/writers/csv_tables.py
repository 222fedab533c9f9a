"""CSV tables for analysts: a file for events, one row each, and files for what the events are made of."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from typing import TYPE_CHECKING

from border_annotator.domain.fitting import NO_PLACE, Fitting, fitted_once
from border_annotator.domain.loss import LossKind
from border_annotator.formats.writers.tables import TABLES, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from border_annotator.domain.loss import Fitted
    from border_annotator.domain.outgoing import Outgoing, Setting
    from border_annotator.formats.writers.tables import Cell

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_KEPT = frozenset({"text_file", "publisher", "date", "date_basis", "date_suspect", "layer", "review"})


@fitted_once
def fit_tables(outgoing: Outgoing) -> Fitted:
    """All annotations; the text itself, the layout and who proposed an annotation have no column."""
    fitting = Fitting(outgoing)
    fitting.drop_layout()
    fitting.keep_of_spans(lambda name: name not in {"source", "reason"})
    fitting.keep_of_events(lambda name: name not in {"source", "reason"})
    fitting.keep_of_article(_KEPT)
    fitting.lose_article(LossKind.TEXT, "text", NO_PLACE)
    return fitting.fitted()


def write_csv(folder: Path, articles: Iterable[Outgoing], _setting: Setting) -> Iterator[None]:
    """A file for each table, in UTF-8 with the mark by which Excel knows that; no cell is taken for a formula."""
    with ExitStack() as files:
        writers = {}
        for name, columns in TABLES.items():
            file = files.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline=""))
            writers[name] = csv.DictWriter(file, columns)
            writers[name].writeheader()
        for outgoing in articles:
            for name, row in rows_of(fit_tables(outgoing).foreign):
                writers[name].writerow({column: defused(cell) for column, cell in row.items()})
            yield


def defused(cell: Cell) -> Cell:
    """The cell, with an apostrophe before what a spreadsheet would calculate."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
