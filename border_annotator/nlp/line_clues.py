"""What a line of a page tells by itself of whether it belongs to the article: its shape and its words.

These are clues only; what they weigh is data (``page_furniture``). Standard library only.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from border_annotator.nlp.layout_words import any_of, read_toml
from border_annotator.nlp.layout_words import words as layout_words
from border_annotator.nlp.page_lines import is_list_item, is_running, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

# A line longer than this is looked at up to here.
READ = 600
MANY_WORDS, LONGEST_WORDS = "21-35", "more"
_LENGTHS = ((1, "1"), (3, "2-3"), (6, "4-6"), (12, "7-12"), (20, "13-20"), (35, MANY_WORDS))
COUNTS = ((0, "0"), (1, "1"), (3, "2-3"))
LONG_BARE = 6
PARTS = ((0, "none"), (0.2, "a fifth"), (0.4, "some"), (0.7, "most"))
_SHORT_WORD = 3
_TITLE_CASE = 0.75
_MOSTLY = 0.2
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
_SIGNS_IN_TEXT = {name: _SIGNS[name] for name in ("address", "phone", "price", "digits")}
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
# Whose words a paragraph tells is no page’s: so much of an article need not be weighed.
SPOKE = re.compile(r"\b(?:said|told|says|added|according to|announced|denied|warned|confirmed)\b")
_TELLING = {
    "spoke": re.compile(
        r"\b(?:said|told|added|says|according|announced|denied|warned|accused|reported|confirmed|asked|called)\b"
    ),
    "told": re.compile(r"\b(?:was|were|had|has|have|did|been|would|will|is|are)\b"),
    "past": re.compile(r"\b\w{3,}ed\b"),
}
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "and",
        "or",
        "but",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "will",
        "would",
        "that",
        "this",
        "it",
        "its",
        "he",
        "she",
        "they",
        "his",
        "her",
        "their",
        "who",
        "which",
        "not",
        "no",
        "after",
        "before",
        "over",
        "into",
        "near",
        "than",
        "said",
        "says",
    ]
)
MOST_BORROWED = 2
_SHORT_LINE = 8
_IS_OF_A_CRAFT = re.compile(rf"\b(?:is|was|as|:|—|–|-|,) (?:an? |the |our )?(?:[\w’'-]+ ){{0,3}}?{any_of('crafts')}\b")
NAME = re.compile(r"\b[^\W\d_a-z][\w’'-]{2,}")
_ENDS = {
    "period": re.compile(r"[.][”\"’')\]]*$"),
    "call": re.compile(r"[!?]\W*$"),
    "colon": re.compile(r":$"),
    "cut": re.compile(r"…$"),
}


def hinted_kind(line: str) -> str:
    """Which kind of boilerplate a line is, if it is any: what most of its words hint at, else a link to elsewhere."""
    words = [word.casefold() for word in words_of(line[:READ])]
    hints = _hints_of(words)
    if not hints:
        return "related" if len(words) > LONG_BARE else "nav"
    kind = max(dict.fromkeys(hints), key=hints.count)
    return "caption_credit" if kind == "credit" else kind


def clues_of_words(read: str, shape: str, words: Sequence[str]) -> list[str]:
    """What a line tells by itself: the beginning of it that is ``read``, its shape and its words."""
    folded = [word.casefold() for word in words]
    hints = _hints_of(folded)
    clues = [f"words {bucket(len(words), _LENGTHS)}", f"shape {shape}", *_signs(read, shape, words)]
    clues += _clues_of_hints(hints, len(words), shape)
    label = _LABEL.match(read)
    if label:
        of_page = _hints_of([word.casefold() for word in words_of(label[0])])
        clues.append("label of the page" if of_page else "other label")
    voices = [f"voice {name}" for name, pattern in _VOICES.items() if pattern.search(read)]
    tells = [name for name, pattern in _TELLING.items() if pattern.search(read)]
    clues += voices + (tells or ["tells nothing"])
    if shape == TEXT and not hints and not voices:
        clues.append("plain text")
    if _IS_OF_A_CRAFT.search(read):
        clues.append(f"of a craft, {shape}")
    if len(words) > LONG_BARE and shape == "bare":
        clues.append(f"headline, {'told' if tells else 'untold'}")
    return clues + _single_words(words, folded, shape)


def _signs(read: str, shape: str, words: Sequence[str]) -> list[str]:
    """What the signs and capitals of a line tell; in running text only few of them are rare enough."""
    if shape == TEXT:
        return [name for name, sign in _SIGNS_IN_TEXT.items() if sign.search(read)]
    found = [_capitals(words), *(name for name, sign in _SIGNS.items() if sign.search(read))]
    return found + [name for name, sign in _SIGNS_AT_THE_START.items() if sign.match(read)]


def _clues_of_hints(hints: list[str], count: int, shape: str) -> list[str]:
    """What it tells that so many of ``count`` words hint at these kinds of boilerplate."""
    hits = bucket(len(hints), COUNTS)
    clues = [f"hits {hits}", f"{shape}, hits {hits}"]
    for kind in dict.fromkeys(hints):
        clues += [f"speaks of {kind}", f"{shape}, speaks of {kind}"]
    if hints and len(hints) / count >= _MOSTLY:
        clues.append("mostly of the page")
    return clues


def _single_words(words: Sequence[str], folded: Sequence[str], shape: str) -> list[str]:
    """The words of a line as clues of their own; names are none, they are of one article."""
    if not folded:
        return []
    bids = folded[0] in _bidding()
    clues = [f"first {folded[0]}", f"bids, {shape}"] if bids else ["first other"]
    small = sum(word in _SMALL_WORDS for word in folded) / len(folded)
    foreign = sum(word in _of_other_languages() for word in words)
    if foreign and (foreign > 1 or not small):
        clues.append("perhaps of another language" if small and foreign <= MOST_BORROWED else "of another language")
    clues.append(f"small words {bucket(small, PARTS)}, {shape}")
    clues.append(f"last {folded[-1]}, {shape}" if len(folded) > 1 else f"only {folded[0]}")
    is_short = len(folded) <= _SHORT_LINE
    clues += [f"word {word}, {'short' if is_short else shape}" for word in sorted({w for w in words if w.islower()})]
    if is_short:
        clues += [f"word {word}" for word in sorted(set(folded))]
    return clues


def shape_of(line: str) -> str:
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


def bucket(value: float, bounds: tuple[tuple[float, str], ...]) -> str:
    """The name of the first bound that a value does not pass, else “more”."""
    for bound, name in bounds:
        if value <= bound:
            return name
    return "more"


@cache
def _of_other_languages() -> frozenset[str]:
    """Small words of other languages that pages show, as far as they are no English ones and stand in few names."""
    return layout_words("of_other_languages")


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
