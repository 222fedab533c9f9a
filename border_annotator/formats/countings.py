"""The ways in which a file may count the characters of a text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from border_annotator.domain.foreign import Unit
from border_annotator.domain.sentence import Sentence, listed, say
from border_annotator.formats.scales import (
    FORMS,
    MARK,
    Scale,
    form_scale,
    line_end_scale,
    mark_scale,
    source_scales,
    unit_scale,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 1_000_000
"""Code points of a text whose units are told apart."""
MOST_MEASURED = 4_000_000
FEWEST = 4
"""Code points that are measured in all ways together, unless these are the fewest ways."""


@dataclass(frozen=True, slots=True)
class Counting:
    """What a file's offsets count: a unit, in a text that may differ from the stored one.

    ``two_for_line_ends``: each line end counts as two characters. ``mark``: a byte order mark counts. ``form`` is the
    Unicode form (``NFC``, ``NFD``) of the text that was counted where that differs.
    """

    unit: Unit = Unit.CODE_POINTS
    two_for_line_ends: bool = False
    mark: bool = False
    form: str | None = None

    def told(self) -> Sentence:
        """What is counted, in words: for a report."""
        parts = [_NAMES[self.unit]]
        if self.two_for_line_ends:
            parts.append(say("line ends as two characters"))
        if self.mark:
            parts.append(say("a byte order mark before the text"))
        if self.form is not None:
            parts.append(say("the text in the form {form}", form=self.form))
        return listed(parts)


_NAMES = {
    Unit.CODE_POINTS: say("code points"),
    Unit.UTF16: say("UTF-16 units"),
    Unit.BYTES: say("UTF-8 bytes"),
    Unit.GRAPHEMES: say("characters as a reader counts them"),
}


class Ruler:
    """Leads from the offsets of one counting to code points of the stored text."""

    __slots__ = ("_scales", "counting", "sure")

    def __init__(self, counting: Counting, scales: tuple[Scale, ...], *, sure: bool = True) -> None:
        """``sure`` is unset where the text that was counted is not known to be the stored one."""
        self.counting = counting
        self.sure = sure
        self._scales = tuple(scale for scale in scales if scale)

    def start(self, offset: int) -> int:
        """The code point where something begins; never inside a character of the counting."""
        for scale in self._scales:
            offset = scale.start(offset)
        return offset

    def end(self, offset: int) -> int:
        """The code point where something ends; never inside a character of the counting."""
        for scale in self._scales:
            offset = scale.end(offset)
        return offset

    def divides(self, offset: int) -> bool:
        """Whether the offset lies inside a character of the counting."""
        return bool(self._scales) and self._scales[0].divides(offset)


class Ways:
    """Ways of counting that are made when they are first asked for, and kept."""

    __slots__ = ("_made", "_more")

    def __init__(self, ways: Iterator[Ruler]) -> None:
        self._more = ways
        self._made: list[Ruler] = []

    def __iter__(self) -> Iterator[Ruler]:
        number = 0
        while True:
            if number == len(self._made):
                following = next(self._more, None)
                if following is None:
                    return
                self._made.append(following)
            yield self._made[number]
            number += 1


def rulers(source: str | None, text: str, units: tuple[Unit, ...]) -> Iterator[Ruler]:
    """Every way of counting, the likeliest first; what counts like one before it is left out.

    ``source`` is the text as the file has it, ``text`` as it is stored. Of a long text only the likeliest are tried, of
    one that no article is as long as, code points.
    """
    if len(text) > LONGEST or len(source or "") > LONGEST:
        units = (Unit.CODE_POINTS,)
    most = max(FEWEST, MOST_MEASURED // (len(text) + 1))
    return islice(_every(source, text, units), most)


def _every(source: str | None, text: str, units: tuple[Unit, ...]) -> Iterator[Ruler]:
    if source is not None and source != text:
        scales, sure = source_scales(source, text)
        known = Counting(two_for_line_ends="\r\n" in source, mark=source.startswith(MARK), form=_form(source, text))
        yield from _in_units(source, scales, known, units, sure=sure)
    for form in (None, *FORMS):
        formed = unicodedata.normalize(form, text) if form is not None else text
        if form is not None and formed == text:
            continue
        between = form_scale(text, formed) if form is not None else Scale()
        for two in (False, True) if "\n" in text else (False,):
            for mark in (False, True):
                counted = formed.replace("\n", "\r\n") if two else formed
                counted = MARK + counted if mark else counted
                chain = (mark_scale() if mark else Scale(), line_end_scale(formed) if two else Scale(), between)
                scales = tuple(scale for scale in chain if scale is not None)
                yield from _in_units(counted, scales, Counting(two_for_line_ends=two, mark=mark, form=form), units)


def _in_units(
    counted: str, scales: tuple[Scale, ...], known: Counting, units: tuple[Unit, ...], *, sure: bool = True
) -> Iterator[Ruler]:
    plain = False
    for unit in units:
        scale = unit_scale(counted, unit)
        if not scale and plain:
            continue
        plain = plain or not scale
        counting = Counting(unit, known.two_for_line_ends, known.mark, known.form)
        yield Ruler(counting, (scale, *scales), sure=sure)


def _form(source: str, text: str) -> str | None:
    """The Unicode form of the file's text, where the stored one is in the other."""
    if source.isascii() or unicodedata.normalize("NFC", source) == source:
        return None
    return "NFD" if unicodedata.normalize("NFC", text) == text else None
