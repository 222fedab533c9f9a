"""Parquet as this program writes it: the rows of the JSONL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.formats.readers.spans_json import row_article
from border_annotator.formats.writers.parquet import FILE, FOLDER, GROUP, pyarrow_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from border_annotator.domain.foreign import ForeignArticle
    from border_annotator.formats.articles.draft import Refusal


def read_parquet_folder(folder: Path) -> Iterator[ForeignArticle | Refusal]:
    """Every row; a group of them is in memory at once."""
    _, parquet = pyarrow_of()
    number = 0
    with parquet.ParquetFile(folder / FOLDER / FILE) as file:
        for batch in file.iter_batches(GROUP):
            for row in batch.to_pylist():
                number += 1
                yield row_article(row, f"row {number}", FILE)
