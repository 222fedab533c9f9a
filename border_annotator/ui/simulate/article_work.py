"""One article from what is suggested, or from nothing, to exactly the gold."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.domain.annotation import anchor_of, kind_of, label_of
from border_annotator.domain.differences import differences
from border_annotator.domain.entity import Entity
from border_annotator.domain.event import Event
from border_annotator.domain.keystrokes import Effort
from border_annotator.services.rehearsal_results import ArticleWork, Start, Unreached, Work
from border_annotator.ui.said import told
from border_annotator.ui.simulate.desk import OutOfReachError
from border_annotator.ui.simulate.event_work import FIRST, LEADING, EventWork
from border_annotator.ui.simulate.mark_work import MarkWork

if TYPE_CHECKING:
    from collections.abc import Callable

    from border_annotator.domain.annotation import Annotation
    from border_annotator.domain.differences import Difference
    from border_annotator.domain.worksheet import Item
    from border_annotator.ui.simulate.desk import Desk

PASSES = 4
"""How often the article is gone through: what waits for something else to be there is done in the next pass."""
TRIES = 40
"""How many steps one annotation may take in a pass."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A place of the article with something to do: the gold annotation, or what stands for none."""

    place: int
    is_event: bool
    key: str
    item_id: str
    gold_id: str | None


class ArticleReview:
    """The simulated reviewer at one article."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._marks = MarkWork(desk)
        self._events = EventWork(desk)
        self._efforts: dict[str, Effort] = {}
        self._rest = Effort()
        self._before = ""
        self._starts = {gold_id: self._start(gold_id) for gold_id in desk.wanted}
        self._wrong = {item.id: item.value for item in desk.extras()}
        self._reasons: dict[tuple[str, str], str] = {}

    def do(self) -> ArticleWork:
        """Work until the layer is the gold, or until nothing more can be done by keys."""
        before: list[Difference] | None = None
        for _k in range(PASSES):
            self._go_through()
            now = self._left()
            if not now or now == before:
                break
            before = now
        left = tuple(map(self._unreached, self._left()))
        works = self._works()
        self._desk.hands.do("document.done")
        self._rest += self._desk.hands.log.take()
        return ArticleWork(self._desk.gold.doc_id, works, self._rest, left)

    # The way through the article

    def _go_through(self) -> None:
        """Once through the article in reading order, then the marks that are left, then all that waits and is right."""
        desk = self._desk
        stops = sorted(self._stops(), key=lambda stop: (stop.place, stop.is_event, stop.key))
        for k, stop in enumerate(stops):
            if stop.gold_id is not None and self._is_done(stop.gold_id):
                continue
            following = next((other for other in stops[k:] if other.is_event), None)
            if following is not None and (stop.is_event or self._is_nearer(stop, following)):
                self._go_on_to(following)
            if stop.is_event:
                self._before = stop.key
            self._stop_at(stop)
        self._before = ""
        for value in self._in_order(lambda value: not isinstance(value, Event)):
            if not self._is_done(value.id):
                self._work_on(value.id)
        for item in desk.extras():
            if not isinstance(item.value, Event):
                self._take_off(item)
        if any(item.is_open for item in desk.sheet.items):
            desk.hands.do("document.confirm_rest")
            self._rest += desk.hands.log.take()
            desk.look()

    def _stop_at(self, stop: Stop) -> None:
        item = self._desk.sheet.find(stop.item_id)
        if stop.gold_id is not None:
            self._work_on(stop.gold_id)
        elif item is not None and item in self._desk.extras():
            self._take_off(item)

    def _go_on_to(self, following: Stop) -> None:
        """Bring the next event into focus; this is the last thing to do for the one before, as it is on confirming."""
        item = self._desk.sheet.find(following.item_id)
        if item is not None and self._before:
            self._try(self._before, "focus", functools.partial(self._events.focus, item))
            self._book(self._before)

    def _is_nearer(self, stop: Stop, following: Stop) -> bool:
        """Whether a mark is nearer to the next event, which comes into focus anyway, than to the caret."""
        desk, item, event = self._desk, self._desk.sheet.find(stop.item_id), self._desk.sheet.find(following.item_id)
        if item is None or event is None:
            return False
        span = anchor_of(item.value)
        places = range(span.start, span.end + 1)
        here, there = desk.keys_to_caret(places), desk.keys_from(anchor_of(event.value).start, places)
        return here is not None and there is not None and there < here

    def _is_done(self, gold_id: str) -> bool:
        """Whether nothing is left to do for an annotation; an entity or a figure may wait for the rest."""
        item = self._desk.item(gold_id)
        waits = item is not None and item.is_open and isinstance(item.value, Event)
        return item is not None and not waits and not self._desk.lacks(gold_id)

    def _stops(self) -> list[Stop]:
        """Where there is something to do. A mention that fills a role is made when the role is filled."""
        desk = self._desk
        events = [value for value in desk.wanted.values() if isinstance(value, Event)]
        filling = {argument.ref for event in events for argument in event.arguments}
        stops = []
        for value in desk.wanted.values():
            item = desk.item(value.id)
            if isinstance(value, Event) or item is not None or value.id not in filling:
                place = self._place(anchor_of(value).start, item)
                stops.append(Stop(place, isinstance(value, Event), value.id, item.id if item else "", value.id))
        for item in desk.extras():
            if isinstance(item.value, Event) or not self._gives_way(item):
                place = self._place(anchor_of(item.value).start, item)
                stops.append(Stop(place, isinstance(item.value, Event), item.id, item.id, None))
        return stops

    def _place(self, start: int, item: Item | None) -> int:
        """Where a stop is in the text: what fills a role is mended before the first event that it fills one of."""
        if item is None or isinstance(item.value, Event):
            return start
        return min([start, *(anchor_of(other.value).start for other in self._desk.sheet.referring_to(item.id))])

    def _work_on(self, gold_id: str) -> None:
        """Bring one annotation as near to its gold one as keys can."""
        desk, wanted = self._desk, self._desk.wanted[gold_id]
        work = self._events if isinstance(wanted, Event) else self._marks
        failed: set[str] = set()
        for _k in range(TRIES):
            item = desk.item(gold_id)
            if item is None:
                if "missing" in failed or not self._try(gold_id, "missing", functools.partial(work.make, gold_id)):
                    break
                failed.add("missing")
                continue
            lack = next((lack for lack in _sorted(desk.lacks(gold_id)) if lack.field not in failed), None)
            if lack is None:
                break
            before = item.value
            done = self._try(gold_id, lack.field, functools.partial(work.mend, gold_id, lack))
            now = desk.item(gold_id)
            if (not done and lack.field != "arguments") or (now is not None and now.value == before):
                failed.add(lack.field)
        item = desk.item(gold_id)
        if isinstance(wanted, Event) and item is not None and item.is_open:
            self._try(gold_id, "verdict", lambda: self._events.confirm(item))
        self._book(gold_id)
        if isinstance(wanted, Event):
            self._mend_fillers(wanted)

    def _mend_fillers(self, event: Event) -> None:
        """Mend what has just been made by filling the event's roles, while the caret is near."""
        for argument in event.arguments:
            filler = self._desk.wanted.get(argument.ref or "")
            if filler is not None and not isinstance(filler, Event) and self._desk.lacks(filler.id):
                self._work_on(filler.id)

    def _take_off(self, item: Item) -> None:
        work = self._events if isinstance(item.value, Event) else self._marks
        self._try(item.id, "extra", lambda: work.remove(item))
        self._book(item.id)

    def _try(self, key: str, field: str, step: Callable[[], None]) -> bool:
        """Do one step; a step that cannot be done leaves its reason."""
        try:
            step()
        except OutOfReachError as error:
            self._reasons[key, field] = told(error)
            self._desk.leave()
            return False
        finally:
            self._desk.look()
        said = self._desk.message()
        if said:
            self._reasons[key, field] = said
        return True

    def _gives_way(self, item: Item) -> bool:
        """Whether an extra mark goes by itself when what should stand in its place is made."""
        return item.is_open and any(
            type(value) is type(item.value)
            and self._desk.item(value.id) is None
            and anchor_of(value).overlaps(anchor_of(item.value))
            for value in self._desk.wanted.values()
        )

    # The account

    def _in_order(self, which: Callable[[Annotation], bool]) -> list[Annotation]:
        return sorted(filter(which, self._desk.wanted.values()), key=lambda value: (anchor_of(value), value.id))

    def _book(self, key: str) -> None:
        self._efforts[key] = self._efforts.get(key, Effort()) + self._desk.hands.log.take()

    def _start(self, gold_id: str) -> Start:
        desk, item = self._desk, self._desk.item(gold_id)
        if item is None:
            return Start.NOTHING
        lacking = {lack.field for lack in desk.lacks(gold_id)}
        if not lacking:
            return Start.RIGHT
        most = set(FIRST) if isinstance(item.value, Event) else {"span", "label"}
        if not isinstance(item.value, Event | Entity):
            most = {"span"}
        return Start.OTHER if lacking & most else Start.NEAR

    def _left(self) -> list[Difference]:
        """What the stored layer lacks."""
        desk = self._desk
        stored = desk.window.session.project.layers.annotations(
            desk.window.session.project.layer.id, desk.sheet.document.id
        )
        return differences(desk.wanted.values(), stored, desk.paired)

    def _works(self) -> tuple[Work, ...]:
        desk = self._desk
        works = [
            Work(
                kind_of(value),
                label_of(value),
                _surface(value, desk.text),
                self._starts[value.id],
                self._efforts.get(value.id, Effort()),
                value.id,
            )
            for value in self._in_order(lambda _value: True)
        ]
        works += [
            Work(kind_of(value), label_of(value), _surface(value, desk.text), Start.WRONG, self._efforts[key])
            for key, value in self._wrong.items()
            if key in self._efforts
        ]
        known = {*desk.wanted, *self._wrong}
        self._rest += sum((effort for key, effort in self._efforts.items() if key not in known), Effort())
        return tuple(works)

    def _unreached(self, lack: Difference) -> Unreached:
        key = lack.gold_id or lack.item_id or ""
        words = " ".join(lack.place.text_in(self._desk.text).split())[:60]
        reason = self._reasons.get((key, lack.field), "")
        return Unreached(lack.kind, lack.field, words, _said(lack.now), _said(lack.wanted), reason)


def _sorted(lacks: list[Difference]) -> list[Difference]:
    """Those first that others follow: severity follows the status, the place what fills the roles."""
    order = (*FIRST, *LEADING)
    return sorted(lacks, key=lambda lack: order.index(lack.field) if lack.field in order else len(order))


def _surface(value: Annotation, text: str) -> str:
    """What an annotation covers, on one line."""
    return " ".join(anchor_of(value).text_in(text).split())[:60]


def _said(value: object) -> str:
    if isinstance(value, frozenset):
        return "; ".join(sorted(map(str, value))) or "none"
    return "none" if value is None else str(value)
