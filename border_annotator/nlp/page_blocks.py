"""Lines of a page that are boilerplate by the company they keep. Standard library only.

A page sets its own matters apart from the article: a box is a block of lines with an empty line above and below, and
what stands below “© 2024 …” or a reader’s comment is the page’s to the end. So one line that is known tells of others
that nobody could know by their words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from border_annotator.nlp.author_notes import is_byline
from border_annotator.nlp.headline import CORRECTION
from border_annotator.nlp.page_lines import (
    cells_of,
    ends_sentence,
    has_final,
    is_list_item,
    is_prose,
    is_running,
    says_something,
)
from border_annotator.nlp.page_voice import speaks_of_itself, tells_of_words

if TYPE_CHECKING:
    from border_annotator.nlp.page_lines import Line

# Of the paragraphs so many have an empty line above them, where blocks mean anything.
_SPACED = 0.7
_FEWEST_PARAGRAPHS = 2
LONGEST_IN_A_BOX = 200
LONGEST_OF_A_READER = 700
# What may stand right above a paragraph, or inside one, without a block being the page's.
_BESIDE_PARAGRAPHS = frozenset({"ad", "caption_credit", "embed", "share", "metadata"})
# Below these nothing of the article follows any more, apart from corrections.
_LAST_WORDS = frozenset({"comments", "copyright", "author_bio", "app_promo"})
_CREDITS = re.compile(
    r"\W*(?:reporting|additional reporting|editing|compiled|translated)\b.* by\b|.*\bcontributed\b", re.IGNORECASE
)
_KINDS_OF_APPEALS = frozenset({"subscribe", "app_promo"})
_KINDS_OF_BOXES = frozenset(
    {"subscribe", "related", "read_also", "comments", "contact", "app_promo", "copyright", "author_bio"}
)


# Who wrote a comment and when: a name of a few words with a day and a minute, or with how long ago it was.
_COMMENTER = re.compile(
    r"[^\W\d_][^,;:!?]{1,30}?[ ,·|–-]+(?:(?:on )?(?:[^\W\d_]{3,9}\.? \d{1,2},? \d{4}|\d{1,2}[./ -]\w{1,9}[./ -]+\d{4})"
    r"[ ,|·–-]*(?:at )?\d{1,2}[:.]\d\d.{0,8}|\d+ ?(?:[hdmw]|min(?:ute)?s?|hours?|days?|weeks?|months?|years?) ago)"
)
_FEWEST_COMMENTERS = 2


def with_blocks(lines: list[Line]) -> list[Line]:
    """Marks what stands in a block of the page's own, and what follows the page's last words."""
    marked = list(lines)
    _mark_appeals(marked)
    _mark_comments(marked)
    if _is_spaced(marked):
        for begin, end in _blocks(marked):
            _mark_block(marked, begin, end)
    _mark_after_last_words(marked)
    return marked


def _is_article(line: Line) -> bool:
    return line.is_content and line.label is None and is_running(line.text)


def _is_spaced(lines: list[Line]) -> bool:
    """Whether the paragraphs of the page have empty lines between them."""
    running = [_is_article(line) for line in lines]
    spaced = sum(line.apart and line.is_content and has_final(line.text) for line in lines)
    close = sum(running[i] and running[i - 1] and not lines[i].apart for i in range(1, len(lines)))
    return spaced >= _FEWEST_PARAGRAPHS and spaced >= _SPACED * (spaced + close)


def _blocks(lines: list[Line]) -> list[tuple[int, int]]:
    begins = [i for i, line in enumerate(lines) if line.apart or i == 0]
    return list(zip(begins, [*begins[1:], len(lines)], strict=True))


def _mark_block(lines: list[Line], begin: int, end: int) -> None:
    """Marks the other lines of a block that a line of the page begins, or that is mostly the page's."""
    first = next((i for i in range(begin, end) if lines[i].kind is not None), None)
    if first is None or end - begin < 2:
        return
    _mark_heading_of_a_box(lines, begin, first)
    last_block = not any(_is_article(line) and line.apart for line in lines[end:])
    for i in range(first + 1, end):
        line = lines[i]
        if not _may_be_marked(line) or (is_byline(line.text) and not last_block):
            continue
        above = lines[i - 1].kind
        known = sum(lines[j].kind is not None for j in range(first, i))
        if above is None or not _is_of_the_box(lines, i, end, known, last_block=last_block):
            continue
        lines[i] = line.masked(above if above in _KINDS_OF_BOXES else "nav")


def _is_of_the_box(lines: list[Line], index: int, end: int, known: int, *, last_block: bool) -> bool:
    """Whether a line below one of the page's goes with it; ``known`` lines above it in the block are the page's."""
    text, above = lines[index].text, lines[index - 1].kind
    if not (is_prose(text) and (len(text) > LONGEST_IN_A_BOX or is_running(text))):
        return known > 1 or last_block or above not in _BESIDE_PARAGRAPHS
    below = lines[index + 1].kind if index + 1 < end else None
    appeals = above == "subscribe" and speaks_of_itself(text)
    return (last_block and known > 1) or appeals or (above in _KINDS_OF_BOXES and below in _KINDS_OF_BOXES)


def _mark_heading_of_a_box(lines: list[Line], begin: int, first: int) -> None:
    """Marks what stands above the line ``first`` in a block, if that asks something of the reader."""
    kind = lines[first].kind
    if kind not in _KINDS_OF_APPEALS or any(_is_article(line) for line in lines[begin:first]):
        return
    for i in range(begin, first):
        if _may_be_marked(lines[i]) and not is_byline(lines[i].text):
            lines[i] = lines[i].masked(kind)


def _may_be_marked(line: Line) -> bool:
    return (
        line.is_content
        and line.label is None
        and not CORRECTION.match(line.text)
        and cells_of(line.text) < 3
        and says_something(line.text)
    )


def _mark_appeals(lines: list[Line]) -> None:
    """Marks what the page says of itself beside an appeal for money: such an appeal runs over several paragraphs."""
    for step in (1, -1):
        order = range(1, len(lines)) if step == 1 else range(len(lines) - 2, -1, -1)
        for i in order:
            line, beside = lines[i], lines[i - step]
            far = lines[i + step] if 0 <= i + step < len(lines) else None
            if beside.kind != "subscribe" or not _may_be_marked(line) or far is None or far.kind != "subscribe":
                continue
            if speaks_of_itself(line.text) or len(line.text) <= LONGEST_IN_A_BOX:
                lines[i] = line.masked("subscribe")


def _mark_comments(lines: list[Line]) -> None:
    """Marks what readers wrote below the article, where nothing but their names and times tells of it."""
    begin = next((i for i, line in enumerate(lines) if _is_article(line)), len(lines))
    wrote = [i for i in range(begin + 1, len(lines)) if _COMMENTER.fullmatch(lines[i].text)]
    if len(wrote) < _FEWEST_COMMENTERS or any(tells_of_words(line.text) for line in lines[wrote[0] :]):
        return
    for i in range(wrote[0], len(lines)):
        if _may_be_marked(lines[i]):
            lines[i] = lines[i].masked("comments")


def _mark_after_last_words(lines: list[Line]) -> None:
    """Marks what follows the page's last words to the end, unless the article is seen to go on there."""
    begin = _end_of_the_article(lines)
    last = next((i for i in range(begin, len(lines)) if _is_last_word(lines[i])), None)
    if last is None or sum(has_final(line.text) and line.is_content for line in lines[:last]) < _FEWEST_PARAGRAPHS:
        return
    kind = lines[last].kind or "nav"
    for i in range(last + 1, len(lines)):
        line = lines[i]
        if line.kind is not None:
            kind = line.kind if line.kind in _KINDS_OF_BOXES else kind
        elif _may_be_marked(line) and len(line.text) <= LONGEST_OF_A_READER and not is_list_item(line.text):
            lines[i] = line.masked(kind)


def _is_last_word(line: Line) -> bool:
    return line.kind in _LAST_WORDS or (line.kind == "metadata" and bool(_CREDITS.match(line.text)))


def _end_of_the_article(lines: list[Line]) -> int:
    """Where the last paragraph of several sentences, or the last two that follow each other, have ended."""
    for i in range(len(lines) - 1, -1, -1):
        if _is_article(lines[i]) and (
            (ends_sentence(lines[i].text) and not any(_is_last_word(line) for line in lines[max(0, i - 6) : i]))
            or (i and _is_article(lines[i - 1]))
        ):
            return i + 1
    return 0
