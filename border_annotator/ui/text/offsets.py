"""Code points and Qt's positions: the only place where the two meet."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

ASTRAL = 0x10000
"""From here on a code point takes two UTF-16 units."""


class Offsets:
    """Converts between offsets in code points and Qt's UTF-16 positions in one text."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        # Where the two-unit characters stand, in code points, and where the second unit of each lies for Qt.
        self._astral = [k for k, character in enumerate(text) if ord(character) >= ASTRAL] if not text.isascii() else []
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
    return text.translate({0x0D: " ", 0x2028: " ", 0x2029: " ", 0xFDD0: " ", 0xFDD1: " ", 0x00: " "})
