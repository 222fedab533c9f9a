"""A data set on its way out: what it was chosen by, and what is counted while it is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import kind_of, label_of
from border_annotator.domain.layer import ReviewState

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping

    from border_annotator.domain.annotation import Kind
    from border_annotator.domain.article import Article
    from border_annotator.domain.loss import Loss, LossKind
    from border_annotator.domain.reviewed import Reviewed
    from border_annotator.domain.span import Span
    from border_annotator.domain.splits import Split

WHOLE = ""
"""The part of a data set that is not split."""
EXAMPLES = 20
"""Places that are kept of each sort of loss; all are counted."""


class TextUse(StrEnum):
    """What a data set holds of the articles' texts."""

    WHOLE = "whole"
    REDACTED = "redacted"
    OFFSETS = "offsets"


@dataclass(frozen=True, slots=True)
class UsedRun:
    """A model that proposed something in the articles of a data set."""

    model: str
    version: str
    articles: int


@dataclass(frozen=True, slots=True)
class LossAt:
    """Where something is lost.

    ``document_id`` is the project's id of the article, and ``uid`` that of the annotation, where one is known: with
    names replaced, ``span`` lies on another text than the article's.
    """

    doc_id: str
    id: str
    span: Span | None
    document_id: str = ""
    uid: str = ""


@dataclass(slots=True)
class LossCount:
    """How often something of one sort is lost, and the first places."""

    count: int = 0
    examples: list[LossAt] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LossSort:
    """What is lost, and why."""

    kind: LossKind
    what: str
    reason: str


class Losses:
    """What a format cannot carry of a data set, counted; of each sort the first ``most`` places are kept."""

    def __init__(self, most: int = EXAMPLES) -> None:
        self._most = most
        self._found: dict[LossSort, LossCount] = {}

    def add(
        self, doc_id: str, losses: Iterable[Loss], document_id: str = "", uids: Mapping[str, str] | None = None
    ) -> None:
        """Count what is lost of one article; ``uids`` are its annotations' ids in the project."""
        for loss in losses:
            found = self._found.setdefault(LossSort(loss.kind, loss.what, loss.reason), LossCount())
            found.count += 1
            if len(found.examples) < self._most:
                # What belongs to an event (a trigger, a bare argument) has an id that begins with the event's.
                uid = (uids or {}).get(loss.id.partition("-")[0], "")
                found.examples.append(LossAt(doc_id, loss.id, loss.span, document_id, uid))

    def rows(self) -> list[tuple[LossSort, LossCount]]:
        """Everything that is lost, the most frequent first."""
        return sorted(self._found.items(), key=lambda row: (-row[1].count, row[0].kind, row[0].what))

    @property
    def total(self) -> int:
        """How many things are lost in all."""
        return sum(found.count for found in self._found.values())


@dataclass(slots=True)
class Part:
    """What one split holds: articles by their review's state, and annotations by kind and label."""

    states: Counter[ReviewState] = field(default_factory=Counter)
    labels: Counter[tuple[Kind, str]] = field(default_factory=Counter)
    characters: int = 0
    reviewed_characters: int = 0
    empty_sentences: int = 0

    @property
    def articles(self) -> int:
        """How many articles there are."""
        return self.states.total()

    def add(self, article: Article, reviewed: Reviewed) -> None:
        """Count one article."""
        self.states[article.review or ReviewState.OPEN] += 1
        self.labels.update((kind_of(a), label_of(a)) for a in article.annotations())
        self.characters += article.n_chars
        self.reviewed_characters += sum(len(part) for part in reviewed.parts)
        self.empty_sentences += len(reviewed.empty)


@dataclass(frozen=True)
class DataSetFacts:
    """What a reader of a data set must know of it.

    ``scope`` says in sentences what was chosen and left out, ``gaps`` what is known to be missing or doubtful,
    ``checks`` what was compared to find leaks between splits. ``parts`` is keyed by split, ``WHOLE`` alone for a data
    set without splits. ``changed_at`` is when the project was last changed: the same state has the same facts.
    """

    name: str
    format_name: str
    program_version: str
    schema_version: str
    schema_sha256: str
    layer: str
    is_reviewed: bool
    text_use: TextUse
    languages: Mapping[str, int]
    published: tuple[datetime.date, datetime.date] | None
    parts: Mapping[Split | str, Part]
    scope: tuple[str, ...]
    runs: tuple[UsedRun, ...]
    losses: tuple[tuple[LossSort, int], ...]
    checks: tuple[str, ...]
    gaps: tuple[str, ...]
    seed: str | None
    changed_at: datetime.datetime | None

    def labels(self) -> list[tuple[Kind, str]]:
        """All labels that occur, by kind, the most frequent first."""
        total: Counter[tuple[Kind, str]] = Counter()
        for part in self.parts.values():
            total += part.labels
        return sorted(total, key=lambda label: (label[0], -total[label], label[1]))
