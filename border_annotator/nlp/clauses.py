"""What stands in the same clause as a word, however the parser hung it: prepositions and nouns by their distance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.nlp.syntax import OBJECTS, PASSIVE_SUBJECTS, SUBJECTS, is_verb, with_conjuncts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

# How many words a preposition may hang below a word, or below the verb above it.
_DEEPEST = 6
# Participles that say as little as a preposition: “the border lined with wire”, “people coming from Iraq”.
_ABOVE = SUBJECTS | PASSIVE_SUBJECTS | OBJECTS | {"pobj", "attr", "conj"}
# How much farther a preposition is when it hangs on another part of the clause.
_STEPS = (
    dict.fromkeys([*OBJECTS, "attr", "oprd", "npadvmod", "advmod", "acomp"], 1)
    | {"appos": 2}
    | dict.fromkeys([*SUBJECTS, *PASSIVE_SUBJECTS], 3)
)


def clause_obliques(token: Token) -> Iterator[tuple[int, str, Token]]:
    """(distance, preposition, noun) for the prepositions of a word's clause, the nearest ones first.

    Looks past the noun that a parser hung the preposition on (“in” under “persons” in “apprehended five persons in
    Kainuu”), but not into another clause. A noun that names an event also has the prepositions of the verb it stands
    with (“a fall in arrivals was recorded in Crete”).
    """
    found = list(_below(token, 0))
    if token.dep_ == "relcl" and any(c.lower_ == "where" for c in token.children):
        found += [(0, "in", noun) for noun in with_conjuncts(token.head)]
    if not is_verb(token):
        verb = governing_verb(token)
        if verb is not None:
            inside = {noun.i for _, _, noun in found}
            found += [(far + 4, word, noun) for far, word, noun in _below(verb, 0) if noun.i not in inside]
    yield from sorted(found, key=lambda entry: (entry[0], entry[2].i))


def governing_verb(token: Token) -> Token | None:
    """The verb that a noun is subject or object of, also through “of”, “in” (“a number of attempts”)."""
    here = token
    for _ in range(4):
        above = here.head
        if above == here or here.dep_ not in _ABOVE | {"prep"}:
            return None
        if is_verb(above) or above.pos_ == "AUX":
            return above
        here = above
    return None


def _below(token: Token, far: int) -> Iterator[tuple[int, str, Token]]:
    if far > _DEEPEST:
        return
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.pos_ in {"ADP", "SCONJ"}:
            yield from _behind(child, far)
        elif child.dep_ == "prt" and child.i + 1 < len(child.doc) and child.nbor().pos_ == "PROPN":
            # “drowned off Sabratha”: a preposition that the parser took for a particle.
            yield from ((far, child.lower_, c) for c in token.children if c.dep_ == "dobj" and c.i > child.i)
        elif child.dep_ in _STEPS:
            yield from _below(child, far + _STEPS[child.dep_])


def _behind(preposition: Token, far: int) -> Iterator[tuple[int, str, Token]]:
    for inner in preposition.children:
        if inner.dep_ == "pobj":
            for noun in with_conjuncts(inner):
                yield far, preposition.lower_, noun
                yield from _below(noun, far + 2)
        elif inner.dep_ == "prep":
            yield from _behind(inner, far)
