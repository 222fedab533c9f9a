"""Who says what a sentence tells: the speaker above it, beside it, or in the sentence before a quotation goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from border_annotator.nlp.clauses import governing_verb
from border_annotator.nlp.syntax import NOUNS, SUBJECTS, agents, is_passive, is_verb, lemma, with_conjuncts
from border_annotator.nlp.trigger_rules import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from border_annotator.nlp.fillers import Stage

_OPEN, _SHUT = frozenset("“„«"), frozenset("”»")
_UNSPOKEN = frozenset({"who", "which", "that", "i", "we", "you", "what", "there"})


def speaks(verb: Token) -> bool:
    """Whether a verb tells that somebody says something: not “show up”, “point out” apart."""
    return lemma(verb) in lexicon().status["speech"] and not any(
        c.dep_ == "prt" and c.lower_ == "up" for c in verb.children
    )


def counters(token: Token) -> list[Token]:
    """Who counted it: “the army counted 544 balloons”, “pilots reported 41 cases of jamming”."""
    verb = governing_verb(token) if token.pos_ in NOUNS else None
    if verb is None or lemma(verb) not in lexicon().words["counting"] or is_passive(verb):
        return []
    return [n for c in verb.children if c.dep_ in SUBJECTS for n in with_conjuncts(c)[:1]]


def speakers_beside(token: Token) -> list[Token]:
    """The speakers of “…, officials said”, “…, said Mr X” and “according to …” in the sentence of a word."""
    sentence = token.sent
    found: list[Token] = []
    for word in sentence:
        if word.lower_ == "according" and word.i + 1 < len(word.doc) and word.nbor().lower_ == "to":
            found += _after_according(word)
        elif is_verb(word) and word != token and speaks(word) and _is_aside(word, token):
            found += [n for c in word.children if c.dep_ in SUBJECTS for n in with_conjuncts(c)[:1]]
    return found


def _after_according(word: Token) -> list[Token]:
    for below in word.doc[word.i + 2 : word.i + 14]:
        if below.pos_ in NOUNS and below.dep_ not in {"compound", "nmod", "amod", "poss"}:
            return [below]
    return []


def _is_aside(verb: Token, token: Token) -> bool:
    """Whether a verb of speech stands beside the clause of a word: “…, the charity said”, not “the man who said so”."""
    if is_passive(verb) or verb.dep_ in {"relcl", "acl", "amod", "xcomp", "pcomp"}:
        return False
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS]
    if not subjects or subjects[0].pos_ not in NOUNS | {"PRON"} or subjects[0].lower_ in _UNSPOKEN:
        return False
    if any(c.dep_ in {"dobj", "xcomp"} and c.i > verb.i and token not in c.subtree for c in verb.children):
        return False
    content = [c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i]
    if content:
        return any(token in c.subtree for c in content)
    # What is said stands before the verb, or after it behind a quotation mark.
    first = min(verb.i, *(c.left_edge.i for c in subjects))
    before = verb.doc[first - 1].text if first > verb.sent.start else ""
    return (token.i < first or token.is_ancestor(verb)) and before in {",", "”", '"', "’", "'", "–", "—", "?", "!"}


def quoting(stage: Stage, sentence: Span) -> list[Token]:
    """The speakers of a sentence that goes on with a quotation, from the sentence in which it began."""
    text = sentence.text.strip()
    if not text or (text[0] not in _OPEN | {'"'} and not _inside_quotation(stage, sentence)):
        return []
    doc = sentence.doc
    here = sentence
    for _ in range(2):
        if here.start == 0:
            return []
        here = doc[here.start - 1].sent
        for word in here:
            if is_verb(word) and speaks(word) and not is_passive(word):
                speakers = agents(word)
                if speakers:
                    return speakers[:1]
    return []


def _inside_quotation(stage: Stage, sentence: Span) -> bool:
    before = stage.text[: sentence.start_char]
    opened = max(before.rfind(mark) for mark in _OPEN)
    return opened > max(before.rfind(mark) for mark in _SHUT)
