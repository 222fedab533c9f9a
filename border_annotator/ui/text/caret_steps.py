"""Where the caret goes by keys: by words, by marks and by sentences, each also extending what is selected."""

from __future__ import annotations

from bisect import bisect_left
from enum import Enum, auto
from itertools import islice
from typing import TYPE_CHECKING

from border_annotator.domain.sentences import sentence_after, sentence_at, sentence_before
from border_annotator.domain.words import word_after, word_before
from border_annotator.domain.worksheet import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from border_annotator.domain.worksheet import Item, Worksheet


class Step(Enum):
    """What the caret steps by."""

    WORD = auto()
    MARK = auto()
    SENTENCE = auto()


def items_at(sheet: Worksheet, offset: int, *, with_rejected: bool = False) -> list[Item]:
    """The items at a place of the text, the innermost first; those that only end there come last."""
    found = [
        item
        for item in sheet.items_in(max(0, offset - 1), offset + 1)
        if item.start <= offset <= item.end and (with_rejected or item.state is not State.REJECTED)
    ]
    return sorted(found, key=lambda item: (item.end == offset, item.end - item.start, item.start))


def item_after(sheet: Worksheet, offset: int, current: Item | None, *, with_rejected: bool = False) -> Item | None:
    """The next item in reading order: after ``current``, else the first that begins at ``offset`` or later."""
    first = _place(sheet, current) + 1 if current is not None else _first_from(sheet, offset)
    return next(_shown(islice(sheet.items, first, None), with_rejected=with_rejected), None)


def item_before(sheet: Worksheet, offset: int, current: Item | None, *, with_rejected: bool = False) -> Item | None:
    """The item before in reading order: before ``current``, else the last that begins before ``offset``."""
    stop = _place(sheet, current) if current is not None else _first_from(sheet, offset)
    earlier = (sheet.items[k] for k in range(stop - 1, -1, -1))
    return next(_shown(earlier, with_rejected=with_rejected), None)


def head_after(sheet: Worksheet, head: int, anchor: int, step: Step) -> int | None:
    """Where the end of a selection goes that is extended forwards; ``None`` at the end of the text."""
    text = sheet.document.text
    if step is Step.WORD:
        word = word_after(text, head)
        shrinks = head < anchor and word is not None
        following = word_after(text, word.end) if shrinks and word is not None else None
        if following is not None and following.start <= anchor:
            return following.start
        return word.end if word is not None else None
    if step is Step.SENTENCE:
        here = sentence_at(text, head)
        if here is not None and here.end > head >= here.start:
            return here.end
        following = sentence_after(text, head)
        return following.end if following is not None else None
    item = item_after(sheet, head, None)
    near = [*items_at(sheet, head), *([item] if item is not None else [])]
    return min((other.end for other in near if other.end > head), default=None)


def head_before(sheet: Worksheet, head: int, anchor: int, step: Step) -> int | None:
    """Where the end of a selection goes that is extended backwards; ``None`` at the beginning of the text."""
    text = sheet.document.text
    if step is Step.WORD:
        word = word_before(text, head)
        previous = word_before(text, word.start) if head > anchor and word is not None else None
        if previous is not None and previous.end > anchor:
            return previous.end
        return word.start if word is not None else None
    if step is Step.SENTENCE:
        sentence = sentence_before(text, head)
        return sentence.start if sentence is not None else None
    item = item_before(sheet, head, None)
    return item.start if item is not None else None


def place_after(sheet: Worksheet, caret: int, step: Step) -> int | None:
    """Where the caret goes by a word or a sentence forwards."""
    text = sheet.document.text
    if step is Step.SENTENCE:
        sentence = sentence_after(text, caret)
        return sentence.start if sentence is not None else None
    word = word_after(text, caret)
    if word is not None and word.start <= caret:
        following = word_after(text, word.end)
        return following.start if following is not None else word.end
    return word.start if word is not None else None


def place_before(sheet: Worksheet, caret: int, step: Step) -> int | None:
    """Where the caret goes by a word or a sentence backwards."""
    text = sheet.document.text
    found = sentence_before(text, caret) if step is Step.SENTENCE else word_before(text, caret)
    return found.start if found is not None else None


def _first_from(sheet: Worksheet, offset: int) -> int:
    return bisect_left(sheet.items, offset, key=lambda item: item.start)


def _place(sheet: Worksheet, item: Item) -> int:
    place = bisect_left(sheet.items, (item.start, item.end), key=lambda other: (other.start, other.end))
    while sheet.items[place].id != item.id:
        place += 1
    return place


def _shown(items: Iterable[Item], *, with_rejected: bool) -> Iterator[Item]:
    return (item for item in items if with_rejected or item.state is not State.REJECTED)
