"""What the sentences around an event tell about it: where and when it was (guidelines, section 10, rule 5)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.event import Argument, EventTime

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from border_annotator.domain.entity import Entity
    from border_annotator.domain.schema import Schema
    from border_annotator.nlp.event_merging import Draft
    from border_annotator.nlp.fillers import Stage

_WHERE = frozenset(
    {"in", "at", "near", "on", "off", "outside", "along", "around", "across", "to", "over", "inside", "from"}
)
_CLOSE = frozenset({"in", "at", "near", "on", "off", "outside", "along", "around", "inside"})
_PLACED = frozenset({"place", "host", "crossing_point", "destination"})
# What goes on happening in the sentences after the one that tells place and time.
_INCIDENTS = frozenset(
    {"Incident.Violence", "Incident.Death", "Crossing.Detention", "Crossing.Pushback", "Crossing.Entry"}
)
_RESCUES = frozenset({"rescue", "humanitarian"})
_NOT_PLACED = frozenset({"Diplomacy.Accusation", "Diplomacy.Support", "Policy.Measure", "Hybrid.Activity"})
_DAYS = frozenset({"day", "range"})
_FARTHEST = 2


def look_around(drafts: list[Draft], schema: Schema) -> None:
    """Fills places from the same sentence, and places and times of incidents from the ones just before."""
    previous: list[Draft] = []
    for draft in drafts:
        if draft.stage.label not in {"title", "heading"}:
            _place_here(draft, schema)
        earlier = next((d for d in reversed(previous) if _continues(d, draft)), None)
        if earlier is not None:
            _inherit(draft, earlier, schema)
        previous.append(draft)


def _place_here(draft: Draft, schema: Schema) -> None:
    """The place that the trigger's own sentence names: the one that hangs nearest to it."""
    event = draft.event
    role = schema.role(event.type, "place")
    if role is None or event.type in _NOT_PLACED or any(a.role in _PLACED - {"destination"} for a in event.arguments):
        return
    used = {argument.ref for argument in event.arguments}
    found = [
        (_steps(draft.trigger.token, token), entity)
        for token, entity in _named_places(draft.stage, draft.trigger.token)
        if entity.id not in used and role.takes(entity.label)
    ]
    near = [(steps, entity) for steps, entity in found if steps is not None]
    if near:
        best = min(near, key=lambda entry: entry[0])[1]
        draft.event = replace(event, arguments=(*event.arguments, Argument("place", ref=best.id)))


def _named_places(stage: Stage, trigger: Token) -> Iterator[tuple[Token, Entity]]:
    for token in trigger.sent:
        if token.dep_ != "pobj" or token.head.lower_ not in _CLOSE:
            continue
        inner = [
            token,
            *(c for c in token.subtree if c.dep_ == "appos" or (c.dep_ == "pobj" and c.head.lower_ == "of")),
        ]
        for noun in inner:
            entity = stage.name_at(noun)
            if entity is not None and entity.label in {"PLACE", "CROSSING_POINT", "BORDER"}:
                yield noun, entity
                break


def _steps(trigger: Token, place: Token) -> int | None:
    """How far a place hangs from a trigger in the tree; not through another clause's verb."""
    here, steps = place, 0
    while here != trigger:
        if here.head == here:
            return None
        here = here.head
        steps += 1
        if (
            here != trigger
            and here.pos_ in {"VERB", "AUX"}
            and here.dep_ in {"conj", "ccomp", "advcl"}
            and here not in trigger.ancestors
        ):
            return None
        if trigger in here.subtree and here != trigger:
            return steps + 3 if here.pos_ in {"VERB", "AUX", "NOUN"} and here in trigger.ancestors else None
    return steps


def _continues(earlier: Draft, later: Draft) -> bool:
    """Whether a later event may go on where an earlier one was: same section, at most two sentences on."""
    if later.event.type not in _INCIDENTS and later.event.mode not in _RESCUES:
        return False
    if earlier.event.type not in _INCIDENTS and earlier.event.mode not in _RESCUES:
        return False
    if earlier.stage.label in {"title", "heading"} or earlier.event.genericity != later.event.genericity:
        return False
    if earlier.stage is later.stage:
        return 0 <= later.sentence - earlier.sentence <= _FARTHEST
    return later.stage.previous is earlier.stage and later.sentence <= 1


def _inherit(draft: Draft, earlier: Draft, schema: Schema) -> None:
    event, before = draft.event, earlier.event
    if event.status in {"planned", "hypothetical"}:
        return
    same = event.time.norm is None or not _day_like(event.time)
    if event.time.norm is None and _day_like(before.time) and same:
        time = EventTime(
            before.time.norm, before.time.start_date, before.time.end_date, before.time.precision, "inherited"
        )
        event = replace(event, time=time)
    elif event.time.norm is not None:
        draft.event = event
        return
    role = schema.role(event.type, "place")
    if role is not None and not any(a.role in _PLACED for a in event.arguments):
        place = next((a for a in before.arguments if a.role in {"place", "crossing_point"} and a.ref), None)
        if place is not None:
            event = replace(event, arguments=(*event.arguments, Argument("place", ref=place.ref)))
    draft.event = event


def _day_like(time: EventTime) -> bool:
    return time.precision in _DAYS and time.norm is not None
