"""Who does what to whom, read off a dependency tree (ClearNLP labels, as the English models give them)."""

from __future__ import annotations

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
    {"number", "group", "dozen", "hundred", "thousand", "score", "lot", "majority", "couple", "handful", "half", "rest",
     "million", "total", "series", "part", "third", "quarter", "wave", "flow", "influx", "type", "kind", "all", "some",
     "member",
     "many", "most", "several", "none", "each", "section", "use", "way", "convoy"}
)  # fmt: skip
# Verbs whose subject also does what their object names: “Poland ordered the deployment”.
_LIGHT = frozenset(
    {"order", "announce", "approve", "plan", "begin", "start", "launch", "conduct", "hold", "make", "take", "continue",
     "increase", "carry", "complete", "suspend", "stage", "impose", "sign", "host", "report", "propose", "prepare"}
)  # fmt: skip
_RELATIVE = frozenset({"who", "which", "that", "whom"})


def lemma(token: Token) -> str:
    """The token's lemma in lower case; nouns always in the singular, whatever the model's lemmatiser says."""
    word = (token.lemma_ or token.text).casefold()
    return singular(word) if token.pos_ in NOUNS else word


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
    return (
        verb.tag_ == "VBN"
        and verb.dep_ in {"acl", "amod", "relcl"}
        and not any(child.dep_ in SUBJECTS | {"aux", "dobj"} for child in verb.children)
    )


def agents(token: Token) -> list[Token]:
    """Who does it: the subject, also of the verb that governs an infinitive; “by …”; an owner (“Poland’s closure”)."""
    by = _objects_of(token, {"by"}, agent=True)
    if not is_verb(token):
        owners = [c for c in token.children if c.dep_ == "poss" and c.pos_ in NOUNS]
        made = [n for c in token.children if c.dep_ == "acl" for n in _objects_of(c, {"by"}, agent=True)]
        above = _agents_above(token) if token.dep_ == "dobj" and lemma(token.head) in _LIGHT else []
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
    return by or _agents_above(token)


def themes(token: Token) -> list[Token]:
    """What it is done to: object, passive subject, “of …” after a noun, the noun that a participle belongs to."""
    if not is_verb(token):
        return _objects_of(token, {"of"})
    found = [n for c in token.children if c.dep_ in OBJECTS and c.pos_ != "ADP" for n in with_conjuncts(c)]
    if is_passive(token):
        subject = next((c for c in token.children if c.dep_ in PASSIVE_SUBJECTS), None)
        if subject is not None and not (subject.text.casefold() in _RELATIVE and token.dep_ == "relcl"):
            return with_conjuncts(subject) + found
        if token.dep_ in {"acl", "relcl", "amod"}:
            return [token.head, *found]
        if token.dep_ == "conj" and is_verb(token.head) and not found:
            return themes(token.head)
    if not found and token.dep_ == "conj" and is_verb(token.head):
        return [n for c in token.head.children if c.dep_ in OBJECTS and c.i > token.i for n in with_conjuncts(c)]
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
        if here.dep_ not in CLAUSES | OBJECTS | {"pobj", "prep", "nsubjpass", "nsubj", "attr", "compound"}:
            return
        here = here.head
        yield here


def _agents_above(token: Token) -> list[Token]:
    """The subject of the nearest verb that governs this one: “chose to close”, “announced plans to deploy”."""
    here = token
    for above in governors(token):
        if here.dep_ in {"relcl", "nsubj", "nsubjpass", "pcomp", "pobj", "prep"}:
            return []
        if is_verb(above):
            if here.dep_ == "acl" and not is_verb(here.head):
                return []
            subjects = [c for c in above.children if c.dep_ in SUBJECTS]
            if subjects:
                if subjects[0].text.casefold() in _RELATIVE and above.dep_ == "relcl":
                    return with_conjuncts(above.head)
                return [n for subject in subjects for n in with_conjuncts(subject)]
            if is_passive(above):
                return _objects_of(above, {"by"}, agent=True)
        here = above
    return []


def _objects_of(token: Token, prepositions: set[str], *, agent: bool = False) -> list[Token]:
    found: list[Token] = []
    for child in token.children:
        fits = child.dep_ == "prep" and child.lemma_.casefold() in prepositions
        if fits or (agent and child.dep_ == "agent"):
            found.extend(n for c in child.children if c.dep_ == "pobj" for n in with_conjuncts(c))
    return found
