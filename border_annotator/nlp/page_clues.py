"""What tells whether a line of a page belongs to the article: what it says, where it stands, what stands around it.

These are clues only; what they weigh is data (``page_furniture``). Standard library only.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.nlp.line_clues import (
    COUNTS,
    LONG_BARE,
    NAME,
    PARTS,
    READ,
    SPOKE,
    TEXT,
    bucket,
    clues_of_words,
    shape_of,
)
from border_annotator.nlp.page_lines import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LARGEST_BLOCK = 5
_STEM = 5
_SHORT_NAMES = 60
# A paragraph so long is one of the article, below which a shorter one may be the page’s.
_FIRM = 200
ABOVE = "above the title"
TOLD = "somebody’s words are told"


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen of one line of a page before it is weighed.

    ``kind`` is what boilerplate the rules took it for, if any; ``apart`` says that an empty line stands before it;
    ``is_title`` that it is the article's title.
    """

    text: str
    kind: str | None = None
    apart: bool = True
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    """A line as far as it is read: its shape, its words, the names in it, and what its longer words begin with."""

    line: Seen
    shape: str
    words: Sequence[str]
    names: frozenset[str]
    stems: frozenset[str]

    @property
    def is_text(self) -> bool:
        return self.shape == TEXT and self.line.kind is None

    @property
    def tells_words(self) -> bool:
        return self.is_text and bool(SPOKE.search(self.line.text))


def clues_of_lines(lines: Sequence[Seen], *, of_known: bool = True) -> list[tuple[str, ...]]:
    """The clues of each line of a page, in order; of a line itself, its kind is no clue, of its neighbours it is.

    The last clue of each is the shape of the line. Lines whose kind is known have clues only if ``of_known``: they
    need not be weighed, but much is learnt of them.
    """
    page = [_read(line) for line in lines]
    shapes = [read.shape for read in page]
    running = [read for read in page if read.is_text]
    names = Counter(name for read in running for name in read.names)
    stems = Counter(stem for read in running for stem in read.stems)
    places = _places(page)
    of_page = (
        _names_of(r for r, place in zip(page, places, strict=True) if r.line.kind or place == ABOVE) - names.keys()
    )
    of_authors = _names_of(
        r
        for r, place in zip(page, places, strict=True)
        if place == "above the text" and len(r.line.text) < _SHORT_NAMES
    )
    title_stems = frozenset(stem for read in page if read.line.is_title for stem in read.stems)
    above, below, in_a_row = 0, len(running), 0
    blocks = _blocks(lines)
    found: list[tuple[str, ...]] = []
    for index, (read, shape, place) in enumerate(zip(page, shapes, places, strict=True)):
        below -= read.is_text
        if read.tells_words or not (of_known or read.line.kind is None):
            found.append((TOLD, shape))
        else:
            own = clues_of_words(read.line.text[:READ], shape, read.words)
            own += [place, f"{place}, {shape}"]
            own += _shared(read, names, stems)
            own += _shared_with_title(read, title_stems)
            own += _taken_up(page, index, names)
            if len(read.names & of_page) > (read.line.kind is not None or place == ABOVE):
                own.append(f"names of the page, {shape}")
            if len(read.names & of_authors) > 1:
                own.append(f"names of authors, {shape}, {place}")
            own += _near(shapes, index)
            own += _known_near(lines, index, shape, blocks[index])
            rows, rest = bucket(in_a_row, COUNTS), bucket(below, COUNTS)
            own += [f"text above {bucket(above, COUNTS)}, {shape}", f"text below {rest}, {shape}"]
            own += [f"known in a row above {rows}, {shape}", f"text below {rest}, in a row {rows}, {shape}", shape]
            found.append(tuple(own))
        above += read.is_text
        in_a_row = 0 if read.line.kind is None else in_a_row + 1
    return found


def _read(line: Seen) -> _Read:
    text = line.text[:READ]
    words = words_of(text)
    stems = frozenset(word[:_STEM].casefold() for word in words if len(word) >= _STEM)
    return _Read(line, shape_of(line.text), words, frozenset(NAME.findall(text)), stems)


def _names_of(lines: Iterable[_Read]) -> set[str]:
    return {name for read in lines for name in read.names}


def _shared(read: _Read, names: Counter[str], stems: Counter[str]) -> list[str]:
    """How much of what a line says, and of whom it names, the running text says and names as well."""
    found = []
    shape, least = read.shape, read.is_text
    if read.stems:
        part = sum(stems[stem] > least for stem in read.stems) / len(read.stems)
        found.append(f"said in the text {bucket(part, PARTS)}, {shape}{' long' if len(read.stems) > LONG_BARE else ''}")
    mine = read.names - {read.words[0]} if read.words else read.names
    if mine:
        shared = sum(names[name] > least for name in mine)
        said = "all" if shared == len(mine) else "some" if shared else "none"
        is_long = len(read.words) > LONG_BARE and shape != TEXT
        found += [f"names shared {said}", f"names shared {said}, {shape}{' long' if is_long else ''}"]
    return found


def _shared_with_title(read: _Read, stems: frozenset[str]) -> list[str]:
    """Whether a line speaks of what the title speaks of."""
    if not stems or not read.stems or read.line.is_title:
        return []
    shared = len(read.stems & stems)
    return [f"said in the title {bucket(shared, COUNTS)}, {read.shape}"]


def _taken_up(page: Sequence[_Read], index: int, names: Counter[str]) -> list[str]:
    """Whether the paragraph right below a bare line goes on about what it says, and names whom the text names."""
    read = page[index]
    if read.is_text or index + 1 == len(page) or not page[index + 1].is_text:
        return []
    below = page[index + 1]
    shared = bucket(len(read.stems & below.stems), COUNTS)
    theirs = below.names - {below.words[0]} if below.words else below.names
    known = sum(names[name] > 1 for name in theirs)
    whom = "nobody" if not theirs else "strangers" if not known else "known"
    return [f"taken up below {shared}, {read.shape}", f"above a paragraph on {whom}, {read.shape}"]


def _places(page: Sequence[_Read]) -> list[str]:
    """Where each line stands: above the title, between it and the text, in the text, or how far below it."""
    title = next((i for i, read in enumerate(page) if read.line.is_title), -1)
    running = [i for i, read in enumerate(page) if read.is_text]
    first, last = (running[0], running[-1]) if running else (len(page), len(page))
    firm = next((i for i in reversed(running) if len(page[i].line.text) > _FIRM), last)
    found = []
    for i in range(len(page)):
        if i < title:
            found.append(ABOVE)
        elif i < first:
            found.append("above the text" if title >= 0 else "above, no title")
        elif i > last:
            found.append("below the text")
        elif i > firm:
            found.append("below the last long paragraph")
        else:
            found.append("first of the text" if i == first else "in the text")
    return found


def _blocks(lines: Sequence[Seen]) -> list[tuple[int, int]]:
    """The first line of each line's block, and where the block ends; empty lines part blocks."""
    begins = [i for i, line in enumerate(lines) if line.apart or i == 0]
    ends = [*begins[1:], len(lines)] if begins else []
    return [block for block in zip(begins, ends, strict=True) for _line in range(block[1] - block[0])]


def _known_near(lines: Sequence[Seen], index: int, shape: str, block: tuple[int, int]) -> list[str]:
    """Which lines around a line the rules know, and what stands with it between two empty lines."""
    begin, end = block
    others = [i for i in range(begin, end) if i != index]
    known = sum(lines[i].kind is not None for i in others)
    alone = (
        "alone" if not others else "with known" if known * 2 >= len(others) else "with some" if known else "with others"
    )
    head = "first" if index == begin else "later"
    above = lines[index - 1].kind if index else "edge"
    below = lines[index + 1].kind if index + 1 < len(lines) else "edge"
    return [
        f"{alone}, {shape}",
        f"{alone}, {head}, {shape}",
        f"above known {above}",
        f"below known {below}",
        f"above {_is_known(above)}, below {_is_known(below)}, {shape}",
    ]


def _is_known(kind: str | None) -> str:
    return "edge" if kind == "edge" else "text" if kind is None else "known"


def _near(shapes: Sequence[str], index: int) -> list[str]:
    """What stands around a line, and how many lines that are no running text stand together there."""
    before = shapes[index - 1] if index else "edge"
    after = shapes[index + 1] if index + 1 < len(shapes) else "edge"
    mine = shapes[index]
    block = 0
    if mine != TEXT:
        block = 1 + _bare_from(shapes, index, -1) + _bare_from(shapes, index, 1)
    return [f"before {before}, {mine}", f"after {after}, {mine}", f"block {min(block, LARGEST_BLOCK)}, {mine}"]


def _bare_from(shapes: Sequence[str], index: int, step: int) -> int:
    count, place = 0, index + step
    while 0 <= place < len(shapes) and shapes[place] != TEXT and count < LARGEST_BLOCK:
        count, place = count + 1, place + step
    return count
