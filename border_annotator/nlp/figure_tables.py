"""Figures in the cells of a table: what they count and for which period (guidelines, section 5, rule 7)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.nlp.counted_nouns import unit_of
from border_annotator.nlp.word_forms import singular

if TYPE_CHECKING:
    from border_annotator.domain.figure import Figure

_HEAD = re.compile(r"(?:[a-z-]+ )*?(?P<noun>[a-z-]+)(?= (?:from|by|of|in|at|on|per|to)\b|[,:]|$)", re.IGNORECASE)
_LEAST_CELLS = 3


def with_cells(text: str, figures: list[Figure]) -> list[Figure]:
    """The figures; those in table cells get the caption's noun with their column, and the time of their row."""
    rows = _rows(text)
    if not rows:
        return figures
    found: list[Figure] = []
    for figure in figures:
        row = next((r for r in rows if r[0] <= figure.span.start < r[1]), None)
        if row is None or figure.is_temporal:
            found.append(figure)
            continue
        begin, _, header, caption = row
        column = len(re.findall(r"[\t|]", text[begin : figure.span.start]))
        name = header[column] if column < len(header) else ""
        time = next((f for f in figures if f.is_temporal and begin <= f.span.start < figure.span.start), None)
        period = time or _caption_time(figures, text, begin, caption)
        counted = _counted(caption, name) if figure.kind == "count" else figure.counted
        new = replace(figure, counted=counted, period=period.id if period else figure.period)
        found.append(replace(new, unit=unit_of(counted)) if figure.kind == "count" else new)
    return found


def _rows(text: str) -> list[tuple[int, int, list[str], str]]:
    """The rows of the tables in a text after their header: (start, end, cells of the header, line above it)."""
    found: list[tuple[int, int, list[str], str]] = []
    header: list[str] = []
    caption = above = ""
    position = 0
    for line in text.split("\n"):
        cells = [cell.strip() for cell in re.split(r"[\t|]", line)]
        if line.count("\t") + line.count("|") >= _LEAST_CELLS - 1:
            if not header:
                header, caption = cells, above
            else:
                found.append((position, position + len(line), header, caption))
        else:
            header = []
            above = line if line.strip() else above
        position += len(line) + 1
    return [row for row in found if sum(c.isdigit() for c in text[row[0] : row[1]])]


def _counted(caption: str, column: str) -> str | None:
    match = _HEAD.match(caption.strip())
    if match is None:
        return column.casefold() or None
    noun = singular(match[0].casefold())
    return f"{noun} in {column}" if column[:1].isupper() else noun


def _caption_time(figures: list[Figure], text: str, begin: int, caption: str) -> Figure | None:
    start = text.rfind(caption, 0, begin) if caption else -1
    inside = (
        [f for f in figures if f.is_temporal and start <= f.span.start < start + len(caption)] if start >= 0 else []
    )
    return inside[0] if len(inside) == 1 else None
