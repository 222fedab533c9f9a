"""JSON in the project file: one spelling for one value, so that values can be compared as text."""

from __future__ import annotations

import json

from border_annotator.domain.fields import Fields


def to_json(plain: object) -> str:
    """Plain data as compact JSON with sorted keys."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fields_of(source: str, place: str) -> Fields:
    """The object that a JSON text holds; ``place`` is named in a ``ShapeError``."""
    return Fields(json.loads(source), place)
