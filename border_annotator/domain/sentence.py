"""Sentences for the user that keep their pattern and their values, so that each window says them in its language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST = 20_000
"""Letters of a sentence that is read back; the labels of edits have a hundred."""

_NAME = re.compile(r"\{(\w+)\}")


class Sentence(str):
    """An English sentence, for everyone who only reads it, and what it was made of, for whoever translates it.

    ``pattern`` holds ``{name}`` for each of ``values``, which are plain words, numbers, sentences and keys. Where
    ``one`` is given, that is the pattern for a ``count`` of 1.
    """

    __slots__ = ("one", "pattern", "values")
    pattern: str
    one: str | None
    values: Mapping[str, object]

    def __new__(cls, pattern: str, values: Mapping[str, object], one: str | None = None) -> Self:
        """Fill the pattern."""
        chosen = one if one is not None and values.get("count") == 1 else pattern
        shown = {name: _shown(value) for name, value in values.items()}
        made = super().__new__(cls, chosen.format(**shown) if shown else chosen)
        made.pattern, made.values, made.one = pattern, dict(values), one
        return made

    def __getnewargs__(self) -> tuple[str, Mapping[str, object], str | None]:  # type: ignore[override] # not str's
        """What a copy in another process is made of."""
        return self.pattern, self.values, self.one


class Key(str):
    """The key of an action, which the user may have changed: as text it is the one that it had at first."""

    __slots__ = ("action",)
    action: str

    def __new__(cls, action: str, at_first: str) -> Self:
        """The key of the action with that id."""
        made = super().__new__(cls, at_first)
        made.action = action
        return made

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override] # not str's
        """What a copy in another process is made of."""
        return self.action, str(self)


def say(pattern: str, /, **values: object) -> Sentence:
    """The sentence with each ``{name}`` in it filled; what is no text, number, sentence or key is printed."""
    return Sentence(pattern, {name: _kept(value) for name, value in values.items()})


def say_count(one: str, many: str, count: int, /, **values: object) -> Sentence:
    """The sentence for a number, ``{count}`` in it: ``one`` for 1, else ``many``."""
    return Sentence(many, {"count": count, **{name: _kept(value) for name, value in values.items()}}, one)


def listed(parts: Sequence[Sentence]) -> Sentence:
    """Some sentences as a list in one, empty for none."""
    whole = parts[0] if parts else say("")
    for part in parts[1:]:
        whole = say("{list}, {next}", list=whole, next=part)
    return whole


def sentence_to_plain(sentence: Sentence) -> dict[str, object]:
    """The sentence as plain data, as the journal keeps it."""
    plain: dict[str, object] = {"pattern": sentence.pattern}
    if sentence.one is not None:
        plain["one"] = sentence.one
    if sentence.values:
        plain["values"] = {name: _value_to_plain(value) for name, value in sentence.values.items()}
    return plain


def sentence_from_plain(plain: object, words: str) -> str:
    """The sentence that plain data describes; ``words``, its English, where they describe none."""
    made = _from_plain(plain)
    return made if made is not None and made == words else words


def _from_plain(plain: object) -> Sentence | None:
    """What plain data describes; ``None`` also where it was made to fill the memory, as a file from anybody may be."""
    if not isinstance(plain, dict) or not isinstance(plain.get("pattern"), str):
        return None
    raw, one = plain.get("values", {}), plain.get("one")
    if not isinstance(raw, dict):
        return None
    pattern, one = plain["pattern"], one if isinstance(one, str) else None
    try:
        values = {str(name): _value_from_plain(value) for name, value in raw.items()}
        if any(_length(words, values) > LONGEST for words in (pattern, one) if words is not None):
            return None
        return Sentence(pattern, values, one)
    except (LookupError, ValueError, RecursionError):  # a pattern that is none, in a damaged file
        return None


def _length(pattern: str, values: Mapping[str, object]) -> int:
    """How long a filled pattern is; raises ``ValueError`` where it holds more than names to be filled in."""
    around = _NAME.split(pattern)[::2] if values else []
    if any("{" in words or "}" in words for words in around):
        raise ValueError(pattern)
    return len(pattern) + sum(len(_shown(values[name])) for name in _NAME.findall(pattern) if values)


def _value_to_plain(value: object) -> object:
    if isinstance(value, Sentence):
        return sentence_to_plain(value)
    if isinstance(value, Key):
        return {"key": value.action, "at_first": str(value)}
    return value


def _value_from_plain(value: object) -> object:
    if isinstance(value, dict):
        if "key" in value:
            return Key(str(value["key"]), str(value.get("at_first", "")))
        return _from_plain(value) or ""
    return value if isinstance(value, int | str) else str(value)


def _kept(value: object) -> object:
    return value if isinstance(value, str | int) else str(value)


def _shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
