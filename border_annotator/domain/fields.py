"""Reading plain data (what JSON gives) into values: typed, and telling where it is wrong."""

from __future__ import annotations

import datetime
import math
from typing import TYPE_CHECKING, TypeVar

from border_annotator.domain.errors import ShapeError
from border_annotator.domain.sentence import say
from border_annotator.domain.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")

LARGEST_NUMBER = 2**63 - 1
"""The largest whole number that the archive can hold."""

type_names = {str: "text", int: "a whole number", float: "a number", bool: "true or false", list: "a list"}


class Fields:
    """One object of plain data with its place, read field by field.

    ``above`` is the object that it is a field of. Every method raises ``ShapeError`` with the field's place when the
    field is missing or of another type.
    """

    __slots__ = ("_above", "_name", "_raw")

    def __init__(self, raw: object, place: str, above: Fields | None = None) -> None:
        self._name = place
        self._above = above
        if not isinstance(raw, dict):
            raise ShapeError(self.place, say("must be an object, is {said}", said=_said(raw)))
        self._raw: dict[str, object] = raw

    @property
    def place(self) -> str:
        """Where the object stands, put together for the few that somebody asks for."""
        return self._name if self._above is None else self._above.at(self._name)

    def __contains__(self, key: str) -> bool:
        return self._raw.get(key) is not None

    def keys(self) -> Iterator[str]:
        """The names of the fields."""
        return iter(self._raw)

    def holds(self, key: str, kind: type[object] | tuple[type[object], ...]) -> bool:
        """Whether a field has a value of that kind, for the few that may have several kinds."""
        value = self._raw.get(key)
        return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))

    def at(self, key: str) -> str:
        """The place of a field, for an error message."""
        name = showable(key)
        return f"{self.place}.{name}" if self.place else name

    def wrong(self, key: str, reason: str) -> ShapeError:
        """The error to raise for a field whose value makes no sense."""
        return ShapeError(self.at(key), reason)

    def _typed(self, key: str, kind: type[T]) -> T:
        value = self._raw.get(key)
        if value is None:
            raise self.wrong(key, say("is missing"))
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.wrong(
                key, say("must be {type_names}, is {said}", type_names=type_names[kind], said=_said(value))
            )
        return value

    def text(self, key: str) -> str:
        """A text that must be there; it may be empty."""
        value = self._raw.get(key)
        if type(value) is str and value.isascii():  # the common case first: an export reads millions of fields
            return value
        value = self._typed(key, str)
        _must_be_whole(value, self.at(key))
        return value

    def text_or_none(self, key: str) -> str | None:
        """A text, or ``None`` when the field is missing or null."""
        value = self._raw.get(key)
        if value is None or (type(value) is str and value.isascii()):
            return value
        return self.text(key)

    def word(self, key: str, allowed: tuple[str, ...] | frozenset[str]) -> str:
        """A text that must be one of ``allowed``."""
        value = self.text(key)
        if value not in allowed:
            raise self.wrong(
                key, say("“{value}” is not one of {choices}", value=value[:40], choices=", ".join(sorted(allowed)))
            )
        return value

    def integer(self, key: str) -> int:
        """A whole number that must be there."""
        value = self._raw.get(key)
        if type(value) is not int:
            value = self._typed(key, int)
        if abs(value) > LARGEST_NUMBER:
            raise self.wrong(key, say("is too large a number"))
        return value

    def number_or_none(self, key: str) -> int | float | None:
        """A number that is neither infinite nor undefined, or ``None``."""
        if key not in self:
            return None
        value = self._raw[key]
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(key, say("must be a number, is {said}", said=_said(value)))
        if not math.isfinite(value) if isinstance(value, float) else abs(value) > LARGEST_NUMBER:
            raise self.wrong(key, say("must be a number that can be written out"))
        return value

    def flag(self, key: str) -> bool:
        """A truth value; missing counts as false."""
        value = self._raw.get(key)
        return False if value is None else self._typed(key, bool)

    def date_or_none(self, key: str) -> datetime.date | None:
        """A date like 2024-05-31 (no other ISO spelling), or ``None``."""
        if key not in self:
            return None
        written = self.text(key)
        try:
            date = datetime.date.fromisoformat(written)
        except ValueError:
            date = None
        if date is None or date.isoformat() != written:
            raise self.wrong(key, say("“{written}” is not a date like 2024-05-31", written=written[:40]))
        return date

    def span(self) -> Span:
        """The span that the fields ``start`` and ``end`` (code points, half-open) give."""
        start, end = self._raw.get("start"), self._raw.get("end")
        if type(start) is int and type(end) is int and 0 <= start < end <= LARGEST_NUMBER:
            return Span(start, end)
        start, end = self.integer("start"), self.integer("end")
        if not 0 <= start < end:
            raise self.wrong("start", say("{start}-{end} is not a span", start=start, end=end))
        return Span(start, end)

    def fields(self, key: str) -> Fields:
        """The object in a field."""
        value = self._raw.get(key)
        if value is None:
            raise self.wrong(key, say("is missing"))
        return Fields(value, key, self)

    def fields_or_none(self, key: str) -> Fields | None:
        """The object in a field, or ``None``."""
        return self.fields(key) if key in self else None

    def items(self, key: str) -> list[Fields]:
        """The objects in a list; a missing list is empty."""
        if key not in self:
            return []
        return [Fields(raw, f"{key}[{k}]", self) for k, raw in enumerate(self._typed(key, list))]

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts in a list; a missing list is empty."""
        if key not in self:
            return ()
        values = self._typed(key, list)
        for k, value in enumerate(values):
            if not isinstance(value, str):
                raise ShapeError(f"{self.at(key)}[{k}]", say("must be text, is {said}", said=_said(value)))
            _must_be_whole(value, f"{self.at(key)}[{k}]")
        return tuple(values)

    def integers(self, key: str) -> tuple[int, ...]:
        """The whole numbers in a list; a missing list is empty."""
        if key not in self:
            return ()
        values = self._typed(key, list)
        for k, value in enumerate(values):
            if not isinstance(value, int) or isinstance(value, bool):
                raise ShapeError(f"{self.at(key)}[{k}]", say("must be a whole number, is {said}", said=_said(value)))
            if abs(value) > LARGEST_NUMBER:
                raise ShapeError(f"{self.at(key)}[{k}]", say("is too large a number"))
        return tuple(values)


def _must_be_whole(text: str, place: str) -> None:
    """JSON can spell one half of a surrogate pair alone, which no file can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ShapeError(place, say("holds half a character, which cannot be stored")) from None


def _said(value: object) -> str:
    if value is None:
        return "null"
    name = type_names.get(type(value), "an object")
    if isinstance(value, list | dict):
        return name
    if isinstance(value, int) and abs(value) > LARGEST_NUMBER:
        return f"{name} (a very large one)"
    return f"{name} ({showable(str(value)[:40])})"


def showable(text: str) -> str:
    """The text, with half characters escaped so that it can be shown."""
    return text.encode("utf-8", "backslashreplace").decode()
