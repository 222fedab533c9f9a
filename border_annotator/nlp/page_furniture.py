"""Lines that belong to the page and not to the article, though no rule knows their words.

Each line is weighed by its shape, its words, its place and its neighbours. The weights are data,
``resources/layout/page_furniture.toml``, made by ``python -m tests.furniture``. Standard library only.
"""

from __future__ import annotations

import math
import re
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from border_annotator.domain.errors import BugError
from border_annotator.nlp.author_notes import is_byline
from border_annotator.nlp.confidence import Weighing
from border_annotator.nlp.date_lines import full_dates, is_bare_date
from border_annotator.nlp.datelines import dateline_end, is_bare_dateline
from border_annotator.nlp.headline import CORRECTION
from border_annotator.nlp.layout_words import read_toml
from border_annotator.nlp.line_clues import LONGEST_WORDS, MANY_WORDS, TEXT, bucket, hinted_kind
from border_annotator.nlp.page_clues import TOLD, Seen, clues_of_lines
from border_annotator.nlp.page_lines import cells_of, is_list_item, is_running, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from border_annotator.nlp.page_lines import Line

FILE = "page_furniture.toml"
# From this chance on a line is taken for the page's.
LIKELY = 0.55
LIKELY_ABOVE, LIKELY_ALONE = 0.75, 0.85
# A paragraph of the article is a greater loss.
SURELY, SURELY_ALONE = 0.9, 0.95
# Below the article is little else but furniture; a sentence there needs so many lines of it around, or above it.
BELOW, BELOW_SURELY = 0.55, 0.8
MUCH, VERY_MUCH = 4, 8
# With fewer paragraphs a page says too little of what is usual on it.
FEWEST_PARAGRAPHS = 3
FEWEST_WORDS_IN_STANDFIRST = 7
# What is said of a neighbour: surely the page's, perhaps, no.
SURE, PERHAPS = 0.8, 0.3
# The last edge of a page has a neighbour that says nothing.
_EDGE = "edge"
# The minute above an entry of a live blog, and within how many lines that entry has a paragraph.
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d(?: ?(?:[ap]\.?m\.?|[A-Z]{2,5}))?\W?")
_BELOW_A_CLOCK = 2
_FIGURE_CELL = re.compile(r"(?:^|\|)\s*[-+]?\d[\d.,\s]*%?\s*(?:\||$)")
_TRIED: list[tuple[Weighing, Weighing]] = []
# No neighbour makes up for less than this.
HOPELESS = 0.02
# So often the lines of a page are weighed among the others, and so many lines around each are its company.
TIMES = 2
NEAR = 3
# No line says more than this for a tail, in log odds; against it a paragraph says as many times more as it is long.
FARTHEST = 3.0
LONG_PARAGRAPH, PARAGRAPH, SENTENCE = 5.0, 3.0, 2.0
MEANS = ((-2, "no"), (-1, "hardly"), (0, "perhaps not"), (1, "perhaps"), (2, "likely"))
RESTS = ((-9, "article"), (-3, "some article"), (0, "no more"), (3, "little"), (9, "some"))


def with_furniture(lines: list[Line]) -> list[Line]:
    """Marks the lines that are likely the page's, among those that no rule has marked and no shape has named."""
    if all(line.is_content for line in lines):
        return lines  # no page has a single line of furniture, and that one in no words that any page uses
    waiting = [i for i, line in enumerate(lines) if line.is_content and line.label is None and _may_be_furniture(line)]
    waiting = [i for i in waiting if not _may_be_standfirst(lines, i)]
    if not waiting or sum(is_running(line.text) for line in lines) < FEWEST_PARAGRAPHS:
        return lines
    seen = [Seen(line.text, line.kind, line.apart, line.label == "title") for line in lines]
    clues = clues_of_lines(seen, of_known=False)
    chances = chances_of(clues, certainties(seen))
    judged = _judged(lines, clues, chances)
    found = list(lines)
    for i in waiting:
        if chances[i] >= judged.enough(i) and not _is_announced(lines, i):
            # A date there may be the article's own: it is looked for in what the page says of itself.
            is_dated = next(full_dates(lines[i].text), None) is not None
            found[i] = lines[i].masked("metadata" if is_dated else hinted_kind(lines[i].text))
    return found


def certainties(lines: Sequence[Seen]) -> list[float | None]:
    """What is sure before any line is weighed: 1 for what rules know, 0 for rows of tables and bare minutes."""
    found: list[float | None] = []
    for i, line in enumerate(lines):
        below = lines[i + 1 : i + 1 + _BELOW_A_CLOCK]
        is_minute = bool(_CLOCK.fullmatch(line.text)) and any(is_running(b.text) and b.kind is None for b in below)
        is_row = "\t" in line.text or _is_in_a_table(lines, i)
        found.append(1.0 if line.kind is not None else 0.0 if line.is_title or is_row or is_minute else None)
    return found


def _is_in_a_table(lines: Sequence[Seen], index: int) -> bool:
    """Whether a line has cells, and a neighbour has as many, or there is a number of its own in one."""
    cells = cells_of(lines[index].text)
    if cells <= 1:
        return False
    near = (lines[i] for i in (index - 1, index + 1) if 0 <= i < len(lines))
    return any(line.kind is None and cells_of(line.text) == cells for line in near) or bool(
        _FIGURE_CELL.search(lines[index].text)
    )


@dataclass(frozen=True, slots=True)
class _Judged:
    """The chances of a page's lines, with where the article likely has ended and what is likely the page's there."""

    lines: Sequence[Line]
    chances: Sequence[float]
    tail: int
    in_tail: frozenset[int]
    last_in_tail: int

    def enough(self, index: int) -> float:
        """The chance from which on a line is taken for the page’s: more where the article stands around it.

        What stands right above a line of the article may be its heading.
        """
        above, below = (0 <= i < len(self.lines) and self.chances[i] >= LIKELY for i in (index - 1, index + 1))
        if is_running(self.lines[index].text):
            if self._is_amid_the_tail(index):
                return BELOW_SURELY
            near = [self.chances[i] for i in (index - 1, index + 1) if 0 <= i < len(self.lines)]
            return SURELY if len(near) > 1 and min(near) > SURE else SURELY_ALONE
        if index >= self.tail:
            return BELOW
        if below or index + 1 == len(self.lines):
            return LIKELY
        return LIKELY_ABOVE if above else LIKELY_ALONE

    def _is_amid_the_tail(self, index: int) -> bool:
        """Whether much is the page’s around a sentence down there; else it may be the article’s last."""
        others = len(self.in_tail) - (index in self.in_tail)
        return index >= self.tail and others >= (MUCH if self.last_in_tail > index else VERY_MUCH)


def _judged(lines: Sequence[Line], clues: Sequence[tuple[str, ...]], chances: Sequence[float]) -> _Judged:
    _head, tail = edges_of(clues, chances)
    likely = frozenset(i for i in range(tail, len(lines)) if chances[i] >= LIKELY)
    return _Judged(lines, chances, tail, likely, max(likely, default=-1))


def chances_of(clues: Sequence[tuple[str, ...]], known: Sequence[float | None]) -> list[float]:
    """How likely each line of a page is the page's, 0 to 1, by its clues; ``known`` says what is known already."""
    alone, among = _weighings()
    chances = [chance(alone, own) if sure is None else sure for own, sure in zip(clues, known, strict=True)]
    for _time in range(TIMES):
        company = clues_of_company(clues, chances)
        chances = [
            chance(among, (*own, *company[i])) if known[i] is None and chances[i] > HOPELESS else chances[i]
            for i, own in enumerate(clues)
        ]
    return chances


def chance(weighing: Weighing, clues: Sequence[str]) -> float:
    """What the clues add up to, 0 to 1."""
    odds, weights = weighing.base, weighing.weights
    for clue in clues:  # a loop: this runs for each line, and a generator takes twice as long
        if clue in weights:
            odds += weights[clue]
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def clues_of_company(clues: Sequence[tuple[str, ...]], chances: Sequence[float]) -> list[tuple[str, ...]]:
    """What the chances of a page's lines say of each: of its neighbours, of those around it, of what is below it.

    ``clues`` are those of ``clues_of_lines``, whose last one is the shape of the line.
    """
    odds = [_odds_of(chance) for chance in chances]
    head, tail = edges_of(clues, chances)
    below = sum(odds)
    found: list[tuple[str, ...]] = []
    for i, own in enumerate(clues):
        shape = own[-1]
        before, after = _said_of(chances, i - 1), _said_of(chances, i + 1)
        near = [odds[j] for j in range(max(0, i - NEAR), min(len(odds), i + NEAR + 1)) if j != i]
        mean = bucket(sum(near) / max(1, len(near)), MEANS)
        where = "in the tail" if i >= tail else "in the head" if i < head else "in the middle"
        below -= odds[i]
        rest = bucket(below, RESTS)
        found.append(
            (
                f"previous {before}",
                f"next {after}",
                f"between {before} and {after}",
                f"around {mean}, {shape}",
                where,
                f"{where}, {shape}",
                f"odds below {rest}, {shape}",
            )
        )
    return found


def edges_of(clues: Sequence[tuple[str, ...]], chances: Sequence[float]) -> tuple[int, int]:
    """Where the article likely begins and where it has ended: what is above and below is mostly the page's."""
    odds = [_odds_of(chance) for chance in chances]
    odds = [o * _weight(own) if o < 0 else o for own, o in zip(clues, odds, strict=True)]
    below, most, tail = 0.0, 0.0, len(odds)
    for i in range(len(odds) - 1, -1, -1):
        below += odds[i]
        if below > most:
            most, tail = below, i
    above, most, head = 0.0, 0.0, 0
    for i in range(tail):
        above += odds[i]
        if above > most:
            most, head = above, i + 1
    return head, tail


def _weight(clues: tuple[str, ...]) -> float:
    """How much what speaks for the article counts in a line: the longer a paragraph, the greater the loss of it."""
    if TOLD in clues or f"words {LONGEST_WORDS}" in clues:
        return LONG_PARAGRAPH
    return PARAGRAPH if f"words {MANY_WORDS}" in clues else SENTENCE if clues[-1] == TEXT else 1.0


def _odds_of(chance: float) -> float:
    least = 1 / (1 + math.exp(FARTHEST))
    held = max(least, min(1 - least, chance))
    return math.log(held / (1 - held))


def _said_of(chances: Sequence[float], index: int) -> str:
    if not 0 <= index < len(chances):
        return _EDGE
    return "sure" if chances[index] > SURE else "perhaps" if chances[index] > PERHAPS else "no"


def _may_be_standfirst(lines: Sequence[Line], index: int) -> bool:
    """Whether a line stands right below the title and is long enough to sum the article up, without a full stop."""
    above = next((line for line in reversed(lines[:index]) if line.is_content), None)
    return (
        above is not None and above.label == "title" and len(words_of(lines[index].text)) >= FEWEST_WORDS_IN_STANDFIRST
    )


def _is_announced(lines: Sequence[Line], index: int) -> bool:
    """Whether a line of the article that ends in a colon says that this one, and those between, follow it."""
    for i in range(index - 1, -1, -1):
        line = lines[i]
        if not line.is_content or is_running(line.text):
            return line.is_content and line.text.endswith(":")
        if line.text.endswith(":"):
            return True
        if is_list_item(line.text) and not is_list_item(lines[i + 1].text) and lines[i + 1].apart:
            return False  # the list has ended
    return False


def _may_be_furniture(line: Line) -> bool:
    text = line.text
    return not (
        is_byline(text)
        or is_bare_date(text)
        or is_bare_dateline(text)
        or CORRECTION.match(text)
        or dateline_end(text) is not None
        or "\t" in text
    )


@contextmanager
def weighed_by(weighings: dict[str, Weighing]) -> Iterator[None]:
    """Within it, lines are weighed by other weights than those shipped: to judge weights before they are stored."""
    _TRIED.append((weighings["alone"], weighings["among"]))
    try:
        yield
    finally:
        _TRIED.pop()


def _weighings() -> tuple[Weighing, Weighing]:
    return _TRIED[-1] if _TRIED else _shipped_weighings()


@cache
def _shipped_weighings() -> tuple[Weighing, Weighing]:
    alone, among = (_weighing(read_toml(FILE).get(name)) for name in ("alone", "among"))
    return alone, among


def _weighing(table: object) -> Weighing:
    if not isinstance(table, dict):
        raise BugError(f"{FILE}: a table of weights is missing")
    weights = {str(clue): float(weight) for clue, weight in table.items()}
    return Weighing(weights.pop("base"), weights)
