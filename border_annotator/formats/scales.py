"""From one way of counting a text's offsets to another."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from heapq import merge
from itertools import chain
from typing import TYPE_CHECKING, Literal

from border_annotator.domain.characters import composed
from border_annotator.domain.foreign import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MARK = "\ufeff"
"""The byte order mark, which some tools count as the text's first character."""

Form = Literal["NFC", "NFD"]
FORMS: tuple[Form, ...] = ("NFC", "NFD")
"""The Unicode forms, composed and decomposed, that texts of the same words differ in."""

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_MAY_CHANGE = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
_KOREAN_PARTS = range(0x1160, 0x1200)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text, at ``start``, that is ``length`` long and ``counted`` for another length."""

    start: int
    length: int
    counted: int


class Scale:
    """How offsets lead from one counting to another: one to one, but for stretches, which are not divided."""

    __slots__ = ("_ends", "_starts", "_to_ends", "_to_starts")

    def __init__(self, stretches: Iterable[Stretch] = ()) -> None:
        """``stretches`` are in the order of the text that the scale leads to."""
        self._starts = array("q")
        self._ends = array("q")
        self._to_starts = array("q")
        self._to_ends = array("q")
        ahead = 0
        for stretch in stretches:
            start = stretch.start + ahead
            self._starts.append(start)
            self._ends.append(start + stretch.counted)
            self._to_starts.append(stretch.start)
            self._to_ends.append(stretch.start + stretch.length)
            ahead += stretch.counted - stretch.length

    def __bool__(self) -> bool:
        """Whether it changes anything."""
        return bool(self._starts)

    def start(self, offset: int) -> int:
        """Where a stretch of text begins that begins at a counted offset; not inside what cannot be divided."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return offset
        if offset >= self._ends[index]:
            return self._to_ends[index] + offset - self._ends[index]
        return self._to_starts[index]

    def end(self, offset: int) -> int:
        """Where a stretch of text ends that ends at a counted offset; not inside what cannot be divided."""
        index = bisect_right(self._starts, offset - 1) - 1
        if index < 0:
            return offset
        return self._to_ends[index] + max(0, offset - self._ends[index])

    def divides(self, offset: int) -> bool:
        """Whether the offset lies inside what cannot be divided."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and self._starts[index] < offset < self._ends[index]


def unit_scale(text: str, unit: Unit) -> Scale:
    """From offsets that count ``unit`` to code points of the same text."""
    if unit is Unit.UTF16:
        return Scale(Stretch(found.start(), 1, 2) for found in _ASTRAL.finditer(text))
    if unit is Unit.BYTES:
        return Scale(Stretch(found.start(), 1, _bytes(found.group())) for found in _NOT_ASCII.finditer(text))
    if unit is Unit.GRAPHEMES:
        return Scale(_characters(text))
    return Scale()


def _characters(text: str) -> Iterator[Stretch]:
    """The characters of a reader's that are several code points; a line end of two is one."""
    line_ends = (found.span() for found in re.finditer("\r\n", text))
    last = 0
    for start, end in merge(line_ends, composed(text)):
        if end - start > 1 and start >= last:
            yield Stretch(start, end - start, 1)
            last = end


def _bytes(character: str) -> int:
    point = ord(character)
    return 2 if point < 0x800 else 3 if point < 0x10000 else 4


def line_end_scale(text: str) -> Scale:
    """From offsets that count each line end of ``text`` as two characters."""
    return Scale(Stretch(found.start(), 1, 2) for found in re.finditer("\n", text))


def mark_scale() -> Scale:
    """From offsets that count a byte order mark before the text."""
    return Scale((Stretch(0, 0, 1),))


def form_scale(text: str, counted: str) -> Scale | None:
    """From offsets in ``counted`` to those in ``text``, which differ in their Unicode form; ``None`` if they do not."""
    form = next((form for form in FORMS if unicodedata.normalize(form, counted) == text), None)
    if form is not None:
        back = list(_changed(counted, form))
        return Scale(_turned(back))
    form = next((form for form in FORMS if unicodedata.normalize(form, text) == counted), None)
    return Scale(_changed(text, form)) if form is not None else None


def _turned(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Stretches of the counted text as stretches of the text that is counted."""
    ahead = 0
    for stretch in stretches:
        yield Stretch(stretch.start + ahead, stretch.counted, stretch.length)
        ahead += stretch.counted - stretch.length


def _changed(text: str, form: Form) -> Iterator[Stretch]:
    """The parts of a text that are of another length in a Unicode form."""
    for run in _MAY_CHANGE.finditer(text):
        piece = run.group()
        whole = unicodedata.normalize(form, piece)
        if whole == piece:
            continue
        groups = list(_groups(piece))
        forms = [unicodedata.normalize(form, group) for group in groups]
        if "".join(forms) != whole:
            yield Stretch(run.start(), len(piece), len(whole))
            continue
        place = run.start()
        for group, changed in zip(groups, forms, strict=True):
            if len(group) != len(changed):
                yield Stretch(place, len(group), len(changed))
            place += len(group)


def _groups(piece: str) -> Iterator[str]:
    """Each character with the marks that are composed with it."""
    start = 0
    for place in range(1, len(piece)):
        if not unicodedata.combining(piece[place]) and ord(piece[place]) not in _KOREAN_PARTS:
            yield piece[start:place]
            start = place
    yield piece[start:]


def source_scales(source: str, text: str) -> tuple[tuple[Scale, ...], bool]:
    """From offsets in the text as a file has it to those in the text as it is stored, and whether that is certain.

    It is where they differ in line ends, a byte order mark, white space, words put before or after, or in Unicode
    form. Otherwise all that differs between their beginnings and their ends is one stretch.
    """
    lines = Scale(_joined(source))
    plain = source.replace("\r\n", "\n").replace("\r", "\n")
    if plain == text:
        return (lines,), True
    bare = plain.removeprefix(MARK)
    core = bare.strip()
    place = text.find(core) if core else -1
    if place >= 0 and text.find(core, place + 1) < 0:
        lead = plain.index(core)
        after = place + len(core)
        head = Stretch(0, place, lead)
        tail = Stretch(after, len(text) - after, len(plain) - lead - len(core))
        return (lines, Scale(part for part in (head, tail) if part.length != part.counted)), True
    formed = form_scale(text, bare)
    if formed is not None:
        return (lines, mark_scale() if bare != plain else Scale(), formed), True
    if bare.split() and "".join(bare.split()) == "".join(text.split()):
        return (lines, Scale(_gaps(plain, text))), True
    same = _shared_start(plain, text)
    same_end = _shared_start(plain[same:][::-1], text[same:][::-1])
    middle = Stretch(same, len(text) - same - same_end, len(plain) - same - same_end)
    return (lines, Scale((middle,))), False


def _joined(source: str) -> Iterator[Stretch]:
    """The line ends of two characters, each as one of the text that has them as one."""
    for number, found in enumerate(re.finditer("\r\n", source)):
        yield Stretch(found.start() - number, 1, 2)


def _gaps(counted: str, text: str) -> Iterator[Stretch]:
    """The white space of a text where as much of it is counted otherwise."""
    before = before_counted = -1
    ours = (place for place, character in enumerate(text) if not character.isspace())
    first = 1 if counted.startswith(MARK) else 0
    theirs = (place for place in range(first, len(counted)) if not counted[place].isspace())
    for place, place_counted in zip(chain(ours, (len(text),)), chain(theirs, (len(counted),)), strict=True):
        gap, gap_counted = place - before - 1, place_counted - before_counted - 1
        if gap != gap_counted:
            yield Stretch(before + 1, gap, gap_counted)
        before, before_counted = place, place_counted


def _shared_start(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
