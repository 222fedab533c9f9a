"""The one way in which every reader makes a text fit to be stored, and tells what it changed."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.sentence import say, say_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ftfy import TextFixerConfig

    from border_annotator.domain.sentence import Sentence
    from border_annotator.formats.articles.draft import Choices

_RETURNS = re.compile(r"\r\n?")
_BREAKS = re.compile("[\v\f]")
# What no text needs and XML cannot hold; a zero is told by itself.
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1f\x7f]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f\u00a0\u2010-\u2027]")
_SURROGATES = re.compile("[\ud800-\udfff]")


class Cleaning:
    """Cleans the pieces of one article and counts what was changed.

    Cleaning pieces that end at line ends one by one gives the same as cleaning them joined. ``hyphenates`` is for
    formats whose soft hyphens only tell where a word may be broken.
    """

    def __init__(self, choices: Choices, *, hyphenates: bool = False, had_mark: bool = False) -> None:
        self._choices = choices
        self._hyphenates = hyphenates
        self._counts: Counter[str] = Counter()
        self._garbled = 0
        self._unread = 0
        if had_mark:
            self._counts["mark"] += 1

    def of(self, text: str) -> str:
        """The text with line ends as LF and without what cannot be stored; repaired and composed if that was chosen."""
        text = self._replaced("returns", _RETURNS, "\n", text)
        text = self._replaced("breaks", _BREAKS, "\n", text)
        if "\0" in text:
            self._counts["zeros"] += text.count("\0")
            text = text.replace("\0", "")
        text = self._replaced("controls", _CONTROLS, "", text)
        text = self._replaced("surrogates", _SURROGATES, "\ufffd", text)
        if self._hyphenates and "\u00ad" in text:
            self._counts["hyphens"] += text.count("\u00ad")
            text = text.replace("\u00ad", "")
        text = self._repaired(text)
        if self._choices.composes and not unicodedata.is_normalized("NFC", text):
            self._counts["composed"] += 1
            text = unicodedata.normalize("NFC", text)
        self._unread += text.count("\ufffd")
        return text

    def whole(self, text: str) -> str:
        """As ``of``, for a text from its very beginning: a byte order mark is cut off."""
        if text.startswith("\ufeff"):
            self._counts["mark"] += 1
            text = text[1:]
        return self.of(text)

    def changes(self) -> tuple[Sentence, ...]:
        """What was changed, a sentence each."""
        return tuple(self._changes())

    def doubts(self) -> tuple[Sentence, ...]:
        """What looks wrong and was left."""
        found = []
        if self._unread:
            found.append(
                say_count(
                    "One character could not be read and is shown as “\ufffd”.",
                    "{count} characters could not be read and are shown as “\ufffd”.",
                    self._unread,
                )
            )
        if self._garbled:
            found.append(
                say_count(
                    "One line looks garbled (“Ã©” for “é”): it can be repaired on import.",
                    "{count} lines look garbled (“Ã©” for “é”): they can be repaired on import.",
                    self._garbled,
                )
            )
        return tuple(found)

    def _changes(self) -> Iterator[Sentence]:
        counts = self._counts
        if counts["mark"]:
            yield say("The byte order mark was removed.")
        if counts["returns"]:
            yield say_count(
                "One line end was changed to LF.", "{count} line ends were changed to LF.", counts["returns"]
            )
        if counts["breaks"]:
            yield say_count(
                "One page break was changed to a line end.",
                "{count} page breaks were changed to line ends.",
                counts["breaks"],
            )
        if counts["zeros"]:
            yield say_count("One NUL character was removed.", "{count} NUL characters were removed.", counts["zeros"])
        if counts["controls"]:
            yield say_count(
                "One control character was removed.", "{count} control characters were removed.", counts["controls"]
            )
        if counts["surrogates"]:
            yield say_count(
                "Half a character was replaced.", "{count} halves of characters were replaced.", counts["surrogates"]
            )
        if counts["hyphens"]:
            yield say_count("One soft hyphen was removed.", "{count} soft hyphens were removed.", counts["hyphens"])
        if counts["repaired"]:
            yield say_count(
                "One garbled line was repaired.", "{count} garbled lines were repaired.", counts["repaired"]
            )
        if counts["composed"]:
            yield say("Letters and their accents were composed (NFC).")

    def _replaced(self, what: str, pattern: re.Pattern[str], by: str, text: str) -> str:
        text, count = pattern.subn(by, text)
        self._counts[what] += count
        return text

    def _repaired(self, text: str) -> str:
        if not may_be_garbled(text):
            return text
        found = list(repairs(text))
        if not found:
            return text
        if not self._choices.repairs_mojibake:
            self._garbled += len(found)
            return text
        self._counts["repaired"] += len(found)
        lines = text.split("\n")
        for repair in found:
            lines[repair.line] = repair.after
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Repair:
    """One line, counted from 0, before and after mojibake is repaired."""

    line: int
    before: str
    after: str


def repairs(text: str) -> Iterator[Repair]:
    """The lines that repairing mojibake would change, for a preview; ``text`` has its line ends as LF."""
    if not may_be_garbled(text):
        return
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    how = _how()
    for number, line in enumerate(text.split("\n")):
        if not may_be_garbled(line) or len(line) > _LONGEST_LINE or not is_bad(line):
            continue
        after = fix_encoding(line, how)
        if after != line:
            yield Repair(number, line, after)


_LONGEST_LINE = 1_000_000


def may_be_garbled(text: str) -> bool:
    """Whether a text holds letters beyond ASCII at all, without which nothing is garbled.

    Quotes, dashes and the like are none: what garbles them puts a letter before each.
    """
    return _BEYOND_ASCII.search(text) is not None


def _how() -> TextFixerConfig:
    """Repair encodings alone: quotes, widths, ligatures and everything else stay as they are."""
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        remove_control_chars=False,
        normalization=None,
    )
