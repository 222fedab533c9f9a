"""What tells whether a line of a page belongs to the article: its shape, its words, its place, its neighbours.

These are clues only; what they weigh is data (``page_furniture``). Standard library only.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from border_annotator.nlp.layout_words import read_toml
from border_annotator.nlp.page_lines import is_list_item, is_running, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# A line longer than this is looked at up to here.
READ = 600
_LENGTHS = ((1, "1"), (3, "2-3"), (6, "4-6"), (12, "7-12"), (20, "13-20"), (35, "21-35"))
_COUNTS = ((0, "0"), (1, "1"), (3, "2-3"))
_LONG_BARE = 6
_SHORT_WORD = 3
_TITLE_CASE = 0.75
_MOSTLY = 0.2
LARGEST_BLOCK = 5
TEXT = "text"

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_SIGNS = {
    "bar": re.compile(r" [|·•∙/] |\|"),
    "arrow": re.compile(r"[←-⇿›‹»«▶►◄>]|\.\.\.$|…$"),
    "sign": re.compile(r"[©®™×✕★●■▪☰☕✉\U0001f300-\U0001faff]"),
    "address": re.compile(r"@\w|https?:|www\.|\w\.(?:com|org|net|example|eu|int|info|[a-z]{2})(?:/|\b(?!\.\w))"),
    "hashtag": re.compile(r"#\w"),
    "ago": re.compile(r"\b(?:\d+|an?|one|two|few) ?[a-z]{1,7} ago\b|\bjust now\b", re.IGNORECASE),
    "clock": re.compile(r"\b\d{1,2}[:.]\d\d\b(?:\s?[ap]\.?m)?", re.IGNORECASE),
    "day": re.compile(
        rf"\b{_MONTH}\.? \d{{1,2}}|\b\d{{1,2}} {_MONTH}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}"
    ),
    "phone": re.compile(r"\+\d[\d ()-]{6,}|\b0\d{2,4}[ -]\d{3}"),
    "price": re.compile(r"[$€£₤]\s?\d|\b(?:Ksh|Rs|R|USD|EUR)\s?\d"),
    "digits": re.compile(r"\d"),
}
_SIGNS_AT_THE_START = {
    "bracketed": re.compile(r"[(\[].*[)\]]$"),
    "numbered": re.compile(r"\d{1,2}[.)]?\s"),
    "label": re.compile(r"[^\W\d_][\w ’'/&-]{1,28}: "),
    "quoted": re.compile(r"[“\"„«‘']"),
    "only digits": re.compile(r"[\d\s.,:/×-]+$"),
    "by": re.compile(r"(?:by|from|with|for)\b", re.IGNORECASE),
}
_LABEL = re.compile(r"[^\W\d_][\w ’'/&-]{1,40}[:|–-] ")
_VOICES = {
    "you": re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE),
    "we": re.compile(r"\b(?:we|our|ours|us)\b"),
    "I": re.compile(r"\b(?:I|I'm|I’m|my|me)\b"),
}
_TELLING = {
    "spoke": re.compile(
        r"\b(?:said|told|added|says|according|announced|denied|warned|accused|reported|confirmed|asked|called)\b"
    ),
    "told": re.compile(r"\b(?:was|were|had|has|have|did|been|would|will|is|are)\b"),
    "past": re.compile(r"\b\w{3,}ed\b"),
}
_NAME = re.compile(r"\b[^\W\d_a-z][\w’'-]{2,}")
_ENDS = {
    "period": re.compile(r"[.][”\"’')\]]*$"),
    "call": re.compile(r"[!?]\W*$"),
    "colon": re.compile(r":$"),
    "cut": re.compile(r"…$"),
}


def clues_of_lines(lines: Sequence[str]) -> list[tuple[str, ...]]:
    """The clues of each line of a page, in order; ``lines`` are the lines that are not empty, without edges."""
    shapes = [_shape(line) for line in lines]
    names = Counter(
        name
        for line, shape in zip(lines, shapes, strict=True)
        if shape == TEXT
        for name in set(_NAME.findall(line[:READ]))
    )
    total = shapes.count(TEXT)
    passed = 0
    found = []
    for index, (line, shape) in enumerate(zip(lines, shapes, strict=True)):
        below = total - passed - (shape == TEXT)
        place = [f"above {_bucket(passed, _COUNTS)}", f"below {_bucket(below, _COUNTS)}"]
        place += [f"{where} {shape}" for where in place]
        found.append((*_own(line, shape, names), *place, *_near(shapes, index)))
        passed += shape == TEXT
    return found


def hinted_kind(line: str) -> str:
    """Which kind of boilerplate a line is, if it is any: what most of its words hint at, else a link to elsewhere."""
    words = [word.casefold() for word in words_of(line[:READ])]
    hints = _hints_of(words)
    if not hints:
        return "related" if len(words) > _LONG_BARE else "nav"
    kind = max(dict.fromkeys(hints), key=hints.count)
    return "caption_credit" if kind == "credit" else kind


def _own(line: str, shape: str, names: Mapping[str, int]) -> list[str]:
    """What a line tells by itself; ``names`` are those in running text, with how many paragraphs hold each."""
    read = line[:READ]
    words = words_of(read)
    folded = [word.casefold() for word in words]
    hints = _hints_of(folded)
    hits = _bucket(len(hints), _COUNTS)
    clues = [f"words {_bucket(len(words), _LENGTHS)}", f"shape {shape}", _capitals(words), f"hits {hits}"]
    clues += [name for name, sign in _SIGNS.items() if sign.search(read)]
    clues += [name for name, sign in _SIGNS_AT_THE_START.items() if sign.match(read)]
    if folded:
        bids = folded[0] in _bidding()
        clues += [f"first {folded[0]}", f"bids, {shape}"] if bids else ["first other"]
    for kind in dict.fromkeys(hints):
        clues += [f"speaks of {kind}", f"{shape}, speaks of {kind}"]
    clues.append(f"{shape}, hits {hits}")
    if hints and len(hints) / len(words) >= _MOSTLY:
        clues.append("mostly of the page")
    label = _LABEL.match(read)
    if label:
        of_page = _hints_of([word.casefold() for word in words_of(label[0])])
        clues.append("label of the page" if of_page else "other label")
    voices = [f"voice {name}" for name, pattern in _VOICES.items() if pattern.search(read)]
    tells = [name for name, pattern in _TELLING.items() if pattern.search(read)]
    clues += voices + (tells or ["tells nothing"])
    if shape == TEXT and not hints and not voices:
        clues.append("plain text")
    is_long = len(words) > _LONG_BARE
    if is_long and shape == "bare":
        clues.append(f"headline, {'told' if tells else 'untold'}")
    mine = set(_NAME.findall(read)[1:])
    if mine:
        shared = sum(names.get(name, 0) > (shape == TEXT) for name in mine)
        said = "all" if shared == len(mine) else "some" if shared else "none"
        clues += [f"names shared {said}", f"names shared {said}, {shape}{' long' if is_long and shape != TEXT else ''}"]
    return clues


def _shape(line: str) -> str:
    """Running text, or what the end of the line looks like."""
    if is_running(line):
        return TEXT
    for name, pattern in _ENDS.items():
        if pattern.search(line):
            return name
    return "item" if is_list_item(line) else "bare"


def _capitals(words: Sequence[str]) -> str:
    letters = [word for word in words if word[0].isalpha()]
    if not letters:
        return "capitals none"
    if sum(word.isupper() and len(word) > 1 for word in letters) * 2 >= len(letters):
        return "capitals all"
    long = [word for word in letters[1:] if len(word) > _SHORT_WORD]
    if long and sum(word[0].isupper() for word in long) / len(long) >= _TITLE_CASE:
        return "capitals title"
    return "capitals usual" if letters[0][0].isupper() else "capitals small"


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


def _bucket(value: int, bounds: tuple[tuple[int, str], ...]) -> str:
    for bound, name in bounds:
        if value <= bound:
            return name
    return "more"


@cache
def _bidding() -> frozenset[str]:
    entries = read_toml("page_words.toml")["bidding"]
    return frozenset(str(word) for word in entries)  # type: ignore[attr-defined]


def _hints_of(folded: list[str]) -> list[str]:
    """The kinds of boilerplate that words and pairs of words hint at, in order, once for each."""
    known = _vocabulary()
    found = [known[word] for word in folded if word in known]
    return found + [known[pair] for pair in map(" ".join, pairwise(folded)) if pair in known]


@cache
def _vocabulary() -> dict[str, str]:
    kinds = read_toml("page_words.toml")["of_pages"]
    return {str(word): str(kind) for kind, entries in kinds.items() for word in entries}  # type: ignore[attr-defined]
