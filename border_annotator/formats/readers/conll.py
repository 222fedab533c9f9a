"""CoNLL-2003 and its like: a word on each line with its tag in the last column, in any of the IOB schemes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.domain.foreign import Unit
from border_annotator.domain.sentence import say
from border_annotator.formats.readers.gathering import Gathering

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from border_annotator.domain.foreign import ForeignArticle
    from border_annotator.formats.articles.draft import Refusal

BOUNDARY = "-DOCSTART-"
LONGEST = 20_000_000
"""Characters of the longest article; a file of many is read one after the other."""
LONGEST_LINE = 1_000_000
_TAG = re.compile(r"O|[BIELUSM]-\S.*")
_EMPTY = ("-X-", "_", "-", "O", "")


def is_conll(head: bytes) -> bool:
    """Whether a file begins with words and their tags."""
    source = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "ignore")
    lines = [line for line in source.splitlines()[:-1] or source.splitlines() if line.strip()]
    rows = [columns for line in lines if (columns := _columns(line)) and not _is_comment(columns)]
    if not rows or not all(len(columns) > 1 and _TAG.fullmatch(columns[-1]) for columns in rows):
        return False
    return rows[0][0] == BOUNDARY or any(columns[-1] != "O" for columns in rows)


def read_conll(path: Path) -> Iterator[ForeignArticle | Refusal]:
    """The articles of a file, each from one boundary to the next; their text is rebuilt of the words."""
    number = 1
    document = _Document()
    for place, line in _lines(path):
        columns = _columns(line)
        if columns and columns[0] == BOUNDARY:
            if not document.is_empty():
                yield document.article(path.stem, number)
                number += 1
            document = _Document(place, " ".join(columns[1:-1]))
        else:
            document.take(place, columns)
    if not document.is_empty() or number == 1:
        yield document.article(path.stem, number)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(LONGEST_LINE):
                number += 1
                yield number, line.decode("utf-8-sig" if number == 1 else "utf-8")
    except OSError as error:
        raise KnownError(
            "{path} cannot be read ({reason}): check its name and its rights.", path=path, reason=error.strerror
        ) from None
    except UnicodeDecodeError:
        raise KnownError("{file}: not a text in UTF-8.", file=path.name) from None


def _columns(line: str) -> list[str]:
    """The columns of a line: between tabs if it has any, else between spaces."""
    bare = line.strip(" \t\r\n")
    if "\t" in bare:
        return [column.strip(" ") for column in bare.split("\t")]
    return [column for column in bare.split(" ") if column]


def _is_comment(columns: list[str]) -> bool:
    return columns[0].startswith("#") and not (len(columns) > 1 and _TAG.fullmatch(columns[-1]))


class _Document:
    """One article while its words are read."""

    def __init__(self, line: int = 1, said: str = "") -> None:
        self._line = line
        self._said = said if any(word not in _EMPTY for word in said.split()) else ""
        self._parts: list[str] = []
        self._length = 0
        self._open: tuple[str, int, int] | None = None
        self._kind = ""
        self._gathered = Gathering()
        self._schemes: set[str] = set()
        self._comments: list[str] = []
        self._others: set[int] = set()
        self._begins_line = True
        self._has_tag = False

    def is_empty(self) -> bool:
        """Whether it has no words."""
        return self._length == 0

    def take(self, line: int, columns: list[str]) -> None:
        """One line: a word with its tag, a comment, or nothing, which ends a sentence."""
        if not columns:
            self._close()
            self._begins_line = True
        elif _is_comment(columns):
            self._comments.append(" ".join(columns))
        elif self._length + len(columns[0]) > LONGEST:
            self._gathered.leave_out(f"line {line}", say("the article is longer than 20 MB"))
        elif len(columns) < 2 or not _TAG.fullmatch(columns[-1]):
            self._gathered.leave_out(
                f"line {line}", say("it is no word with a tag: {line}", line=" ".join(columns)[:80])
            )
        else:
            start = self._add(columns[0])
            self._tag(columns[-1], start, self._length)
            self._others |= {place for place, said in enumerate(columns[1:-1], start=2) if said not in _EMPTY}

    def _add(self, word: str) -> int:
        """Put a word behind the others, and give where it begins."""
        gap = "" if not self._length else "\n" if self._begins_line else " "
        self._parts += (gap, word)
        self._length += len(gap) + len(word)
        self._begins_line = False
        return self._length - len(word)

    def _tag(self, tag: str, start: int, end: int) -> None:
        """What a tag says in any scheme: it begins an entity, goes on with one, ends one, or is outside of all."""
        mark, _, label = tag.partition("-")
        self._has_tag = self._has_tag or mark != "O"
        goes_on = self._open is not None and self._open[0] == label and mark in "IELM"
        if mark == "O":
            self._close()
            return
        if not goes_on:
            if mark in "ILEM":
                self._schemes.add("IOB1" if mark == "I" else mark)
            elif mark == "B":
                self._schemes.add("IOB1" if self._open is not None and self._open[0] == label else "IOB2")
            self._close()
            self._open = (label, start, end)
        else:
            self._open = (label, self._open[1] if self._open else start, end)
        if mark in "LEUS":
            self._schemes.add("BILUO" if mark in "LU" else "IOBES")
            self._close()

    def _close(self) -> None:
        if self._open is None:
            return
        label, start, end = self._open
        self._open = None
        self._gathered.span(None, label, ((start, end),), self._surface(start, end))

    def _surface(self, start: int, end: int) -> str:
        """The last words, back to where an entity begins."""
        behind: list[str] = []
        length = 0
        for part in reversed(self._parts):
            if length >= self._length - start:
                break
            behind.append(part)
            length += len(part)
        return "".join(reversed(behind))[: end - start]

    def article(self, stem: str, number: int) -> ForeignArticle:
        """All of it; told that white space between words was not in the file."""
        self._close()
        if self._length:
            self._gathered.leave_out(
                say("white space"), say("the file has none between words, so there is one space, or a line end")
            )
        if self._others:
            columns = ", ".join(map(str, sorted(self._others)))
            self._gathered.leave_out(say("columns {columns}", columns=columns), say("only the last one has labels"))
        return self._gathered.article(
            stem if number == 1 and self._line == 1 and not self._said else self._said or f"{stem}-{number}",
            "".join(self._parts),
            f"line {self._line}",
            attributes={"scheme": self._scheme()} if self._has_tag else {},
            note="\n".join(self._comments) or None,
            units=(Unit.CODE_POINTS,),
        )

    def _scheme(self) -> str:
        """The scheme that the tags are in."""
        for scheme in ("BILUO", "IOBES"):
            if scheme in self._schemes:
                return scheme
        return "IOB1" if "IOB1" in self._schemes and "IOB2" not in self._schemes else "IOB2"
