"""Articles in the rows of a text table: values with commas, semicolons, tabs or bars between them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.domain.sentence import say
from border_annotator.formats.articles.columns import FEWEST_LETTERS, guessed, is_known
from border_annotator.formats.articles.draft import Refusal
from border_annotator.formats.articles.encoding import codec_named, decoded
from border_annotator.formats.articles.record import draft_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import BinaryIO

    from border_annotator.formats.articles.draft import Choices, Draft
    from border_annotator.formats.articles.encoding import Decoded

HEAD = 200_000
"""Bytes at the beginning that encoding and separator are told from."""
LONGEST = 20_000_000
"""Letters of the longest line and of the longest value."""
SEPARATORS = (",", ";", "\t", "|")
LOOKED_AT = 20
"""Rows that the columns are told from."""
MOST_COLUMNS = 1_000
LONGEST_NAME = 100


def read_table(file: BinaryIO, choices: Choices) -> Iterator[Draft | Refusal]:
    """The article of each row; the first row names the columns, unless it holds values itself.

    ``file`` must be able to go back to its beginning. Places are rows as a spreadsheet counts them. Raises
    ``KnownError`` for what is no table with a text in it.
    """
    found = _encoding_of(file, choices)
    yield from articles_of(rows_of(file, found), choices, found.encoding)


def rows_of_table(file: BinaryIO, choices: Choices) -> Iterator[tuple[int, Sequence[str]] | Refusal]:
    """The numbered rows of a table, the one that may name the columns too."""
    yield from rows_of(file, _encoding_of(file, choices))


def rows_of(file: BinaryIO, found: Decoded) -> Iterator[tuple[int, Sequence[str]] | Refusal]:
    """The same, of a file whose head was read already."""
    codec = codec_named(found.encoding.partition(",")[0]) or "utf-8"
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=codec, errors="replace", newline="")
    try:
        if found.had_mark:
            text.read(1)
        csv.field_size_limit(LONGEST)
        separator, told = separator_of(found.text[:HEAD])
        lines = _lines(text)
        if told:
            next(lines, None)
        yield from _rows(csv.reader(lines, delimiter=separator), first=1 + told)
    finally:
        text.detach()  # else the file would be closed with it


def articles_of(
    rows: Iterator[tuple[int, Sequence[str]] | Refusal], choices: Choices, encoding: str | None
) -> Iterator[Draft | Refusal]:
    """The articles of numbered rows, the first of which may name the columns; raises as ``read_table``."""
    first = list(islice(rows, LOOKED_AT))
    cells = [row[1] for row in first if not isinstance(row, Refusal)]
    names, has_names = names_of(cells, choices)
    samples = [dict(zip(names, row, strict=False)) for row in cells[has_names:]]
    columns = guessed(names, samples) | dict(choices.columns)
    missing = next((name for name in choices.columns.values() if name not in names), None)
    if missing is not None:
        raise KnownError("has no column “{name}”: it has {names}.", name=missing, names=", ".join(names[:30]))
    if "text" not in columns:
        raise KnownError(
            "has no column that looks like a text: say which one with “--column text=NAME”, one of {names}.",
            names=", ".join(names[:30]) or "none",
        )
    for number, row in enumerate(chain(first, rows)):
        if isinstance(row, Refusal):
            yield row
        elif (number or not has_names) and any(cell.strip() for cell in row[1]):
            yield draft_of(_named(names, row[1]), columns, f"row {row[0]}", choices, encoding)


def names_of(rows: Sequence[Sequence[str]], choices: Choices) -> tuple[list[str], bool]:
    """What the columns are called, and whether the first row says so; else they are numbered from 1."""
    width = min(MOST_COLUMNS, max(map(len, rows), default=0))
    head = [cell.strip() for cell in rows[0][:width]] if rows else []
    chosen = set(choices.columns.values())
    said = [name for name in head if name]
    is_head = bool(said) and len(set(said)) == len(said) and all(len(name) <= LONGEST_NAME for name in said)
    if is_head and not chosen & set(head) and not is_known(said):
        # A first row that is like the others is none: it has a text, or nothing in it that could be a name.
        is_head = any(len(cell) >= FEWEST_LETTERS for row in rows[1:] for cell in row) and not any(
            len(name) >= FEWEST_LETTERS for name in said
        )
    names = [head[k] if is_head and k < len(head) and head[k] else f"{k + 1}" for k in range(width)]
    return names, is_head


def separator_of(sample: str) -> tuple[str, bool]:
    """What stands between values, and whether the first line says so, as Excel writes it (``sep=;``)."""
    first = sample.split("\n", 1)[0].strip()
    if first.lower().startswith("sep=") and first[4:] in SEPARATORS:
        return first[4:], True
    return max(SEPARATORS, key=lambda separator: _fit(sample, separator)), False


def _fit(sample: str, separator: str) -> tuple[float, int]:
    """How well a separator divides the first rows: the share of rows as wide as most, and how wide."""
    lines = sample.splitlines(keepends=True)[:-1] or [sample]
    try:
        widths = [len(row) for row in islice(csv.reader(lines, delimiter=separator), 50) if row]
    except csv.Error:
        return 0.0, 0
    if not widths or max(widths) == 1:
        return 0.0, 0
    usual = max(set(widths), key=widths.count)
    return (widths.count(usual) / len(widths), usual) if usual > 1 else (0.0, 0)


def is_table(sample: str) -> bool:
    """Whether a text is a table: most of its rows are divided alike."""
    return max(_fit(sample, separator) for separator in SEPARATORS)[0] > 0.6


def _encoding_of(file: BinaryIO, choices: Choices) -> Decoded:
    """How the file is read, told from its head; where that is ASCII alone, from where it first is not."""
    head = file.read(HEAD)
    found = decoded(_to_line_end(head), chosen=choices.encoding)
    if choices.encoding is not None or not head.isascii() or found.encoding != "UTF-8":
        return found
    while chunk := file.read(HEAD):
        if not chunk.isascii():
            further = decoded(_to_line_end(chunk + file.readline(HEAD)))
            return replace(found, encoding=further.encoding)
    return found


def _to_line_end(head: bytes) -> bytes:
    """A piece of a file without the half character that it may end with."""
    return head[: head.rfind(b"\n") + 1] or head if len(head) >= HEAD else head


def _named(names: Sequence[str], row: Sequence[str]) -> Mapping[str, str]:
    return dict(zip(names, row, strict=False))


def _rows(reader: Iterator[list[str]], first: int) -> Iterator[tuple[int, Sequence[str]] | Refusal]:
    number = first
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Refusal(say("cannot be read ({reason}); nothing behind it was read", reason=error), f"row {number}")
            return
        except _TooLong:
            yield Refusal(say("is longer than 20 MB; nothing behind it was read"), f"row {number}")
            return
        yield number, row[:MOST_COLUMNS]
        number += 1


class _TooLong(Exception):
    """A line without an end."""


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(LONGEST):
        if len(line) >= LONGEST:
            raise _TooLong
        yield line
