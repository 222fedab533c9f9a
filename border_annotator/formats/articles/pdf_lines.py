"""The lines of a PDF's page, each with its place: what stands on one baseline without a gap."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfTextPage

SOFT_BREAK = "\ufffe"
"""What PDFium gives for a hyphen at the end of a line that goes on with a letter; the line end itself is gone."""
WIDEST_SPACE = 1.6
"""A gap of so many letter sizes may part two lines that stand side by side."""
WIDEST_LONE_SPACE = 3.0
"""A gap of so many is no space, not even in a justified line."""

_LINE = re.compile(f"[^\r\n{SOFT_BREAK}]+{SOFT_BREAK}?")
_GAP = re.compile(r"(?<=\S) +(?=\S)")
# Bullets of fonts that number their letters as they like.
_BULLET = re.compile("^[\uf0b7\uf0a7\uf0d8\uf076\uf0fc\u25cf\u25aa\u25a0\u2023]\\s*")

_SOFT_HYPHEN = "\u00ad"
_HYPHENS = SOFT_BREAK + _SOFT_HYPHEN

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line and its box in points; ``bottom`` and ``top`` grow upwards, ``size`` is that of its letters."""

    text: str
    page: int
    left: float
    bottom: float
    right: float
    top: float
    size: float

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.bottom + self.top) / 2


def lines_of_page(text_page: PdfTextPage, page: int) -> list[PdfLine]:
    """The lines of a page in the order in which the file draws them."""
    if not text_page.count_chars():
        return []
    return list(_PageText(text_page, page).lines())


class _PageText:
    """The text of one page; it is asked for the places of few letters only, since each question has its price."""

    def __init__(self, text_page: PdfTextPage, page: int) -> None:
        from pypdfium2 import raw

        self._handle = text_page
        self._page = page
        self._text = text_page.get_text_range(errors="replace")
        self._raw = raw
        self._rect = raw.FS_RECTF()
        self._shift = 0
        boxes = (text_page.get_rect(k) for k in range(text_page.count_rects()))
        self._drawn: list[tuple[float, float, float]] = sorted(
            ((bottom + top) / 2, left, right) for left, bottom, right, top in boxes
        )

    def lines(self) -> Iterator[PdfLine]:
        at = 0
        for match in _LINE.finditer(self._text):
            # PDFium counts in UTF-16.
            self._shift += sum(c > "\uffff" for c in self._text[at : match.start()])
            at = match.start()
            yield from self._cut(match[0], match.start())

    def _cut(self, line: str, begin: int) -> Iterator[PdfLine]:
        """The line, cut where there is a gap: between columns, and between the cells of a table."""
        start = 0
        for cut in self._gaps(line, begin):
            yield from self._line(line, start, cut.start(), begin)
            start = cut.end()
        yield from self._line(line, start, len(line), begin)

    def _gaps(self, line: str, begin: int) -> list[re.Match[str]]:
        if "  " not in line and not self._is_drawn_in_parts(line, begin):
            return []
        gaps, widths, size = list(_GAP.finditer(line)), [], 4.0
        for gap in gaps:
            before, after = self._box(begin + gap.start() - 1), self._box(begin + gap.end())
            widths.append(after[0] - before[2] if before and after else 0.0)
            size = max(size, after[3] - after[1]) if after else size
        if not widths or max(widths) <= WIDEST_SPACE * size:
            return []
        # In a justified line all spaces are wide.
        narrowest = min(widths)
        return [
            gap
            for gap, width in zip(gaps, widths, strict=True)
            if width > WIDEST_LONE_SPACE * size or (width > WIDEST_SPACE * size and width > 2 * narrowest)
        ]

    def _is_drawn_in_parts(self, line: str, begin: int) -> bool:
        """Whether the file draws the line piece by piece, without which it has no gaps."""
        end = len(line.rstrip(_HYPHENS + " "))
        first, last = self._box(begin + len(line) - len(line.lstrip())), self._box(begin + max(end - 1, 0))
        if first is None or last is None:
            return True
        low, high = first[1] - 1, first[3] + 1
        near = self._drawn[bisect_left(self._drawn, (low,)) : bisect_left(self._drawn, (high,))]
        return sum(left > first[0] - 2 and right < last[2] + 2 for _middle, left, right in near) > 1

    def _line(self, line: str, start: int, end: int, begin: int) -> Iterator[PdfLine]:
        text = line[start:end].strip(" \t\u00a0")
        if not text.strip(_HYPHENS):
            return
        start = line.index(text, start)
        end = start + len(text.rstrip(_HYPHENS))
        if text.endswith(_SOFT_HYPHEN):
            text = text[:-1] + SOFT_BREAK
        first, last = self._box(begin + start), self._box(begin + end - 1)
        if first is None or last is None:
            first = last = first or last or (0.0, 0.0, 0.0, 0.0)
        yield PdfLine(
            text=_BULLET.sub("- ", text),
            page=self._page,
            left=first[0],
            bottom=min(first[1], last[1]),
            right=max(first[2], last[2]),
            top=max(first[3], last[3]),
            size=max(first[3] - first[1], last[3] - last[1]),
        )

    def _box(self, at: int) -> _Box | None:
        """Left, bottom, right and top of one letter with the room that its font gives it."""
        index = self._raw.FPDFText_GetCharIndexFromTextIndex(self._handle, at + self._shift)
        if index < 0 or not self._raw.FPDFText_GetLooseCharBox(self._handle, index, self._rect):
            return None
        return self._rect.left, self._rect.bottom, self._rect.right, self._rect.top
