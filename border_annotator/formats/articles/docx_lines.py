"""The lines of a DOCX document, read from its XML: python-docx's own text leaves out inserted and framed words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from border_annotator.formats.articles.lines import Line, lines_of_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What holds paragraphs or words without being one; its content stands where it stands.
_TRANSPARENT = frozenset({_W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")})
_STANDS_FOR = {_W + "tab": "\t", _W + "ptab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_LEFT_OUT = {
    _W + "del": "deleted",
    _W + "moveFrom": "deleted",
    _W + "footnoteReference": "notes",
    _W + "endnoteReference": "notes",
    _W + "commentReference": "comments",
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic": "pictures",
}
# What describes a paragraph or a run, and the second drawing of a frame for old programs.
_NO_WORDS = frozenset({_W + "pPr", _W + "rPr", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"})


class DocxBody:
    """The lines of a document, and how much of what was left out."""

    def __init__(self, document: Document) -> None:
        self._body = document.element.body
        self._styles = {style.style_id: (style.name or "").lower() for style in document.styles}
        self._numbered = _Numbering(document)
        self.title: str | None = None
        self.left_out: Counter[str] = Counter()

    def lines(self) -> list[Line]:
        """Every paragraph, item and row as a line."""
        return [Line(text) for text in self._blocks(self._body) if text.strip()]

    def _blocks(self, parent: _Element) -> Iterator[str]:
        for child in parent:
            tag = child.tag
            if tag == _W + "p":
                yield from self._paragraph(child)
            elif tag == _W + "tbl":
                for row in child.iter(_W + "tr"):
                    # The rows of a table in a cell come with that cell.
                    if next(row.iterancestors(_W + "tbl")) is child:
                        yield from self._row(row)
            elif tag in _TRANSPARENT:
                yield from self._blocks(child)
            elif tag in _LEFT_OUT:
                self.left_out[_LEFT_OUT[tag]] += 1

    def _row(self, row: _Element) -> Iterator[str]:
        cells = [list(self._blocks(cell)) for cell in row.iter(_W + "tc") if next(cell.iterancestors(_W + "tr")) is row]
        yield from lines_of_row(cells)

    def _paragraph(self, paragraph: _Element) -> Iterator[str]:
        words: list[str] = []
        framed: list[_Element] = []
        self._words(paragraph, words, framed)
        text = "".join(words)
        if text.strip():
            style = self._style_of(paragraph)
            if style == "title" and self.title is None:
                self.title = text
            yield self._numbered.lead(paragraph, style) + text
        for frame in framed:
            yield from self._blocks(frame)

    def _words(self, element: _Element, words: list[str], framed: list[_Element]) -> None:
        for child in element:
            if child.tag == _W + "t":
                words.append(child.text or "")
            elif child.tag in _STANDS_FOR:
                words.append(_STANDS_FOR[child.tag])
            elif child.tag in _LEFT_OUT:
                self.left_out[_LEFT_OUT[child.tag]] += 1
            elif child.tag == _W + "txbxContent":
                framed.append(child)
            elif child.tag not in _NO_WORDS and not _is_hidden(child):
                self._words(child, words, framed)

    def _style_of(self, paragraph: _Element) -> str:
        named = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return self._styles.get(named.get(_W + "val", ""), "") if named is not None else ""


def _is_hidden(run: _Element) -> bool:
    hides = run.find(f"{_W}rPr/{_W}vanish") if run.tag == _W + "r" else None
    return hides is not None and hides.get(_W + "val", "true") not in {"0", "false"}


class _Numbering:
    """Which paragraphs are items of lists, and what stands before each."""

    def __init__(self, document: Document) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE

        self._counts: Counter[tuple[str, str]] = Counter()
        self._of_styles: dict[str, tuple[str, str]] = {}
        for style in document.styles.element.iter(_W + "style"):
            number = style.find(f"{_W}pPr/{_W}numPr")
            name = style.find(_W + "name")
            if number is not None and name is not None:
                self._of_styles[name.get(_W + "val", "").lower()] = _number(number)
        related = [
            r for r in document.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.NUMBERING and not r.is_external
        ]
        self._bullets = _bullets(related[0].target_part.element) if related else {}

    def lead(self, paragraph: _Element, style: str) -> str:
        """``- `` or a number for an item of a list, nothing for any other paragraph."""
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        place = _number(own) if own is not None else self._of_styles.get(style)
        if place is None or place[0] in {"", "0"} or style.startswith("heading"):
            return "- " if style.startswith("list bullet") else ""
        if self._bullets.get(place, True):
            return "- "
        self._counts[place] += 1
        for other in list(self._counts):
            if other[0] == place[0] and other[1] > place[1]:
                del self._counts[other]
        return f"{self._counts[place]}. "


def _number(element: _Element) -> tuple[str, str]:
    number, level = element.find(_W + "numId"), element.find(_W + "ilvl")
    return (
        number.get(_W + "val", "") if number is not None else "",
        level.get(_W + "val", "0") if level is not None else "0",
    )


def _bullets(numbering: _Element) -> dict[tuple[str, str], bool]:
    """For each list and level, whether its items have bullets rather than numbers."""
    kinds: dict[str, dict[str, bool]] = {}
    for abstract in numbering.iter(_W + "abstractNum"):
        levels = kinds.setdefault(abstract.get(_W + "abstractNumId", ""), {})
        for level in abstract.iter(_W + "lvl"):
            kind = level.find(_W + "numFmt")
            levels[level.get(_W + "ilvl", "0")] = kind is None or kind.get(_W + "val") in {"bullet", "none"}
    found: dict[tuple[str, str], bool] = {}
    for number in numbering.iter(_W + "num"):
        kind = number.find(_W + "abstractNumId")
        levels = kinds.get(kind.get(_W + "val", ""), {}) if kind is not None else {}
        found |= {(number.get(_W + "numId", ""), level): is_bullet for level, is_bullet in levels.items()}
    return found
