"""Code points and Qt's positions: the only place where the two meet."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

ASTRAL = re.compile("[\U00010000-\U0010ffff]")
"""A code point that takes two UTF-16 units."""
CHANGED = "\r\u2028\u2029\ufdd0\ufdd1\0"
"""What Qt takes for the end of something."""


class Offsets:
    """Converts between offsets in code points and Qt's UTF-16 positions in one text."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        # Where the two-unit characters stand, in code points, and where the second unit of each lies for Qt.
        # Most texts have none, and how long they are in UTF-16 tells so ten times faster than looking for one.
        has_astral = not text.isascii() and len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)
        self._astral = [found.start() for found in ASTRAL.finditer(text)] if has_astral else []
        self._qt_second = [position + k + 1 for k, position in enumerate(self._astral)]

    def to_qt(self, offset: int) -> int:
        """The UTF-16 position of a code point offset."""
        return offset + bisect_left(self._astral, offset)

    def from_qt(self, position: int) -> int:
        """The code point offset of a UTF-16 position; inside a character it is the character's start."""
        return min(self._length, position - bisect_right(self._qt_second, position))


def shown_text(text: str) -> str:
    """The text as it may be given to Qt: of the same length in UTF-16, with nothing that Qt would change.

    Qt drops a byte order mark at the start and takes CR and U+2029 for paragraph ends, U+2028 for a line end.
    """
    if text.startswith("\ufeff"):
        text = "\u200b" + text[1:]
    for character in CHANGED:  # not one translation of all: that takes most of a second for a long text
        text = text.replace(character, " ")
    return text
