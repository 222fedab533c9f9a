"""Lines that become a text: readers of structured files collect them, and this joins them the same way for all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from border_annotator.domain.document import Boilerplate
from border_annotator.domain.sentence import say
from border_annotator.domain.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from border_annotator.formats.articles.cleaning import Cleaning
    from border_annotator.formats.articles.draft import Draft

LONGEST_CELL = 200
"""A cell with more letters holds a part of the text, and its paragraphs stay lines of their own."""
TITLE_WITHIN = 8
"""A title that stands in one of so many first lines stands at the head already."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an article; of some ``kind`` of boilerplate where it is furniture of the page it stood on."""

    text: str
    kind: str | None = None


def key_of(text: str) -> str:
    """A line without what readings of it differ in: white space, soft hyphens, case."""
    return "".join(text.replace("\u00ad", "").split()).casefold()


def lines_of_row(cells: Iterable[Sequence[str]]) -> Iterator[str]:
    """A row of a table, whose cells come as their paragraphs: one line with tabs between short cells of one paragraph.

    A table of long ones only puts texts side by side, and each of its paragraphs is a line.
    """
    filled = [[text for text in cell if text.strip()] for cell in cells]
    if len(filled) > 1 and all(len(cell) < 2 and sum(map(len, cell)) <= LONGEST_CELL for cell in filled):
        if any(filled):
            yield "\t".join(" ".join(cell[0].split()) if cell else "" for cell in filled).rstrip("\t")
    else:
        for cell in filled:
            yield from cell


def titled(draft: Draft, title: str | None) -> Draft:
    """The draft with that title, which is put before its text where it does not stand at the head already."""
    title = " ".join((title or "").split()) or None
    if title is None or _stands_at_head(draft, key_of(title)):
        return replace(draft, title=title)
    moved = len(title) + 1
    return replace(
        draft,
        text=f"{title}\n{draft.text}",
        title=title,
        boilerplate=tuple(
            Boilerplate(b.kind, Span(b.span.start + moved, b.span.end + moved)) for b in draft.boilerplate
        ),
        pages=tuple((at + moved if at else 0, page) for at, page in draft.pages),
        changes=(*draft.changes, say("The title was put before the text, which does not hold it.")),
    )


def _stands_at_head(draft: Draft, key: str) -> bool:
    furniture = {part.span.start for part in draft.boilerplate}
    at = seen = 0
    while seen < TITLE_WITHIN and at <= len(draft.text):
        end = draft.text.find("\n", at)
        line = draft.text[at : end if end >= 0 else None]
        if line.strip() and at + len(line) - len(line.lstrip()) not in furniture:
            seen += 1
            if key in key_of(line):
                return True
        if end < 0:
            break
        at = end + 1
    return False


def joined(lines: Sequence[Line], cleaning: Cleaning) -> tuple[str, tuple[Boilerplate, ...]]:
    """The text with a line for each, cleaned, and where its furniture stands."""
    parts: list[str] = []
    furniture: list[Boilerplate] = []
    at = 0
    for line in lines:
        text = cleaning.of(line.text).strip("\n")
        if not text.strip():
            continue
        if line.kind is not None:
            begin = len(text) - len(text.lstrip())
            furniture.append(Boilerplate(line.kind, Span(at + begin, at + len(text.rstrip()))))
        parts.append(text)
        at += len(text) + 1
    return "\n".join(parts), tuple(furniture)
