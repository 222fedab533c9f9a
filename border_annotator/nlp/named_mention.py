"""A named mention before it is an entity of a document. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """A named mention: where it stands, what it is, how sure and by which rule."""

    start: int
    end: int
    label: str
    link: str | None
    mention: str
    source: str
    confidence: float
    country: str = ""
