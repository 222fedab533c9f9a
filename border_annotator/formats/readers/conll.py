"""CoNLL-2003 and its like: a word on each line with its tag in the last column, in any of the IOB schemes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.sentence import say
from border_annotator.formats.readers.tagged_words import TaggedWords, is_tag
from border_annotator.formats.readers.text_lines import text_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from border_annotator.domain.foreign import ForeignArticle
    from border_annotator.formats.articles.draft import Refusal

BOUNDARY = "-DOCSTART-"
LONGEST = 20_000_000
"""Characters of the longest article; a file of many is read one after the other."""
_EMPTY = ("-X-", "_", "-", "O", "")


def is_conll(head: bytes) -> bool:
    """Whether a file begins with words and their tags."""
    source = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "ignore")
    lines = [line for line in source.splitlines()[:-1] or source.splitlines() if line.strip()]
    rows = [columns for line in lines if (columns := _columns(line)) and not _is_comment(columns)]
    if not rows or not all(len(columns) > 1 and is_tag(columns[-1]) for columns in rows):
        return False
    return rows[0][0] == BOUNDARY or any(columns[-1] != "O" for columns in rows)


def read_conll(path: Path) -> Iterator[ForeignArticle | Refusal]:
    """The articles of a file, each from one boundary to the next; their text is rebuilt of the words."""
    number = 1
    document = _Document()
    for place, line in text_lines(path):
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


def _columns(line: str) -> list[str]:
    """The columns of a line: between tabs if it has any, else between spaces."""
    bare = line.strip(" \t\r\n")
    if "\t" in bare:
        return [column.strip(" ") for column in bare.split("\t")]
    return [column for column in bare.split(" ") if column]


def _is_comment(columns: list[str]) -> bool:
    return columns[0].startswith("#") and not (len(columns) > 1 and is_tag(columns[-1]))


class _Document:
    """One article while its words are read."""

    def __init__(self, line: int = 1, said: str = "") -> None:
        self._line = line
        self._said = said if any(word not in _EMPTY for word in said.split()) else ""
        self._words = TaggedWords()
        self._comments: list[str] = []
        self._others: set[int] = set()

    def is_empty(self) -> bool:
        """Whether it has no words."""
        return self._words.length == 0

    def take(self, line: int, columns: list[str]) -> None:
        """One line: a word with its tag, a comment, or nothing, which ends a sentence."""
        words = self._words
        if not columns:
            words.end_sentence()
        elif _is_comment(columns):
            self._comments.append(" ".join(columns))
        elif words.length + len(columns[0]) > LONGEST:
            words.gathered.leave_out(f"line {line}", say("the article is longer than 20 MB"))
        elif len(columns) < 2 or not is_tag(columns[-1]):
            said = " ".join(columns)[:80]
            words.gathered.leave_out(f"line {line}", say("it is no word with a tag: {line}", line=said))
        else:
            words.add(columns[0], columns[-1])
            self._others |= {place for place, said in enumerate(columns[1:-1], start=2) if said not in _EMPTY}

    def article(self, stem: str, number: int) -> ForeignArticle:
        """All of it, with a line for what other columns had."""
        if self._others:
            columns = ", ".join(map(str, sorted(self._others)))
            self._words.gathered.leave_out(
                say("columns {columns}", columns=columns), say("only the last one has labels")
            )
        doc_id = self._said or (stem if number == 1 and self._line == 1 else f"{stem}-{number}")
        return self._words.article(doc_id, f"line {self._line}", {}, "\n".join(self._comments) or None)
