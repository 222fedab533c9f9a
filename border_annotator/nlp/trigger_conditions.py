"""What must stand with a word so that it names an event: the conditions that ``triggers.json`` asks for by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.nlp.clauses import governing_verb
from border_annotator.nlp.coreference import resolved
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
    from border_annotator.nlp.trigger_rules import Rule

_COMPLEMENTS = frozenset({"dobj", "nsubjpass", "oprd", "acomp", "ccomp"})
_MAIN = frozenset({"nsubj", "nsubjpass", "dobj"})
_FAR_BACK = 60
_JOINING = frozenset({"take", "part", "participate", "participation", "involve", "join", "engage"})
_HELPED = frozenset({"COUNTRY", "GOVERNMENT", "BORDER_AGENCY", "PEOPLE"})
_DOUBTED = frozenset({"suspect", "suspected", "alleged", "accused", "presumed"})
# Where one gets to by crossing something.
_LIES = frozenset({"COUNTRY", "BORDER", "PLACE", "CROSSING_POINT", "INFRASTRUCTURE"})
_OVER = frozenset({"across", "into", "over", "through", "past", "onto", "round", "around", "under"})
_BY_WATER = frozenset({"swim", "wade", "paddle", "row", "sail"})
_TOWARDS = frozenset({"towards", "toward", "at", "to", "for", "on", "against", "near", "outside", "along", "behind"})
_SOIL = frozenset(
    {"river", "territory", "soil", "gap", "hole", "strait", "channel", "country", "side", "enclave",
     "breakwater", "jetty", "pier", "island", "shore", "exclave"}
)  # fmt: skip
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


class Scene:
    """A word with what it acts on and who acts, found once for all rules that are tried on it."""

    __slots__ = ("acted", "acting", "rule", "stage", "token")

    def __init__(self, stage: Stage, token: Token) -> None:
        self.stage, self.token = stage, token
        self.acted, self.acting = themes(token), agents(token)
        self.rule: Rule


def holds(scene: Scene, rule: Rule) -> bool:
    """Whether everything stands with the word that the rule asks for."""
    scene.rule = rule
    return all(_CHECKS[name](scene) for name in rule.asked if name in _CHECKS)


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


def _leads(stage: Stage, token: Token, ways: frozenset[str], ends: frozenset[str]) -> bool:
    """Whether a phrase with one of some prepositions ends at one of some nouns, or at a name of a place or state."""
    return any(
        preposition in ways and (stage.label_at(noun) in _LIES or lemma(core(noun)) in ends)
        for preposition, noun in obliques(token)
    )


def _goes_over(scene: Scene) -> bool:
    """“poured across the frontier”, “fled into Poland”, “walked through a gap in the wall”."""
    words = lexicon().words
    ends = words["crossings"] | words["near_barriers"] | _SOIL
    if _leads(scene.stage, scene.token, _OVER, ends):
        return True
    abroad = {scene.stage.label_at(noun) for preposition, noun in obliques(scene.token) if preposition == "to"}
    if lemma(scene.token) in _BY_WATER:
        return bool(abroad & _LIES)
    return lemma(scene.token) in {"flee", "escape"} and "COUNTRY" in abroad


def _heads_for(scene: Scene) -> bool:
    """“rushed towards the gate”, “massed at the border”."""
    words = lexicon().words
    return any(
        preposition in _TOWARDS
        and (
            scene.stage.label_at(noun) in {"BORDER", "CROSSING_POINT", "INFRASTRUCTURE"}
            or lemma(core(noun)) in words["near_crossings"] | words["near_barriers"] | {"frontier"}
        )
        for preposition, noun in obliques(scene.token)
    )


def is_refused(token: Token) -> bool:
    """“did not let them in”, “no longer admits lorries”."""
    words = [*token.children, *(c for child in token.children if child.dep_ == "advmod" for c in child.children)]
    return any(c.dep_ == "neg" or c.lower_ in {"longer", "never"} for c in words)


def _is_actor(stage: Stage, noun: Token, labels: frozenset[str]) -> bool:
    """Whether a noun has one of some labels, or stands for such a name (“it”), or for a body that speaks up."""
    label = stage.label_at(noun)
    if label is None and noun.pos_ == "PRON":
        there, other = resolved(stage, noun)
        label = there.label_at(other) if other != noun else None
    return label in labels or ("CIVIL_ORG" in labels and lemma(core(noun)) in lexicon().words["bodies"])


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
        words = {t.lower_ for t in noun.doc[noun.left_edge.i : noun.i + 1]} | {lemma(noun), lemma(core(noun))}
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
        if "suspect" in wanted and any(lemma(c) in _DOUBTED for c in inner.children if c.dep_ == "amod"):
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


_CHECKS: dict[str, Callable[[Scene], bool]] = {
    "theme": lambda s: _any_noun(s.stage, s.acted, s.rule.theme, s.rule),
    "agent": lambda s: _any_noun(s.stage, s.acting or s.acted, s.rule.agent, s.rule),
    "of": lambda s: _any_noun(s.stage, s.acted, s.rule.of, s.rule),
    "by": lambda s: _any_noun(s.stage, s.acting, s.rule.by, s.rule),
    "inside": lambda s: _inside(s.token, s.rule.inside),
    "infinitive": lambda s: any(
        c.dep_ in {"acl", "xcomp", "relcl", "advcl"} and lemma(c) in s.rule.infinitive for c in s.token.children
    ),
    "gerund": lambda s: any(lemma(t) in s.rule.gerund for t in s.token.subtree if is_verb(t) and t != s.token),
    "premodifier": lambda s: _premodified(s.token, s.rule.premodifier),
    "conjunct": lambda s: any(
        lemma(t) in s.rule.conjunct for t in (s.token.head, *s.token.children) if "conj" in {t.dep_, s.token.dep_}
    ),
    "beside": lambda s: any(s.stage.label_at(t) in s.rule.beside for t in s.token.doc[s.token.i + 1 : s.token.i + 4]),
    "agent_labels": lambda s: (
        any(_is_actor(s.stage, t, s.rule.agent_labels) for t in s.acting) or (not s.acting and is_passive(s.token))
    ),
    "below": lambda s: any(lemma(t) in s.rule.below for t in s.token.subtree),
    "under": lambda s: s.token.dep_ in _COMPLEMENTS and lemma(s.token.head) in s.rule.under,
    "prepositions": lambda s: any((p in s.rule.prepositions for p, _ in obliques(s.token))),
    "theme_money": lambda s: _has_theme_figure(s.stage, s.acted, "money"),
    "not_theme_money": lambda s: not _has_theme_figure(s.stage, s.acted, "money"),
    "theme_measure": lambda s: _has_theme_figure(s.stage, s.acted, "measure"),
    "theme_people": lambda s: (
        not any(s.stage.label_at(t) == "CROSSING_POINT" and (not s.stage.counts(t)) for t in s.acted)
    ),
    "not_migrants": lambda s: not any(lemma(core(t)) in lexicon().words["strangers"] for t in s.acted),
    "not_flying": lambda s: not any(lemma(t) in lexicon().words["flying"] for t in s.acted),
    "not_hybrid": lambda s: s.token.i == 0 or s.token.doc[s.token.i - 1].lower_ != "hybrid",
    "measured": lambda s: is_measured(s.token),
    "not_dead": lambda s: not any(lemma(t) in {"dead", "body", "corpse"} for t in s.token.subtree),
    "under_into": lambda s: taken_into(s.token) is not None,
    "not_held_for_crime": lambda s: not _is_suspected(s.token.head.head),
    "only_suspects": lambda s: _is_suspected(s.token.head.head),
    "offence": lambda s: _is_offence(s.token),
    "barrier_near": lambda s: _mentions_before(s.token, lexicon().words["barriers"]),
    "strict_forces": lambda s: any(lemma(core(t)) in lexicon().words["soldiers"] for t in s.acting),
    "court": lambda s: lemma(s.token) not in {"find", "hold", "order"} or _is_court(s.stage, s.acting),
    "spoken": lambda s: (
        lemma(s.token) not in {"attack", "blast", "fault", "protest"}
        or any((p in {"for", "over"} for p, _ in obliques(s.token)))
        or (lemma(s.token) == "protest" and any(p in {"to", "with"} for p, _ in obliques(s.token)))
    ),
    "theme_number": lambda s: any(t.pos_ == "NUM" and core(t) == t for t in s.acted),
    "out_of": lambda s: lemma(s.token) != "pull" or any(c.lower_ in {"out", "back"} for c in s.token.subtree),
    "not_denied": lambda s: lemma(s.token.head) not in lexicon().words["denying"],
    "agent_must": lambda s: bool(s.acting),
    "theme_counted": lambda s: any(f.kind == "count" for t in s.acted for f in s.stage.counts(t)),
    "taken_part_in": lambda s: s.token.head.lower_ == "in" and lemma(s.token.head.head) in _JOINING,
    "on_trial": lambda s: taken_into(s.token) is not None,
    "to_recipient": lambda s: any(p == "to" and s.stage.label_at(n) in _HELPED for p, n in obliques(s.token)),
    "agent_counted": lambda s: any(f.kind == "count" for t in s.acting for f in s.stage.counts(t)),
    "tangible": lambda s: not s.acted or any(_is_tangible(s.stage, t) for t in s.acted),
    "counted": lambda s: any(f.kind == "count" for f in s.stage.counts(s.token)),
    "not_place": lambda s: "point" not in {lemma(t) for t in s.token.doc[s.token.i : s.token.i + 2]},
    "goes_over": _goes_over,
    "heads_for": _heads_for,
    "negated": lambda s: is_refused(s.token),
    "named": lambda s: any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in s.token.children),
    "court_only": lambda s: _is_court(s.stage, s.acting),
    "not_towards": lambda s: not any(p in {"to", "towards", "toward", "at", "across"} for p, _ in obliques(s.token)),
    "not_described": lambda s: not any(c.dep_ in {"xcomp", "ccomp"} for c in s.token.children),
    "needs_back": lambda s: _goes_back(s.token),
    "not_suspects": lambda s: not _is_suspected(s.token),
    "present": lambda s: s.token.tag_ == "VBG",
    "parties": lambda s: len(s.acting) > 1 or any(c.lemma_ == "with" for c in s.token.children) or _is_plural(s.acting),
    "theme_labels": lambda s: any(
        s.stage.label_at(t) in s.rule.theme_labels and core(t).pos_ != "PRON" for t in s.acted
    ),
    "words_in_theme": lambda s: any(lemma(t) in s.rule.words_in_theme for n in s.acted for t in n.subtree),
    "not_people": lambda s: not s.acting or any(s.stage.label_at(t) in STATE for t in s.acting),
    "alone": lambda s: s.token.dep_ != "compound",
    "hybrid_below": lambda s: any(t.text.casefold() == "hybrid" for t in s.token.subtree),
    "recipient_near": lambda s: any(
        e.label == "COUNTRY" for t in s.token.subtree for e in (s.stage.name_at(t),) if e is not None
    ),
}
