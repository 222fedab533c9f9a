"""Parquet for Hugging Face ``datasets``: the rows of the JSONL with an explicit schema."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from border_annotator.domain.errors import KnownError
from border_annotator.domain.kept import FEATURE
from border_annotator.formats.writers.jsonl import (
    ABOUT,
    EVENT_TEXTS,
    SPAN_NUMBERS,
    SPAN_TEXTS,
    fit_jsonl,
    row_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from border_annotator.domain.outgoing import Outgoing, Setting

FOLDER, FILE = "data", "train-00000-of-00001.parquet"
GROUP = 200
"""Articles in one row group: what is held in memory at once."""


def write_parquet(folder: Path, articles: Iterable[Outgoing], _setting: Setting) -> Iterator[None]:
    """``data/train-00000-of-00001.parquet``; empty lists and missing values have their types all the same."""
    pyarrow, parquet = pyarrow_of()
    schema = arrow_schema(pyarrow)
    (folder / FOLDER).mkdir()
    with parquet.ParquetWriter(folder / FOLDER / FILE, schema, compression="zstd") as writer:
        waiting = iter(articles)
        while group := list(islice(waiting, GROUP)):
            rows = [row_of(fit_jsonl(outgoing).foreign) for outgoing in group]
            writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))
            yield from (None for _ in group)


def pyarrow_of() -> tuple[Any, Any]:
    """The library and its part for this format; raises ``KnownError`` where it is not installed."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise KnownError(
            "Parquet needs the library pyarrow: install it with “pip install 'border-annotator[parquet]'”,"
            " or choose the format “jsonl”."
        ) from None
    return pyarrow, parquet


def arrow_schema(pyarrow: Any) -> Any:  # noqa: ANN401 - the library is not always there
    """The columns: texts, 64-bit offsets, floating numbers, lists of structures."""
    text, number, real, flag = pyarrow.string(), pyarrow.int64(), pyarrow.float64(), pyarrow.bool_()
    place = {"id": text, "start": number, "end": number, "text": text}
    span = {
        "id": text,
        "start": number,
        "end": number,
        "text": text,
        "label": text,
        "layer": text,
        "link": text,
        **dict.fromkeys(SPAN_TEXTS, text),
        **dict.fromkeys(SPAN_NUMBERS, real),
        "optional": flag,
        "confidence": real,
        "note": text,
        FEATURE: text,
    }
    event = {
        "id": text,
        "type": text,
        "trigger": _structure(pyarrow, place),
        "arguments": pyarrow.list_(_structure(pyarrow, {"role": text, **place})),
        **dict.fromkeys(EVENT_TEXTS, text),
        "severity": number,
        "optional": flag,
        "confidence": real,
        "note": text,
        FEATURE: text,
    }
    relation = dict.fromkeys(("id", "type", "source", "target"), text)
    return pyarrow.schema(
        {
            **dict.fromkeys(("id", "text", "title", "language", "stand"), text),
            "n_chars": number,
            **dict.fromkeys(ABOUT, text),
            "date_suspect": flag,
            "spans": pyarrow.list_(_structure(pyarrow, span)),
            "events": pyarrow.list_(_structure(pyarrow, event)),
            "relations": pyarrow.list_(_structure(pyarrow, relation)),
        }
    )


def _structure(pyarrow: Any, fields: dict[str, Any]) -> Any:  # noqa: ANN401
    return pyarrow.struct(list(fields.items()))
