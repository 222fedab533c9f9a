"""Figures in tables and lists: what they count and for which period (guidelines, section 5, rule 7)."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from border_annotator.nlp.counted_nouns import noun_after, unit_of
from border_annotator.nlp.figure_order import FiguresInOrder
from border_annotator.nlp.gazetteer import nouns
from border_annotator.nlp.word_forms import singular

if TYPE_CHECKING:
    from border_annotator.domain.figure import Figure

_HEAD = re.compile(r"(?:[a-z-]+ )*?(?P<noun>[a-z-]+)(?= (?:from|by|of|in|at|on|per|to|with)\b|[,:(]|$)", re.IGNORECASE)
_CELL = re.compile(r"\t|(?:(?<!\s)\s+)?\|\s*| {3,}")
_RULE = re.compile(r"[\s|:+=–—-]+")
_LIST_LINE = re.compile(r"[ \t]*(?:[-•*·–] ?)?(?P<label>[^:\d\n]{2,40}?(?:\d{4})?): ?(?=[\d≈~<>+-])")
_TOTAL = re.compile(r"(?:grand )?totals?\b|\bsum\b|\ball\b|\boverall\b", re.IGNORECASE)
_LEAST_CELLS = 3
_PLACING = re.compile(r"(?:with|without|by|in|at|on|from|to|under|of)\b", re.IGNORECASE)
_NO_NOUN = frozenset({"table", "figure", "figures", "data", "statistics", "overview", "summary", "total", "totals"})


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of a line: what each says, and where it begins in the text; the line's end comes last."""

    words: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()

    def at(self, position: int) -> int:
        """The number of the cell that an offset lies in."""
        return bisect_right(self.starts, position) - 1


_NO_HEADER = _Cells()


@dataclass(frozen=True, slots=True)
class _Row:
    start: int
    end: int
    cells: _Cells
    header: _Cells
    label: str
    caption: str
    caption_start: int


def with_cells(text: str, figures: list[Figure]) -> list[Figure]:
    """The figures; those in cells get what the caption, their column and their row say, and the period of these.

    A column that is named by a time gives the period, any other one says more about what is counted.
    """
    rows = _rows(text)
    if not rows:
        return figures
    found: list[Figure] = []
    times = FiguresInOrder(figure for figure in figures if figure.is_temporal)
    index = 0
    for figure in figures:
        while index < len(rows) and rows[index].end <= figure.span.start:
            index += 1
        row = rows[index] if index < len(rows) and rows[index].start <= figure.span.start else None
        found.append(figure if row is None or figure.is_temporal else _in_row(text, figure, row, times))
    return found


def _in_row(text: str, figure: Figure, row: _Row, times: FiguresInOrder) -> Figure:
    column = row.cells.at(figure.span.start)
    named = column < len(row.header.words)
    name = row.header.words[column] if named else ""
    here = times.between(row.start, figure.span.start)[:1]
    above = times.between(row.header.starts[column], row.header.starts[column + 1]) if named else []
    period = next(iter((*here, *above)), None)
    timed = period is not None
    if period is None:
        caption = times.between(row.caption_start, row.caption_start + len(row.caption))
        period = caption[0] if len(caption) == 1 else None
    noun, suffix = _counted(row.caption, "" if timed and not here else name)
    said = not here and row.label and not _TOTAL.match(row.label)
    counted = noun + (f" in {row.label}" if said and noun else "") + suffix if noun else None
    if figure.kind == "count" and not row.header.words:
        counted = noun_after(text, figure.span.end) or counted
    new = replace(figure, period=period.id if period else figure.period)
    if figure.kind == "count":
        return replace(new, counted=counted, unit=unit_of(noun or counted))
    return replace(new, counted=figure.counted or counted)


def _rows(text: str) -> list[_Row]:
    """The rows under a table's header, and the lines of a list “January: 312”."""
    found: list[_Row] = []
    header = _NO_HEADER
    caption_start = 0
    caption = ""
    position = 0
    for line in text.split("\n"):
        cells = _cells(line, position)
        listed = _LIST_LINE.match(line)
        end = position + len(line)
        if len(cells.words) >= _LEAST_CELLS:
            if not header.words:
                header = cells
            elif not _RULE.fullmatch(line):
                label = next((cell for cell in cells.words if cell), "")
                found.append(_Row(position, end, cells, header, label, caption, caption_start))
        elif listed:
            header = _NO_HEADER
            found.append(_Row(position, end, cells, header, listed["label"].strip(), caption, caption_start))
        else:
            header = _NO_HEADER
            if line.strip():
                caption, caption_start = line, position
        position = end + 1
    return [row for row in found if any(c.isdigit() for c in text[row.start : row.end])]


def _cells(line: str, offset: int) -> _Cells:
    starts, ends = [0], []
    for match in _CELL.finditer(line):
        ends.append(match.start())
        starts.append(match.end())
    ends.append(len(line))
    words = tuple(line[start:end].strip() for start, end in zip(starts, ends, strict=True))
    return _Cells(words, tuple(offset + start for start in (*starts, len(line) + 1)))


def _counted(caption: str, column: str) -> tuple[str, str]:
    """The noun that a cell counts, and what its column adds to it."""
    match = _HEAD.match(caption.strip())
    noun = singular(match[0].casefold()) if match and match["noun"].casefold() not in _NO_NOUN else ""
    known = [singular(word) for word in re.findall(r"[^\W\d_]+", column.casefold()) if singular(word) in nouns("units")]
    if known and not _PLACING.match(column):
        return (column.casefold() if len(known) > 1 else known[0]), ""
    if not column or not noun:
        return noun or column.casefold(), ""
    if _PLACING.match(column):
        return noun, f" {column.casefold()}"
    return noun, f" in {column}" if column[:1].isupper() else ""
