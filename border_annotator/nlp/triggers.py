"""Finding the words that name events in a parsed text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from border_annotator.nlp.clauses import governing_verb
from border_annotator.nlp.coreference import resolved
from border_annotator.nlp.look_alikes import is_no_event
from border_annotator.nlp.syntax import (
    NOUNS,
    SUBJECTS,
    agents,
    core,
    is_passive,
    is_verb,
    lemma,
    obliques,
    taken_into,
    themes,
)
from border_annotator.nlp.trigger_rules import STATE, Rule, lexicon

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from border_annotator.nlp.fillers import Stage


_COMPLEMENTS = frozenset({"dobj", "nsubjpass", "oprd", "acomp", "ccomp"})
_MAIN = frozenset({"nsubj", "nsubjpass", "dobj"})
_FAR_BACK = 60
_PEOPLE_PRONOUNS = frozenset(
    {
        "they",
        "them",
        "he",
        "she",
        "him",
        "her",
        "nobody",
        "everyone",
        "someone",
        "anyone",
        "others",
        "none",
        "those",
        "whom",
        "who",
        "all",
        "one",
    }
)


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
        if not token.is_alpha and "-" not in token.text:
            continue
        trigger = _of_phrase(token, words.noun_phrases)
        if trigger is None and stage.name_at(token) is None:
            if is_verb(token):
                trigger = _first_fitting(stage, token, words.verbs.get(lemma(token), ()))
                if trigger is None and token.tag_ == "VBG":
                    # “jamming”, “smuggling”: the parser wavers between verb and noun.
                    trigger = _first_fitting(stage, token, words.nouns.get(token.lower_, ()), noun=True)
            elif token.pos_ in NOUNS | {"ADJ"}:
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
    verb = is_verb(token) and not noun
    for rule in rules:
        wanted = {word for word in rule.verbs if word.split(" ")[0] == lemma(token)} if verb else set()
        particle = _particle(token, wanted) if verb else None
        if verb:
            whole = f"{lemma(token)} {particle.lower_}" if particle is not None else lemma(token)
            plain = particle is None or particle.lower_ in {"up", "out", "down"}
            if whole not in wanted and not (lemma(token) in wanted and plain):
                continue
        if _holds(stage, token, rule):
            return Trigger(rule, token, token, token)
    return None


def _particle(token: Token, wanted: set[str]) -> Token | None:
    """The word that makes a verb another one (“turn back”): any that a rule asks for, else the usual ones."""
    after = [c for c in token.children if c.i > token.i and c.dep_ in {"prt", "advmod", "prep", "npadvmod"}]
    for child in after:
        if f"{lemma(token)} {child.lower_}" in wanted:
            return child
    # “drowned off Sabratha”: before a name it is no particle.
    loose = [c for c in after if c.i + 1 >= len(c.doc) or c.nbor().pos_ != "PROPN"]
    return next((c for c in loose if c.lower_ in {"back", "away", "off", "down", "out", "up"}), None)


def _holds(stage: Stage, token: Token, rule: Rule) -> bool:
    """Whether everything stands with the word that the rule asks for."""
    acted, acting = themes(token), agents(token)
    checks: tuple[tuple[bool, Callable[[], bool]], ...] = (
        (bool(rule.theme), lambda: _any_noun(stage, acted, rule.theme, rule)),
        (bool(rule.agent), lambda: _any_noun(stage, acting or acted, rule.agent, rule)),
        (bool(rule.of), lambda: _any_noun(stage, acted, rule.of, rule)),
        (bool(rule.by), lambda: _any_noun(stage, acting, rule.by, rule)),
        (bool(rule.inside), lambda: _inside(token, rule.inside)),
        (
            bool(rule.infinitive),
            lambda: any(
                c.dep_ in {"acl", "xcomp", "relcl", "advcl"} and lemma(c) in rule.infinitive for c in token.children
            ),
        ),
        (
            bool(rule.gerund),
            lambda: any(lemma(t) in rule.gerund for t in token.subtree if is_verb(t) and t != token),
        ),
        (bool(rule.premodifier), lambda: _premodified(token, rule.premodifier)),
        (
            bool(rule.conjunct),
            lambda: any(
                lemma(t) in rule.conjunct for t in (token.head, *token.children) if "conj" in {t.dep_, token.dep_}
            ),
        ),
        (
            bool(rule.beside),
            lambda: any(stage.label_at(t) in rule.beside for t in token.doc[token.i + 1 : token.i + 4]),
        ),
        (
            bool(rule.agent_labels),
            lambda: any(stage.label_at(t) in rule.agent_labels for t in acting) or (not acting and is_passive(token)),
        ),
        (bool(rule.below), lambda: any(lemma(t) in rule.below for t in token.subtree)),
        (bool(rule.under), lambda: token.dep_ in _COMPLEMENTS and lemma(token.head) in rule.under),
        (bool(rule.prepositions), lambda: any(p in rule.prepositions for p, _ in obliques(token))),
        ("theme_money" in rule.flags, lambda: _has_theme_figure(stage, acted, "money")),
        ("not_theme_money" in rule.flags, lambda: not _has_theme_figure(stage, acted, "money")),
        ("theme_measure" in rule.flags, lambda: _has_theme_figure(stage, acted, "measure")),
        (
            "theme_people" in rule.flags,
            lambda: not any(stage.label_at(t) == "CROSSING_POINT" and not stage.counts(t) for t in acted),
        ),
        (
            "not_migrants" in rule.flags,
            lambda: not any(lemma(core(t)) in lexicon().words["strangers"] for t in acted),
        ),
        ("not_flying" in rule.flags, lambda: not any(lemma(t) in lexicon().words["flying"] for t in acted)),
        ("not_hybrid" in rule.flags, lambda: token.i == 0 or token.doc[token.i - 1].lower_ != "hybrid"),
        ("measured" in rule.flags, lambda: is_measured(token)),
        ("not_dead" in rule.flags, lambda: not any(lemma(t) in {"dead", "body", "corpse"} for t in token.subtree)),
        ("under_into" in rule.flags, lambda: taken_into(token) is not None),
        ("only_suspects" in rule.flags, lambda: _is_suspected(token.head.head)),
        ("offence" in rule.flags, lambda: _is_offence(token)),
        ("barrier_near" in rule.flags, lambda: _mentions_before(token, lexicon().words["barriers"])),
        ("strict_forces" in rule.flags, lambda: any(lemma(core(t)) in lexicon().words["soldiers"] for t in acting)),
        ("court" in rule.flags, lambda: lemma(token) not in {"find", "hold", "order"} or _is_court(stage, acting)),
        (
            "spoken" in rule.flags,
            lambda: (
                lemma(token) not in {"attack", "blast", "fault", "protest"}
                or any(p in {"for", "over"} for p, _ in obliques(token))
            ),
        ),
        ("theme_number" in rule.flags, lambda: any(t.pos_ == "NUM" and core(t) == t for t in acted)),
        ("out_of" in rule.flags, lambda: lemma(token) != "pull" or any(c.lower_ == "out" for c in token.subtree)),
        ("not_denied" in rule.flags, lambda: lemma(token.head) not in lexicon().words["denying"]),
        ("agent_must" in rule.flags, lambda: bool(acting)),
        ("tangible" in rule.flags, lambda: not acted or any(_is_tangible(stage, t) for t in acted)),
        ("counted" in rule.flags, lambda: any(f.kind == "count" for f in stage.counts(token))),
        ("not_place" in rule.flags, lambda: "point" not in {lemma(t) for t in token.doc[token.i : token.i + 2]}),
        ("needs_back" in rule.flags, lambda: _goes_back(token)),
        ("not_suspects" in rule.flags, lambda: not _is_suspected(token)),
        ("present" in rule.flags, lambda: token.tag_ == "VBG"),
        (
            "parties" in rule.flags,
            lambda: len(acting) > 1 or any(c.lemma_ == "with" for c in token.children) or _is_plural(acting),
        ),
        (
            bool(rule.theme_labels),
            lambda: any(stage.label_at(t) in rule.theme_labels and core(t).pos_ != "PRON" for t in acted),
        ),
        (bool(rule.words_in_theme), lambda: any(lemma(t) in rule.words_in_theme for n in acted for t in n.subtree)),
        ("not_people" in rule.flags, lambda: not acting or any(stage.label_at(t) in STATE for t in acting)),
        ("alone" in rule.flags, lambda: token.dep_ != "compound"),
        ("hybrid_below" in rule.flags, lambda: any(t.text.casefold() == "hybrid" for t in token.subtree)),
        (
            "recipient_near" in rule.flags,
            lambda: any(e.label == "COUNTRY" for t in token.subtree for e in (stage.name_at(t),) if e is not None),
        ),
    )
    return all(check() for asked, check in checks if asked)


def _goes_back(token: Token) -> bool:
    """“push”, “force” and “order” are pushbacks only with “back” or across something; the others say it themselves."""
    if lemma(token) not in {"push", "force", "order"}:
        return True
    return any(c.lower_ in {"back", "across", "over"} and c.dep_ in {"advmod", "prt", "prep"} for c in token.children)


def _is_tangible(stage: Stage, noun: Token) -> bool:
    """People and things, not “the advance” or “a joke”."""
    words, inner = lexicon().words, core(noun)
    return (
        stage.label_at(noun) is not None
        or inner.pos_ in {"PRON", "NUM", "PROPN", "DET"}
        or lemma(inner) in words["migrants"] | words["suspects"] | words["contraband"]
    )


def is_measured(token: Token) -> bool:
    """“Detections rose to 11,300”, “arrivals now total 30,164”: a statistic, however the noun stands."""
    verb = governing_verb(token)
    return (
        verb is not None
        and (token.dep_ in SUBJECTS | {"pobj"} or lemma(verb) in {"bring", "take", "put"})
        and lemma(verb) in lexicon().words["measuring"]
        and not is_passive(verb)
    )


def _is_offence(token: Token) -> bool:
    """“sentenced for driving 27 Syrians across the border”: what somebody is tried for."""
    above = [token.head, token.head.head]
    return token.dep_ in {"pcomp", "pobj"} and any(lemma(t) in lexicon().words["convicting"] for t in above)


def _mentions_before(token: Token, wanted: frozenset[str]) -> bool:
    return any(lemma(t) in wanted and t.pos_ in NOUNS for t in token.doc[max(0, token.i - 60) : token.sent.end])


def _is_court(stage: Stage, acting: list[Token]) -> bool:
    for noun in acting:
        named = stage.name_at(core(noun))
        words = {t.lower_ for t in noun.doc[noun.left_edge.i : noun.i + 1]} | {lemma(noun)}
        if words & lexicon().words["judging"] or (named is not None and "court" in (named.link or "")):
            return True
    return False


def _has_theme_figure(stage: Stage, acted: list[Token], kind: str) -> bool:
    return any(f.kind == kind for noun in acted for t in (noun, *noun.children) for f in stage.figures_at(t))


def _is_suspected(token: Token) -> bool:
    """“detained on suspicion of smuggling”: a criminal arrest, not the holding of migrants."""
    return any(lemma(t) in {"suspicion", "charge", "smuggling", "trafficking", "espionage"} for t in token.subtree)


def _is_plural(nouns: list[Token]) -> bool:
    return any(noun.tag_ in {"NNS", "NNPS"} for noun in nouns)


def _any_noun(stage: Stage, nouns: list[Token], wanted: frozenset[str], rule: Rule) -> bool:
    for noun in nouns:
        inner = core(noun)
        if lemma(inner) in wanted or lemma(noun) in wanted or (rule.labels and stage.label_at(noun) in rule.labels):
            return True
        if inner.lower_ in {"it", "they", "both"} and "CROSSING_POINT" in rule.labels and _means_point(stage, inner):
            return True
        if "listed" in rule.flags:
            continue
        if {"migrant", "troop", "smuggler"} & wanted and inner.lower_ in _PEOPLE_PRONOUNS:
            there, other = resolved(stage, noun)
            if other == noun or lemma(other) in wanted or there.label_at(other) in {"PEOPLE", "PERSON", "NATIONALITY"}:
                return True
        if "troop" in wanted and noun.pos_ == "NUM" and inner == noun:
            return True
        if "migrant" in wanted and (stage.label_at(noun) == "NATIONALITY" or (noun.pos_ == "NUM" and inner == noun)):
            return True
    return False


def _means_point(stage: Stage, pronoun: Token) -> bool:
    """“It was reopened”: whether the last thing spoken of is a crossing point or a border."""
    for token in reversed(pronoun.doc[max(0, pronoun.i - _FAR_BACK) : pronoun.i]):
        if token.dep_ in _MAIN and token.pos_ in NOUNS:
            label = stage.label_at(token)
            if label in {"CROSSING_POINT", "BORDER", "INFRASTRUCTURE"}:
                return True
            if label in {None, "LAW_DOC", "EQUIPMENT"}:
                return False
    return False


def _inside(token: Token, wanted: frozenset[str]) -> bool:
    """A noun after “in” or “of”: “a surge in migrant flow”."""
    for child in token.children:
        of = child.dep_ == "prep" and child.lemma_.casefold() in {"in", "of"}
        if of and any(lemma(t) in wanted for t in child.subtree):
            return True
    return False


def _premodified(token: Token, wanted: frozenset[str]) -> bool:
    children = [c for c in token.children if c.i < token.i and c.dep_ in {"compound", "amod", "nmod", "poss"}]
    return any(lemma(c) in wanted or c.text.casefold() in wanted for child in children for c in child.subtree)
