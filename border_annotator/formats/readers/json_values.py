"""JSON values out of files that others wrote, one after the other, whatever holds them: lines, an array, one object."""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING

from border_annotator.domain.errors import KnownError
from border_annotator.domain.sentence import Sentence, say
from border_annotator.formats.articles.draft import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

Value = object
"""Anything that JSON can say."""

LONGEST = 20_000_000
"""Bytes of the longest value that is read."""
_CHUNK = 1 << 20
_HEAD = 1 << 16
_SPACE = " \t\r\n"
_BROKEN_HALF = re.compile("[\ud800-\udfff]")


def _no_number(_word: str) -> None:
    """``NaN`` and its like, which tables write for nothing."""


_DECODER = json.JSONDecoder(parse_constant=_no_number)


def json_values(path: Path, held: tuple[str, ...] = ()) -> Iterator[tuple[str, Value] | Refusal]:
    """Each value of a file with its place, or why it cannot be read; memory for one of them at a time.

    A file has a value on each line, is one array of values, or one value; or it is one object that holds an array of
    them under the first key of ``held`` that is near its beginning. Raises ``KnownError`` when the file cannot
    be opened.
    """
    try:
        with path.open("rb") as file:
            yield from values_in(file, held)
    except OSError as error:
        raise KnownError(
            "{path} cannot be read ({reason}): check its name and its rights.", path=path, reason=error.strerror
        ) from None


def values_in(file: BinaryIO, held: tuple[str, ...] = ()) -> Iterator[tuple[str, Value] | Refusal]:
    """As ``json_values``, from a file that is open at its beginning and can go back to it."""
    head = file.read(_HEAD)
    file.seek(0)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield Refusal(say("is in UTF-16: save it as UTF-8 and import it again"))
        return
    if head.startswith(codecs.BOM_UTF8):
        file.seek(len(codecs.BOM_UTF8))
    start = _start_of_array(head, held)
    if start is not None:
        file.seek(start)
        yield from _Stream(file).values()
    elif _has_lines(head.removeprefix(codecs.BOM_UTF8)):
        yield from _line_values(file)
    else:
        yield from _Stream(file).values()


def first_values(path: Path, most: int = 20) -> list[Value]:
    """The first values of a file that can be read, to tell its format by."""
    found: list[Value] = []
    try:
        for number, value in enumerate(json_values(path)):
            if not isinstance(value, Refusal):
                found.append(value[1])
            if len(found) == most or number == 2 * most:
                break
    except KnownError:
        return []
    return found


def _start_of_array(head: bytes, held: tuple[str, ...]) -> int | None:
    """Where an array begins under one of some keys."""
    for key in held:
        found = re.search(rb'"' + re.escape(key.encode()) + rb'"\s*:\s*(?=\[)', head)
        if found is not None:
            return found.end()
    return None


def _has_lines(head: bytes) -> bool:
    """Whether there is a value on each line; one line alone is, unless it is an array of objects."""
    lines = head.strip().split(b"\n", 1)
    first = lines[0].strip()
    if not first.startswith((b"{", b"[")):
        return True
    is_pair = re.match(rb'\[\s*"', first) is not None
    if first.startswith(b"[") and not is_pair:
        return len(lines) > 1 and first.endswith(b"]") and lines[1].lstrip().startswith(b"[") and len(first) > 2
    return first.endswith((b"}", b"]")) or len(lines) == 1


def _line_values(file: BinaryIO) -> Iterator[tuple[str, Value] | Refusal]:
    number = 0
    while line := file.readline(LONGEST + 1):
        number += 1
        place = f"line {number}"
        if len(line) > LONGEST:
            while not line.endswith(b"\n") and (line := file.readline(_CHUNK)):
                pass
            yield Refusal(say("is longer than 20 MB"), place)
            continue
        if line.isspace():
            continue
        value = _value(line)
        yield Refusal(value, place) if isinstance(value, Sentence) else (place, value)


def _value(line: bytes) -> Value | Sentence:
    """What a line says, or why it says nothing."""
    try:
        value: Value = _DECODER.decode(line.decode())
    except (UnicodeDecodeError, json.JSONDecodeError, ValueError, RecursionError) as error:
        return _reason(error)
    return _whole(value) if b"\\ud" in line or b"\\uD" in line else value


def _reason(error: Exception) -> Sentence:
    if isinstance(error, UnicodeDecodeError):
        return say("not a text in UTF-8")
    if isinstance(error, json.JSONDecodeError):
        return say("not valid JSON ({reason})", reason=error.msg)
    if isinstance(error, RecursionError):
        return say("nested too deeply")
    return say("holds a number that is too long to read")


def _whole(value: Value) -> Value:
    """The value with a sign in place of each half of a character, which no text can hold."""
    if isinstance(value, str):
        return _BROKEN_HALF.sub("\ufffd", value)
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {_BROKEN_HALF.sub("\ufffd", key): _whole(item) for key, item in value.items()}
    return value


class _Stream:
    """The items of an array, or values that follow each other with any white space between them."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text = ""
        self._at = 0
        self._number = 0
        self._is_over = False

    def values(self) -> Iterator[tuple[str, Value] | Refusal]:
        """Each with its number, until the end or the first that is broken, behind which nothing can be told apart."""
        try:
            self._read()
            self._skip(_SPACE)
            is_array = self._text.startswith("[", self._at)
            self._at += is_array
            while self._more(_SPACE + ","):
                yield from self._next()
            if is_array and not self._text.startswith("]", self._at):
                yield Refusal(say("the file is cut off"), self._place())
        except (ValueError, RecursionError) as error:
            yield Refusal(_reason(error), self._place())
        except KnownError as error:
            yield Refusal(error.sentence, self._place())

    def _next(self) -> Iterator[tuple[str, Value]]:
        """The value that begins here, if all of it has been read."""
        try:
            value, end = _DECODER.raw_decode(self._text, self._at)
        except json.JSONDecodeError as error:
            if self._is_over or not _is_cut(error, len(self._text)):
                raise
            self._read()
            return
        if end == len(self._text) and not self._is_over:
            self._read()
            return
        may_be_broken = any(self._text.find(sign, self._at, end) >= 0 for sign in ("\\ud", "\\uD"))
        self._number, self._at = self._number + 1, end
        yield f"item {self._number}", _whole(value) if may_be_broken else value

    def _more(self, between: str) -> bool:
        """Whether another value begins."""
        self._skip(between)
        while self._at >= len(self._text) and not self._is_over:
            self._read()
            self._skip(between)
        return self._at < len(self._text) and not self._text.startswith("]", self._at)

    def _skip(self, between: str) -> None:
        while self._at < len(self._text) and self._text[self._at] in between:
            self._at += 1

    def _read(self) -> None:
        """Read on; what was given already is forgotten."""
        self._text, self._at = self._text[self._at :], 0
        if len(self._text) > LONGEST:
            raise KnownError("is longer than 20 MB")
        chunk = self._file.read(max(_CHUNK, len(self._text)))
        self._text += self._decoder.decode(chunk, final=not chunk)
        self._is_over = not chunk

    def _place(self) -> str:
        return f"item {self._number + 1}"


def _is_cut(error: json.JSONDecodeError, length: int) -> bool:
    """Whether a value may only end where no more of the file has been read."""
    return error.msg.startswith("Unterminated string") or error.pos >= length - 12
