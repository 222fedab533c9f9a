"""One article as a reviewer sees it: the reviewer's annotations and what still waits for a verdict."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import islice
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import Kind
from border_annotator.domain.item import STATES, Item, State, StoredItem
from border_annotator.domain.layer import Review, ReviewState, Verdict
from border_annotator.domain.mask import Mask, mask_of
from border_annotator.domain.suggestion import Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.document import Document
    from border_annotator.domain.item import Proposal, Rows, Stored
    from border_annotator.domain.layer import Decision
    from border_annotator.domain.span import Span

__all__ = [
    "Item",
    "State",
    "Worksheet",
    "laid_items",
    "own_items",
    "renewed",
    "sheet_of",
    "worksheet",
    "worksheet_of_rows",
]


@dataclass(frozen=True)
class Worksheet:
    """A document with everything on it, for one layer. It is a picture of one moment and never changes.

    ``has_review`` tells whether ``review`` is stored or only what holds before the reviewer has said anything.
    ``reading`` is the run whose suggestions are on it, where it was read from a project.
    """

    document: Document
    items: tuple[Item, ...]
    decisions: Mapping[str, Decision]
    review: Review
    has_review: bool = False
    reading: str | None = field(default=None, compare=False)

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        """All items by their ids."""
        return {item.id: item for item in self.items}

    def find(self, annotation_id: str) -> Item | None:
        """The item of that id, rejected ones included."""
        return self.by_id.get(annotation_id)

    def live(self) -> tuple[Item, ...]:
        """All items but the rejected ones, in reading order."""
        return tuple([item for item in self.items if item.state is not State.REJECTED])

    @cached_property
    def events(self) -> tuple[Item, ...]:
        """The events that are not rejected, in the order of their triggers."""
        return tuple([item for item in self.items if _is_live(item, Kind.EVENT)])

    @cached_property
    def entities(self) -> tuple[Item, ...]:
        """The entities that are not rejected, in reading order."""
        return tuple([item for item in self.items if _is_live(item, Kind.ENTITY)])

    @cached_property
    def figures(self) -> tuple[Item, ...]:
        """The figures that are not rejected, in reading order."""
        return tuple([item for item in self.items if _is_live(item, Kind.FIGURE)])

    @cached_property
    def rejected_events(self) -> tuple[Item, ...]:
        """The events that are rejected, in the order of their triggers."""
        return tuple([item for item in self.items if _is_rejected_event(item)])

    @cached_property
    def waiting(self) -> int:
        """How many events wait for a verdict."""
        return sum(map(_waits, self.events))

    @cached_property
    def mask(self) -> Mask:
        """Where nothing may be annotated."""
        return mask_of(self.document.layout)

    @cached_property
    def longest(self) -> int:
        """How long the longest span is, or once was."""
        return max((item.end - item.start for item in self.items), default=0)

    def items_in(self, start: int, end: int) -> list[Item]:
        """The items, rejected ones included, whose own span touches what lies from ``start`` to ``end``."""
        first = bisect_left(self.items, start - self.longest, key=_start)
        found = []
        for item in islice(self.items, first, None):
            if item.start >= end:
                break
            if item.end > start:
                found.append(item)
        return found

    def at(self, span: Span) -> tuple[Item, ...]:
        """The live items whose own span overlaps ``span``, the best fitting first."""
        found = [item for item in self.items_in(span.start, span.end) if item.state is not State.REJECTED]
        return tuple(sorted(found, key=lambda item: -_fit(item.anchor, span)))

    def referring_to(self, annotation_id: str) -> tuple[Item, ...]:
        """The live items that point at that annotation."""
        return tuple([item for item in self.live() if item.points_at(annotation_id)])

    @property
    def is_started(self) -> bool:
        """Whether the reviewer has done anything on it."""
        return bool(self.decisions) or any(item.is_reviewed for item in self.items)


def worksheet(
    document: Document,
    suggestions: Iterable[Suggestion],
    annotations: Iterable[Annotation],
    decisions: Mapping[str, Decision],
    review: Review | None,
) -> Worksheet:
    """Lay the reviewer's ``annotations`` over the machine's ``suggestions``."""
    proposed = {suggestion.id: suggestion for suggestion in suggestions}
    items: list[Item] = []
    for annotation in annotations:
        suggestion = proposed.pop(annotation.id, None)
        items.append(Item(annotation, _state_of_own(decisions.get(annotation.id)), suggestion))
    items += [Item(s.value, _state_of_proposed(decisions.get(s.id)), s) for s in proposed.values()]
    return sheet_of(document, items, decisions, review, None)


def worksheet_of_rows(
    document: Document,
    rows: Rows,
    proposals: Iterable[Proposal],
    annotations: Iterable[Stored],
    decisions: Mapping[str, Decision],
    review: Review | None,
    *,
    masked: Collection[str] = (),
    reading: str | None = None,
) -> Worksheet:
    """The same from rows, whose values are read when somebody asks for them.

    Of the suggestions with the ids ``masked``, what is masked is left out, and those that stand in a masked place.
    """
    own = {row.id: row for row in annotations}
    items = laid_items(rows, proposals, own, decisions, masked, cache(lambda: mask_of(document.layout)))
    items += own_items(rows, own, decisions)
    return sheet_of(document, items, decisions, review, reading)


def renewed(
    sheet: Worksheet,
    touched: Collection[str],
    rows: Rows,
    proposals: Iterable[Proposal],
    annotations: Iterable[Stored],
    decisions: Mapping[str, Decision],
    review: Review | None,
    *,
    masked: Collection[str] = (),
) -> Worksheet:
    """A worksheet after an edit that ``touched`` some ids; rows and decisions are those of these ids as they are now.

    All that was not touched is taken over: an edit of one annotation costs the same on a worksheet of any size.
    """
    all_decisions = dict(sheet.decisions)
    for key in touched:
        all_decisions.pop(key, None)
    all_decisions.update(decisions)
    own = {row.id: row for row in annotations}
    come = laid_items(rows, proposals, own, decisions, masked, lambda: sheet.mask)
    come += own_items(rows, own, decisions)
    gone = [item for key in touched if (item := sheet.find(key)) is not None]
    fresh = Worksheet(
        sheet.document,
        _changed(sheet.items, gone, come),
        all_decisions,
        review or Review(sheet.document.id, ReviewState.OPEN),
        has_review=review is not None,
        reading=sheet.reading,
    )
    _take_over(sheet, fresh, gone, come)
    return fresh


def _take_over(sheet: Worksheet, fresh: Worksheet, gone: list[Item], come: list[Item]) -> None:
    """Give a renewed worksheet what the one before has found out, with what has changed."""
    known, mine = vars(sheet), vars(fresh)
    by_id = dict(sheet.by_id)
    by_id.update((item.id, item) for item in come)
    for key in {item.id for item in gone} - {item.id for item in come}:
        del by_id[key]
    mine["by_id"] = by_id
    mine["longest"] = max([sheet.longest, *(item.end - item.start for item in come)])
    if "mask" in known:
        mine["mask"] = known["mask"]
    for name, kind in (("events", Kind.EVENT), ("entities", Kind.ENTITY), ("figures", Kind.FIGURE)):
        if name in known:
            lost = [item for item in gone if _is_live(item, kind)]
            mine[name] = _changed(known[name], lost, [item for item in come if _is_live(item, kind)])
    if "waiting" in known:
        mine["waiting"] = known["waiting"] + sum(map(_waits, come)) - sum(map(_waits, gone))
    if "rejected_events" in known:
        lost = [item for item in gone if _is_rejected_event(item)]
        mine["rejected_events"] = _changed(
            known["rejected_events"], lost, [item for item in come if _is_rejected_event(item)]
        )


def _changed(items: tuple[Item, ...], gone: list[Item], come: list[Item]) -> tuple[Item, ...]:
    """Items in reading order without some and with others."""
    if not gone and not come:
        return items
    found = list(items)
    for item in gone:
        place = bisect_left(found, _place(item), key=_place)
        if place < len(found) and found[place] is item:
            del found[place]
    for item in come:
        found.insert(bisect_left(found, _place(item), key=_place), item)
    return tuple(found)


def laid_items(
    rows: Rows,
    proposals: Iterable[Proposal],
    own: dict[str, Stored],
    decisions: Mapping[str, Decision],
    masked: Collection[str],
    mask: Callable[[], Mask],
) -> list[Item]:
    """The items of suggestions, with what the reviewer made of them; that is taken out of ``own``."""
    items: list[Item] = []
    for proposal in proposals:
        key = proposal.id
        decision = decisions.get(key) if decisions else None
        mine = own.pop(key, None) if own else None
        if key in masked and decision is None:
            item = _unmasked_item(rows, proposal, mine, mask())
            if item is not None:
                items.append(item)
        elif mine is not None:
            items.append(StoredItem(rows, mine, _state_of_own(decision), proposal))
        else:
            items.append(StoredItem(rows, proposal, _state_of_proposed(decision), proposal))
    return items


def own_items(rows: Rows, own: Mapping[str, Stored], decisions: Mapping[str, Decision]) -> list[Item]:
    """The items of the reviewer's own that no suggestion stands behind."""
    return [StoredItem(rows, row, _state_of_own(decisions.get(row.id)), None) for row in own.values()]


def _unmasked_item(rows: Rows, proposal: Proposal, mine: Stored | None, mask: Mask) -> Item | None:
    """The item of a suggestion that touches the mask: without what of it is masked, ``None`` where that is all."""
    value = rows.value(proposal)
    clipped = mask.clipped(value)
    if clipped is value:
        return StoredItem(rows, mine or proposal, _state_of(mine), proposal)
    if clipped is None:
        return StoredItem(rows, mine, State.ADDED, None) if mine is not None else None
    whole = rows.suggestion(proposal)
    suggestion = Suggestion(whole.document_id, clipped, whole.source, whole.confidence, whole.reason)
    return Item(clipped if mine is None else rows.value(mine), _state_of(mine), suggestion)


def _state_of(mine: Stored | None) -> State:
    return State.SUGGESTED if mine is None else State.ADDED


def _state_of_own(decision: Decision | None) -> State:
    return State.ADDED if decision is None else STATES[decision.verdict]


def _state_of_proposed(decision: Decision | None) -> State:
    return State.REJECTED if decision is not None and decision.verdict is Verdict.REJECTED else State.SUGGESTED


def sheet_of(
    document: Document,
    items: list[Item],
    decisions: Mapping[str, Decision],
    review: Review | None,
    reading: str | None,
) -> Worksheet:
    """The worksheet of items, which are in the order of the text afterwards."""
    items.sort(key=_place)
    shown = review or Review(document.id, ReviewState.OPEN)
    return Worksheet(document, tuple(items), decisions, shown, has_review=review is not None, reading=reading)


def _is_live(item: Item, kind: Kind) -> bool:
    return item.kind is kind and item.state is not State.REJECTED


def _is_rejected_event(item: Item) -> bool:
    return item.state is State.REJECTED and item.kind is Kind.EVENT


def _waits(item: Item) -> bool:
    return item.state is State.SUGGESTED and item.kind is Kind.EVENT


def _start(item: Item) -> int:
    return item.start


def _place(item: Item) -> tuple[int, int, str]:
    return item.start, item.end, item.id


def _fit(mine: Span, other: Span) -> float:
    return mine.shared(other) / (max(mine.end, other.end) - min(mine.start, other.start))
