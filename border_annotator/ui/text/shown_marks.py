"""What was painted of a block, to know which of its lines look otherwise now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from border_annotator.ui.text.lanes import is_box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.ui.text.marks import Mark


class ShownMarks(NamedTuple):
    """The marks of a block, those that the focus puts on it, and what is said between its lines: start, end, words."""

    marks: Sequence[Mark]
    lit: Sequence[Mark]
    caption: tuple[int, int, str] | None


def stretches_that_differ(before: ShownMarks, now: ShownMarks) -> list[tuple[int, int]] | None:
    """The stretches of a block where something else is to be seen than before; ``None`` where it may be all of it.

    Marks that come or go may move others into another lane. Marks that only look otherwise stay where they are.
    """
    found: set[tuple[int, int]] = set()
    if before.marks is not now.marks and before.marks != now.marks:
        if _laid(before.marks) != _laid(now.marks):
            return None
        found.update((mark.start, mark.end) for mark in set(before.marks) ^ set(now.marks))
    if before.lit != now.lit:
        found.update((mark.start, mark.end) for mark in (*before.lit, *now.lit))
    if before.caption != now.caption:
        found.update(caption[:2] for caption in (before.caption, now.caption) if caption is not None)
    return sorted(found)


def _laid(marks: Sequence[Mark]) -> list[tuple[int, int, bool]]:
    """All that lanes depend on."""
    return sorted((mark.start, mark.end, is_box(mark)) for mark in marks)
