"""Everything that a text alone tells of an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.nlp.language import language_of
from border_annotator.nlp.likeness import bands_of, signature_of
from border_annotator.nlp.segments import read_layout

if TYPE_CHECKING:
    from border_annotator.domain.document import Layout


@dataclass(frozen=True, slots=True)
class TextFacts:
    """What a text tells; ``bands`` belong to the ``signature``."""

    layout: Layout
    language: str
    signature: bytes | None
    bands: tuple[int, ...]


def read_text_facts(text: str, file_name: str) -> TextFacts:
    """Read a text; any text is fine."""
    signature = signature_of(text)
    bands = tuple(bands_of(signature)) if signature else ()
    return TextFacts(read_layout(text, file_name), language_of(text), signature, bands)
