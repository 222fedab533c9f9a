"""What a file cannot carry of an article."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from border_annotator.domain.foreign import ForeignArticle
    from border_annotator.domain.span import Span


class LossKind(StrEnum):
    """What sort of thing is lost."""

    OVERLAP = "overlap"
    DISCONTINUOUS = "discontinuous"
    TOKENS = "tokens"
    SENTENCE = "sentence"
    TRIGGER = "trigger"
    SPAN = "span"
    EVENT = "event"
    ROLE = "role"
    RELATION = "relation"
    ATTRIBUTE = "attribute"
    LAYOUT = "layout"
    TEXT = "text"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing of one article that a format cannot carry.

    ``what`` is a label, a role or an attribute's name. ``id`` and ``span`` tell whose and where: an annotation of the
    article as it is in ``outward``, the article's own name and no span where it is the article's.
    """

    kind: LossKind
    what: str
    id: str
    span: Span | None
    reason: str


@dataclass(frozen=True, slots=True)
class Fitted:
    """An article as a format can carry it: what its reader finds in the file. ``losses`` are the rest."""

    foreign: ForeignArticle
    losses: tuple[Loss, ...] = ()
