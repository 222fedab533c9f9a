"""Articles in JSON: an object on each line, an array of them, or one object that holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.formats.articles.columns import guessed
from border_annotator.formats.articles.draft import Refusal
from border_annotator.formats.articles.record import draft_of
from border_annotator.formats.readers.json_values import values_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from border_annotator.formats.articles.draft import Choices, Draft

DEEPEST = 6
"""Objects within objects whose values are seen; paths have no more parts."""
MOST_VALUES = 2_000
"""Values of an object that are seen."""

LONG = 100
"""Letters of a value from which on an object is an article itself, whatever lists stand in it."""


def read_json(file: BinaryIO, choices: Choices) -> Iterator[Draft | Refusal]:
    """The article of each object; ``file`` must be able to go back to its beginning.

    The fields are looked for by the objects' own names, unless they were chosen by path (``article.body``,
    ``pages.0.text``). A text in parts, which is a list, is joined line by line.
    """
    guesses: dict[tuple[str, ...], dict[str, str]] = {}
    for found in values_in(file):
        if isinstance(found, Refusal):
            yield found
            continue
        for place, value in articles_in(*found, choices):
            values = flat(value)
            names = tuple(values)
            if names not in guesses:
                guesses[names] = guessed(names, [values]) | dict(choices.columns)
            yield draft_of(values, guesses[names], place, choices, "UTF-8")
            if len(guesses) > MOST_VALUES:
                guesses.clear()


def articles_in(place: str, value: object, choices: Choices) -> Iterator[tuple[str, object]]:
    """What a value holds: itself, or the articles in the one list of objects that it is there for."""
    if isinstance(value, dict) and not choices.columns and not any(map(_is_long, value.values())):
        lists = [v for v in value.values() if isinstance(v, list) and v and all(isinstance(item, dict) for item in v)]
        if len(lists) == 1:
            yield from ((f"{place}, article {number}", item) for number, item in enumerate(lists[0], start=1))
            return
    yield place, value


def _is_long(value: object) -> bool:
    return isinstance(value, str) and len(value) >= LONG


def flat(value: object) -> dict[str, str]:
    """The values of an object by their paths, as texts; a text by itself has the path ``text``."""
    found: dict[str, str] = {}
    _flatten(value, "", found, DEEPEST)
    return found


def _flatten(value: object, path: str, found: dict[str, str], depth: int) -> None:
    if value is None or len(found) >= MOST_VALUES:
        return
    leaf = _leaf(value)
    if leaf is not None:
        found[path or "text"] = leaf
    elif depth and isinstance(value, dict | list):
        held = value.items() if isinstance(value, dict) else enumerate(value)
        for name, inner in held:
            _flatten(inner, f"{path}.{name}" if path else str(name), found, depth - 1)


def _leaf(value: object) -> str | None:
    """What a value says as a text; ``None`` for one that holds others."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return "\n".join(value)
    return None
