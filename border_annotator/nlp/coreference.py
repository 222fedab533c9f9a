"""Whom pronouns, bare numbers and short forms stand for: the nearest fitting mention before them.

Looks back across sentences, but not across sections (guidelines, section 8, rule 13).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.nlp.syntax import SUBJECTS, core, lemma
from border_annotator.nlp.trigger_rules import STATE, lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Token

    from border_annotator.nlp.fillers import Stage

# Pieces (paragraphs) and words that are looked through backwards.
_MOST_PIECES = 2
_MOST_WORDS = 120
_PLURAL = frozenset({"they", "them", "others", "these", "those", "all", "both", "another"})
_SINGULAR = frozenset({"he", "she", "him", "her"})
_RELATIVE = frozenset({"whom", "who"})
_GROUPS = frozenset({"group", "victim", "other"})
_SPEAKING = STATE | {"CIVIL_ORG", "ARMED_GROUP"}


def resolved(stage: Stage, noun: Token) -> tuple[Stage, Token]:
    """The mention that a noun stands for, with the stage it is on; the noun itself when it says enough."""
    inner = core(noun)
    word = inner.text.casefold()
    if inner.pos_ == "NUM" or (word in _PLURAL and inner.pos_ in {"PRON", "DET", "NOUN"}):
        return _first(stage, inner, _is_migrant, _is_group) or (stage, noun)
    if inner.pos_ == "NOUN" and lemma(inner) in _GROUPS and _is_bare(stage, inner):
        return _first(stage, inner, _is_migrant) or (stage, noun)
    if inner.pos_ != "PRON":
        return stage, noun
    if word in _RELATIVE:
        return _first(stage, inner, _is_group, _is_migrant) or (stage, noun)
    if word in _SINGULAR:
        return _first(stage, inner, _is_one_person) or (stage, noun)
    if word == "it" and inner.dep_ in SUBJECTS:
        return _first(stage, inner, _is_actor) or (stage, noun)
    return stage, noun


def _first(stage: Stage, token: Token, *fitting: Callable[[Stage, Token], bool]) -> tuple[Stage, Token] | None:
    """The nearest word before that fits the first test, else the second one; not what acts in the same clause."""
    before = list(_before(stage, token))
    beside = {c.i for c in token.head.children if c.dep_ in SUBJECTS} if token.dep_ not in SUBJECTS else set()
    for fits in fitting:
        for there, candidate in before:
            if there is stage and candidate.i in beside:
                continue
            if fits(there, candidate):
                return there, candidate
    return None


def _before(stage: Stage, token: Token) -> Iterator[tuple[Stage, Token]]:
    here: Stage | None = stage
    position = token.i
    for _ in range(_MOST_PIECES + 1):
        if here is None:
            return
        for candidate in reversed(here.doc[max(0, position - _MOST_WORDS) : position]):
            yield here, candidate
        here = here.previous
        position = len(here.doc) if here is not None else 0


def _is_migrant(stage: Stage, token: Token) -> bool:
    if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "amod", "nmod"}:
        return False
    if token.dep_ == "pobj" and token.head.lower_ in {"including", "among"}:
        return False
    several = token.tag_ in {"NNS", "NNPS"} or lemma(token) in {"people", "person"}
    known = lemma(token) in lexicon().words["migrants"] or stage.label_at(token) == "NATIONALITY"
    return several and known and core(token) == token and stage.label_at(token) in {"PEOPLE", "NATIONALITY"}


def _is_group(stage: Stage, token: Token) -> bool:
    return token.tag_ in {"NNS", "NNPS"} and token.dep_ != "compound" and stage.label_at(token) == "PEOPLE"


def _is_one_person(stage: Stage, token: Token) -> bool:
    if token.dep_ in {"compound", "poss"} or token.pos_ not in {"NOUN", "PROPN"}:
        return False
    label = stage.label_at(token)
    return label in {"PERSON", "ROLE"} or (label == "PEOPLE" and token.tag_ == "NN")


def _is_actor(stage: Stage, token: Token) -> bool:
    return token.dep_ in SUBJECTS and token.pos_ != "PRON" and stage.label_at(token) in _SPEAKING


def _is_bare(stage: Stage, noun: Token) -> bool:
    """“the group” without a number or a nationality: it has been spoken of before."""
    return not any(
        child.dep_ in {"nummod", "amod", "prep", "compound"} for child in noun.children
    ) and not stage.counts(noun)
