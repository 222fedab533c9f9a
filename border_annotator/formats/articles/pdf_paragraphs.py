"""From the lines of a PDF's pages to paragraphs: furniture of the pages left out, columns in order, words joined."""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from border_annotator.formats.articles.pdf_lines import SOFT_BREAK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from border_annotator.formats.articles.pdf_lines import PdfLine

MARGIN_LINES = 3
"""So many lines at the head and the foot of a page may be running heads and feet."""
MARGIN = 0.12
"""The part of a page's height at its head and at its foot where they stand."""

_DIGITS = re.compile(r"\d+|\b[ivxl]+\b")
_PAGE_NUMBER = re.compile(
    r"(?:\W*(?:page|p\.?|seite|strona|psl\.?|lk\.?|lpp\.?|стр\.?)?\s*)?(\d{1,4})(?:\s*(?:/|of|iš|z|von|из)\s*\d{1,4})?\W*(?:psl\.?|lk\.?|lpp\.?)?",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?:;…。！？][\"'”’»)\]]*$")
_ITEM = re.compile(r"(?:[-–•*·◦]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD = re.compile(r"([^\W\d_]+)$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
# What makes a new word of a word that follows; its hyphen is the writer's, not the page's.
_MAKES_COMPOUNDS = frozenset(
    {"anti", "cross", "ex", "half", "mid", "multi", "non", "pre", "pro", "self", "semi", "so", "vice", "well"}
)


@dataclass(slots=True)
class Paragraph:
    """One paragraph; ``pages`` leads from a place in it to the page that begins there."""

    text: str
    size: float
    pages: list[tuple[int, int]] = field(default_factory=list)


def without_margins(
    pages: Sequence[Sequence[PdfLine]], heights: Sequence[float]
) -> tuple[list[list[PdfLine]], list[PdfLine]]:
    """The lines of each page without running heads, running feet and page numbers, and what was left out."""
    margins = [_margin_lines(lines, height) for lines, height in zip(pages, heights, strict=True)]
    repeated: Counter[tuple[str, int]] = Counter()
    for lines in margins:
        repeated.update({_kin(line) for line in lines})
    least = max(2, (len(pages) + 2) // 3)
    dropped: set[int] = set()
    for number, lines in enumerate(margins, start=1):
        for line in lines:
            if _is_repeated(line, repeated, least) or (
                _is_page_number(line.text, number) and _is_outermost(line, lines)
            ):
                dropped.add(id(line))
    kept = [[line for line in lines if id(line) not in dropped] for lines in pages]
    return kept, [line for lines in pages for line in lines if id(line) in dropped]


def _margin_lines(lines: Sequence[PdfLine], height: float) -> list[PdfLine]:
    by_height = sorted(lines, key=lambda line: line.middle)
    feet = [line for line in by_height[: MARGIN_LINES * 2] if line.middle < height * MARGIN]
    heads = [line for line in by_height[-MARGIN_LINES * 2 :] if line.middle > height * (1 - MARGIN)]
    return [*feet, *(line for line in heads if line not in feet)]


def _kin(line: PdfLine) -> tuple[str, int]:
    """What a running head is known by on another page: its words without numbers, and about where it stands."""
    return _DIGITS.sub("#", line.text.casefold()), round(line.middle / 8)


def _is_repeated(line: PdfLine, repeated: Counter[tuple[str, int]], least: int) -> bool:
    words, height = _kin(line)
    if not any(c.isalpha() for c in words.replace("#", "")) and "#" in words:
        return sum(repeated[words, height + k] for k in (-1, 0, 1)) >= 2
    return sum(repeated[words, height + k] for k in (-1, 0, 1)) >= least


def _is_page_number(text: str, number: int) -> bool:
    match = _PAGE_NUMBER.fullmatch(text.strip())
    return match is not None and (int(match[1]) == number or "page" in text.lower())


def _is_outermost(line: PdfLine, lines: Sequence[PdfLine]) -> bool:
    return line.middle <= min(other.middle for other in lines) + 1 or line.middle >= max(o.middle for o in lines) - 1


def in_reading_order(lines: Sequence[PdfLine]) -> list[list[PdfLine]]:
    """The lines of a page as rows, in the order of reading; a row has several lines only in a table.

    The order in which the file draws them is kept, unless it goes to and fro between two columns.
    """
    gutter = _gutter(lines)
    if gutter is not None:
        return [[line] for line in _by_columns(lines, gutter)]
    rows: list[list[PdfLine]] = []
    for line in lines:
        above = rows[-1][-1] if rows else None
        if above is not None and abs(above.middle - line.middle) < 0.4 * line.size and line.left >= above.right - 1:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _gutter(lines: Sequence[PdfLine]) -> float | None:
    """Where the gap between two columns is that are drawn to and fro; ``None`` for none."""
    if len(lines) < 12:
        return None
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    for part in (0.5, 0.45, 0.55, 0.4, 0.6):
        x = left + (right - left) * part
        beside = [line for line in lines if line.left >= x - 2 or line.right <= x + 2]
        sides = [line.left >= x - 2 for line in beside]
        if len(beside) < len(lines) * 4 / 5 or min(sides.count(True), sides.count(False)) < 5:
            continue
        prose = [line for line in beside if line.right - line.left > 0.3 * (right - left)]
        changes = sum(a != b for a, b in pairwise(sides))
        return x if len(prose) > len(sides) / 2 and changes > max(4, len(sides) / 8) else None
    return None


def _by_columns(lines: Sequence[PdfLine], x: float) -> list[PdfLine]:
    """Lines across both columns part the page; between them the left column comes before the right one."""
    ordered = sorted(lines, key=lambda line: -line.middle)
    found: list[PdfLine] = []
    columns: tuple[list[PdfLine], list[PdfLine]] = ([], [])
    for line in ordered:
        if line.left < x - 2 and line.right > x + 2:
            found += [*columns[0], *columns[1], line]
            columns = ([], [])
        else:
            columns[line.left >= x - 2].append(line)
    return [*found, *columns[0], *columns[1]]


def paragraphs(pages: Iterable[Sequence[Sequence[PdfLine]]]) -> list[Paragraph]:
    """The paragraphs of rows, page by page, with lines joined and words that were broken made whole."""
    rows = [row for page in pages for row in page]
    if not rows:
        return []
    joiner = _Joiner(rows)
    found: list[Paragraph] = []
    above: Sequence[PdfLine] | None = None
    page = 0
    for row in rows:
        text = "\t".join(line.text for line in row)
        begins = [] if row[0].page == page else [row[0].page]
        page = row[0].page
        if above is not None and joiner.goes_on(above, row):
            whole, at = joiner.joined(found[-1].text, text)
            found[-1].text = whole
            found[-1].pages += [(at, number) for number in begins]
        else:
            found.append(Paragraph(text, row[0].size, [(0, number) for number in begins]))
        above = row
    for paragraph in found:
        # A word that is broken at the very end of a paragraph has no other half.
        paragraph.text = paragraph.text.replace(SOFT_BREAK, "-")
    return found


class _Joiner:
    """Knows what is usual in a file: the distance of its lines, the edges of its columns, its words."""

    def __init__(self, rows: Sequence[Sequence[PdfLine]]) -> None:
        gaps = [
            above[0].middle - below[0].middle
            for above, below in pairwise(rows)
            if above[0].page == below[0].page and 0 < above[0].middle - below[0].middle < 4 * above[0].size
        ]
        self._pitch = statistics.median(gaps) if gaps else 0.0
        self._words = Counter(_whole_words(line for row in rows for line in row))
        self._edges = _right_edges(rows)

    def goes_on(self, above: Sequence[PdfLine], below: Sequence[PdfLine]) -> bool:
        """Whether a row is the next line of the paragraph of the one above."""
        if len(above) > 1 or len(below) > 1:
            return False
        a, b = above[0], below[0]
        if a.text.endswith(SOFT_BREAK):
            return True
        if _ITEM.match(b.text) or abs(a.size - b.size) > 0.08 * max(a.size, b.size):
            return False
        is_full = a.right > self._edge(a) - 0.2 * (self._edge(a) - a.left)
        if a.page != b.page or b.middle > a.middle + b.size:  # the next page, or the next column
            return is_full and not _ENDS.search(a.text)
        fall = a.middle - b.middle
        if fall > 1.4 * self._pitch or fall < 0.5 * self._pitch:
            return False
        is_indented = b.left > a.left + 0.7 * b.size and not _ITEM.match(a.text)
        return is_full and not (is_indented and (_ENDS.search(a.text) or b.text[0].isupper()))

    def joined(self, above: str, below: str) -> tuple[str, int]:
        """Two lines as one, and where in it the second begins."""
        if above.endswith(SOFT_BREAK) or (above.endswith("-") and above[-2:-1].isalpha() and below[:1].isalpha()):
            whole = above[:-1] + ("-" if self._is_compound(above[:-1], below) else "")
            return whole + below, len(whole)
        return f"{above} {below}", len(above) + 1

    def _is_compound(self, above: str, below: str) -> bool:
        """Whether a hyphen at a line end belongs to the word, and is not only there because the line ends."""
        last, first = _LAST_WORD.search(above), _FIRST_WORD.match(below)
        if last is None or first is None:
            return True
        one, two = last[1].casefold(), first[0].casefold()
        if first[0][0].isupper():
            return True
        if self._words[one + two] or self._words[f"{one}-{two}"]:
            return self._words[f"{one}-{two}"] > self._words[one + two]
        if one in _MAKES_COMPOUNDS and len(two) > 3:
            return True
        # Both halves stand elsewhere as words of their own.
        return len(two) > 2 and self._words[one] > 0 and self._words[two] > 0

    def _edge(self, line: PdfLine) -> float:
        return self._edges.get(_begin(line), line.right)


def _whole_words(lines: Iterable[PdfLine]) -> Iterator[str]:
    """The words that stand on one line."""
    is_broken = False
    for line in lines:
        words = _WORD.findall(line.text.casefold())
        yield from words[is_broken : -1 if line.text.endswith((SOFT_BREAK, "-")) else None]
        is_broken = line.text.endswith((SOFT_BREAK, "-"))


def _right_edges(rows: Sequence[Sequence[PdfLine]]) -> dict[tuple[int, int, int], float]:
    """Where most lines that begin at about the same place of a page, in the same size, end at the farthest."""
    ends: defaultdict[tuple[int, int, int], list[float]] = defaultdict(list)
    for row in rows:
        for line in row:
            page, begin, size = _begin(line)
            for near in (begin - 1, begin, begin + 1):
                ends[page, near, size].append(line.right)
    return {place: sorted(rights)[(len(rights) - 1) * 5 // 6] for place, rights in ends.items()}


def _begin(line: PdfLine) -> tuple[int, int, int]:
    return line.page, round(line.left / 40), round(line.size)


def body_size(pages: Iterable[Sequence[PdfLine]]) -> float:
    """The size of most letters."""
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
