"""Text as a search reads it: without case and accents, with the way back to the text's own offsets."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache


class _Folds(dict[int, str]):
    """What each code point is folded to, told when it is first met."""

    def __missing__(self, code: int) -> str:
        lower = chr(code).casefold()
        decomposed = unicodedata.normalize("NFD", lower)
        bare = "".join(c for c in decomposed if not unicodedata.combining(c))
        # What has no accents stays composed: a syllable of Hangul is one letter for whoever looks for it.
        folded = bare if len(bare) < len(decomposed) else lower
        self[code] = folded
        return folded


_FOLDS = _Folds()
_ODD = re.compile("[^\x00-\x7f]")
LONG = 500
"""Characters from which on it pays to look which letters a text has before it is folded."""
FEW = 60
"""Letters with accents that are replaced one after the other; a text with more goes letter by letter."""


def folded(text: str) -> str:
    """The text without case and accents: “Šalčininkai” and “SALCININKAI” are the same."""
    if text.isascii():
        return text.lower()
    plain = len(text.encode("ascii", "ignore"))
    if len(text) < LONG or plain * 5 < len(text) * 4:
        return text.translate(_FOLDS)
    odd = set(_ODD.findall(text))
    folds = {letter: _FOLDS[ord(letter)] for letter in odd}
    # One letter after the other is many times quicker, where no fold is changed again by what comes after it.
    if len(odd) > FEW or any(_is_moved(fold) for fold in folds.values()):
        return text.translate(_FOLDS)
    for letter, fold in folds.items():
        if letter != fold:
            text = text.replace(letter, fold)
    return text.lower()


@lru_cache(maxsize=4096)
def _is_moved(fold: str) -> bool:
    return fold.lower() != fold or any(_FOLDS[ord(letter)] != letter for letter in fold)


class FoldedText:
    """A folded text that knows where each of its characters stands in the text itself."""

    def __init__(self, text: str) -> None:
        self.folded = folded(text)
        self._length = len(text)
        # Where the offsets shift: the offset after each character whose fold is none or many, there and here.
        self._source: list[int] = []
        self._target: list[int] = []
        if text.isascii():
            return
        odd = "".join(c for c in set(_ODD.findall(text)) if len(_FOLDS[ord(c)]) != 1)
        if not odd:
            return
        shift = 0
        for match in re.finditer(f"[{re.escape(odd)}]", text):
            width = len(_FOLDS[ord(match.group())])
            shift += width - 1
            self._source.append(match.end())
            self._target.append(match.end() + shift)

    def start_of(self, place: int) -> int:
        """The offset of the character that the folded one at ``place`` comes from."""
        return self._back(place)

    def end_of(self, place: int) -> int:
        """The offset after the character that the folded one before ``place`` comes from, with its accents."""
        if place <= 0:
            return 0
        end = self._back(place - 1) + 1
        # Accents that stand as characters of their own belong to the letter before them.
        k = bisect_left(self._source, end + 1)
        while k < len(self._source) and self._source[k] == end + 1 and self._is_nothing(k):
            end += 1
            k += 1
        return end

    def _back(self, place: int) -> int:
        """The offset of the character that gives the folded character at ``place``."""
        k = bisect_right(self._target, place)
        if k == 0:
            before_source, before_target = 0, 0
        else:
            before_source, before_target = self._source[k - 1], self._target[k - 1]
        offset = before_source + (place - before_target)
        # Inside a character of many: all of its folded characters come from it.
        if k < len(self._source):
            offset = min(offset, self._source[k] - 1)
        return min(offset, self._length)

    def _is_nothing(self, k: int) -> bool:
        """Whether the odd character that ends at ``self._source[k]`` is folded to nothing."""
        before_source = self._source[k - 1] if k else 0
        before_target = self._target[k - 1] if k else 0
        return (self._target[k] - before_target) - (self._source[k] - before_source) == -1
