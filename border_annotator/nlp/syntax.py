"""Who does what to whom, read off a dependency tree (ClearNLP labels, as the English models give them)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from border_annotator.nlp.word_forms import singular

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
OBJECTS = frozenset({"dobj", "dative"})
CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "acl", "relcl", "pcomp", "conj"})
NOUNS = frozenset({"NOUN", "PROPN"})
# “dozens of migrants”, “a group of men”, “two of the six points”: the noun after “of” is what it is about.
COLLECTIVES = frozenset(
    {"metre", "meter", "inch", "km", "mile",
     "number", "group", "dozen", "hundred", "thousand", "score", "lot", "majority", "couple", "handful", "half", "rest",
     "million", "total", "series", "part", "third", "quarter", "wave", "flow", "influx", "type", "kind", "all", "some",
     "member",
     "many", "most", "several", "none", "each", "section", "use", "way", "convoy",
     "crowd", "column", "string", "row", "batch", "boatload", "busload", "caravan", "front", "vicinity", "stretch",
     "height", "%", "percent", "cent", "share", "proportion", "percentage"}
)  # fmt: skip
# Verbs whose subject also does what their object names: “Poland ordered the deployment”.
_LIGHT = frozenset(
    {"announce", "approve", "attend", "begin", "carry", "commit", "complete", "conduct", "continue", "hold",
     "host", "impose", "increase", "issue", "join", "launch", "lead", "make", "open", "order", "perform",
     "plan", "prepare", "propose", "run", "sign", "stage", "start", "suspend", "take", "wage"}
)  # fmt: skip
# “keep the points closed”: the participle tells what the object is.
_KEEPING = frozenset({"keep", "leave", "hold"})
_TRIALS = frozenset({"arrest", "conviction", "detention", "trial", "sentencing", "imprisonment"})
_STATES_IN = frozenset(
    {(p, noun) for p in ("into", "in", "under") for noun in ("custody", "detention", "arrest")} | {("on", "trial")}
)
_RELATIVE = frozenset({"who", "which", "that", "whom"})
# “beat and robbed a group”: two verbs that share an object stand this close together.
_NEAR = 3
# Verbs whose object does what follows: “accused Minsk of steering people”, “ordered the army to close the road”.
_OBJECT_CONTROL = frozenset(
    {"accuse", "allow", "arrest", "ask", "authorise", "authorize", "bar", "blame", "call", "charge", "condemn",
     "convict", "criticise", "criticize", "denounce", "deploy", "detain", "enable", "encourage", "force",
     "help", "imprison", "indict", "instruct", "jail", "lead", "order", "permit", "pressure", "prevent",
     "prosecute", "request", "send", "sentence", "stop", "suspect", "task", "tell", "urge"}
)  # fmt: skip
# Where the model's lemmatiser goes wrong: “waded”, “installed”, “bussed”.
_MENDED = {
    "wad": "wade", "instal": "install", "buss": "bus", "re-opene": "re-open", "relaunche": "relaunch",
    "readmitte": "readmit", "pepper-spraye": "pepper-spray", "lambast": "lambaste", "putt": "put",
}  # fmt: skip
# Verbs that a preposition makes another of: what follows it is their object (“looked after four children”).
_PHRASAL = frozenset(
    {("look", "after"), ("care", "for"), ("call", "in"), ("turn", "around"), ("pick", "up"), ("put", "up"),
     ("set", "up"), ("round", "up"), ("hand", "over"), ("saw", "through"), ("cut", "through"), ("tear", "down"),
     ("take", "down"), ("break", "through"), ("smash", "through"), ("let", "in"), ("let", "through")}
)  # fmt: skip
# “reaching the islands by sea”: how, not who.
_MEANS = frozenset({"sea", "boat", "land", "air", "road", "rail", "train", "car", "bus", "foot", "night", "ship"})
# “are in custody”: the subject is what it is about.
_BEING = frozenset({"be", "remain", "stay", "sit", "languish", "go", "stand"})
# Verbs whose subject undergoes them when there is no object: “two posts reopen”, “the border closed”.
_ERGATIVE = frozenset({"close", "reopen", "re-open", "open", "shut", "resume", "expire", "end"})


def lemma(token: Token) -> str:
    """The token's lemma in lower case; nouns always in the singular, whatever the model's lemmatiser says."""
    return _lemma(token.lemma_ or token.text, noun=token.pos_ in NOUNS)


@lru_cache(maxsize=20_000)
def _lemma(word: str, *, noun: bool) -> str:
    if noun:
        return singular(word.casefold())
    return _MENDED.get(word.casefold(), word.casefold())


def is_verb(token: Token) -> bool:
    """Whether a token is used as a verb, also as a participle before or after a noun."""
    return token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ == "ROOT")


def with_conjuncts(token: Token) -> list[Token]:
    """A noun and those joined to it (“Latvia, Estonia and Lithuania”)."""
    found = [token]
    for child in found:
        found.extend(
            c for c in child.children if c.dep_ in {"conj", "appos"} and c.pos_ in NOUNS | {"PRON", "NUM", "ADJ"}
        )
    return found


def core(token: Token) -> Token:
    """The noun that a phrase is about: looks through numbers and collectives with “of”."""
    if token.pos_ in {"NUM", "DET", "PRON", "ADJ"} or lemma(token) in COLLECTIVES:
        for child in token.children:
            if child.dep_ == "prep" and child.lemma_.casefold() == "of":
                inner = next((c for c in child.children if c.dep_ == "pobj"), None)
                if inner is not None:
                    return core(inner)
    return token


def is_passive(verb: Token) -> bool:
    """Whether a verb form is passive: with an auxiliary, or a bare participle after a noun."""
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.head.tag_ == "VBN" and is_passive(verb.head):
        return not any(child.dep_ in SUBJECTS | {"dobj", "aux"} for child in verb.children)
    return (
        verb.tag_ == "VBN"
        and verb.dep_ in {"acl", "amod", "relcl"}
        and not any(child.dep_ in SUBJECTS | {"aux", "dobj"} for child in verb.children)
    )


def agents(token: Token) -> list[Token]:
    """Who does it: the subject, also of the verb that governs an infinitive; “by …”; an owner (“Poland’s closure”)."""
    by = _objects_of(token, {"by"}, agent=True)
    if is_verb(token) and not is_passive(token):
        by = [noun for noun in by if lemma(noun) not in _MEANS]
    if (
        token.pos_ == "ADJ"
        and token.dep_ in {"acomp", "oprd", "ccomp"}
        and any(c.dep_ in {"dobj", "nsubj"} for c in (*token.children, *token.head.children))
    ):
        return [n for c in token.head.children if c.dep_ in SUBJECTS for n in with_conjuncts(c)]
    taking = taken_into(token)
    if taking is not None:
        return [] if lemma(taking) in _BEING else agents(taking)
    if not is_verb(token):
        owners = [c for c in token.children if c.dep_ == "poss" and c.pos_ in NOUNS]
        made = [n for c in token.children if c.dep_ == "acl" for n in _objects_of(c, {"by"}, agent=True)]
        its = any(c.dep_ == "poss" and c.pos_ == "PRON" for c in token.children)  # “lifted its ban”
        above = _agents_above(token) if token.dep_ == "dobj" and (its or lemma(token.head) in _LIGHT) else []
        return by or [n for owner in owners for n in with_conjuncts(owner)] or made or above
    if is_passive(token):
        return by
    own = [child for child in token.children if child.dep_ in SUBJECTS]
    if own and own[0].text.casefold() in _RELATIVE and token.dep_ == "relcl":
        return with_conjuncts(token.head)
    if own:
        return [n for subject in own for n in with_conjuncts(subject)]
    if token.dep_ == "acl" and token.tag_ == "VBG" and not by and lemma(token) not in {"smuggle", "traffic"}:
        return with_conjuncts(token.head)
    return by or _after_place(token) or _agents_above(token)


def _after_place(token: Token) -> list[Token]:
    """The subject that a parser takes for more places: “in Riga, Estonia and Latvia signed” (section 8, rule 12)."""
    if token.tag_ not in {"VBD", "VBZ", "VBP"} or token.i == 0:
        return []
    before = token.doc[token.i - 1]
    while before.i > token.sent.start and (before.pos_ == "ADV" or before.dep_ == "aux"):
        before = before.doc[before.i - 1]
    chain = [before]
    while chain[0].dep_ in {"conj", "appos"} and chain[0].head.pos_ == "PROPN":
        chain.insert(0, chain[0].head)
    if len(chain) < 2 or chain[0].dep_ != "pobj" or chain[0].head.lower_ not in {"in", "at", "near"}:
        return []
    return chain[1:]


def taken_into(token: Token) -> Token | None:
    """The verb of “took 43 people into custody”, “placed under arrest”: the verb has the noun’s roles."""
    if token.dep_ != "pobj" or (token.head.lower_, lemma(token)) not in _STATES_IN:
        return None
    verb = token.head.head
    return (
        verb
        if (is_verb(verb) or verb.pos_ == "AUX")
        and lemma(verb) in _BEING | {"take", "place", "put", "remand", "keep", "hold", "bring"}
        else None
    )


def themes(token: Token) -> list[Token]:
    """What it is done to: object, passive subject, “of …” after a noun, the noun that a participle belongs to."""
    if (
        token.dep_ in {"acomp", "oprd", "attr", "ccomp"}
        and (token.dep_ != "ccomp" or token.pos_ == "ADJ" or lemma(token.head) in _KEEPING)
        and (token.pos_ == "ADJ" or token.tag_ == "VBN")
    ):
        return _described(token)
    taking = taken_into(token)
    if taking is not None:
        subjects = [n for c in taking.children if c.dep_ in SUBJECTS for n in with_conjuncts(c)]
        return subjects if lemma(taking) in _BEING else _themes_of_verb(taking) or _themes_elsewhere(taking)
    if token.dep_ == "compound" and token.tag_ == "VBG" and token.head.dep_ == "pobj":
        return [token.head]
    if not is_verb(token):
        return _objects_of(token, {"of"})
    return _themes_of_verb(token) or _themes_elsewhere(token)


def _described(token: Token) -> list[Token]:
    """Whom “were found dead”, “remain shut” and “reported him missing” speak of."""
    own = [n for c in token.children if c.dep_ in SUBJECTS for n in with_conjuncts(c)]
    if own:
        return own
    verb = token.head
    wanted = OBJECTS if any(c.dep_ == "dobj" for c in verb.children) else SUBJECTS | PASSIVE_SUBJECTS
    return [n for c in verb.children if c.dep_ in wanted for n in with_conjuncts(c)]


def _themes_elsewhere(token: Token) -> list[Token]:
    """What stands with another verb: a shared object, the subject of the clause above, the subject of “reopened”."""
    if is_passive(token):
        return _agents_above(token) if token.dep_ in {"pcomp", "xcomp", "advcl"} else []
    for child in token.children:
        if child.dep_ == "conj" and is_verb(child) and child.i - token.i <= _NEAR:
            return [n for c in child.children if c.dep_ == "dobj" for n in with_conjuncts(c)]
    if lemma(token) in _ERGATIVE and not _objects_of(token, {"by"}, agent=True):
        subjects = [c for c in token.children if c.dep_ in SUBJECTS]
        return [n for subject in subjects for n in with_conjuncts(subject)] or _agents_above(token)
    return []


def _beside_auxiliary(participle: Token) -> Token | None:
    """“The bridge is closed”: the subject, where the parser hangs it on “is”."""
    be = next((c for c in participle.children if c.dep_ == "auxpass"), None)
    return None if be is None else next((c for c in be.children if c.dep_ in SUBJECTS), None)


def _behind_particle(verb: Token) -> list[Token]:
    """“looked after four children”: the object that the parser hangs on the particle."""
    for child in verb.children:
        if child.i == verb.i + 1 and (lemma(verb), child.lower_) in _PHRASAL:
            return [n for c in child.children if c.dep_ == "pobj" for n in with_conjuncts(c)]
    return []


def _themes_of_verb(token: Token) -> list[Token]:
    found = [n for c in token.children if c.dep_ in OBJECTS and c.pos_ != "ADP" for n in with_conjuncts(c)]
    if is_passive(token):
        subject = next((c for c in token.children if c.dep_ in PASSIVE_SUBJECTS), None) or _beside_auxiliary(token)
        if subject is not None and not (subject.text.casefold() in _RELATIVE and token.dep_ == "relcl"):
            return with_conjuncts(subject) + found
        if token.dep_ in {"acl", "relcl", "amod"}:
            return [token.head, *found]
        if token.dep_ == "conj" and is_verb(token.head) and not found:
            return themes(token.head)
    if not found and token.dep_ == "conj" and is_verb(token.head):
        return [n for c in token.head.children if c.dep_ in OBJECTS and c.i > token.i for n in with_conjuncts(c)]
    if not found:
        found = _behind_particle(token)
    if (
        not found
        and token.dep_ == "relcl"
        and any(c.dep_ in OBJECTS and c.text.casefold() in _RELATIVE for c in token.children)
    ):
        return [token.head]
    return [token.head if n.text.casefold() in _RELATIVE and token.dep_ == "relcl" else n for n in found]


def obliques(token: Token) -> Iterator[tuple[str, Token]]:
    """(preposition, noun) pairs that hang on a word, also one step down (“border with Belarus” under “to”)."""
    heads = [token, *(t for t in themes(token) if t.dep_ in OBJECTS | PASSIVE_SUBJECTS | {"pobj"})]
    for head in heads:
        for child in head.children:
            if child.dep_ in {"prep", "agent", "dative"} and child.pos_ in {"ADP", "SCONJ"}:
                inner = [c for c in child.children if c.dep_ == "pobj"]
                for noun in (n for c in inner for n in with_conjuncts(c)):
                    yield child.lemma_.casefold(), noun
                for deeper in (c for c in child.children if c.dep_ == "prep"):
                    for c in deeper.children:
                        if c.dep_ == "pobj":
                            yield deeper.lemma_.casefold(), c


def governors(token: Token) -> Iterator[Token]:
    """The words that a clause hangs on, upwards, as far as they govern whether it is real."""
    here = token
    while here.head != here:
        if here.dep_ not in CLAUSES | OBJECTS | {"pobj", "prep", "nsubjpass", "nsubj", "attr", "compound", "acomp"}:
            return
        here = here.head
        yield here


def _agents_above(token: Token) -> list[Token]:
    """Who does what an infinitive, a gerund or a plan names: “chose to close”, “its commitment to assisting Latvia”."""
    here = token
    for above in governors(token):
        if here.dep_ in {"relcl", "nsubj", "nsubjpass", "csubj"}:
            return []
        if here.dep_ in {"pobj", "prep"} and here in {token, token.head} and not is_verb(token):
            return []
        if is_verb(above) or above.pos_ == "AUX":
            return _controllers(above, here)
        if lemma(above) in _TRIALS and here.dep_ == "prep":
            return _objects_of(above, {"of"})  # “the arrest of two Egyptians on charges of smuggling”
        owners = [c for c in above.children if c.dep_ == "poss" and c.pos_ in NOUNS]
        if owners and here.dep_ in {"acl", "prep", "pcomp"}:
            return [n for owner in owners for n in with_conjuncts(owner)]
        here = above
    return []


def _controllers(verb: Token, below: Token) -> list[Token]:
    """Who does what hangs on a verb by ``below``: its subject, or its object after “ordered” and “accused”."""
    if lemma(verb) in _OBJECT_CONTROL and below.dep_ in {"xcomp", "prep", "advcl"}:
        objects = [
            c for c in verb.children if c.dep_ in OBJECTS | PASSIVE_SUBJECTS and c.i < below.i and c.pos_ != "ADP"
        ]
        if objects:
            return [n for noun in objects for n in with_conjuncts(noun)]
    if below.dep_ in {"acl", "relcl"} and not is_verb(below.head):
        return []
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS | PASSIVE_SUBJECTS]
    if is_passive(verb) and not (below.dep_ in {"xcomp", "advcl", "prep", "conj"} and subjects):
        return _objects_of(verb, {"by"}, agent=True)
    if subjects:
        if subjects[0].text.casefold() in _RELATIVE and verb.dep_ == "relcl":
            return with_conjuncts(verb.head)
        return [n for subject in subjects for n in with_conjuncts(subject)]
    return _agents_above(verb)


def _objects_of(token: Token, prepositions: set[str], *, agent: bool = False) -> list[Token]:
    found: list[Token] = []
    for child in token.children:
        fits = child.dep_ == "prep" and child.lemma_.casefold() in prepositions
        if fits or (agent and child.dep_ == "agent"):
            found.extend(n for c in child.children if c.dep_ == "pobj" for n in with_conjuncts(c))
    return found
