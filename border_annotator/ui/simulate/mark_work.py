"""Turning entities and figures into the gold's, by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of
from border_annotator.domain.entity import Entity
from border_annotator.domain.errors import BugError
from border_annotator.domain.figure import Figure
from border_annotator.services.likely import whole_link
from border_annotator.ui.actions.annotate_actions import DETAIL
from border_annotator.ui.actions.figure_actions import NO_PERIOD
from border_annotator.ui.actions.gazetteer_actions import NO_LINK
from border_annotator.ui.simulate.desk import OutOfReachError
from border_annotator.ui.simulate.form_work import FormWork, as_target

if TYPE_CHECKING:
    from border_annotator.domain.differences import Difference
    from border_annotator.domain.worksheet import Item
    from border_annotator.ui.simulate.desk import Desk


class MarkWork:
    """What a reviewer does with one entity or figure."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._forms = FormWork(desk)

    def make(self, gold_id: str) -> None:
        """Mark what nothing stands for."""
        desk, wanted = self._desk, self._desk.wanted[gold_id]
        desk.select(anchor_of(wanted))
        if isinstance(wanted, Entity):
            desk.ask("entity.label")
            desk.choose(wanted.label)
        else:
            desk.hands.do("figure.new")

    def mend(self, gold_id: str, lack: Difference) -> None:
        """Mend one field of what stands for a gold annotation; others may follow it."""
        wanted, item = self._desk.wanted[gold_id], self._desk.item(gold_id)
        if item is None:
            raise BugError("there is nothing to mend")
        if isinstance(wanted, Entity):
            self._mend_entity(wanted, item, lack)
        elif isinstance(wanted, Figure):
            self._mend_figure(wanted, item, lack)

    def remove(self, item: Item) -> None:
        """Reject what should not be there."""
        self._desk.caret_into(anchor_of(item.value))
        self._desk.hands.do("item.reject")

    def _mend_entity(self, wanted: Entity, item: Item, lack: Difference) -> None:
        desk = self._desk
        match lack.field:
            case "span":
                self._mend_span(wanted, item)
            case "label":
                desk.caret_into(anchor_of(item.value))
                desk.ask("entity.label")
                desk.choose(wanted.label)
            case "link":
                desk.caret_into(anchor_of(item.value))
                desk.ask("entity.link")
                desk.choose_or_write(wanted.link or NO_LINK, self._short_link(wanted))
            case "mention":
                desk.caret_into(anchor_of(item.value))
                desk.ask("entity.label")
                desk.choose(f"{DETAIL}{wanted.mention}")
            case "optional":
                self._doubt(item)
            case _:
                raise OutOfReachError(f"no key sets the {lack.field} of an entity")

    def _mend_figure(self, wanted: Figure, item: Item, lack: Difference) -> None:
        desk, before = self._desk, item.value
        if not isinstance(before, Figure):
            raise BugError("that is no figure")
        if lack.field == "span":
            self._mend_span(wanted, item)
            return
        if lack.field == "optional":
            self._doubt(item)
            return
        target = as_target(before, wanted, desk.paired)
        if target == before:
            raise OutOfReachError("what it should point at is not there")
        desk.caret_into(before.span)
        if not before.is_temporal and not target.is_temporal and self._mend_by_key(before, target, lack.field):
            return
        desk.ask("figure.value")
        if before.is_temporal:
            self._forms.fill_time(before, target)
        else:
            self._forms.fill_figure(before, target)

    def _short_link(self, wanted: Entity) -> str:
        """A link without its beginning where the window adds that."""
        link = wanted.link or ""
        shorter = (link.partition(":")[2], link.partition(":")[2].casefold())
        return next((word for word in reversed(shorter) if word and whole_link(wanted, word) == link), link)

    def _mend_by_key(self, before: Figure, target: Figure, field: str) -> bool:
        """Mend what a quantity counts, or what time it covers, by its own key; whether that was done."""
        desk = self._desk
        if field in ("counted", "unit") and target.counted and target.counted != before.counted:
            desk.ask("figure.counted")
            desk.choose_or_write(target.counted, target.counted)
            return True
        if field == "period" and (target.period is None or desk.sheet.find(target.period) is not None):
            desk.ask("figure.period")
            desk.choose(target.period or NO_PERIOD)
            return True
        return False

    def _doubt(self, item: Item) -> None:
        self._desk.caret_into(anchor_of(item.value))
        self._desk.hands.do("say.mark_doubtful")

    def _mend_span(self, wanted: Entity | Figure, item: Item) -> None:
        """Move the ends, or mark the words anew."""
        desk, span = self._desk, anchor_of(item.value)
        desk.caret_into(span)
        if desk.repair(span, wanted.span):
            return
        if item.is_reviewed:
            desk.hands.do("item.reject")
        self.make(wanted.id)
