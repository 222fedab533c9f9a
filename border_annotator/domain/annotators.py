"""Whose work a set of foreign annotations is, and where the work of each annotator goes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.mapping import Becomes, Rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from border_annotator.domain.mapping import LabelMapping

SUGGESTIONS = "suggestions"
"""How annotations come in that wait for a verdict."""
LAYERS = "layers"
"""How annotations come in as a layer for each annotator, under the annotator's own name."""
LONGEST_NAME = 80


def only_annotators(mapping: LabelMapping, met: Iterable[str], wanted: Collection[str]) -> LabelMapping:
    """The mapping that leaves out the sets of everyone who was met and is not wanted."""
    left_out = {name: Rule(Becomes.LEFT_OUT) for name in met if name not in wanted}
    return replace(mapping, annotators={**mapping.annotators, **left_out})


def is_left_out(mapping: LabelMapping, annotator: str | None) -> bool:
    """Whether an annotator's sets do not come in."""
    return annotator is not None and mapping.annotator(annotator).becomes is Becomes.LEFT_OUT


def place_of(as_: str, annotator: str | None, mapping: LabelMapping, usual: str) -> str:
    """Where the sets of an annotator go: ``SUGGESTIONS``, or the name of a layer.

    ``as_`` is how all of them come in; with ``LAYERS`` everyone has a layer of their own, which the mapping may call
    otherwise, and what nobody signed goes into the layer ``usual``.
    """
    if as_ != LAYERS or annotator == SUGGESTIONS:
        return SUGGESTIONS if as_ == LAYERS else as_
    if annotator is None:
        return usual
    return mapping.annotator(annotator).name or layer_name_of(annotator)


def layer_name_of(annotator: str) -> str:
    """What an annotator's own layer is called: the name as the file has it, where a layer can have it."""
    name = "".join(letter if letter.isprintable() else " " for letter in annotator).strip()[:LONGEST_NAME].strip()
    if name.isdigit():
        return f"annotator {name}"
    return name if name not in ("", SUGGESTIONS, LAYERS) else f"annotator {name}".strip()
