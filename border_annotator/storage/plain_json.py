"""JSON in the project file: one spelling for one value, so that values can be compared as text."""

from __future__ import annotations

import json

from border_annotator.domain.errors import ShapeError
from border_annotator.domain.fields import Fields


def to_json(plain: object) -> str:
    """Plain data as compact JSON with sorted keys."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fields_of(source: str, place: str) -> Fields:
    """The object that a JSON text holds; ``place`` is named in the ``ShapeError`` that a damaged text raises."""
    return Fields(_read(source, place), place)


def objects_of(source: str, place: str) -> list[Fields]:
    """The objects of a JSON list; ``place`` is named in the ``ShapeError`` that a damaged text raises."""
    raw = _read(source, place)
    if not isinstance(raw, list):
        raise ShapeError(place, "must be a list")
    return [Fields(item, f"{place}[{k}]") for k, item in enumerate(raw)]


def _read(source: str, place: str) -> object:
    try:
        return json.loads(source)
    except (ValueError, RecursionError) as error:
        raise ShapeError(place, f"is damaged ({error}); keep the file and restore a copy of it") from None
