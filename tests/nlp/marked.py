"""Sentences with their figures marked in them: ``{some 300|~300|migrant} migrants``.

Inside braces: the words of the figure, then what it means, then (for quantities) what it counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"\{([^{}|]+)(?:\|([^{}|]*))?(?:\|([^{}|]*))?\}")


@dataclass(frozen=True, slots=True)
class Marked:
    """One marked figure: its words, where they begin in the plain sentence, and the notes after the bars."""

    words: str
    start: int
    meaning: str
    counted: str | None


def unmarked(sentence: str) -> tuple[str, list[Marked]]:
    """The sentence without its marks, and the marks."""
    found: list[Marked] = []
    plain = ""
    last = 0
    for match in _MARK.finditer(sentence):
        plain += sentence[last : match.start()]
        found.append(Marked(match[1], len(plain), match[2] or "", match[3]))
        plain += match[1]
        last = match.end()
    return plain + sentence[last:], found
