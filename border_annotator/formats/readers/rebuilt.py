"""What stands between words and sentences where a file does not keep it."""

from __future__ import annotations

from border_annotator.domain.sentence import say

WIDEST = 10_000
"""Characters between two sentences that are put back as white space."""

WHITE_SPACE = say("white space")
NOT_KEPT = say("the file has none between words, so there is one space, or a line end")


def gap(length: int, *, ends_line: bool) -> str:
    """White space of some length; between sentences it begins with a line end."""
    length = min(max(0, length), WIDEST)
    return "\n" + " " * (length - 1) if ends_line and length else " " * length
