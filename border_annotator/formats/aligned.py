"""What comes of laying foreign annotations on a stored text: where each stands, and which stand nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from border_annotator.domain.sentence import Sentence, say, say_count
from border_annotator.domain.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from border_annotator.domain.foreign import Piece
    from border_annotator.formats.countings import Counting

Places = tuple[Span, ...]
"""Where a span stands: a stretch of the text for each of its pieces."""


class Evidence(StrEnum):
    """What told how the offsets count."""

    SURFACES = "surfaces"
    WORD_EDGES = "word edges"
    SAME = "same in every unit"


@dataclass(frozen=True, slots=True)
class Repaired:
    """A span that did not stand where the file says, and where it was found; ``pieces`` are the file's offsets."""

    id: str
    label: str
    surface: str | None
    pieces: tuple[Piece, ...]
    spans: Places
    reason: Sentence


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A span that cannot be placed; ``pieces`` are the file's offsets, ``places`` some where its surface stands."""

    id: str
    label: str
    surface: str | None
    pieces: tuple[Piece, ...]
    reason: Sentence
    places: Places = ()


@dataclass(frozen=True, slots=True)
class Aligned:
    """Foreign spans on a stored text.

    ``spans`` leads from each span's id to its place, in code points of the stored text, a stretch for each of its
    pieces; those in ``quarantined`` are not in it. ``counting`` is how the file counts, ``evidence`` how that was
    found, from ``agreed`` of ``asked`` spans.
    """

    spans: Mapping[str, Places]
    counting: Counting
    evidence: Evidence
    agreed: int
    asked: int
    repaired: tuple[Repaired, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()

    def told(self) -> Sentence:
        """How the offsets were understood, in a sentence."""
        if self.evidence is Evidence.SAME:
            return say("Offsets mean the same in every unit.")
        if self.evidence is Evidence.WORD_EDGES:
            return say_count(
                "Offsets count {what}: so the one span begins and ends at words ({agreed} of {count}).",
                "Offsets count {what}: so {agreed} of {count} spans begin and end at words.",
                self.asked,
                what=self.counting.told(),
                agreed=self.agreed,
            )
        return say_count(
            "Offsets count {what}: so {agreed} of {count} span has the text that the file says.",
            "Offsets count {what}: so {agreed} of {count} spans have the text that the file says.",
            self.asked,
            what=self.counting.told(),
            agreed=self.agreed,
        )
