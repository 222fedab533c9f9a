"""Claims and their contents: what somebody is accused of, who denies it, and what a later sentence refers back to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from border_annotator.domain.event import Argument
from border_annotator.nlp.coreference import resolved
from border_annotator.nlp.event_merging import HEADLINES
from border_annotator.nlp.syntax import agents, is_verb, lemma, obliques, themes
from border_annotator.nlp.trigger_rules import ACTOR, lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

    from border_annotator.domain.entity import Entity
    from border_annotator.domain.event import Event
    from border_annotator.domain.schema import Schema
    from border_annotator.nlp.event_merging import Draft
    from border_annotator.nlp.fillers import Stage

# How many sentences back “the step” and a denial may mean something.
_FARTHEST = 3
_ASIDE = frozenset({"while", "as", "although", "though", "when", "after", "before", "since", "whereas"})
_BECAUSE = frozenset({"if", "unless", "when", "because", "since", "after"})
_OVER = frozenset({"over", "after", "following", "because", "due", "amid"})
# What is done for a reason: measures, not incidents.
_REASONED = frozenset(
    {"BorderControl.Closure", "BorderControl.Reopening", "BorderControl.Checks", "BorderControl.Barrier",
     "Force.Deployment", "Policy.Measure", "Diplomacy.Expulsion", "Diplomacy.Agreement"}
)  # fmt: skip
_JUDGED = frozenset({"Diplomacy.Accusation", "Diplomacy.Support"})
# Whose step it was: the roles of those who act.
_ACTING = ("authority", "sender", "perpetrator", "party", "provider", "participant")
_DENIABLE = frozenset({"Crossing.Pushback", "Incident.Violence", "Incident.Death", "Hybrid.Activity"})


def settle_claims(drafts: list[Draft], stages: list[Stage], schema: Schema) -> None:
    """Links accusations and defences to what they are about, and claims to those who deny them."""
    order = {id(stage): index for index, stage in enumerate(stages)}
    there: list[list[Draft]] = [[] for _ in stages]
    for draft in drafts:
        there[order[id(draft.stage)]].append(draft)
    for index, draft in enumerate(drafts):
        here = there[order[id(draft.stage)]]
        if draft.event.type in _JUDGED and not _content_in_clause(draft, here, schema):
            _content_before(draft, drafts[max(0, index - 12) : index], schema)
    for index, stage in enumerate(stages):
        near = [d for group in there[max(0, index - 1) : index + 1] for d in group if d.stage.label not in HEADLINES]
        for token in stage.doc if near else ():
            if is_verb(token) and _denies(token):
                _denied(stage, token, near, schema)


def _content_in_clause(draft: Draft, drafts: list[Draft], schema: Schema) -> bool:
    """Finds in its piece the event named inside its clause (guidelines, section 8, rule 6)."""
    for other in drafts:
        if other is draft or other.event.type == draft.event.type:
            continue
        if not _is_inside(other.trigger.token, draft.trigger.token):
            continue
        _link(draft, other, schema)
        _blame(draft, other, schema)
        if draft.event.mode == "accuse" and other.event.status in {"occurred", "ongoing", "alleged"}:
            _attribute(
                other, [a.ref for a in draft.event.arguments if a.role == "accuser" and a.ref], schema, "alleged"
            )
        return True
    return False


def _is_inside(token: Token, above: Token) -> bool:
    here = token
    while here.head != here and here != above:
        marks = {c.lower_ for c in here.children if c.dep_ in {"mark", "advmod"}}
        if here.dep_ in {"conj", "relcl"} or (here.dep_ == "advcl" and marks & _ASIDE):
            return False
        here = here.head
    return here == above and token != above


def _link(draft: Draft, other: Draft, schema: Schema) -> None:
    if schema.role(draft.event.type, "content") is None:
        return
    kept = tuple(a for a in draft.event.arguments if a.role != "content")
    draft.event = replace(draft.event, arguments=(*kept, Argument("content", ref=other.event.id)))


def _blame(draft: Draft, other: Draft, schema: Schema) -> None:
    """Who is accused of something did it: “holds Minsk responsible for the attack”."""
    if draft.event.type != "Diplomacy.Accusation":
        return
    roles = [r for name in ("perpetrator", "authority") if (r := schema.role(other.event.type, name)) is not None]
    if not roles or any(a.role == roles[0].name for a in other.event.arguments):
        return
    known = {e.id: e.label for e in (*(e for _, e in draft.stage.names), *draft.stage.created.values())}
    taken = {a.ref for a in other.event.arguments}
    for argument in draft.event.arguments:
        label = known.get(argument.ref or "")
        if argument.role == "accused" and label is not None and roles[0].takes(label) and argument.ref not in taken:
            added = Argument(roles[0].name, ref=argument.ref)
            other.event = replace(other.event, arguments=(*other.event.arguments, added))
            return


def settle_reasons(drafts: list[Draft], schema: Schema) -> None:
    """“closed when balloons drifted in”, “summoned over the violation”, “will close unless the attacks stop”."""
    for index, draft in enumerate(drafts):
        role = schema.role(draft.event.type, "reason")
        if role is None or not role.takes("EVENT") or draft.event.type not in _REASONED:
            continue
        for other in drafts[max(0, index - 6) : index + 7]:
            if other is draft or other.stage is not draft.stage or not _is_reason(other.trigger.token, draft):
                continue
            draft.event = replace(
                draft.event, arguments=(*draft.event.arguments, Argument("reason", ref=other.event.id))
            )
            break


def _is_reason(token: Token, draft: Draft) -> bool:
    here = token
    while here.head not in {here, draft.trigger.token}:
        here = here.head
    if here.head == here:
        return False
    marks = {c.lower_ for c in here.children if c.dep_ in {"mark", "advmod"}}
    return (here.dep_ == "advcl" and bool(marks & _BECAUSE)) or (here.dep_ == "prep" and here.lower_ in _OVER)


def _content_before(draft: Draft, before: list[Draft], schema: Schema) -> None:
    """“condemned the step”, “backed it”: what the sentences before told, and whose step it was."""
    if draft.stage.label in HEADLINES or any(a.role == "content" for a in draft.event.arguments):
        return
    token = draft.trigger.token
    objects = [*themes(token), *(n for _, n in obliques(token))]
    named = any(a.role in {"accused", "supported"} for a in draft.event.arguments)
    if not any(lemma(noun) in lexicon().words["anaphoric"] for noun in objects):
        return
    for other in reversed(before):
        if other.event.type in _JUDGED or other.stage.label in HEADLINES or not _is_recent(other, draft):
            continue
        _link(draft, other, schema)
        aimed = "accused" if draft.event.type == "Diplomacy.Accusation" else "supported"
        actor = next((a.ref for role in _ACTING for a in other.event.arguments if a.role == role and a.ref), None)
        taken = {a.ref for a in draft.event.arguments}
        if not named and actor is not None and actor not in taken:
            draft.event = replace(draft.event, arguments=(*draft.event.arguments, Argument(aimed, ref=actor)))
        return


def _is_recent(other: Draft, draft: Draft) -> bool:
    if other.stage is draft.stage:
        return 0 <= draft.sentence - other.sentence <= _FARTHEST
    return draft.stage.previous is other.stage and draft.sentence <= _FARTHEST


def _denies(verb: Token) -> bool:
    """“denied it”, “rejected the charge”, “called that an invention”; not the denial of something named below it."""
    words = lexicon().words
    if lemma(verb) in lexicon().status["denied"] and verb.dep_ != "amod":
        below = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]
        return not below or any(lemma(c) in words["claims"] for c in below)
    said = [c for c in verb.children if c.dep_ in {"oprd", "attr", "acomp", "ccomp"}]
    return any(lemma(c) in words["untrue"] or {lemma(t) for t in c.children} & words["untrue"] for c in said) and (
        lemma(verb) in {"call", "label", "brand", "dismiss", "describe"}
    )


def _denied(stage: Stage, verb: Token, near: list[Draft], schema: Schema) -> None:
    """Marks what a denial is about: the claims of the sentence itself, else those of the nearest one before."""
    if any(d.stage is stage and verb.is_ancestor(d.trigger.token) and d.event.status == "denied" for d in near):
        return
    position = stage.offset + verb.idx
    claims = [
        d
        for d in near
        if d.event.trigger.start < position
        and (d.event.status == "alleged" or (d.event.type in _DENIABLE and d.event.attribution == "attributed"))
        and d.event.polarity == "positive"
    ]
    if not claims:
        return
    last = claims[-1]
    if last.stage is stage and verb.sent.start_char - last.trigger.token.sent.end_char > 400:
        return
    same = [d for d in claims if d.stage is last.stage and d.sentence == last.sentence]
    speakers = [ref for noun in agents(verb)[:1] for ref in _entity(stage, noun)]
    for draft in same:
        _attribute(draft, speakers, schema, "denied")


def _entity(stage: Stage, noun: Token) -> list[str]:
    there, real = resolved(stage, noun)
    found: Entity | None = there.entity(real)
    return [found.id] if found is not None and found.label in ACTOR else []


def _attribute(draft: Draft, speakers: list[str], schema: Schema, status: str) -> None:
    event: Event = draft.event
    known = {a.ref for a in event.arguments if a.role == "source"}
    new = [ref for ref in speakers if ref not in known] if schema.role(event.type, "source") is not None else []
    sides = len(known) + len(new)
    attribution = "contested" if status == "denied" and sides > 1 else event.attribution
    attribution = "attributed" if attribution == "narrator" and sides else attribution
    arguments = (*event.arguments, *(Argument("source", ref=ref) for ref in new))
    draft.event = replace(event, status=status, attribution=attribution, arguments=arguments)
