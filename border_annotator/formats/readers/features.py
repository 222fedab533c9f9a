"""Which feature of an annotation is its label, in tools where layers have features of any name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.kept import FEATURE, unpacked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from border_annotator.domain.foreign import Attribute

LABELS = ("value", "label", "eventtype", "type", "category", "class", "posvalue", "dependencytype", "referencetype")
LINKS = ("identifier", "conceptid", "kb_id")


def label_and_link(features: Mapping[str, str], layer: str) -> tuple[str, str | None, dict[str, Attribute]]:
    """An annotation's label, its id in a knowledge base, and the rest of its features.

    The label is the feature that is called like one, else the only one, else the layer's own name.
    """
    said = {name: value for name, value in features.items() if value}
    by_name = {name.casefold(): name for name in said}
    link = next((by_name[name] for name in LINKS if name in by_name), None)
    label = next((by_name[name] for name in LABELS if name in by_name), None)
    if label is None and len(said) - (link is not None) == 1:
        label = next(name for name in said if name != link)
    rest: dict[str, Attribute] = {name: value for name, value in said.items() if name not in (label, link)}
    if FEATURE in rest:
        rest = unpacked(rest)
    return said[label] if label is not None else layer, said[link] if link is not None else None, rest
