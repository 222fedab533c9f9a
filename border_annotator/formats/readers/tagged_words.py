"""Words with a tag each, in any of the IOB schemes, as a text with spans."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from border_annotator.domain.foreign import Attribute, Unit
from border_annotator.formats.readers.gathering import Gathering
from border_annotator.formats.readers.rebuilt import NOT_KEPT, WHITE_SPACE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from border_annotator.domain.foreign import ForeignArticle

_TAG = re.compile(r"O|[BIELUSM]-\S.*")


def is_tag(value: str) -> bool:
    """Whether a value is a tag of one of the schemes."""
    return _TAG.fullmatch(value) is not None


class TaggedWords:
    """A text that is rebuilt of its words, one space between two and each sentence on a line of its own."""

    def __init__(self) -> None:
        self.gathered = Gathering()
        self.length = 0
        self._parts: list[str] = []
        self._open: tuple[str, int, int] | None = None
        self._schemes: set[str] = set()
        self._begins_line = True
        self._has_tag = self._is_rebuilt = False

    def end_with(self, words: str) -> None:
        """Put what stands behind the last word."""
        self._close()
        self._parts.append(words)
        self.length += len(words)

    def end_sentence(self) -> None:
        """What comes next is another sentence; no entity reaches into it."""
        self._close()
        self._begins_line = True

    def add(self, word: str, tag: str, between: str | None = None) -> None:
        """Put a word behind the others, with what stands ``between`` them where that is known.

        A tag says in any scheme whether an entity begins there, goes on, or ends.
        """
        if between is None:
            between = "" if not self.length else "\n" if self._begins_line else " "
            self._is_rebuilt = True
        self._parts += (between, word)
        self.length += len(between) + len(word)
        self._begins_line = False
        self._tag(tag, self.length - len(word), self.length)

    def article(
        self, doc_id: str, place: str, attributes: Mapping[str, Attribute], note: str | None = None
    ) -> ForeignArticle:
        """All of it; told that white space between words was not in the file."""
        self._close()
        if self._is_rebuilt:
            self.gathered.leave_out(WHITE_SPACE, NOT_KEPT)
        scheme: dict[str, Attribute] = {"scheme": self._scheme()} if self._has_tag else {}
        return self.gathered.article(
            doc_id,
            "".join(self._parts),
            place,
            attributes={**attributes, **scheme},
            note=note,
            units=(Unit.CODE_POINTS,),
        )

    def _tag(self, tag: str, start: int, end: int) -> None:
        mark, _, label = tag.partition("-")
        if mark == "O":
            self._close()
            return
        self._has_tag = True
        same = self._open is not None and self._open[0] == label
        if self._open is not None and same and mark in "IELM":
            self._open = (label, self._open[1], end)
        else:
            if mark in "IB":
                self._schemes.add("IOB1" if mark == "I" or same else "IOB2")
            self._close()
            self._open = (label, start, end)
        if mark in "LEUS":
            self._schemes.add("BILUO" if mark in "LU" else "IOBES")
            self._close()

    def _close(self) -> None:
        if self._open is None:
            return
        label, start, end = self._open
        self._open = None
        self.gathered.span(None, label, ((start, end),), self._surface(start, end))

    def _surface(self, start: int, end: int) -> str:
        """The last words, back to where an entity begins."""
        behind: list[str] = []
        length = 0
        for part in reversed(self._parts):
            if length >= self.length - start:
                break
            behind.append(part)
            length += len(part)
        return "".join(reversed(behind))[: end - start]

    def _scheme(self) -> str:
        """The scheme that the tags are in."""
        for scheme in ("BILUO", "IOBES"):
            if scheme in self._schemes:
                return scheme
        return "IOB1" if "IOB1" in self._schemes and "IOB2" not in self._schemes else "IOB2"
