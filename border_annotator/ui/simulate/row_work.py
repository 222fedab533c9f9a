"""What is set in the rows of an event's card: time, place, mentions, relations, doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.errors import BugError
from border_annotator.domain.event import Event, EventTime, Relation
from border_annotator.domain.figure import Figure
from border_annotator.ui.actions.annotate_actions import DETAIL
from border_annotator.ui.actions.card_actions import NOTHING, WRITE
from border_annotator.ui.events.card_rows import GEO, MENTIONS, OPTIONAL, RELATIONS, TIME
from border_annotator.ui.simulate.desk import OutOfReachError
from border_annotator.ui.simulate.form_work import FormWork

if TYPE_CHECKING:
    from border_annotator.domain.event import EventGeo
    from border_annotator.domain.worksheet import Item
    from border_annotator.ui.simulate.desk import Desk


class RowWork:
    """What a reviewer does in the rows of the card in focus."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._forms = FormWork(desk)

    def mend(self, wanted: Event, item: Item, field: str) -> None:
        """Mend what one row says."""
        event = item.value
        if not isinstance(event, Event):
            raise BugError("that is no event")
        match field:
            case "time":
                self._mend_time(wanted.time, event)
            case "geo":
                self._mend_place(wanted.geo, event)
            case "mentions":
                self._mend_mentions(wanted, event)
            case "relations":
                self._mend_relations(wanted, event)
            case "optional":
                self._edit(OPTIONAL)
            case _:
                raise OutOfReachError(f"no key sets the {field} of an event")

    def _edit(self, row_id: str) -> None:
        """Edit a row by its name."""
        self._desk.ask("event.attribute")
        self._desk.choose(f"{DETAIL}{row_id}")

    def _clear(self, row_id: str, place: int) -> None:
        """Clear one of what stands in a row."""
        self._desk.ask("event.clear_role")
        self._desk.choose(f"{DETAIL}{row_id}{DETAIL}{place}")

    def _mend_time(self, wanted: EventTime, event: Event) -> None:
        from border_annotator.nlp.event_attributes import time_of

        desk = self._desk
        if wanted == EventTime():
            self._edit(TIME)
            desk.choose(NOTHING)
            return
        times = [i for i in desk.sheet.figures if isinstance(i.value, Figure) and i.value.is_temporal]
        meant = next((i.id for i in times if isinstance(i.value, Figure) and time_of([i.value]) == wanted), None)
        self._edit(TIME)
        if meant is not None:
            desk.choose(meant)
            return
        desk.choose(WRITE)
        self._forms.fill_event_time(event.time, wanted)

    def _mend_place(self, wanted: EventGeo, event: Event) -> None:
        self._edit(GEO)
        self._forms.fill_place(event.geo, wanted)

    def _mend_mentions(self, wanted: Event, event: Event) -> None:
        for place, mention in enumerate(event.mentions):
            if mention not in wanted.mentions:
                self._clear(MENTIONS, place)
                return
        for mention in wanted.mentions:
            if mention not in event.mentions:
                self._desk.select(mention)
                self._edit(MENTIONS)
                return

    def _mend_relations(self, wanted: Event, event: Event) -> None:
        paired = self._desk.paired
        should = [Relation(r.type, paired.get(r.target, "")) for r in wanted.relations]
        for place, relation in enumerate(event.relations):
            if relation not in should:
                self._clear(RELATIONS, place)
                return
        for relation in should:
            if relation in event.relations:
                continue
            if self._desk.sheet.find(relation.target) is None:
                raise OutOfReachError("the event that it relates to is not there")
            self._edit(RELATIONS)
            self._desk.choose(f"{relation.type}={relation.target}")
            return
