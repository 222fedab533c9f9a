"""What an import would do, as the window holds it: every article found, and what the user decided about it."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING

from border_annotator.services.duplicates import Alike
from border_annotator.services.import_plan import Action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from border_annotator.services.import_plan import PlanStep, Where


class Kind(StrEnum):
    """What the list can be narrowed to."""

    ALL = "all"
    COMES = "come in"
    STRANGE = "look wrong"
    TWICE = "duplicates"
    LEFT = "left out"
    ANNOTATIONS = "annotations"


class Plan:
    """The steps of a plan in their order, with the decisions over what was proposed."""

    def __init__(self) -> None:
        self.steps: list[PlanStep] = []
        self.decisions: dict[Where, Action] = {}
        self._texts: list[str] = []
        self._counts: Counter[Kind] = Counter()

    def begin(self) -> None:
        """Forget the steps, for a plan with other options; the decisions stay."""
        self.steps, self._texts, self._counts = [], [], Counter()

    def add(self, steps: Sequence[PlanStep]) -> range:
        """More has been found; gives the places."""
        first = len(self.steps)
        self.steps += steps
        self._texts += [_searched(step) for step in steps]
        for step in steps:
            self._counts.update(self._kinds_of(step))
        return range(first, len(self.steps))

    def action(self, step: PlanStep) -> Action:
        """What is done with an article, as proposed or as decided."""
        return self.decisions.get(step.where, step.action) if step.is_article else Action.SKIP

    def may_choose(self, step: PlanStep) -> bool:
        """Whether there is anything to decide: the same file never comes in twice."""
        return step.is_article and (step.duplicate is None or step.duplicate.alike is not Alike.FILE)

    def decide(self, places: Sequence[int], action: Action) -> int:
        """Decide about some; those about which nothing can be decided are left out. Gives how many changed."""
        changed = 0
        for place in places:
            step = self.steps[place]
            if action is Action.VERSION and step.duplicate is None:
                continue  # of nothing
            if not self.may_choose(step) or self.action(step) is action:
                continue
            changed += 1
            self._counts.subtract(self._kinds_of(step))
            if step.action is action:
                self.decisions.pop(step.where, None)
            else:
                self.decisions[step.where] = action
            self._counts.update(self._kinds_of(step))
        return changed

    def like(self, place: int) -> list[int]:
        """The places of all that are of one kind with this: duplicates in the same way, or no duplicates."""
        twin = self.steps[place].duplicate
        alike = twin.alike if twin is not None else None
        return [
            k
            for k, step in enumerate(self.steps)
            if self.may_choose(step) and (step.duplicate.alike if step.duplicate is not None else None) is alike
        ]

    def is_of(self, step: PlanStep, kind: Kind) -> bool:
        """Whether a step belongs to a kind."""
        if kind is Kind.COMES:
            return self.action(step) is not Action.SKIP
        if kind is Kind.STRANGE:
            return looks_wrong(step)
        if kind is Kind.TWICE:
            return step.duplicate is not None
        if kind is Kind.ANNOTATIONS or step.annotations is not None:
            return step.annotations is not None and kind in (Kind.ANNOTATIONS, Kind.ALL)
        if kind is Kind.ALL:
            return not step.is_expected  # nobody will miss it
        return self.action(step) is Action.SKIP and step.duplicate is None

    def _kinds_of(self, step: PlanStep) -> list[Kind]:
        return [kind for kind in Kind if self.is_of(step, kind)]

    def counts(self) -> dict[Kind, int]:
        """How many belong to each kind."""
        return {kind: self._counts[kind] for kind in Kind}

    def fitting(self, kind: Kind, words: Sequence[str], among: Sequence[int] | None = None) -> list[int]:
        """The places of a kind in which all words stand."""
        places: Sequence[int] = range(len(self.steps)) if among is None else among
        steps, texts = self.steps, self._texts
        return [k for k in places if self.is_of(steps[k], kind) and all(word in texts[k] for word in words)]


def looks_wrong(step: PlanStep) -> bool:
    """Whether an article should be looked at before it comes in."""
    return step.is_article and (bool(step.doubts) or (step.published is not None and step.published.suspect))


def _searched(step: PlanStep) -> str:
    return f"{step.title} {step.where} {step.reason or ''} {step.site or ''} {step.language or ''}".casefold()
