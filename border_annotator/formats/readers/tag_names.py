"""What the numbers mean that stand for tags in rows of Hugging Face's data sets: the names lie beside the rows."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DESCRIBED = ("dataset_info.json", "dataset_infos.json", "features.json")
CARD = "README.md"
LARGEST = 5_000_000
_NAME = re.compile(r"""\s*(?:['"]?\d+['"]?\s*:|-)\s*(.+?)\s*""")


def tag_names(path: Path, column: str) -> list[str] | None:
    """The names of a column of tags, by number, from the data set's description in the folder or the one above it."""
    for folder in (path.parent, path.parent.parent):
        for name in DESCRIBED:
            source = _text(folder / name)
            if source is not None and (names := _in_json(source, column)) is not None:
                return names
        card = _text(folder / CARD)
        if card is not None and (names := _in_card(card, column)) is not None:
            return names
    return None


def _text(path: Path) -> str | None:
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            return None
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _in_json(source: str, column: str) -> list[str] | None:
    try:
        value = json.loads(source)
    except (ValueError, RecursionError):
        return None
    return next((names for found in _under(value, column, 0) if (names := _names_in(found, 0)) is not None), None)


def _under(value: object, key: str, depth: int) -> Iterator[object]:
    """Everything that stands under a key, however deep."""
    if isinstance(value, dict) and depth < 12:
        if key in value:
            yield value[key]
        for inner in value.values():
            yield from _under(inner, key, depth + 1)
    elif isinstance(value, list) and depth < 12:
        for inner in value:
            if isinstance(inner, dict) and inner.get("name") == key:
                yield inner
            yield from _under(inner, key, depth + 1)


def _names_in(value: object, depth: int) -> list[str] | None:
    """A list of names, or names by their numbers, under ``names``."""
    if not isinstance(value, dict) or depth > 6:
        return None
    names = value.get("names")
    if isinstance(names, dict):
        names = [names.get(str(number)) for number in range(len(names))]
    if isinstance(names, list) and names and all(isinstance(name, str) for name in names):
        return [str(name) for name in names]
    return next((found for inner in value.values() if (found := _names_in(inner, depth + 1)) is not None), None)


def _in_card(source: str, column: str) -> list[str] | None:
    """The names in the card's head, between two lines of hyphens: indented lines below ``names:``."""
    if not source.startswith("---"):
        return None
    head = source.split("\n---", 1)[0].splitlines()
    at = next((k for k, line in enumerate(head) if line.strip().removeprefix("- ") == f"name: {column}"), None)
    if at is None:
        return None
    names: list[str] = []
    depth: int | None = None
    for line in head[at + 1 :]:
        indent = len(line) - len(line.lstrip())
        if depth is None:
            if line.strip().startswith("- name:"):
                return None
            depth = indent if line.strip() == "names:" else None
            continue
        found = _NAME.fullmatch(line)
        if found is None or indent < depth:
            break
        names.append(found[1].strip("'\""))
    return names or None
