"""Looking for patterns only near the words that they cannot do without: most of an article holds no figure.

Standard library only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_WORD = re.compile(r"[^\W_]+|[½¼¾€$£]")

Windows = list[tuple[int, int]]


def windows_by_class(text: str, classes_of: Callable[[str], str], before: int, after: int) -> dict[str, Windows]:
    """For each class of words the stretches of ``text`` around such words, in order, none overlapping another.

    ``classes_of`` gets a word in small letters and gives its classes, separated by spaces, or an empty string.
    """
    found: dict[str, Windows] = {}
    last = len(text)
    for match in _WORD.finditer(text):
        classes = classes_of(match[0].casefold())
        if classes:
            begin, end = max(0, match.start() - before), min(last, match.end() + after)
            for name in classes.split():
                windows = found.setdefault(name, [])
                if windows and windows[-1][1] >= begin:
                    windows[-1] = windows[-1][0], end
                else:
                    windows.append((begin, end))
    return found


def matches_in(pattern: re.Pattern[str], text: str, windows: Windows) -> Iterator[re.Match[str]]:
    """The matches of a pattern in some stretches of a text; what stands around a stretch is seen as context."""
    for begin, end in windows:
        yield from pattern.finditer(text, begin, end)
