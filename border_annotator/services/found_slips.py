"""Errors with their place in the article, grouped by cause."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.event_slips import event_slips
from border_annotator.domain.slips import Slip, entity_slips, figure_slips, layout_slips

if TYPE_CHECKING:
    from collections.abc import Iterable

    from border_annotator.domain.pairing import Pairing

# How many characters are shown on either side.
AROUND = 40


@dataclass(frozen=True, slots=True)
class PlacedSlip:
    """An error in an article: ``line`` and ``column`` count from 1, 0 where no place of the text is concerned."""

    doc_id: str
    slip: Slip
    line: int = 0
    column: int = 0
    before: str = ""
    surface: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Cause:
    """All errors of one cause; ``details`` says how often each detail occurs, the most frequent one first."""

    part: str
    cause: str
    details: tuple[tuple[str, int], ...]
    slips: tuple[PlacedSlip, ...]


def slips_of(pairing: Pairing, doc_id: str, text: str) -> list[PlacedSlip]:
    """The errors of one article, in no order."""
    found = (*entity_slips(pairing), *figure_slips(pairing), *event_slips(pairing), *layout_slips(pairing))
    return [_placed(slip, doc_id, text) for slip in found]


def by_cause(slips: Iterable[PlacedSlip]) -> list[Cause]:
    """The errors by cause, the most frequent cause first, and within it the most frequent detail."""
    groups: dict[tuple[str, str], list[PlacedSlip]] = {}
    for placed in slips:
        groups.setdefault((placed.slip.part, placed.slip.cause), []).append(placed)
    causes = []
    for (part, cause), group in groups.items():
        often = Counter(placed.slip.detail for placed in group)
        details = sorted(often.items(), key=lambda item: (-item[1], item[0]))
        rank = {detail: number for number, (detail, _) in enumerate(details)}
        ordered = sorted(group, key=lambda p: (rank[p.slip.detail], p.doc_id, p.line, p.column))
        causes.append(Cause(part, cause, tuple(details), tuple(ordered)))
    return sorted(causes, key=lambda c: (-len(c.slips), c.part, c.cause))


def _placed(slip: Slip, doc_id: str, text: str) -> PlacedSlip:
    if slip.span is None:
        return PlacedSlip(doc_id, slip)
    start, end = slip.span.start, slip.span.end
    return PlacedSlip(
        doc_id,
        slip,
        line=text.count("\n", 0, start) + 1,
        column=start - (text.rfind("\n", 0, start) + 1) + 1,
        before=_flat(text[max(0, start - AROUND) : start]),
        surface=_flat(text[start:end]),
        after=_flat(text[end : end + AROUND]),
    )


def _flat(text: str) -> str:
    """On one line, with a mark where a line ends."""
    return " ".join(text.replace("\n", " ¶ ").split(" "))
