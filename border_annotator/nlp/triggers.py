"""Finding the words that name events in a parsed text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.nlp.look_alikes import is_no_event
from border_annotator.nlp.syntax import (
    is_verb,
    lemma,
)
from border_annotator.nlp.trigger_conditions import Scene, holds
from border_annotator.nlp.trigger_rules import Rule, lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

    from border_annotator.nlp.fillers import Stage

_NAMING = frozenset({"VERB", "AUX", "NOUN", "PROPN", "ADJ"})
_BEHIND = frozenset({"prt", "advmod", "prep", "npadvmod"})
_WITH_OBJECT = frozenset({"it", "adrift", "ashore"})  # “made it to Lesbos”, “set them adrift”
_PARTICLES = frozenset({"back", "away", "off", "down", "out", "up"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word (or two) that names an event; ``last`` is the last token of the span."""

    rule: Rule
    token: Token
    first: Token
    last: Token


def find_triggers(stage: Stage) -> list[Trigger]:
    """The triggers of a parsed piece, in its order; at most one type for each word."""
    words = lexicon()
    found: list[Trigger] = []
    for token in stage.doc:
        kind = token.pos_
        if kind not in _NAMING or (not token.is_alpha and "-" not in token.text):
            continue
        trigger = _of_phrase(token, words.noun_phrases)
        if trigger is None and stage.name_at(token) is None:
            if is_verb(token):
                trigger = _first_fitting(stage, token, words.verbs.get(lemma(token), ()))
                if trigger is None and token.tag_ == "VBG":
                    # “jamming”, “smuggling”: the parser wavers between verb and noun.
                    trigger = _first_fitting(stage, token, words.nouns.get(token.lower_, ()), noun=True)
            elif kind != "AUX":
                trigger = _first_fitting(stage, token, words.nouns.get(lemma(token), ()))
        if trigger is not None and not is_no_event(trigger):
            found.append(trigger)
    return found


def _of_phrase(token: Token, rules: tuple[Rule, ...]) -> Trigger | None:
    """“hybrid attack”, “hybrid threat”."""
    before = token.doc[token.i - 1] if token.i else token
    if before.lower_ != "hybrid" or lemma(token) not in lexicon().words["hybrid"] or not rules:
        return None
    return Trigger(rules[0], token, before, token)


def _first_fitting(stage: Stage, token: Token, rules: tuple[Rule, ...], *, noun: bool = False) -> Trigger | None:
    if not rules:
        return None
    word = lemma(token)
    after = [] if noun or not is_verb(token) else _behind(token)
    verb = is_verb(token) and not noun
    scene: Scene | None = None
    for rule in rules:
        if verb and not _is_named(word, after, rule):
            continue
        scene = scene or Scene(stage, token)
        if holds(scene, rule):
            return Trigger(rule, token, token, token)
    return None


def _behind(verb: Token) -> list[Token]:
    """What may belong to a verb as its particle."""
    found = [c for c in verb.children if c.i > verb.i and (c.dep_ in _BEHIND or c.lower_ in _WITH_OBJECT)]
    # “turned around 22 migrants” is not “about 22”.
    beside = verb.doc[verb.i + 1 : verb.i + 2]
    return [*(t for t in beside if t.lower_ == "around" and t not in found), *found]


def _is_named(word: str, after: list[Token], rule: Rule) -> bool:
    """Whether a rule's verb is this one: with the particle it asks for, else with none that changes its meaning."""
    if any(f"{word} {child.lower_}" in rule.verbs for child in after):
        return True
    if word not in rule.verbs:
        return False
    # “drowned off Sabratha”: before a name it is no particle.
    loose = (c.lower_ for c in after if c.i + 1 >= len(c.doc) or c.nbor().pos_ != "PROPN")
    particle = next((c for c in loose if c in _PARTICLES), "up")
    return particle in {"up", "out", "down"}
