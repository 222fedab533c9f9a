"""What came of a rehearsal: how much work each gold annotation was, and what could not be reached."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind
from border_annotator.domain.keystrokes import Effort

if TYPE_CHECKING:
    from collections.abc import Iterable


class Start(StrEnum):
    """What there was of an annotation before the reviewer began."""

    RIGHT = "right"
    """It was suggested as it should be."""
    NEAR = "near"
    """An event was suggested with the right type and trigger, an entity or a figure in the right place."""
    OTHER = "other"
    """Something was suggested there that says more or less something else."""
    NOTHING = "nothing"
    """Nothing was suggested there."""
    WRONG = "wrong"
    """It was suggested and should not be: it is no gold annotation."""


@dataclass(frozen=True, slots=True)
class Work:
    """The work on one gold annotation, or on a suggestion that no gold annotation stands for."""

    kind: Kind
    label: str
    words: str
    start: Start
    effort: Effort
    gold_id: str | None = None


@dataclass(frozen=True, slots=True)
class Unreached:
    """Something of the gold that the keyboard did not bring about: a defect of the window."""

    kind: Kind
    field: str
    words: str
    now: str
    wanted: str
    reason: str


@dataclass(frozen=True)
class ArticleWork:
    """The work on one article; ``rest`` is what belongs to no annotation, such as going on to the next article."""

    doc_id: str
    works: tuple[Work, ...]
    rest: Effort
    unreached: tuple[Unreached, ...]

    @property
    def effort(self) -> Effort:
        """All the work on the article."""
        return sum((work.effort for work in self.works), self.rest)


@dataclass(frozen=True)
class Rehearsal:
    """The work on all articles, from the suggestions and from nothing."""

    reviewed: tuple[ArticleWork, ...]
    from_nothing: tuple[ArticleWork, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()

    @property
    def saving(self) -> float:
        """How many times fewer key presses the work needs with suggestions."""
        return total(self.from_nothing).presses / max(1, total(self.reviewed).presses)


@dataclass(frozen=True, slots=True)
class Summary:
    """The work on annotations of one kind and one start."""

    number: int = 0
    effort: Effort = field(default_factory=Effort)
    most: int = 0
    """The most key presses for one of them."""
    most_actions: int = 0


def total(articles: Iterable[ArticleWork]) -> Effort:
    """All the work on some articles."""
    return sum((article.effort for article in articles), Effort())


def summaries(articles: Iterable[ArticleWork]) -> dict[tuple[Kind, Start], Summary]:
    """The work by kind and start, in the order of both."""
    found: dict[tuple[Kind, Start], Summary] = {}
    for article in articles:
        for work in article.works:
            key, before = (work.kind, work.start), found.get((work.kind, work.start), Summary())
            found[key] = Summary(
                before.number + 1,
                before.effort + work.effort,
                max(before.most, work.effort.presses),
                max(before.most_actions, work.effort.actions),
            )
    order = [(kind, start) for kind in (Kind.EVENT, Kind.FIGURE, Kind.ENTITY) for start in Start]
    return {key: found[key] for key in order if key in found}


def unreached_fields(articles: Iterable[ArticleWork]) -> list[tuple[str, int]]:
    """What could not be reached, by kind and field, the most frequent first."""
    counts = Counter(f"{u.kind.value} {u.field}" for article in articles for u in article.unreached)
    return counts.most_common()
