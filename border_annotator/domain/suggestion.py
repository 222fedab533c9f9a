"""Suggestions: what a machine proposes, and the runs that proposed it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from border_annotator.domain.annotation import Annotation


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A machine's proposal. It is stored once and never altered.

    Its id is the proposed value's id; when a reviewer accepts it, the annotation keeps that id. ``source`` names the
    rule or model that made it, ``confidence`` is how often such suggestions are right, from 0 to 1. ``reason`` says to
    a reader why it was made, empty where nothing is known.
    """

    document_id: str
    value: Annotation
    source: str
    confidence: float
    reason: str = ""

    @property
    def id(self) -> str:
        """The id of the suggestion and of its value."""
        return self.value.id


@dataclass(frozen=True, slots=True)
class Run:
    """One pass of a model over documents: enough to say where a suggestion came from and to repeat it."""

    id: str
    model: str
    model_version: str
    program_version: str
    schema_sha256: str
    settings: Mapping[str, str]
    started_at: datetime.datetime
