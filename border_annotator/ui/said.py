"""What the floors below say, in the user's language and with the keys in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.sentence import Key, Sentence
from border_annotator.ui.actions.keys import key
from border_annotator.ui.words import tr, tr_count

if TYPE_CHECKING:
    from border_annotator.domain.errors import KnownError


def said(words: str) -> str:
    """A sentence of the services in the user's language; any other text is data and stays as it is."""
    if not isinstance(words, Sentence):
        return words
    values = {name: _value(value) for name, value in words.values.items()}
    if words.one is None:
        return tr(words.pattern, **values)
    count = values.pop("count")
    return tr_count(words.one, words.pattern, count if isinstance(count, int) else 0, **values)


def told(error: KnownError) -> str:
    """What an error says."""
    return said(error.sentence)


def _value(value: object) -> object:
    if isinstance(value, Key):
        return key(value.action)
    if isinstance(value, str):
        return said(value)
    return value
