"""Annotations as another tool wrote them down: what every reader of such a format gives, before labels are mapped."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Attribute = str | int | float | bool | None
"""The value of an attribute in a foreign file."""


class Unit(StrEnum):
    """What offsets count."""

    CODE_POINTS = "code points"
    UTF16 = "UTF-16 units"
    BYTES = "UTF-8 bytes"
    GRAPHEMES = "graphemes"


# A file may have a million pieces and spans. Frozen ones take three to five times as long to make; nobody changes them.
UNITS = (Unit.CODE_POINTS, Unit.UTF16, Unit.BYTES, Unit.GRAPHEMES)
"""What offsets count, the likeliest first, where a format says nothing of it."""


@dataclass(slots=True, unsafe_hash=True)
class Piece:
    """A stretch of text with offsets as they stand in the file, the end not included."""

    start: int
    end: int


@dataclass(slots=True)
class ForeignSpan:
    """One labelled stretch; of several ``pieces``, in order, where it is discontinuous.

    ``surface`` is the text that the file says stands there (pieces joined by one space), ``None`` where the format
    does not repeat it. ``layer`` is the name of the layer or task it came from. ``link`` is an id in a knowledge base.
    """

    id: str
    label: str
    pieces: tuple[Piece, ...]
    surface: str | None = None
    layer: str = ""
    link: str | None = None
    confidence: float | None = None
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ForeignArgument:
    """What fills a role: the id of a span or of another event."""

    role: str
    target: str


@dataclass(frozen=True, slots=True)
class ForeignEvent:
    """An event; ``trigger`` is the id of a span, which need not be an entity as well."""

    id: str
    type: str
    trigger: str
    arguments: tuple[ForeignArgument, ...] = ()
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    confidence: float | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ForeignRelation:
    """A relation from one span or event to another."""

    id: str
    type: str
    source: str
    target: str
    attributes: Mapping[str, Attribute] = field(default_factory=dict)


class Stand(StrEnum):
    """What the other tool says about a set of annotations."""

    ACCEPTED = "accepted"
    PREDICTED = "predicted"
    REJECTED = "rejected"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class ForeignArticle:
    """One set of annotations on one article.

    ``text`` is ``None`` where it stands in another file, whose name is ``text_file``. A file with several sets on one
    article (annotators, predictions) gives one of these for each, with the same ``doc_id``. ``units`` are what the
    format may count in, likeliest first: never believed before surfaces have been compared. ``place`` tells where in
    the file it stands. ``left_out`` says, a line each, what of the file no field here can hold.
    """

    doc_id: str
    text: str | None
    text_file: str | None = None
    place: str = ""
    language: str | None = None
    title: str | None = None
    annotator: str | None = None
    stand: Stand = Stand.ACCEPTED
    units: tuple[Unit, ...] = UNITS
    spans: tuple[ForeignSpan, ...] = ()
    events: tuple[ForeignEvent, ...] = ()
    relations: tuple[ForeignRelation, ...] = ()
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    note: str | None = None
    left_out: tuple[str, ...] = ()
