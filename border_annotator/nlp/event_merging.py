"""Which mentions of events are the same event (guidelines, section 8, rule 1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from border_annotator.nlp.syntax import NOUNS, lemma, themes

if TYPE_CHECKING:
    from border_annotator.domain.event import Event
    from border_annotator.nlp.fillers import Stage
    from border_annotator.nlp.triggers import Trigger

HEADLINES = frozenset({"title", "heading"})
# Where the text tells again what its body tells: the body's mention is the event.
_RETELLING = HEADLINES | {"correction"}
# A second sentence about the same people is about the same event; a third one rarely.
MOST_SENTENCES_APART = 2
# Comparing every mention of a long text with every other would take minutes.
MOST_COMPARED = 40
_CONTESTED = frozenset({"alleged", "denied"})
_AGAIN = frozenset({"these", "those", "the", "both"})
_SAME_PEOPLE = frozenset(
    {"person", "force", "crossing_point", "defendant", "target", "victim", "barrier", "beneficiary"}
)


@dataclass
class Draft:
    """An event before it is merged with the other mentions of the same thing."""

    event: Event
    trigger: Trigger
    stage: Stage
    sentence: int
    # The entity that tells where it was when no argument of its own does: the place of the sentences before.
    where: str | None = None


def merged(drafts: list[Draft]) -> list[Draft]:
    """One event for all mentions of the same thing: headlines and nominalisations join the fuller mention."""
    kept: list[Draft] = []
    known = _known(drafts)
    by_type: dict[str, list[Draft]] = {}
    for draft in sorted(
        drafts,
        key=lambda d: (
            d.stage.label in _RETELLING,
            "only_mention" in d.trigger.rule.flags,
            d.stage.offset,
            d.trigger.token.i,
        ),
    ):
        partner = _partner(
            [other for other in by_type.get(draft.event.type, [])[-MOST_COMPARED:] if _same(other, draft, known)], draft
        )
        if partner is not None:
            _join(partner, draft)
        elif "only_mention" not in draft.trigger.rule.flags:
            kept.append(draft)
            by_type.setdefault(draft.event.type, []).append(draft)
    return sorted(kept, key=lambda d: d.event.trigger)


def _partner(candidates: list[Draft], draft: Draft) -> Draft | None:
    """The event that a further mention belongs to: the nearest one; for a headline the same word, then the next one."""
    if not candidates:
        return None
    if draft.stage.label not in _RETELLING:
        return candidates[-1]
    word = lemma(draft.trigger.token)
    alike = [other for other in candidates if lemma(other.trigger.token) == word]
    later = [other for other in candidates if other.event.trigger > draft.event.trigger]
    return (alike or later or candidates)[0]


def _same(one: Draft, two: Draft, known: dict[str, str]) -> bool:
    """Whether two mentions of a type are the same event, as far as their words tell."""
    if one.event.type != two.event.type:
        return False
    if two.event.status == "denied" and _only_names(two) and one.event.status in _CONTESTED:
        return True
    if one.event.polarity != two.event.polarity:
        return False
    if one.event.trigger.overlaps(two.event.trigger) or two.stage.label in _RETELLING or _inside(one, two):
        return True
    if "only_mention" in two.trigger.rule.flags or two.trigger.rule.mode == "rotate":
        return one.event.status == two.event.status == "planned"
    ones, twos = _values(one, known), _values(two, known)
    if any(ones.get(role) and twos.get(role) and not ones[role] & twos[role] for role in ("count", "time", "place")):
        return False
    shared = {role for role in ones if role in twos and ones[role] & twos[role]}
    if one.event.mode == two.event.mode == "surge":
        alike = bool(ones.get("time")) == bool(twos.get("time"))
        return alike and ("destination" in shared or not (ones.get("destination") and twos.get("destination")))
    near = one.stage is two.stage and abs(one.sentence - two.sentence) <= MOST_SENTENCES_APART
    again = "count" in shared and any(c.lower_ in _AGAIN for n in themes(two.trigger.token) for c in n.children)
    return ((near and bool(shared & _SAME_PEOPLE)) or again) and one.event.status == two.event.status


def _only_names(draft: Draft) -> bool:
    """Whether a noun names an event without telling more of it: “No pushbacks took place”."""
    told = {argument.role for argument in draft.event.arguments} - {"source", "content", "reason", "count"}
    return draft.trigger.token.pos_ in NOUNS and not told


def _inside(one: Draft, two: Draft) -> bool:
    """“measures suspending asylum”, “an influx of migrants attempting to cross”: the second only details the first."""
    if one.stage is not two.stage or not one.trigger.token.is_ancestor(two.trigger.token):
        return False
    details = {"Policy.Measure": {"acl", "relcl", "amod"}, "Crossing.Attempt": {"acl"}}
    return two.trigger.token.dep_ in details.get(one.event.type, set())


def _known(drafts: list[Draft]) -> dict[str, str]:
    """Id -> link or value of whatever can fill a role, so that two mentions of one country are the same."""
    known: dict[str, str] = {}
    for stage in {id(draft.stage): draft.stage for draft in drafts}.values():
        known |= {f.id: str(f.value) for f in stage.figures if not f.is_temporal and f.value is not None}
        known |= {e.id: e.link or e.id for _, e in stage.names}
        known |= {e.id: e.link or e.id for e in stage.created.values()}
    return known


def _values(draft: Draft, known: dict[str, str]) -> dict[str, set[str]]:
    """Role -> what fills it, by link or value."""
    found: dict[str, set[str]] = {}
    for argument in draft.event.arguments:
        if argument.ref is not None:
            found.setdefault(argument.role, set()).add(known.get(argument.ref, argument.ref))
    return found


def _join(one: Draft, two: Draft) -> None:
    """Adds a further mention, with the arguments that the event does not have yet."""
    if two.event.trigger.overlaps(one.event.trigger):
        return
    mentions = tuple(sorted({*one.event.mentions, two.event.trigger}))
    roles = {argument.role for argument in one.event.arguments}
    added = () if two.stage.label in _RETELLING else tuple(a for a in two.event.arguments if a.role not in roles)
    mode = two.event.mode if two.trigger.rule.mode == "rotate" or one.event.mode == "other" else one.event.mode
    time = one.event.time if one.event.time.norm or two.stage.label in _RETELLING else two.event.time
    one.event = replace(one.event, mentions=mentions, arguments=one.event.arguments + added, mode=mode, time=time)
