"""Lines that belong to the page and not to the article, though no rule knows their words.

Each line is weighed by its shape, its words, its place and its neighbours. The weights are data,
``resources/layout/page_furniture.toml``, made by ``python -m tests.furniture``. Standard library only.
"""

from __future__ import annotations

import math
import re
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from border_annotator.domain.errors import BugError
from border_annotator.nlp.author_notes import is_byline
from border_annotator.nlp.confidence import Weighing
from border_annotator.nlp.date_lines import full_dates, is_bare_date
from border_annotator.nlp.datelines import dateline_end, is_bare_dateline
from border_annotator.nlp.headline import CORRECTION
from border_annotator.nlp.layout_words import read_toml
from border_annotator.nlp.line_clues import hinted_kind
from border_annotator.nlp.page_clues import Seen, clues_of_lines
from border_annotator.nlp.page_lines import cells_of, is_list_item, is_running, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from border_annotator.nlp.page_lines import Line

FILE = "page_furniture.toml"
# From this chance on a line is taken for the page's.
LIKELY = 0.55
LIKELY_ABOVE, LIKELY_ALONE = 0.65, 0.85
# A paragraph of the article is a greater loss.
SURELY, SURELY_ALONE = 0.85, 0.93
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
_CELLS_OF_A_MENU = 2
_TRIED: list[tuple[Weighing, Weighing]] = []
# No neighbour makes up for less than this.
HOPELESS = 0.02


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
    found = list(lines)
    for i in waiting:
        if chances[i] >= _enough(lines, chances, i) and not _is_announced(lines, i):
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
        is_row = cells_of(line.text) > _CELLS_OF_A_MENU or "\t" in line.text
        found.append(1.0 if line.kind is not None else 0.0 if line.is_title or is_row or is_minute else None)
    return found


def _enough(lines: Sequence[Line], chances: Sequence[float], index: int) -> float:
    """The chance from which on a line is taken for the page’s: more where the article stands around it.

    What stands right above a line of the article may be its heading.
    """
    above, below = (0 <= i < len(lines) and chances[i] >= LIKELY for i in (index - 1, index + 1))
    if is_running(lines[index].text):
        return SURELY if above or below else SURELY_ALONE
    if below or index + 1 == len(lines):
        return LIKELY
    return LIKELY_ABOVE if above else LIKELY_ALONE


def chances_of(clues: Sequence[tuple[str, ...]], known: Sequence[float | None]) -> list[float]:
    """How likely each line of a page is the page's, 0 to 1, by its clues; ``known`` says what is known already."""
    alone, among = _weighings()
    chances = [chance(alone, own) if sure is None else sure for own, sure in zip(clues, known, strict=True)]
    return [
        chance(among, (*own, *clues_of_neighbours(chances, i)))
        if known[i] is None and chances[i] > HOPELESS
        else chances[i]
        for i, own in enumerate(clues)
    ]


def chance(weighing: Weighing, clues: Sequence[str]) -> float:
    """What the clues add up to, 0 to 1."""
    odds, weights = weighing.base, weighing.weights
    for clue in clues:  # a loop: this runs for each line, and a generator takes twice as long
        if clue in weights:
            odds += weights[clue]
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def clues_of_neighbours(chances: Sequence[float], index: int) -> tuple[str, ...]:
    """What the chances of the lines before and after it say of a line."""
    before, after = _said_of(chances, index - 1), _said_of(chances, index + 1)
    return f"previous {before}", f"next {after}", f"between {before} and {after}"


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
    for line in reversed(lines[:index]):
        if not line.is_content or is_running(line.text):
            return line.is_content and line.text.endswith(":")
        if line.text.endswith(":"):
            return True
    return False


def _may_be_furniture(line: Line) -> bool:
    text = line.text
    return not (
        is_byline(text)
        or is_bare_date(text)
        or is_bare_dateline(text)
        or CORRECTION.match(text)
        or dateline_end(text) is not None
        or cells_of(text) > 1
        or is_list_item(text)
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
