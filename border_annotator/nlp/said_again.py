"""Sentences that a page sets apart though its article says them as well: pull quotes, and paragraphs that stand twice.

What is said twice is one mention: the line that stands for itself is the page’s, the paragraph that it is taken from
is the article’s. Standard library only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from border_annotator.nlp.page_lines import has_final, is_list_item, is_running, words_of

if TYPE_CHECKING:
    from border_annotator.nlp.page_lines import Line

LONGEST = 400
LONGEST_SPEAKER = 70
# Fewer words are said again by chance.
FEWEST = 5
# No page says more than this so often; a longer list would take a time that grows with the square of the text.
MOST_ALIKE = 4
_QUOTED = re.compile(r"[“\"„«‘']")
_DASH = re.compile(r"[-–—―]\s?\w")


def with_said_again_masked(lines: list[Line]) -> list[Line]:
    """The lines with those masked whose words stand in a longer paragraph too, and with who is quoted below them.

    Headings, titles, lists and captions stay; so does the line right below the title, which may sum the article up.
    """
    waiting = _candidates(lines)
    if not waiting:
        return lines
    found = list(lines)
    masked: set[int] = set()
    for i, line in enumerate(lines):
        for here in _repeated(lines, i, line, waiting):
            if here not in masked and i not in masked:
                masked.add(here)
                found[here] = lines[here].masked("embed")
    for i in masked:
        if i + 1 < len(found) and _is_speaker(found[i + 1]):
            found[i + 1] = found[i + 1].masked("embed")
    return found


def _candidates(lines: list[Line]) -> dict[tuple[str, ...], list[int]]:
    """The lines that may be said again, by the words that they begin with."""
    waiting: dict[tuple[str, ...], list[int]] = {}
    below_title = next((i + 1 for i, line in enumerate(lines) if line.label == "title"), -1)
    for i, line in enumerate(lines):
        if i != below_title and _may_be_pulled(line):
            said = _folded(line)
            alike = waiting.setdefault(said[:FEWEST], []) if len(said) >= FEWEST else []
            if len(alike) < MOST_ALIKE:
                alike.append(i)
    return waiting


def _may_be_pulled(line: Line) -> bool:
    return (
        line.is_content
        and line.label is None
        and len(line.text) <= LONGEST
        and not is_list_item(line.text)
        and (has_final(line.text) or line.text.endswith(("?", "!", "”", '"')) or bool(_QUOTED.match(line.text)))
    )


def _repeated(lines: list[Line], index: int, line: Line, waiting: dict[tuple[str, ...], list[int]]) -> list[int]:
    """The candidates whose words stand in this line, which is longer than they, or the same and further up."""
    if not line.is_content or not is_running(line.text):
        return []
    said = _folded(line)
    found = []
    for begin in range(len(said) - FEWEST + 1):
        for here in waiting.get(said[begin : begin + FEWEST], ()):
            if here == index:
                continue
            words = _folded(lines[here])
            is_longer = len(said) > len(words) or here > index
            if is_longer and said[begin : begin + len(words)] == words:
                found.append(here)
    return found


def _is_speaker(line: Line) -> bool:
    """Whether a line below a pull quote says whose words these are."""
    return (
        line.is_content
        and line.label is None
        and not line.apart
        and len(line.text) <= LONGEST_SPEAKER
        and not is_running(line.text)
        and (bool(_DASH.match(line.text)) or line.text[0].isupper())
    )


def _folded(line: Line) -> tuple[str, ...]:
    return tuple(word.casefold() for word in words_of(line.text))
