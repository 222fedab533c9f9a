"""Putting one edit together from a worksheet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind, anchor_of, is_id, kind_of, pointing, references_of, without
from border_annotator.domain.edit import Change, Edit, Target, Value, change_of
from border_annotator.domain.errors import KnownError
from border_annotator.domain.event import Event
from border_annotator.domain.facts import facts_of
from border_annotator.domain.figure import Figure
from border_annotator.domain.layer import Decision, Review, Verdict
from border_annotator.domain.schema import filler_word
from border_annotator.domain.sentence import Key
from border_annotator.domain.worksheet import State
from border_annotator.services.times import event_as_of

if TYPE_CHECKING:
    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.event import Argument
    from border_annotator.domain.facts import Facts
    from border_annotator.domain.mask import Mask
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.worksheet import Item, Worksheet


REPLACED = "replaced"
"""The reason for the rejection of a suggestion in whose place another annotation of its kind stands."""


UNMASK = Key("document.mask", "B")
"""What frees a line that is masked."""


class Draft:
    """Collects what one edit changes on one worksheet; nothing is written.

    Each value is changed at most once in the edit, however often it is touched on the way.
    """

    def __init__(self, sheet: Worksheet, schema: Schema) -> None:
        self._sheet = sheet
        self._schema = schema
        self._values: dict[tuple[Target, str], tuple[Value | None, Value | None]] = {}
        self._mask = sheet.mask
        self._shown: dict[str, Annotation | None] = {}  # what the worksheet will show in place of an item
        self._led_to: dict[str, list[Item]] = {}  # items that this edit lets point at an heir, which may go too

    def edit(self, label: str) -> Edit:
        """The edit, without changes that change nothing."""
        changes = (
            change_of(self._sheet.document.id, before, after)
            for before, after in self._values.values()
            if before != after
        )
        return Edit(label, tuple(sorted(changes, key=_targets_before_those_who_point_at_them)))

    def put(self, item: Item | None, value: Annotation) -> None:
        """Lay ``value`` in the reviewer's layer, with the verdict that it means for its suggestion.

        ``item`` is what it changes, ``None`` for a new annotation. The entities and figures that it points at are
        accepted too, or rejected where the reviewer's own stand in their place. A pointer to a rejected mention goes
        to the reviewer's own mention in its place, if there is one; other pointers to what is not there are dropped,
        and so are arguments that their role does not take, and what of it is masked. Raises ``KnownError`` where its
        own place is masked.
        """
        # A list and not a recursion: figures may point at each other in a circle or in a chain of any length.
        waiting = [(item, value)]
        while waiting:
            item, value = waiting.pop()
            if item is not None and item.is_open and isinstance(value, Event):
                value = self._dated(value)
            for reference in references_of(value):
                target = self._sheet.find(reference)
                if (
                    target is not None
                    and target.is_open
                    and reference not in self._shown
                    and self.is_taken(target.value)
                ):
                    self.reject(target, REPLACED)
            for reference in references_of(self._lay(item, value)):
                target = self._sheet.find(reference)
                if target is None or not target.is_open or reference in self._shown:
                    continue
                if target.kind is not Kind.EVENT:
                    waiting.append((target, target.value))

    def is_taken(self, value: Annotation) -> bool:
        """Whether an entity or figure of the reviewer's own stands in the place of a suggested one."""
        if isinstance(value, Event):
            return False
        kind = kind_of(value)
        near = self._sheet.items_in(value.span.start, value.span.end)
        return any(item.is_reviewed and item.kind is kind for item in near)

    def reject(self, item: Item, reason: str | None = None) -> None:
        """Take an item off: a suggestion is rejected, an annotation of the reviewer's own is removed.

        Whatever of the reviewer's layer points at it loses that pointer.
        """
        self._take_out(item)
        self._shown[item.id] = None
        if item.suggestion is not None:
            self._decide(item, Decision(item.id, Verdict.REJECTED, reason))
        self._lay_again_who_points_at(item.id)

    def clip(self, item: Item, mask: Mask) -> None:
        """Take out what of an item of the reviewer's own is masked; its own place must not be."""
        value = self._shown.get(item.id, item.value)
        clipped = mask.clipped(value) if value is not None else None
        if clipped is not None and clipped != value:
            self.put(item, clipped)

    def restore(self, item: Item) -> None:
        """Take a verdict back: the suggestion waits again.

        What of the reviewer's layer points at it loses the pointer only where the suggestion does not fit.
        """
        if item.suggestion is None:
            raise ValueError("only a suggestion can wait again")
        self._take_out(item)
        self._shown[item.id] = item.suggestion.value
        self._decide(item, None)
        self._lay_again_who_points_at(item.id)

    def relabel(self, item: Item, value: Annotation) -> None:
        """Lay a value whose label has changed; events whose role does not take it any more lose it."""
        self.put(item, value)
        self._lay_again_who_points_at(item.id)

    def facts(self, facts: Facts) -> None:
        """Say something else about the document itself; nothing of the worksheet is looked at anew for it."""
        self._set(Target.FACTS, facts.document_id, facts_of(self._sheet.document), facts)

    def review(self, review: Review) -> None:
        """Say how far the document is."""
        before = self._sheet.review
        self._set(Target.REVIEW, review.document_id, before if self._sheet.has_review else None, review)

    def _lay(self, item: Item | None, value: Annotation) -> Annotation:
        self._shown[value.id] = value  # it may point at itself
        pruned = self._pruned(self._unmasked(value))
        if item is not None:
            for heir in set(references_of(pruned)).difference(references_of(value)):
                self._led_to.setdefault(heir, []).append(item)
        value = self._shown[value.id] = pruned
        self._set(Target(kind_of(value).value), value.id, item.value if item and item.is_reviewed else None, value)
        if item is not None and item.suggestion is not None:
            verdict = Verdict.CONFIRMED if value == item.suggestion.value else Verdict.CORRECTED
            self._decide(item, Decision(item.id, verdict))
        return value

    def _dated(self, event: Event) -> Event:
        """A suggested event with its time as the reviewer has corrected the times that it was dated by."""
        items = [item for ref in references_of(event) if (item := self._sheet.find(ref)) is not None]
        times = [item for item in items if item.is_reviewed and item.suggestion and isinstance(item.value, Figure)]
        if all(item.suggestion is None or item.value == item.suggestion.value for item in times):
            return event
        old = {item.id: item.suggestion.value if item.suggestion else item.value for item in items}
        return event_as_of(event, old, {item.id: item.value for item in items}, ())

    def _unmasked(self, value: Annotation) -> Annotation:
        clipped = self._mask.clipped(value)
        if clipped is None:
            raise KnownError("That stands in boilerplate or the date line: unmask the line first ({key}).", key=UNMASK)
        return clipped

    def _lay_again_who_points_at(self, annotation_id: str) -> None:
        led_here = {item.id: item for item in self._led_to.pop(annotation_id, ())}
        reviewed = {item.id: item for item in self._sheet.referring_to(annotation_id) if item.is_reviewed}
        for other in (led_here | reviewed).values():
            current = self._shown.get(other.id, other.value)
            if current is not None:
                self._lay(other, current)

    def _take_out(self, item: Item) -> None:
        if item.is_reviewed:
            self._set(Target(kind_of(item.value).value), item.id, item.value, None)

    def _pruned(self, value: Annotation) -> Annotation:
        norm = value.period if isinstance(value, Figure) and value.period and not is_id(value.period) else None
        for reference in dict.fromkeys(references_of(value)):
            if reference == norm or self._at(reference) is not None:
                continue
            heir = self._heir(reference, value.id)
            value = without(value, reference) if heir is None else pointing(value, reference, heir)
        if isinstance(value, Event):
            event_type = value.type
            taken = tuple(argument for argument in value.arguments if self._takes(event_type, argument))
            if taken != value.arguments:
                value = replace(value, arguments=taken)
            filled = {argument.role for argument in taken}
            if any(not self._may_answer(value.type, role) or role in filled for role in value.not_stated):
                answers = (r for r in value.not_stated if self._may_answer(event_type, r) and r not in filled)
                value = replace(value, not_stated=tuple(answers))
        return value

    def _takes(self, event_type: str, argument: Argument) -> bool:
        role = self._schema.role(event_type, argument.role) if self._schema.has_type(event_type) else None
        filler = self._at(argument.ref) if argument.ref is not None else None
        return role is None or filler is None or role.takes(filler_word(filler))

    def _may_answer(self, event_type: str, role: str) -> bool:
        return not self._schema.has_type(event_type) or self._schema.role(event_type, role) is not None

    def _heir(self, annotation_id: str, pointer_id: str) -> str | None:
        """The one annotation of the reviewer's own, other than who points, that stands in the place of a rejected one.

        For an event that is one of its type that has its trigger as a trigger or a mention.
        """
        item = self._sheet.find(annotation_id)
        if item is None:
            return None
        near = self._sheet.items_in(item.start, item.end)
        own = {other.id: other.value for other in near if other.is_reviewed and other.kind is item.kind}
        own |= {key: value for key, value in self._shown.items() if value is not None}
        heirs = [
            key
            for key, value in own.items()
            if key != pointer_id
            and type(value) is type(item.value)
            and self._at(key) is not None
            and _stands_in_place_of(value, item.value)
        ]
        return heirs[0] if len(heirs) == 1 else None

    def _at(self, annotation_id: str) -> Annotation | None:
        """What has that id once the edit is made; ``None`` when nothing has, or it is rejected."""
        if annotation_id in self._shown:
            return self._shown[annotation_id]
        item = self._sheet.find(annotation_id)
        return None if item is None or item.state is State.REJECTED else item.value

    def _decide(self, item: Item, decision: Decision | None) -> None:
        self._set(Target.DECISION, item.id, self._sheet.decisions.get(item.id), decision)

    def _set(self, target: Target, key: str, before: Value | None, after: Value | None) -> None:
        first_before = self._values[target, key][0] if (target, key) in self._values else before
        self._values[target, key] = (first_before, after)


def _stands_in_place_of(value: Annotation, gone: Annotation) -> bool:
    if isinstance(value, Event) and isinstance(gone, Event):
        return value.type == gone.type and gone.trigger in (value.trigger, *value.mentions)
    return anchor_of(value).overlaps(anchor_of(gone))


def _targets_before_those_who_point_at_them(change: Change) -> int:
    return list(Target).index(change.target)
