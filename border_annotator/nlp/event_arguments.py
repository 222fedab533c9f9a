"""The arguments of events: who and what fills which role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.nlp.clauses import clause_obliques, governing_verb
from border_annotator.nlp.event_attributes import is_compared
from border_annotator.nlp.event_times import belongs
from border_annotator.nlp.syntax import NOUNS, agents, is_passive, is_verb, lemma, obliques, themes
from border_annotator.nlp.trigger_rules import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from border_annotator.nlp.fillers import Stage
    from border_annotator.nlp.roles import Arguments
    from border_annotator.nlp.triggers import Trigger

_UNDERGOING = frozenset(
    {"experience", "face", "see", "record", "register", "report", "deal", "cope", "grapple", "witness", "confront"}
)
_FINDING = {
    "Incident.Death": frozenset({"recover", "find", "retrieve", "discover", "pull", "identify", "bury"}),
    "Crossing.Smuggling": frozenset({"seize", "confiscate", "intercept", "find", "discover"}),
}
_NEAREST = 12
# Whoever is counted when they act: “forty people drowned”, “sixty officers arrived”.
_COUNTED_AGENTS = frozenset({("person",), ("victim",), ("force",)})


def fill(stage: Stage, trigger: Trigger, arguments: Arguments) -> None:
    """The fillers that the trigger's own syntax gives: who, to whom, and what its prepositions name."""
    table = lexicon().roles.get(trigger.rule.type, {})
    token = trigger.token
    if lemma(token) in _FINDING.get(trigger.rule.type, ()):
        # “seized by customs”, “recovered by the coastguard”: who finds has not done it.
        table = {place: roles for place, roles in table.items() if place != "by" and roles != ("perpetrator",)}
    counted = table.get("counted", ())
    agent = (trigger.rule.agent_role,) if trigger.rule.agent_role else table.get("agent", ())
    for noun in agents(token):
        arguments.noun(agent, noun, counted if agent in _COUNTED_AGENTS else ())
    for noun in themes(token):
        arguments.noun(table.get("theme" if token.pos_ == "VERB" else "of", ()), noun, counted)
    _behind_preposition(trigger, table, arguments)
    if token.pos_ != "VERB":
        for figure in stage.counts(token):
            arguments.figure(counted, figure)
    _prepositions(token, table, arguments)
    _traffic(stage, token, table, arguments)
    _measured(stage, trigger, arguments, counted)
    _complete(stage, trigger, arguments)
    _near(stage, trigger, arguments)


def _prepositions(token: Token, table: dict[str, tuple[str, ...]], arguments: Arguments) -> None:
    """What the prepositions of the clause name; “by” tells who did it only beside a passive or a noun."""
    active = is_verb(token) and not is_passive(token)
    for preposition, noun in obliques(token):
        if preposition != "by" or not active:
            arguments.oblique(table, preposition, noun)
    for far, preposition, noun in clause_obliques(token):
        if preposition != "by" or not (far or active):
            arguments.oblique(table, preposition, noun, far=far)


def _traffic(stage: Stage, token: Token, table: dict[str, tuple[str, ...]], arguments: Arguments) -> None:
    """“reopened for freight”, “suspend lorry traffic”: words that no entity label fits."""
    for noun in (n for preposition, n in obliques(token) if "traffic" in table.get(preposition, ())):
        if stage.label_at(noun) is None and not stage.figures_at(noun):
            arguments.phrase("traffic", noun)
    for noun in themes(token)[:1]:
        told = lemma(noun) != "traffic" or any(c.dep_ in {"amod", "compound"} for c in noun.children)
        if told and lemma(noun) in lexicon().words["traffic"]:
            arguments.phrase("traffic", noun)


def _behind_preposition(trigger: Trigger, table: dict[str, tuple[str, ...]], arguments: Arguments) -> None:
    """“stood by Poland”, “attended to 47 people”: the preposition’s noun is what the verb acts on."""
    if not trigger.rule.prepositions or trigger.token.pos_ != "VERB":
        return
    for preposition, noun in obliques(trigger.token):
        roles = tuple(r for r in table.get("theme", ()) if not arguments.has(r))
        known = preposition in table and preposition != "by"
        if preposition in trigger.rule.prepositions and not known and roles:
            arguments.noun(roles, noun, table.get("counted", ()))


def _measured(stage: Stage, trigger: Trigger, arguments: Arguments, counted: tuple[str, ...]) -> None:
    """“Detections rose by 5% to 11,300”, “arrivals came to 764 people”: the sum that the verb tells."""
    verb = governing_verb(trigger.token) if trigger.token.pos_ in NOUNS else None
    if verb is None or lemma(verb) not in lexicon().words["measuring"] or arguments.has("count"):
        return
    for figure, root in stage.figures_of(trigger.token.sent):
        if figure.kind != "count" or figure.change in {"increase", "decrease"} or is_compared(stage, figure):
            continue
        noun = root if root.pos_ in NOUNS else root.head if root.head.pos_ in NOUNS else root
        above = noun.head if noun.dep_ in {"dobj", "attr", "npadvmod", "nsubj"} else noun.head.head
        if above.i != verb.i or (noun.dep_ == "pobj" and noun.head.lower_ not in {"to", "at"}):
            continue
        arguments.figure(counted, figure)
        if noun.i != root.i or root.pos_ in NOUNS:
            arguments.noun(("person",), noun, ())
        return


def _near(stage: Stage, trigger: Trigger, arguments: Arguments) -> None:
    """Who is most concerned, when the parser lost the path: the nearest fitting noun of the clause."""
    for role, words in lexicon().near.get(trigger.rule.type, {}).items():
        if arguments.has(role):
            continue
        wanted = lexicon().words[words]
        best: tuple[int, Token] | None = None
        for token in trigger.token.sent:
            if token.pos_ not in NOUNS or lemma(token) not in wanted or token.dep_ in {"compound", "nmod", "poss"}:
                continue
            far = abs(token.i - trigger.token.i)
            between = token.doc[min(token.i, trigger.token.i) + 1 : max(token.i, trigger.token.i)]
            clear = not any(t.pos_ == "VERB" and t.dep_ not in {"amod", "compound"} for t in between)
            taken = any(e.id == getattr(stage.entity_known(token), "id", None) for _, e in arguments.entities)
            if clear and not taken and far <= _NEAREST and (best is None or far < best[0]):
                best = far, token
        if best is not None:
            arguments.noun((role,), best[1], lexicon().roles[trigger.rule.type].get("counted", ()))


def _complete(stage: Stage, trigger: Trigger, arguments: Arguments) -> None:
    """What stands further down or up: the infinitive of an attempt, who undergoes a surge, what a measure is."""
    kind, flags = trigger.rule.type, trigger.rule.flags
    below = [t for t in trigger.token.subtree if t != trigger.token]
    if kind in {"Crossing.Attempt", "Crossing.Pushback"}:
        _infinitives(stage, trigger, arguments)
    if kind == "Crossing.Attempt":
        for noun in _undergoers(trigger, arguments):
            arguments.noun(("destination",), noun, ())
    if kind == "Policy.TemporaryProtection" and not arguments.has("beneficiary"):
        for noun in (t for theme in themes(trigger.token) for t in theme.subtree if t.dep_ == "pobj"):
            arguments.noun(("beneficiary",), noun, ())
    for noun in (t for t in below if "hybrid_below" in flags and t.dep_ == "pobj" and t.head.lower_ == "by"):
        arguments.noun(("accused",), noun, ())
    for noun in (t for t in below if "recipient_near" in flags and stage.label_at(t) == "COUNTRY"):
        arguments.noun(("recipient",), noun, ())
    for noun in themes(trigger.token)[:1]:
        arguments.phrase("measure", noun)
    _offence(trigger, arguments)
    _measures(stage, trigger, arguments)
    borders = [t for t in below if t.dep_ in {"pobj", "dobj"} and stage.label_at(t) == "BORDER"]
    if borders and not arguments.has("place") and not arguments.has("crossing_point"):
        arguments.noun(("place",), borders[0], ())


def content_phrase(trigger: Trigger, arguments: Arguments) -> None:
    """“accused Madrid of leaving them alone”: the words for what is alleged, as long as no event stands for it."""
    if trigger.rule.type != "Diplomacy.Accusation" or not is_verb(trigger.token):
        return
    for child in trigger.token.children:
        if child.dep_ == "prep" and child.lower_ in {"of", "for", "over"}:
            for inner in child.children:
                if inner.dep_ in {"pcomp", "pobj"}:
                    arguments.phrase("content", inner)
                    return


def _offence(trigger: Trigger, arguments: Arguments) -> None:
    """“for smuggling people”, “on suspicion of piloting the boat”, “with espionage”: what somebody is accused of."""
    if trigger.rule.type != "Legal.Arrest":
        return
    for child in trigger.token.children:
        if child.dep_ != "prep" or child.lower_ not in {"for", "on", "with", "over", "of"}:
            continue
        inner = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
        if inner is not None and lemma(inner) in {"suspicion", "charge", "accusation", "count"}:
            inner = next((c for p in inner.children if p.dep_ == "prep" for c in p.children), None)
        elif child.lower_ == "on":
            continue
        if inner is not None and not (inner.ent_type_ in {"DATE", "TIME"} or inner.pos_ == "NUM"):
            arguments.phrase("offence", inner)
            return


def _measures(stage: Stage, trigger: Trigger, arguments: Arguments) -> None:
    """Lengths and sums of the trigger's own clause: “a 12-km fence”, “to 37.5 km”, “at a cost of 100 million euros”."""
    wanted = {"BorderControl.Barrier": {"measure", "money"}, "Aid.Assistance": {"money"}, "Policy.Measure": {"money"}}
    kinds = wanted.get(trigger.rule.type, set())
    others = {t.i for t in trigger.token.sent if t.pos_ == "VERB" and t != trigger.token}
    for figure, root in stage.figures_of(trigger.token.sent) if kinds else ():
        if figure.kind not in kinds or figure.unit in {"year", "month"}:
            continue
        if belongs(root, trigger.token, others - {root.head.i} if root.head.pos_ != "VERB" else others):
            role = "amount" if trigger.rule.type != "BorderControl.Barrier" else "length"
            arguments.figure((role,), figure)


def _infinitives(stage: Stage, trigger: Trigger, arguments: Arguments) -> None:
    """“attempts to cross the border into Latvia”: the border is the place, the country the destination."""
    words = lexicon()
    for below in trigger.token.subtree:
        if below.pos_ == "VERB" and below != trigger.token and lemma(below) in words.words["crossing_verbs"]:
            for noun in themes(below):
                arguments.noun(("place",) if stage.label_at(noun) == "BORDER" else ("destination",), noun, ())
            for preposition, noun in obliques(below):
                arguments.oblique(words.roles[trigger.rule.type], preposition, noun)


def _undergoers(trigger: Trigger, arguments: Arguments) -> Iterator[Token]:
    """“Latvia has experienced a surge”, “Lithuania dealt with an influx”: that is where the people want to go."""
    token = trigger.token
    verb = token.head if token.dep_ == "dobj" else token.head.head if token.dep_ == "pobj" else token
    if token.pos_ != "VERB" and lemma(verb) in _UNDERGOING:
        yield from agents(verb)
    elif trigger.rule.infinitive and not arguments.has("destination"):
        yield from (t for t in token.sent if t.dep_ == "nsubj" and lemma(t.head) in _UNDERGOING)
