"""What is set in the rows of an event's card: time, place, mentions, relations, doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.domain.errors import BugError, KnownError
from border_annotator.domain.event import Event, EventGeo, EventTime, Relation
from border_annotator.services.written_details import read_place
from border_annotator.ui.actions.annotate_actions import DETAIL
from border_annotator.ui.actions.card_actions import NOTHING, WRITE, place_key, time_key
from border_annotator.ui.actions.role_actions import mention_offers
from border_annotator.ui.events.card_rows import GEO, MENTIONS, RELATIONS, TIME
from border_annotator.ui.simulate.desk import OutOfReachError
from border_annotator.ui.simulate.form_work import FormWork

if TYPE_CHECKING:
    from border_annotator.domain.schema import Schema
    from border_annotator.domain.span import Span
    from border_annotator.domain.worksheet import Item
    from border_annotator.ui.simulate.desk import Desk
    from border_annotator.ui.text.hints import Offer


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
                self._desk.hands.do("say.doubtful")
            case _:
                raise OutOfReachError(f"no key sets the {field} of an event")

    def _edit(self, row_id: str) -> None:
        """Edit a row by its key."""
        self._desk.ask({TIME: "say.when", GEO: "say.where", RELATIONS: "say.relation"}[row_id])

    def _clear(self, row_id: str, place: int) -> None:
        """Clear one of what stands in a row."""
        self._desk.ask("event.clear_role")
        self._desk.choose(f"{DETAIL}{row_id}{DETAIL}{place}")

    def _mend_time(self, wanted: EventTime, event: Event) -> None:
        desk = self._desk
        self._edit(TIME)
        offered = [choice.key for choice in desk.window.chooser.choices]
        if wanted == EventTime():
            desk.choose(NOTHING)
        elif time_key(wanted) in offered:
            desk.choose(time_key(wanted))
        else:
            desk.choose(WRITE)
            self._forms.fill_event_time(event.time, wanted)

    def _mend_place(self, wanted: EventGeo, event: Event) -> None:
        schema = self._desk.window.session.project.schema
        self._edit(GEO)
        countries = " ".join(wanted.countries).casefold()
        words = ["none"] if wanted == EventGeo() else []
        # Without a country only a dash says that none is meant, and not those of before.
        countries = countries or ("-" if event.geo.countries else "")
        words += [countries] if countries else []
        precision = wanted.precision.casefold()
        beginnings = [precision[:size] for size in range(1, len(precision) + 1)]
        words += [f"{countries} {beginning}".strip() for beginning in beginnings]
        words += beginnings if wanted.countries == event.geo.countries else []
        self._desk.choose_or_write(place_key(wanted), _shortest(words, wanted, event.geo, schema))

    def _mend_mentions(self, wanted: Event, event: Event) -> None:
        for place, mention in enumerate(event.mentions):
            if mention not in wanted.mentions:
                self._take_mention(mention, event, place)
                return
        for mention in wanted.mentions:
            if mention not in event.mentions:
                self._add_mention(mention, event)
                return

    def _add_mention(self, mention: Span, event: Event) -> None:
        """Select the words and press the key, or press it and type the letters on one of the words."""
        desk = self._desk
        selecting = desk.keys_to_select(mention)
        hinted = [
            (1 + len(label) + len(mended) + desk.has_selection, offer)
            for label, offer in self._mention_labels(event).items()
            if not offer.is_on
            and offer.span.overlaps(mention)
            and (mended := desk.keys_to_repair(offer.span, mention)) is not None
        ]
        best = min(hinted, key=lambda found: found[0], default=None)
        if best is not None and (selecting is None or best[0] <= selecting + 1):
            desk.drop_selection()
            desk.hands.do("say.mention")
            desk.pick(best[1].key)
            desk.repair(best[1].span, mention)
            return
        desk.select(mention)
        desk.hands.do("say.mention")

    def _take_mention(self, mention: Span, event: Event, place: int) -> None:
        """Take a mention away: by the letters on it where it is in sight, else from the list of what can be cleared."""
        desk = self._desk
        label = next((k for k, offer in self._mention_labels(event).items() if offer.span == mention), None)
        if label is None:
            self._clear(MENTIONS, place)
            return
        desk.drop_selection()
        desk.hands.do("say.mention")
        desk.pick(f"{mention.start}-{mention.end}")

    def _mention_labels(self, event: Event) -> dict[str, Offer]:
        sheet = self._desk.sheet
        return self._desk.window.cards.wait.hints.labelled(lambda seen: mention_offers(sheet, event, seen))

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


def _shortest(words: list[str], wanted: EventGeo, before: EventGeo, schema: Schema) -> str:
    """The shortest of some words that say a place; the place in full where none does."""
    for written in sorted(words, key=len):
        try:
            if read_place(written, before, schema) == wanted:
                return written
        except KnownError:
            continue
    return " ".join((*(wanted.countries or "-"), wanted.precision)).casefold()
