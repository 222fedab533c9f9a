"""The rows of WebAnno TSV 3: which layers there are, the text that the sentences make, and the cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from border_annotator.formats.readers.rebuilt import gap

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTHING = "_"
ANYTHING = "*"
"""The cell of an annotation whose feature has no value."""
ROLE = "ROLE_"
BASE = "BT_"
SPAN, RELATION, CHAIN = "T_SP", "T_RL", "T_CH"

_ESCAPED = re.compile(r"\\(->|.)", re.DOTALL)
_CONTROL = {"t": "\t", "n": "\n", "r": "\r", "f": "\n"}
_ROW = re.compile(r"\d+-\d+(?:\.\d+)?\t\d{1,12}-\d{1,12}\t")
_NUMBERED = re.compile(r"((?:[^\\]|\\.)*?)\[(\d+(?:_\d+)?)\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer with its columns, from ``first`` on: a feature, a slot's roles, its targets, a relation's other end."""

    kind: str
    name: str
    columns: tuple[str, ...]
    first: int

    @property
    def short(self) -> str:
        """Its name without the package."""
        return self.name.rpartition(".")[2]

    @property
    def has_slots(self) -> bool:
        """Whether its annotations are events, with roles."""
        return any(column.startswith(ROLE) for column in self.columns)

    def is_target(self, column: int) -> bool:
        """Whether a column has what fills the slot whose roles are in the one before."""
        return column > 0 and self.columns[column - 1].startswith(ROLE)


@dataclass(frozen=True, slots=True)
class Row:
    """A word, or a part of one: its number, its offsets as the file has them, its text, and its cells."""

    number: str
    start: int
    end: int
    word: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One of the annotations that are stacked in a cell; ``key`` is the number that tells it from others, if any."""

    value: str
    key: str = ""


def layers_of(header: Iterator[str]) -> tuple[Layer, ...]:
    """The layers that the header declares, in the order of their columns."""
    found: list[Layer] = []
    first = 0
    for line in header:
        kind, _, said = line.removeprefix("#").partition("=")
        if kind in (SPAN, RELATION, CHAIN):
            name, *columns = said.rstrip("\r\n").split("|")
            columns = [column for column in columns if column] or [""]
            found.append(Layer(kind, name, tuple(columns), first))
            first += len(columns)
    return tuple(found)


def is_row(line: str) -> bool:
    """Whether a line is a word's."""
    return _ROW.match(line) is not None


def row_of(line: str) -> Row:
    """A word's row."""
    number, offsets, word, *cells = line.split("\t")
    start, _, end = offsets.partition("-")
    return Row(number, int(start), int(end), unescaped(word), tuple(cells))


def unescaped(value: str) -> str:
    """A value without the signs that keep it from being read as something else."""
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda found: _CONTROL.get(found.group(1), found.group(1)), value)


def stacked(cell: str) -> list[Cell]:
    """The annotations of a cell; none where it is empty."""
    if cell in ("", NOTHING):
        return []
    return [_numbered(part) for part in split(cell, "|")]


def _numbered(part: str) -> Cell:
    found = _NUMBERED.fullmatch(part)
    return Cell(found.group(1), found.group(2)) if found is not None else Cell(part)


def split(cell: str, sign: str) -> list[str]:
    """The parts of a cell between signs that are not escaped."""
    parts, start, at = [], 0, 0
    while at < len(cell):
        if cell[at] == "\\":
            at += 2
            continue
        if cell[at] == sign:
            parts.append(cell[start:at])
            start = at + 1
        at += 1
    parts.append(cell[start:])
    return parts


class Text:
    """The text of a document, put together of its sentences; what stands between them is white space of that length."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._ended = 0
        self._sentence: str | None = None
        self._rows: list[Row] = []
        self.places: dict[str, tuple[int, int]] = {}
        """Where each row's word stands, in code points of the text."""

    def sentence(self, text: str) -> None:
        """A sentence begins; one that goes on in another line has that line too."""
        if self._sentence is not None and not self._rows:
            self._sentence += "\n" + text
            return
        self.close()
        self._sentence = text

    def word(self, row: Row) -> None:
        """A row of the sentence."""
        self._rows.append(row)

    def close(self) -> str:
        """The text so far, the sentence with its words in it."""
        words = [row for row in self._rows if "." not in row.number]
        sentence = self._sentence if self._sentence is not None else self._joined(words)
        if words or sentence:
            found = self._found(sentence, words)
            lead = found[0][0] if found else 0
            missing = words[0].start - lead - self._ended if words else 1
            self._add(gap(max(missing, 1) if self._length else missing, ends_line=self._length > 0))
            for row, (start, end) in zip(words, found, strict=True):
                self.places[row.number] = (self._length + start, self._length + end)
            self._parts_of_words(words)
            self._ended = (
                words[-1].end + len(sentence) - found[-1][1] if words else self._ended + missing + len(sentence)
            )
            self._add(sentence)
        self._sentence, self._rows = None, []
        return "".join(self._parts)

    def _parts_of_words(self, words: list[Row]) -> None:
        """Parts of words stand where their offsets say, counted from the word's own."""
        whole = {row.number: row for row in words}
        for row in self._rows:
            number, dot, _ = row.number.partition(".")
            if dot and number in whole:
                start, end = self.places[number]
                at = start + max(0, row.start - whole[number].start)
                self.places[row.number] = (min(at, end), min(at + len(row.word), end))

    def _add(self, part: str) -> None:
        self._parts.append(part)
        self._length += len(part)

    @staticmethod
    def _joined(words: list[Row]) -> str:
        """A sentence that the file does not repeat."""
        gaps = [gap(after.start - before.end, ends_line=False) for before, after in pairwise(words)]
        return "".join(word.word + behind for word, behind in zip(words, [*gaps, ""], strict=False))

    @staticmethod
    def _found(sentence: str, words: list[Row]) -> list[tuple[int, int]]:
        """Where the words stand in the sentence, one behind the other; one that does not has no width."""
        places, at = [], 0
        for row in words:
            start = sentence.find(row.word, at)
            if start < 0:
                places.append((at, at))
                continue
            at = start + len(row.word)
            places.append((start, at))
        return places
