"""Phrases without a parser: stretches between punctuation and small words such as “of”, “and” or “will”.

They are near enough to noun chunks for moving the end of a mark by more than a word. In a language whose small words
are not known a phrase ends at punctuation alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.words import word_after, word_before

if TYPE_CHECKING:
    from border_annotator.domain.span import Span

BETWEEN = frozenset(
    {
        "of", "in", "on", "at", "by", "to", "from", "with", "without", "for", "over", "under", "into", "onto",
        "through", "across", "along", "near", "about", "against", "between", "among", "amid", "during",
        "before", "after", "since", "until", "till", "within", "towards", "toward", "upon", "as", "than",
        "per", "via", "off", "out", "up", "down", "and", "or", "but", "nor", "so", "yet", "if", "because",
        "while", "although", "though", "that", "which", "who", "whom", "whose", "where", "when", "why", "how",
        "whether", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "having", "do",
        "does", "did", "will", "would", "shall", "should", "can", "could", "may", "might", "must", "not",
        "it", "he", "she", "they", "we", "i", "you", "him", "her", "them", "us",
    }
)  # fmt: skip
"""Small words that stand between phrases and belong to none."""
BEGINNING = frozenset(
    {
        "a", "an", "the", "this", "these", "those", "its", "his", "their", "our", "my", "your", "some", "any",
        "each", "every", "no", "all", "both",
    }
)  # fmt: skip
"""Small words that a phrase begins with."""
_JOINERS = " \u00a0\u202f-–'’"
"""What stands between two words of one phrase."""


def phrase_end_after(text: str, offset: int) -> int | None:
    """Where the next phrase ends, from ``offset`` on; ``None`` where the text does."""
    word = word_after(text, offset)
    while word is not None and _is_between(text, word):
        word = word_after(text, word.end)
    if word is None:
        return None
    following = word_after(text, word.end)
    while following is not None and _go_together(text, word, following) and not _begins(text, following):
        word, following = following, word_after(text, following.end)
    return word.end


def phrase_start_before(text: str, offset: int) -> int | None:
    """Where the phrase before ``offset`` begins; ``None`` where the text does."""
    word = word_before(text, offset)
    while word is not None and _is_between(text, word):
        word = word_before(text, word.start)
    if word is None:
        return None
    earlier = word_before(text, word.start)
    while earlier is not None and _go_together(text, earlier, word) and not _begins(text, word):
        word, earlier = earlier, word_before(text, earlier.start)
    return word.start


def phrase_end_inside(text: str, offset: int) -> int | None:
    """Where the phrase ends that comes before the last one before ``offset``."""
    start = phrase_start_before(text, offset)
    word = word_before(text, start) if start is not None else None
    while word is not None and _is_between(text, word):
        word = word_before(text, word.start)
    return word.end if word is not None else None


def phrase_start_inside(text: str, offset: int) -> int | None:
    """Where the phrase begins that comes after the first one from ``offset`` on."""
    end = phrase_end_after(text, offset)
    word = word_after(text, end) if end is not None else None
    while word is not None and _is_between(text, word):
        word = word_after(text, word.end)
    return word.start if word is not None else None


def _go_together(text: str, one: Span, other: Span) -> bool:
    is_joined = not text[one.end : other.start].strip(_JOINERS)
    return is_joined and not _is_between(text, one) and not _is_between(text, other)


def _is_between(text: str, word: Span) -> bool:
    return word.text_in(text).casefold() in BETWEEN


def _begins(text: str, word: Span) -> bool:
    return word.text_in(text).casefold() in BEGINNING
