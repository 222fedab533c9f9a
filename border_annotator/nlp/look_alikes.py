"""Words that look like events and are none: purposes, tasks, what was only tried, what describes another noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.nlp.syntax import NOUNS, SUBJECTS, is_passive, is_verb, lemma
from border_annotator.nlp.trigger_rules import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

    from border_annotator.nlp.trigger_rules import Rule
    from border_annotator.nlp.triggers import Trigger

# What an attempt ends in: then it is no event of its own.
_ENDING = frozenset({"Crossing.Pushback", "Crossing.Detention", "Incident.Death", "Aid.Assistance"})
_SMUGGLING = "Crossing.Smuggling"
_STOPPING = frozenset({"prevent", "thwart", "foil", "deter", "stop", "block", "avert"})
# What somebody backs or welcomes without taking a side in public.
_NOT_ENDORSED = frozenset(
    {"operation", "patrol", "opportunity", "chance", "theory", "claim", "argument", "visitor", "guest", "refugee",
     "migrant", "newcomer", "family", "arrival", "work", "search", "investigation", "system", "growth"}
)  # fmt: skip
# Lines that nobody enters a country by.
_LINES = frozenset({"finish", "finishing", "goal", "red", "picket", "try"})
_TRYING = frozenset(
    {
        "try",
        "attempt",
        "attempting",
        "seek",
        "prevent",
        "stop",
        "bar",
        "want",
        "hope",
        "aim",
        "wait",
        "intend",
        "charge",
    }
)


def is_no_event(trigger: Trigger) -> bool:
    """Whether a trigger that fits its rule names no event of its own all the same."""
    return (
        _is_purpose(trigger.token, trigger.rule.type)
        or _only_tried(trigger)
        or _was_stopped(trigger)
        or _is_opened_or_shut(trigger)
        or _modifies_noun(trigger.token, trigger.rule)
        or _is_of_another_kind(trigger.token, trigger.rule.type)
    )


def _is_of_another_kind(token: Token, event_type: str) -> bool:
    """Whether what the word acts on, or what stands beside it, gives it another meaning."""
    nouns = {lemma(c) for c in token.children if c.dep_ in {"dobj", "nsubjpass"}}
    if event_type == "Diplomacy.Support" and is_verb(token):
        return bool(nouns & _NOT_ENDORSED)
    if event_type == "Force.Deployment" and lemma(token) == "assign":
        return token.dep_ in {"acl", "amod"}  # “agents assigned to the station”: where they belong
    if event_type == "Diplomacy.Accusation" and lemma(token) == "call":
        return not nouns and any(c.dep_ == "prep" and c.lower_ in {"for", "on", "upon"} for c in token.children)
    if event_type == "Incident.Violence" and token.lower_ in {"injured", "wounded"}:
        # “taken to hospital with the other wounded”: people, not what happened to them
        return token.dep_ in {*SUBJECTS, "nsubjpass", "dobj", "pobj"} and any(c.dep_ == "det" for c in token.children)
    if event_type == "Crossing.Detention" and lemma(token) in {"find", "discover"}:
        return any(c.dep_ in {"xcomp", "ccomp"} for c in token.children)  # “was found to be right”
    if event_type == "Crossing.Smuggling" and lemma(token) in {"carry", "take", "bring", "move"}:
        return bool(nouns & {"body", "coffin", "corpse", "remains"})
    if event_type == "Aid.Assistance" and lemma(token) == "pay":
        return any(lemma(c) in lexicon().words["migrants"] for c in token.children if c.dep_ in SUBJECTS)
    if event_type == "Crossing.Entry" and "line" in nouns:
        return any(lemma(c) in _LINES for noun in token.children for c in noun.children)
    return event_type == "Crossing.Entry" and _is_a_point(token)


def _is_a_point(token: Token) -> bool:
    """“the Narva border crossing”: one of them, of which nothing says that somebody made it."""
    if lemma(token) != "crossing" or token.tag_ != "NN":
        return False
    kinds = {c.dep_: c.lower_ for c in token.children if c.dep_ in {"compound", "amod", "det"}}
    made = any(c.dep_ in {"amod", "agent"} or c.lower_ in {"by", "into"} for c in token.children)
    return kinds.get("compound") == "border" and "det" in kinds and not made


def _only_tried(trigger: Trigger) -> bool:
    """“tried to cross”, “prevented from entering”, “charged with illegal entry”: nobody has got in by that."""
    if trigger.rule.type != "Crossing.Entry":
        return False
    above = [trigger.token.head, trigger.token.head.head]
    return any(lemma(t) in _TRYING or (lemma(t) == "for" and t.dep_ == "prep") for t in above if t != trigger.token)


def _is_opened_or_shut(trigger: Trigger) -> bool:
    """“reopen two crossings”, “all eight crossings were shut”: the points, not people who cross."""
    token = trigger.token
    if trigger.rule.type != "Crossing.Entry" or is_verb(token) or token.dep_ in SUBJECTS:
        return False
    return any(lemma(t) in lexicon().words["shutting"] for t in (token.head, token.head.head))


def _was_stopped(trigger: Trigger) -> bool:
    """“prevented 87 attempts” is one event, the one of the verb."""
    token = trigger.token
    if trigger.rule.type not in {"Crossing.Attempt", "Crossing.Entry"}:
        return False
    if is_verb(token):
        # “turned away 180 migrants attempting to enter”, “drowned while trying to cross”
        above = token.head.head if token.dep_ in {"acl", "relcl"} else token.head
        rules = lexicon().verbs.get(lemma(above), ()) if token.dep_ in {"acl", "advcl"} and is_verb(above) else ()
        return any(rule.type in _ENDING for rule in rules)
    passive = token.dep_ == "nsubjpass"
    return (token.dep_ == "dobj" or passive) and lemma(token.head) in _STOPPING


def _is_purpose(token: Token, event_type: str) -> bool:
    """Purpose, task and capability are no events (guidelines, section 8, rule 10)."""
    purpose = lexicon().status["purpose"]
    here = token
    for _ in range(4):
        above = here.head
        if above == here:
            return False
        if here.dep_ in {"pcomp", "xcomp", "acl", "relcl"} and lemma(above) in {
            "task",
            "ability",
            "mandate",
            "capability",
            "capacity",
            "responsible",
            "tool",
            "power",
        }:
            return True
        if here.dep_ in {"ccomp", "xcomp"} and lemma(above) == "help":
            return True
        to = any(c.dep_ == "aux" and c.lower_ == "to" for c in here.children)
        crossing = event_type.startswith("Crossing.")
        if crossing and here.dep_ == "advcl" and to and here.tag_ == "VB" and is_verb(above):
            return True  # “shut the border to block refugees”
        if here.dep_ == "pcomp" and above.dep_ == "prep" and lemma(above.head) in purpose:
            return True
        here = above
    return False


def _modifies_noun(token: Token, rule: Rule) -> bool:
    """“the smuggling gangs”, “a deployment plan”: the word only describes another noun."""
    if token.dep_ == "compound" and token.tag_ == "VBG" and token.head.dep_ == "pobj" and rule.type == _SMUGGLING:
        return False  # “on suspicion of smuggling migrants”
    if (
        token.dep_ in {"compound", "nmod"}
        and token.head.pos_ in NOUNS
        and lemma(token.head) not in {"attempt", "case", "incident"}
    ):
        return True
    if is_verb(token) and token.dep_ == "amod" and not is_passive(token):
        return True
    return "alone" in rule.flags and token.dep_ == "compound"
