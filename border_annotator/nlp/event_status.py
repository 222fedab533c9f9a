"""Whether an event is real: its status and polarity (guidelines, section 4.1)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from border_annotator.nlp.syntax import SUBJECTS, is_passive, is_verb, lemma
from border_annotator.nlp.trigger_rules import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from border_annotator.domain.figure import Figure
    from border_annotator.nlp.triggers import Trigger

_WILL = frozenset({"will", "shall", "’ll", "'ll"})
_NAMING = frozenset({"call", "label", "brand", "describe", "denounce", "view"})
_MAYBE = frozenset({"may", "might", "could", "would", "should"})
_HEDGES = frozenset({"allegedly", "reportedly", "purportedly", "supposedly", "apparently"})
_DROPPED = frozenset({"postpone", "shelve", "cancel", "abandon", "scrap", "delay", "drop", "withdraw", "avert"})
_USUALLY = frozenset(
    {"every", "each", "routinely", "regularly", "often", "usually", "frequently", "daily", "nightly", "systematically",
     "always", "sometimes", "typically"}
)  # fmt: skip
# What stands after one of these is told as it is, whatever becomes of the rest: “asked for help after 96 attempts”.
_BACKGROUND = frozenset({"after", "since", "following", "amid", "despite", "because", "due"})
_CONTINUING = frozenset({"ongoing", "continued", "continuing", "current"})


def status_of(trigger: Trigger) -> str:
    """``occurred``, ``ongoing``, ``planned``, ``hypothetical``, ``alleged`` or ``denied``."""
    words = lexicon().status
    token = trigger.token
    chain = _governing(token)
    above = [lemma(t) for t in chain[1:]]
    unreal = _unreal(token, chain)
    if unreal is not None:
        return unreal
    if _is_charged(token):
        return "alleged"  # “arrested on suspicion of smuggling”
    hedged = any(c.lower_ in _HEDGES for t in chain[:3] for c in t.children)
    if any(word in words["denied"] for word in above[:4]):
        return "denied"
    if hedged or any(word in words["alleged"] for word in above[:2]) or _is_testified(chain):
        return "alleged"
    if trigger.first != token and any(word in _NAMING for word in above[:3]):
        return "alleged"  # “labelled it a hybrid attack”
    if _has_auxiliary(token, frozenset({"would"})) and any(word in words["speech"] for word in above[:2]):
        return "planned"  # “said that it would send”
    return _foreseen(trigger, chain, above)


def _foreseen(trigger: Trigger, chain: list[Token], above: list[str]) -> str:
    """Whether it may come, is planned, goes on or is over."""
    words, token = lexicon().status, trigger.token
    if _ruled_out(chain):
        return "hypothetical"
    if _conditional(token) or any(word in words["hypothetical"] for word in above[:2]) or _has_auxiliary(token, _MAYBE):
        return "hypothetical"
    if _planned_above(chain) or any(_has_auxiliary(t, _WILL) for t in _clause(chain)) or _going_to(token):
        return "planned"
    if _called_off(token):
        return "planned"
    if trigger.rule.status:
        return trigger.rule.status
    return "ongoing" if _is_ongoing(token) or is_habit(token) else "occurred"


def _ruled_out(chain: list[Token]) -> bool:
    """“did not rule out sending soldiers”."""
    return any(lemma(t) == "rule" and any(c.lower_ == "out" for c in t.children) for t in chain[1:3])


def _is_charged(token: Token) -> bool:
    above = [token.head, token.head.head, token.head.head.head]
    words = {lemma(t) for t in above}
    under = token.dep_ in {"pcomp", "pobj", "compound"} or token.head.dep_ == "compound"
    return (
        under and bool(words & lexicon().words["charging"]) and not words & {"convict", "sentence", "jail", "imprison"}
    )


def _is_testified(chain: list[Token]) -> bool:
    """“testimonies describe violence”, “people reported being beaten”: those who were there say so."""
    for here, above in pairwise(chain[:5]):
        if lemma(above) in lexicon().words["testifying"]:
            return True
        if lemma(above) == "report" and is_verb(above) and here.dep_ in {"xcomp", "ccomp"} and here.tag_ == "VBG":
            return True
    return False


def is_habit(token: Token) -> bool:
    """“Every week the coastguard intercepts boats”, “guards routinely beat them”."""
    if token.tag_ not in {"VBZ", "VBP"}:
        return False
    chain = [token, *(t for t in token.ancestors if is_verb(t))]
    for verb in chain[:2]:
        for child in verb.children:
            words = {child.lower_, *(t.lower_ for t in child.children)}
            if words & _USUALLY and child.dep_ in {"npadvmod", "advmod", "prep", "pobj", "nsubj"}:
                return True
    return False


def is_scheduled(trigger: Trigger, times: Iterable[Figure]) -> bool:
    """“reopens on Saturday”: a present tense with a day."""
    token = trigger.token
    relative = any(f.kind in {"date", "clock"} and f.basis == "relative" and f.bound is None for f in times)
    return is_verb(token) and token.tag_ in {"VBZ", "VBP"} and relative and not is_habit(token)


def _planned_above(chain: list[Token]) -> bool:
    """Whether a word above makes it a plan: “ordered the deployment”, “announced plans to deploy”."""
    words = lexicon().status
    for here, higher in pairwise(chain):
        governs = here.dep_ in {"xcomp", "ccomp", "acl", "dobj", "pobj", "advcl", "prep"}
        reported = lemma(higher) in words["speech"] and _is_finite_past(here)
        if lemma(higher) in words["planned"] and governs and not reported:
            return True
        if here.dep_ in {"nsubj", "nsubjpass"}:
            return False
    return False


def _governing(token: Token) -> list[Token]:
    """A word and those above it that decide whether it is real: not across a finite relative or adverbial clause."""
    found = [token]
    for above in upwards(token):
        if above == token:
            continue
        below = found[-1]
        if is_background(below):
            break
        claimed = lemma(above) in lexicon().status["reports"]
        if (below.dep_ == "relcl" and not claimed) or (
            below.dep_ in {"advcl", "conj"} and below.tag_ in {"VBD", "VBZ", "VBP"}
        ):
            break
        found.append(above)
    return found


def _unreal(token: Token, chain: list[Token]) -> str | None:
    """The status of what is only imagined, or told to be false; ``None`` for everything else."""
    imagined = lexicon().status["imagined"]
    asked = any(lemma(t) in imagined and t.tag_ == "VB" and not _subjects(t) for t in chain[1:])
    first = _first_word(token)
    opened = lemma(first) in imagined and first.tag_ in {"VB", "VBP"} and not _subjects(first) and first != token
    if asked or opened or _counterfactual(token) or _were_to(token):
        return "hypothetical"
    return "occurred" if _said_false(chain) else None


def _subjects(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ in SUBJECTS]


def _counterfactual(token: Token) -> bool:
    """“Had Oslo shut the road”, “would have drowned”: it did not happen."""
    auxiliaries = [c for c in token.children if c.dep_ in {"aux", "auxpass"}]
    first = min((c for c in auxiliaries), key=lambda c: c.i, default=None)
    inverted = first is not None and first.lower_ in {"had", "were"} and any(first.i < c.i for c in _subjects(token))
    question = token.sent[-1].text == "?"
    words = {c.lower_ for c in auxiliaries}
    return (inverted and not question) or ("have" in words and bool(words & {"would", "could", "might"}))


def _first_word(token: Token) -> Token:
    """The word a sentence begins with, past quotation marks and “and” or “but”."""
    return next((t for t in token.sent if not t.is_punct and not t.is_space and t.lower_ not in {"and", "but"}), token)


def _were_to(token: Token) -> bool:
    """“Were the Commission to freeze the money, …”, “Should Minsk reopen it, …”: also what would follow from it."""
    first = _first_word(token)
    if first.lower_ not in {"were", "should"} or token.sent[-1].text == "?":
        return False
    return any(t.text == "," for t in token.sent)


def _said_false(chain: list[Token]) -> bool:
    """“Reports that it will be shut are false” (guidelines, section 10, rule 1)."""
    for here, above in pairwise(chain):
        if lemma(here) in lexicon().status["reports"] and here.dep_ == "nsubj":
            return any(c.dep_ in {"acomp", "attr"} and lemma(c) in lexicon().words["untrue"] for c in above.children)
    return False


def polarity_of(trigger: Trigger, counts: Iterable[Figure]) -> str:
    """``negative`` when the text itself says that it did not happen."""
    token = trigger.token
    if "negated" in trigger.rule.flags:
        return "positive"  # “did not let them in” is what happened
    if _counterfactual(token) or _said_false(_governing(token)) or _none_of(token):
        return "negative"
    if any(c.dep_ == "neg" for c in token.children) or any(figure.value == 0 for figure in counts):
        return "negative"
    if _called_off(token) or _without(token) or _yet_to_come(token):
        return "negative"
    if any(c.dep_ == "det" and c.text.casefold() == "no" for c in token.children):
        return "negative"
    head = token.head
    if head == token or _ruled_out([token, head]):
        return "negative" if head != token and not any(c.dep_ == "neg" for c in head.children) else "positive"
    if lemma(head) in {"fail", "refuse", "decline", "postpone"} and token.dep_ in {"xcomp", "dobj"}:
        return "negative"
    refused = any(c.dep_ == "neg" or (c.lower_ == "longer" and c.dep_ == "advmod") for c in head.children)
    denied = refused and token.dep_ == "xcomp" and lemma(head) != "be"
    unable = lemma(head) == "able" and token.dep_ == "xcomp" and _no_longer(head)
    return "negative" if denied or unable else "positive"


def _no_longer(able: Token) -> bool:
    """“will no longer be able to cross”, “were not able to land”."""
    words = [*able.children, *(able.head.children if able.head != able else ())]
    return any(c.dep_ == "neg" or (c.lower_ == "longer" and c.dep_ == "advmod") for c in words)


def _yet_to_come(token: Token) -> bool:
    """“The gates have yet to be installed”, “one is yet to be found”."""
    above = token.head
    return (
        token.dep_ == "xcomp"
        and lemma(above) in {"have", "be"}
        and any(c.lower_ == "yet" and c.i < token.i for c in (*above.children, *token.children))
    )


def _called_off(token: Token) -> bool:
    """“the closure has been postponed”, “a plan to reopen it was shelved”, “there are no plans to close it”."""
    here = token
    for _ in range(4):
        above = here.head
        if above == here:
            return False
        if lemma(above) in _DROPPED and here.dep_ in {"nsubjpass", "dobj", "nsubj"} and is_verb(above):
            return True
        if here.dep_ in {"acl", "pobj", "pcomp", "prep"} and any(
            c.dep_ == "det" and c.lower_ == "no" for c in above.children
        ):
            return lemma(above) in {"plan", "intention", "decision", "need", "question", "proposal"}
        if here.dep_ not in {"acl", "pobj", "pcomp", "prep", "dobj", "compound"}:
            return False
        here = above
    return False


def _without(token: Token) -> bool:
    return token.dep_ in {"pcomp", "pobj"} and token.head.lower_ == "without"


def _none_of(token: Token) -> bool:
    """“not a single shot was fired”, “nobody was hurt”, “not one death”, “none has arrived”."""
    if not is_verb(token) and any(t.lower_ in {"not", "nor"} for t in token.subtree if t.i < token.i):
        return any(t.lower_ in {"one", "single"} for t in token.subtree if t.i < token.i)
    nouns = [c for c in token.children if c.dep_ in SUBJECTS | {"nsubjpass", "dobj"}]
    for noun in nouns:
        words = [t.lower_ for t in noun.subtree][:3]
        if words[:1] and words[0] in {"nobody", "none", "no", "neither"}:
            return True
        if "not" in words and ("single" in words or "one" in words):
            return True
    return False


def upwards(token: Token) -> Iterable[Token]:
    """A word and what it hangs on, up to the root of its sentence."""
    yield token
    while token.head != token:
        token = token.head
        yield token


def _clause(chain: list[Token]) -> list[Token]:
    """The words of the trigger's own clause and those that it completes."""
    found = [chain[0]]
    for here, above in pairwise(chain):
        if (here.dep_ in {"relcl", "advcl", "ccomp", "acl"} and here.tag_ != "VB") or is_background(here):
            break
        found.append(above)
    return found


def is_background(preposition: Token) -> bool:
    """Whether a preposition names what was before or why: “due to the attempts”, “in response to the deaths”."""
    if preposition.dep_ == "advcl":  # the parser takes “after 40 attempts” for a clause
        return any(c.dep_ == "mark" and c.lower_ in _BACKGROUND for c in preposition.children)
    if preposition.dep_ not in {"prep", "pcomp"}:
        return False
    if preposition.lower_ == "to":
        answer = preposition.head
        return answer.lower_ in {"response", "reaction"} and answer.dep_ == "pobj" and answer.head.lower_ == "in"
    return preposition.lower_ in _BACKGROUND


def _has_auxiliary(token: Token, wanted: frozenset[str]) -> bool:
    verbs = [token] if is_verb(token) else [t for t in _clause(list(upwards(token)))[1:] if is_verb(t)][:1]
    return any(c.dep_ in {"aux", "auxpass"} and c.text.casefold() in wanted for verb in verbs for c in verb.children)


def _conditional(token: Token) -> bool:
    clause = _clause(list(upwards(token)))[:2]
    conditions = [c for t in clause for c in t.children if c.dep_ == "advcl" and token not in c.subtree]
    return any(c.dep_ == "mark" and c.text.casefold() == "if" for t in (*clause, *conditions) for c in t.children)


def _going_to(token: Token) -> bool:
    head = token.head
    if token.dep_ != "xcomp":
        return False
    if lemma(head) == "be" and token.tag_ in {"VB", "VBN"} and any(c.lower_ == "to" for c in token.children):
        return True
    return lemma(head) in {"go", "due", "set", "about", "likely", "schedule"} and any(
        c.dep_ in {"aux", "cop"} or lemma(head) != "go" for c in head.children
    )


def _is_finite_past(token: Token) -> bool:
    return token.tag_ == "VBD" or any(
        c.dep_ in {"aux", "auxpass"} and c.lemma_ in {"have", "be"} for c in token.children
    )


def _is_ongoing(token: Token) -> bool:
    if any(c.text.casefold() in _CONTINUING for c in token.children):
        return True
    auxiliaries = {c.text.casefold() for c in token.children if c.dep_ in {"aux", "auxpass"}}
    if token.tag_ == "VBG" and auxiliaries & {"is", "are", "’s", "'s", "am", "been"}:
        return True
    if (
        lemma(token) in {"station", "deploy", "mass", "amass"}
        and is_passive(token)
        and "was" not in auxiliaries
        and "were" not in auxiliaries
    ):
        return bool(auxiliaries & {"is", "are", "been"}) or not auxiliaries
    if token.pos_ == "ADJ" and token.dep_ in {"acomp", "oprd"} and token.head.tag_ in {"VBZ", "VBP"}:
        return True  # “is still missing”
    return (
        token.head != token
        and lemma(token.head) in {"continue", "remain", "keep"}
        and token.dep_ in {"xcomp", "dobj", "advcl"}
    )
