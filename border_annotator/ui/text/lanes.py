"""Room for marks that overlap: each gets a lane of its own, so that the outline of every one is seen."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from border_annotator.ui.text.marks import Look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.ui.text.marks import Mark

MOST_LANES = 4
"""More lanes than these would reach into the next line; whatever is deeper shares the last one."""


def lanes_of(marks: Sequence[Mark]) -> list[int]:
    """The lane of each mark, 0 next to the letters; of two that overlap the longer one lies farther out.

    A trigger always lies next to the letters: its filled box would cover the lines of others. Marks that only touch
    may share a lane; they are told apart by a gap.
    """
    if len(marks) < 2:
        return [0] * len(marks)
    order = sorted(range(len(marks)), key=lambda k: (marks[k].start, marks[k].end, k))
    starts = [marks[k].start for k in order]
    longest = max(mark.end - mark.start for mark in marks)
    lanes: dict[int, int] = {}
    for k in sorted(order, key=lambda k: (not is_box(marks[k]), marks[k].end - marks[k].start, marks[k].start)):
        mine = marks[k]
        near = order[bisect_left(starts, mine.start - longest) : bisect_left(starts, mine.end)]
        shared = [other for other in near if other in lanes and marks[other].end > mine.start]
        taken = {lanes[other] for other in shared}
        least = 0 if is_box(mine) else max((lanes[o] + 1 for o in shared if is_box(marks[o])), default=0)
        free = next(lane for lane in range(least, least + len(taken) + 1) if lane not in taken)
        lanes[k] = min(free, MOST_LANES - 1)
    return [lanes[k] for k in range(len(marks))]


def touching(marks: Sequence[Mark]) -> list[tuple[bool, bool]]:
    """For each mark whether another one ends where it begins, and begins where it ends."""
    starts, ends = {mark.start for mark in marks}, {mark.end for mark in marks}
    return [(mark.start in ends, mark.end in starts) for mark in marks]


def is_box(mark: Mark) -> bool:
    """Whether a mark is a box of its own, which lies next to the letters."""
    return mark.look in (Look.TRIGGER, Look.MENTION)
