"""Putting one edit together from a worksheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import kind_of, references_of, without
from border_annotator.domain.edit import Change, Edit, Target, Value, change_of
from border_annotator.domain.event import Event
from border_annotator.domain.layer import Decision, Review, Verdict

if TYPE_CHECKING:
    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.worksheet import Item, Worksheet


class Draft:
    """Collects what one edit changes on one worksheet; nothing is written.

    Each value is changed at most once in the edit, however often it is touched on the way.
    """

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._after: dict[tuple[Target, str], tuple[Value | None, Value | None]] = {}

    def edit(self, label: str) -> Edit:
        """The edit, without changes that change nothing."""
        changes = (
            change_of(self._sheet.document.id, before, after)
            for before, after in self._after.values()
            if before != after
        )
        return Edit(label, tuple(sorted(changes, key=_targets_before_those_who_point_at_them)))

    def put(self, item: Item | None, value: Annotation) -> None:
        """Lay ``value`` in the reviewer's layer, with the verdict that it means for its suggestion.

        ``item`` is what it changes, ``None`` for a new annotation. What it points at is accepted too, and a pointer
        to something that is not there any more is dropped.
        """
        target = Target(kind_of(value).value)
        # Laid down before its references are followed: two figures may point at each other.
        self._set(target, value.id, self._reviewed(item), value)
        value = self._with_live_references(value)
        self._set(target, value.id, self._reviewed(item), value)
        if item is not None and item.suggestion is not None:
            verdict = Verdict.CONFIRMED if value == item.suggestion.value else Verdict.CORRECTED
            self._decide(item, Decision(item.id, verdict))

    def reject(self, item: Item, reason: str | None = None) -> None:
        """Take an item off: a suggestion is rejected, an annotation of the reviewer's own is removed.

        Whatever of the reviewer's layer points at it loses that pointer.
        """
        if item.is_reviewed:
            self._set(Target(kind_of(item.value).value), item.id, item.value, None)
        if item.suggestion is not None:
            self._decide(item, Decision(item.id, Verdict.REJECTED, reason))
        for other in self._sheet.referring_to(item.id):
            if other.is_reviewed:
                self.put(other, without(self._current(other), item.id))

    def restore(self, item: Item) -> None:
        """Take a verdict back: the suggestion waits again."""
        if item.is_reviewed:
            self._set(Target(kind_of(item.value).value), item.id, item.value, None)
        self._decide(item, None)

    def review(self, review: Review) -> None:
        """Say how far the document is."""
        before = self._sheet.review
        self._set(Target.REVIEW, review.document_id, before if self._sheet.has_review else None, review)

    def _with_live_references(self, value: Annotation) -> Annotation:
        for reference in references_of(value):
            target = self._sheet.find(reference)
            if target is None:
                continue  # another new annotation of this draft, or a period given as a norm
            if (Target(kind_of(target.value).value), reference) in self._after:
                if self._after[Target(kind_of(target.value).value), reference][1] is None:
                    value = without(value, reference)
            elif not target.is_open and not target.is_reviewed:
                value = without(value, reference)
            elif target.is_open and not isinstance(target.value, Event):
                self.put(target, target.value)
        return value

    def _current(self, item: Item) -> Annotation:
        drafted = self._after.get((Target(kind_of(item.value).value), item.id))
        value = drafted[1] if drafted else item.value
        return item.value if value is None or isinstance(value, Decision | Review) else value

    def _reviewed(self, item: Item | None) -> Annotation | None:
        return item.value if item is not None and item.is_reviewed else None

    def _decide(self, item: Item, decision: Decision | None) -> None:
        self._set(Target.DECISION, item.id, self._sheet.decisions.get(item.id), decision)

    def _set(self, target: Target, key: str, before: Value | None, after: Value | None) -> None:
        first_before = self._after[target, key][0] if (target, key) in self._after else before
        self._after[target, key] = (first_before, after)


def _targets_before_those_who_point_at_them(change: Change) -> int:
    return list(Target).index(change.target)
