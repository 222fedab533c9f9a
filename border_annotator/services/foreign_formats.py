"""Every format of annotations made elsewhere: those of ``formats``, and spaCy's own, which only ``nlp`` can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.formats.readers import registry
from border_annotator.formats.readers.registry import ForeignFormat

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from border_annotator.domain.foreign import ForeignArticle


def _read_doc_bin(path: Path) -> Iterator[ForeignArticle]:
    from border_annotator.nlp.doc_bins import read_doc_bin

    return read_doc_bin(path)


SPACY = ForeignFormat("spacy", "spaCy's DocBin files.", _read_doc_bin)

FOREIGN_FORMATS = (*registry.FOREIGN_FORMATS, SPACY)


def foreign_format_named(name: str) -> ForeignFormat:
    """The format of that name; raises ``KnownError`` that lists those there are."""
    return registry.foreign_format_named(name, FOREIGN_FORMATS)


def foreign_format_of(path: Path) -> ForeignFormat | None:
    """The format of a file or folder by what it holds, not by its name; ``None`` where there are no annotations."""
    found = registry.foreign_format_of(path)
    if found is not None or path.is_dir():
        return found
    from border_annotator.nlp.doc_bins import is_doc_bin

    try:
        with path.open("rb") as file:
            return SPACY if is_doc_bin(file.read(4_096)) else None
    except OSError:
        return None
