"""Annotations from elsewhere that a project has taken in, and those that it could not place."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from border_annotator.domain.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Mapping

    from border_annotator.domain.foreign import ForeignArticle, ForeignEvent, ForeignSpan


@dataclass(frozen=True)
class Adoption:
    """One set of annotations on one document, with where it came from.

    They are suggestions of ``run_id``, or lie in the layer ``layer_id``; never both. ``said`` is what the file said,
    whole, whatever became of it, and ``became`` leads from the file's ids to those of the annotations that they are
    now; what is not in it is left out, in quarantine, or ``kept``, which has the file's ids too.
    """

    id: str
    document_id: str
    file_name: str
    file_sha256: str
    format: str
    said: ForeignArticle
    became: Mapping[str, str] = field(default_factory=dict)
    layer_id: str | None = None
    run_id: str | None = None
    kept: Kept = field(default_factory=Kept)


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An annotation that could not be placed, or a whole set of them whose article was not found.

    ``adoption_id`` is what it belongs to; without it the article was not found. ``mapping`` holds the rules that it
    came with, as a mapping file does, ``value`` what the file said of it as JSON. ``start`` and ``end`` are the
    file's own. ``kind`` is ``span``, ``event`` or ``article``.
    """

    id: str
    adoption_id: str | None
    document_id: str | None
    file_name: str
    file_sha256: str
    format: str
    doc_id: str
    kind: str
    foreign_id: str
    label: str
    surface: str
    start: int
    end: int
    reason: str
    value: str
    mapping: str


class Fate(StrEnum):
    """What became of something that a file says, where it did not simply come in."""

    CHANGED = "changed"
    KNOWN = "there already"
    KEPT = "kept as it is"
    LEFT_OUT = "left out"
    QUARANTINED = "in quarantine"


@dataclass(frozen=True, slots=True)
class Told:
    """One line about one thing of a file: which it is, and what became of it for which reason.

    ``what`` is ``span``, ``event``, ``role``, ``relation``, ``attribute``, ``note`` or ``article``.
    """

    fate: Fate
    what: str
    id: str
    label: str
    surface: str
    reason: str

    def __str__(self) -> str:
        name = " ".join(part for part in (self.what, self.id, self.label) if part)
        surface = f" “{' '.join(self.surface.split())[:60]}”" if self.surface else ""
        return f"{name}{surface}: {self.fate.value}, {self.reason}"


@dataclass(frozen=True, slots=True)
class Lost:
    """What could not be placed in the article: a stretch, or an event whose trigger could not."""

    item: ForeignSpan | ForeignEvent
    reason: str
