"""Stretches of a text, in code points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch ``[start, end)`` of a document's text, in code points.

    Raises ``ValueError`` when it would be empty or start before the text.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}-{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside; a span contains itself."""
        return self.start <= other.start and other.end <= self.end

    def shared(self, other: Span) -> int:
        """How many code points the two have in common."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def text_in(self, text: str) -> str:
        """What the span covers in ``text``."""
        return text[self.start : self.end]

    def fits(self, text: str) -> bool:
        """Whether the span lies inside ``text``."""
        return self.end <= len(text)


def overlapping(span: Span, others: Iterable[Span]) -> bool:
    """Whether ``span`` overlaps any of ``others``."""
    return any(span.overlaps(other) for other in others)


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span between two offsets without the white space at its edges; ``None`` when nothing is left."""
    start, end = max(0, start), min(len(text), end)
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
