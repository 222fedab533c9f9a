"""The lines of an ODT document, read from its XML."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from border_annotator.formats.articles.lines import Line, lines_of_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_PARAGRAPHS = frozenset({_TEXT + "p", _TEXT + "h"})
_STANDS_FOR = {_TEXT + "tab": "\t", _TEXT + "line-break": "\n"}
_LEFT_OUT = {
    _TEXT + "note": "notes",
    _OFFICE + "annotation": "comments",
    _TEXT + "changed-region": "deleted",
    _DRAW + "image": "pictures",
}
_NO_WORDS = frozenset({_OFFICE + "annotation-end", _TEXT + "sequence-decls", _TEXT + "ruby-text"})
MOST_SPACES = 1_000


class OdtBody:
    """The lines of a document, and how much of what was left out."""

    def __init__(self, root: _Element) -> None:
        self._root = root
        self._numbered = _numbered_lists(root)
        self._titles = _styles_of_titles(root)
        self.title: str | None = None
        self.left_out: Counter[str] = Counter()

    def lines(self) -> list[Line]:
        """Every paragraph, item and row as a line."""
        body = self._root.find(f"{_OFFICE}body/{_OFFICE}text")
        return [] if body is None else [Line(text) for text in self._blocks(body, None) if text.strip()]

    def _blocks(self, parent: _Element, style: str | None) -> Iterator[str]:
        for child in parent:
            if child.tag in _PARAGRAPHS:
                yield from self._paragraph(child)
            elif child.tag == _TEXT + "list":
                yield from self._list(child, child.get(_TEXT + "style-name", style))
            elif child.tag == _TABLE + "table-row":
                yield from self._row(child)
            elif child.tag in _LEFT_OUT:
                self.left_out[_LEFT_OUT[child.tag]] += 1
            elif isinstance(child.tag, str) and child.tag not in _NO_WORDS:
                yield from self._blocks(child, style)

    def _list(self, items: _Element, style: str | None) -> Iterator[str]:
        number = 0
        for item in items:
            if item.tag != _TEXT + "list-item":
                yield from self._blocks(item, style)
                continue
            number += 1
            lead = f"{number}. " if style in self._numbered else "- "
            for text in self._blocks(item, style):
                yield lead + text
                lead = ""

    def _row(self, row: _Element) -> Iterator[str]:
        cells = [list(self._blocks(cell, None)) for cell in row if cell.tag == _TABLE + "table-cell"]
        yield from lines_of_row(cells)

    def _paragraph(self, paragraph: _Element) -> Iterator[str]:
        words: list[str] = []
        framed: list[_Element] = []
        self._words(paragraph, words, framed)
        text = "".join(words)
        if text.strip():
            if self.title is None and paragraph.get(_TEXT + "style-name") in self._titles:
                self.title = text
            yield text
        for frame in framed:
            yield from self._blocks(frame, None)

    def _words(self, element: _Element, words: list[str], framed: list[_Element]) -> None:
        words.append(_squeezed(element.text))
        for child in element:
            if child.tag in _STANDS_FOR:
                words.append(_STANDS_FOR[child.tag])
            elif child.tag == _TEXT + "s":
                words.append(" " * _spaces(child))
            elif child.tag in _LEFT_OUT:
                self.left_out[_LEFT_OUT[child.tag]] += 1
            elif child.tag == _DRAW + "text-box":
                framed.append(child)
            elif isinstance(child.tag, str) and child.tag not in _NO_WORDS:
                self._words(child, words, framed)
            words.append(_squeezed(child.tail))


def _squeezed(text: str | None) -> str:
    """White space in the file counts as one space; more is written by elements."""
    if not text:
        return ""
    inner = " ".join(text.split(" ")).replace("\n", " ").replace("\t", " ")
    while "  " in inner:
        inner = inner.replace("  ", " ")
    return inner


def _spaces(element: _Element) -> int:
    said = element.get(_TEXT + "c", "1")
    return min(int(said), MOST_SPACES) if said.isdecimal() and len(said) < 6 else 1


def _numbered_lists(root: _Element) -> frozenset[str]:
    """The styles of lists whose first level has numbers."""
    found = set()
    for style in root.iter(_TEXT + "list-style"):
        first = next((level for level in style if level.get(_TEXT + "level") == "1"), None)
        if first is not None and first.tag == _TEXT + "list-level-style-number":
            found.add(style.get(_STYLE + "name", ""))
    return frozenset(found)


def _styles_of_titles(root: _Element) -> frozenset[str]:
    """The style of titles, and those in the text that are made from it."""
    made = {
        style.get(_STYLE + "name", "")
        for style in root.iter(_STYLE + "style")
        if style.get(_STYLE + "parent-style-name") == "Title"
    }
    return frozenset({"Title", *made})
