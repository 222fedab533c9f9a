"""The lines of a page: paragraphs, headings, items and rows, in the order in which they are read."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.formats.articles.lines import LONGEST_CELL, key_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml.etree import _Element

# Browsers begin a new line before and after each of these; the last line is what trafilatura calls them.
_BLOCK_NAMES = """
address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form
h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre section summary table tbody
tfoot thead tr ul
head item list quote row comments
"""
_NAMES_NEVER_SHOWN = """
script style noscript template svg math canvas iframe object embed audio video select button input textarea title meta
link base map area datalist progress meter
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_NEVER_SHOWN = frozenset(_NAMES_NEVER_SHOWN.split())
_CELLS = frozenset({"td", "th", "cell"})
_ROWS = frozenset({"tr", "row"})
_ITEMS = frozenset({"li", "item"})
_PARTS_OF_TABLES = frozenset({"tbody", "thead", "tfoot", "tr", "td"})
_BREAKS = frozenset({"br", "lb"})
_IN_A_CELL = frozenset({"table", "list", "ul", "ol", "div"})
_WHITE = re.compile(r"[ \t\n\r\f]+")
# Stands between cells until white space is collapsed; it cannot be in a page, whose controls were removed.
_BETWEEN = "\x1f"
_AROUND = re.compile(f" ?{_BETWEEN} ?")


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line of a page and the element it begins in; ``lead`` is what a list puts before it."""

    text: str
    element: _Element
    lead: str = ""

    @property
    def shown(self) -> str:
        """The line as it comes into the text."""
        return self.lead + self.text

    @property
    def key(self) -> str:
        """What is the same in two readings of the page."""
        return key_of(self.text)


def page_lines(root: _Element, hidden: Collection[_Element] = ()) -> list[PageLine]:
    """The lines below an element: of a parsed page, or of what trafilatura made of one.

    What stands below an element in ``hidden`` is left out; scripts, styles and the fields of forms always are.
    """
    return list(_Walk(root).lines(hidden))


def is_data_row(row: _Element) -> bool:
    """Whether a row of a table holds data: several short cells, no lists or tables or paragraphs in them."""
    cells = [cell for cell in row if cell.tag in _CELLS]
    return len(cells) > 1 and all(map(_is_data, cells))


def _is_data(cell: _Element) -> bool:
    paragraphs = 0
    for inner in cell.iter():
        if inner.tag in _IN_A_CELL:
            return False
        paragraphs += inner.tag in {"p", "br", "lb"}
    return paragraphs < 2 and sum(map(len, cell.itertext())) <= LONGEST_CELL


def without_layout_tables(root: _Element) -> None:
    """Make plain blocks of the tables that only put parts of the page side by side."""
    for table in list(root.iter("table")):
        rows = list(table.iter("tr"))
        if any(sum(cell.tag in _CELLS for cell in row) and not is_data_row(row) for row in rows) and not any(
            cell.tag == "th" for row in rows for cell in row
        ):
            _to_blocks(table)


def _to_blocks(table: _Element) -> None:
    waiting = [table]
    while waiting:
        element = waiting.pop()
        element.tag = "div"
        waiting.extend(child for child in element if child.tag in _PARTS_OF_TABLES)


class _Walk:
    """Walks without recursion, since pages nest as deeply as they like."""

    def __init__(self, root: _Element) -> None:
        self._root = root
        self._words: list[str] = []
        self._is_blank = True
        self._begins: _Element = root
        self._lead = ""
        self._rows: set[_Element] = set()
        self._numbers: Counter[_Element] = Counter()
        self._kept = 0

    def lines(self, hidden: Collection[_Element]) -> Iterator[PageLine]:
        from lxml.etree import iterwalk

        walk = iterwalk(self._root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                if element.tag in _NEVER_SHOWN or element in hidden:
                    walk.skip_subtree()
                else:
                    yield from self._enter(element)
                continue
            if event == "end" and element.tag not in _NEVER_SHOWN and element not in hidden:
                yield from self._leave(element)
            if element is not self._root:
                yield from self._add(element.tail, element.getparent())
        yield from self._end()

    def _enter(self, element: _Element) -> Iterator[PageLine]:
        tag = element.tag
        if tag in _ROWS and is_data_row(element):
            self._rows.add(element)
        is_cell = tag in _CELLS and element.getparent() not in self._rows
        if is_cell or tag in _BREAKS or (tag in _BLOCKS and not self._is_in_row(element)):
            yield from self._end()
        if tag in _ITEMS:
            self._lead = self._lead_of(element)
        self._kept += tag == "pre"
        yield from self._add(element.text, element)

    def _leave(self, element: _Element) -> Iterator[PageLine]:
        tag = element.tag
        self._kept -= tag == "pre"
        if tag in _CELLS and element.getparent() in self._rows:
            if element.getnext() is not None:
                self._words.append(_BETWEEN)
        elif tag in _CELLS or (tag in _BLOCKS and not self._is_in_row(element)):
            yield from self._end()
        if tag in _ITEMS:
            self._lead = ""

    def _is_in_row(self, element: _Element) -> bool:
        """Whether it is the one paragraph in a cell, which stays on the row's line."""
        parent = element.getparent()
        return parent is not None and parent.tag in _CELLS and parent.getparent() in self._rows

    def _lead_of(self, item: _Element) -> str:
        parent = item.getparent()
        if parent is None or "ol" not in {parent.tag, parent.get("rend")}:
            return "- "
        self._numbers[parent] += 1
        return f"{self._numbers[parent]}. "

    def _add(self, text: str | None, element: _Element | None) -> Iterator[PageLine]:
        if not text:
            return
        parts = text.split("\n") if self._kept else [text]
        for number, part in enumerate(parts):
            if number:
                yield from self._end()
            if self._is_blank and element is not None and part.strip():
                self._begins, self._is_blank = element, False
            self._words.append(part)

    def _end(self) -> Iterator[PageLine]:
        words, self._words, self._is_blank = "".join(self._words), [], True
        text = _AROUND.sub("\t", _WHITE.sub(" ", words).strip(" "))
        if text.strip():
            yield PageLine(text, self._begins, self._lead)
            self._lead = ""
