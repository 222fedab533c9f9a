"""Layers: whose annotations these are, and what a reviewer decided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from border_annotator.domain.fields import Fields


@dataclass(frozen=True, slots=True)
class Layer:
    """One person's annotations over a project."""

    id: str
    name: str


class Verdict(StrEnum):
    """What a reviewer did with a suggestion."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Decision:
    """A reviewer's verdict on one suggestion."""

    suggestion_id: str
    verdict: Verdict
    reason: str | None = None


class ReviewState(StrEnum):
    """How far a reviewer says a document is. Suggestions never change it."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Review:
    """The reviewer's own word on a document."""

    document_id: str
    state: ReviewState
    reason: str | None = None


def decision_to_plain(decision: Decision) -> dict[str, object]:
    """The decision as plain data."""
    return {"id": decision.suggestion_id, "verdict": decision.verdict.value, "reason": decision.reason}


def decision_from_plain(fields: Fields) -> Decision:
    """The decision that plain data describes; raises ``ShapeError``."""
    verdict = fields.word("verdict", frozenset(Verdict))
    return Decision(fields.text("id"), Verdict(verdict), fields.text_or_none("reason"))


def review_to_plain(review: Review) -> dict[str, object]:
    """The review as plain data."""
    return {"id": review.document_id, "state": review.state.value, "reason": review.reason}


def review_from_plain(fields: Fields) -> Review:
    """The review that plain data describes; raises ``ShapeError``."""
    state = fields.word("state", frozenset(ReviewState))
    return Review(fields.text("id"), ReviewState(state), fields.text_or_none("reason"))
