"""Which marks stand in each block of an article: made for the blocks that somebody asks about, kept while they hold."""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING

from border_annotator.domain.worksheet import State
from border_annotator.ui.text.marks import focus_marks, marks_of_item
from border_annotator.ui.text.offsets import Offsets

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock

    from border_annotator.domain.schema import Schema
    from border_annotator.domain.worksheet import Item, Worksheet
    from border_annotator.ui.text.marks import Mark


class BlockMarks:
    """The marks of one worksheet after another."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._sheet: Worksheet | None = None
        self._offsets = Offsets("")
        self._shows_rejected = False
        self._fresh: set[int] = set()
        self._known: dict[int, tuple[list[Item], list[Mark]]] = {}
        self._lit: list[Mark] = []

    def forget(self, offsets: Offsets) -> None:
        """Another article is shown, or the same one is set in another way."""
        self._offsets = offsets
        self._known.clear()
        self._fresh.clear()

    def follow(self, sheet: Worksheet | None, focused_event: str | None, *, shows_rejected: bool) -> None:
        """The worksheet is another one of the article that is shown."""
        self._sheet, self._shows_rejected = sheet, shows_rejected
        self._fresh.clear()
        self.focus(focused_event)

    def focus(self, focused_event: str | None) -> None:
        """Another event is in focus."""
        sheet = self._sheet
        self._lit = focus_marks(sheet, self._schema, self._offsets, focused_event) if sheet is not None else []

    def of(self, block: QTextBlock) -> list[Mark]:
        """The marks that touch a block, in the order in which they are painted; the very same list while they hold."""
        number = block.blockNumber()
        if number not in self._fresh:
            self._fresh.add(number)
            start, end = block.position(), block.position() + block.length()
            items, known = self._items_in(start, end), self._known.get(number, ([], []))
            if len(known[0]) != len(items) or not all(map(is_, known[0], items)):
                marks = [mark for item in items for mark in marks_of_item(item, self._schema, self._offsets)]
                marks = [mark for mark in marks if mark.start < end and mark.end > start]
                marks.sort(key=_painting_order)
                known = items, known[1] if marks == known[1] else marks
            self._known[number] = known
        return self._known[number][1]

    def lit(self, block: QTextBlock) -> list[Mark]:
        """What of the event in focus stands in a block."""
        start, end = block.position(), block.position() + block.length()
        return [mark for mark in self._lit if mark.start < end and mark.end > start]

    def _items_in(self, start: int, end: int) -> list[Item]:
        if self._sheet is None:
            return []
        found = self._sheet.items_in(self._offsets.from_qt(start), self._offsets.from_qt(end))
        return [item for item in found if item.state is not State.REJECTED or self._shows_rejected]


def _painting_order(mark: Mark) -> tuple[int, int, int]:
    return mark.look.value, mark.start, mark.end
