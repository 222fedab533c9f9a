"""What the sentences around an event tell about it: where and when it was (guidelines, section 10, rule 5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from border_annotator.domain.event import Argument, EventTime
from border_annotator.nlp.event_attributes import is_compared, time_of
from border_annotator.nlp.geo import is_vague
from border_annotator.nlp.syntax import SUBJECTS, is_passive, lemma
from border_annotator.nlp.trigger_rules import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from spacy.tokens import Span, Token

    from border_annotator.domain.entity import Entity
    from border_annotator.domain.figure import Figure
    from border_annotator.domain.schema import Schema
    from border_annotator.nlp.event_merging import Draft
    from border_annotator.nlp.fillers import Stage

_CLOSE = frozenset({"in", "at", "near", "on", "off", "outside", "along", "around", "inside", "across"})
_BESIDE = frozenset({"close", "next", "adjacent"})
_PLACED = frozenset({"place", "host", "crossing_point", "destination"})
# One kind for what is told of in turns.
_KINDS = {
    "BorderControl.Reopening": "BorderControl.Closure", "Crossing.Detention": "Crossing.Pushback",
}  # fmt: skip
_TAKEN = frozenset({"crossing_point", "barrier", "authority", "force"})
_HELD = frozenset({"Crossing.Pushback", "Crossing.Detention"})
# What goes on happening in the sentences after the one that tells place and time.
_INCIDENTS = frozenset(
    {"Incident.Violence", "Incident.Death", "Crossing.Detention", "Crossing.Pushback", "Crossing.Entry",
     "Crossing.Attempt", "Crossing.Smuggling", "Legal.Arrest", "Hybrid.Activity"}
)  # fmt: skip
# Their own time is told or is not: an arrest comes later, an offence was earlier.
_UNTIMED = frozenset({"Legal.Arrest", "Crossing.Smuggling"})
_RESCUES = frozenset({"rescue", "humanitarian"})
_NOT_PLACED = frozenset({"Diplomacy.Accusation", "Diplomacy.Support", "Policy.Measure", "Hybrid.Activity"})
# What happens where the story is; crossings and pushbacks are at the border unless they say where.
_STAYING = frozenset(
    {"Incident.Violence", "Incident.Death", "Crossing.Detention", "Legal.Arrest", "Aid.Assistance", "Force.Deployment"}
)
_FARTHEST = 3
_FACTUAL = frozenset({"occurred", "ongoing", "alleged", "denied"})


@dataclass(slots=True)
class _Story:
    """Where and when the sentences before were, with how many sentences ago."""

    time: EventTime | None = None
    since_time: int = 0
    place: str | None = None
    since_place: int = 0
    # Common nouns that say no more than that it was at some coast, in some village.
    vague: AbstractSet[str] = frozenset()

    def placed(self, draft: Draft) -> str | None:
        """What tells where an event was by its own arguments."""
        return next(
            (a.ref for a in draft.event.arguments if a.role in _PLACED and a.ref and a.ref not in self.vague), None
        )

    def next_sentence(self) -> None:
        self.since_time += 1
        self.since_place += 1
        if self.since_time > _FARTHEST:
            self.time = None
        if self.since_place > _FARTHEST:
            self.place = None


def look_around(drafts: list[Draft], stages: list[Stage], schema: Schema) -> None:
    """Fills places from the same sentence; incidents go on at the place and time of the sentences before."""
    by_sentence: dict[tuple[int, int], list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault((id(draft.stage), draft.trigger.token.sent.start), []).append(draft)
        if draft.stage.label not in {"title", "heading"}:
            _place_here(draft, schema)
    _take_over(drafts, schema)
    vague = {entity.id for stage in stages for entity in stage.created.values() if is_vague(entity)}
    story = _Story(vague=vague)
    for stage in stages:
        if stage.previous is None:
            story = _Story(vague=vague)
        if stage.label in {"title", "heading"}:
            continue
        for sentence in stage.doc.sents:
            here = by_sentence.get((id(stage), sentence.start), [])
            _tell(stage, sentence, here, story)
            story.next_sentence()


def _take_over(drafts: list[Draft], schema: Schema) -> None:
    """Required roles, and who stopped or held people, from the last event of the kind (section 10, rule 5)."""
    last: dict[str, Draft] = {}
    for draft in drafts:
        if draft.stage.label in {"title", "heading"}:
            continue
        kind = _KINDS.get(draft.event.type, draft.event.type)
        before = last.get(kind)
        if before is not None and 0 < _sentences_on(before, draft) <= _FARTHEST:
            _take(draft, before, schema)
        last[kind] = draft


def _take(draft: Draft, before: Draft, schema: Schema) -> None:
    event = draft.event
    filled = {a.role for a in event.arguments}
    taken = {a.ref for a in event.arguments}
    wanted = {role.name for role in schema.roles(event.type) if role.required} & _TAKEN
    if event.type in _HELD and is_passive(draft.trigger.token) and _sentences_on(before, draft) == 1:
        wanted = wanted | {"authority"}
    for name in sorted(wanted - filled):
        role = schema.role(event.type, name)
        added = [a for a in before.event.arguments if a.role == name and a.ref is not None and a.ref not in taken]
        if role is not None and added:
            draft.event = replace(draft.event, arguments=(*draft.event.arguments, *added))


def _sentences_on(before: Draft, draft: Draft) -> int:
    """How many sentences an event is after another one of its section; 0 when that cannot be said."""
    if before.stage is draft.stage:
        return draft.sentence - before.sentence
    if draft.stage.previous is before.stage:
        return draft.sentence + len(list(before.stage.doc.sents)) - before.sentence
    return 0


def _tell(stage: Stage, sentence: Span, drafts: list[Draft], story: _Story) -> None:
    """Takes place and time on from one sentence: what it names itself counts first."""
    named = [(figure, root) for figure, root in stage.figures_of(sentence) if _is_when(stage, figure, root)]
    own = time_of([named[0][0]]) if named else None
    place = next((entity.id for _, entity in _named_places(stage, sentence)), None)
    if own is not None and own.norm is not None and named[0][0].kind == "clock":
        own = replace(own, norm=own.norm[:10])
    if own is not None:
        story.time, story.since_time = own, 0
    used = {a.ref: d for d in drafts for a in d.event.arguments if a.ref is not None and a.role in _PLACED}
    for draft in drafts:
        _inherit(draft, story)
        mine = story.placed(draft)
        if mine is not None and (goes_on(draft) or draft.event.type == "Force.Deployment"):
            story.place, story.since_place = mine, 0
    if place is not None and place not in used and story.since_place:
        story.place, story.since_place = place, 0


def _is_when(stage: Stage, figure: Figure, root: Token) -> bool:
    """Whether a time tells when the story is: not compared with, not the day on which somebody spoke."""
    if figure.kind not in {"date", "date_range", "clock"} or figure.norm is None:
        return False
    if is_compared(stage, figure) or figure.bound is not None:
        return False
    above = [root, root.head, root.head.head]
    return not any(lemma(t) in lexicon().status["speech"] and t.pos_ == "VERB" for t in above)


def goes_on(draft: Draft) -> bool:
    """Whether an event is part of a story that goes on from sentence to sentence."""
    event = draft.event
    return event.type in _INCIDENTS or event.mode in _RESCUES


def stays_there(draft: Draft, last: Draft) -> bool:
    """Whether an incident without a place of its own is where the one before it was."""
    if draft.where is not None or draft.event.type not in _STAYING - {"Force.Deployment", "Legal.Arrest"}:
        return False
    if not goes_on(draft) or any(a.role in _PLACED for a in draft.event.arguments):
        return False
    if last.stage is draft.stage:
        return 0 <= draft.sentence - last.sentence <= 1
    return draft.stage.previous is last.stage and draft.sentence <= 1 and last.stage.label not in {"title", "heading"}


def _inherit(draft: Draft, story: _Story) -> None:
    event = draft.event
    if event.type == "Force.Deployment" and not any(a.role in _PLACED for a in event.arguments):
        draft.where = story.place if story.since_place <= 1 else None
    if not goes_on(draft) or event.status not in _FACTUAL or event.genericity == "generic":
        return
    if (
        event.type not in _UNTIMED
        and (event.time.norm is None or event.time.precision == "duration")
        and story.time is not None
    ):
        time = replace(story.time, basis="inherited")
        draft.event = replace(event, time=time)
    if story.place is not None and event.type in _STAYING and story.placed(draft) is None:
        draft.where = story.place


def _place_here(draft: Draft, schema: Schema) -> None:
    """The place that the trigger's own sentence names: the one that hangs nearest to it."""
    event = draft.event
    role = schema.role(event.type, "place")
    if role is None or event.type in _NOT_PLACED or any(a.role in _PLACED - {"destination"} for a in event.arguments):
        return
    used = {argument.ref for argument in event.arguments}
    found = [
        (_steps(draft.trigger.token, token), entity)
        for token, entity in _named_places(draft.stage, draft.trigger.token.sent)
        if entity.id not in used and role.takes(entity.label)
    ]
    near = [(steps, entity) for steps, entity in found if steps is not None]
    if near:
        best = min(near, key=lambda entry: entry[0])[1]
        draft.event = replace(event, arguments=(*event.arguments, Argument("place", ref=best.id)))


def _named_places(stage: Stage, sentence: Span) -> Iterator[tuple[Token, Entity]]:
    for token in sentence:
        if token.dep_ != "pobj" or not (token.head.lower_ in _CLOSE or _is_beside(token.head)):
            continue
        inner = [
            token,
            *(c for c in token.subtree if c.dep_ == "appos" or (c.dep_ == "pobj" and c.head.lower_ == "of")),
        ]
        for noun in inner:
            entity = stage.name_at(noun) or next(
                (stage.name_at(c) for c in noun.children if c.dep_ == "compound"), None
            )
            if entity is not None and entity.label in {"PLACE", "CROSSING_POINT", "BORDER"}:
                yield noun, entity
                break


def _is_beside(preposition: Token) -> bool:
    """“close to”, “next to”."""
    return preposition.lower_ == "to" and preposition.i > 0 and preposition.nbor(-1).lower_ in _BESIDE


def _steps(trigger: Token, place: Token) -> int | None:
    """How far a place hangs from a trigger in the tree; not through another clause's verb."""
    here, steps = place, 0
    while here != trigger:
        if here.head == here:
            return None
        below, here = here, here.head
        steps += 1
        if (
            here != trigger
            and here.pos_ in {"VERB", "AUX"}
            and here.dep_ in {"conj", "ccomp", "advcl"}
            and here not in trigger.ancestors
        ):
            return None
        if here != trigger and here.is_ancestor(trigger):
            if below.dep_ in SUBJECTS or lemma(here) in lexicon().status["speech"]:
                return None  # “a court in Málaga ruled that …”, “told us in Augusta”
            return steps + 3 if here.pos_ in {"VERB", "AUX", "NOUN"} and here in trigger.ancestors else None
    return steps
