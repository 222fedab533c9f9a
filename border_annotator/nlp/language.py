"""Which language an article is written in.

Told by the commonest words of each language: an article has dozens of them, which settles it at once, while the window
imports. (The library that was measured, py3langid, takes a second and 75 MB at its first use and says the same.)
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache

from border_annotator.domain.languages import ENGLISH, UNKNOWN
from border_annotator.nlp.gazetteer import common_words

# So many characters are looked at, from the beginning: a long article is in one language.
_ENOUGH = 6_000
_FEWEST_WORDS, _SMALLEST_SHARE = 3, 0.08
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN_WORD = re.compile(r"[A-Za-z]+")
_MARKS = "’‘“”–—…€\u00a0"
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language of a text; ``und`` when it has letters that English has not.

    A text that is too short to tell, or that has next to no words, is taken to be English.
    """
    words = _words_of(text[:_ENOUGH])
    languages, votes = _languages(), defaultdict[str, int](int)
    for word, count in Counter(words).items():
        for language in languages.get(word.casefold(), ()):
            votes[language] += count
    best = max(votes.values(), default=0)
    if best >= _FEWEST_WORDS and best >= _SMALLEST_SHARE * len(words):
        # Of two that are alike the one is taken that comes first by its code, so that it is the same each time.
        return min(language for language, count in votes.items() if count == best)
    letters = "".join(words).casefold()
    # Most texts are settled by their plain letters, without a look at each of the others.
    plain = len(letters) if letters.isascii() else len(letters.encode("ascii", "ignore"))
    is_latin = plain * 2 >= len(letters) or len(_LATIN.findall(letters)) * 2 >= len(letters)
    return ENGLISH if is_latin else UNKNOWN


def _words_of(text: str) -> list[str]:
    """The words of a text, in a quarter of the time where its marks alone are not plain."""
    plain = text
    for mark in _MARKS:
        plain = plain.replace(mark, " ")
    return _PLAIN_WORD.findall(plain) if plain.isascii() else _WORD.findall(text)


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    """The languages that each of the commonest words belongs to."""
    found: dict[str, tuple[str, ...]] = {}
    for language, words in common_words().items():
        for word in words:
            found[word] = (*found.get(word, ()), language)
    return found
